// What became of messages that were moved here: old locator to new, in memory, so that an id a client still holds
// keeps resolving. A newcomer's trap: this is a convenience and never needed for truth; an old locator that is
// forgotten reads as gone.
import { LRUCache } from 'lru-cache';

/** Ten moves in a row, then an id is stale enough. */
const MAX_STEPS = 10;

/** Made when there is something to note, and by size: for `max` lru-cache takes the room at once, half a megabyte an account. */
const bounded = <T extends {}>(most: number): LRUCache<string, T> =>
  new LRUCache({ maxSize: most, sizeCalculation: () => 1 });

export class Moves {
  #moved: LRUCache<string, string> | undefined;
  #gone: LRUCache<string, true> | undefined;
  /** By UIDVALIDITY too: another mailbox may get the old name. */
  #renamed: LRUCache<string, string> | undefined;

  note(from: string, to: string): void {
    this.#moved ??= bounded<string>(10_000);
    this.#moved.set(from, to);
  }

  /** We destroyed it. A connection that was not told yet would still serve it, as RFC 3501 lets it. */
  noteGone(locator: string): void {
    this.#gone ??= bounded<true>(2_000);
    this.#gone.set(locator, true);
  }

  isGone(locator: string): boolean {
    return this.#gone?.has(locator) === true;
  }

  /** A mailbox got another path, and its messages with it. */
  renamed(from: string, uidValidity: bigint, to: string): void {
    this.#renamed ??= bounded<string>(10_000);
    this.#renamed.set(`${uidValidity}.${from}`, to);
  }

  /** Where it is now, as far as we know. */
  resolve(locator: string): string {
    let current = locator;
    for (let step = 0; step < MAX_STEPS; step++) {
      const next = this.#moved?.get(current) ?? this.#inRenamed(current);
      if (next === undefined) break;
      current = next;
    }
    return current;
  }

  #inRenamed(locator: string): string | undefined {
    if (this.#renamed === undefined) return undefined;
    const [, uidValidity = '', uid = '', path = ''] = /^(\d+)\.(\d+)\.([\s\S]+)$/.exec(locator) ?? [];
    const renamed = this.#renamed.get(`${uidValidity}.${path}`);
    return renamed === undefined ? undefined : `${uidValidity}.${uid}.${renamed}`;
  }
}
