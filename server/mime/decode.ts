// Undoes transfer encodings as a stream, a chunk at a time and tolerantly. A newcomer's trap: chunks cut
// base64 groups and "=3D" escapes anywhere, so both decoders carry what is not complete over to the next
// chunk; and quoted-printable drops white space at line ends, which may also only be known later.
import { type Readable, Transform, type TransformCallback } from 'node:stream';
import { YencDecoder } from './inner/yenc.ts';

/** A decoding step; `push` answers with the bytes that are certain, `end` with the rest. */
interface Decoder {
  push(chunk: Buffer): Buffer;
  end(): Buffer;
}

/** The source with the encoding undone. Unknown encodings pass through. Destroying the result destroys the source. */
export function decodeStream(source: Readable, encoding: string): Readable {
  const decoder = decoderFor(encoding);
  if (!decoder) return source;
  const transform = new Transform({
    transform(chunk: Buffer, _, done: TransformCallback) {
      done(null, decoder.push(chunk));
    },
    flush(done: TransformCallback) {
      done(null, decoder.end());
    },
  });
  source.once('error', (error) => transform.destroy(error));
  // A source that is destroyed without an error must not leave its reader waiting.
  source.once('close', () => source.readableEnded || transform.destroy(new Error('The source ended early.')));
  transform.once('close', () => source.destroy());
  return source.pipe(transform);
}

/** The same for bytes in memory; they may be cut off anywhere. */
export function decodeBytes(bytes: Buffer, encoding: string): Buffer {
  const decoder = decoderFor(encoding);
  return decoder ? Buffer.concat([decoder.push(bytes), decoder.end()]) : bytes;
}

function decoderFor(encoding: string): Decoder | null {
  switch (encoding.toLowerCase()) {
    case 'base64':
      return new Base64Decoder();
    case 'quoted-printable':
    case 'quoted_printable':
    case 'quotedprintable':
      return new QuotedPrintableDecoder();
    case 'x-uuencode':
    case 'uuencode':
    case 'x-uue':
    case 'uue':
      return new UuDecoder();
    case 'x-yenc':
      return new YencDecoder();
    default:
      return null;
  }
}

class Base64Decoder implements Decoder {
  #rest = '';

  push(chunk: Buffer): Buffer {
    const text = this.#rest + chunk.toString('latin1').replace(/[^A-Za-z0-9+/=]/g, '');
    const pieces: Buffer[] = [];
    let from = 0;
    // Padding in the middle: several encodings were glued together; each is decoded on its own.
    for (let pad = text.indexOf('='); pad >= 0; pad = text.indexOf('=', from)) {
      pieces.push(Buffer.from(text.slice(from, pad), 'base64'));
      from = pad;
      while (text[from] === '=') from++;
    }
    const whole = from + Math.floor((text.length - from) / 4) * 4;
    pieces.push(Buffer.from(text.slice(from, whole), 'base64'));
    this.#rest = text.slice(whole);
    return pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces);
  }

  end(): Buffer {
    return Buffer.from(this.#rest, 'base64');
  }
}

const EQUALS = 0x3d;

class QuotedPrintableDecoder implements Decoder {
  #rest: Buffer = Buffer.alloc(0);

  push(chunk: Buffer): Buffer {
    const input = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    // Everything up to the last line end can be decoded; a line longer than this is decoded up to its last safe byte.
    let safe = input.lastIndexOf(0x0a) + 1;
    if (safe === 0 && input.length > 65_536) safe = safeCut(input);
    this.#rest = Buffer.from(input.subarray(safe));
    return decodeLines(input.subarray(0, safe));
  }

  end(): Buffer {
    return decodeLines(this.#rest);
  }
}

/** Before the trailing run of spaces and an escape that may go on. */
function safeCut(input: Buffer): number {
  let cut = input.length;
  for (let at = input.length - 1; at >= Math.max(0, input.length - 3); at--)
    if (input[at] === EQUALS) cut = at;
  while (cut > 0 && (input[cut - 1] === 0x20 || input[cut - 1] === 0x09 || input[cut - 1] === 0x0d)) cut--;
  // Nothing but white space: no sense in keeping it.
  return cut === 0 ? input.length : cut;
}

function decodeLines(input: Buffer): Buffer {
  const out = Buffer.allocUnsafe(input.length);
  let to = 0;
  /** Output length without the white space that ends a line, if it does. */
  let solid = 0;
  for (let at = 0; at < input.length; at++) {
    const byte = input[at] as number;
    if (byte === EQUALS) {
      const soft = softBreak(input, at);
      const high = hex(input[at + 1]);
      const low = hex(input[at + 2]);
      if (soft > 0) at = soft - 1;
      else if (high >= 0 && low >= 0) {
        out[to++] = high * 16 + low;
        at += 2;
      } else if (at + 2 < input.length || (at + 1 < input.length && high < 0)) out[to++] = byte;
      // An escape that the end cuts off is no text.
      else break;
      solid = to;
    } else if (byte === 0x0a) {
      const cr = input[at - 1] === 0x0d;
      to = solid;
      if (cr) out[to++] = 0x0d;
      out[to++] = byte;
      solid = to;
    } else {
      out[to++] = byte;
      if (byte !== 0x20 && byte !== 0x09 && !(byte === 0x0d && input[at + 1] === 0x0a)) solid = to;
    }
  }
  return out.subarray(0, to);
}

/** The index after a soft line break at `at` ("=", white space, line end), or 0. A "=" that ends the input is one too. */
function softBreak(input: Buffer, at: number): number {
  let next = at + 1;
  while (next - at < 80 && (input[next] === 0x20 || input[next] === 0x09 || input[next] === 0x0d)) next++;
  if (input[next] === 0x0a) return next + 1;
  return next >= input.length ? next : 0;
}

function hex(byte = 0): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

class UuDecoder implements Decoder {
  #rest = '';

  push(chunk: Buffer): Buffer {
    const lines = (this.#rest + chunk.toString('latin1')).split(/\r?\n/);
    this.#rest = (lines.pop() ?? '').slice(0, 1024);
    return Buffer.concat(lines.map(uuLine));
  }

  end(): Buffer {
    return uuLine(this.#rest);
  }
}

function uuLine(line: string): Buffer {
  if (/^(?:begin [0-7]{3,4} |end\s*$|`?\s*$)/.test(line)) return Buffer.alloc(0);
  const length = (line.charCodeAt(0) - 32) & 63;
  const out: number[] = [];
  const value = (index: number): number => ((line.charCodeAt(index) || 32) - 32) & 63;
  for (let at = 1; out.length < length && at < line.length; at += 4) {
    const [a, b, c, d] = [value(at), value(at + 1), value(at + 2), value(at + 3)];
    out.push((a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d);
  }
  return Buffer.from(out.slice(0, length));
}
