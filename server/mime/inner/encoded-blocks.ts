// Files that stand in the text itself, as before MIME: uuencode and yEnc. A newcomer's trap: people write "begin 644"
// too, so a block begins only where the next line is what such a line must be.

export interface Block {
  encoding: 'x-uuencode' | 'x-yenc';
  filename: string;
  /** Bytes of the part, its own transfer encoding undone, from the first line to behind the last. */
  start: number;
  end: number;
  /** Bytes of the file, about. */
  size: number;
  /** Its last line was seen. */
  whole: boolean;
}

const MAX_BLOCKS = 100;

/** The blocks in these bytes, in order. */
export function findBlocks(bytes: Buffer): Block[] {
  if (!mayHold(bytes, 'begin ') && !mayHold(bytes, '=ybegin ')) return [];
  const text = bytes.toString('latin1');
  const blocks: Block[] = [];
  const first = /^(?:begin [0-7]{3,4} ([^\r\n]{1,255})|=ybegin [^\r\n]{0,200}\bname=([^\r\n]{1,255}))\r?\n/gm;
  for (let match = first.exec(text); match && blocks.length < MAX_BLOCKS; match = first.exec(text)) {
    const [line, uuName, yName] = match;
    const content = match.index + line.length;
    const found =
      uuName !== undefined
        ? uuBlock(text, match.index, content, uuName)
        : yBlock(text, match.index, content, yName ?? '', Number(/\bsize=(\d{1,12})/.exec(line)?.[1] ?? 0));
    if (found === null) continue;
    blocks.push(found);
    first.lastIndex = found.end;
  }
  return blocks;
}

const mayHold = (bytes: Buffer, word: string): boolean =>
  bytes.indexOf(`\n${word}`) >= 0 || bytes.subarray(0, word.length).toString('latin1') === word;

function uuBlock(text: string, start: number, content: number, filename: string): Block | null {
  let at = content;
  let size = 0;
  for (;;) {
    const lf = text.indexOf('\n', at);
    const stop = lf < 0 ? text.length : lf + 1;
    const line = text.slice(at, Math.min(stop, at + 200)).replace(/\r?\n$/, '');
    const length = uuLength(line);
    if (at === content && (length === null || length === 0)) return null;
    if (line.trimEnd() === 'end') return block(start, stop, size, true);
    // Mail programs strip spaces; anything else is text again.
    if (length === null && line.trim() !== '') return block(start, at, size, false);
    size += length ?? 0;
    at = stop;
    if (lf < 0) return block(start, text.length, size, false);
  }

  function block(from: number, end: number, bytes: number, whole: boolean): Block {
    return { encoding: 'x-uuencode', filename: filename.trim(), start: from, end, size: bytes, whole };
  }
}

/** How many bytes a line holds; null for what is no such line. */
function uuLength(line: string): number | null {
  if (line === '`' || line === ' ') return 0;
  if (!/^[!-M][ -`]{0,90}$/.test(line)) return null;
  const length = (line.charCodeAt(0) - 32) & 63;
  const chars = Math.ceil(length / 3) * 4;
  return Math.abs(line.length - 1 - chars) <= 3 || (line.length - 1 < chars && length === 45) ? length : null;
}

function yBlock(text: string, start: number, content: number, filename: string, size: number): Block {
  const end = /^=yend[^\r\n]{0,200}(?:\r?\n|$)/gm;
  end.lastIndex = content;
  const match = end.exec(text);
  const stop = match ? match.index + match[0].length : text.length;
  return {
    ...{ encoding: 'x-yenc', filename: filename.trim(), start, end: stop, whole: match !== null },
    size: size || stop - content,
  };
}

/** The bytes without the blocks; each leaves a line that names it. */
export function withoutBlocks(bytes: Buffer, blocks: readonly Block[]): Buffer {
  const pieces: Buffer[] = [];
  let at = 0;
  for (const { start, end, filename } of blocks) {
    pieces.push(bytes.subarray(at, start), Buffer.from(`[${filename}]\n`, 'latin1'));
    at = end;
  }
  return Buffer.concat([...pieces, bytes.subarray(at)]);
}
