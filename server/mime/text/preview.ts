// How a message begins, for its row in a list. A newcomer's trap: the bytes are cut off anywhere, in the
// middle of base64, of a character, of a tag or of a style sheet, and newsletters pad their first line with
// hundreds of invisible characters.
import type { Part } from '../../mail/message.ts';
import { decodeBytes } from '../decode.ts';
import { decodeText } from './charset.ts';
import { htmlText } from './html-text.ts';

const PREVIEW_LENGTH = 200;
/** More text than this is never looked at; quoted lines and padding have to fit in. */
const ENOUGH = 8192;
const MAX_HTML = 65_536;

/** At most 200 characters on one line from the first (still encoded) bytes of a text part; '' when there is nothing. */
export function previewText(bytes: Buffer, part: Part): string {
  const html = part.type === 'text/html';
  const text = decodeText(decodeBytes(bytes, part.encoding), part.params.charset, { html, cut: true });
  return previewOf(html ? htmlText(withoutCutTag(text.slice(0, MAX_HTML)), { limit: ENOUGH }) : text);
}

/** The same for text that is decoded already. */
export function previewOf(text: string): string {
  const lines = text
    .slice(0, ENOUGH)
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .filter((line) => !/^\s*(?:>|-{2,}\s*$|[_=*-]{5,}\s*$)/.test(line));
  return cut(visible(lines.join(' ')), PREVIEW_LENGTH);
}

/** Characters that take no room: soft hyphens, fillers, direction marks, the BOM; not joiners and variation selectors. */
const INVISIBLE =
  /[[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]--[\u200C\u200D\uFE00-\uFE0F\u{E0100}-\u{E01EF}]]+/gv;

function visible(text: string): string {
  return (
    text
      .replace(INVISIBLE, (run) => (/[\t\v\f]/.test(run) ? ' ' : ''))
      .replace(/[\s\u2800]+/g, ' ')
      // Joiners belong inside Persian words and emoji; between spaces they are padding.
      .replace(/(?:(?<=^|\s)[\u200C\u200D]+ ?)+/g, '')
      .replace(/[\u200C\u200D]+(?=\s|$)/g, '')
      .replace(/ {2,}/g, ' ')
      .trim()
  );
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length).trimEnd();
}

/** Drops a tag that the cut left open; the parser would take it for text. */
function withoutCutTag(html: string): string {
  const open = html.lastIndexOf('<');
  return open > html.lastIndexOf('>') ? html.slice(0, open) : html;
}
