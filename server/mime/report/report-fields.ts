// The machine's part of a report (RFC 3464, RFC 8098 and their UTF-8 forms of RFC 6533) to groups of fields. A
// newcomer's trap: an address stands behind its type ("rfc822; ann@x.example"), and some servers forget the blank
// line between two recipients, the type, or both.

import { type Field, headerFields } from '../header/header.ts';
import { decodeWords, oneLineText } from '../header/words.ts';

export type Group = ReadonlyMap<string, string>;

const MAX_GROUPS = 201;
const MAX_VALUE = 2000;

/** Groups in order: that of the message, then one for each recipient. The text is a binary string. */
export function readGroups(binary: string): Group[] {
  const groups: Map<string, string>[] = [];
  for (const block of binary.split(/(?:\r?\n[ \t]*){2,}/, MAX_GROUPS * 2)) {
    let group = new Map<string, string>();
    for (const { name, value } of blockFields(block)) {
      if (group.has(name) && RECIPIENT.has(name)) {
        groups.push(group);
        group = new Map();
      }
      if (!group.has(name)) group.set(name, decodeWords(value.slice(0, MAX_VALUE)));
    }
    if (group.size > 0) groups.push(group);
    if (groups.length >= MAX_GROUPS) break;
  }
  return groups;
}

/** What begins with one of these is about another recipient. */
const RECIPIENT = new Set(['final-recipient', 'original-recipient']);

const blockFields = (block: string): Field[] =>
  headerFields(Buffer.from(block.replace(/^\s+/, ''), 'latin1'));

/** "rfc822; ann@x.example" as the address alone; null for what is none. */
export function typedAddress(value: string | undefined): string | null {
  const [, type = '', rest = ''] = /^\s*(?:([\w.+-]{1,40})\s*;)?\s*([\s\S]*)$/.exec(value ?? '') ?? [];
  const text = type.toLowerCase() === 'utf-8' ? unescaped(rest) : rest;
  const address = text.trim().replace(/^<(.*)>$/, '$1');
  return /^[^\s<>]{1,320}$/.test(address) ? address : null;
}

/** What stands behind the type, on one line; null when there is nothing. */
export function typedText(value: string | undefined): string | null {
  const text = (value ?? '').replace(/^\s*[\w.+-]{1,40}\s*;/, '');
  return oneLineText(text).replace(/\s+/g, ' ') || null;
}

/** RFC 6533 section 3: \x{41} for a character. */
function unescaped(text: string): string {
  return text.replace(/\\x\{([\da-f]{2,6})\}/gi, (whole, hex: string) => {
    const code = Number.parseInt(hex, 16);
    return code > 0x1f && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
