// HTML from a message to HTML that is safe to show: read as tags, written again from what is allowed. A
// newcomer's trap: this is the last step. Nothing may edit, join or re-serialise what it returns; whoever wants
// another output changes what is written here.
import { COLOUR_ATTRIBUTES, ELEMENTS, isAllowed } from './allow.ts';
import { PHONE_WIDTH, type Style, safeDeclarations, safeStyleSheet } from './css.ts';
import { escapeAttribute, escapeWithBreaks } from './escape.ts';
import { safeHref } from './links.ts';
import { readTags, type TagHandler, VOID } from './tags.ts';

export interface HtmlOptions {
  /** The URL of our own under which the picture with this Content-ID is served; null when there is none. */
  cidUrl(contentId: string): string | null;
  /** The same for a picture named by its Content-Location (RFC 2557). */
  locationUrl?(location: string): string | null;
}

export interface SafeHtml {
  body: string;
  /** Style sheets, without markup. */
  css: string;
  /** Attributes of the body element, with a leading space; '' when there are none. */
  bodyAttributes: string;
  lang: string | null;
  dir: string | null;
  blockedRemote: number;
  /** True when the message gives colours of its own. */
  coloured: boolean;
}

/** Never throws. Time grows with the length only. */
export function safeHtml(html: string, options: HtmlOptions): SafeHtml {
  const writer = new SafeWriter(options);
  readTags(html, writer);
  return writer.result();
}

/** Raster data only: an SVG in an img runs nothing, but it is markup and may be huge. */
const DATA_IMAGE = /^data:image\/(?:png|jpe?g|gif|webp|avif|bmp);base64,[A-Za-z0-9+/=\s]{1,2000000}$/i;
const MAX_DATA = 8_000_000;
const MAX_CSS = 1_000_000;

class SafeWriter implements TagHandler {
  readonly #options: HtmlOptions;
  readonly #out: string[] = [];
  readonly #css: string[] = [];
  /** Newsletters repeat the same style attribute hundreds of times. */
  readonly #styles = new Map<string, Style>();
  #cssLength = 0;
  #dataLength = 0;
  #remote = 0;
  #coloured = false;
  #bodyAttributes: string | null = null;
  #lang: string | null = null;
  #dir: string | null = null;

  constructor(options: HtmlOptions) {
    this.#options = options;
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
    if (attributes.has('background')) this.#remote++;
    if (!ELEMENTS.has(name)) return;
    let extra = '';
    if (name === 'a') {
      const href = safeHref(attributes.get('href') ?? '');
      if (href !== null) extra = ` href="${escapeAttribute(href)}" target="_blank" rel="noopener noreferrer"`;
    }
    this.#out.push(`<${name}${extra}${this.#attributes(name, attributes)}>`);
  }

  close(name: string): void {
    if (ELEMENTS.has(name) && !VOID.has(name)) this.#out.push(`</${name}>`);
  }

  text(text: string): void {
    this.#out.push(escapeWithBreaks(text));
  }

  style(css: string, attributes: ReadonlyMap<string, string>): void {
    const style = safeStyleSheet(css, attributes.get('media'));
    this.#remote += style.remote;
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
      blockedRemote: this.#remote,
      coloured: this.#coloured,
    };
  }

  /** The first body's looks go to our own body element. */
  #root(name: 'html' | 'body', attributes: ReadonlyMap<string, string>): void {
    if (attributes.has('background')) this.#remote++;
    const lang = attributes.get('lang') ?? '';
    const dir = attributes.get('dir') ?? '';
    if (isAllowed(name, 'lang', lang)) this.#lang ??= lang;
    if (isAllowed(name, 'dir', dir)) this.#dir ??= dir.toLowerCase();
    if (name === 'body') this.#bodyAttributes ??= this.#attributes('body', attributes);
  }

  #attributes(element: string, attributes: ReadonlyMap<string, string>): string {
    let out = '';
    let wide = false;
    let classes = '';
    for (const [name, value] of attributes) {
      if (name === 'style') {
        const style = this.#style(value);
        wide ||= style.wide;
        if (style.css !== '') out += ` style="${escapeAttribute(style.css)}"`;
      } else if (isAllowed(element, name, value)) {
        if (COLOUR_ATTRIBUTES.has(name)) this.#coloured = true;
        if (name === 'width') wide ||= !/[%*]/.test(value) && Number.parseFloat(value) > PHONE_WIDTH;
        if (name === 'class') classes = value;
        else out += ` ${name}="${escapeAttribute(value)}"`;
      }
    }
    if (wide && element !== 'img' && !/\bpostern-wide\b/.test(classes))
      classes = `${classes} postern-wide`.trim();
    return classes === '' ? out : `${out} class="${escapeAttribute(classes)}"`;
  }

  #style(text: string): Style {
    let style = this.#styles.get(text);
    if (!style) {
      style = safeDeclarations(text);
      if (this.#styles.size < 5000) this.#styles.set(text, style);
    }
    this.#remote += style.remote;
    this.#coloured ||= style.colours;
    return style;
  }

  #image(attributes: ReadonlyMap<string, string>): void {
    const raw = (attributes.get('src') ?? '').trim();
    const source = this.#source(raw);
    if (source !== null)
      this.#out.push(`<img src="${escapeAttribute(source)}"${this.#attributes('img', attributes)}>`);
    else this.#missing(raw, attributes);
    if (source === null && attributes.has('srcset') && raw === '') this.#remote++;
  }

  #source(raw: string): string | null {
    if (/^cid:/i.test(raw)) return this.#options.cidUrl(unescaped(raw.slice(4)));
    if (/^data:/i.test(raw)) {
      this.#dataLength += raw.length;
      return this.#dataLength <= MAX_DATA && DATA_IMAGE.test(raw) ? raw.replace(/\s+/g, '') : null;
    }
    const own = raw === '' ? null : (this.#options.locationUrl?.(raw) ?? null);
    if (own === null && /^(?:https?:|\/\/)/i.test(raw.replace(/[\t\r\n]/g, ''))) this.#remote++;
    return own;
  }

  /** In place of a picture that is not loaded: its room and its description. A tracking pixel leaves nothing. */
  #missing(raw: string, attributes: ReadonlyMap<string, string>): void {
    const style = attributes.get('style') ?? '';
    const width = pixels(attributes.get('width'), style, 'width');
    const height = pixels(attributes.get('height'), style, 'height');
    const alt = (attributes.get('alt') ?? '').trim().slice(0, 1000);
    if (raw === '' && alt === '') return;
    if ((width !== null && width < 3) || (height !== null && height < 3)) return;
    if (/display\s{0,3}:\s{0,3}none/i.test(style)) return;
    // A plain width would hold a table's column open on a phone; with a percentage in it the column may shrink.
    const room =
      width === null
        ? ''
        : `width:min(${width}px,100%);${height === null ? '' : `aspect-ratio:${width}/${height};`}`;
    const label = alt === '' ? ' aria-hidden="true"' : ` role="img" aria-label="${escapeAttribute(alt)}"`;
    this.#out.push(
      `<span${label}${room === '' ? '' : ` style="${room}"`} class="postern-image">${escapeWithBreaks(alt)}</span>`,
    );
  }
}

function unescaped(contentId: string): string {
  try {
    return decodeURIComponent(contentId);
  } catch {
    return contentId;
  }
}

/** A size in CSS pixels from the attribute, else from the style; null for percentages and what is not there. */
function pixels(attribute: string | undefined, style: string, property: string): number | null {
  const found =
    /^\s{0,9}(\d{1,5})(?:\.\d{1,5})?\s{0,9}(?:px)?\s{0,9}$/i.exec(attribute ?? '')?.[1] ??
    new RegExp(`(?:^|;)\\s{0,9}${property}\\s{0,9}:\\s{0,9}(\\d{1,5})(?:\\.\\d{1,5})?px`, 'i').exec(
      style,
    )?.[1];
  return found === undefined ? null : Math.min(Number(found), 5000);
}
