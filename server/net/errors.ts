// What went wrong with a socket, a name or a certificate, as a MailError: the one translator of this floor, for
// every adapter that opens connections. A newcomer's trap: an abort carries a *reason*; a deadline's reason is a
// TimeoutError or a MailError of its own, and only a plain AbortError means that somebody gave up.
import { type ErrorCode, MailError } from '../mail/errors.ts';

const CODES: Readonly<Record<string, ErrorCode>> = {
  ENOTFOUND: 'UPSTREAM_UNKNOWN_HOST',
  ENODATA: 'UPSTREAM_UNKNOWN_HOST',
  EAI_AGAIN: 'UPSTREAM_UNKNOWN_HOST',
  EAI_FAIL: 'UPSTREAM_UNKNOWN_HOST',
  EAI_NODATA: 'UPSTREAM_UNKNOWN_HOST',
  EAI_NONAME: 'UPSTREAM_UNKNOWN_HOST',

  ECONNREFUSED: 'UPSTREAM_OFFLINE',
  ECONNRESET: 'UPSTREAM_OFFLINE',
  ECONNABORTED: 'UPSTREAM_OFFLINE',
  EHOSTUNREACH: 'UPSTREAM_OFFLINE',
  EHOSTDOWN: 'UPSTREAM_OFFLINE',
  ENETUNREACH: 'UPSTREAM_OFFLINE',
  ENETDOWN: 'UPSTREAM_OFFLINE',
  ENETRESET: 'UPSTREAM_OFFLINE',
  EADDRNOTAVAIL: 'UPSTREAM_OFFLINE',
  EPIPE: 'UPSTREAM_OFFLINE',
  ENOTCONN: 'UPSTREAM_OFFLINE',
  ERR_STREAM_PREMATURE_CLOSE: 'UPSTREAM_OFFLINE',
  ERR_STREAM_DESTROYED: 'UPSTREAM_OFFLINE',
  ERR_SOCKET_CLOSED: 'UPSTREAM_OFFLINE',

  ETIMEDOUT: 'UPSTREAM_TIMEOUT',
  ESOCKETTIMEDOUT: 'UPSTREAM_TIMEOUT',
  ERR_SOCKET_CONNECTION_TIMEOUT: 'UPSTREAM_TIMEOUT',
  ERR_TLS_HANDSHAKE_TIMEOUT: 'UPSTREAM_TIMEOUT',

  // OpenSSL's names for X509_verify_cert results, and Node's for a name that does not match.
  ERR_TLS_CERT_ALTNAME_INVALID: 'TLS_UNTRUSTED',
  UNABLE_TO_GET_ISSUER_CERT: 'TLS_UNTRUSTED',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'TLS_UNTRUSTED',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'TLS_UNTRUSTED',
  UNABLE_TO_DECRYPT_CERT_SIGNATURE: 'TLS_UNTRUSTED',
  UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY: 'TLS_UNTRUSTED',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'TLS_UNTRUSTED',
  SELF_SIGNED_CERT_IN_CHAIN: 'TLS_UNTRUSTED',
  ERROR_IN_CERT_NOT_AFTER_FIELD: 'TLS_UNTRUSTED',
  ERROR_IN_CERT_NOT_BEFORE_FIELD: 'TLS_UNTRUSTED',
  CERT_CHAIN_TOO_LONG: 'TLS_UNTRUSTED',
  CERT_HAS_EXPIRED: 'TLS_UNTRUSTED',
  CERT_NOT_YET_VALID: 'TLS_UNTRUSTED',
  CERT_REJECTED: 'TLS_UNTRUSTED',
  CERT_REVOKED: 'TLS_UNTRUSTED',
  CERT_SIGNATURE_FAILURE: 'TLS_UNTRUSTED',
  CERT_UNTRUSTED: 'TLS_UNTRUSTED',
  HOSTNAME_MISMATCH: 'TLS_UNTRUSTED',
  INVALID_CA: 'TLS_UNTRUSTED',
  INVALID_PURPOSE: 'TLS_UNTRUSTED',
  PATH_LENGTH_EXCEEDED: 'TLS_UNTRUSTED',

  // A handshake that failed for the protocol's sake: plain text on a TLS port, TLS 1.0 only, no common cipher.
  EPROTO: 'UPSTREAM_PROTOCOL',
};

const CANCELS = new Set(['ABORT_ERR', 'ERR_CANCELED', 'ERR_CANCELLED']);

/** Any error of a look-up, a socket or a handshake as a MailError; unknown ones become INTERNAL with the cause. */
export function fromSocketError(error: unknown): MailError {
  if (error instanceof MailError) return error;
  // net.connect() with several addresses reports one AggregateError; the last try says most.
  if (error instanceof AggregateError && error.errors.length > 0) return fromSocketError(error.errors.at(-1));
  const { name, code } = describe(error);
  if (name === 'TimeoutError') return new MailError('UPSTREAM_TIMEOUT', { cause: error });
  if (name === 'AbortError' || CANCELS.has(code)) return new MailError('CANCELLED', { cause: error });
  const known = CODES[code];
  if (known !== undefined) return new MailError(known, { cause: error });
  if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_'))
    return new MailError('UPSTREAM_PROTOCOL', { cause: error });
  return new MailError('INTERNAL', { cause: error });
}

/** True for the codes that fromSocketError knows, so that a translator above can tell a socket's error from its own. */
export function isSocketError(error: unknown): boolean {
  const { name, code } = describe(error);
  return name === 'TimeoutError' || name === 'AbortError' || code in CODES || /^ERR_(SSL|TLS)_/.test(code);
}

function describe(error: unknown): { name: string; code: string } {
  if (typeof error !== 'object' || error === null) return { name: '', code: '' };
  const { name, code } = error as { name?: unknown; code?: unknown };
  return { name: typeof name === 'string' ? name : '', code: typeof code === 'string' ? code : '' };
}
