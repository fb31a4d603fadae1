// Address lists (RFC 5322 with its obsolete forms and the damage seen in mail). A newcomer's trap: an
// address is only ever taken from the raw text; encoded words are decoded for names and never for
// addresses, or "=?utf-8?Q?boss=40bank?=" would become a sender.
import type { Address } from '../../mail/message.ts';
import { decodeWords, rawText, wordEnd } from './words.ts';

export const MAX_ADDRESSES = 2000;

interface Item {
  /** Text outside angle brackets, comments removed, still binary. */
  phrase: string;
  comment: string;
  angle: string | null;
}

const PLAIN = /[^=":;,()<]+/y;

const blank = (): Item => ({ phrase: '', comment: '', angle: null });

/** Parses a binary header value. Members of a group are listed, an empty group is one entry without an address. */
export function parseAddresses(binary: string, max = MAX_ADDRESSES): Address[] {
  if (binary === '') return [];
  const found: Address[] = [];
  let waiting: Item | null = null;
  let item = blank();
  let group: { name: string; from: number } | null = null;

  const settle = (): void => {
    if (waiting) push(found, waiting);
    waiting = null;
  };
  const close = (): void => {
    if (item.angle === null && !item.phrase.trim() && !item.comment.trim()) return;
    if (item.angle === null && !item.phrase.includes('@')) {
      // "Smith, John <j@x>" without quotes: keep the piece until we see what follows.
      settle();
      waiting = item;
    } else {
      if (waiting && item.angle !== null) item.phrase = `${waiting.phrase.trim()}, ${item.phrase.trim()}`;
      else settle();
      waiting = null;
      push(found, item);
    }
    item = blank();
  };

  for (let at = 0; at < binary.length && found.length < max; ) {
    const char = binary[at] ?? '';
    const word = char === '=' ? wordEnd(binary, at) : -1;
    if (word > 0) {
      item.phrase += binary.slice(at, word);
      at = word;
    } else if (char === '"') {
      const end = closing(binary, at);
      item.phrase += binary.slice(at, end);
      at = end;
    } else if (char === '(') {
      const end = commentEnd(binary, at);
      item.comment += ` ${binary.slice(at + 1, end - 1)}`;
      item.phrase += ' ';
      at = end;
    } else if (char === '<') {
      const { end, next } = angleEnd(binary, at);
      item.angle ??= binary.slice(at + 1, end);
      at = next;
    } else if (char === ':' && !group && item.angle === null && !item.phrase.includes('@')) {
      settle();
      group = { name: item.phrase, from: found.length };
      item = blank();
      at++;
    } else if (char === ',' || char === ';') {
      close();
      if (char === ';') {
        settle();
        if (group && group.from === found.length)
          found.push({ name: name(group.name) || null, address: null });
        group = null;
      }
      at++;
    } else {
      // Up to the next character that means something, in one piece.
      PLAIN.lastIndex = at + 1;
      const end = PLAIN.test(binary) ? PLAIN.lastIndex : at + 1;
      item.phrase += binary.slice(at, end);
      at = end;
    }
  }
  close();
  settle();
  if (group && group.from === found.length) found.push({ name: name(group.name) || null, address: null });
  return found.slice(0, max);
}

function push(found: Address[], item: Item): void {
  if (item.angle !== null) {
    const address = addrSpec(item.angle);
    const label = name(item.phrase) || name(item.comment);
    if (address || label) found.push({ name: label || (address ? null : rawText(item.angle)), address });
    return;
  }
  const address = addrSpec(item.phrase);
  if (address) found.push({ name: name(item.comment) || null, address });
  else {
    const spaced = spacedAddress(item.phrase);
    if (spaced) found.push(spaced);
    else found.push({ name: name(`${item.phrase} ${item.comment}`) || null, address: null });
  }
}

/** "Jo Doe jo@example.org", an address list without any brackets. */
function spacedAddress(phrase: string): Address | null {
  const words = phrase.trim().split(/\s+/);
  const last = addrSpec(words.pop() ?? '');
  return last ? { name: name(words.join(' ')) || null, address: last } : null;
}

/** local@domain out of "@route:local@domain", "local @ domain" and the like; null when it is not one address. */
function addrSpec(binary: string): string | null {
  const usual = binary.trim();
  if (USUAL.test(usual) && usual.length <= 512) return usual;
  const bare = binary.replace(/\([^()]*\)/g, '').trim();
  const routed = /^@[^:]{1,500}:(.+)$/s.exec(bare)?.[1] ?? bare;
  const text = rawText(routed.replace(/^mailto:/i, '').replace(/[<>]/g, '')).trim();
  const cut = text.lastIndexOf('@');
  if (cut < 1 || cut === text.length - 1) return null;
  const local = text.slice(0, cut).trim();
  const domain = text
    .slice(cut + 1)
    .trim()
    .replace(/\.$/, '');
  const quoted = /^"(?:[^"\\\p{Cc}]|\\[^\p{Cc}])*"$/u.test(local);
  if (!quoted && /[\s",;:<>()@\p{Cc}\p{Cf}]/u.test(local)) return null;
  if (/[\s",;<>()@\p{Cc}\p{Cf}]/u.test(domain)) return null;
  return local.length + domain.length > 512 ? null : `${local}@${domain}`;
}

/** Nothing in it to undo or to doubt. */
const USUAL = /^[\w.!#$%&'*+/?^`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/;

const USUAL_NAME = /^"?[\w.,@&+ -]*"? ?$/;

/** A display name: quotes undone, then decoded (encoded words inside quotes are common and decoded too). */
function name(binary: string): string {
  if (USUAL_NAME.test(binary) && !binary.includes('  '))
    return binary.replaceAll('"', '').trim().slice(0, 1000);
  const bare = binary.replace(/"((?:[^"\\]|\\.)*)"?/gs, (_, inside: string) =>
    inside.replace(/\\(.)/gs, '$1'),
  );
  const text = decodeWords(bare.replace(/\s+/g, ' ')).replace(/\s+/g, ' ');
  return text
    .replace(/^'(.*)'$/, '$1')
    .trim()
    .slice(0, 1000);
}

function closing(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function commentEnd(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at + 1;
  }
  return text.length + 1;
}

/** Where the brackets' text ends and what follows begins. Brackets that never close end at the next comma. */
function angleEnd(text: string, open: number): { end: number; next: number } {
  let comma = -1;
  for (let at = open + 1; at < text.length; at++) {
    const char = text[at];
    if (char === '>') {
      const end = text[at + 1] === '>' ? at + 1 : at;
      return { end, next: end + 1 };
    }
    // In a source route (<@a,@b:c@d>) commas are part of the address.
    if (char === ',' && text[open + 1] !== '@') comma = comma < 0 ? at : comma;
    if (char === '<' && comma >= 0) break;
    if (char === '"') at = closing(text, at) - 1;
  }
  const end = comma < 0 ? text.length : comma;
  return { end, next: end };
}
