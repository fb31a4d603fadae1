// Plain text to logical lines with their quote depth: format=flowed (RFC 3676) undone, or lines as they are. A
// newcomer's trap: in flowed text a space at a line's end means "goes on", except after "-- " (a signature),
// and lines of different quote depths never join.

export interface Line {
  /** Quote marks before it. */
  depth: number;
  text: string;
}

export interface TextFormat {
  flowed: boolean;
  /** DelSp=yes: the space that marks a soft break is not part of the text. */
  delSp: boolean;
}

const MAX_LINES = 50_000;
const MAX_QUOTES = 50;

export function formatOf(params: Readonly<Record<string, string>>): TextFormat {
  return {
    flowed: params.format?.toLowerCase() === 'flowed',
    delSp: params.delsp?.toLowerCase() === 'yes',
  };
}

export function textLines(text: string, { flowed, delSp }: TextFormat): Line[] {
  const raw = text.replace(/\r\n?/g, '\n').split('\n', MAX_LINES);
  return flowed ? unflow(raw, delSp) : raw.map(quoted);
}

/** Quote marks as people's programs write them: ">", "> >", ">>". */
function quoted(line: string): Line {
  let depth = 0;
  let at = 0;
  while (depth < MAX_QUOTES) {
    const next = line[at] === ' ' && depth > 0 ? at + 1 : at;
    if (line[next] !== '>') break;
    depth++;
    at = next + 1;
  }
  return { depth, text: line.slice(depth > 0 && line[at] === ' ' ? at + 1 : at) };
}

function unflow(raw: readonly string[], delSp: boolean): Line[] {
  const lines: { depth: number; pieces: string[] }[] = [];
  let open = false;
  for (const line of raw) {
    let depth = 0;
    while (depth < MAX_QUOTES && line[depth] === '>') depth++;
    const unstuffed = line.slice(line[depth] === ' ' ? depth + 1 : depth);
    const signature = unstuffed === '-- ';
    const soft = unstuffed.endsWith(' ') && !signature;
    const piece = soft && delSp ? unstuffed.slice(0, -1) : unstuffed;
    const last = lines.at(-1);
    if (open && last && last.depth === depth && !signature) last.pieces.push(piece);
    else lines.push({ depth, pieces: [piece] });
    open = soft;
  }
  return lines.map(({ depth, pieces }) => ({ depth, text: pieces.join('') }));
}

/** Logical lines as plain text again, for quoting and search. */
export function unflowed(text: string, format: TextFormat): string {
  if (!format.flowed) return text.replace(/\r\n?/g, '\n');
  return textLines(text, format)
    .map(({ depth, text: line }) => (depth > 0 ? `${'>'.repeat(depth)} ${line}` : line))
    .join('\n');
}
