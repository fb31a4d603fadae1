// Reads one FETCH row: the line of the server with its literals, to names and values. A newcomer's trap: strings are
// *binary* (one char per byte), so that raw 8-bit names can still be decoded by whoever knows what they are; literals
// stay bytes.
export type Value = string | Buffer | null | Value[];

export interface FetchLine {
  seq: number;
  /** By item in capitals, for example "UID" or "BODY[1]"; the origin of a partial section is left out. */
  items: Map<string, Value>;
}

const START = /^\* (\d{1,10}) FETCH \(/i;
/** BODYSTRUCTURE nests two lists a level; RFC 9051 has no limit, mail in the wild stays below ten. */
const MAX_DEPTH = 200;
const MAX_VALUES = 100_000;

const OPEN = 0x28;
const CLOSE = 0x29;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BRACE = 0x7b;
const SPACE = 0x20;
const TILDE = 0x7e;
const BRACKET = 0x5b;
const BRACKET_END = 0x5d;

/** True for a line that readFetch is there for. */
export function isFetch(payload: Buffer): boolean {
  return START.test(payload.toString('latin1', 0, 32));
}

/** Null for what is no FETCH row or is cut off. Lists nested beyond all sense come out as null. */
export function readFetch(payload: Buffer, literals: readonly Buffer[]): FetchLine | null {
  const text = payload.toString('latin1');
  const start = START.exec(text);
  if (start === null) return null;
  let at = start[0].length;
  let literal = 0;
  let values = 0;

  /** A list whose opening bracket is behind us. Undefined: the line makes no sense. */
  function list(depth: number): Value[] | undefined {
    const found: Value[] = [];
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === CLOSE) {
        at++;
        return found;
      }
      if (code === SPACE) at++;
      else {
        const value = read(code, depth);
        if (value === undefined) return undefined;
        found.push(value);
      }
    }
  }

  function read(code: number, depth: number): Value | undefined {
    values++;
    if (code === OPEN) {
      at++;
      return depth > MAX_DEPTH || values > MAX_VALUES ? skip() : list(depth + 1);
    }
    if (code === QUOTE) return quoted();
    if (code === BRACE || (code === TILDE && text.charCodeAt(at + 1) === BRACE)) return counted();
    return atom();
  }

  /** The rest of a list that is beyond the bounds: a sender's doing, so the row is kept without it. */
  function skip(): null | undefined {
    for (let level = 1; level > 0; ) {
      const code = text.charCodeAt(at);
      if (code === OPEN || code === CLOSE) {
        level += code === OPEN ? 1 : -1;
        at++;
      } else if (code === SPACE) at++;
      else if (read(code, 0) === undefined) return undefined;
    }
    return null;
  }

  function quoted(): string | undefined {
    const from = ++at;
    let hasEscapes = false;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === BACKSLASH) {
        hasEscapes = true;
        at++;
      } else if (code === QUOTE) {
        const inside = text.slice(from, at++);
        return hasEscapes ? inside.replace(/\\([\s\S])/g, '$1') : inside;
      }
    }
    return undefined;
  }

  /** {12} and the line end that follows it; its bytes came apart from the line. */
  function counted(): Buffer | undefined {
    const end = text.indexOf('\n', at);
    if (end < 0) return undefined;
    at = end + 1;
    return literals[literal++];
  }

  function atom(): string | null | undefined {
    const from = at;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === SPACE || code === CLOSE || code === OPEN || code === QUOTE) break;
    }
    if (at === from) return undefined;
    const word = text.slice(from, at);
    return word.length === 3 && word.toUpperCase() === 'NIL' ? null : word;
  }

  /** UID, BODY[HEADER.FIELDS (DATE)], BODY[1]<0> … */
  function itemName(): string {
    const from = at;
    for (let inside = false; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === BRACKET) inside = true;
      else if (code === BRACKET_END) inside = false;
      else if (!inside && (code === SPACE || code === CLOSE || code === OPEN)) break;
    }
    return text
      .slice(from, at)
      .replace(/<\d+>$/, '')
      .toUpperCase();
  }

  const items = new Map<string, Value>();
  for (;;) {
    while (text.charCodeAt(at) === SPACE) at++;
    if (text.charCodeAt(at) === CLOSE) return { seq: Number(start[1]), items };
    const name = itemName();
    while (text.charCodeAt(at) === SPACE) at++;
    const value = name === '' ? undefined : read(text.charCodeAt(at), 0);
    if (value === undefined) return null;
    items.set(name, value);
  }
}
