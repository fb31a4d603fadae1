// What nodemailer and SMTP servers say, as a MailError. A newcomer's trap: nodemailer overwrites `code` on the
// errors it passes on (the socket's own code is then in `originalCode`), and a 4xx reply is "not now", which
// is never to be shown as "refused".
import { MailError, type MailErrorOptions } from '../mail/errors.ts';
import { fromSocketError, isSocketError } from '../net/errors.ts';

/** The fields that nodemailer puts on its errors. */
export interface SmtpError {
  code: string;
  originalCode: string;
  command: string;
  response: string | undefined;
  responseCode: number | undefined;
}

export function readSmtpError(error: unknown): SmtpError {
  const fields = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  const text = (key: string): string => (typeof fields[key] === 'string' ? fields[key] : '');
  return {
    code: text('code'),
    originalCode: text('originalCode'),
    command: text('command'),
    response: text('response') || undefined,
    responseCode: typeof fields.responseCode === 'number' ? fields.responseCode : undefined,
  };
}

const NOT_NOW =
  'The mail server can not take the message right now. It was not sent; your draft is kept. Try again in a few minutes.';
const RETRY_AFTER_MS = 120_000;

/** Any error of a submission. Network errors are translated by net/errors; an unknown one becomes INTERNAL. */
export function fromSmtpError(error: unknown): MailError {
  if (error instanceof MailError) return error;
  const { code, originalCode, command, response, responseCode } = readSmtpError(error);
  const options: MailErrorOptions = {
    cause: error,
    ...(response === undefined ? {} : { serverText: response }),
  };
  const fail = (as: MailError['code'], more: MailErrorOptions = {}) =>
    new MailError(as, { ...options, ...more });

  for (const socketCode of [originalCode, code])
    if (isSocketError({ code: socketCode })) return fail(fromSocketError({ code: socketCode }).code);
  // 421 may answer any command (RFC 5321 section 3.8): the server goes away, or it has too many connections.
  if (responseCode !== undefined && responseCode >= 400 && responseCode < 500)
    return fail('UPSTREAM_LIMIT', { message: NOT_NOW, retryAfterMs: RETRY_AFTER_MS });
  // RFC 4954 section 6: the server wants a sign-in that it did not get.
  if (responseCode === 530 || responseCode === 535) return fail('UPSTREAM_AUTH');
  if (command !== 'RCPT TO' && isTooLarge(response)) return fail('TOO_LARGE');

  switch (code) {
    case 'EAUTH':
      return fail('UPSTREAM_AUTH');
    case 'ETLS':
      return fail(response === undefined ? 'UPSTREAM_OFFLINE' : 'UPSTREAM_NO_TLS');
    case 'EENVELOPE':
      return fail(command === 'RCPT TO' ? 'RECIPIENT_REJECTED' : 'SEND_REJECTED');
    case 'EMESSAGE':
      return fail(response === undefined ? 'TOO_LARGE' : 'SEND_REJECTED');
    case 'EPROTOCOL':
      // A greeting of 554 is a server that serves, only not us (RFC 5321 section 3.1).
      return fail(
        responseCode !== undefined && responseCode >= 500 ? 'UPSTREAM_REFUSED' : 'UPSTREAM_PROTOCOL',
      );
    case 'ECONNECTION':
      return fail(command === 'EHLO' ? 'UPSTREAM_PROTOCOL' : 'UPSTREAM_OFFLINE');
    default:
      return fail('INTERNAL');
  }
}

/** 552 without an enhanced code, or one of the codes of RFC 3463 that mean "too big". */
function isTooLarge(response = ''): boolean {
  return /^\d{3}[ -]5\.(2\.3|3\.4)\b/.test(response) || /^552[ -](?!5\.)/.test(response);
}
