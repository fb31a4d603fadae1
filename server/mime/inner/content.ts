// The bytes of a file in a message, from any byte on where its encoding lets us count. A newcomer's trap: a file may
// lie inside another (`inner.ts`), whose bytes are then what it is cut from; and nothing is read before `open` but
// what it takes to know the size, which for a large file is its last 2 kB.
import { Readable } from 'node:stream';
import { MailError } from '../../mail/errors.ts';
import type { Part } from '../../mail/message.ts';
import type { MailStore } from '../../mail/store.ts';
import { decodeStream } from '../decode.ts';
import { escapeText } from '../html/escape.ts';
import { checkLines, encodedRange, isIdentity, type Layout, layoutOf, TAIL_BYTES } from '../seek.ts';
import { shared } from '../shared.ts';
import { unpackRtf } from './lzfu.ts';
import { readRtf } from './rtf.ts';

export interface ByteRange {
  start: number;
  /** The first byte that is no longer wanted. */
  end: number;
}

export interface Content {
  /** Decoded bytes, exactly; null when only reading all of it would tell. */
  size: number | null;
  /** All of it, or a piece. The stream fails when it can't give exactly that. */
  open(range?: ByteRange): Promise<Readable>;
}

/** A part that lies inside another: bytes [start, end) of what that one decodes to. */
export interface InnerPart extends Part {
  outer: Part;
  start: number;
  end: number;
}

/** Encoded bytes of what is read whole, so that it can be counted. */
const SMALL_BYTES = 256 * 1024;
/** A small part that turns out to be larger than this is no small one. */
const MAX_SMALL = 2 * SMALL_BYTES;
const MAX_RTF = 3 * 1024 * 1024;

/** What separates the path of a file from the path of what it lies in. */
export const INSIDE = '!';

/** Bytes of a part as they are stored, in the message or in the file that it lies in. */
interface Stored {
  size: number;
  open(range: ByteRange): Promise<Readable>;
}

/** The stream of a whole part, decoded. Cheaper than `contentOf`, which has to know the size first. */
export async function openContent(
  store: MailStore,
  message: string,
  part: Part,
  signal?: AbortSignal,
): Promise<Readable> {
  if (!isInner(part)) return store.openPart(message, part, signal);
  const stored = storedOf(store, message, part, signal);
  const stream = await stored.open({ start: 0, end: stored.size });
  return part.encoding === 'x-compressed-rtf' ? textOf(stream) : decodeStream(stream, part.encoding);
}

const isInner = (part: Part): part is InnerPart => 'outer' in part;

/** The HTML in it, else its text as such. */
async function textOf(stream: Readable): Promise<Readable> {
  const rtf = unpackRtf((await wholeOf(stream, MAX_RTF)) ?? Buffer.alloc(0));
  const { html, text } = readRtf(rtf ?? Buffer.alloc(0));
  const plain = `<pre style="white-space:pre-wrap;font-family:inherit">${escapeText(text)}</pre>`;
  return Readable.from([Buffer.from(html ? text : plain)], { objectMode: false });
}

/** Throws what the store throws; NOT_FOUND for what lies in nothing. */
export async function contentOf(
  store: MailStore,
  message: string,
  part: Part,
  signal?: AbortSignal,
): Promise<Content> {
  const stored = storedOf(store, message, part, signal);
  const whole = (): Promise<Readable> => openContent(store, message, part, signal);
  if (stored.size < SMALL_BYTES) {
    const { begun, rest } = await begin(await whole(), MAX_SMALL);
    return rest === null ? inMemory(begun) : onlyForward(begun, rest, whole);
  }
  const name = `${message}\0${part.path}\0layout`;
  const layout = await shared(store, name, signal, async () => ({
    value: await measure(part, stored),
    bytes: 100,
  }));
  const all = { start: 0, end: layout?.size ?? Number.POSITIVE_INFINITY };
  return {
    size: layout?.size ?? null,
    async open(range = all) {
      if (layout === null || (range.start === 0 && range.end >= layout.size))
        return piece(await whole(), range.start, range.end - range.start);
      if (isIdentity(part)) return piece(await stored.open(range), 0, range.end - range.start);
      const { start, end, skip } = encodedRange(layout, range);
      const encoded = await stored.open({ start, end: Math.min(end, stored.size) });
      const checked = encoded.pipe(checkLines(layout, start));
      encoded.once('error', (error) => checked.destroy(error));
      checked.once('close', () => encoded.destroy());
      return piece(decodeStream(checked, part.encoding), skip, range.end - range.start);
    },
  };
}

function storedOf(store: MailStore, message: string, part: Part, signal: AbortSignal | undefined): Stored {
  if (!isInner(part))
    return { size: part.size, open: (range) => store.openSection(message, part, range, signal) };
  const { outer, start, end } = part;
  return {
    size: end - start,
    open: async (range) => {
      const content = await contentOf(store, message, outer, signal);
      return content.open({ start: start + range.start, end: Math.min(end, start + range.end) });
    },
  };
}

/** What the end of the part tells of its layout. */
async function measure(part: Part, stored: Stored): Promise<Layout | null> {
  if (!isIdentity(part) && part.encoding !== 'base64') return null;
  const from = Math.max(0, stored.size - TAIL_BYTES);
  // A little further, for the sizes of some servers are wrong.
  const tail = await wholeOf(await stored.open({ start: from, end: stored.size + 64 }), 2 * TAIL_BYTES);
  return tail && layoutOf({ encoding: part.encoding, size: stored.size }, tail, from);
}

/** The whole of a short stream; null when it has more than `limit` bytes. */
export async function wholeOf(stream: Readable, limit: number): Promise<Buffer | null> {
  const { begun, rest } = await begin(stream, limit);
  stream.destroy();
  return rest === null ? begun : null;
}

/** At most `limit` bytes and a little, and what follows them if there is more. */
async function begin(
  stream: Readable,
  limit: number,
): Promise<{ begun: Buffer; rest: AsyncIterator<Buffer> | null }> {
  const chunks: Buffer[] = [];
  let length = 0;
  const pieces = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  while (length <= limit) {
    const { value, done } = await pieces.next();
    if (done) return { begun: Buffer.concat(chunks), rest: null };
    chunks.push(value);
    length += value.length;
  }
  return { begun: Buffer.concat(chunks), rest: pieces };
}

/** A server that says wrong sizes: the stream that was begun goes on, the next who asks gets one of his own. */
function onlyForward(begun: Buffer, rest: AsyncIterator<Buffer>, again: () => Promise<Readable>): Content {
  let first: Buffer | null = begun;
  async function* going(beginning: Buffer): AsyncGenerator<Buffer> {
    yield beginning;
    yield* { [Symbol.asyncIterator]: () => rest };
  }
  return {
    size: null,
    async open(range = { start: 0, end: Number.POSITIVE_INFINITY }) {
      const stream = first === null ? await again() : Readable.from(going(first), { objectMode: false });
      first = null;
      return piece(stream, range.start, range.end - range.start);
    },
  };
}

function inMemory(bytes: Buffer): Content {
  return {
    size: bytes.length,
    open: async (range) => {
      const wanted = range === undefined ? bytes : bytes.subarray(range.start, range.end);
      return Readable.from(wanted.length > 0 ? [wanted] : [], { objectMode: false });
    },
  };
}

/** `length` bytes of a stream after the first `skip`; Infinity for all of them. Fails when there are fewer. */
function piece(stream: Readable, skip: number, length: number): Readable {
  if (skip === 0 && length === Number.POSITIVE_INFINITY) return stream;
  async function* bytes(): AsyncGenerator<Buffer> {
    let early = skip;
    let left = length;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      const from = Math.min(early, chunk.length);
      early -= from;
      const wanted = chunk.subarray(from, from + left);
      left -= wanted.length;
      if (wanted.length > 0) yield wanted;
      if (left === 0) return;
    }
    if (left !== Number.POSITIVE_INFINITY) throw new MailError('UPSTREAM_PROTOCOL');
  }
  const result = Readable.from(bytes(), { objectMode: false });
  result.once('close', () => stream.destroy());
  return result;
}
