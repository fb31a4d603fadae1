// What a refused sign-in looks like from outside: one line in the log and never quicker than a floor. A newcomer's
// trap: the line is matched by other people's fail2ban; its shape is part of what we promise.
import { setTimeout as sleep } from 'node:timers/promises';
import { type ErrorCode, MailError } from '../mail/errors.ts';

/**
 * The log line of a refused sign-in. For fail2ban:
 *
 *     failregex = sign-in refused ip=<HOST> domain=\S+ code=UPSTREAM_AUTH
 *
 * Leave the code out to count every kind of refusal. Only the domain of the address is written.
 */
export const REFUSED_LINE = 'sign-in refused ip={ip} domain={domain} code={code}';

export function refusedLine(ip: string, address: string, code: ErrorCode): string {
  const domain = address
    .slice(address.lastIndexOf('@') + 1)
    .toLowerCase()
    .slice(0, 253);
  // The domain is whatever somebody typed; nothing in it may look like another field or another line.
  return REFUSED_LINE.replace('{ip}', /^[\da-fA-F.:]+$/.test(ip) ? ip : '-')
    .replace('{domain}', () => (/^[\p{L}\p{N}.-]+$/u.test(domain) ? domain : '-'))
    .replace('{code}', code);
}

/** No refusal comes sooner than this, whatever it was refused for. */
export const REFUSAL_FLOOR_MS = 500;

export type Delay = (ms: number) => Promise<unknown>;
export const realDelay: Delay = (ms) => sleep(ms);

/** Codes that would tell an outsider which ports of a host are open. */
const SCANNER_CODES: ReadonlySet<ErrorCode> = new Set([
  'UPSTREAM_OFFLINE',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_PROTOCOL',
  'UPSTREAM_UNKNOWN_HOST',
]);

/** For a server that the operator did not list: every way of not being a mail server looks the same. */
export function flattened(error: MailError): MailError {
  if (!SCANNER_CODES.has(error.code)) return error;
  return new MailError('UPSTREAM_OFFLINE', {
    message: 'No mail server answers at that name and port. Check the server settings.',
    cause: error,
  });
}
