// Removing from the server what was deleted for good here. A newcomer's trap: a message is only ever deleted by a
// name that was read in the same session, and by a header that is still the same; numbers from anywhere else would
// delete somebody's other mail. Nothing is removed before QUIT was answered.
import type { Log } from '../mail/log.ts';
import type { Archive } from './archive.ts';
import { isRefusal } from './errors.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Maildrop } from './maildrop.ts';
import type { Session } from './session.ts';
import { dropTombstone, markDone, pendingTombstones, type Tombstone } from './tombstones.ts';

/** Messages in one session at most. */
const BATCH = 200;

export interface DeleterOptions {
  archive(): Promise<Archive>;
  maildrop: Maildrop;
  log: Log;
}

export class Deleter {
  #options: DeleterOptions;
  #waiting: Promise<void> | null = null;

  constructor(options: DeleterOptions) {
    this.#options = options;
  }

  /**
   * Resolves when the server removed what was to be removed; what fails stays noted for the next time. Asked for again
   * before the session began, it is the same one.
   */
  settle(kind: { isBackground?: boolean }): Promise<void> {
    if (this.#waiting) return this.#waiting;
    const settling = this.#settle(kind).finally(() => {
      if (this.#waiting === settling) this.#waiting = null;
    });
    this.#waiting = settling;
    return settling;
  }

  async #settle(kind: { isBackground?: boolean }): Promise<void> {
    const archive = await this.#options.archive();
    let removed: string[];
    do {
      removed = await this.#options.maildrop.run(
        async (session) => {
          this.#waiting = null;
          return this.#markAll(session, archive, await pendingTombstones(archive, BATCH));
        },
        { ...kind, isAlone: true },
      );
      await markDone(archive, removed);
    } while (removed.length === BATCH);
  }

  /** The names of those that the server marked. */
  async #markAll(session: Session, archive: Archive, pending: readonly Tombstone[]): Promise<string[]> {
    const { byKey } = await session.listing();
    const listed = pending.flatMap((tombstone) => {
      const found = byKey.get(tombstone.server_key);
      return found ? [{ ...tombstone, number: found.number }] : [];
    });
    const headers = await session.headers(listed.map(({ number }) => number));
    const same: typeof listed = [];
    for (const each of listed) {
      const header = headers.get(each.number);
      if (header && fingerprintOf(header) === each.fingerprint) {
        same.push(each);
      } else if (header) {
        this.#options.log.warn({}, 'A POP3 server gave the name of a deleted message to another one.');
        await dropTombstone(archive, each.server_key);
      }
    }
    const marked: string[] = [];
    const results = await Promise.allSettled(
      same.map(async ({ server_key, number }) => {
        await session.client.dele(number);
        marked.push(server_key);
      }),
    );
    for (const result of results)
      if (result.status === 'rejected' && !isRefusal(result.reason)) throw result.reason;
    // What the server does not list is gone already.
    const gone = pending.filter(({ server_key }) => !byKey.has(server_key));
    return [...marked, ...gone.map(({ server_key }) => server_key)];
  }
}
