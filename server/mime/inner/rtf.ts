// RTF to what a message can show: the HTML that Outlook wrapped in it ([MS-OXRTFEX]), else its plain text. A
// newcomer's trap: this is no RTF reader; it knows which groups hold no text, and the rest is characters.
import { decodeText } from '../text/charset.ts';

const MAX_CHARS = 1_500_000;
const MAX_DEPTH = 200;

/** Groups of which nothing is text. */
const SILENT =
  /^(?:fonttbl|colortbl|stylesheet|info|pict|object|header|footer|headerl|headerr|footerl|footerr|themedata|colorschememapping|latentstyles|datastore|listtable|listoverridetable|rsidtbl|generator|xmlnstbl|fldinst)$/;

const SIGNS: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  sect: '\n',
  page: '\n',
  row: '\n',
  cell: '\t',
  tab: '\t',
  emdash: '\u2014',
  endash: '\u2013',
  bullet: '\u2022',
  lquote: '\u2018',
  rquote: '\u2019',
  ldblquote: '\u201c',
  rdblquote: '\u201d',
};

interface Group {
  silent: boolean;
  /** Characters that stand in for a \u and are left out. */
  fallback: number;
  /** Inside {\*\htmltag}: literally HTML. */
  html: boolean;
  /** Between \htmlrtf and \htmlrtf0: for RTF readers only. */
  rtfOnly: boolean;
}

const TOKEN = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/gi;

/** What the RTF says; `html` where it holds HTML. At most 1,500,000 characters. Never throws. */
export function readRtf(rtf: Buffer): { html: boolean; text: string } {
  const source = rtf.toString('latin1');
  const isHtml = /\\fromhtml1\b/.test(source.slice(0, 2_000));
  const codepage = /\\ansicpg(\d{2,5})/.exec(source.slice(0, 2_000))?.[1] ?? '1252';
  const charset = codepage === '65001' ? 'utf-8' : `cp${codepage}`;
  const groups: Group[] = [];
  let group: Group = { silent: false, fallback: 1, html: false, rtfOnly: false };
  let out = '';
  /** Bytes of characters that may be more than one byte long. */
  let bytes: number[] = [];
  let skipping = 0;
  let isStarred = false;
  const flush = (): void => {
    if (bytes.length > 0) out += decodeText(Buffer.from(bytes), charset);
    bytes = [];
  };
  const isShown = (): boolean => !group.silent && !(isHtml && group.rtfOnly);
  const say = (text: string): void => {
    flush();
    if (isShown()) out += text;
  };
  for (const match of source.matchAll(TOKEN)) {
    if (out.length > MAX_CHARS) break;
    // Only the word right behind it is meant.
    const wasStarred = isStarred;
    isStarred = false;
    const [, word, number, hex, symbol, brace, text] = match;
    if (brace === '{') {
      if (groups.length < MAX_DEPTH) groups.push(group);
      group = { ...group };
    } else if (brace === '}') {
      flush();
      group = groups.pop() ?? group;
    } else if (symbol === '*') isStarred = true;
    else if (hex !== undefined) {
      if (skipping > 0) skipping--;
      else if (isShown()) bytes.push(Number.parseInt(hex, 16));
    } else if (word === 'u') {
      say(String.fromCharCode(Number(number) & 0xffff));
      skipping = group.fallback;
    } else if (word === 'uc') group.fallback = Math.min(Math.max(Number(number), 0), 10);
    else if (word === 'htmltag') Object.assign(group, { silent: false, html: true });
    else if (word === 'mhtmltag') group.silent = true;
    else if (word === 'htmlrtf') group.rtfOnly = number !== '0';
    else if (word !== undefined) {
      if (wasStarred || SILENT.test(word)) group.silent = true;
      else if (SIGNS[word] !== undefined) say(isHtml && word === 'par' ? '\r\n' : (SIGNS[word] ?? ''));
    } else if (symbol !== undefined) {
      if (symbol === '~') say('\u00a0');
      else if (symbol === '_') say('\u2011');
      else if ('\\{}'.includes(symbol)) say(symbol);
    } else if (text !== undefined) {
      const left = text.slice(Math.min(skipping, text.length));
      skipping = 0;
      if (left !== '' && isShown()) bytes.push(...Buffer.from(left.slice(0, 100_000), 'latin1'));
    }
  }
  flush();
  return { html: isHtml, text: isHtml ? out : out.trim() };
}
