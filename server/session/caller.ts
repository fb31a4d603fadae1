// Who is asking, and everything they may reach: the only object that graphql/ and http/ get from this floor.
// A newcomer's trap: a Caller is for one session or one token and is thrown away seconds after a request, while the
// stores behind it are shared by all sessions of the same vault; never key anything by address alone.
import type { Readable } from 'node:stream';
import type { Account } from '../mail/account.ts';
import type { DraftContent } from '../mail/draft.ts';
import type { MailStore } from '../mail/store.ts';
import type { Submission } from '../mail/submission.ts';

export const SCOPES = [
  'ACCOUNT_READ',
  'ACCOUNT_WRITE',
  'MAILBOX_READ',
  'MAILBOX_WRITE',
  'HEADERS_READ',
  'BODY_READ',
  'ATTACHMENT_READ',
  'RAW_READ',
  'STATE_WRITE',
  'FILE_WRITE',
  'DELETE',
  'DRAFT_WRITE',
  'SEND',
  'EVENTS',
  'TOKEN_ADMIN',
] as const;
export type Scope = (typeof SCOPES)[number];

export interface Caller {
  readonly kind: 'SESSION' | 'TOKEN';
  /** Id of the session or token (not its secret). */
  readonly id: string;
  readonly vaultId: string;
  /** A session has every scope. */
  readonly scopes: ReadonlySet<Scope>;
  /** The accounts it may reach: all of the vault, or those the token was limited to. */
  readonly accounts: readonly Account[];
  /** Aborts when the session or token ends while something is still open for it (an event stream). */
  readonly ended: AbortSignal;
  /** The shared store of an account; opened on first use. NOT_FOUND for an account that is not in `accounts`. */
  store(accountId: string): Promise<MailStore>;
  /**
   * Sends: one durable row with its own life. The same idempotency key answers with the same submission; `content`
   * is not asked for then, since its uploads and its draft went with the first sending.
   */
  send(accountId: string, content: () => Promise<DraftContent>, idempotencyKey: string): Promise<Submission>;
  /** A draft as the bytes that are stored in Drafts; recipients may still be missing. */
  composeDraft(content: DraftContent): Promise<Buffer>;
  submission(id: string): Promise<Submission | null>;
  submissions(accountId: string, limit: number): Promise<Submission[]>;
  readonly uploads: Uploads;
  readonly tokens: TokenDesk;
  readonly sessions: SessionDesk;
  readonly images: ImageDesk;
}

/** Files on their way into a message: sealed on disk, gone after a day or when the message is sent. */
export interface Uploads {
  put(file: { filename: string; type: string }, bytes: Readable): Promise<Upload>;
  get(id: string): Promise<(Upload & { open(): Promise<Readable> }) | null>;
  remove(id: string): Promise<void>;
}

export interface Upload {
  id: string;
  filename: string;
  type: string;
  size: number;
}

export interface TokenInput {
  name: string;
  scopes: readonly Scope[];
  /** Null: all accounts of the vault. */
  accountIds: readonly string[] | null;
  expiresAt: Date | null;
}

export interface Token extends TokenInput {
  id: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

export interface TokenDesk {
  list(): Promise<Token[]>;
  /** `secret` is shown once and stored as a hash; a token never gets a scope that its maker lacks. */
  create(input: TokenInput): Promise<{ token: Token; secret: string }>;
  revoke(id: string): Promise<boolean>;
}

export interface SessionInfo {
  id: string;
  device: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  current: boolean;
}

export interface SessionDesk {
  list(): Promise<SessionInfo[]>;
  revoke(id: string): Promise<boolean>;
  /** Makes the recovery code anew (the old one stops working) and returns it; it is shown once. */
  createRecoveryCode(): Promise<string>;
}

/** Who is meant: one address, one domain (not what lies below it), or all senders. */
export type ImageSourceKind = 'SENDER' | 'DOMAIN' | 'EVERYBODY';

export interface ImageSource {
  id: string;
  kind: ImageSourceKind;
  /** The address or the domain in its one form, see mail/sender; '' for EVERYBODY. */
  name: string;
  createdAt: Date;
}

/** Remote images: whose a person sees without being asked, and the addresses under which they are loaded. */
export interface ImageDesk {
  /** False: the operator lets nobody see any. */
  readonly enabled: boolean;
  /** Newest first. */
  list(): Promise<ImageSource[]>;
  /** The same again answers with what is there. VALIDATION when there are 1,000 already. */
  allow(kind: ImageSourceKind, name: string): Promise<ImageSource>;
  revoke(id: string): Promise<boolean>;
  /** What lets in images of this sender (an address in its one form); null: nothing does. Cheap. */
  allowedBy(address: string | null): Promise<ImageSourceKind | null>;
  /** An opaque name for a picture that a message of `account` shows; over in 30 to 60 minutes. */
  seal(url: string, account: string): string;
  /** `until` in milliseconds since 1970. Null for what is over, or not of this vault. */
  open(sealed: string): { url: string; account: string; until: number } | null;
}

export interface SignInInput {
  address: string;
  password: string;
  /** Only where the operator allows any server. */
  servers?: TypedServers;
  /** Opens the old vault after the mail password was changed. */
  recoveryCode?: string;
  /** Begins a fresh vault in place of one that can't be opened. */
  startFresh?: boolean;
}

export interface TypedServers {
  protocol: 'IMAP' | 'POP3';
  incoming: { host: string; port: number; tls: 'IMPLICIT' | 'STARTTLS' };
  outgoing: { host: string; port: number; tls: 'IMPLICIT' | 'STARTTLS' };
  username?: string;
}

/** The door from http/ to this floor. */
export interface SessionService {
  /** Signs in at the mail server first. `from` is the network address the request came from; `existing` a live session whose vault carries over. */
  signIn(
    input: SignInInput,
    from: { ip: string; device: string | null; existing: Caller | null },
    signal: AbortSignal,
  ): Promise<{ caller: Caller; secret: string; expiresAt: Date }>;
  /** The caller behind a session cookie, or null when it is unknown or over. */
  resume(secret: string): Promise<Caller | null>;
  /** The caller behind a Bearer token, or null. */
  bearer(secret: string): Promise<Caller | null>;
  /** Ends the session, closes what only it used. */
  signOut(caller: Caller): Promise<void>;
  close(): Promise<void>;
}
