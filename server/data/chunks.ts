// Large bodies as rows of at most 256 kB, whatever the table is. A newcomer's trap: the rows of a body that is
// still coming in are committed one by one, so the owner of the table needs a mark for "complete" and must
// remove what a crash left without it.
import { Readable } from 'node:stream';
import { MailError } from '../mail/errors.ts';

export const CHUNK_BYTES = 256 * 1024;

/**
 * Cuts a stream into buffers of exactly CHUNK_BYTES (the last one may be shorter; an empty stream has none).
 * Throws TOO_LARGE as soon as more than `limit` bytes came in.
 */
export async function* inChunks(
  bytes: AsyncIterable<Uint8Array>,
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<Buffer> {
  let pieces: Uint8Array[] = [];
  let held = 0;
  let total = 0;
  for await (const piece of bytes) {
    total += piece.length;
    if (total > limit) throw new MailError('TOO_LARGE');
    pieces.push(piece);
    held += piece.length;
    if (held < CHUNK_BYTES) continue;
    const whole = Buffer.concat(pieces);
    let cut = 0;
    for (; whole.length - cut >= CHUNK_BYTES; cut += CHUNK_BYTES)
      yield whole.subarray(cut, cut + CHUNK_BYTES);
    pieces = [whole.subarray(cut)];
    held = whole.length - cut;
  }
  if (held > 0) yield Buffer.concat(pieces);
}

/**
 * A stream over rows: `load` gets 0, 1, 2 … and returns the bytes of that row, or null after the last one. One
 * row is in memory at a time, and none is asked for before the reader wants it.
 */
export function readChunks(load: (position: number) => Promise<Uint8Array | null>): Readable {
  let position = 0;
  return new Readable({
    highWaterMark: 1,
    read() {
      load(position++).then(
        (bytes) => this.push(bytes),
        (error: Error) => this.destroy(error),
      );
    },
  });
}
