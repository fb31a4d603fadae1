// One part of a message as a complete, safe HTML document. A newcomer's trap: the document is finished here;
// http/document sends these bytes and adds nothing but headers, which are the second wall (security rules).
import { BASE_STYLE, COLOURED_STYLE, PLAIN_STYLE, TEXT_STYLE } from './document-style.ts';
import { escapeAttribute, escapeText } from './escape.ts';
import { type HtmlOptions, safeHtml } from './html.ts';
import { type TextHtmlOptions, textHtml } from './text.ts';

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
}

/** Nothing a message holds can make this throw, run or load anything. */
export function safeDocument(
  content: { html: string } | { text: string | readonly string[] },
  options: DocumentOptions,
): SafeDocument {
  if ('text' in content) {
    const texts = typeof content.text === 'string' ? [content.text] : content.text;
    const sections = texts.map((text) => `<div class="postern-text">${textHtml(text, options)}</div>`);
    return {
      html: page(sections.join('<hr>'), PLAIN_STYLE + TEXT_STYLE, options),
      blockedRemote: 0,
      trackers: [],
    };
  }
  const safe = safeHtml(content.html, options);
  const style = BASE_STYLE + (safe.coloured ? COLOURED_STYLE : PLAIN_STYLE);
  const { blockedRemote, trackers } = safe;
  return { html: page(safe.body, style, options, safe), blockedRemote, trackers };
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

interface Root {
  css?: string;
  bodyAttributes?: string;
  lang?: string | null;
  dir?: string | null;
}

function page(body: string, style: string, { lang = 'en' }: { lang?: string }, root: Root = {}): string {
  // Safe CSS holds no "<" (css.ts refuses it), so it can't end the element that it stands in.
  const own = root.css ? `<style>${root.css}</style>` : '';
  const attributes = ` lang="${escapeAttribute(root.lang ?? lang)}"${root.dir ? ` dir="${escapeAttribute(root.dir)}"` : ''}`;
  return `<!doctype html><html${attributes}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer"><title>Message</title><style>${style}</style>${own}</head><body${root.bodyAttributes ?? ''}>${body}</body></html>`;
}
