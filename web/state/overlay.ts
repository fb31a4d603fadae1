// What a person did and the server has not confirmed yet, laid over the rows by id. A newcomer's trap: rows are
// never changed before the answer; dropping the overlay is what puts them back, so there is no copy to restore.
import { signal } from '@preact/signals';
import type { LabelChipFragment, MessageRowFragment, SystemFlag } from '../api/operations.gen.ts';

export type Row = MessageRowFragment;
export type Label = LabelChipFragment;

interface Overlay {
  removed: boolean;
  flags: ReadonlyMap<SystemFlag, boolean>;
  labels: readonly { label: Label; on: boolean }[];
}

/** One action that is on its way, over some messages. */
export type Change =
  | { kind: 'REMOVE' }
  | { kind: 'FLAG'; flag: SystemFlag; on: boolean }
  | { kind: 'LABEL'; label: Label; on: boolean };

interface Pending {
  ids: ReadonlySet<string>;
  change: Change;
}

const pending = signal<readonly Pending[]>([]);

/** Lays a change over messages until the returned function is called. */
export function lay(ids: readonly string[], change: Change): () => void {
  const mine: Pending = { ids: new Set(ids), change };
  pending.value = [...pending.value, mine];
  return () => {
    pending.value = pending.value.filter((one) => one !== mine);
  };
}

function overlayOf(id: string): Overlay | null {
  let removed = false;
  const flags = new Map<SystemFlag, boolean>();
  const labels: { label: Label; on: boolean }[] = [];
  for (const { ids, change } of pending.value) {
    if (!ids.has(id)) continue;
    if (change.kind === 'REMOVE') removed = true;
    else if (change.kind === 'FLAG') flags.set(change.flag, change.on);
    else labels.push(change);
  }
  return removed || flags.size + labels.length > 0 ? { removed, flags, labels } : null;
}

/** Rows as a person should see them now. */
export function withOverlays(rows: readonly Row[]): readonly Row[] {
  if (pending.value.length === 0) return rows;
  const shown: Row[] = [];
  for (const row of rows) {
    const overlay = overlayOf(row.id);
    if (overlay === null) shown.push(row);
    else if (!overlay.removed)
      shown.push({
        ...row,
        flags: flagsWith(row.flags, overlay.flags),
        labels: overlay.labels.reduce((labels, { label, on }) => labelsWith(labels, label, on), row.labels),
      });
  }
  return shown;
}

export function flagsWith(
  flags: readonly SystemFlag[],
  changes: ReadonlyMap<SystemFlag, boolean>,
): SystemFlag[] {
  const kept = flags.filter((flag) => changes.get(flag) !== false);
  for (const [flag, on] of changes) if (on && !kept.includes(flag)) kept.push(flag);
  return kept;
}

export function labelsWith(labels: readonly Label[], label: Label, on: boolean): Label[] {
  const others = labels.filter(({ id }) => id !== label.id);
  return on ? [...others, label] : others;
}

export const has = (row: Pick<Row, 'flags'>, flag: SystemFlag): boolean => row.flags.includes(flag);
