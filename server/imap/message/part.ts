// Bytes of a part or of a whole message, as a stream. A newcomer's trap: no lane is held while the reader is slow.
// Each chunk is an operation of its own (the bytes of a UID never change), so taps go in between, a broken
// connection is mended in the middle of a download, and destroying the stream stops at the next chunk.
import { Readable } from 'node:stream';
import { MailError } from '../../mail/errors.ts';
import type { Part } from '../../mail/message.ts';
import { decodeStream } from '../../mime/decode.ts';
import type { Lanes } from '../lanes/lanes.ts';
import type { Session } from '../lanes/selection.ts';
import { giveWay } from '../lanes/turns.ts';
import type { Placement } from '../locator.ts';
import { type Bodies, explainAbsence, HEADER, SMALL_BYTES } from './bodies.ts';
import { fetchByUid } from './message.ts';

/** What one tap asks for at most. */
const FIRST_BYTES = SMALL_BYTES;
/** Servers parse the message again for every chunk: 1 MB was eleven to fourteen times as fast as 64 KB. */
const CHUNK_BYTES = 1024 * 1024;
const CHUNK_DEADLINE_MS = 60_000;
/** What is passed on at a time: undoing the encoding of a whole chunk would hold everybody up for milliseconds. */
const PIECE_BYTES = 64 * 1024;

/** A part's number, or all that follows the header. */
const SECTION = /^(?:\d{1,4}(?:\.\d{1,4}){0,60}|TEXT)$/;

/** A part with its transfer encoding undone. GONE, STALE or NOT_FOUND before the first byte; later ones end the stream. */
export async function openPart(
  lanes: Lanes,
  bodies: Bodies,
  place: Placement,
  part: Part,
  signal: AbortSignal | undefined,
): Promise<Readable> {
  checkPath(part.path);
  if (part.size < SMALL_BYTES) {
    const bytes = await bodies.read(place, part, signal);
    if (bytes !== null) return Readable.from(bytes, { objectMode: false });
  }
  return decodeStream(
    await open(lanes, place, { section: part.path, size: part.size }, signal),
    part.encoding,
  );
}

/** A piece of a part as it is transferred. */
export function openSection(
  lanes: Lanes,
  place: Placement,
  part: Part,
  { start, end }: { start: number; end: number },
  signal: AbortSignal | undefined,
): Promise<Readable> {
  checkPath(part.path);
  return open(lanes, place, { section: part.path, size: part.size, start, end }, signal);
}

/** The header block as stored, as far as 256 kB of it go. GONE, STALE. */
export async function openHeader(
  lanes: Lanes,
  bodies: Bodies,
  place: Placement,
  signal: AbortSignal | undefined,
): Promise<Buffer> {
  const small = await bodies.read(place, HEADER, signal);
  if (small !== null) return small;
  const read = (session: Session): Promise<Buffer> => readChunk(session, place, HEADER.path, 0, SMALL_BYTES);
  return lanes.use(read, { mailbox: place.path, upTo: place.uid, signal });
}

/** The whole message as stored. */
export function openRaw(lanes: Lanes, place: Placement, signal: AbortSignal | undefined): Promise<Readable> {
  return open(lanes, place, { section: '', size: CHUNK_BYTES }, signal);
}

function checkPath(path: string): void {
  if (!SECTION.test(path)) throw new MailError('NOT_FOUND');
}

interface Wanted {
  section: string;
  /** Of the whole section, as far as it is known. */
  size: number;
  start?: number;
  end?: number;
}

async function open(
  lanes: Lanes,
  place: Placement,
  { section, size, start: begin = 0, end = Number.POSITIVE_INFINITY }: Wanted,
  outer: AbortSignal | undefined,
): Promise<Readable> {
  const stop = new AbortController();
  const signal = outer === undefined ? stop.signal : AbortSignal.any([stop.signal, outer]);
  const lane = Math.min(size, end) - begin > FIRST_BYTES ? 'DEMAND' : 'INTERACTIVE';
  const read = (start: number, length: number, deadlineMs?: number): Promise<Buffer> =>
    lanes.use((session) => readChunk(session, place, section, start, length), {
      mailbox: place.path,
      upTo: place.uid,
      lane,
      signal,
      ...(deadlineMs === undefined ? {} : { deadlineMs }),
    });

  const first = await read(begin, Math.min(FIRST_BYTES, end - begin));
  async function* bytes(): AsyncGenerator<Buffer> {
    let chunk = first;
    let asked = Math.min(FIRST_BYTES, end - begin);
    for (let start = begin; ; ) {
      start += chunk.length;
      // The size in BODYSTRUCTURE is wrong on some servers; a short answer is the end on all.
      const isLast = chunk.length < asked || start >= end;
      asked = Math.min(CHUNK_BYTES, end - start);
      // On its way while this one is passed on.
      const next = isLast ? null : read(start, asked, CHUNK_DEADLINE_MS);
      next?.catch(() => {});
      for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
        // A reader that is quick takes all pieces in one turn of the event loop.
        await giveWay();
        yield chunk.subarray(at, at + PIECE_BYTES);
      }
      if (next === null) return;
      chunk = await next;
    }
  }
  const stream = Readable.from(bytes(), { objectMode: false });
  stream.once('close', () => stop.abort());
  return stream;
}

async function readChunk(
  session: Session,
  { uid, uidValidity }: Placement,
  section: string,
  start: number,
  maxLength: number,
): Promise<Buffer> {
  if (session.mailbox.uidValidity !== uidValidity) throw new MailError('STALE');
  const query = { bodyParts: [{ key: section, start, maxLength }] };
  const row = (await fetchByUid(session, `${uid}`, query, { uid: true, count: 1 })).get(uid);
  if (row === undefined) throw new MailError('GONE');
  const bytes = row.bodyParts?.get(section);
  if (bytes !== undefined) return bytes.subarray(0, maxLength);
  if (start > 0) return Buffer.alloc(0);
  if (section === '') throw new MailError('GONE');
  return explainAbsence(session, uid);
}
