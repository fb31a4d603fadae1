// Plain text to safe HTML. A newcomer's trap: links are found in the raw text and each token is escaped by
// itself; markup is never searched or edited afterwards (that is how other webmails were broken).
import { escapeAttribute, escapeText } from '../html/escape.ts';
import { type Line, type TextFormat, textLines } from './flowed.ts';
import { linkTokens } from './links.ts';

export interface TextHtmlOptions extends Partial<TextFormat> {
  /** What the button that unfolds the last quotation is called. */
  quotedLabel?: string;
}

const MAX_DEPTH = 10;
/** Shorter quotations stay unfolded. */
const FOLD_LINES = 4;

/** A fragment of div, blockquote, details and a elements. Never throws. */
export function textHtml(text: string, options: TextHtmlOptions = {}): string {
  const lines = textLines(text, { flowed: options.flowed ?? false, delSp: options.delSp ?? false });
  const fold = foldFrom(lines);
  const sign = lines.findLastIndex(({ depth, text: line }) => depth === 0 && /^-- ?$/.test(line));
  const writer = new LinesWriter();
  const tables = lines.map(({ text: line }) => isTabular(line));
  lines.forEach((line, index) => {
    if (index === fold) writer.fold(options.quotedLabel ?? 'Quoted text');
    if (index === sign && sign > 0) writer.signature();
    writer.line(line, tables[index] === true && (tables[index - 1] === true || tables[index + 1] === true));
  });
  return writer.result();
}

/** Drawn with letters: rules and bars, or three columns and more. One line of it may be chance, two are a table. */
function isTabular(line: string): boolean {
  if (line.length > 500) return false;
  return (
    /[\u2500-\u257F]{2}|^[-=+|:\s]{0,80}[+|][-=+|:\s]{2,400}$|[|\u2502].*[|\u2502]/.test(line) ||
    (line.trim().match(/\S {3,}(?=\S)/g)?.length ?? 0) >= 2
  );
}

/** The first line of the quotation that ends the message, or -1 when it is short or is all there is. */
function foldFrom(lines: readonly Line[]): number {
  let end = lines.length;
  while (end > 0 && lines[end - 1]?.depth === 0 && lines[end - 1]?.text.trim() === '') end--;
  let start = end;
  while (start > 0 && ((lines[start - 1]?.depth ?? 0) > 0 || lines[start - 1]?.text.trim() === '')) start--;
  while (start < end && lines[start]?.depth === 0) start++;
  const own = lines.slice(0, start).some(({ text }) => text.trim() !== '');
  return own && end - start > FOLD_LINES ? start : -1;
}

class LinesWriter {
  readonly #out: string[] = [];
  #depth = 0;
  #block: string[] = [];
  #isTable = false;
  /** Closing tags of what was opened at depth 0 until the end. */
  #tail = '';

  line({ depth, text }: Line, isTable: boolean): void {
    const wanted = Math.min(depth, MAX_DEPTH);
    if (isTable !== this.#isTable) this.#flush();
    this.#isTable = isTable;
    if (wanted !== this.#depth) {
      this.#flush();
      while (this.#depth < wanted) {
        this.#out.push('<blockquote class="postern-quote">');
        this.#depth++;
      }
      this.#unquote(wanted);
    }
    this.#block.push(linked(text));
  }

  fold(label: string): void {
    this.#flush();
    this.#unquote(0);
    this.#out.push(
      `<details class="postern-fold"><summary aria-label="${escapeAttribute(label)}">•••</summary>`,
    );
    this.#tail = `</details>${this.#tail}`;
  }

  signature(): void {
    this.#flush();
    this.#unquote(0);
    this.#out.push('<div class="postern-signature">');
    this.#tail = `</div>${this.#tail}`;
  }

  result(): string {
    this.#flush();
    this.#unquote(0);
    return this.#out.join('') + this.#tail;
  }

  #unquote(wanted: number): void {
    for (; this.#depth > wanted; this.#depth--) this.#out.push('</blockquote>');
  }

  #flush(): void {
    if (this.#block.length === 0) return;
    // pre-wrap keeps the line ends; an empty last line would be swallowed without its own line end.
    const kind = this.#isTable ? 'postern-lines postern-table' : 'postern-lines';
    this.#out.push(`<div class="${kind}" dir="auto">${this.#block.join('\n')}\n</div>`);
    this.#block = [];
  }
}

function linked(line: string): string {
  return linkTokens(line)
    .map(({ text, href }) =>
      href === null
        ? escapeText(text)
        : `<a href="${escapeAttribute(href)}" target="_blank" rel="noopener noreferrer">${escapeText(text)}</a>`,
    )
    .join('');
}
