// Ids as clients see them: opaque, computed and never stored. An id names a thing by account and by the
// store's own locator, so it survives a restart; it grants nothing, because every look-up goes through the
// accounts of whoever asks. A newcomer's trap: only a store understands its locators. Never take one apart
// outside imap/ or pop3/.
import { MailError } from './errors.ts';

const KINDS = {
  a: 'account',
  b: 'mailbox',
  m: 'message',
  p: 'part',
  d: 'draft',
  s: 'submission',
  t: 'token',
  u: 'upload',
  i: 'identity',
  v: 'viewer',
  w: 'session',
  l: 'label',
  r: 'imageSource',
} as const;
export type IdKind = (typeof KINDS)[keyof typeof KINDS];
const LETTERS = Object.fromEntries(Object.entries(KINDS).map(([letter, kind]) => [kind, letter])) as Record<
  IdKind,
  string
>;

export interface Id {
  kind: IdKind;
  /** The account's own id inside its vault; empty for things that belong to no account. */
  account: string;
  /** What the store (or the table) calls the thing. For a part: message locator, NUL, part path. */
  locator: string;
}

/** An id longer than this was not made by us (a mailbox path of 1,000 bytes still fits). */
const MAX_ID_LENGTH = 2048;

export function encodeId(kind: IdKind, account: string, locator: string): string {
  return LETTERS[kind] + Buffer.from(`${account}\n${locator}`, 'utf8').toString('base64url');
}

/** Decodes an id. Throws NOT_FOUND for anything that no encodeId made, so that a bad id reads like a missing thing. */
export function decodeId(text: string): Id {
  const kind = KINDS[text[0] as keyof typeof KINDS];
  const body = Buffer.from(text.slice(1), 'base64url').toString('utf8');
  const cut = body.indexOf('\n');
  if (text.length > MAX_ID_LENGTH || kind === undefined || cut < 0) throw new MailError('NOT_FOUND');
  const id: Id = { kind, account: body.slice(0, cut), locator: body.slice(cut + 1) };
  if (encodeId(id.kind, id.account, id.locator) !== text) throw new MailError('NOT_FOUND');
  return id;
}

/** Decodes an id that must be of one kind, else NOT_FOUND. */
export function decodeIdOf(kind: IdKind, text: string): Id {
  const id = decodeId(text);
  if (id.kind !== kind) throw new MailError('NOT_FOUND');
  return id;
}

export const partLocator = (message: string, path: string): string => `${message}\0${path}`;

/** Splits a part's locator into the message's locator and the part's path. */
export function splitPartLocator(locator: string): { message: string; path: string } {
  const cut = locator.lastIndexOf('\0');
  if (cut < 0) throw new MailError('NOT_FOUND');
  return { message: locator.slice(0, cut), path: locator.slice(cut + 1) };
}
