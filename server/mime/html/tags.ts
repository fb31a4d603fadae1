// HTML as balanced events: every open has its close, in order, and nesting is bounded. The sanitiser and the
// plain text both read mail through it. A newcomer's trap: htmlparser2's own Parser is not used, because its
// stack makes deep or unclosed markup quadratic; only its Tokenizer is.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Tokenizer } from 'htmlparser2';

export interface TagHandler {
  /** Void elements (br, img) are opened and never closed. */
  open(name: string, attributes: ReadonlyMap<string, string>): void;
  close(name: string): void;
  text(text: string): void;
  /** The content of one style element. */
  style?(css: string, attributes: ReadonlyMap<string, string>): void;
  /** True: no more is wanted. Asked now and then. */
  enough?(): boolean;
}

/** Deeper elements lose their tags and keep their text. Browsers stop at 512. */
const MAX_DEPTH = 256;
const MAX_ATTRIBUTES = 100;
const SLICE = 65_536;

export const VOID = new Set(
  'area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr'.split(
    ' ',
  ),
);

/** Left out with everything inside. style is reported apart. */
const DROPPED = new Set(
  'script style title textarea xmp iframe noembed noframes plaintext template svg math object applet audio video canvas select datalist portal fencedframe frameset'.split(
    ' ',
  ),
);

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const CELL = words('td th');
const ROW = words('tr td th');
const SECTION = words('thead tbody tfoot tr td th caption colgroup');
const P = words('p');
const ITEM = words('li');
const TERM = words('dd dt');
const ANCHOR = words('a');
const TABLE_PARTS = words('table thead tbody tfoot tr td th caption');
const CELL_WALL = words('table td th caption');

/** What an opening tag ends (HTML section 13.1.2.4), and the elements beyond which it does not look. */
const ENDS = new Map<string, readonly [ReadonlySet<string>, ReadonlySet<string>]>([
  ['td', [CELL, words('table tr')]],
  ['th', [CELL, words('table tr')]],
  ['tr', [ROW, words('table')]],
  ['thead', [SECTION, words('table')]],
  ['tbody', [SECTION, words('table')]],
  ['tfoot', [SECTION, words('table')]],
  ['li', [ITEM, words('ul ol table td th')]],
  ['dt', [TERM, words('dl table td th')]],
  ['dd', [TERM, words('dl table td th')]],
  ['a', [ANCHOR, CELL_WALL]],
]);
for (const name of 'address article aside blockquote center details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul'.split(
  ' ',
)) {
  ENDS.set(name, [P, CELL_WALL]);
}

/** Reads a document or a fragment. Never throws; takes time in proportion to the length. */
export function readTags(html: string, handler: TagHandler): void {
  for (const _ of slicesOf(html, handler));
}

/** The same, with a turn for everybody else after each 64 k characters, which are some four milliseconds. */
export async function readTagsInTurns(html: string, handler: TagHandler): Promise<void> {
  for (const _ of slicesOf(html, handler)) await nextTurn();
}

function* slicesOf(html: string, handler: TagHandler): Generator<void> {
  const reader = new Reader(html, handler);
  const tokenizer = new Tokenizer({ xmlMode: false, decodeEntities: true }, reader);
  for (let at = 0; at < html.length; at += SLICE) {
    tokenizer.write(html.slice(at, at + SLICE));
    if (handler.enough?.()) break;
    if (at + SLICE < html.length) yield;
  }
  if (!handler.enough?.()) tokenizer.end();
  reader.finish();
}

interface Dropped {
  name: string;
  opened: Map<string, number>;
  attributes: ReadonlyMap<string, string>;
}

class Reader {
  readonly #html: string;
  readonly #handler: TagHandler;
  readonly #stack: string[] = [];
  /** How often each name is on the stack: most look-ups need no walk. */
  readonly #open = new Map<string, number>();
  /** Open tags that were too deep to count. */
  #over = 0;
  /** The dropped element we are in, and what was opened inside it. */
  #dropped: Dropped | null = null;
  #css = '';
  #name = '';
  #attributes = new Map<string, string>();
  #attribute = '';
  #value = '';

  constructor(html: string, handler: TagHandler) {
    this.#html = html;
    this.#handler = handler;
  }

  onopentagname(start: number, end: number): void {
    const name = this.#html.slice(start, end).toLowerCase();
    this.#name = name === 'image' ? 'img' : name;
    this.#attributes = new Map();
  }

  onattribname(start: number, end: number): void {
    this.#attribute = this.#html.slice(start, end).toLowerCase();
    this.#value = '';
  }

  onattribdata(start: number, end: number): void {
    this.#value += this.#html.slice(start, end);
  }

  onattribentity(codepoint: number): void {
    this.#value += String.fromCodePoint(codepoint);
  }

  onattribend(): void {
    // The first of two equal attributes counts, as in browsers.
    if (!this.#attributes.has(this.#attribute) && this.#attributes.size < MAX_ATTRIBUTES) {
      this.#attributes.set(this.#attribute, this.#value);
    }
  }

  onselfclosingtag(): void {
    // Only SVG and MathML know self-closing tags; in HTML the slash means nothing.
    const place = this.#dropped?.name ?? this.#name;
    if (place !== 'svg' && place !== 'math') this.onopentagend();
  }

  onopentagend(): void {
    const name = this.#name;
    if (this.#dropped) {
      if (!VOID.has(name)) this.#dropped.opened.set(name, (this.#dropped.opened.get(name) ?? 0) + 1);
      return;
    }
    if (DROPPED.has(name)) {
      this.#dropped = { name, opened: new Map([[name, 1]]), attributes: this.#attributes };
      return;
    }
    const ends = ENDS.get(name);
    if (ends) this.#end(...ends);
    if (VOID.has(name)) this.#handler.open(name, this.#attributes);
    else if (this.#stack.length >= MAX_DEPTH) this.#over++;
    else {
      this.#stack.push(name);
      this.#open.set(name, (this.#open.get(name) ?? 0) + 1);
      this.#handler.open(name, this.#attributes);
    }
  }

  onclosetag(start: number, end: number): void {
    const name = this.#html.slice(start, end).trim().toLowerCase();
    if (this.#dropped && !this.#leaves(this.#dropped, name)) return;
    if (name === 'br') this.#handler.open('br', new Map());
    else if (this.#over > 0 && !TABLE_PARTS.has(name)) this.#over--;
    else this.#close(name);
  }

  ontext(start: number, end: number): void {
    this.#text(this.#html.slice(start, end));
  }

  ontextentity(codepoint: number): void {
    this.#text(String.fromCodePoint(codepoint));
  }

  oncdata(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}

  finish(): void {
    this.#popTo(0);
  }

  #text(text: string): void {
    if (!this.#dropped) this.#handler.text(text);
    else if (this.#dropped.name === 'style') this.#css += text;
  }

  /** A closing tag inside a dropped element: true when it belongs to something outside, which then ends the dropping. */
  #leaves(dropped: Dropped, name: string): boolean {
    const count = dropped.opened.get(name) ?? 0;
    if (count > 0) dropped.opened.set(name, count - 1);
    if (name === dropped.name && count <= 1) {
      this.#dropped = null;
      if (name === 'style') this.#handler.style?.(this.#css, dropped.attributes);
      this.#css = '';
      return false;
    }
    if (count > 0 || !this.#open.get(name)) return false;
    this.#dropped = null;
    return true;
  }

  /** Ends the outermost element of `names` that is not beyond a wall. */
  #end(names: ReadonlySet<string>, walls: ReadonlySet<string>): void {
    if (!this.#isAnyOpen(names)) return;
    let found = -1;
    for (let index = this.#stack.length - 1; index >= 0; index--) {
      const name = this.#stack[index] ?? '';
      if (names.has(name)) found = index;
      else if (walls.has(name)) break;
    }
    if (found >= 0) this.#popTo(found);
  }

  #isAnyOpen(names: ReadonlySet<string>): boolean {
    for (const name of names) if (this.#open.get(name)) return true;
    return false;
  }

  #close(name: string): void {
    if (!this.#open.get(name)) return;
    for (let index = this.#stack.length - 1; index >= 0; index--) {
      const open = this.#stack[index] ?? '';
      if (open === name) {
        this.#popTo(index);
        return;
      }
      // A stray </div> in a cell does not end the table around it; only the table's own tags do.
      if (CELL_WALL.has(open) && !TABLE_PARTS.has(name) && name !== 'body' && name !== 'html') return;
      if (open === 'table') return;
    }
  }

  #popTo(length: number): void {
    while (this.#stack.length > length) {
      const name = this.#stack.pop() ?? '';
      this.#open.set(name, (this.#open.get(name) ?? 1) - 1);
      this.#handler.close(name);
    }
    if (this.#stack.length < MAX_DEPTH) this.#over = 0;
  }
}
