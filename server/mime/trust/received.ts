// One Received line (RFC 5321 section 4.4): who wrote it, and whether it got the message from a machine of its own
// house. A newcomer's trap: the name after "from" is what the sender called itself; only what the server added in
// brackets, the address of the machine, is its own word.
import ipaddr from 'ipaddr.js';
import { hostName, sameSite } from './sites.ts';

export interface Hop {
  /** The host that wrote the line; null where it gives no name. */
  by: string | null;
  /** True when the message came from the same house, as far as that can be proved. */
  isInside: boolean;
}

const MAX_VALUE = 4096;

/** Reads a line as it stands, also one that was made up. Never throws. */
export function parseReceived(value: string): Hop {
  const text = value.slice(0, MAX_VALUE).replace(/\s+/g, ' ').trim();
  // qmail writes two lines; what it knows of the sender is in the other one.
  if (/^\(qmail \d{1,10} invoked /.test(text)) return { by: null, isInside: true };
  const { words, comments } = clauses(text);
  const after = (word: string): string | null => {
    const at = words.findIndex((each) => each.toLowerCase() === word);
    return at < 0 ? null : (words[at + 1] ?? null);
  };
  const byWord = after('by') ?? '';
  const by = hostName(byWord);
  return { by, isInside: isInside(by, byWord, after('from'), after('with') ?? '', comments) };
}

function isInside(
  by: string | null,
  byWord: string,
  from: string | null,
  protocol: string,
  comments: readonly string[],
): boolean {
  // Nobody hands over mail by LMTP from outside (RFC 2033 section 5).
  if (/^lmtp/i.test(protocol)) return true;
  // Google's own hops name an address and nothing else.
  if (from === null) return rangeOf(byWord) !== null;
  const told = comments.flatMap(addressesIn);
  // Exim puts the address first and the name it was given in brackets.
  const literal = /^\[.*\]$/.test(from) ? addressesIn(from) : [];
  const isExim = comments.some((comment) => /\b(?:helo|port)=/.test(comment));
  const all = [...told, ...literal];
  if ((told.length > 0 || isExim) && all.length > 0 && all.every((each) => INNER.has(each))) return true;
  return by !== null && comments.some((comment) => isVerified(comment, by)) && sameSite(from, by);
}

const INNER = new Set(['loopback', 'private', 'linkLocal', 'uniqueLocal', 'carrierGradeNat']);

/** "name [address]" with a name that the server looked up both ways. */
function isVerified(comment: string, by: string): boolean {
  const name = /^([\w.-]{1,253}?)\.? \[[\w.:]{2,50}\]$/.exec(comment)?.[1];
  return name !== undefined && name !== 'unknown' && hostName(name) !== null && sameSite(name, by);
}

/** The kinds of the addresses in a piece of text. */
function addressesIn(text: string): string[] {
  return (text.match(/(?<![\w.-])(?:IPv6:)?[\da-f:.]{3,45}(?![\w.-])/gi) ?? []).flatMap(
    (found) => rangeOf(found) ?? [],
  );
}

function rangeOf(word: string): string | null {
  const bare = word.replace(/^\[|\]$/g, '').replace(/^IPv6:/i, '');
  return ipaddr.isValid(bare) && /[.:].*[.:]/.test(bare) ? ipaddr.process(bare).range() : null;
}

/** The words up to the date outside brackets, and what stands in brackets between "from" and "by". */
function clauses(text: string): { words: string[]; comments: string[] } {
  const comments: string[] = [];
  let plain = '';
  let depth = 0;
  let comment = '';
  let isFrom = false;
  for (const char of text) {
    if (char === '(' && depth++ === 0) {
      // From here on the words are known up to this bracket.
      isFrom = /^from /i.test(plain) && !/ by /i.test(plain);
      comment = '';
      plain += ' ';
    } else if (char === ')' && depth > 0) {
      if (--depth > 0) comment += char;
      else if (isFrom) comments.push(comment);
    } else if (depth > 0) comment += char;
    else if (char === ';') break;
    else plain += char;
  }
  return { words: plain.split(' ').filter((word) => word !== ''), comments };
}
