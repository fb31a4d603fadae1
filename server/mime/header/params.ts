// Content-Type and Content-Disposition: a value and its parameters (RFC 2045, RFC 2231). A newcomer's trap:
// a parameter comes in pieces (name*0*, name*1) and in three rival encodings; RFC 2231 wins over the plain
// spelling, and encoded words inside quotes, which the RFCs forbid, are what most clients send.
import { decodeText } from '../text/charset.ts';
import { decodeWords, oneLineText } from './words.ts';

export interface Parameterised {
  /** Lower case, comments and white space removed; '' when the field is empty. */
  value: string;
  /** Names in lower case, values decoded. */
  params: Record<string, string>;
}

const MAX_PARAMS = 100;
const MAX_PIECES = 100;

/** Parses an (unfolded or folded) binary header value. Never throws; what makes no sense is left out. */
export function parseParameterised(binary: string): Parameterised {
  const [head = '', ...rest] = splitParts(binary);
  const pairs: [string, string][] = [];
  for (const part of rest) {
    const cut = part.indexOf('=');
    if (cut >= 0) pairs.push([part.slice(0, cut).trim(), unquote(part.slice(cut + 1).trim())]);
  }
  return {
    value: head
      .replace(/\([^()]*\)/g, '')
      .replace(/\s+/g, '')
      .toLowerCase(),
    params: collectParams(pairs),
  };
}

/** No piece of a longer value (and no "__proto__"). */
const USUAL = /^[a-z\d-]{1,60}$/i;

/** Binary names and values, as they stand in a header or in IMAP's BODYSTRUCTURE, joined and decoded; names in lower case. */
export function collectParams(
  pairs: readonly (readonly [name: string, value: string])[],
): Record<string, string> {
  if (pairs.every(([name]) => USUAL.test(name))) {
    const params: Record<string, string> = {};
    for (const [name, text] of pairs.slice(0, MAX_PARAMS)) params[name.toLowerCase()] ??= decodeWords(text);
    return params;
  }
  const plain = new Map<string, string>();
  const pieces = new Map<string, Map<number, { text: string; encoded: boolean }>>();
  for (const [written, text] of pairs.slice(0, MAX_PARAMS + MAX_PIECES)) {
    const extended = /^([^*\s]{1,60})(?:\*(\d{1,3}))?(\*)?$/.exec(written.toLowerCase());
    if (!extended) continue;
    const [, base = '', index, star] = extended;
    if (index === undefined && !star) {
      if (!plain.has(base)) plain.set(base, text);
    } else {
      const list = pieces.get(base) ?? new Map<number, { text: string; encoded: boolean }>();
      list.set(Number(index ?? 0), { text, encoded: star !== undefined });
      pieces.set(base, list);
    }
  }
  const params = new Map<string, string>();
  for (const [name, text] of plain) params.set(name, decodeWords(text));
  for (const [name, list] of pieces) params.set(name, join(list));
  return Object.fromEntries(params);
}

/** RFC 2231: charset'language'%41..., continued in numbered pieces; only pieces marked * are percent-encoded. */
function join(list: Map<number, { text: string; encoded: boolean }>): string {
  let charset = '';
  let binary = '';
  for (let index = 0; list.has(index) && index < MAX_PIECES; index++) {
    const piece = list.get(index);
    let text = piece?.text ?? '';
    if (index === 0 && piece?.encoded) {
      const label = /^([^']{0,60})'[^']{0,60}'/.exec(text);
      charset = label?.[1] ?? '';
      text = text.slice(label?.[0].length ?? 0);
    }
    binary += piece?.encoded ? percentDecoded(text) : text;
  }
  if (charset === '' && binary.includes('=?')) return decodeWords(binary);
  return oneLineText(decodeText(Buffer.from(binary, 'latin1'), charset));
}

function percentDecoded(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Splits at semicolons that are not inside quotes. A quote that never closes ends with its line's end. */
function splitParts(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const char = text[index];
    if (quoted && char === '\\') index++;
    else if (char === '"') quoted = !quoted;
    else if (char === ';' && !quoted) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

function unquote(text: string): string {
  if (!text.startsWith('"')) {
    const comment = text.endsWith(')') ? text.lastIndexOf(' (') : -1;
    return comment < 0 ? text : text.slice(0, comment).trimEnd();
  }
  const close = text.length > 1 && text.endsWith('"') ? -1 : undefined;
  // Windows senders put bare backslashes into quoted file names; only \" and \\ are escapes in practice.
  return text.slice(1, close).replace(/\\(["\\])/g, '$1');
}
