// Pages of a mailbox, newest first, in order of arrival, continued by UID. A newcomer's trap: UIDs have gaps, so
// "the next 50 below UID x" can't be written as a range. But messages are numbered in UID order, so the number of
// messages with a UID below x *is* the sequence number of the next older one, and a window of numbers is exact.
//
// Commands for a page, the mailbox being selected: 1 FETCH where the count is still known from the page before
// (or it is the first page), else 1 SEARCH RETURN (COUNT) and 1 FETCH; 1 more FETCH when only a part is cached;
// 1 more for each section (about 1 to 3) that previews lie in. With a filter: 1 UID SEARCH and 1 or 2 UID FETCH.
import { MailError } from '../mail/errors.ts';
import { NEWEST_FIRST, type Page, type Window } from '../mail/message.ts';
import { isRefusal } from './errors.ts';
import type { AccountHeaders } from './headers.ts';
import { decodeCursor, encodeCursor } from './locator.ts';
import { type FlaggedRow, toHeader, uidRows, windowRows } from './message.ts';
import { addPreviews } from './preview.ts';
import { isFiltered, type Searches } from './search.ts';
import type { Session } from './selection.ts';

/** Where to continue: towards older messages than this UID, or towards newer. */
type Edge = { side: 'AFTER' | 'BEFORE'; uid: number } | null;

interface Slice {
  /** Ascending by UID. */
  rows: FlaggedRow[];
  hasOlder: boolean;
  hasNewer: boolean;
  total: number;
}

/** The session has the mailbox selected. STALE when the cursor is of another UIDVALIDITY. */
export async function readPage(
  session: Session,
  headers: AccountHeaders,
  searches: Searches,
  window: Window,
): Promise<Page> {
  const { uidValidity } = session.mailbox;
  const edge = edgeOf(window, uidValidity);
  const slice = isFiltered(window.filter)
    ? await matches(session, headers, searches, window, edge)
    : await numbered(session, headers, window.limit, edge);
  if (window.previews === true) await addPreviews(session, headers, slice.rows);
  return {
    rows: slice.rows
      .map((row) => ({ header: toHeader(session, row), cursor: encodeCursor(uidValidity, row.uid) }))
      .reverse(),
    hasOlder: slice.hasOlder,
    hasNewer: slice.hasNewer,
    total: slice.total,
    sortedBy: NEWEST_FIRST,
    position: null,
    state: null,
  };
}

function edgeOf({ after, before, limit }: Window, uidValidity: bigint): Edge {
  if (!Number.isInteger(limit) || limit < 1 || limit > 200)
    throw new MailError('VALIDATION', { message: 'Ask for 1 to 200 messages.', path: ['limit'] });
  if (after !== undefined && before !== undefined)
    throw new MailError('VALIDATION', { message: 'Continue after or before, not both.', path: ['after'] });
  const text = after ?? before;
  if (text === undefined) return null;
  const cursor = decodeCursor(text);
  if (cursor.uidValidity !== uidValidity) throw new MailError('STALE');
  return { side: after === undefined ? 'BEFORE' : 'AFTER', uid: cursor.uid };
}

async function numbered(
  session: Session,
  headers: AccountHeaders,
  limit: number,
  edge: Edge,
): Promise<Slice> {
  for (let tries = 1; ; tries++) {
    try {
      const slice = await numberedOnce(session, headers, limit, edge);
      const slipped = slice.rows.some(({ uid }) => edge !== null && !isBeyond(uid, edge));
      const emptied = slice.rows.length === 0 && (edge?.side === 'BEFORE' ? slice.hasNewer : slice.hasOlder);
      if (tries > 2 || (!slipped && !emptied))
        return { ...slice, rows: slice.rows.filter(({ uid }) => edge === null || isBeyond(uid, edge)) };
    } catch (error) {
      // A number beyond what the server announced on this connection is a BAD.
      if (tries > 1 || !isRefusal(error)) throw error;
    }
    // Somebody removed what lay there and this connection was not told yet: look again from the start.
    const { path } = session.mailbox;
    session.distrust();
    await session.select(path);
  }
}

const isBeyond = (uid: number, edge: { side: 'AFTER' | 'BEFORE'; uid: number }): boolean =>
  edge.side === 'AFTER' ? uid < edge.uid : uid > edge.uid;

async function numberedOnce(
  session: Session,
  headers: AccountHeaders,
  limit: number,
  edge: Edge,
): Promise<Slice> {
  const towardsNewer = edge?.side === 'BEFORE';
  const known = edge === null ? null : await countBelow(session, towardsNewer ? edge.uid + 1 : edge.uid);
  const { exists, uidNext } = session.mailbox;
  const last = towardsNewer ? Math.min(exists, (known ?? 0) + limit) : (known ?? exists);
  const first = towardsNewer ? (known ?? 0) + 1 : Math.max(1, last - limit + 1);
  if (last < first) return { rows: [], hasOlder: first > 1, hasNewer: last < exists, total: exists };
  const from = edge?.uid ?? uidNext;
  const near = from === null ? null : ({ uid: from, side: towardsNewer ? 'NEWER' : 'OLDER' } as const);
  const rows = await windowRows(session, headers, first, last, near);
  // More than was asked for: mail that arrived between the count and the FETCH.
  const extra = Math.max(0, rows.length - limit);
  return {
    rows: towardsNewer ? rows.slice(0, limit) : rows.slice(extra),
    hasOlder: first > 1 || (!towardsNewer && extra > 0),
    hasNewer: last < exists || (towardsNewer && extra > 0),
    total: Math.max(exists, session.mailbox.exists),
  };
}

/** How many messages have a UID below this one. */
async function countBelow(session: Session, uid: number): Promise<number> {
  if (uid <= 1) return 0;
  const known = session.before(uid);
  if (known !== null) return known;
  const { client } = session;
  if (!client.capabilities.has('ESEARCH')) {
    // A plain SEARCH would list every older message; the message itself tells its number for less.
    const message = await client.fetchOne(`${uid}`, { uid: true }, { uid: true });
    if (message !== false) return message.seq - 1;
  }
  // SEARCH and not UID SEARCH: no expunge may come with its answer, so the number can be used next.
  const found = await client.search({ uid: `1:${uid - 1}` }, { uid: false, returnOptions: ['COUNT'] });
  if (!found || Array.isArray(found)) throw new MailError('UPSTREAM_REFUSED');
  return found.count ?? 0;
}

async function matches(
  session: Session,
  headers: AccountHeaders,
  searches: Searches,
  window: Window,
  edge: Edge,
): Promise<Slice> {
  const uids = new Set(await searches.find(session, window.filter ?? {}, edge !== null));
  const towardsNewer = edge?.side === 'BEFORE';
  let rest = [...uids].filter((uid) => edge === null || isBeyond(uid, edge));
  let rows: FlaggedRow[] = [];
  // Again while some of them turn out to be deleted: a short page would look like the end, an empty one has no cursor.
  while (rows.length < window.limit && rest.length > 0) {
    const room = window.limit - rows.length;
    const wanted = towardsNewer ? rest.slice(0, room) : rest.slice(-room);
    rest = towardsNewer ? rest.slice(room) : rest.slice(0, -room);
    const found = await uidRows(session, headers, wanted);
    rows = towardsNewer ? [...rows, ...found] : [...found, ...rows];
    const present = new Set(found.map(({ uid }) => uid));
    for (const uid of wanted) if (!present.has(uid)) uids.delete(uid);
  }
  const low = rows[0]?.uid ?? 0;
  const high = rows.at(-1)?.uid ?? 0;
  return {
    rows,
    hasOlder: [...uids].some((uid) => uid < low),
    hasNewer: [...uids].some((uid) => uid > high),
    total: uids.size,
  };
}
