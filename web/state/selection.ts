// Which rows are picked. A newcomer's trap: picked ids may have left the list meanwhile (archived elsewhere);
// `picked` counts only those that are still shown.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { shownList } from './lists.ts';

const ids = signal<ReadonlySet<string>>(new Set());
/** True from the first pick until it is ended, so that a list can also be in picking mode with none picked. */
const mode = signal(false);
let anchor: string | null = null;

export const selecting: ReadonlySignal<boolean> = computed(() => mode.value);
export const picked: ReadonlySignal<ReadonlySet<string>> = computed(() => {
  if (ids.value.size === 0) return ids.value;
  const shown = new Set(shownList.value?.shown.value.map(({ id }) => id));
  return new Set([...ids.value].filter((id) => shown.has(id)));
});

export function startSelecting(): void {
  mode.value = true;
}

export function togglePick(id: string): void {
  const next = new Set(picked.value);
  if (!next.delete(id)) next.add(id);
  anchor = id;
  ids.value = next;
  mode.value = next.size > 0;
}

/** Everything between the last pick and this one. */
export function pickTo(id: string): void {
  const order = shownList.value?.shown.value.map((row) => row.id) ?? [];
  const [from, to] = [order.indexOf(anchor ?? id), order.indexOf(id)].sort((a, b) => a - b);
  if (from === undefined || to === undefined || from < 0) {
    togglePick(id);
    return;
  }
  ids.value = new Set([...picked.value, ...order.slice(from, to + 1)]);
  mode.value = true;
}

/** All rows that are loaded. */
export function pickAll(): void {
  ids.value = new Set(shownList.value?.shown.value.map(({ id }) => id));
  mode.value = true;
}

export function endSelecting(): void {
  ids.value = new Set();
  mode.value = false;
  anchor = null;
}
