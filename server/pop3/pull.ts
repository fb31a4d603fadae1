// Looking for new mail: the list, what changed, and the headers of what is unknown, newest first and in batches, so
// that the first pull of a large maildrop shows mail as it comes. A newcomer's trap: what is still to be read is one
// backlog for all pulls; a second pull during a long first one adds to it and does not start over.

import { type ErrorCode, MailError } from '../mail/errors.ts';
import type { Log } from '../mail/log.ts';
import { readHeader } from '../mime/header.ts';
import { type Archive, markPulled } from './archive.ts';
import { takeArrivals } from './changes.ts';
import { isRefusal } from './errors.ts';
import { locatorOf } from './folders.ts';
import type { Hub } from './hub.ts';
import type { Limits } from './limits.ts';
import type { Maildrop } from './maildrop.ts';
import { adopt, checkReuse, type Found, reconcile } from './reconcile.ts';
import type { Listed, Session } from './session.ts';

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
  /** Names that wait for their headers, oldest first, with their place in the order of arrival. */
  #backlog = new Map<string, number>();
  #asked: (Pull & { isBackground: boolean }) | null = null;
  #draining: Promise<void> | null = null;
  /** Smaller for a while after a header that broke the session, until the one at fault is alone. */
  #batch: number;
  /** Names whose header breaks the session; left alone until a restart. */
  #broken = new Set<string>();
  #saysNoUidl = false;
  lastPullAt = 0;

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

  async #look(session: Session): Promise<void> {
    const { hub, log } = this.#options;
    const archive = await this.#options.archive();
    const listing = await session.listing();
    if (!listing.hasUidl && !this.#saysNoUidl) {
      this.#saysNoUidl = true;
      log.warn(
        { messages: listing.entries.length },
        'The POP3 server has no UIDL; messages are told apart by their headers.',
      );
    }
    const { unknown, changed, resized } = await reconcile(archive, listing.entries);
    const touched = new Map<string, string[]>();
    for (const { locator, folder_id } of changed) {
      const mailbox = locatorOf({ id: folder_id, role: folder_id === archive.inbox ? 'INBOX' : null });
      touched.set(mailbox, [...(touched.get(mailbox) ?? []), locator]);
    }
    hub.tellEach('MESSAGES_CHANGED', touched);
    const reused = await this.#findReused(session, archive, resized);
    await this.#queue(session, archive, [...unknown, ...reused]);
    await this.#readBatch(session);
    await markPulled(archive);
    this.lastPullAt = Date.now();
  }

  /** Names that now mean another message than before. */
  async #findReused(session: Session, archive: Archive, keys: readonly string[]): Promise<string[]> {
    const { byKey } = await session.listing();
    const reused: string[] = [];
    for (const key of keys.slice(0, this.#options.limits.window)) {
      const listed = byKey.get(key);
      const header = listed && (await session.headers([listed.number])).get(listed.number);
      if (listed && header && (await checkReuse(archive, key, listed.size, header))) reused.push(key);
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
    for (const [index, { key }] of fresh.entries()) this.#backlog.set(key, arrival + index);
  }

  /** Reads the backlog to its end, in many small jobs so that a person's go between. */
  #drain(): Promise<void> {
    this.#draining ??= this.#readAll().finally(() => {
      this.#draining = null;
    });
    return this.#draining;
  }

  async #readAll(): Promise<void> {
    while (this.#backlog.size > 0)
      await this.#options.maildrop.run((session) => this.#readBatch(session), { isBackground: true });
  }

  async #readBatch(session: Session): Promise<void> {
    const { byKey } = await session.listing();
    const batch = [...this.#backlog].slice(-this.#batch);
    const listed = batch.flatMap(([key]) => byKey.get(key) ?? []);
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
    const added = found.length === 0 ? 0 : await adopt(archive, found);
    // Those without a header are gone, or refused for now: the next pull finds them again if they are still there.
    for (const [key] of batch) this.#backlog.delete(key);
    this.#batch = Math.min(this.#batch * 2, this.#options.limits.window);
    if (added > 0) {
      this.#options.hub.tell({ kind: 'MESSAGES_ADDED', mailbox: 'INBOX' });
      this.#options.hub.tell({ kind: 'MAILBOXES_CHANGED' });
    }
  }

  /** A header that breaks every session must not keep the others from being read. */
  #blame(batch: readonly (readonly [string, number])[], error: unknown): void {
    if (!(error instanceof MailError) || isRefusal(error) || !BREAKS.has(error.code)) return;
    const [only] = batch;
    if (batch.length === 1 && only) {
      this.#backlog.delete(only[0]);
      this.#broken.add(only[0]);
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
