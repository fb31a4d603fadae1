// Pages of a mailbox. A newcomer's trap: there are two ways to the same rows. While the mailbox's mirror is current a
// page is read from it, whatever the order or the filter; while it is not, the plain list (newest first) comes as a
// window of sequence numbers, and anything else learns the mirror first.
//
// Commands: 0 when the mirror is current and the rows are cached; 1 FETCH for rows that are not. Without a current
// mirror (and at the top of a list of a server without CONDSTORE) 1 SELECT, and then as above where it tells that
// nothing happened, else as sequence.ts or, where that is not enough, sync.ts says. A SEARCH for a filter that the
// mirror does not answer (a NOOP or a SELECT before it) and 1 SORT for an order but that of arrival, both kept while
// nothing happens; and as preview.ts says where previews are wanted.
import { MailError } from '../../mail/errors.ts';
import { type MessageHeader, NEWEST_FIRST, type Page, type Sort, type Window } from '../../mail/message.ts';
import { translate } from '../errors.ts';
import type { Lanes } from '../lanes/lanes.ts';
import type { Session } from '../lanes/selection.ts';
import { decodeCursor, encodeCursor } from '../locator.ts';
import type { AccountHeaders } from '../message/headers.ts';
import { type FlaggedRow, toHeader, uidRows } from '../message/message.ts';
import { Mirror } from '../mirror/mirror.ts';
import type { Mirrors } from '../mirror/mirrors.ts';
import { pause } from '../mirror/pause.ts';
import { encodeState } from '../mirror/state.ts';
import { learn } from '../mirror/sync.ts';
import { byArrival, type Listing, ofUids, slice } from './listing.ts';
import type { Orders } from './orders.ts';
import { addPreviews } from './preview.ts';
import { isFiltered, type Searches } from './search.ts';
import { numbered } from './sequence.ts';

const MAX_TRIES = 3;
/** How long a page waits for mail of which only the number is known yet. */
const MOST_BEHIND_MS = 2_000;

export interface PageParts {
  lanes: Lanes;
  mirrors: Mirrors;
  headers: AccountHeaders;
  searches: Searches;
  orders: Orders;
}

/** STALE when the cursor is of another UIDVALIDITY, MAILBOX_GONE when the mailbox is not there. */
export async function readPage(
  parts: PageParts,
  path: string,
  window: Window,
  signal: AbortSignal | undefined,
): Promise<Page> {
  check(window);
  const { lanes, mirrors, headers } = parts;
  const mirror = mirrors.of(path);
  const sort = sortOf(window, path);
  // The top of a list shows what arrived just now; its continuation does not depend on it.
  const isTop = window.after === undefined && window.before === undefined;
  if (isTop && mirror.behind !== null) await Promise.race([mirror.behind, pause(MOST_BEHIND_MS, signal)]);
  if (isTop ? mirror.isTold : mirror.isCurrent) {
    try {
      return await listed(parts, mirror, window, sort, signal);
    } catch (error) {
      const { code } = translate(error);
      if (code !== 'STALE' && code !== 'MAILBOX_GONE') throw error;
      // What was known is not of the mailbox that is there now.
      mirror.reset();
      if (!isTop) throw error;
    }
  }
  const found = await lanes.use(
    async (session) => {
      if (mirror.isCurrent && (mirror.isTold || mirror.follower === null)) return mirror;
      const isPlain = !isFiltered(window.filter) && window.around === undefined && sort.isDefault;
      if (isPlain) return numberedPage(session, headers, mirror, window);
      const picture = mirror.follower === null ? mirror : new Mirror(path);
      picture.forgetEarly();
      await learn(session, picture, session.mailbox);
      return picture;
    },
    { mailbox: path, fresh: isTop, signal },
  );
  return found instanceof Mirror ? listed(parts, found, window, sort, signal) : found;
}

function check({ limit, after, before, offset, around }: Window): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > 200)
    throw new MailError('VALIDATION', { message: 'Ask for 1 to 200 messages.', path: ['limit'] });
  if (offset !== undefined && (!Number.isInteger(offset) || offset < 0))
    throw new MailError('VALIDATION', { message: 'Rows are counted from 0.', path: ['offset'] });
  const ways = [after, before, offset, around].filter((way) => way !== undefined);
  if (ways.length > 1)
    throw new MailError('VALIDATION', {
      message: 'Continue after or before a row, or begin at one, not both.',
      path: ['after'],
    });
}

interface Wish extends Sort {
  /** Whether windows of sequence numbers come in this order. */
  isDefault: boolean;
  /** Whether somebody asked for this order, so that it may be waited for. */
  isAsked: boolean;
}

/** A list goes on in the order it began in, whatever could be had by now: nothing moves under a finger. */
function sortOf({ after, before, sort }: Window, path: string): Wish {
  const cursor = after ?? before;
  const wish = cursor === undefined ? sort : decodeCursor(cursor).sort;
  // Mail is moved into all others, which makes the order of arrival one that nobody expects.
  const { by, ascending } = wish ?? (path === 'INBOX' ? NEWEST_FIRST : { by: 'DATE', ascending: false });
  const isDefault = !ascending && (by === 'ARRIVAL' || wish === undefined);
  return { by, ascending, isDefault, isAsked: wish !== undefined };
}

async function numberedPage(
  session: Session,
  headers: AccountHeaders,
  mirror: Mirror,
  window: Window,
): Promise<Page> {
  const page = await numbered(session, headers, window);
  for (const row of page.rows) mirror.mark(row.uid, row.flags, row.modseq);
  if (window.previews === true) await addPreviews(session, headers, page.rows);
  const { mailbox } = session;
  return {
    rows: page.rows
      .map((row) => ({
        header: toHeader(mailbox, row),
        cursor: encodeCursor({ uidValidity: mailbox.uidValidity, uid: row.uid, at: 0, sort: NEWEST_FIRST }),
      }))
      .reverse(),
    hasOlder: page.hasOlder,
    hasNewer: page.hasNewer,
    total: page.total,
    sortedBy: NEWEST_FIRST,
    position: window.after === undefined && window.before === undefined ? (window.offset ?? 0) : null,
    state: encodeState(mailbox),
  };
}

async function listed(
  parts: PageParts,
  picture: Mirror,
  window: Window,
  sort: Wish,
  signal: AbortSignal | undefined,
): Promise<Page> {
  for (let tries = 1; ; tries++) {
    const { selected } = picture;
    if (selected === null || picture.columns === null) throw new MailError('STALE');
    const { uidValidity } = selected;
    const state = encodeState(selected, picture.version);
    const listing = await listingOf(parts, picture, window, sort, signal);
    const { uids, first } = slice(listing, window, uidValidity);
    const rows = await rowsOf(parts, picture, uids, window.previews === true, signal);
    const gone = uids.filter((uid) => !rows.has(uid));
    if (gone.length > 0) {
      picture.hide(gone);
      // A short page would look like the end, an empty one has no cursor.
      if (tries < MAX_TRIES) continue;
    }
    const place = { path: picture.path, uidValidity };
    const shown: { header: MessageHeader; cursor: string }[] = [];
    for (const [index, uid] of uids.entries()) {
      const row = rows.get(uid);
      if (row === undefined) continue;
      const cursor = encodeCursor({ uidValidity, uid, at: first + index, sort: listing.sort });
      shown.push({ header: toHeader(place, row), cursor });
    }
    return {
      rows: shown,
      hasOlder: first + uids.length < listing.size,
      hasNewer: first > 0 && listing.size > 0,
      total: listing.size,
      sortedBy: listing.sort,
      position: first,
      state,
    };
  }
}

/** The whole list, in the order that can be had without waiting long. */
async function listingOf(
  { orders, searches, lanes, headers }: PageParts,
  picture: Mirror,
  { filter, after, before }: Window,
  { by, ascending, isAsked }: Wish,
  signal: AbortSignal | undefined,
): Promise<Listing> {
  const { columns } = picture;
  if (columns === null) throw new MailError('STALE');
  const order = by === 'ARRIVAL' ? null : await orders.of({ lanes, headers }, picture, by, isAsked, signal);
  const sort: Sort =
    order === null ? { by: 'ARRIVAL', ascending: by === 'ARRIVAL' && ascending } : { by, ascending };
  const isContinued = after !== undefined || before !== undefined;
  const matching = isFiltered(filter)
    ? await searches.find(lanes, picture, filter ?? {}, isContinued, signal)
    : null;
  const isHere = (uid: number): boolean => columns.has(uid) && !picture.isHidden(uid);
  if (order === null) {
    if (matching !== null) return ofUids(matching.filter(isHere), sort);
    return picture.visible === columns.size
      ? byArrival(columns, sort.ascending)
      : ofUids(picture.visibleUids(), sort);
  }
  if (matching === null) return ofUids(order.length === picture.visible ? order : order.filter(isHere), sort);
  const wanted = new Set(matching.filter(isHere));
  return ofUids(
    order.filter((uid) => wanted.has(uid)),
    sort,
  );
}

/** The rows of these messages, from memory where they are there, else by one FETCH; none for what is gone. */
async function rowsOf(
  { lanes, headers }: PageParts,
  picture: Mirror,
  uids: readonly number[],
  previews: boolean,
  signal: AbortSignal | undefined,
): Promise<Map<number, FlaggedRow>> {
  const { path, selected } = picture;
  const uidValidity = selected?.uidValidity ?? 0n;
  const rows = new Map<number, FlaggedRow>();
  const missing: number[] = [];
  for (const uid of uids) {
    const flags = picture.columns?.flagsOf(uid) ?? null;
    const row = flags === null ? null : headers.get(path, uidValidity, uid);
    if (row === null || flags === null) missing.push(uid);
    else rows.set(uid, { uid, row, flags });
  }
  const unseen = previews && [...rows.values()].some(({ row }) => row.preview === undefined);
  if (missing.length === 0 && !unseen) return rows;
  await lanes.use(
    async (session) => {
      const take = async (wanted: readonly number[]): Promise<number[]> => {
        if (session.mailbox.uidValidity !== uidValidity) throw new MailError('STALE');
        for (const row of await uidRows(session, headers, wanted)) {
          picture.mark(row.uid, row.flags, row.modseq);
          rows.set(row.uid, row);
        }
        return wanted.filter((uid) => !rows.has(uid));
      };
      const absent = await take(missing);
      if (absent.length > 0) {
        // Gone, and nobody told us; or the mailbox itself is another one by now, and a SELECT tells.
        session.distrust();
        await session.select(path);
        await take(absent);
      }
      if (previews) await addPreviews(session, headers, [...rows.values()]);
    },
    { mailbox: path, upTo: Math.max(...uids), signal },
  );
  return rows;
}
