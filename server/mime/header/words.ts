// Header text to Unicode: RFC 2047 encoded words and raw 8-bit bytes, with real-world damage. A newcomer's
// trap: input is a *binary* string (one char per byte, latin1), because the bytes of one character may be
// split over two encoded words; what comes out is decoded but not safe, see mail/message.
import { decodeText, normalLabel } from '../text/charset.ts';

interface Word {
  charset: string;
  encoding: 'B' | 'Q';
  text: string;
}

/** Decodes a header value, unfolded or not. One line comes out: control characters and line ends become spaces. */
export function decodeWords(binary: string): string {
  if (!binary.includes('=?')) return oneLineText(rawText(binary));
  let out = '';
  let run: Word[] = [];
  let at = 0;
  const flush = (): void => {
    out += decodeRun(run);
    run = [];
  };
  for (let open = binary.indexOf('=?'); open >= 0; ) {
    const found = wordAt(binary, open);
    if (!found) {
      open = binary.indexOf('=?', open + 2);
      continue;
    }
    const between = binary.slice(at, open);
    // RFC 2047 section 6.2: white space between two encoded words is not there.
    if (run.length === 0 || between.trim() !== '') {
      flush();
      out += rawText(between);
    }
    run.push(found.word);
    at = found.end;
    open = binary.indexOf('=?', at);
  }
  flush();
  return oneLineText(out + rawText(binary.slice(at)));
}

/** Raw header bytes as text: UTF-8 (RFC 6532), else windows-1252. */
export function rawText(binary: string): string {
  // An escape may begin Japanese in seven bits (RFC 1468).
  return /^[\0-\x1a\x1c-\x7f]*$/.test(binary) ? binary : decodeText(Buffer.from(binary, 'latin1'), null);
}

export function oneLineText(text: string): string {
  // Most text has none of them, and looking is a tenth of the work.
  return (HAS_CONTROLS.test(text) ? text.replace(CONTROLS, ' ') : text).trim();
}

const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;
const HAS_CONTROLS = /[\0-\x1f\x7f-\x9f\u2028\u2029]/;

/** The end of an encoded word that starts at `open`, or -1; address lists must not split inside one. */
export function wordEnd(binary: string, open: number): number {
  return wordAt(binary, open)?.end ?? -1;
}

const START = /=\?([^?\s"(),<>]{1,75})\?([bq])\?/iy;
/** RFC 2047 allows 75; senders put whole subjects into one word. */
const MAX_WORD = 8192;

function wordAt(binary: string, open: number): { word: Word; end: number } | null {
  START.lastIndex = open;
  const head = START.exec(binary);
  if (!head) return null;
  const from = START.lastIndex;
  const window = binary.slice(from, from + MAX_WORD);
  const close = window.indexOf('?=');
  if (close < 0) return null;
  return {
    word: {
      charset: normalLabel(head[1] ?? ''),
      encoding: head[2]?.toUpperCase() === 'B' ? 'B' : 'Q',
      text: window.slice(0, close),
    },
    end: from + close + 2,
  };
}

/** Neighbours of one charset are joined as bytes before they are decoded: senders cut inside characters. */
function decodeRun(run: readonly Word[]): string {
  let out = '';
  let bytes: Buffer[] = [];
  let carried = '';
  run.forEach((word, index) => {
    const next = run[index + 1];
    const joins = next?.charset === word.charset;
    if (word.encoding === 'Q') bytes.push(fromQ(word.text));
    else {
      // Some senders cut base64 anywhere too and go on in the next word.
      const text = carried + word.text.replace(/[^A-Za-z0-9+/=_-]/g, '');
      const cut = joins && next.encoding === 'B' && !text.endsWith('=') ? text.length % 4 : 0;
      carried = text.slice(text.length - cut);
      bytes.push(Buffer.from(text.slice(0, text.length - cut), 'base64'));
    }
    if (joins) return;
    out += decodeText(Buffer.concat(bytes), word.charset);
    bytes = [];
  });
  return out;
}

function fromQ(text: string): Buffer {
  const binary = text
    .replace(/_/g, ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(binary, 'latin1');
}
