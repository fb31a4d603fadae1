// The style of a message: parsed to a tree, written again from what is known. A newcomer's trap: nothing may be
// judged by searching the text. A declaration is kept when its property is on the list and every *token* of
// its value is harmless; a URL, an escape, an at-word or an unknown function drops it.
import type { CssNode } from 'css-tree';
import parse from 'css-tree/parser';
import { tokenTypes as T, tokenize } from 'css-tree/tokenizer';
import { ID } from './allow.ts';
import { FUNCTIONS, isProperty, PLAIN_VALUES, POSITIONS, STYLING } from './css-allow.ts';
import { darkValue, groundOf, isColouring, readable } from './dark.ts';

/** Longer style sheets are cut off between rules; the largest newsletters have 100 kB. */
const MAX_CSS = 512 * 1024;
const MAX_RULES = 5000;
const MAX_NESTING = 4;

export interface Style {
  css: string;
  /** True when it gives colours of its own, so that a dark background would spoil it. */
  colours: boolean;
  /** Of declarations in the dark: the luminance of the ground they give; null when they give none. */
  ground: number | null;
}

const NONE: Style = { css: '', colours: false, ground: null };

/** What a picture of the message is loaded from; null for nothing. */
export type PictureUrl = (raw: string) => string | null;

export interface StyleOptions {
  picture?: PictureUrl;
  /** For a dark room: the luminance of the ground that it lies on, as far as that is known. */
  dark?: number | null;
}

/** A style attribute. */
export function safeDeclarations(text: string, options: StyleOptions = {}): Style {
  if (text.length > 16_384) return NONE;
  if (PLAIN.test(text)) return collected(options, (out) => declarations(plainDeclarations(text), out));
  return written(text, 'declarationList', options, (node, out) => {
    if (node.type === 'DeclarationList') declarations(node.children, out);
  });
}

/** Nothing in it can be anything but itself: no string, comment, escape, bracket, block, at-word or function. */
const PLAIN = /^[\w \t\r\n\f.,:;#%+-]*$/;

/** What the parser makes of such a text, in a tenth of the time: newsletters have thousands of them. */
function* plainDeclarations(text: string): Generator<Declared> {
  for (const piece of text.split(';')) {
    const colon = piece.indexOf(':');
    if (colon > 0)
      yield { property: piece.slice(0, colon).trim(), value: piece.slice(colon + 1), important: false };
  }
}

/** A style element; `media` is its media attribute. Selectors stay as they are: the message has a document of its own. */
export function safeStyleSheet(text: string, media = '', options: StyleOptions = {}): Style {
  const style = written(text.slice(0, MAX_CSS), 'stylesheet', options, (node, out) => {
    if (node.type === 'StyleSheet') rules(node.children, out, 0);
  });
  if (media.trim() === '' || style.css === '') return style;
  const query = prelude(media);
  return query === null || isDark(query)
    ? { ...style, css: '' }
    : { ...style, css: `@media ${query}{${style.css}}` };
}

/** A declaration as it was written. */
interface Declared {
  property: string;
  value: string;
  important: boolean;
}

interface Output {
  pieces: string[];
  picture: PictureUrl;
  dark: number | null;
  colours: boolean;
  ground: number | null;
  rules: number;
}

function written(
  text: string,
  context: string,
  style: StyleOptions,
  write: (node: CssNode, out: Output) => void,
): Style {
  try {
    const options = { context, parseValue: false, parseRulePrelude: false, parseAtrulePrelude: false };
    return collected(style, (out) => write(parse(text, options), out));
  } catch {
    // Nested beyond what the parser's recursion takes: hostile, so without style.
    return NONE;
  }
}

function collected({ picture = () => null, dark = null }: StyleOptions, write: (out: Output) => void): Style {
  const out: Output = { pieces: [], picture, dark, colours: false, ground: null, rules: 0 };
  write(out);
  return { css: out.pieces.join(''), colours: out.colours, ground: out.ground };
}

function rules(nodes: Iterable<CssNode>, out: Output, depth: number): void {
  for (const node of nodes) {
    if (++out.rules > MAX_RULES) return;
    if (node.type === 'Rule') rule(node, out);
    else if (
      node.type === 'Atrule' &&
      node.name.toLowerCase() === 'media' &&
      node.block &&
      depth < MAX_NESTING
    ) {
      const query = node.prelude?.type === 'Raw' ? prelude(node.prelude.value) : null;
      if (query === null || isDark(query)) continue;
      const from = out.pieces.length;
      out.pieces.push(`@media ${query}{`);
      rules(node.block.children, out, depth + 1);
      if (out.pieces.length === from + 1) out.pieces.pop();
      else out.pieces.push('}');
    }
  }
}

function rule(node: CssNode, out: Output): void {
  if (node.type !== 'Rule' || node.prelude.type !== 'Raw') return;
  const selector = prelude(node.prelude.value, true);
  if (selector === null) return;
  const from = out.pieces.length;
  out.pieces.push(`${selector}{`);
  declarations(node.block.children, out);
  if (out.pieces.length === from + 1) out.pieces.pop();
  else out.pieces.push('}');
}

/** Light and dark are decided for the document as a whole, see document.ts. */
const isDark = (query: string): boolean => /prefers-color-scheme/i.test(query);

function declarations(nodes: Iterable<CssNode | Declared>, out: Output): void {
  const from = out.pieces.length;
  out.ground = null;
  for (const node of nodes) {
    const declared = 'type' in node ? parsed(node) : node;
    if (declared !== null) declaration(declared, out);
  }
  if (out.dark === null) return;
  const on = out.ground ?? out.dark;
  for (let at = from; at < out.pieces.length; at++)
    out.pieces[at] = (out.pieces[at] ?? '').replace(
      /^(color:)(#[\da-f]{6})/,
      (_, name, colour) => name + readable(colour, on),
    );
}

function parsed(node: CssNode): Declared | null {
  if (node.type !== 'Declaration' || node.value.type !== 'Raw') return null;
  return { property: node.property, value: node.value.value, important: node.important !== false };
}

function declaration(declared: Declared, out: Output): void {
  const property = declared.property.toLowerCase();
  if (!isProperty(property)) return;
  const checked = value(declared.value, PICTURED.has(property) ? out.picture : null);
  if (checked === null) return;
  if (property === 'position' && !POSITIONS.has(checked.toLowerCase())) return;
  if (STYLING.test(property) && !PLAIN_VALUES.test(checked)) out.colours = true;
  let final = checked;
  if (out.dark !== null && isColouring(property)) {
    final = darkValue(property, checked);
    if (PICTURED.has(property) || property === 'background-color') out.ground = groundOf(final) ?? out.ground;
  }
  out.pieces.push(`${property}:${final}${declared.important ? '!important' : ''};`);
}

/** Idents, hashes, numbers and what separates them. */
const VALUE_TOKENS: ReadonlySet<number> = new Set([
  T.Ident,
  T.Hash,
  T.Number,
  T.Percentage,
  T.Dimension,
  T.Comma,
  T.LeftSquareBracket,
  T.RightSquareBracket,
  T.LeftParenthesis,
  T.RightParenthesis,
]);

/** Properties that may show a picture. */
const PICTURED = new Set(['background', 'background-image']);

/** A URL of our own in style; null where it would need an escape. */
export function cssUrl(url: string): string | null {
  return /^[\w.~:/?#[\]@!$&*+,;=%-]+$/.test(url) ? `url("${url}")` : null;
}

/**
 * The value without comments and with the URLs of pictures replaced, or null when there is anything in it that is not
 * known to be harmless. URLs of what is no picture, or of one that is not shown, are left out.
 */
function value(text: string, picture: PictureUrl | null): string | null {
  // Only a picture's address means another thing in another message.
  if (text.length > MAX_KNOWN_LENGTH || /url/i.test(text)) return judged(text, picture);
  let known = judgements.get(text);
  if (known === undefined) {
    known = judged(text, null);
    if (judgements.size >= MAX_KNOWN) judgements.clear();
    judgements.set(text, known);
  }
  return known;
}

/** The same few hundred values make up most newsletters. */
const judgements = new Map<string, string | null>();
const MAX_KNOWN = 5000;
const MAX_KNOWN_LENGTH = 100;

function judged(text: string, picture: PictureUrl | null): string | null {
  let result = '';
  let safe = !/[\\<\p{Cc}]/u.test(text.replace(/[\t\r\n\f]/g, ' '));
  let inUrl = false;
  let missing = 0;
  const put = (raw: string): void => {
    const url = safe && picture ? picture(raw.trim()) : null;
    const written = url === null ? null : cssUrl(url);
    if (written === null) return;
    missing--;
    result += written;
  };
  tokenize(text, (type, start, end) => {
    const token = text.slice(start, end);
    if (type === T.Url || (type === T.Function && /^url\($/i.test(token))) {
      missing++;
      inUrl = type === T.Function;
      if (type === T.Url) put(token.slice(4, token.endsWith(')') ? -1 : undefined));
    } else if (inUrl) {
      if (type === T.String) put(token.slice(1, -1));
      inUrl = type !== T.RightParenthesis;
    } else if (type === T.Comment || type === T.WhiteSpace) result += ' ';
    else if (type === T.Function) {
      if (FUNCTIONS.has(token.toLowerCase())) result += token;
      else safe = false;
    } else if (type === T.Delim) {
      if (/^[-+*/.%]$/.test(token)) result += token;
      else safe = false;
    } else if (type === T.String) {
      if (token.length > 1 && token.endsWith(token[0] ?? '')) result += token;
      else safe = false;
    } else if (VALUE_TOKENS.has(type)) result += token;
    else safe = false;
  });
  const trimmed = result.trim();
  if (!safe || inUrl || trimmed === '' || trimmed.length > 20_000 || /^[,\s/]|,\s*(?:,|$)/.test(trimmed))
    return null;
  // "background: #fff url(x)" keeps its colour; anything else without one of its URLs has no sense.
  return missing > 0 && /[(,]/.test(trimmed.replace(/(?:rgb|hsl)a?\([^()]*\)/gi, ''))
    ? null
    : balanced(trimmed);
}

/** Selectors and media queries: no escape, markup, block, at-word or URL; comments removed. */
function prelude(text: string, isSelector = false): string | null {
  if (text.length > 4000 || /[\\<@{};]/.test(text)) return null;
  let result = '';
  let safe = true;
  tokenize(text, (type, start, end) => {
    const token = text.slice(start, end);
    if (type === T.Comment) result += ' ';
    else if (type === T.WhiteSpace) result += ' ';
    else if (type === T.String) {
      if (token.length > 1 && token.endsWith(token[0] ?? '') && !/\p{Cc}/u.test(token)) result += token;
      else safe = false;
    } else if (type === T.Function) {
      if (/^[\w-]{1,40}\($/.test(token) && !/^url\(/i.test(token)) result += token;
      else safe = false;
    } else if (type === T.Delim) {
      if (/^[.>+~*=^$|/]$/.test(token)) result += token;
      else safe = false;
    } else if (type === T.Hash && isSelector) result += byId(token);
    else if (VALUE_TOKENS.has(type) || type === T.Colon) result += token;
    else safe = false;
  });
  const trimmed = result.trim();
  return safe && trimmed !== '' ? balanced(trimmed) : null;
}

/** Elements carry their id as an attribute without meaning (allow.ts); "#_" finds none and gives the weight of an id. */
const byId = (hash: string): string =>
  ID.test(hash.slice(1)) ? `:is(#_,[data-id="${hash.slice(1)}"])` : hash;

/** Null when brackets don't match: what follows in the sheet would be swallowed. */
function balanced(text: string): string | null {
  const open: string[] = [];
  let fits = true;
  tokenize(text, (type, start, end) => {
    if (type === T.Function || type === T.LeftParenthesis) open.push(')');
    else if (type === T.LeftSquareBracket) open.push(']');
    else if (
      (type === T.RightParenthesis || type === T.RightSquareBracket) &&
      open.pop() !== text.slice(start, end)
    )
      fits = false;
  });
  return fits && open.length === 0 ? text : null;
}
