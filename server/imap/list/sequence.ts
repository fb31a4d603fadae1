// Pages of a mailbox of which nothing is known yet, newest first, in order of arrival. A newcomer's trap: UIDs have
// gaps, so "the next 50 below UID x" can't be written as a range. But messages are numbered in UID order, so the
// number of messages with a UID below x *is* the sequence number of the next older one, and a window of numbers is
// exact.
//
// Commands, the mailbox being selected: 1 FETCH for the newest page, for any offset, and where the count is still
// known from the page before; else 1 SEARCH RETURN (COUNT) (without ESEARCH a FETCH of the row that is continued) and
// 1 FETCH.
import { MailError } from '../../mail/errors.ts';
import type { Window } from '../../mail/message.ts';
import { isRefusal } from '../errors.ts';
import type { Session } from '../lanes/selection.ts';
import type { AccountHeaders } from '../message/headers.ts';
import { type FlaggedRow, windowRows } from '../message/message.ts';
import { readCursor } from './listing.ts';

/** Where to continue: towards older messages than this UID, or towards newer. */
type Edge = { side: 'AFTER' | 'BEFORE'; uid: number } | null;

export interface Numbered {
  /** Ascending by UID. */
  rows: FlaggedRow[];
  hasOlder: boolean;
  hasNewer: boolean;
  total: number;
}

/** The session has the mailbox selected. STALE when the cursor is of another UIDVALIDITY. */
export async function numbered(
  session: Session,
  headers: AccountHeaders,
  window: Pick<Window, 'limit' | 'after' | 'before' | 'offset'>,
): Promise<Numbered> {
  const edge = edgeOf(window, session.mailbox.uidValidity);
  for (let tries = 1; ; tries++) {
    try {
      const slice = await once(session, headers, window, edge);
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

function edgeOf({ after, before }: Pick<Window, 'after' | 'before'>, uidValidity: bigint): Edge {
  const text = after ?? before;
  if (text === undefined) return null;
  return { side: after === undefined ? 'BEFORE' : 'AFTER', uid: readCursor(text, uidValidity).uid };
}

const isBeyond = (uid: number, edge: { side: 'AFTER' | 'BEFORE'; uid: number }): boolean =>
  edge.side === 'AFTER' ? uid < edge.uid : uid > edge.uid;

async function once(
  session: Session,
  headers: AccountHeaders,
  { limit, offset = 0 }: Pick<Window, 'limit' | 'offset'>,
  edge: Edge,
): Promise<Numbered> {
  const towardsNewer = edge?.side === 'BEFORE';
  const known = edge === null ? null : await countBelow(session, towardsNewer ? edge.uid + 1 : edge.uid);
  const { exists } = session.mailbox;
  const last = towardsNewer
    ? Math.min(exists, (known ?? 0) + limit)
    : (known ?? Math.max(0, exists - offset));
  const first = towardsNewer ? (known ?? 0) + 1 : Math.max(1, last - limit + 1);
  if (last < first) return { rows: [], hasOlder: first > 1, hasNewer: last < exists, total: exists };
  const rows = await windowRows(session, headers, first, last);
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
