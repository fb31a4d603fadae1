// The bytes of a message as a stream that holds back its end until that is allowed. A newcomer's trap: nodemailer
// writes the closing dot as soon as the stream ends, so whoever may still want to say "it never left" must know
// before the last piece goes out, not after.
import { Readable } from 'node:stream';

const PIECE_BYTES = 64 * 1024;

export interface Pace {
  /** Called before each piece but the last is handed out. */
  onPiece(): void;
  /** Awaited before the last piece; when it throws, the piece is not handed out and the stream fails. */
  beforeLast(): Promise<void>;
}

export function paced(raw: Buffer, pace: Pace): Readable {
  const last = Math.floor(Math.max(raw.length - 1, 0) / PIECE_BYTES) * PIECE_BYTES;
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let start = 0; start < last; start += PIECE_BYTES) {
      pace.onPiece();
      yield raw.subarray(start, start + PIECE_BYTES);
    }
    await pace.beforeLast();
    yield raw.subarray(last);
  }
  return Readable.from(pieces(), { objectMode: false, highWaterMark: PIECE_BYTES });
}
