// Looking for new mail: the list, what changed, and the headers of what is unknown, newest first and in batches, so
// that the first pull of a large maildrop shows mail as it comes. A newcomer's trap: what is still to be read is one
// backlog for all pulls; a second pull during a long first one adds to it and does not start over.

import { type ErrorCode, MailError } from '../mail/errors.ts';
import type { Log } from '../mail/log.ts';
import { readHeader } from '../mime/header/header.ts';
import { type Archive, markPulled } from './archive.ts';
import { takeArrivals } from './changes.ts';
import { isRefusal } from './errors.ts';
import { byMailbox } from './folders.ts';
import type { Hub } from './hub.ts';
import type { Limits } from './limits.ts';
import type { Maildrop } from './maildrop.ts';
import { adopt, checkReuse, type Found, reconcile } from './reconcile.ts';
import type { Listed, Listing, Session } from './session.ts';
import { settleTombstones } from './tombstones.ts';

/** What one message can do to a session: no end, too much of it, or not POP3. */
const BREAKS: ReadonlySet<ErrorCode> = new Set(['TOO_LARGE', 'UPSTREAM_PROTOCOL', 'UPSTREAM_TIMEOUT']);

export interface Pull {
  /** The newest headers are in the list. */
  first: Promise<void>;
  /** All of them are. */
  all: Promise<void>;
}

export interface PullerOptions {
  archive(): Promise<Archive>;
  maildrop: Maildrop;
  hub: Hub;
  limits: Limits;
  log: Log;
}

export class Puller {
  #options: PullerOptions;
  /** Names that wait for their headers, with their place in the order of arrival; and the same names, the newest last. */
  #backlog = new Map<string, number>();
  #stack: string[] = [];
  /** Of the last list in which nothing was unknown: most looks find it unchanged. */
  #digest = '';
  #asked: (Pull & { isBackground: boolean }) | null = null;
  #draining: Promise<void> | null = null;
  /** Smaller for a while after a header that broke the session, until the one at fault is alone. */
  #batch: number;
  /** Names whose header breaks the session; left alone until a restart. */
  #broken = new Set<string>();
  #saysNoUidl = false;
  lastPullAt = 0;
  #batchRead = Promise.withResolvers<void>();

  constructor(options: PullerOptions) {
    this.#options = options;
    this.#batch = options.limits.window;
  }

  /** One session that begins after now. Asked for again before it began, it is the same one. */
  pull(kind: { isBackground?: boolean } = {}): Pull {
    if (this.#asked && (kind.isBackground || !this.#asked.isBackground)) return this.#asked;
    const first = this.#options.maildrop.run(
      (session) => {
        if (this.#asked?.first === first) this.#asked = null;
        return this.#look(session);
      },
      { ...kind, isFresh: true },
    );
    const all = first.then(() => this.#drain());
    const asked = { first, all, isBackground: kind.isBackground ?? false };
    this.#asked = asked;
    first.catch(() => {
      if (this.#asked === asked) this.#asked = null;
    });
    all.catch(() => {});
    return asked;
  }

  /** While headers are still being read: resolves when there may be more of them in the list. Else null. */
  get coming(): Promise<void> | null {
    return this.#draining && this.#backlog.size > 0 ? this.#batchRead.promise : null;
  }

  #tellRead(): void {
    this.#batchRead.resolve();
    this.#batchRead = Promise.withResolvers<void>();
  }

  async #look(session: Session): Promise<void> {
    const { log } = this.#options;
    const archive = await this.#options.archive();
    const listing = await session.listing();
    if (!listing.hasUidl && !this.#saysNoUidl) {
      this.#saysNoUidl = true;
      log.warn(
        { messages: listing.entries.length },
        'The POP3 server has no UIDL; messages are told apart by their headers.',
      );
    }
    if (listing.digest !== this.#digest) await this.#compare(session, archive, listing);
    else await settleTombstones(archive, listing.byKey);
    await this.#readBatch(session);
    await markPulled(archive);
    this.lastPullAt = Date.now();
  }

  async #compare(session: Session, archive: Archive, listing: Listing): Promise<void> {
    await settleTombstones(archive, listing.byKey);
    const { unknown, changed, resized } = await reconcile(archive, listing.entries);
    this.#options.hub.tellEach('MESSAGES_CHANGED', byMailbox(archive, changed));
    const reused = await this.#findReused(session, archive, resized);
    await this.#queue(session, archive, [...unknown, ...reused]);
    if (unknown.length === 0 && resized.length === 0) this.#digest = listing.digest;
  }

  /** Names that now mean another message than before. */
  async #findReused(session: Session, archive: Archive, keys: readonly string[]): Promise<string[]> {
    const { byKey } = await session.listing();
    const listed = keys.slice(0, this.#options.limits.window).flatMap((key) => byKey.get(key) ?? []);
    const headers = await session.headers(listed.map(({ number }) => number));
    const reused: string[] = [];
    for (const { key, number, size } of listed) {
      const header = headers.get(number);
      if (header && (await checkReuse(archive, key, size, header))) reused.push(key);
    }
    return reused;
  }

  async #queue(session: Session, archive: Archive, keys: readonly string[]): Promise<void> {
    const { byKey } = await session.listing();
    const fresh = keys
      .filter((key) => !this.#backlog.has(key) && !this.#broken.has(key))
      .flatMap((key) => byKey.get(key) ?? []);
    if (fresh.length === 0) return;
    if (fresh.length > this.#options.limits.window && (await isNewestFirst(session, fresh))) fresh.reverse();
    const arrival = await takeArrivals(archive.database, archive.id, fresh.length);
    for (const [index, { key }] of fresh.entries()) {
      this.#backlog.set(key, arrival + index);
      this.#stack.push(key);
    }
  }

  /** Reads the backlog to its end, in many small jobs so that a person's go between. */
  #drain(): Promise<void> {
    this.#draining ??= this.#readAll().finally(() => {
      this.#draining = null;
      this.#tellRead();
    });
    return this.#draining;
  }

  async #readAll(): Promise<void> {
    while (this.#backlog.size > 0)
      await this.#options.maildrop.run((session) => this.#readBatch(session), { isBackground: true });
  }

  async #readBatch(session: Session): Promise<void> {
    const { byKey } = await session.listing();
    const batch = this.#stack.slice(-this.#batch);
    if (batch.length === 0) return;
    const listed = batch.flatMap((key) => byKey.get(key) ?? []);
    let headers: Map<number, Buffer>;
    try {
      headers = await session.headers(listed.map(({ number }) => number));
    } catch (error) {
      this.#blame(batch, error);
      throw error;
    }
    const found = listed.flatMap((each): Found[] => {
      const header = headers.get(each.number);
      const arrival = this.#backlog.get(each.key);
      return header && arrival !== undefined ? [{ ...each, header, arrival }] : [];
    });
    const archive = await this.#options.archive();
    const { added, renamed } = await adopt(archive, found);
    // Those without a header are gone, or refused for now: the next pull finds them again if they are still there.
    this.#forget(batch);
    this.#batch = Math.min(this.#batch * 2, this.#options.limits.window);
    const { hub } = this.#options;
    hub.tellEach('MESSAGES_CHANGED', byMailbox(archive, renamed));
    if (added > 0) {
      hub.tell({ kind: 'MESSAGES_ADDED', mailbox: 'INBOX' });
      hub.tell({ kind: 'MAILBOXES_CHANGED' });
    }
    this.#tellRead();
  }

  #forget(batch: readonly string[]): void {
    for (const key of batch) this.#backlog.delete(key);
    this.#stack.length -= batch.length;
  }

  /** A header that breaks every session must not keep the others from being read. */
  #blame(batch: readonly string[], error: unknown): void {
    if (!(error instanceof MailError) || isRefusal(error) || !BREAKS.has(error.code)) return;
    const [only] = batch;
    if (batch.length === 1 && only !== undefined) {
      this.#forget(batch);
      this.#broken.add(only);
    }
    this.#batch = 1;
  }
}

/** Some servers can be told to list the newest first (Exchange): compares the two ends. */
async function isNewestFirst(session: Session, listed: readonly Listed[]): Promise<boolean> {
  const [first, last] = [listed[0], listed.at(-1)];
  if (!first || !last) return false;
  const headers = await session.headers([first.number, last.number]);
  const [begin, end] = [first, last].map(({ number }) => {
    const header = headers.get(number);
    return header ? (readHeader(header).receivedAt?.getTime() ?? null) : null;
  });
  return begin != null && end != null && begin > end;
}
