// Long lists in slices, so that ten thousand messages stop nobody else. A newcomer's trap: between two slices anything
// may happen; what the work looks at must not change under it.
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Others wait this long at most, in milliseconds. */
const SLICE_MS = 4;
const CHECK_EVERY = 64;

/** Like map(), giving way to others every few milliseconds. */
export async function inSlices<T, R>(items: readonly T[], work: (item: T, index: number) => R): Promise<R[]> {
  const results: R[] = [];
  let begun = performance.now();
  for (const item of items) {
    results.push(work(item, results.length));
    if (results.length % CHECK_EVERY !== 0 || performance.now() - begun < SLICE_MS) continue;
    await nextTurn();
    begun = performance.now();
  }
  return results;
}
