// What an account is: one mailbox somewhere else, and how to reach it. A newcomer's trap: AccountSecret holds
// the password in clear and lives only in memory (the vault seals it); everything that is logged, returned or
// stored outside the vault uses Account.

export type Protocol = 'IMAP' | 'POP3';

/** How a connection is encrypted; there is no third way (RFC 8314). */
export type TlsMode = 'IMPLICIT' | 'STARTTLS';

export interface Server {
  host: string;
  /** 1 to 65535, and in the operator's list of allowed ports. */
  port: number;
  tls: TlsMode;
  /** A PEM certificate (or chain) that is trusted for this server besides the system's; set by the operator only. */
  ca?: string;
  /**
   * Names (authserv-id) whose Authentication-Results are believed, by the operator's word; empty: nobody's. Absent:
   * what a message's own route proves.
   */
  authServIds?: readonly string[];
  /** True when the operator's table names this server: its addresses may then be private. Never set from input. */
  listed: boolean;
}

export interface Account {
  /** Random, made once, unique inside the vault. */
  id: string;
  /** What the person calls it; at first the address. */
  name: string;
  /** The address mail is sent from. */
  address: string;
  protocol: Protocol;
  incoming: Server;
  outgoing: Server;
  /** The sign-in name at both servers; usually the address. */
  username: string;
}

export interface AccountSecret extends Account {
  password: string;
}

/** What an account looks like without its secret. */
export function withoutSecret({ password: _, ...account }: AccountSecret): Account {
  return account;
}
