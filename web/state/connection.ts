// Whether the server answers, and whether it reaches the mail servers. A newcomer's trap: navigator.onLine only
// says that there is a network; what counts is whether the last request got an answer.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { onAnswer } from '../api/client.ts';
import { readSession } from '../api/session.ts';

/** OFFLINE: this site can't be reached. LOST: it can, but a mail server can't. */
export type Connection = 'ONLINE' | 'OFFLINE' | 'LOST';

const offline = signal(false);
const lost = signal<ReadonlySet<string>>(new Set());

export const connection: ReadonlySignal<Connection> = computed(() => {
  if (offline.value) return 'OFFLINE';
  return lost.value.size > 0 ? 'LOST' : 'ONLINE';
});

/** The mail server of an account broke away or came back. */
export function setAccountConnected(accountId: string, connected: boolean): void {
  if (lost.value.has(accountId) === !connected) return;
  const next = new Set(lost.value);
  if (connected) next.delete(accountId);
  else next.add(accountId);
  lost.value = next;
}

export function forgetConnection(): void {
  lost.value = new Set();
}

const WAITS = [2_000, 5_000, 10_000, 20_000];
let tries = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Watches the answers, and asks now and then while there are none. */
export function startConnection(): void {
  onAnswer((error) => {
    if (error?.code === 'CANCELLED') return;
    if (error?.code === 'NETWORK') wentOffline();
    else if (offline.value) cameBack();
  });
  addEventListener('offline', wentOffline);
  addEventListener('online', () => void probe());
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && offline.value) void probe();
  });
}

function wentOffline(): void {
  if (offline.value) return;
  offline.value = true;
  tries = 0;
  plan();
}

function cameBack(): void {
  clearTimeout(timer);
  offline.value = false;
}

function plan(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void probe(), WAITS[Math.min(tries, WAITS.length - 1)]);
  tries += 1;
}

async function probe(): Promise<void> {
  if (!offline.value) return;
  if (document.hidden) return;
  try {
    await readSession();
    cameBack();
  } catch {
    plan();
  }
}
