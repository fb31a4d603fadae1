// HTML to plain text, for quoting, previews and search. A newcomer's trap: this makes text for text nodes and
// drafts, never markup; what it returns may well contain "<script>" as characters.
import { Parser } from 'htmlparser2';

export interface HtmlTextOptions {
  /** Stops after this many characters. */
  limit?: number;
  /** Writes the address after a link's text, and "> " before quoted lines. */
  rich?: boolean;
}

const SILENT = new Set([
  'script',
  'style',
  'head',
  'title',
  'template',
  'noscript',
  'svg',
  'math',
  'textarea',
  'select',
  'option',
  'object',
  'iframe',
  'noframes',
  'noembed',
  'xmp',
  'audio',
  'video',
  'canvas',
]);
const BLOCKS = new Set([
  'address',
  'article',
  'aside',
  'blockquote',
  'center',
  'dd',
  'div',
  'dl',
  'dt',
  'fieldset',
  'figure',
  'footer',
  'form',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'header',
  'hr',
  'li',
  'main',
  'nav',
  'ol',
  'p',
  'pre',
  'section',
  'table',
  'tr',
  'ul',
]);
const SPACED = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'pre']);
const VOID = new Set([
  'br',
  'hr',
  'img',
  'input',
  'wbr',
  'col',
  'meta',
  'link',
  'base',
  'area',
  'embed',
  'source',
  'track',
  'param',
]);

/** The text of a document, a line for each block; white space collapsed as a browser would. Never throws. */
export function htmlText(html: string, { limit = 1_000_000, rich = false }: HtmlTextOptions = {}): string {
  const writer = new TextWriter(limit);
  const silent: string[] = [];
  const links: string[] = [];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (silent.length > 0) {
          if (name === silent.at(-1)) silent.push(name);
          return;
        }
        if (SILENT.has(name) || (rich && isHidden(attributes) && !VOID.has(name))) {
          silent.push(name);
          return;
        }
        if (name === 'br') writer.newLine();
        else if (BLOCKS.has(name)) writer.block(SPACED.has(name));
        else if (name === 'td' || name === 'th') writer.space();
        if (name === 'li') writer.raw('- ');
        if (name === 'hr' && rich) {
          writer.raw('---');
          writer.block(false);
        }
        if (name === 'img' && rich && attributes.alt?.trim()) writer.text(`[${attributes.alt.trim()}]`);
        if (name === 'pre') writer.pre++;
        if (name === 'blockquote' && rich) writer.quote++;
        if (name === 'a') links.push(rich ? (attributes.href ?? '') : '');
        if (name === 'a') writer.mark();
      },
      onclosetag(name) {
        if (silent.length > 0) {
          if (name === silent.at(-1)) silent.pop();
          return;
        }
        if (name === 'a') {
          const href = links.pop() ?? '';
          if (/^https?:\/\//i.test(href) && href.length < 500 && !sameLink(writer.marked(), href))
            writer.raw(` <${href}>`);
        }
        if (name === 'pre') writer.pre = Math.max(0, writer.pre - 1);
        if (BLOCKS.has(name)) writer.block(SPACED.has(name));
        if (name === 'blockquote') writer.quote = Math.max(0, writer.quote - 1);
      },
      ontext(text) {
        if (silent.length === 0) writer.text(text);
      },
    },
    { decodeEntities: true },
  );
  // In pieces, so that a huge document can be left as soon as there is enough text.
  for (let at = 0; at < html.length && !writer.full; at += 65_536) parser.write(html.slice(at, at + 65_536));
  if (!writer.full) parser.end();
  return writer.result();
}

function isHidden(attributes: Record<string, string>): boolean {
  return (
    /display\s{0,3}:\s{0,3}none|mso-hide\s{0,3}:\s{0,3}all/i.test(attributes.style ?? '') ||
    'hidden' in attributes
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

class TextWriter {
  pre = 0;
  quote = 0;
  readonly #limit: number;
  #lines: string[] = [];
  #line: string[] = [];
  #lineQuote = 0;
  #length = 0;
  #pendingSpace = false;
  #pendingBlank = false;
  #mark: string[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  get full(): boolean {
    return this.#length >= this.#limit;
  }

  text(text: string): void {
    if (this.pre > 0) {
      const [first = '', ...more] = text.replace(/\r/g, '').split('\n');
      this.raw(first);
      for (const line of more) {
        this.newLine();
        this.raw(line);
      }
      return;
    }
    const words = text.replace(/[ \t\r\n\f]+/g, ' ');
    if (words.startsWith(' ')) this.space();
    const trimmed = words.trim();
    if (trimmed !== '') this.raw(trimmed);
    if (words.length > 1 && words.endsWith(' ')) this.space();
  }

  space(): void {
    if (this.#line.length > 0) this.#pendingSpace = true;
  }

  raw(text: string): void {
    if (text === '') return;
    if (this.#line.length === 0) this.#lineQuote = this.quote;
    const piece = this.#pendingSpace ? ` ${text}` : text;
    this.#pendingSpace = false;
    this.#line.push(piece);
    this.#mark.push(piece);
    this.#length += piece.length;
  }

  /** Starts to remember what is written, for `marked`. */
  mark(): void {
    this.#mark = [];
  }

  marked(): string {
    return this.#mark.join('');
  }

  newLine(): void {
    const prefix = this.#lineQuote > 0 ? `${'>'.repeat(Math.min(this.#lineQuote, 20))} ` : '';
    if (this.#pendingBlank && this.#lines.length > 0) this.#lines.push(prefix.trimEnd());
    this.#pendingBlank = false;
    this.#lines.push((prefix + this.#line.join('')).trimEnd());
    this.#line = [];
    this.#pendingSpace = false;
    this.#length++;
    this.#lineQuote = this.quote;
  }

  /** Ends the line if one is begun; with `spaced` a blank line follows before the next text. */
  block(spaced: boolean): void {
    if (this.#line.length > 0) this.newLine();
    this.#pendingSpace = false;
    if (spaced) this.#pendingBlank = true;
  }

  result(): string {
    if (this.#line.length > 0) this.newLine();
    return this.#lines
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
      .slice(0, this.#limit);
  }
}
