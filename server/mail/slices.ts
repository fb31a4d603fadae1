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

const RUN = 256;

/** Like toSorted(), giving way to others in between. */
export async function sortInSlices<T>(items: readonly T[], compare: (a: T, b: T) => number): Promise<T[]> {
  const starts = Array.from({ length: Math.ceil(items.length / RUN) }, (_, index) => index * RUN);
  let runs = await inSlices(starts, (start) => items.slice(start, start + RUN).sort(compare));
  while (runs.length > 1) {
    await nextTurn();
    runs = runs.flatMap((run, index) =>
      index % 2 === 0 ? [merge(run, runs[index + 1] ?? [], compare)] : [],
    );
  }
  return runs[0] ?? [];
}

function merge<T>(a: readonly T[], b: readonly T[], compare: (a: T, b: T) => number): T[] {
  const merged: T[] = [];
  let at = 0;
  for (const item of a) {
    for (let other = b[at]; other !== undefined && compare(item, other) > 0; other = b[++at])
      merged.push(other);
    merged.push(item);
  }
  for (; at < b.length; at++) merged.push(b[at] as T);
  return merged;
}
