// What several requests for one message ask at the same moment is read once: the document, the plain text and
// the count of what was left out all need the same part. A newcomer's trap: the reading is stopped only when
// *everybody* who waits for it has gone.
import { LRUCache } from 'lru-cache';
import { orAborted } from '../mail/or-aborted.ts';
import type { MailStore } from '../mail/store.ts';

interface Reading {
  value: Promise<unknown>;
  stop: AbortController;
  waiting: number;
}

/** Kept in memory for all stores together: enough for going back and forth between a few messages each. */
const MAX_BYTES = 8 * 1024 * 1024;
const TTL_MS = 60_000;

const done = new LRUCache<string, { value: unknown }>({
  maxSize: MAX_BYTES,
  ttl: TTL_MS,
  // What was read of a mailbox is gone a minute later, whether somebody asks or not.
  ttlAutopurge: true,
});
const running = new Map<string, Reading>();
const numbers = new WeakMap<MailStore, number>();
let stores = 0;

/** The value under `name`, from memory or from `load`. CANCELLED when `signal` aborts first. A failure is not kept. */
export async function shared<T>(
  store: MailStore,
  name: string,
  signal: AbortSignal | undefined,
  load: (signal: AbortSignal) => Promise<{ value: T; bytes: number }>,
): Promise<T> {
  const key = `${numberOf(store)}\0${name}`;
  const known = done.get(key);
  if (known) return known.value as T;
  const reading = running.get(key) ?? begin(key, load);
  reading.waiting++;
  try {
    return (await orAborted(reading.value, signal)) as T;
  } finally {
    if (--reading.waiting === 0) {
      reading.stop.abort();
      if (running.get(key) === reading) running.delete(key);
    }
  }
}

/** The store is part of every key: the same locator is another message in another account. */
function numberOf(store: MailStore): number {
  const number = numbers.get(store) ?? ++stores;
  numbers.set(store, number);
  return number;
}

function begin<T>(key: string, load: (signal: AbortSignal) => Promise<{ value: T; bytes: number }>): Reading {
  const stop = new AbortController();
  const value = load(stop.signal).then((loaded) => {
    done.set(key, { value: loaded.value }, { size: loaded.bytes + 500 });
    return loaded.value;
  });
  // Whoever waits sees the failure; with nobody left it must not end the process.
  value.catch(() => {});
  const reading: Reading = { value, stop, waiting: 0 };
  running.set(key, reading);
  return reading;
}
