// The time for what is said in words ("5 min ago", Today): a signal that moves once a minute while the tab is seen.
import { type ReadonlySignal, signal } from '@preact/signals';

const current = signal(Date.now());
export const clock: ReadonlySignal<number> = current;

const tick = (): void => {
  if (!document.hidden) current.value = Date.now();
};
setInterval(tick, 60_000);
document.addEventListener('visibilitychange', tick);
