// What several requests for one message ask at the same moment is read once: the document, the plain text and
// the count of what was left out all need the same part. A newcomer's trap: the reading is stopped only when
// *everybody* who waits for it has gone.
import { LRUCache } from 'lru-cache';
import { MailError } from '../mail/errors.ts';
import type { MailStore } from '../mail/store.ts';

interface Reading {
  value: Promise<unknown>;
  stop: AbortController;
  waiting: number;
}

/** Kept in memory per store: enough for going back and forth between a few messages. */
const MAX_BYTES = 4 * 1024 * 1024;
const TTL_MS = 60_000;

const caches = new WeakMap<
  MailStore,
  { done: LRUCache<string, { value: unknown }>; running: Map<string, Reading> }
>();

/** The value under `key`, from memory or from `load`. CANCELLED when `signal` aborts first. A failure is not kept. */
export async function shared<T>(
  store: MailStore,
  key: string,
  signal: AbortSignal | undefined,
  load: (signal: AbortSignal) => Promise<{ value: T; bytes: number }>,
): Promise<T> {
  const cache = cacheOf(store);
  const known = cache.done.get(key);
  if (known) return known.value as T;
  const reading = cache.running.get(key) ?? begin(cache, key, load);
  reading.waiting++;
  try {
    return (await orAborted(reading.value, signal)) as T;
  } finally {
    if (--reading.waiting === 0) {
      reading.stop.abort();
      if (cache.running.get(key) === reading) cache.running.delete(key);
    }
  }
}

function cacheOf(store: MailStore) {
  const known = caches.get(store);
  if (known) return known;
  const made = {
    done: new LRUCache<string, { value: unknown }>({ maxSize: MAX_BYTES, ttl: TTL_MS }),
    running: new Map<string, Reading>(),
  };
  caches.set(store, made);
  return made;
}

function begin<T>(
  cache: ReturnType<typeof cacheOf>,
  key: string,
  load: (signal: AbortSignal) => Promise<{ value: T; bytes: number }>,
): Reading {
  const stop = new AbortController();
  const value = load(stop.signal).then((loaded) => {
    cache.done.set(key, { value: loaded.value }, { size: loaded.bytes + 500 });
    return loaded.value;
  });
  // Whoever waits sees the failure; with nobody left it must not end the process.
  value.catch(() => {});
  const reading: Reading = { value, stop, waiting: 0 };
  cache.running.set(key, reading);
  return reading;
}

function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const gone = (): void => reject(new MailError('CANCELLED'));
    if (signal.aborted) gone();
    signal.addEventListener('abort', gone, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', gone));
  });
}
