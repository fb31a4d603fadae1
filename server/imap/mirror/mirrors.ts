// The mirrors of one account, by mailbox path. A newcomer's trap: an evicted mirror is not an error; the mailbox is
// then read by windows again until somebody learns it anew. They share the memory that all accounts have for mail.
import type { AccountCache } from '../message/cache.ts';
import { Mirror } from './mirror.ts';

/** Mailboxes of one account that are kept at a time; what a follower holds stays. */
const MAX_MIRRORS = 64;

export class Mirrors {
  readonly #mirrors = new Map<string, Mirror>();
  readonly #kept: AccountCache<Mirror> | null;

  /** Without `kept` nothing bounds their bytes. */
  constructor(kept: AccountCache<Mirror> | null = null) {
    this.#kept = kept;
  }

  /** The mirror of a mailbox, a new one where there is none. */
  of(path: string): Mirror {
    const known = this.#mirrors.get(path);
    const mirror = known ?? new Mirror(path);
    // Moved to the end, so that the first ones are those that were not used for longest.
    this.#mirrors.delete(path);
    this.#mirrors.set(path, mirror);
    if (known === undefined) this.#evict();
    this.#kept?.set(`mirror\0${path}`, mirror, mirror.bytes, () => {
      // What is followed stays: it would only be learned again at once.
      if (mirror.follower === null && this.#mirrors.get(path) === mirror) this.#mirrors.delete(path);
    });
    return mirror;
  }

  peek(path: string): Mirror | undefined {
    return this.#mirrors.get(path);
  }

  /** All that are kept, followed or not. */
  all(): Iterable<Mirror> {
    return this.#mirrors.values();
  }

  drop(): void {
    for (const path of this.#mirrors.keys()) this.#kept?.delete(`mirror\0${path}`);
    this.#mirrors.clear();
  }

  #evict(): void {
    for (const [path, mirror] of this.#mirrors) {
      if (this.#mirrors.size <= MAX_MIRRORS) return;
      if (mirror.follower !== null) continue;
      this.#mirrors.delete(path);
      this.#kept?.delete(`mirror\0${path}`);
    }
  }
}
