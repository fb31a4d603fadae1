// POP3's refusals as MailErrors: the response codes of RFC 2449 and RFC 3206, and what servers without them say. A
// newcomer's trap: many servers have no codes, so a bare -ERR to a password may also mean "locked" or "too busy";
// only [AUTH] is proof of a wrong password.
import { type ErrorCode, MailError, type MailErrorOptions } from '../mail/errors.ts';
import { fromSocketError } from '../net/errors.ts';
import type { Reply } from './reply.ts';

/** A -ERR of the server. `responseCode` is null when it gave none. */
export class Refusal extends MailError {
  readonly responseCode: string | null;
  constructor(code: ErrorCode, options: MailErrorOptions, responseCode: string | null) {
    super(code, options);
    this.responseCode = responseCode;
  }
}

const IN_USE =
  'Another program is using this mailbox right now, and the mail server allows one at a time. Try again in a moment.';
const TOO_SOON = 'The mail server wants more time between two connections. Try again in a moment.';

const BY_CODE: Readonly<Record<string, { code: ErrorCode; message?: string }>> = {
  AUTH: { code: 'UPSTREAM_AUTH' },
  'IN-USE': { code: 'UPSTREAM_LIMIT', message: IN_USE },
  'LOGIN-DELAY': { code: 'UPSTREAM_LIMIT', message: TOO_SOON },
  'SYS/TEMP': { code: 'UPSTREAM_OFFLINE' },
  'SYS/PERM': { code: 'UPSTREAM_REFUSED' },
};

/** What servers without response codes say when a mailbox is locked (Courier, qpopper, UW, Exchange). */
const LOCKED = /\block(?:ed)?\b|in use|\bbusy\b|already (?:open|logged|connected)|another (?:pop|session)/i;
const TOO_MANY = /too many|connection limit|login limit|rate limit/i;

/** A refused command as an error. `phase` says what a refusal without a code means there. */
export function fromReply(reply: Reply, phase: 'GREETING' | 'SIGN_IN' | 'SESSION'): Refusal {
  const known = BY_CODE[reply.responseCode ?? ''];
  const make = (code: ErrorCode, message?: string): Refusal =>
    new Refusal(
      code,
      { serverText: reply.text, ...(message === undefined ? {} : { message }) },
      reply.responseCode,
    );
  if (known) return make(known.code, known.message);
  if (phase === 'SESSION') return make('UPSTREAM_REFUSED');
  if (LOCKED.test(reply.text)) return make('UPSTREAM_LIMIT', IN_USE);
  if (TOO_MANY.test(reply.text)) return make('UPSTREAM_LIMIT');
  return make(phase === 'GREETING' ? 'UPSTREAM_OFFLINE' : 'UPSTREAM_AUTH');
}

/** True when the server may have meant something else than the password, so that one more try is worth it. */
export function isBareSignInRefusal(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'UPSTREAM_AUTH' && error.responseCode === null;
}

/** True for a -ERR to one command: the session itself goes on. */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Refusal;
}

/** Any thrown value as a MailError. */
export function translate(error: unknown): MailError {
  return error instanceof MailError ? error : fromSocketError(error);
}
