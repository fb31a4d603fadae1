// The one translator from imapflow, socket and server errors to MailError. A newcomer's trap: a refusal because
// of too many connections arrives as a *failed sign-in* (Dovecot says LIMIT, older ones UNAVAILABLE, Gmail only
// ALERT and a sentence); it must never be read as a wrong password.
import { type ErrorCode, MailError } from '../mail/errors.ts';
import { fromSocketError, isSocketError } from '../net/errors.ts';

/** What imapflow puts on its errors; every field may be missing. */
export interface ImapFailure {
  code?: string;
  message?: string;
  authenticationFailed?: boolean;
  tlsFailed?: boolean;
  mailboxMissing?: boolean;
  responseStatus?: string;
  responseText?: string;
  serverResponseCode?: string;
  response?: unknown;
  reason?: string;
  throttleReset?: number;
}

/** imapflow's own codes. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  NoConnection: 'UPSTREAM_OFFLINE',
  EConnectionClosed: 'UPSTREAM_OFFLINE',
  StateLogout: 'UPSTREAM_OFFLINE',
  ClosedAfterConnectText: 'UPSTREAM_OFFLINE',
  ClosedAfterConnectTLS: 'UPSTREAM_OFFLINE',
  CONNECT_TIMEOUT: 'UPSTREAM_TIMEOUT',
  GREETING_TIMEOUT: 'UPSTREAM_TIMEOUT',
  UPGRADE_TIMEOUT: 'UPSTREAM_TIMEOUT',
  ETIMEOUT: 'UPSTREAM_TIMEOUT',
  ETHROTTLE: 'UPSTREAM_LIMIT',
  NotFound: 'MAILBOX_GONE',
  MissingServerExtension: 'UNSUPPORTED',
  UnexpectedTag: 'UPSTREAM_PROTOCOL',
  MissingTag: 'UPSTREAM_PROTOCOL',
  InvalidResponse: 'UPSTREAM_PROTOCOL',
  ResponseProcessingFailed: 'UPSTREAM_PROTOCOL',
  STARTTLS_INJECTION: 'UPSTREAM_PROTOCOL',
  MAX_IMAP_NESTING_REACHED: 'UPSTREAM_PROTOCOL',
  LineTooLarge: 'UPSTREAM_PROTOCOL',
  LiteralTooLarge: 'UPSTREAM_PROTOCOL',
  ResponseTooLarge: 'UPSTREAM_PROTOCOL',
  TooManyTokens: 'UPSTREAM_PROTOCOL',
  TooManyResponses: 'UPSTREAM_PROTOCOL',
};

/** Response codes of RFC 3501, 5530, 4469 and 7889, where the server is signed in to. */
const RESPONSE_CODES: Readonly<Record<string, ErrorCode>> = {
  NONEXISTENT: 'MAILBOX_GONE',
  TRYCREATE: 'MAILBOX_GONE',
  ALREADYEXISTS: 'CONFLICT',
  HASCHILDREN: 'CONFLICT',
  OVERQUOTA: 'QUOTA_EXCEEDED',
  TOOBIG: 'TOO_LARGE',
  APPENDLIMIT: 'TOO_LARGE',
  NOPERM: 'READ_ONLY',
  'READ-ONLY': 'READ_ONLY',
  EXPUNGEISSUED: 'GONE',
  UNAVAILABLE: 'UPSTREAM_OFFLINE',
  INUSE: 'UPSTREAM_OFFLINE',
  SERVERBUG: 'UPSTREAM_OFFLINE',
  BADCHARSET: 'UNSUPPORTED',
};

const TOO_MANY =
  /too many|simultaneous|(connection|session)s?\b.*\b(limit|max|exceed)|(limit|max\w*)\b.*\b(connection|session)/i;

/** Any error of this floor as a MailError. Server text goes into `serverText`, the library's error never leaves. */
export function translate(error: unknown): MailError {
  if (error instanceof MailError) return error;
  const failure = (typeof error === 'object' && error !== null ? error : {}) as ImapFailure;
  const make = (code: ErrorCode, message?: string): MailError => {
    const said = serverText(failure);
    return new MailError(code, {
      cause: code === 'INTERNAL' ? error : summary(failure),
      ...(message === undefined ? {} : { message }),
      ...(said === undefined ? {} : { serverText: said }),
      ...(failure.throttleReset === undefined ? {} : { retryAfterMs: failure.throttleReset }),
    });
  };
  if (failure.authenticationFailed === true) return refusedSignIn(failure, make);
  if (failure.mailboxMissing === true) return make('MAILBOX_GONE');
  const known = CODES[failure.code ?? ''];
  // A server that closes the door at once says why in its BYE.
  if (known === 'UPSTREAM_OFFLINE' && TOO_MANY.test(failure.reason ?? '')) return make('UPSTREAM_LIMIT');
  if (known !== undefined) return make(known);
  if (isSocketError(error)) return fromSocketError(error);
  if (failure.tlsFailed === true)
    return make(/PREAUTH/.test(failure.message ?? '') ? 'UPSTREAM_PROTOCOL' : 'UPSTREAM_NO_TLS');
  if (failure.code?.startsWith('ParserError') === true) return make('UPSTREAM_PROTOCOL');
  if (failure.responseStatus === 'BYE') return make('UPSTREAM_OFFLINE');
  if (failure.responseStatus !== undefined || failure.serverResponseCode !== undefined)
    return make(RESPONSE_CODES[responseCode(failure)] ?? 'UPSTREAM_REFUSED');
  return make('INTERNAL');
}

function refusedSignIn(
  failure: ImapFailure,
  make: (code: ErrorCode, message?: string) => MailError,
): MailError {
  const code = responseCode(failure);
  const said = serverText(failure);
  if (code === 'LIMIT' || TOO_MANY.test(said ?? '')) return make('UPSTREAM_LIMIT');
  if (RESPONSE_CODES[code] === 'UPSTREAM_OFFLINE') return make('UPSTREAM_OFFLINE');
  if (code === 'CONTACTADMIN') return make('UPSTREAM_REFUSED');
  // imapflow's own refusals carry no answer of a server: there was no mechanism to try.
  if (said === undefined && code === '' && /disabled|mechanism|No matching/i.test(failure.message ?? ''))
    return make('UNSUPPORTED', 'This mail server offers no way to sign in with a password.');
  return make('UPSTREAM_AUTH');
}

/** True when the connection itself is gone, so that a new one may do better. */
export function isConnectionLost(error: unknown): boolean {
  const { code = '', responseStatus } = (error ?? {}) as ImapFailure;
  return (
    responseStatus === 'BYE' ||
    CODES[code] === 'UPSTREAM_OFFLINE' ||
    code === 'ETIMEOUT' ||
    (isSocketError(error) && /^(ECONN|EPIPE|ENOTCONN)/.test(code))
  );
}

/** For where imapflow answers `false` or nothing because the connection went away under it. */
export function connectionLost(): Error {
  return Object.assign(new Error('The connection closed'), { code: 'NoConnection' });
}

/** A server that shut its door before it was told who is there: it is going down, or sees too many of us. */
export class TurnedAway extends MailError {}

/** True where a connection that was never greeted was closed by the other side, with a BYE or without a word. */
export function isTurnedAway(error: unknown): boolean {
  const { code = '' } = (error ?? {}) as ImapFailure;
  return code === 'ECONNRESET' || code.startsWith('ClosedAfterConnect') || code === 'NoConnection';
}

/** True for a NO (or BAD) of the server, as opposed to a failure of the connection or a call for patience. */
export function isRefusal(error: unknown): boolean {
  const { responseStatus, code } = (error ?? {}) as ImapFailure;
  return (responseStatus === 'NO' || responseStatus === 'BAD') && code !== 'ETHROTTLE';
}

/** True for an error that leaves this floor with the code. */
export function isCode(error: unknown, code: ErrorCode): boolean {
  return translate(error).code === code;
}

/** The response code of a refusal in upper case, else ''. */
export function responseCode(error: unknown): string {
  return ((error ?? {}) as ImapFailure).serverResponseCode?.toUpperCase() ?? '';
}

function serverText({ responseText, response, reason }: ImapFailure): string | undefined {
  return responseText ?? (typeof response === 'string' && response !== '' ? response : reason);
}

/** For the log: codes only, because imapflow's errors hold the command as sent, search words and names included. */
function summary({ code, responseStatus, serverResponseCode, message }: ImapFailure): Error {
  const parts = [code, responseStatus, serverResponseCode].filter((part) => part !== undefined);
  return new Error(parts.length > 0 ? `IMAP: ${parts.join(' ')}` : `IMAP: ${message ?? 'unknown failure'}`);
}
