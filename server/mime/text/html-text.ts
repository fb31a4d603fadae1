// HTML to plain text, for quoting, previews and search. A newcomer's trap: this makes text for text nodes and
// drafts, never markup; what it returns may well contain "<script>" as characters.

import { readTags, type TagHandler, VOID } from '../html/tags.ts';
import { LineWriter } from './line-writer.ts';

export interface HtmlTextOptions {
  /** Stops after this many characters. */
  limit?: number;
  /** Writes the address after a link's text, and "> " before quoted lines. */
  rich?: boolean;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const BLOCKS = words(
  'address article aside blockquote center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul',
);
const SPACED = words('p h1 h2 h3 h4 h5 h6 blockquote ul ol pre');

/** The text of a document, a line for each block; white space collapsed as a browser would. Never throws. */
export function htmlText(html: string, { limit = 1_000_000, rich = false }: HtmlTextOptions = {}): string {
  const reading = new TextReading(new LineWriter(limit), rich);
  readTags(html, reading);
  return reading.writer.result();
}

class TextReading implements TagHandler {
  readonly writer: LineWriter;
  readonly #rich: boolean;
  readonly #links: string[] = [];
  /** Open elements since (and with) the one that is hidden. */
  #hidden = 0;

  constructor(writer: LineWriter, rich: boolean) {
    this.writer = writer;
    this.#rich = rich;
  }

  open(name: string, attributes: ReadonlyMap<string, string>): void {
    const isVoid = VOID.has(name);
    if (this.#hidden > 0 || (this.#rich && !isVoid && isHidden(attributes))) {
      if (!isVoid) this.#hidden++;
      return;
    }
    const writer = this.writer;
    if (name === 'br') writer.newLine();
    else if (BLOCKS.has(name)) writer.block(SPACED.has(name));
    else if (name === 'td' || name === 'th') writer.space();
    if (name === 'li') writer.raw('- ');
    else if (name === 'pre') writer.pre++;
    else if (name === 'a') {
      this.#links.push(attributes.get('href') ?? '');
      writer.mark();
    } else if (this.#rich) this.#openRich(name, attributes);
  }

  #openRich(name: string, attributes: ReadonlyMap<string, string>): void {
    const alt = attributes.get('alt')?.trim();
    if (name === 'img' && alt) this.writer.text(`[${alt}]`);
    else if (name === 'blockquote') this.writer.quote++;
    else if (name === 'hr') {
      this.writer.raw('---');
      this.writer.block(false);
    }
  }

  close(name: string): void {
    if (this.#hidden > 0) {
      this.#hidden--;
      return;
    }
    const writer = this.writer;
    if (name === 'a') {
      const href = this.#links.pop() ?? '';
      const wanted = this.#rich && /^https?:\/\//i.test(href) && href.length < 500;
      if (wanted && !sameLink(writer.marked(), href)) writer.raw(` <${href}>`);
    } else if (name === 'pre') writer.pre--;
    if (BLOCKS.has(name)) writer.block(SPACED.has(name));
    if (name === 'blockquote' && this.#rich) writer.quote--;
  }

  text(text: string): void {
    if (this.#hidden === 0) this.writer.text(text);
  }

  enough(): boolean {
    return this.writer.full;
  }
}

function isHidden(attributes: ReadonlyMap<string, string>): boolean {
  return (
    /display\s{0,3}:\s{0,3}none|mso-hide\s{0,3}:\s{0,3}all/i.test(attributes.get('style') ?? '') ||
    attributes.has('hidden')
  );
}

function sameLink(text: string, href: string): boolean {
  const bare = (value: string): string =>
    value
      .trim()
      .replace(/^https?:\/\//i, '')
      .replace(/\/$/, '');
  return bare(text) === bare(href) || text.trim() === '';
}
