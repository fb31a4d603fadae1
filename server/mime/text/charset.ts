// Bytes and a charset label to a string, for labels as they really come. A newcomer's trap: labels lie.
// "us-ascii" holds UTF-8, "gb2312" holds GBK, "iso-8859-1" holds windows-1252; so a label is a strong hint
// and never an error: this module always answers with a string.
import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** Labels that say nothing about what the bytes are. */
const MEANINGLESS =
  /^(?:|unknown|unknown-?8bit|x-unknown|x-user-defined|us-ascii|ascii|ansi[-_]x3\.4-19(?:68|86)|646|7-?bit|8-?bit|binary|default|none|n\/a|auto)$/;

/** Spellings that neither TextDecoder nor iconv-lite knows, and subsets that are sent with their supersets' characters. */
const ALIASES: Readonly<Record<string, string>> = {
  gb2312: 'gb18030',
  gb_2312: 'gb18030',
  'gb_2312-80': 'gb18030',
  gbk: 'gb18030',
  cp936: 'gb18030',
  'x-gbk': 'gb18030',
  cp932: 'shift_jis',
  'windows-932': 'shift_jis',
  'x-sjis': 'shift_jis',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-3': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  kz1048: 'rk1048',
  'strk1048-2002': 'rk1048',
  ptcp154: 'pt154',
  cp154: 'pt154',
  'x-mac-ce': 'maccenteuro',
  'x-mac-centraleurroman': 'maccenteuro',
  'mac-centraleurope': 'maccenteuro',
  cp949: 'euc-kr',
  'ks_c_5601-1987': 'euc-kr',
  ks_c_5601: 'euc-kr',
  cp950: 'big5',
  'big5-hkscs': 'big5',
  utf8: 'utf-8',
  utf8mb4: 'utf-8',
  'unicode-1-1-utf-8': 'utf-8',
  'unicode-1-1-utf-7': 'utf-7',
  latin1: 'windows-1252',
  latin: 'windows-1252',
  'iso-8859-1': 'windows-1252',
  'iso-8859-9': 'windows-1254',
  'iso-8859-11': 'windows-874',
  'iso-8859-12': 'windows-1252',
  'iso-8859-8-e': 'iso-8859-8',
};

/**
 * The text of some bytes. Without a usable label: UTF-8 where the bytes are valid UTF-8, else windows-1252.
 * A byte order mark wins over any label; with `html` a <meta charset> helps where there is no label.
 * With `cut` the bytes may end inside a character, which is then left out. Never throws.
 */
export function decodeText(
  bytes: Uint8Array,
  label: string | null | undefined,
  { html = false, cut = false }: { html?: boolean; cut?: boolean } = {},
): string {
  const marked = byBom(bytes);
  if (marked) return decodeAs(bytes, marked);
  const named = normalLabel(label ?? '');
  if (!MEANINGLESS.test(named)) return decodeAs(bytes, named, cut);
  return guess(bytes, html ? metaCharset(bytes) : null);
}

/** A label in lower case, without quotes, RFC 2231 language and vendors' spellings. */
export function normalLabel(label: string): string {
  const plain = label
    .slice(0, 64)
    .toLowerCase()
    .replace(/^[\s"']+|[\s"';]+$/g, '')
    .replace(/\*.*$/, '')
    .replace(/^charset=/, '')
    .replace(/^(?:x-)?(?:ms|win)-?(?=\d)/, 'windows-')
    .replace(/^windows(?=\d)/, 'windows-')
    .replace(/^(?:x-)?cp-?(?=125\d)/, 'windows-')
    .replace(/^iso[-_ ]?8859[-_ ]?(?=\d)/, 'iso-8859-');
  return ALIASES[plain] ?? plain;
}

function byBom(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe && bytes[2] === 0 && bytes[3] === 0) return 'utf-32le';
  if (bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 0xfe && bytes[3] === 0xff) return 'utf-32be';
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return null;
}

function guess(bytes: Uint8Array, meta: string | null): string {
  const whole = withoutCutCharacter(bytes);
  if (!isAscii(whole) && isUtf8(whole)) return decodeAs(whole, 'utf-8');
  if (meta && !MEANINGLESS.test(meta)) return decodeAs(bytes, meta);
  if (isAscii(bytes)) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    return /\x1b\$[@B]/.test(text) ? decodeAs(bytes, 'iso-2022-jp') : text;
  }
  return decodeAs(bytes, 'windows-1252');
}

/** HTML's own label, from the first 2 kB. A document that can be read as ASCII is not UTF-16, whatever it says. */
function metaCharset(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 2048)).toString('latin1');
  const found = /<meta\b[^>]{0,400}?\bcharset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})/i.exec(head)?.[1];
  if (!found) return null;
  const named = normalLabel(found);
  return named.startsWith('utf-16') ? 'utf-8' : named;
}

function decodeAs(bytes: Uint8Array, charset: string, cut = true): string {
  switch (charset) {
    case 'utf-8':
      return decodeUtf8(bytes, cut);
    case 'utf-16':
    case 'ucs-2':
    case 'unicode':
      return new TextDecoder(looksBigEndian(bytes) ? 'utf-16be' : 'utf-16le').decode(bytes);
    // Node's own tables lack what Windows added to these two.
    case 'euc-kr':
      return iconv.decode(Buffer.from(bytes), 'cp949');
    case 'big5':
      return iconv.decode(Buffer.from(bytes), 'big5-hkscs');
    case 'iso-2022-kr':
      return iconv.decode(Buffer.from(shifted(bytes, 0x0e, 0x0f)), 'cp949');
    case 'hz-gb-2312':
      return decodeHz(bytes);
  }
  const decoder = textDecoder(charset);
  if (decoder) return decoder.decode(bytes);
  if (!CODECS.has(charset.replace(/[^a-z\d]/g, '')) && iconv.encodingExists(charset))
    return iconv.decode(Buffer.from(bytes), charset);
  return guess(bytes, null);
}

/** Codecs that iconv-lite has beside its charsets; it leaves out all that is no letter or digit. */
const CODECS: ReadonlySet<string> = new Set(['base64', 'hex', 'binary', 'internal']);

function textDecoder(charset: string): TextDecoder | null {
  try {
    const decoder = new TextDecoder(charset);
    // The web platform knows a few names only to refuse them ("replacement"), and x-user-defined.
    return decoder.encoding === 'replacement' || decoder.encoding === 'x-user-defined' ? null : decoder;
  } catch {
    return null;
  }
}

/** UTF-8, unless nothing in it is: Latin letters under a UTF-8 label are common in old newsletters. */
function decodeUtf8(bytes: Uint8Array, cut: boolean): string {
  const whole = cut ? withoutCutCharacter(bytes) : bytes;
  const text = new TextDecoder('utf-8').decode(whole);
  if (!text.includes('\uFFFD') || isUtf8(whole)) return text;
  return /[^\0-\x7f\uFFFD]/.test(text) ? text : new TextDecoder('windows-1252').decode(bytes);
}

/** Leaves out a multi-byte character that lacks its last bytes at the end (previews are cut anywhere). */
function withoutCutCharacter(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needs > back ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes;
}

function looksBigEndian(bytes: Uint8Array): boolean {
  let even = 0;
  let odd = 0;
  for (let index = 0; index < Math.min(bytes.length, 512); index++) {
    if (bytes[index] === 0) index % 2 === 0 ? even++ : odd++;
  }
  return even > odd;
}

/** 7-bit shifted bytes as 8-bit ones (RFC 1557): between `on` and `off` the high bit is set. */
function shifted(bytes: Uint8Array, on: number, off: number): Uint8Array {
  const out: number[] = [];
  let high = false;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    if (byte === 0x1b && bytes[index + 1] === 0x24) index += 3;
    else if (byte === on) high = true;
    else if (byte === off || byte === 0x0a) {
      high = false;
      if (byte === 0x0a) out.push(byte);
    } else out.push(high && byte > 0x20 ? byte | 0x80 : byte);
  }
  return Uint8Array.from(out);
}

/** RFC 1843: ~{ and ~} shift, ~~ is a tilde, ~ at a line's end joins lines. */
function decodeHz(bytes: Uint8Array): string {
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replace(/~(\{|\}|~|\r?\n)/g, (_, mark: string) =>
      mark === '{' ? '\x0e' : mark === '}' ? '\x0f' : mark === '~' ? '~' : '',
    );
  return new TextDecoder('gb18030').decode(shifted(Buffer.from(text, 'latin1'), 0x0e, 0x0f));
}
