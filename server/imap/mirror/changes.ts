// What happened in a mailbox since a state a client holds. Answered from the mirror while it remembers; else the
// server is the change log: QRESYNC names everything, CONDSTORE all but removals, others nothing, and then the whole
// truth is told as ranges. A newcomer's trap: this must be right for a state of any age from any process, so nothing
// here may count on what was asked before.
//
// Commands, the mailbox being selected: 0 from the mirror; 1 with QRESYNC (SELECT); 1 to 3 with CONDSTORE (SELECT,
// FETCH CHANGEDSINCE, SEARCH ALL when something was removed); else SELECT and one SEARCH for all and for each flag.
import type { SearchObject } from 'imapflow';
import type { MailboxChanges, Marked, MessageState, UidRange } from '../../mail/change.ts';
import { MailError } from '../../mail/errors.ts';
import { FLAGS, type Flag } from '../../mail/message.ts';
import type { ChangeStore } from '../../mail/store.ts';
import { spellingsOf, toFlags, toKeywords } from '../action/flag-names.ts';
import type { Lanes } from '../lanes/lanes.ts';
import type { Session } from '../lanes/selection.ts';
import { searchUids } from '../list/search.ts';
import { decodeMailbox, decodeMessage, encodeMessage, toRanges } from '../locator.ts';
import type { Mirror, Selected } from './mirror.ts';
import type { Mirrors } from './mirrors.ts';
import { decodeState, encodeState, type State } from './state.ts';
import { allUids, selectedOf } from './sync.ts';

/** More removals than this are told by what is left. */
const MAX_REMOVED = 10_000;
/** Keywords whose bearers are told one by one; a mailbox has a handful. */
const MAX_KEYWORDS = 30;

/** A message with flags, as any of the ways below found it. */
interface Seen {
  uid: number;
  flags: ReadonlySet<string>;
  modseq: number;
}

export function createChanges(lanes: Lanes, mirrors: Mirrors): ChangeStore {
  return {
    async state(mailbox, signal) {
      const path = decodeMailbox(mailbox);
      const mirror = mirrors.of(path);
      if (mirror.isCurrent && mirror.selected !== null) return encodeState(mirror.selected, mirror.version);
      return lanes.use(async (session) => encodeState(session.mailbox), {
        mailbox: path,
        fresh: true,
        signal,
      });
    },

    uidOf: (message) => decodeMessage(message).uid,

    async since(mailbox, token, limit, signal) {
      if (!Number.isInteger(limit) || limit < 1 || limit > 500)
        throw new MailError('VALIDATION', { message: 'Ask for 1 to 500 changes.', path: ['first'] });
      const path = decodeMailbox(mailbox);
      const state = decodeState(token);
      const mirror = mirrors.of(path);
      const remembered = fromMirror(mirror, state);
      if (remembered !== null) return remembered;
      return lanes.use((session) => fromServer(session, path, state, limit), { signal });
    },
  };
}

/** Null where the mirror does not remember, or does not know the flags it would have to tell. */
function fromMirror(mirror: Mirror, state: State): MailboxChanges | null {
  const { selected, columns, path } = mirror;
  if (!mirror.isCurrent || selected === null || columns === null) return null;
  if (selected.uidValidity !== state.uidValidity) throw new MailError('STALE');
  const history = mirror.since(state.version);
  if (history === null || history.flagsLost || history.sum.size > 500) return null;
  const of = (what: string): number[] =>
    [...history.sum].flatMap(([uid, each]) => (each === what ? [uid] : []));
  const states: (MessageState | null)[] = [...of('ADDED'), ...of('CHANGED')].map((uid) => {
    const flags = columns.flagsOf(uid);
    return flags === null ? null : toState(path, selected.uidValidity, { uid, flags });
  });
  if (!states.every((each) => each !== null)) return null;
  return {
    added: states.slice(0, of('ADDED').length),
    changed: states.slice(of('ADDED').length),
    removed: of('REMOVED').map((uid) => encodeMessage({ path, uidValidity: selected.uidValidity, uid })),
    present: null,
    marked: null,
    state: encodeState(selected, mirror.version),
    hasMore: false,
  };
}

async function fromServer(
  session: Session,
  path: string,
  state: State,
  limit: number,
): Promise<MailboxChanges> {
  const answer = await session.resync(path, state);
  const now = selectedOf(answer);
  if (now.uidValidity !== state.uidValidity) throw new MailError('STALE');
  if (answer.resumed) {
    const seen = answer.flagged.flatMap(({ uid, flags, modseq }) =>
      uid && flags ? [{ uid, flags, modseq: Number(modseq ?? 0) }] : [],
    );
    const known = answer.vanished.filter(([first]) => first < (state.uidNext ?? Infinity));
    const removed = expand(known, state);
    const present = removed === null ? toRanges(await allUids(session)) : null;
    return sum(path, state, now, seen, { removed: removed ?? [], present, marked: null, limit });
  }
  if (state.modseq !== null && now.modseq !== null) {
    const isSame =
      now.modseq === state.modseq && now.exists === state.exists && now.uidNext === state.uidNext;
    if (isSame) return sum(path, state, now, [], { removed: [], present: null, marked: null, limit });
    const seen = await changedSince(session, state.modseq);
    const came = seen.filter(({ uid }) => uid >= (state.uidNext ?? 0)).length;
    const present = now.exists === state.exists + came ? null : toRanges(await allUids(session));
    return sum(path, state, now, seen, { removed: [], present, marked: null, limit });
  }
  return whole(session, path, state, now, limit);
}

async function changedSince(session: Session, modseq: bigint): Promise<Seen[]> {
  const rows: Seen[] = [];
  for await (const row of session.client.fetch('1:*', { uid: true, flags: true }, { changedSince: modseq })) {
    if (row.uid && row.flags) rows.push({ uid: row.uid, flags: row.flags, modseq: Number(row.modseq ?? 0) });
    if (rows.length > session.mailbox.exists + 1_000) throw new MailError('UPSTREAM_PROTOCOL');
  }
  return rows;
}

/** Of a server that names no changes of flags: who carries which. */
async function whole(
  session: Session,
  path: string,
  state: State,
  now: Selected,
  limit: number,
): Promise<MailboxChanges> {
  const uids = await allUids(session);
  const names = toKeywords(session.mailbox.flags);
  const marked: Marked[] = [];
  for (const flag of FLAGS)
    marked.push({ flag, keyword: null, ranges: toRanges(await searchUids(session, carrying(flag))) });
  for (const keyword of names.slice(0, MAX_KEYWORDS))
    marked.push({ flag: null, keyword, ranges: toRanges(await searchUids(session, { keyword })) });
  const seen = uids
    .filter((uid) => uid >= (state.uidNext ?? 0))
    .map((uid): Seen => ({ uid, flags: new Set(), modseq: 0 }));
  return sum(path, state, now, seen, { removed: [], present: toRanges(uids), marked, limit });
}

/** The oldest changes first, so that the state after them is one to go on from. */
function sum(
  path: string,
  state: State,
  now: Selected,
  seen: readonly Seen[],
  rest: {
    removed: readonly number[];
    present: readonly UidRange[] | null;
    marked: readonly Marked[] | null;
    limit: number;
  },
): MailboxChanges {
  const { uidValidity } = now;
  const inOrder = [...seen].sort((a, b) => a.modseq - b.modseq || a.uid - b.uid);
  let end = Math.min(rest.limit, inOrder.length);
  const byModseq = state.modseq !== null && now.modseq !== null;
  // Changes of one MODSEQ belong together: a state can't stand between them.
  while (byModseq && end > 0 && end < inOrder.length && inOrder[end]?.modseq === inOrder[end - 1]?.modseq)
    end++;
  const told = inOrder.slice(0, end);
  const hasMore = end < inOrder.length;
  const last = told.at(-1);
  const after: Selected = !hasMore
    ? now
    : byModseq
      ? { ...now, modseq: BigInt(last?.modseq ?? 0), exists: 0, uidNext: state.uidNext }
      : { ...now, exists: 0, uidNext: (last?.uid ?? 0) + 1 };
  const came = (each: Seen): boolean => each.uid >= (state.uidNext ?? 0);
  return {
    added: told.filter(came).map((each) => toState(path, uidValidity, each)),
    changed: told.filter((each) => !came(each)).map((each) => toState(path, uidValidity, each)),
    removed: rest.removed.map((uid) => encodeMessage({ path, uidValidity, uid })),
    present: rest.present,
    marked: rest.marked,
    state: encodeState(after),
    hasMore,
  };
}

function toState(path: string, uidValidity: bigint, { uid, flags }: Omit<Seen, 'modseq'>): MessageState {
  return {
    locator: encodeMessage({ path, uidValidity, uid }),
    flags: toFlags(flags),
    keywords: toKeywords(flags),
  };
}

function carrying(flag: Flag): SearchObject {
  if (flag === 'SEEN') return { seen: true };
  if (flag === 'FLAGGED') return { flagged: true };
  if (flag === 'ANSWERED') return { answered: true };
  if (flag === 'DRAFT') return { draft: true };
  return { or: spellingsOf(flag).map((keyword) => ({ keyword })) };
}

/** The UIDs of ranges, as far as a client can know them; null where they are too many to name. */
function expand(ranges: readonly UidRange[], { uidNext }: State): number[] | null {
  const uids: number[] = [];
  for (const [first, last] of ranges) {
    const end = Math.min(last, (uidNext ?? last + 1) - 1);
    if (uids.length + end - first + 1 > MAX_REMOVED) return null;
    for (let uid = first; uid <= end; uid++) uids.push(uid);
  }
  return uids;
}
