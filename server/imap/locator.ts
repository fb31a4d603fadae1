// What this store calls a mailbox and a message. A mailbox is its path; a message is `uidvalidity.uid.path`, so
// that it names a placement and can't come to mean another message. A newcomer's trap: a locator comes back
// from a client; take it apart only here, where everything that could end up inside a command is checked.
import type { UidRange } from '../mail/change.ts';
import { MailError } from '../mail/errors.ts';
import { SORT_KEYS, type Sort } from '../mail/message.ts';

export interface Placement {
  path: string;
  uidValidity: bigint;
  uid: number;
}

const MESSAGE = /^([1-9]\d{0,19})\.([1-9]\d{0,9})\.([\s\S]+)$/;
const MAX_UID = 0xffffffff;
const MAX_PATH = 1_000;

/** A mailbox path that may go into a command; NOT_FOUND for one that no server of ours lists. */
export function decodeMailbox(locator: string): string {
  if (locator === '' || locator.length > MAX_PATH || /\p{Cc}/u.test(locator))
    throw new MailError('NOT_FOUND');
  return locator.toUpperCase() === 'INBOX' ? 'INBOX' : locator;
}

export function encodeMessage({ path, uidValidity, uid }: Placement): string {
  return `${uidValidity}.${uid}.${path}`;
}

export function decodeMessage(locator: string): Placement {
  const match = MESSAGE.exec(locator);
  const [, uidValidity = '', uid = '', path = ''] = match ?? [];
  if (match === null || Number(uid) > MAX_UID) throw new MailError('NOT_FOUND');
  return { path: decodeMailbox(path), uidValidity: BigInt(uidValidity), uid: Number(uid) };
}

/** Where a list continues. `at` is the row's place, which only another order than that of arrival needs. */
export interface Cursor {
  uidValidity: bigint;
  uid: number;
  at: number;
  sort: Sort;
}

export function encodeCursor({ uidValidity, uid, at, sort: { by, ascending } }: Cursor): string {
  const isPlain = by === 'ARRIVAL' && !ascending;
  const order = isPlain ? '' : `.${at}.${by}${ascending ? '+' : '-'}`;
  return Buffer.from(`${uidValidity}.${uid}${order}`).toString('base64url');
}

const CURSOR = /^([1-9]\d{0,19})\.([1-9]\d{0,9})(?:\.(\d{1,10})\.([A-Z]+)([+-]))?$/;

/** VALIDATION for what no encodeCursor made. */
export function decodeCursor(text: string): Cursor {
  const match = CURSOR.exec(Buffer.from(text, 'base64url').toString());
  const [, uidValidity = '0', uid = '', at = '0', name = 'ARRIVAL', sign = '-'] = match ?? [];
  const by = SORT_KEYS.find((key) => key === name) ?? 'ARRIVAL';
  const cursor: Cursor = {
    uidValidity: BigInt(uidValidity),
    uid: Number(uid),
    at: Number(at),
    sort: { by, ascending: sign === '+' },
  };
  if (match === null || cursor.uid > MAX_UID || encodeCursor(cursor) !== text)
    throw new MailError('VALIDATION', { message: 'This cursor is not one of ours.', path: ['after'] });
  return cursor;
}

/** UIDs as an IMAP sequence set, runs joined: "1:3,7". */
export function sequenceSet(uids: readonly number[]): string {
  const sorted = [...new Set(uids)].sort((a, b) => a - b);
  return toRanges(sorted)
    .map(([first, last]) => (first === last ? `${first}` : `${first}:${last}`))
    .join(',');
}

/** Servers take a command line of 8,192 octets (RFC 7162 section 4), and some no more. */
const SET_LENGTH = 8_000;

/** As many UIDs (ascending) in a piece as their set has room for in a command, and `most` at most. */
export function pieces(uids: readonly number[], most: number = uids.length): (readonly number[])[] {
  const all: (readonly number[])[] = [];
  for (let at = 0; at < uids.length; ) {
    let piece = uids.slice(at, at + most);
    while (piece.length > 1 && sequenceSet(piece).length > SET_LENGTH)
      piece = piece.slice(0, piece.length >> 1);
    all.push(piece);
    at += piece.length;
  }
  return all;
}

/** A set that a server sent as ranges, in its order; UPSTREAM_PROTOCOL for what is none. */
export function parseRanges(set: string): UidRange[] {
  return set.split(',').map((range): UidRange => {
    const match = /^(\d{1,10})(?::(\d{1,10}))?$/.exec(range);
    if (match === null) throw new MailError('UPSTREAM_PROTOCOL');
    const one = Number(match[1]);
    const other = Number(match[2] ?? one);
    return [Math.min(one, other), Math.max(one, other)];
  });
}

/** Ascending numbers as ranges. */
export function toRanges(numbers: ArrayLike<number>): UidRange[] {
  const ranges: UidRange[] = [];
  for (let start = 0; start < numbers.length; ) {
    const first = numbers[start] ?? 0;
    let end = start;
    while ((numbers[end + 1] ?? 0) === (numbers[end] ?? 0) + 1) end++;
    ranges.push([first, numbers[end] ?? first]);
    start = end + 1;
  }
  return ranges;
}

/** The numbers of a set that a server sent, in its order; UPSTREAM_PROTOCOL when there are more than `limit`. */
export function expandSet(set: string, limit: number): number[] {
  const numbers: number[] = [];
  for (const [first, last] of parseRanges(set)) {
    // Checked before the expansion: a range of a few bytes may stand for four billion numbers.
    if (numbers.length + last - first + 1 > limit) throw new MailError('UPSTREAM_PROTOCOL');
    for (let number = first; number <= last; number++) numbers.push(number);
  }
  return numbers;
}
