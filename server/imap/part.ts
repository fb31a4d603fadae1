// Bytes of a part or of a whole message, as a stream. A newcomer's trap: no lane is held while the reader is slow.
// Each chunk is an operation of its own (the bytes of a UID never change), so taps go in between, a broken
// connection is mended in the middle of a download, and destroying the stream stops at the next chunk.
import { pipeline, Readable } from 'node:stream';
import type { FetchQueryObject } from 'imapflow';
import libbase64 from 'libbase64';
import libqp from 'libqp';
import { MailError } from '../mail/errors.ts';
import type { Part } from '../mail/message.ts';
import { translate } from './errors.ts';
import { existing } from './expunge.ts';
import type { Lanes } from './lanes.ts';
import type { Placement } from './locator.ts';
import type { Session } from './selection.ts';

/** What one tap on a message asks for at most. */
const FIRST_BYTES = 256 * 1024;
/** Servers parse the message again for every chunk: 1 MB was eleven to fourteen times as fast as 64 KB. */
const CHUNK_BYTES = 1024 * 1024;
const CHUNK_DEADLINE_MS = 60_000;

/** A part with its transfer encoding undone. GONE, STALE or NOT_FOUND before the first byte; later ones end the stream. */
export async function openPart(
  lanes: Lanes,
  place: Placement,
  part: Part,
  signal: AbortSignal | undefined,
): Promise<Readable> {
  if (!/^\d{1,4}(\.\d{1,4}){0,60}$/.test(part.path)) throw new MailError('NOT_FOUND');
  return undone(await openSection(lanes, place, part.path, part.size, signal), part.encoding);
}

/** The whole message as stored. */
export function openRaw(lanes: Lanes, place: Placement, signal: AbortSignal | undefined): Promise<Readable> {
  return openSection(lanes, place, null, CHUNK_BYTES, signal);
}

async function openSection(
  lanes: Lanes,
  place: Placement,
  section: string | null,
  size: number,
  outer: AbortSignal | undefined,
): Promise<Readable> {
  const stop = new AbortController();
  const signal = outer === undefined ? stop.signal : AbortSignal.any([stop.signal, outer]);
  const lane = size > FIRST_BYTES ? 'DEMAND' : 'INTERACTIVE';
  const read = (start: number, length: number, deadlineMs?: number): Promise<Buffer> =>
    lanes.use((session) => readChunk(session, place, section, start, length), {
      mailbox: place.path,
      lane,
      signal,
      ...(deadlineMs === undefined ? {} : { deadlineMs }),
    });

  const first = await read(0, FIRST_BYTES);
  async function* bytes(): AsyncGenerator<Buffer> {
    let chunk = first;
    let asked = FIRST_BYTES;
    for (let start = 0; ; ) {
      if (chunk.length > 0) yield chunk;
      start += chunk.length;
      // The size in BODYSTRUCTURE is wrong on some servers; a short answer is the end on all.
      if (chunk.length < asked) return;
      asked = CHUNK_BYTES;
      chunk = await read(start, asked, CHUNK_DEADLINE_MS);
    }
  }
  const stream = Readable.from(bytes(), { objectMode: false });
  stream.once('close', () => stop.abort());
  return stream;
}

async function readChunk(
  session: Session,
  { uid, uidValidity }: Placement,
  section: string | null,
  start: number,
  maxLength: number,
): Promise<Buffer> {
  if (session.mailbox.uidValidity !== uidValidity) throw new MailError('STALE');
  const query: FetchQueryObject =
    section === null
      ? { uid: true, source: { start, maxLength } }
      : { uid: true, bodyParts: [{ key: section, start, maxLength }] };
  const message = await session.client.fetchOne(`${uid}`, query, { uid: true });
  if (message === false || message.uid !== uid) throw new MailError('GONE');
  const bytes = section === null ? message.source : message.bodyParts?.get(section);
  if (bytes) return bytes.subarray(0, maxLength);
  if (start > 0) return Buffer.alloc(0);
  // No such part; or the message was just removed elsewhere, and the server still lists it here, without bytes.
  await session.sync();
  const isThere = (await existing(session, [uid])).length > 0;
  throw new MailError(isThere && section !== null ? 'NOT_FOUND' : 'GONE');
}

/** RFC 2045 section 6.4: an encoding that is not known leaves the bytes as they are. */
function undone(raw: Readable, encoding: string): Readable {
  const decoder =
    encoding === 'base64'
      ? new libbase64.Decoder()
      : encoding === 'quoted-printable'
        ? new libqp.Decoder()
        : null;
  if (decoder === null) return raw;
  pipeline(raw, decoder, (error) => {
    if (error && !decoder.destroyed) decoder.destroy(translate(error));
  });
  return decoder;
}
