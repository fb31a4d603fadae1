// Things kept in memory for a while and for their owner only. A newcomer's trap: bounded for each owner and for all
// together, and the oldest go first, so nothing on it may be needed for truth.
import { LRUCache } from 'lru-cache';

export interface ShelfOptions {
  ttlMs: number;
  /** Sizes are whatever `put` is told, 1 or more. */
  most: number;
  mostOfOne: number;
}

interface Item<V> {
  owner: string;
  value: V;
}

export class Shelf<V> {
  readonly #options: ShelfOptions;
  readonly #items: LRUCache<string, Item<V>>;
  /** Keys of each owner with their sizes, oldest first. */
  readonly #owners = new Map<string, Map<string, number>>();

  constructor(options: ShelfOptions) {
    this.#options = options;
    this.#items = new LRUCache({
      ttl: options.ttlMs,
      maxSize: options.most,
      dispose: ({ owner }, key) => {
        const keys = this.#owners.get(owner);
        keys?.delete(key);
        if (keys?.size === 0) this.#owners.delete(owner);
      },
    });
  }

  /** False when it is too large to be kept. Keys are the caller's to make unique to an owner. */
  put(owner: string, key: string, value: V, size: number): boolean {
    const { mostOfOne } = this.#options;
    this.#items.delete(key);
    if (size > mostOfOne) return false;
    const keys = this.#owners.get(owner) ?? new Map<string, number>();
    let used = keys.values().reduce((sum, each) => sum + each, 0);
    for (const [oldest, its] of [...keys]) {
      if (used + size <= mostOfOne) break;
      used -= its;
      this.#items.delete(oldest);
    }
    this.#items.set(key, { owner, value }, { size });
    keys.set(key, size);
    this.#owners.set(owner, keys);
    return true;
  }

  get(owner: string, key: string): V | null {
    const item = this.#items.get(key);
    return item?.owner === owner ? item.value : null;
  }

  /** Takes it off the shelf, with the milliseconds it would have stayed. */
  take(owner: string, key: string): { value: V; leftMs: number } | null {
    const leftMs = this.#items.getRemainingTTL(key);
    const value = this.get(owner, key);
    if (value === null) return null;
    this.#items.delete(key);
    return { value, leftMs };
  }
}
