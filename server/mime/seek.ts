// From a byte of a file to the byte of its transfer encoding, so that reading can begin in the middle. A newcomer's
// trap: base64 can only be counted where all lines are equally long. The last lines tell whether that may be so;
// whoever reads checks each line break that passes by, and fails rather than hand out wrong bytes.
import { Transform } from 'node:stream';
import { MailError } from '../mail/errors.ts';
import type { Part } from '../mail/message.ts';

/** What is read of the end of a part to measure it; enough for two of the longest lines that mail may have. */
export const TAIL_BYTES = 2048;

export interface Layout {
  /** Decoded bytes, exactly. */
  size: number;
  /** Encoded and decoded bytes of each line but the last; both 1 where nothing is encoded. */
  lineBytes: number;
  lineContent: number;
  /** Encoded bytes, from the beginning, of lines that nobody has looked at yet. */
  unseen: number;
}

export const isIdentity = ({ encoding }: Pick<Part, 'encoding'>): boolean =>
  /^(?:[78]bit|binary)$/.test(encoding);

/** The layout of a part of which these are the last bytes from `from` on, up to its very end; null when it can't be counted. */
export function layoutOf(part: Pick<Part, 'encoding' | 'size'>, tail: Buffer, from: number): Layout | null {
  if (from + tail.length !== part.size) return null;
  if (isIdentity(part)) return { size: part.size, lineBytes: 1, lineContent: 1, unseen: 0 };
  if (part.encoding !== 'base64') return null;
  const text = tail.toString('latin1');
  // A whole line in the middle: how long it is, and where lines therefore begin.
  const line = /\n([A-Za-z0-9+/]{4,998}?)(\r?\n)/.exec(text);
  if (line?.[1] === undefined || line[2] === undefined || line[1].length % 4 !== 0) return null;
  const lineBytes = line[1].length + line[2].length;
  const begin = line.index + 1;
  if ((from + begin) % lineBytes !== 0) return null;
  const rest = text.slice(begin);
  // Whole lines, one that may be shorter and padded, and nothing but white space.
  const whole = `(?:[A-Za-z0-9+/]{${line[1].length}}${line[2] === '\n' ? '\\n' : '\\r\\n'})*`;
  const end = new RegExp(`^${whole}([A-Za-z0-9+/]*={0,2})\\s*$`).exec(rest);
  if (end?.[1] === undefined || end[1].length > line[1].length) return null;
  const lineContent = (line[1].length / 4) * 3;
  const before = (from + begin) / lineBytes;
  const size = before * lineContent + Buffer.from(rest, 'base64').length;
  return { size, lineBytes, lineContent, unseen: from + begin };
}

/** The encoded bytes that hold [start, end), and how many decoded ones of them come too early. */
export function encodedRange(
  { lineBytes, lineContent }: Layout,
  { start, end }: { start: number; end: number },
): { start: number; end: number; skip: number } {
  const first = Math.floor(start / lineContent);
  return {
    start: first * lineBytes,
    end: Math.ceil(end / lineContent) * lineBytes,
    skip: start - first * lineContent,
  };
}

/**
 * Passes on encoded bytes that begin at `start`, where a line does, as long as lines end where they must; fails with
 * UPSTREAM_PROTOCOL at the first that does not.
 */
export function checkLines({ lineBytes, unseen }: Layout, start: number): Transform {
  let passed = start;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      const stop = Math.min(chunk.length, unseen - passed);
      for (let at = lineBytes - 1 - (passed % lineBytes); at < stop; at += lineBytes)
        if (chunk[at] !== 0x0a) return done(new MailError('UPSTREAM_PROTOCOL'));
      passed += chunk.length;
      done(null, chunk);
    },
  });
}
