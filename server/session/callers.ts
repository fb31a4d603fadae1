// Callers of the last few seconds, so that a phone that scrolls does not cost two look-ups in the database and two
// keys for each request. A newcomer's trap: what is remembered here opens a vault. It is kept by the hash of the
// secret, for seconds, and never given out once its session ended or its vault was changed.
import { LRUCache } from 'lru-cache';
import type { Caller } from './caller.ts';
import { hashOf } from './keys.ts';

/** Also how long a session lives on that was removed in the database by another hand. */
const KEEP_MS = 10_000;
const MAX_KEPT = 2_000;

export interface Found {
  caller: Caller;
  /** When the session or token is over in any case; milliseconds since 1970, null: never. */
  expiresAt: number | null;
}

interface Kept extends Found {
  until: number;
}

export class Callers {
  #kept = new LRUCache<string, Kept>({ max: MAX_KEPT, ttl: KEEP_MS, ttlAutopurge: true });
  #changes = 0;
  #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** The caller behind a secret; `find` looks it up where it was not asked for a moment ago. */
  async get(kind: Caller['kind'], secret: string, find: () => Promise<Found | null>): Promise<Caller | null> {
    // A cookie is no token, whatever is put into it.
    const key = `${kind} ${hashOf(secret).toString('base64')}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      if (kept.until > this.#now() && !kept.caller.ended.aborted) return kept.caller;
      this.#kept.delete(key);
    }
    const before = this.#changes;
    const found = await find();
    // A session that ended while its caller was being built is over.
    if (found === null || found.caller.ended.aborted) return null;
    const until = Math.min(this.#now() + KEEP_MS, found.expiresAt ?? Number.POSITIVE_INFINITY);
    // What was read before a vault changed may hold yesterday's password.
    if (before === this.#changes) this.#kept.set(key, { ...found, until });
    return found.caller;
  }

  /** A vault was changed, or a session or token of it ended. */
  forget(vaultId: string): void {
    this.#changes += 1;
    for (const [key, { caller }] of this.#kept.entries())
      if (caller.vaultId === vaultId) this.#kept.delete(key);
  }

  clear(): void {
    this.#changes += 1;
    this.#kept.clear();
  }
}
