// The one typed error and the one table of what can go wrong. Adapters translate into it (imap/errors,
// pop3/errors, smtp/errors, net/errors); graphql/errors and http/errors are the only ways out. A newcomer's
// trap: `message` is shown to a person, so server text never goes into it; put that in `serverText`, which
// is only ever rendered as quoted plain text, and the cause (for the log) in `cause`.

interface Meaning {
  /** One plain sentence for a person: what happened, what is safe, what to do next. */
  sentence: string;
  /** True when the same request may work later without any change. */
  retryable: boolean;
  /** The HTTP status where this error is the whole answer of a route. */
  status: number;
}

const meaning = (status: number, retryable: boolean, sentence: string): Meaning => ({
  sentence,
  retryable,
  status,
});

export const MEANINGS = {
  SIGNED_OUT: meaning(401, false, 'You are signed out. Sign in again to go on; nothing you wrote is lost.'),
  FORBIDDEN: meaning(403, false, 'This request is not allowed from here.'),
  SCOPE_MISSING: meaning(403, false, 'This token may not do that. Create one with the scope it needs.'),
  VALIDATION: meaning(400, false, 'Something in the request is not valid. Check it and try again.'),
  NOT_FOUND: meaning(404, false, 'There is nothing here under that id.'),
  GONE: meaning(410, false, 'This message is no longer in the mailbox. It was moved or deleted elsewhere.'),
  STALE: meaning(
    410,
    false,
    'The mailbox was changed elsewhere and this message can no longer be found. Refresh the list.',
  ),
  MAILBOX_GONE: meaning(410, false, 'This folder was deleted or renamed elsewhere. Choose another folder.'),
  CONFLICT: meaning(
    409,
    false,
    'This was changed somewhere else in the meantime. Look at the newer version first.',
  ),
  UNSUPPORTED: meaning(501, false, 'This mail server can not do that.'),
  READ_ONLY: meaning(403, false, 'This folder can only be read.'),
  QUOTA_EXCEEDED: meaning(507, false, 'The mailbox is full. Delete something large, then try again.'),
  TOO_LARGE: meaning(413, false, 'This is larger than is allowed here.'),
  RATE_LIMITED: meaning(429, true, 'Too many tries in a short time. Wait a little, then try again.'),
  CANCELLED: meaning(499, true, 'The request was cancelled.'),
  VAULT_LOCKED: meaning(
    409,
    false,
    'The password has changed since you last signed in here. Enter your recovery code, or start fresh.',
  ),
  SERVER_UNKNOWN: meaning(
    404,
    false,
    'No mail server is known for this address. Enter the server settings, or ask whoever runs this site.',
  ),
  SERVER_NOT_ALLOWED: meaning(403, false, 'This site may not connect to that server. Ask whoever runs it.'),
  UPSTREAM_AUTH: meaning(
    401,
    false,
    'The mail server did not accept this address and password. Check both and try again.',
  ),
  UPSTREAM_UNKNOWN_HOST: meaning(
    502,
    false,
    'The mail server could not be found under that name. Check the server name.',
  ),
  UPSTREAM_OFFLINE: meaning(
    502,
    true,
    'The mail server can not be reached right now. Nothing is lost; try again in a moment.',
  ),
  UPSTREAM_TIMEOUT: meaning(
    504,
    true,
    'The mail server takes too long to answer. Nothing is lost; try again in a moment.',
  ),
  UPSTREAM_LIMIT: meaning(
    503,
    true,
    'The mail server allows no more connections right now. Try again in a minute.',
  ),
  UPSTREAM_PROTOCOL: meaning(
    502,
    false,
    'The server answered, but not as a mail server does. Check the port and the kind of server.',
  ),
  UPSTREAM_NO_TLS: meaning(
    502,
    false,
    'The mail server offers no encryption, so the password was not sent. Use another port or server.',
  ),
  UPSTREAM_REFUSED: meaning(502, false, 'The mail server refused this.'),
  TLS_UNTRUSTED: meaning(
    502,
    false,
    'The certificate of the mail server is not trusted, so the password was not sent. Ask whoever runs this site.',
  ),
  SEND_REJECTED: meaning(
    502,
    false,
    'The mail server refused the message. It was not sent; your draft is kept.',
  ),
  RECIPIENT_REJECTED: meaning(
    502,
    false,
    'The mail server refused one of the addresses. Check the addresses; your draft is kept.',
  ),
  SEND_UNKNOWN: meaning(
    502,
    false,
    'The connection broke after the message was handed over, so it may have been sent. Look in Sent before you send it again.',
  ),
  INTERNAL: meaning(500, true, 'Something went wrong here. Nothing is lost; try again.'),
} as const satisfies Record<string, Meaning>;

export type ErrorCode = keyof typeof MEANINGS;

export interface MailErrorOptions {
  /** Replaces the table's sentence; written by us, never text from a server or a message. */
  message?: string;
  /** For the log only. */
  cause?: unknown;
  /** Milliseconds after which a retry may work. */
  retryAfterMs?: number;
  /** Which input is at fault, for example ['input', 'to', '0']. */
  path?: readonly string[];
  /** What the server said: one line, control characters removed, shown as a quotation only. */
  serverText?: string;
}

export class MailError extends Error {
  readonly code: ErrorCode;
  readonly retryAfterMs: number | undefined;
  /** Not `path`: graphql-js takes an error that has one for an error that was given its place already. */
  readonly inputPath: readonly string[];
  readonly serverText: string | undefined;

  constructor(code: ErrorCode, options: MailErrorOptions = {}) {
    super(options.message ?? MEANINGS[code].sentence, { cause: options.cause });
    this.name = 'MailError';
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
    this.inputPath = options.path ?? [];
    this.serverText = options.serverText === undefined ? undefined : oneLine(options.serverText);
  }

  get retryable(): boolean {
    return MEANINGS[this.code].retryable;
  }

  get status(): number {
    return MEANINGS[this.code].status;
  }
}

/** Any thrown value as a MailError; what is not one becomes INTERNAL with the original as its cause. */
export function toMailError(error: unknown): MailError {
  return error instanceof MailError ? error : new MailError('INTERNAL', { cause: error });
}

/** Server text made safe to quote: one line of at most 300 characters without control characters. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 300);
}
