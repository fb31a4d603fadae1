// Collects text into lines: white space collapsed, a blank line between paragraphs, "> " before quotations. A
// newcomer's trap: a space or a blank line is only remembered, and written when more text really follows.

export class LineWriter {
  pre = 0;
  quote = 0;
  readonly #limit: number;
  #lines: string[] = [];
  #line: string[] = [];
  #lineQuote = 0;
  #lastQuote = 0;
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
    // Not trim(): a no-break space is text.
    const trimmed = words.replace(/^ | $/g, '');
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
    // The blank line between a quotation and what surrounds it belongs to the outer one.
    if (this.#pendingBlank && this.#lines.length > 0) {
      this.#lines.push(marks(Math.min(this.#lineQuote, this.#lastQuote)).trimEnd());
    }
    this.#pendingBlank = false;
    this.#lines.push((marks(this.#lineQuote) + this.#line.join('')).trimEnd());
    this.#lastQuote = this.#lineQuote;
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

const marks = (depth: number): string => (depth > 0 ? `${'>'.repeat(Math.min(depth, 20))} ` : '');
