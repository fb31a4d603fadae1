// A list as a person scrolls it: UIDs in its order, and the window of them that is asked for. A newcomer's trap: the
// row of a cursor may be gone; in order of arrival its place is still known by its UID, in any other order only by
// where it was, so a cursor there carries its place, too.
import { MailError } from '../../mail/errors.ts';
import type { Sort, Window } from '../../mail/message.ts';
import { type Cursor, decodeCursor, decodeMessage } from '../locator.ts';
import type { Columns } from '../mirror/columns.ts';

export interface Listing {
  readonly sort: Sort;
  readonly size: number;
  uidAt(index: number): number;
  /** Where it is, else -1. */
  indexOf(uid: number): number;
  /** Where a message that is gone would be. */
  placeOf(uid: number, wasAt: number): number;
}

/** All messages of a mailbox in order of arrival, straight from the columns. */
export function byArrival(columns: Columns, ascending: boolean): Listing {
  const last = (): number => columns.size - 1;
  const turned = (position: number): number => (ascending ? position : last() - position);
  return {
    sort: { by: 'ARRIVAL', ascending },
    get size() {
      return columns.size;
    },
    uidAt: (index) => (index < 0 ? 0 : columns.uidAt(turned(index))),
    indexOf: (uid) => {
      const position = columns.positionOf(uid);
      return position < 0 ? -1 : turned(position);
    },
    // Of a gone message `below` is the position of the next newer one.
    placeOf: (uid) => (ascending ? columns.below(uid) : columns.size - columns.below(uid)),
  };
}

/** UIDs that lie in ascending order of `sort`, read from whichever end it says. */
export function ofUids(uids: Uint32Array | readonly number[], sort: Sort): Listing {
  const { length } = uids;
  const turned = (place: number): number => (sort.ascending ? place : length - 1 - place);
  return {
    sort,
    size: length,
    uidAt: (index) => uids[turned(index)] ?? 0,
    indexOf: (uid) => {
      const place = uids.indexOf(uid);
      return place < 0 ? -1 : turned(place);
    },
    placeOf(uid, wasAt) {
      if (sort.by !== 'ARRIVAL') return Math.min(wasAt, length);
      const above = uids.findIndex((each) => each > uid);
      const below = above < 0 ? length : above;
      return sort.ascending ? below : length - below;
    },
  };
}

export interface Slice {
  uids: readonly number[];
  /** Index of the first one. */
  first: number;
}

/** The window of a list. STALE when a cursor is of another UIDVALIDITY, GONE when `around` is not in it. */
export function slice(listing: Listing, window: Window, uidValidity: bigint): Slice {
  const { limit } = window;
  const first = firstOf(listing, window, uidValidity);
  const end = window.before === undefined ? first + limit : endBefore(listing, window.before, uidValidity);
  const start = window.before === undefined ? first : Math.max(0, end - limit);
  const uids: number[] = [];
  for (let index = start; index < Math.min(end, listing.size); index++) uids.push(listing.uidAt(index));
  return { uids, first: start };
}

function firstOf(listing: Listing, window: Window, uidValidity: bigint): number {
  if (window.after !== undefined) {
    const { uid, at } = readCursor(window.after, uidValidity);
    const index = listing.indexOf(uid);
    return index < 0 ? listing.placeOf(uid, at) : index + 1;
  }
  if (window.around !== undefined) {
    const place = decodeMessage(window.around);
    if (place.uidValidity !== uidValidity) throw new MailError('STALE');
    const index = listing.indexOf(place.uid);
    if (index < 0) throw new MailError('GONE');
    const lastStart = Math.max(0, listing.size - window.limit);
    return Math.min(lastStart, Math.max(0, index - Math.floor(window.limit / 2)));
  }
  return window.offset ?? 0;
}

function endBefore(listing: Listing, before: string, uidValidity: bigint): number {
  const { uid, at } = readCursor(before, uidValidity);
  const index = listing.indexOf(uid);
  return index < 0 ? listing.placeOf(uid, at) : index;
}

/** STALE for a cursor of another UIDVALIDITY. */
export function readCursor(text: string, uidValidity: bigint): Cursor {
  const cursor = decodeCursor(text);
  if (cursor.uidValidity !== uidValidity) throw new MailError('STALE');
  return cursor;
}
