// One part of a message as a complete, safe HTML document. A newcomer's trap: the document is finished here;
// http/document sends these bytes and adds nothing but headers, which are the second wall (security rules).

import { type TextHtmlOptions, textHtml } from '../text/text.ts';
import { COLOURED_STYLE, DARK_STYLE, htmlStyle, PLAIN_STYLE, TEXT_STYLE } from './document-style.ts';
import { escapeAttribute, escapeText } from './escape.ts';
import { type HtmlOptions, type SafeHtml, safeHtml, safeHtmlInTurns } from './html.ts';

export interface DocumentOptions extends HtmlOptions, TextHtmlOptions {
  /** The language of the interface, for documents that name none. */
  lang?: string;
}

export interface SafeDocument {
  /** A whole document, UTF-8 when encoded. */
  html: string;
  /** Different pictures that lie elsewhere, whether they are shown or not; those of `trackers` apart. */
  blockedRemote: number;
  /** Services whose pictures only count openings; those are never shown. A host's name where the service is not known. */
  trackers: readonly string[];
  /** True when it shows nothing at all; whoever shows it says so. */
  isEmpty: boolean;
}

/** Nothing a message holds can make this throw, run or load anything. */
export function safeDocument(
  content: { html: string } | { text: string | readonly string[] },
  options: DocumentOptions,
): SafeDocument {
  if ('text' in content) {
    const texts = typeof content.text === 'string' ? [content.text] : content.text;
    const sections = texts.map((text) => `<div class="postern-text">${textHtml(text, options)}</div>`);
    const isEmpty = texts.every((text) => text.trim() === '');
    return {
      html: page(sections.join('<hr>'), PLAIN_STYLE + TEXT_STYLE, options),
      blockedRemote: 0,
      trackers: [],
      isEmpty,
    };
  }
  return whole(content.html, safeHtml(content.html, options), options);
}

/** The same for HTML; a large one holds nobody else up. */
export async function safeHtmlDocument(html: string, options: DocumentOptions): Promise<SafeDocument> {
  return whole(html, await safeHtmlInTurns(html, options), options);
}

function whole(html: string, safe: SafeHtml, options: DocumentOptions): SafeDocument {
  const ownColours = options.dark ? DARK_STYLE : COLOURED_STYLE;
  const style = htmlStyle(safe.designed) + (safe.coloured ? ownColours : PLAIN_STYLE);
  const { blockedRemote, trackers, isEmpty } = safe;
  const root = { ...safe, doctype: doctypeOf(html) };
  return { html: page(safe.body, style, options, root), blockedRemote, trackers, isEmpty };
}

/** A document that says a sentence of ours, with a link to the download. */
export function noticeDocument(
  sentence: string,
  link: { href: string; text: string } | null,
  { retry = false, ...options }: { lang?: string; retry?: boolean } = {},
): string {
  const anchor = link
    ? `<p><a href="${escapeAttribute(link.href)}" target="_blank" rel="noopener">${escapeText(link.text)}</a></p>`
    : '';
  const body = `<div class="postern-text postern-notice"${retry ? ' data-retry' : ''}><p>${escapeText(sentence)}</p>${anchor}</div>`;
  return page(body, PLAIN_STYLE + TEXT_STYLE, options);
}

const STANDARD = '<!doctype html>';
/** Almost-standards mode: pictures in table cells have no line under them, and nothing else differs. */
const TRANSITIONAL =
  '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">';

/** The mode that the message was written for; without a word of it an old one, which cuts pictures into tables. */
function doctypeOf(html: string): string {
  const [, rest] = /^[\s\uFEFF]{0,200}<!doctype\s{1,20}([^>]{0,200})>/i.exec(html.slice(0, 500)) ?? [];
  if (rest === undefined) return /<table/i.test(html) ? TRANSITIONAL : STANDARD;
  return /transitional|frameset/i.test(rest) ? TRANSITIONAL : STANDARD;
}

interface Root {
  doctype?: string;
  css?: string;
  bodyAttributes?: string;
  lang?: string | null;
  dir?: string | null;
}

function page(body: string, style: string, { lang = 'en' }: { lang?: string }, root: Root = {}): string {
  // Safe CSS holds no "<" (css.ts refuses it), so it can't end the element that it stands in.
  const own = root.css ? `<style>${root.css}</style>` : '';
  const attributes = ` lang="${escapeAttribute(root.lang ?? lang)}"${root.dir ? ` dir="${escapeAttribute(root.dir)}"` : ''}`;
  return `${root.doctype ?? STANDARD}<html${attributes}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer"><title>Message</title><style>${style}</style>${own}</head><body${root.bodyAttributes ?? ''}>${body}</body></html>`;
}
