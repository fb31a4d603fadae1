// Folding of quoted text while writing. A newcomer's trap: folding is only how it is shown; the message that
// is saved or sent is always the written text and the quotation, joined by `joinQuote`.

export interface Folded {
  text: string;
  /** Empty when nothing is quoted at the end. */
  quote: string;
}

const FORWARDED = /^-{2,}\s*\S.*\S\s*-{2,}$/;

/** Parts a text into what was written and the quotation it ends with, its "… wrote:" line included. */
export function splitQuote(text: string): Folded {
  const lines = text.split('\n');
  const forwarded = lines.findIndex((line) => FORWARDED.test(line.trim()));
  const start = forwarded >= 0 ? forwarded : quoteStart(lines);
  if (start < 0) return { text, quote: '' };
  return { text: lines.slice(0, start).join('\n').trimEnd(), quote: lines.slice(start).join('\n').trimEnd() };
}

/** The whole text again. */
export function joinQuote({ text, quote }: Folded): string {
  return quote === '' ? text : `${text.trimEnd()}\n\n${quote}`;
}

function quoteStart(lines: readonly string[]): number {
  let at = lines.length;
  while (at > 0 && lines[at - 1]?.trim() === '') at -= 1;
  let start = at;
  while (start > 0 && (lines[start - 1]?.startsWith('>') || isGap(lines, start - 1))) start -= 1;
  while (start < at && lines[start]?.trim() === '') start += 1;
  if (start === at) return -1;
  const head = lines[start - 1]?.trim() ?? '';
  if (head.endsWith(':')) return start - 1;
  return head === '' && lines[start - 2]?.trim().endsWith(':') ? start - 2 : start;
}

/** An empty line between two quoted ones. */
function isGap(lines: readonly string[], at: number): boolean {
  return lines[at]?.trim() === '' && lines[at - 1]?.startsWith('>') === true;
}
