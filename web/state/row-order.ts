// The order of rows after a refresh. A newcomer's trap: a message that comes back by Undo is the newest of its
// mailbox to an IMAP server, yet it must not jump to the top under a finger: what is shown keeps its place.
import type { Row } from './overlay.ts';

/** A newest page with the rows of `known` in their old order; new rows above all of them go on top, others before the row that follows them. */
export function keepOrder(fresh: readonly Row[], known: readonly Row[]): Row[] {
  const places = new Map(known.map(({ id }, place) => [id, place]));
  const placeOf = ({ id }: Row): number => places.get(id) ?? 0;
  const result = fresh.filter(({ id }) => places.has(id)).sort((a, b) => placeOf(a) - placeOf(b));
  const head = fresh.findIndex(({ id }) => places.has(id));
  if (head < 0) return [...fresh];
  // From the last to the first, so that several new rows in a row keep their order.
  for (let index = fresh.length - 1; index > head; index--) {
    const row = fresh[index];
    if (!row || places.has(row.id)) continue;
    const next = fresh[index + 1];
    const at = next ? result.findIndex(({ id }) => id === next.id) : result.length;
    result.splice(at, 0, row);
  }
  return [...fresh.slice(0, head), ...result];
}
