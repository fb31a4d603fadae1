// HTML from a message to HTML that is safe to show: read as tags, written again from what is allowed. A
// newcomer's trap: this is the last step. Nothing may edit, join or re-serialise what it returns; whoever wants
// another output changes what is written here.

import { safeHref } from '../text/links.ts';
import { COLOUR_ATTRIBUTES, ELEMENTS, ID, isAllowed } from './allow.ts';
import { cssUrl, type Style, safeDeclarations, safeStyleSheet } from './css.ts';
import { darkAttribute, darkValue, groundOf, readable, SHEET_LUMINANCE } from './dark.ts';
import { escapeAttribute, escapeWithBreaks } from './escape.ts';
import { candidateOf, type PictureOptions, Pictures } from './pictures.ts';
import { readTags, readTagsInTurns, type TagHandler, VOID } from './tags.ts';

export interface HtmlOptions extends PictureOptions {
  /** For a dark room: colours are changed, see dark.ts. */
  dark?: boolean;
}

export interface SafeHtml {
  body: string;
  /** Style sheets, without markup. */
  css: string;
  /** Attributes of the body element, with a leading space; '' when there are none. */
  bodyAttributes: string;
  lang: string | null;
  dir: string | null;
  /** Pictures that lie elsewhere, shown or not. */
  blockedRemote: number;
  /** Services whose pictures count openings; those are never shown. */
  trackers: readonly string[];
  /** True when nothing is left that can be seen: no letter, picture or line. */
  isEmpty: boolean;
  /** True when the message gives colours of its own. */
  coloured: boolean;
  /** True when it is laid out by its sender, so that it begins from a browser's own style and not from ours. */
  designed: boolean;
}

/** Never throws. Time grows with the length only. */
export function safeHtml(html: string, options: HtmlOptions): SafeHtml {
  const writer = new SafeWriter(options);
  readTags(html, writer);
  return writer.result();
}

/** The same; others get a turn in between. */
export async function safeHtmlInTurns(html: string, options: HtmlOptions): Promise<SafeHtml> {
  const writer = new SafeWriter(options);
  await readTagsInTurns(html, writer);
  return writer.result();
}

const MAX_CSS = 1_000_000;
/** Elements with a background attribute (HTML section 15.3). */
const BACKGROUND = new Set(['body', 'table', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th']);

class SafeWriter implements TagHandler {
  readonly #pictures: Pictures;
  readonly #out: string[] = [];
  readonly #css: string[] = [];
  /** Newsletters repeat the same style attribute hundreds of times. */
  readonly #styles = new Map<string, Style>();
  #cssLength = 0;
  readonly #dark: boolean;
  /** Luminances of what the open elements lie on, outermost first, and of what comes next. Only in the dark. */
  readonly #grounds: number[] = [];
  #ground = SHEET_LUMINANCE;
  #coloured = false;
  #tables = false;
  #isEmpty = true;
  #bodyAttributes: string | null = null;
  #lang: string | null = null;
  #dir: string | null = null;

  constructor(options: HtmlOptions) {
    this.#pictures = new Pictures(options);
    this.#dark = options.dark ?? false;
  }

  open(name: string, attributes: ReadonlyMap<string, string>): void {
    if (name === 'html' || name === 'body') {
      this.#root(name, attributes);
      return;
    }
    if (name === 'img') {
      this.#image(attributes);
      return;
    }
    if (!ELEMENTS.has(name)) return;
    if (name === 'table') this.#tables = true;
    if (name === 'hr') this.#isEmpty = false;
    let extra = '';
    if (name === 'a') {
      const href = safeHref(attributes.get('href') ?? '');
      if (href !== null) extra = ` href="${escapeAttribute(href)}" target="_blank" rel="noopener noreferrer"`;
    }
    if (this.#dark && !VOID.has(name)) this.#grounds.push(this.#ground);
    this.#out.push(`<${name}${extra}${this.#attributes(name, attributes)}>`);
  }

  close(name: string): void {
    if (!ELEMENTS.has(name) || VOID.has(name)) return;
    this.#out.push(`</${name}>`);
    this.#ground = this.#grounds.pop() ?? this.#ground;
  }

  text(text: string): void {
    if (this.#isEmpty && /[^\s\p{Cc}\p{Cf}]/u.test(text)) this.#isEmpty = false;
    this.#out.push(escapeWithBreaks(text));
  }

  style(css: string, attributes: ReadonlyMap<string, string>): void {
    const dark = this.#dark ? SHEET_LUMINANCE : null;
    const style = safeStyleSheet(css, attributes.get('media'), { picture: this.#background, dark });
    this.#coloured ||= style.colours;
    this.#cssLength += style.css.length;
    if (this.#cssLength <= MAX_CSS) this.#css.push(style.css);
  }

  result(): SafeHtml {
    return {
      body: this.#out.join(''),
      css: this.#css.join('\n'),
      bodyAttributes: this.#bodyAttributes ?? '',
      lang: this.#lang,
      dir: this.#dir,
      blockedRemote: this.#pictures.remote,
      trackers: this.#pictures.trackers,
      isEmpty: this.#isEmpty,
      coloured: this.#coloured,
      designed: this.#coloured || this.#tables || this.#cssLength > 0,
    };
  }

  /** The first body's looks go to our own body element. */
  #root(name: 'html' | 'body', attributes: ReadonlyMap<string, string>): void {
    const lang = attributes.get('lang') ?? '';
    const dir = attributes.get('dir') ?? '';
    if (isAllowed(name, 'lang', lang)) this.#lang ??= lang;
    if (isAllowed(name, 'dir', dir)) this.#dir ??= dir.toLowerCase();
    if (name === 'body') this.#bodyAttributes ??= this.#attributes('body', attributes);
  }

  #attributes(element: string, attributes: ReadonlyMap<string, string>): string {
    let out = '';
    if (this.#dark && !VOID.has(element)) this.#lieOn(attributes);
    let css = this.#backgroundOf(element, attributes);
    for (const [name, value] of attributes) {
      if (name === 'style') {
        const style = this.#style(value);
        css += style.css;
      } else if (name === 'id' || name === 'data-id') {
        if (ID.test(value)) out += ` data-id="${value}"`;
      } else if (isAllowed(element, name, value)) {
        const colours = COLOUR_ATTRIBUTES.has(name);
        if (colours) this.#coloured = true;
        out += ` ${name}="${escapeAttribute(colours && this.#dark ? this.#inDark(name, value) : value)}"`;
      }
    }
    if (css !== '') out += ` style="${escapeAttribute(css)}"`;
    return out;
  }

  /** The old attribute, which gives way to the style beside it. */
  #backgroundOf(element: string, attributes: ReadonlyMap<string, string>): string {
    const raw = BACKGROUND.has(element) ? attributes.get('background') : undefined;
    const source = raw === undefined ? null : this.#background(raw.trim());
    const url = source === null ? null : cssUrl(source);
    if (url === null) return '';
    this.#coloured = true;
    return `background-image:${this.#dark ? darkValue('background-image', url) : url};`;
  }

  /** What is written in an element lies on its own ground, whatever the order of its attributes. */
  #lieOn(attributes: ReadonlyMap<string, string>): void {
    const bgcolor = attributes.get('bgcolor');
    if (bgcolor !== undefined) this.#ground = groundOf(darkAttribute('bgcolor', bgcolor)) ?? this.#ground;
    const style = attributes.get('style');
    if (style !== undefined) this.#ground = this.#style(style).ground ?? this.#ground;
  }

  #inDark(name: string, value: string): string {
    const colour = darkAttribute(name, value);
    return name === 'bgcolor' || name === 'bordercolor' ? colour : readable(colour, this.#ground);
  }

  #style(text: string): Style {
    const dark = this.#dark ? this.#ground : null;
    const key = dark === null ? text : `${dark} ${text}`;
    let style = this.#styles.get(key);
    if (!style) {
      style = safeDeclarations(text, { picture: this.#background, dark });
      if (this.#styles.size < 5000) this.#styles.set(key, style);
    }
    this.#coloured ||= style.colours;
    return style;
  }

  /** For style: a picture behind something. */
  readonly #background = (raw: string): string | null => this.#pictures.source(raw, false);

  #image(attributes: ReadonlyMap<string, string>): void {
    const named = (attributes.get('src') ?? '').trim();
    const raw = named === '' ? candidateOf(attributes.get('srcset') ?? '') : named;
    const source = this.#pictures.source(raw, isPixel(attributes));
    if (source !== null) {
      this.#isEmpty = false;
      this.#out.push(`<img src="${escapeAttribute(source)}"${this.#attributes('img', attributes)}>`);
    } else this.#missing(raw, attributes);
  }

  /** In place of a picture that is not loaded: its room and its description. A tracking pixel leaves nothing. */
  #missing(raw: string, attributes: ReadonlyMap<string, string>): void {
    const style = attributes.get('style') ?? '';
    const width = pixels(attributes.get('width'), style, 'width');
    const height = pixels(attributes.get('height'), style, 'height');
    const alt = (attributes.get('alt') ?? '').trim().slice(0, 1000);
    if ((raw === '' && alt === '') || this.#pictures.countsOpenings(raw)) return;
    if ((width !== null && width < 3) || (height !== null && height < 3)) return;
    if (/display\s{0,3}:\s{0,3}none/i.test(style)) return;
    this.#isEmpty = false;
    // A plain width would hold a table's column open on a phone; with a percentage in it the column may shrink.
    const room =
      width === null
        ? ''
        : `width:min(${width}px,100%);${height === null ? '' : `aspect-ratio:${width}/${height};`}`;
    const label = alt === '' ? ' aria-hidden="true"' : ` role="img" aria-label="${escapeAttribute(alt)}"`;
    this.#out.push(
      `<span${label} class="postern-image"${room === '' ? '' : ` style="${room}"`}>${escapeWithBreaks(alt)}</span>`,
    );
  }
}

/** Drawn so small that it can only be there to be counted. */
function isPixel(attributes: ReadonlyMap<string, string>): boolean {
  const style = attributes.get('style') ?? '';
  const small = (name: 'width' | 'height'): boolean => {
    const length = pixels(attributes.get(name), style, name);
    return length !== null && length < 3;
  };
  // What is not given follows the other; "100%" does not.
  const follows = (name: string): boolean => !attributes.has(name) && !style.includes(name);
  return small('width') ? small('height') || follows('height') : small('height') && follows('width');
}

/** A size in CSS pixels from the attribute, else from the style; null for percentages and what is not there. */
function pixels(attribute: string | undefined, style: string, property: 'width' | 'height'): number | null {
  const inAttribute = /^\s{0,9}(\d{1,5})(?:\.\d{1,5})?\s{0,9}(?:px)?\s{0,9}$/i.exec(attribute ?? '');
  const found = inAttribute ?? STYLED[property].exec(style);
  return found === null ? null : Math.min(Number(found[1] ?? 0), 5000);
}

/** A length in pixels, or a zero, which needs no unit. */
const styled = (property: string): RegExp =>
  new RegExp(
    `(?:^|[;\\s])${property}\\s{0,9}:\\s{0,9}(?:(\\d{1,5})(?:\\.\\d{1,5})?px|0\\s{0,9}(?:[;!]|$))`,
    'i',
  );
const STYLED = { width: styled('width'), height: styled('height') };
