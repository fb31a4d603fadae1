// A raw message to its tree of parts with byte offsets, in one pass over chunks: nothing but the header of
// one part and the start of one line is ever held. A newcomer's trap: `path` is IMAP's section number, and
// a multipart that is the body of a message (the root's, or an attached message's) has none of its own; it
// gets 'TEXT' or '<message>.TEXT', and its children are numbered as the message's.
import type { Part } from '../../mail/message.ts';
import { PartHeader } from './part-header.ts';

export { findPart, type Shown, shown } from './shown.ts';

export const MAX_PARTS = 1000;
export const MAX_DEPTH = 50;

/** What a person is told, whoever read the structure. */
export const MANY_PARTS = `The message has more than ${MAX_PARTS} parts; the rest is not shown.`;
export const NESTED = 'The parts of this message are nested too deeply; the innermost are not shown.';
export const NO_PARTS = 'This message does not say where its parts begin, so it is shown as plain text.';

/** A part of a message whose bytes are here: the encoded body is raw[start, end). */
export interface LocatedPart extends Part {
  start: number;
  end: number;
  children: readonly LocatedPart[];
}

export interface Structure {
  /** `root.start` is where the message's own header ends. */
  root: LocatedPart;
  /** Why something could not be read as it is, for a person; empty when all is well. The root has them, too. */
  notes: readonly string[];
}

type Building = LocatedPart & { children: LocatedPart[] };

interface Level {
  part: Building;
  kind: 'LEAF' | 'MULTIPART' | 'MESSAGE';
  /** What the children's numbers begin with: '' or '2.'. */
  prefix: string;
  /** The delimiter line without its two dashes. */
  boundary: string;
  /** The last delimiter was seen; what follows is the epilogue. */
  closed: boolean;
}

/** A delimiter has at most 72 characters (RFC 2046); some are longer, and spaces may follow. */
const LINE_HEAD = 1024;
const DASH = 0x2d;
const NOTHING = Buffer.alloc(0);

/** Parses a whole message in memory. Never throws. */
export function parseStructure(raw: Buffer): Structure {
  const scanner = new StructureScanner();
  scanner.write(raw);
  return scanner.end();
}

/** Takes a message chunk by chunk, cut anywhere. */
export class StructureScanner {
  readonly #open: Level[] = [];
  readonly #notes = new Set<string>();
  #root: Building | null = null;
  #parts = 0;
  /** The header that is being read; null inside a body. */
  #header: PartHeader | null = new PartHeader('text/plain', true);
  /** Too many parts: only the length still counts. */
  #stopped = false;
  /** The line that is being read: where it starts, what was kept of it, how long it is so far. */
  #start = 0;
  #kept: Buffer[] = [];
  #length = 0;
  #lastByte = 0;
  /** Bytes of the line end before `#start`. */
  #eol = 0;

  write(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; ) {
      const lf = chunk.indexOf(0x0a, at);
      const stop = lf < 0 ? chunk.length : lf + 1;
      const text = lf < 0 ? stop : lf;
      this.#keep(chunk.subarray(at, text), lf < 0);
      this.#length += stop - at;
      if (lf >= 0) this.#line((lf > 0 ? chunk[lf - 1] : this.#lastByte) === 0x0d ? 2 : 1);
      at = stop;
    }
    this.#lastByte = chunk.at(-1) ?? this.#lastByte;
  }

  end(): Structure {
    if (this.#length > 0) this.#line(0);
    if (this.#header) this.#begin(this.#header, this.#start);
    this.#close(0, this.#start);
    const root = this.#root ?? this.#begin(new PartHeader('text/plain', true), 0);
    const notes = [...this.#notes];
    if (notes.length > 0) root.notes = notes;
    return { root, notes };
  }

  /** Of a body only the starts of lines that may be delimiters are kept, of a header everything up to the limit. */
  #keep(piece: Buffer, partial: boolean): void {
    if (this.#stopped || (!this.#header && this.#length === 0 && piece[0] !== DASH)) return;
    const room = (this.#header ? this.#header.room : LINE_HEAD) - this.#length;
    if (room <= 0 || piece.length === 0) return;
    const wanted = piece.subarray(0, room);
    this.#kept.push(partial ? Buffer.from(wanted) : wanted);
  }

  #line(eol: number): void {
    const kept = this.#kept.length < 2 ? (this.#kept[0] ?? NOTHING) : Buffer.concat(this.#kept);
    const line = eol === 2 && kept.at(-1) === 0x0d ? kept.subarray(0, -1) : kept;
    const start = this.#start;
    const next = start + this.#length;
    this.#kept = [];
    this.#length = 0;
    this.#start = next;
    if (!this.#stopped) {
      const delimiter = line[0] === DASH && line[1] === DASH && this.#delimiter(line, start);
      if (!delimiter && this.#header) this.#headerLine(this.#header, line, start, next);
    }
    this.#eol = eol;
  }

  #headerLine(header: PartHeader, line: Buffer, start: number, next: number): void {
    const verdict = header.add(line);
    if (header.cut) this.#notes.add('A header is larger than 256 kB; only its beginning was read.');
    if (verdict !== 'MORE') this.#begin(header, verdict === 'END' ? next : start);
  }

  /** The innermost open multipart is asked first; an outer one's delimiter ends everything inside it. */
  #delimiter(line: Buffer, start: number): boolean {
    const text = line.subarray(2, LINE_HEAD).toString('latin1').trimEnd();
    for (let depth = this.#open.length - 1; depth >= 0; depth--) {
      const level = this.#open[depth];
      if (level?.kind !== 'MULTIPART' || level.closed) continue;
      const last = text.length === level.boundary.length + 2 && text === `${level.boundary}--`;
      if (!last && text !== level.boundary) continue;
      if (this.#header) this.#begin(this.#header, start);
      // The line end before a delimiter belongs to the delimiter.
      this.#close(depth + 1, start - this.#eol);
      this.#next(level, last);
      return true;
    }
    return false;
  }

  #next(level: Level, last: boolean): void {
    level.closed = last;
    if (last) return;
    if (this.#parts >= MAX_PARTS) {
      this.#notes.add(MANY_PARTS);
      this.#stopped = true;
      return;
    }
    const digest = level.part.type === 'multipart/digest';
    this.#header = new PartHeader(digest ? 'message/rfc822' : 'text/plain', false);
  }

  /** A header is complete: its part begins at `start`. */
  #begin(header: PartHeader, start: number): Building {
    const owner = this.#open.at(-1);
    const body = owner === undefined || owner.kind === 'MESSAGE';
    const prefix = owner?.prefix ?? '';
    const described = header.describe();
    const kind = this.#kindOf(described);
    const number = body ? 1 : owner.part.children.length + 1;
    const unnumbered = body && kind === 'MULTIPART';
    const path = unnumbered ? `${prefix}TEXT` : `${prefix}${number}`;
    const part: Building = { ...described, path, size: 0, start, end: start, children: [] };
    this.#parts++;
    this.#root ??= part;
    owner?.part.children.push(part);
    const boundary = described.params.boundary?.trimEnd() ?? '';
    this.#open.push({ part, kind, prefix: unnumbered ? prefix : `${path}.`, boundary, closed: false });
    this.#header = kind === 'MESSAGE' ? new PartHeader('text/plain', true) : null;
    return part;
  }

  #kindOf({ type, params, encoding }: Pick<Part, 'type' | 'params' | 'encoding'>): Level['kind'] {
    const multipart = type.startsWith('multipart/');
    const message =
      (type === 'message/rfc822' || type === 'message/global') && /^(?:[78]bit|binary)$/.test(encoding);
    if (!multipart && !message) return 'LEAF';
    if (this.#open.length >= MAX_DEPTH || this.#parts >= MAX_PARTS) {
      this.#notes.add(NESTED);
      return 'LEAF';
    }
    if (message) return 'MESSAGE';
    return params.boundary ? 'MULTIPART' : 'LEAF';
  }

  /** Ends every level from `depth` inwards at `end`. */
  #close(depth: number, end: number): void {
    for (const { part, kind, closed } of this.#open.splice(depth)) {
      part.end = Math.max(part.start, end);
      part.size = part.end - part.start;
      if (
        part.children.length > 0 ||
        closed ||
        !part.type.startsWith('multipart/') ||
        (kind === 'LEAF' && part.params.boundary)
      )
        continue;
      // No part can be found in it: its text is still better than nothing.
      this.#notes.add(NO_PARTS);
      part.type = 'text/plain';
      if (part.path === 'TEXT') part.path = '1';
    }
  }
}
