// What would take back a change of flags: which messages have what is to be removed, and lack what is to be added.
// A newcomer's trap: it must be known before the change; afterwards a server only says what is there now.
import type { SearchObject } from 'imapflow';
import type { FlagChange } from '../../mail/message.ts';
import type { Context } from '../context.ts';
import type { Session } from '../lanes/selection.ts';
import { searchUids } from '../list/search.ts';
import { sequenceSet } from '../locator.ts';
import { fetchByUid } from '../message/message.ts';
import { changeOf } from './flag-names.ts';

/** So few rows are fetched in one command; of more it is cheaper to ask who has a flag, once for each. */
export const FEW = 100;

interface Names {
  add: readonly string[];
  remove: readonly string[];
}

/** For a UID what restores it, or undefined where the change changes nothing. No command where flags are known. */
export async function undoOf(
  context: Context,
  session: Session,
  uids: readonly number[],
  change: Names,
): Promise<(uid: number) => FlagChange | undefined> {
  const names = [...change.add, ...change.remove];
  const before = await having(context, session, uids, names);
  // Few combinations occur, so messages share them.
  const changes = new Map<string, FlagChange | undefined>();
  return (uid) => {
    const has = names.map((name) => before.get(name.toLowerCase())?.has(uid) === true);
    const key = has.join();
    if (!changes.has(key)) {
      const removed = change.remove.filter((_, index) => has[change.add.length + index]);
      const added = change.add.filter((_, index) => !has[index]);
      changes.set(key, removed.length + added.length === 0 ? undefined : changeOf(removed, added));
    }
    return changes.get(key);
  };
}

/** By name in lower case, who has it. */
async function having(
  { flagsOf }: Context,
  session: Session,
  uids: readonly number[],
  names: readonly string[],
): Promise<Map<string, Set<number>>> {
  const found = new Map(names.map((name) => [name.toLowerCase(), new Set<number>()]));
  const note = (uid: number, flags: ReadonlySet<string>): void => {
    for (const flag of flags) found.get(flag.toLowerCase())?.add(uid);
  };
  const { path, uidValidity } = session.mailbox;
  const known = flagsOf(path, uidValidity, uids) ?? new Map<number, ReadonlySet<string>>();
  for (const [uid, flags] of known) note(uid, flags);
  const unknown = uids.filter((uid) => !known.has(uid));
  if (unknown.length <= FEW) {
    for (const [uid, flags] of await fetchFlags(session, unknown)) note(uid, flags);
    return found;
  }
  const set = sequenceSet(unknown);
  for (const [name, who] of found)
    for (const uid of await searchUids(session, { uid: set, ...queryOf(name) })) who.add(uid);
  return found;
}

/** Of those that are there. One command, none for no UIDs. */
export async function fetchFlags(
  session: Session,
  uids: readonly number[],
): Promise<Map<number, ReadonlySet<string>>> {
  const options = { uid: true, count: uids.length };
  const rows = await fetchByUid(session, sequenceSet(uids), { flags: true }, options);
  return new Map([...rows].flatMap(([uid, { flags }]) => (flags === undefined ? [] : [[uid, flags]])));
}

/** System flags have search keys of their own (RFC 3501 section 6.4.4). */
export function queryOf(name: string): SearchObject {
  return name.startsWith('\\') ? { [name.slice(1).toLowerCase()]: true } : { keyword: name };
}
