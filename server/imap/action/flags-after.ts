// What became of messages that the answer to a STORE left out: a server need not report what did not change. A
// newcomer's trap: a search that does not find a message says nothing of whether it is there.

import type { Session } from '../lanes/selection.ts';
import { searchUids } from '../list/search.ts';
import { sequenceSet } from '../locator.ts';
import { fetchByUid } from '../message/message.ts';
import { queryOf } from './flags-before.ts';

/** So few rows are fetched in one command; of more it is cheaper to ask who has a flag, once for each. */
const FEW = 100;

/** Those that are as wanted for certain, and the flags of the others that are there. */
export async function afterwards(
  session: Session,
  uids: readonly number[],
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
): Promise<{ done: ReadonlySet<number>; flags: Map<number, ReadonlySet<string>> }> {
  let done = new Set<number>();
  if (uids.length > FEW) {
    done = new Set(add.length > 0 ? uids : await searchUids(session, { uid: sequenceSet(uids) }));
    const having = async (name: string): Promise<Set<number>> =>
      new Set(await searchUids(session, { uid: sequenceSet([...done]), ...queryOf(name) }));
    for (const name of add) if (done.size > 0) done = await having(name);
    for (const name of remove) for (const uid of await having(name)) done.delete(uid);
  }
  const rest = uids.filter((uid) => !done.has(uid));
  const flags = new Map<number, ReadonlySet<string>>();
  const options = { uid: true, count: rest.length };
  for (const [uid, row] of await fetchByUid(session, sequenceSet(rest), { flags: true }, options))
    if (row.flags) flags.set(uid, row.flags);
  return { done, flags };
}
