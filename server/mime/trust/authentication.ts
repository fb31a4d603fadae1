// Authentication-Results (RFC 8601), ARC-Authentication-Results (RFC 8617) and Received-SPF (RFC 7208) as data. A
// newcomer's trap: anybody can write such a field into a message; which one is to be believed is believed.ts.
import { hostName } from './sites.ts';

export type Verdict = 'PASS' | 'FAIL' | 'SOFTFAIL' | 'NEUTRAL' | 'NONE' | 'ERROR';

export interface MethodResult {
  /** Lower case: spf, dkim, dmarc, arc and others. */
  method: string;
  /** Null for a word that no method is known to answer with. */
  verdict: Verdict | null;
  /** "header.from", "smtp.mailfrom" and the like in lower case; the last of several. */
  properties: ReadonlyMap<string, string>;
  /** What stood in brackets, in order. */
  comments: readonly string[];
}

export interface AuthenticationResults {
  /** The authserv-id in lower case; null where there is none (Microsoft), or none that is a name. */
  id: string | null;
  /** The instance of ARC; null elsewhere. */
  instance: number | null;
  results: readonly MethodResult[];
}

const MAX_VALUE = 16_384;
const MAX_RESULTS = 100;

const VERDICTS: Readonly<Record<string, Verdict>> = {
  pass: 'PASS',
  fail: 'FAIL',
  hardfail: 'FAIL',
  discard: 'FAIL',
  softfail: 'SOFTFAIL',
  neutral: 'NEUTRAL',
  policy: 'NEUTRAL',
  none: 'NONE',
  // Microsoft: there is no record, and it would have passed if there were one.
  bestguesspass: 'NONE',
  nxdomain: 'NONE',
  temperror: 'ERROR',
  permerror: 'ERROR',
  error: 'ERROR',
  unknown: 'ERROR',
};

const verdictOf = (word: string): Verdict | null => VERDICTS[word.toLowerCase()] ?? null;

/** Reads the value of one field, ARC's with its instance in front. Never throws; what makes no sense is left out. */
export function parseAuthenticationResults(value: string): AuthenticationResults {
  const pieces = splitPieces(value.slice(0, MAX_VALUE));
  const instance = /^i ?= ?(\d{1,3})$/i.exec(pieces[0]?.text ?? '')?.[1];
  if (instance !== undefined) pieces.shift();
  // "mx.example.org 1": a version may follow the name.
  const first = pieces[0]?.text ?? '';
  const id = first.includes('=')
    ? null
    : hostName(unquoted(/^("[^"]{0,200}"|\S{1,253})/.exec(first)?.[0] ?? ''));
  const results = first.includes('=') ? pieces : pieces.slice(1);
  return {
    id,
    instance: instance === undefined ? null : Number(instance),
    results: results.slice(0, MAX_RESULTS).flatMap((piece) => readResult(piece) ?? []),
  };
}

/** RFC 7208 section 9.1: "pass (mx.example.org: domain of ...) client-ip=1.2.3.4; receiver=mx.example.org; ...". */
export function parseReceivedSpf(value: string): { receiver: string | null; result: MethodResult } {
  const pieces = splitPieces(value.slice(0, MAX_VALUE));
  const word = /^[a-z]{1,20}/i.exec(pieces[0]?.text ?? '')?.[0] ?? '';
  const properties = new Map<string, string>();
  for (const { text } of pieces) for (const [, key, , found] of pairsOf(text)) properties.set(key, found);
  const comments = pieces.flatMap((piece) => piece.comments);
  const named = properties.get('receiver') ?? /^\s{0,9}([\w.-]{1,253}) ?:/.exec(comments[0] ?? '')?.[1];
  const from = properties.get('envelope-from')?.replace(/^<|>$/g, '');
  if (from !== undefined) properties.set('smtp.mailfrom', from);
  return {
    receiver: hostName(named ?? ''),
    result: { method: 'spf', verdict: verdictOf(word), properties, comments },
  };
}

interface Piece {
  /** Between two semicolons, comments left out, white space folded. */
  text: string;
  comments: string[];
}

function splitPieces(value: string): Piece[] {
  const pieces: Piece[] = [];
  let piece: Piece = { text: '', comments: [] };
  const close = (): void => {
    piece.text = piece.text.replace(/\s+/g, ' ').trim();
    if (piece.text !== '') pieces.push(piece);
    piece = { text: '', comments: [] };
  };
  for (let at = 0; at < value.length; at++) {
    const char = value[at] ?? '';
    if (char === ';') close();
    else if (char === '(') {
      const end = commentEnd(value, at);
      piece.comments.push(value.slice(at + 1, end));
      piece.text += ' ';
      at = end;
    } else if (char === '"') {
      const end = quoteEnd(value, at);
      piece.text += value.slice(at, end + 1);
      at = end;
    } else piece.text += char;
  }
  close();
  return pieces;
}

function commentEnd(value: string, open: number): number {
  let depth = 0;
  for (let at = open; at < value.length; at++) {
    if (value[at] === '\\') at++;
    else if (value[at] === '(') depth++;
    else if (value[at] === ')' && --depth === 0) return at;
  }
  return value.length;
}

function quoteEnd(value: string, open: number): number {
  for (let at = open + 1; at < value.length; at++) {
    if (value[at] === '\\') at++;
    else if (value[at] === '"') return at;
  }
  return value.length;
}

const PAIR =
  /([a-z][\w-]{0,60})(?: ?\/ ?\d{1,3})?(?: ?\. ?([a-z][\w-]{0,60}))? ?= ?("(?:[^"\\]|\\.){0,2000}"|[^\s;"]{0,2000})/gi;

/** [whole, "ptype.property" or key, whether it has a ptype, value]. */
function pairsOf(text: string): [string, string, boolean, string][] {
  return [...text.matchAll(PAIR)].map(([whole, key = '', property, value = '']) => [
    whole,
    (property === undefined ? key : `${key}.${property}`).toLowerCase(),
    property !== undefined,
    unquoted(value),
  ]);
}

const unquoted = (value: string): string =>
  value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;

function readResult({ text, comments }: Piece): MethodResult | null {
  const [first, ...rest] = pairsOf(text);
  if (!first || first[2] || !text.startsWith(first[0])) return null;
  const properties = new Map(rest.map(([, key, , value]) => [key, value]));
  return { method: first[1], verdict: verdictOf(first[3]), properties, comments };
}
