// The lines of RFC 1939 and RFC 2449, taken apart and put together. A newcomer's trap: `command` is the only
// builder of a line, because an argument with CR LF in it would be a second command.
import { MailError } from '../mail/errors.ts';

export interface Reply {
  /** CONTINUE is the "+ " of SASL (RFC 5034). */
  kind: 'OK' | 'ERR' | 'CONTINUE';
  /** Upper case, without the brackets: "IN-USE", "SYS/TEMP". */
  responseCode: string | null;
  /** What follows, without the code. */
  text: string;
}

/** A status line (each character a byte); UPSTREAM_PROTOCOL when it is none. */
export function parseReply(line: string): Reply {
  const match = /^(\+OK|-ERR|\+)(?: +(?:\[([\w/.-]+)\] ?)?(.*))?$/is.exec(line);
  const [, status = '', code, raw = ''] = match ?? [];
  // Lines come as bytes; what a server says to a person may be UTF-8 (RFC 6856).
  const text = Buffer.from(raw, 'latin1').toString('utf8');
  if (match === null) throw new MailError('UPSTREAM_PROTOCOL', { serverText: line });
  const kind = status === '+' ? 'CONTINUE' : status.toUpperCase() === '+OK' ? 'OK' : 'ERR';
  return {
    kind,
    responseCode: kind === 'ERR' ? (code?.toUpperCase() ?? null) : null,
    text: kind === 'ERR' || code === undefined ? text : `[${code}] ${text}`,
  };
}

/** One command line with its CR LF. VALIDATION when an argument could end the line or the string (never quoted back). */
export function command(verb: string, ...args: readonly (string | number)[]): string {
  const line = [verb, ...args].join(' ');
  if (/[\r\n\0]/.test(line)) {
    throw new MailError('VALIDATION', {
      message: 'A line break is not allowed in a user name or password.',
    });
  }
  return `${line}\r\n`;
}

export interface Capabilities {
  /** False when the server has no CAPA; the other fields are then the usual minimum. */
  known: boolean;
  pipelining: boolean;
  top: boolean;
  uidl: boolean;
  /** SASL mechanisms, upper case. */
  sasl: ReadonlySet<string>;
  /** USER and PASS. */
  user: boolean;
  stls: boolean;
  /** Milliseconds between two logins. */
  loginDelayMs: number;
}

export const NO_CAPABILITIES: Capabilities = {
  known: false,
  pipelining: false,
  // Optional in RFC 1939, and everywhere: tried before it is given up.
  top: true,
  uidl: true,
  sasl: new Set(),
  user: true,
  stls: false,
  loginDelayMs: 0,
};

/** A delay longer than this is not believed. */
const MAX_LOGIN_DELAY_S = 3600;

export function parseCapabilities(lines: readonly string[]): Capabilities {
  const words = new Map<string, string[]>();
  for (const line of lines) {
    const [name = '', ...args] = line.trim().toUpperCase().split(/ +/);
    words.set(name, args);
  }
  const delay = Number(words.get('LOGIN-DELAY')?.[0] ?? 0);
  const sasl = new Set(words.get('SASL'));
  return {
    known: true,
    pipelining: words.has('PIPELINING'),
    top: words.has('TOP'),
    uidl: words.has('UIDL'),
    sasl,
    // A server that lists neither has forgotten USER rather than forbidden it.
    user: words.has('USER') || sasl.size === 0,
    stls: words.has('STLS'),
    loginDelayMs: Number.isFinite(delay) ? Math.min(Math.max(delay, 0), MAX_LOGIN_DELAY_S) * 1000 : 0,
  };
}

/** Longer than RFC 1939 allows (70), because some servers don't mind it. */
const MAX_UIDL = 255;

/** "3 whqtswO00WBw418f9t5JxYwZ"; null for a line that is no such thing, or whose UIDL is not printable. May be ''. */
export function parseUidlLine(line: string): { number: number; uidl: string } | null {
  const match = /^ *([1-9]\d{0,8})(?: +(\S.*?))? *$/.exec(line);
  const uidl = match?.[2] ?? '';
  if (match === null || uidl.length > MAX_UIDL || /[^\x20-\x7e]/.test(uidl)) return null;
  return { number: Number(match[1]), uidl };
}

/** "3 4711" with the size in bytes, which some servers only estimate. */
export function parseListLine(line: string): { number: number; size: number } | null {
  const match = /^ *([1-9]\d{0,8}) +(\d{1,15})(?: .*)?$/.exec(line);
  return match === null ? null : { number: Number(match[1]), size: Number(match[2]) };
}
