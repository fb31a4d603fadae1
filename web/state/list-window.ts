// What is held of a list: a run of rows somewhere in it, and how many lie above and below. A newcomer's trap: new mail
// that is held back (`waiting`) belongs to the list but not to what is shown of it, so `position` counts without it
// and the server's offsets count with it.
import type { MessageFilter, PageFragment, PatchFragment, SortKey } from '../api/operations.gen.ts';
import { MOST_AT_ONCE } from './list-ask.ts';
import type { Row } from './overlay.ts';
import { keepOrder } from './row-order.ts';

export interface Held {
  /** One after the other, without a gap. */
  readonly rows: readonly Row[];
  /** New mail that is held back so that the list does not move under a finger. */
  readonly waiting: readonly Row[];
  /** How many shown rows lie above the first one here. */
  readonly position: number;
  /** The server's count, what waits included; null where it does not say. */
  readonly total: number | null;
  readonly hasOlder: boolean;
  readonly cursors: ReadonlyMap<string, string>;
  /** Rows that Undo put back: they stand where they stood, which is not where the server has them. */
  readonly displaced: ReadonlySet<string>;
  readonly sortedBy: SortKey;
  readonly ascending: boolean;
}

export const NOTHING: Held = {
  rows: [],
  waiting: [],
  position: 0,
  total: null,
  hasOlder: false,
  cursors: new Map(),
  displaced: new Set(),
  sortedBy: 'ARRIVAL',
  ascending: false,
};

/** Rows that are kept around the place looked at. */
export const MOST_ROWS = 300;

/** How many rows the list has on the screen, those that are not here included. */
export function countOf({ rows, waiting, position, total, hasOlder }: Held): number {
  const end = position + rows.length;
  return hasOlder && total !== null ? Math.max(end, total - waiting.length) : end;
}

export const isNewestFirst = ({ sortedBy, ascending }: Held): boolean => sortedBy === 'ARRIVAL' && !ascending;

/** True where a change of marks takes messages into a list or out of it. */
export const decidesByMarks = (filter: MessageFilter | null): boolean =>
  Boolean(filter?.unread || filter?.flagged || filter?.keyword);

/** How many first rows of the list are held, for a patch; null where it can't tell what became of the others. */
export function firstHeld(held: Held, filter: MessageFilter | null): number | null {
  const { rows, waiting, position } = held;
  const first = position === 0 ? rows.length + waiting.length : waiting.length;
  const isTold = isNewestFirst(held) && !decidesByMarks(filter);
  if (!isTold && (position > 0 || first > MOST_AT_ONCE)) return null;
  return Math.min(Math.max(1, first), MOST_AT_ONCE);
}

const nodesOf = (page: PageFragment): Row[] => page.edges.map(({ node }) => node);

function withCursors(
  { cursors, displaced }: Held,
  edges: readonly { cursor: string; node: Row }[],
): Map<string, string> {
  const known = new Map(cursors);
  for (const { cursor, node } of edges) if (!displaced.has(node.id)) known.set(node.id, cursor);
  return known;
}

/** Only what is still held keeps its cursor. */
function tidy(held: Held): Held {
  const ids = new Set(held.rows.map(({ id }) => id));
  const cursors = new Map([...held.cursors].filter(([id]) => ids.has(id)));
  return { ...held, cursors, displaced: new Set([...held.displaced].filter((id) => ids.has(id))) };
}

/**
 * A page in place of all that was held; `offset` is where it was asked for. New mail is held back unless `atTop`; what
 * waits goes on waiting with `keepWaiting`.
 */
export function begun(
  held: Held,
  page: PageFragment,
  offset: number,
  { atTop, keepWaiting }: { atTop: boolean; keepWaiting: boolean },
): Held {
  const { sortedBy, ascending, total } = page;
  const place = page.pageInfo.hasPreviousPage ? Math.max(page.position ?? offset, 1) : 0;
  const isSameOrder = held.sortedBy === sortedBy && held.ascending === ascending;
  const known = [...held.waiting, ...held.rows];
  const fresh = isSameOrder && place === 0 ? keepOrder(nodesOf(page), known) : nodesOf(page);
  const isHere = new Set(held.rows.map(({ id }) => id));
  const first = fresh.findIndex(({ id }) => isHere.has(id));
  const back = place === 0 && !atTop && held.position === 0 && isSameOrder && first > 0 ? first : 0;
  const ids = new Set(fresh.map(({ id }) => id));
  const waits = keepWaiting && place > 0 && isSameOrder && !held.waiting.some(({ id }) => ids.has(id));
  return tidy({
    ...held,
    rows: fresh.slice(back),
    waiting: waits ? held.waiting : fresh.slice(0, back),
    position: waits ? Math.max(1, place - held.waiting.length) : place,
    total: total ?? null,
    hasOlder: page.pageInfo.hasNextPage,
    cursors: withCursors({ ...held, cursors: new Map() }, page.edges),
    sortedBy,
    ascending,
  });
}

/** Rows that follow the last one; those at the far end are let go. */
export function withOlder(held: Held, page: PageFragment): Held {
  const rows = [...held.rows, ...unknown(held, nodesOf(page))];
  const over = held.total === null ? 0 : Math.max(0, rows.length - MOST_ROWS);
  return tidy({
    ...held,
    rows: rows.slice(over),
    position: held.position + over,
    hasOlder: page.pageInfo.hasNextPage,
    total: page.total ?? held.total,
    cursors: withCursors(held, page.edges),
  });
}

/** Rows that precede the first one; those at the far end are let go. */
export function withNewer(held: Held, page: PageFragment): Held {
  const fresh = unknown(held, nodesOf(page));
  const rows = [...fresh, ...held.rows];
  const isTop = !page.pageInfo.hasPreviousPage;
  return tidy({
    ...held,
    rows: rows.slice(0, MOST_ROWS),
    position: isTop ? 0 : Math.max(1, held.position - fresh.length),
    hasOlder: held.hasOlder || rows.length > MOST_ROWS,
    total: page.total ?? held.total,
    cursors: withCursors(held, page.edges),
  });
}

/** The cursor nearest to an end of what is held. */
export function edgeOf({ rows, cursors }: Held, end: 'FIRST' | 'LAST'): string | null {
  const has = ({ id }: Row): boolean => cursors.has(id);
  const row = end === 'FIRST' ? rows.find(has) : rows.findLast(has);
  return (row && cursors.get(row.id)) ?? null;
}

export function unknown(held: Held, rows: readonly Row[]): Row[] {
  const known = new Set([...held.waiting, ...held.rows].map(({ id }) => id));
  return rows.filter(({ id }) => !known.has(id));
}

/** What became of the list. `unsure`: it can't be told where the rows are now, so they have to be asked for again. */
export function patched(
  held: Held,
  patch: PatchFragment,
  { atTop, kept }: { atTop: boolean; kept: ReadonlySet<string> },
): { held: Held; unsure: boolean } {
  const removed = new Set(patch.removed.filter((id) => !kept.has(id)));
  const changed = new Map(patch.changed.map((row) => [row.id, row]));
  const left = (rows: readonly Row[]): Row[] =>
    rows.filter(({ id }) => !removed.has(id)).map((row) => changed.get(row.id) ?? row);
  const [rows, waiting] = [left(held.rows), left(held.waiting)];
  const here = held.rows.length + held.waiting.length - rows.length - waiting.length;
  const isWhole = held.position === 0 && !held.hasOlder;
  const isOpen = held.position === 0 && (atTop || held.rows.length === 0);
  // Nothing waits any more; without this the newest would come in below what waits.
  if (isOpen) rows.unshift(...waiting.splice(0));
  // What is gone and was never here may have been above.
  let unsure = held.position > 0 && here < removed.size;
  for (const { node, afterId } of patch.inserted) {
    if ([...rows, ...waiting].some(({ id }) => id === node.id)) continue;
    const after = afterId == null ? -1 : rows.findIndex(({ id }) => id === afterId);
    const afterWaiting = afterId == null ? -1 : waiting.findIndex(({ id }) => id === afterId);
    if (after >= 0) rows.splice(after + 1, 0, node);
    else if (afterId == null && isOpen) rows.unshift(node);
    else if (afterId == null || afterWaiting >= 0) waiting.splice(afterWaiting + 1, 0, node);
    else if (isWhole) unsure = true;
  }
  const next = { ...held, rows, waiting, total: patch.total ?? held.total };
  return { held: tidy({ ...next, cursors: withCursors(next, patch.inserted) }), unsure };
}

/** Lets in what was held back. */
export function released(held: Held): Held {
  const { rows, waiting, position } = held;
  if (position > 0) return { ...held, waiting: [], position: position + waiting.length };
  return { ...held, waiting: [], rows: [...waiting, ...rows] };
}

export function without(held: Held, ids: ReadonlySet<string>): Held {
  const left = (rows: readonly Row[]): Row[] => rows.filter(({ id }) => !ids.has(id));
  const [rows, waiting] = [left(held.rows), left(held.waiting)];
  const gone = held.rows.length + held.waiting.length - rows.length - waiting.length;
  if (gone === 0) return held;
  return { ...held, rows, waiting, total: held.total === null ? null : Math.max(0, held.total - gone) };
}

/** Rows back to where they were in `order`: before the first row below them that is still here. */
export function restored(held: Held, back: readonly Row[], order: readonly string[]): Held {
  const rows = [...held.rows];
  const fresh = unknown(held, back);
  for (const row of fresh) {
    const below = new Set(order.slice(order.indexOf(row.id) + 1));
    const at = rows.findIndex(({ id }) => below.has(id));
    rows.splice(at < 0 ? rows.length : at, 0, row);
  }
  const displaced = new Set([...held.displaced, ...fresh.map(({ id }) => id)]);
  return { ...held, rows, displaced, total: held.total === null ? null : held.total + fresh.length };
}

/** Rows that got another id, in their place: old id to the row as it is now. */
export function renamed(held: Held, fresh: ReadonlyMap<string, Row>): Held {
  // An event may have brought the new one already, at the top; it is to be seen once.
  const ids = new Set([...fresh.values()].map(({ id }) => id));
  const rows = held.rows
    .filter((row) => fresh.has(row.id) || !ids.has(row.id))
    .map((row) => fresh.get(row.id) ?? row);
  const waiting = held.waiting.filter(({ id }) => !ids.has(id));
  return tidy({ ...held, rows, waiting, displaced: new Set([...held.displaced, ...ids]) });
}
