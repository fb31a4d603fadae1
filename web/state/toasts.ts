// The one line at the bottom that says what just happened and can take it back. A newcomer's trap: a new toast
// replaces the old one, and the old one's Undo goes with it; what it announced has already been done.
import { type ReadonlySignal, signal } from '@preact/signals';

export interface Toast {
  id: number;
  text: string;
  tone: 'calm' | 'bad';
  action: { label: string; run(): void } | null;
}

const shown = signal<Toast | null>(null);
export const toast: ReadonlySignal<Toast | null> = shown;

const STAYS_MS = 6_000;
let last = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

export function showToast(
  text: string,
  options: { tone?: Toast['tone']; action?: Toast['action'] } = {},
): number {
  last += 1;
  shown.value = { id: last, text, tone: options.tone ?? 'calm', action: options.action ?? null };
  resumeToast();
  return last;
}

export function hideToast(id?: number): void {
  if (id !== undefined && shown.value?.id !== id) return;
  clearTimeout(timer);
  shown.value = null;
}

/** What it announced can't be taken back after all. */
export function withoutAction(id: number): void {
  if (shown.value?.id === id) shown.value = { ...shown.value, action: null };
}

/** Keeps it while a pointer or the focus is on it. */
export const pauseToast = (): void => clearTimeout(timer);

export function resumeToast(): void {
  clearTimeout(timer);
  timer = setTimeout(() => hideToast(), STAYS_MS);
}
