// What became of messages that the answer to a STORE left out: a server need not report what did not change. A
// newcomer's trap: a search that does not find a message says nothing of whether it is there.

import type { SearchObject } from 'imapflow';
import type { Session } from '../lanes/selection.ts';
import { searchUids } from '../list/search.ts';
import { pieces, sequenceSet } from '../locator.ts';
import { FEW, fetchFlags, queryOf } from './flags-before.ts';

/** Those that are as wanted for certain, and the flags of the others that are there. */
export async function afterwards(
  session: Session,
  uids: readonly number[],
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
): Promise<{ done: ReadonlySet<number>; flags: Map<number, ReadonlySet<string>> }> {
  let done = new Set<number>();
  if (uids.length > FEW) {
    done = new Set(add.length > 0 ? uids : await among(session, uids, {}));
    const having = async (name: string): Promise<Set<number>> =>
      new Set(await among(session, [...done], queryOf(name)));
    for (const name of add) if (done.size > 0) done = await having(name);
    for (const name of remove) for (const uid of await having(name)) done.delete(uid);
  }
  const rest = uids.filter((uid) => !done.has(uid));
  return { done, flags: await fetchFlags(session, rest) };
}

/** Those of the UIDs that match. */
async function among(session: Session, uids: readonly number[], query: SearchObject): Promise<number[]> {
  const found: number[] = [];
  for (const piece of pieces(uids))
    found.push(...(await searchUids(session, { uid: sequenceSet(piece), ...query })));
  return found;
}
