// Which servers an account has: the operator's table first, what the person typed only where the operator allows
// it. A newcomer's trap: `listed` and `ca` are the operator's word of *today*; they are never believed from a vault
// that was sealed under yesterday's table.
import type { Config } from '../config.ts';
import type { Account, AccountSecret, Server } from '../mail/account.ts';
import { parseRecipient } from '../mail/draft.ts';
import { MailError } from '../mail/errors.ts';
import { readHost } from '../net/addresses.ts';
import { findServers } from '../net/servers.ts';
import type { SignInInput } from './caller.ts';

export type ServerSettings = Pick<Config, 'servers' | 'allowAnyServer'>;
export type Mailbox = Omit<Account, 'id' | 'name'>;

/** RFC 4616 and RFC 5321 know no longer ones that work anywhere; a NUL or a line end would be another command. */
const MAX_PASSWORD = 1000;
const UNSAFE = /[\0\r\n]/;

/** The mailbox a sign-in asks for. VALIDATION for input that can't be, SERVER_UNKNOWN when no servers are known. */
export function mailboxOf(input: SignInInput, settings: ServerSettings): Mailbox {
  const address = readAddress(input.address);
  if (input.password === '' || input.password.length > MAX_PASSWORD || UNSAFE.test(input.password))
    throw invalid('Enter the password of the mailbox.', 'password');
  const entry = findServers(settings.servers, address);
  if (entry !== null) {
    const username = entry.username === 'local' ? address.slice(0, address.lastIndexOf('@')) : address;
    return {
      address,
      protocol: entry.protocol,
      incoming: entry.incoming,
      outgoing: entry.outgoing,
      username,
    };
  }
  const typed = input.servers;
  if (typed === undefined || !settings.allowAnyServer) throw new MailError('SERVER_UNKNOWN');
  if (typed.protocol !== 'IMAP' && typed.protocol !== 'POP3')
    throw invalid('Choose IMAP or POP3.', 'servers', 'protocol');
  const username = typed.username?.trim() || address;
  if (username.length > 320 || /\p{Cc}/u.test(username))
    throw invalid('This is not a sign-in name.', 'servers', 'username');
  return {
    address,
    protocol: typed.protocol,
    incoming: readServer(typed.incoming, 'incoming'),
    outgoing: readServer(typed.outgoing, 'outgoing'),
    username,
  };
}

/** A sealed account with the servers as the operator's table has them now. */
export function current(account: AccountSecret, { servers }: ServerSettings): AccountSecret {
  const entry = findServers(servers, account.address);
  if (entry !== null && entry.protocol === account.protocol)
    return { ...account, incoming: entry.incoming, outgoing: entry.outgoing };
  return { ...account, incoming: unlisted(account.incoming), outgoing: unlisted(account.outgoing) };
}

/** The domain in lower case; the local part as typed, because a server may tell its cases apart (RFC 5321, 2.4). */
function readAddress(text: string): string {
  const recipient = text.length > 320 ? null : parseRecipient(text);
  if (recipient === null || recipient.name !== null)
    throw invalid('Enter a whole mail address, such as name@example.org.', 'address');
  const at = recipient.address.lastIndexOf('@');
  return recipient.address.slice(0, at) + recipient.address.slice(at).toLowerCase();
}

function readServer(typed: { host: string; port: number; tls: string }, which: string): Server {
  const host = typed.host.length > 253 ? null : readHost(typed.host);
  if (host === null) throw invalid('This is not the name of a server.', 'servers', which, 'host');
  if (!Number.isInteger(typed.port) || typed.port < 1 || typed.port > 65535)
    throw invalid('A port is a number from 1 to 65535.', 'servers', which, 'port');
  if (typed.tls !== 'IMPLICIT' && typed.tls !== 'STARTTLS')
    throw invalid('Choose TLS or STARTTLS.', 'servers', which, 'tls');
  return { host: 'ip' in host ? host.ip : host.name, port: typed.port, tls: typed.tls, listed: false };
}

const unlisted = ({ host, port, tls }: Server): Server => ({ host, port, tls, listed: false });

const invalid = (message: string, ...path: string[]): MailError =>
  new MailError('VALIDATION', { message, path });
