// Reads forward through a file in pieces, without having it in memory; long stretches that nobody wants are not even
// fetched where the file can be opened in the middle. A newcomer's trap: it only goes forward.
import type { Readable } from 'node:stream';
import type { ByteRange } from './content.ts';

/** A stretch worth another request to the server. */
const LONG_SKIP = 512 * 1024;

/** The file ended before what was asked for. */
export class EndOfBytes extends Error {}

export interface Openable {
  size: number | null;
  open(range?: ByteRange): Promise<Readable>;
}

export class ByteReader {
  readonly #content: Openable;
  #stream: Readable | null = null;
  #pieces: AsyncIterator<Buffer> | null = null;
  #held: Buffer = Buffer.alloc(0);
  /** Offset of the next byte. */
  at: number;

  constructor(content: Openable, at = 0) {
    this.#content = content;
    this.at = at;
  }

  /** The next bytes; EndOfBytes when there are fewer. */
  async read(length: number): Promise<Buffer> {
    const pieces = [this.#held];
    let here = this.#held.length;
    while (here < length) {
      const piece = await this.#next();
      if (piece === null) throw new EndOfBytes('The file ends early.');
      pieces.push(piece);
      here += piece.length;
    }
    const all = pieces.length === 1 ? this.#held : Buffer.concat(pieces);
    this.#held = all.subarray(length);
    this.at += length;
    return all.subarray(0, length);
  }

  async skip(length: number): Promise<void> {
    let left = length;
    const { size } = this.#content;
    if (left > this.#held.length + LONG_SKIP && size !== null) {
      this.close();
      this.at += left;
      if (this.at > size) throw new EndOfBytes('The file ends early.');
      return;
    }
    while (left > this.#held.length) {
      left -= this.#held.length;
      this.at += this.#held.length;
      const piece = await this.#next();
      if (piece === null) throw new EndOfBytes('The file ends early.');
      this.#held = piece;
    }
    this.#held = this.#held.subarray(left);
    this.at += left;
  }

  async isAtEnd(): Promise<boolean> {
    if (this.#held.length > 0) return false;
    const piece = await this.#next();
    this.#held = piece ?? this.#held;
    return piece === null;
  }

  /** Lets go of the stream; what is read next opens another. */
  close(): void {
    this.#stream?.destroy();
    this.#stream = null;
    this.#pieces = null;
    this.#held = Buffer.alloc(0);
  }

  async #next(): Promise<Buffer | null> {
    if (this.#pieces === null) {
      const { size } = this.#content;
      if (size !== null && this.at >= size) return null;
      const range = this.at === 0 ? undefined : { start: this.at, end: size ?? Number.POSITIVE_INFINITY };
      this.#stream = await this.#content.open(range);
      this.#pieces = (this.#stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
    }
    const { value, done } = await this.#pieces.next();
    return done ? null : value;
  }
}
