// One session at a time for each maildrop, across all vaults of this process: POP3 servers lock (RFC 1939 section 8).
// A newcomer's trap: the lock is shared by people who don't know of each other, so whoever holds it looks at
// `isContended` and gives way soon.
import { translate } from './errors.ts';

export interface Lease {
  /** True while somebody else waits. */
  readonly isContended: boolean;
  /** Called when somebody begins to wait; at once when somebody does. */
  onContended: (() => void) | null;
  release(): void;
}

interface Lock {
  /** Null for the moment between the release and the next one's turn; the lock is then taken all the same. */
  holder: Lease | null;
  waiting: (() => void)[];
}

const locks = new Map<string, Lock>();

/** Waits for the maildrop, first come, first served. Throws when the signal aborts. */
export async function lockMaildrop(name: string, signal: AbortSignal): Promise<Lease> {
  const known = locks.get(name);
  const lock: Lock = known ?? { holder: null, waiting: [] };
  if (known) await turn(known, signal);
  else locks.set(name, lock);
  const lease: Lease = {
    get isContended() {
      return lock.waiting.length > 0;
    },
    onContended: null,
    release() {
      if (lock.holder !== lease) return;
      lock.holder = null;
      const next = lock.waiting.shift();
      if (next) next();
      else locks.delete(name);
    },
  };
  lock.holder = lease;
  return lease;
}

function turn(lock: Lock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      lock.waiting = lock.waiting.filter((each) => each !== go);
      reject(translate(signal.reason));
    };
    const go = (): void => {
      signal.removeEventListener('abort', abort);
      resolve();
    };
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    lock.waiting.push(go);
    lock.holder?.onContended?.();
  });
}
