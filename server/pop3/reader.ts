// From bytes to reply lines and message bytes, whatever way TCP cut them. A newcomer's trap: a chunk may end
// anywhere, inside CR LF and between the final dot and its CR LF included, so everything that was seen so far
// is state and never a look back into the chunk.
import { MailError } from '../mail/errors.ts';

const LF = 10;
const CR = 13;
const DOT = 46;
const HELD_CR = Buffer.of(CR);

/** Where the last byte left us. DOT: a dot opened the line, not passed on. DOT_CR: a dot and CR, neither passed on. */
type Place = 'LINE_START' | 'LINE' | 'CR' | 'DOT' | 'DOT_CR';

/**
 * Undoes the dot-stuffing of one multi-line answer and finds its end (RFC 1939 section 3). Only CR LF ends a line:
 * a bare LF is content, else a message could end its own answer.
 */
export class Unstuffer {
  #place: Place = 'LINE_START';

  /** Passes content on in slices; returns the index behind the terminator, or -1 when it is still to come. */
  feed(chunk: Buffer, emit: (piece: Buffer) => void): number {
    let from = 0;
    let at = 0;
    const passOn = (end: number): void => {
      if (end > from) emit(chunk.subarray(from, end));
    };
    while (at < chunk.length) {
      const byte = chunk[at];
      switch (this.#place) {
        case 'LINE': {
          const cr = chunk.indexOf(CR, at);
          at = cr < 0 ? chunk.length : cr + 1;
          if (cr >= 0) this.#place = 'CR';
          break;
        }
        case 'CR':
          this.#place = byte === LF ? 'LINE_START' : byte === CR ? 'CR' : 'LINE';
          at++;
          break;
        case 'LINE_START':
          if (byte === DOT) {
            passOn(at);
            from = at + 1;
            this.#place = 'DOT';
          } else {
            this.#place = byte === CR ? 'CR' : 'LINE';
          }
          at++;
          break;
        case 'DOT':
          this.#place = byte === CR ? 'DOT_CR' : 'LINE';
          at++;
          break;
        case 'DOT_CR':
          if (byte === LF) return at + 1;
          // Not the end after all: the CR is content. One that came with the chunk before is passed on by itself.
          if (at === 0) emit(HELD_CR);
          this.#place = 'CR';
          break;
      }
    }
    if (this.#place !== 'DOT_CR') passOn(chunk.length);
    return -1;
  }
}

/** Collects one line. UPSTREAM_PROTOCOL when it gets longer than `limit` bytes. */
export class LineCollector {
  #limit: number;
  #pieces: Buffer[] = [];
  #held = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The index behind the line's LF and the line without its end, or null when the end is still to come. */
  feed(chunk: Buffer, from = 0): { line: string; next: number } | null {
    const lf = chunk.indexOf(LF, from);
    const piece = chunk.subarray(from, lf < 0 ? chunk.length : lf);
    this.#held += piece.length;
    if (this.#held > this.#limit) throw new MailError('UPSTREAM_PROTOCOL');
    if (lf < 0) {
      // A copy, so that a few bytes don't keep the whole chunk alive.
      if (piece.length > 0) this.#pieces.push(Buffer.from(piece));
      return null;
    }
    const line = Buffer.concat([...this.#pieces, piece]).toString('latin1');
    this.#pieces = [];
    this.#held = 0;
    return { line: line.endsWith('\r') ? line.slice(0, -1) : line, next: lf + 1 };
  }
}
