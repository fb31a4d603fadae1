// Fetches bodies: all of them in the background, newest first and within the quota, and at once the one that a person
// opens. A newcomer's trap: bodies always go through the archive, never straight to a reader, so that a slow phone
// does not hold the maildrop.

import { MailError } from '../mail/errors.ts';
import type { Log } from '../mail/log.ts';
import type { Archive } from './archive.ts';
import { type BodyRow, bodyRow, bytesKept, dropBody, isHere, storeBody, wantedBodies } from './bodies.ts';
import { isRefusal, translate } from './errors.ts';
import { fingerprintOf } from './fingerprint.ts';
import { byMailbox } from './folders.ts';
import type { Hub } from './hub.ts';
import type { Maildrop } from './maildrop.ts';
import { checkReuse } from './reconcile.ts';
import type { Session } from './session.ts';
import { atMost } from './within.ts';

export interface KeeperOptions {
  archive(): Promise<Archive>;
  maildrop: Maildrop;
  hub: Hub;
  quotaBytes: number;
  log: Log;
}

const BATCH = 20;
/** Bodies over the quota that stay for the moment, for whoever reads them. */
const MAX_PASSING = 10;

export class Keeper {
  #options: KeeperOptions;
  #keeping: Promise<void> | null = null;
  #fetching = new Map<number, Promise<void>>();
  /** Rows whose body the server did not give; tried again after a restart, or when opened. */
  #refused = new Set<number>();
  #passing: number[] = [];
  /** Bytes on the disk, counted anew at each round; null in the type would only say "not yet". */
  #used = 0;
  #isClosed = false;
  #kept = new Map<string, () => void>();

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  get isKeeping(): boolean {
    return this.#keeping !== null;
  }

  /** Begins to fetch what is wanted, unless that is under way. */
  keep(): void {
    this.#keeping ??= this.#keepAll()
      .catch((error) => this.#options.log.debug({ code: translate(error).code }, 'Keeping bodies stopped.'))
      .finally(() => {
        this.#keeping = null;
        for (const tell of this.#kept.values()) tell();
        this.#kept.clear();
      });
  }

  /** Resolves when these bodies are here, when nothing more is coming, or after `ms`. */
  async whenKept(locators: readonly string[], ms: number): Promise<void> {
    if (!this.#keeping || locators.length === 0) return;
    const all = Promise.all(
      locators.map(
        (locator) =>
          new Promise<void>((resolve) => {
            const before = this.#kept.get(locator);
            this.#kept.set(locator, () => {
              before?.();
              resolve();
            });
          }),
      ),
    );
    await atMost(ms, all);
  }

  /** The row of a message whose body is here afterwards. GONE when the server has it no more. */
  async open(locator: string): Promise<BodyRow> {
    const archive = await this.#options.archive();
    const row = await bodyRow(archive, locator);
    if (isHere(row)) return row;
    if (row.server_key === null || row.state !== 'LISTED')
      throw new MailError('GONE', {
        message: 'The mail server no longer has this message, and its text was not kept here.',
      });
    await this.#fetch(archive, row, {});
    return bodyRow(archive, locator);
  }

  close(): void {
    this.#isClosed = true;
  }

  async #keepAll(): Promise<void> {
    const archive = await this.#options.archive();
    this.#used = await bytesKept(archive);
    for (;;) {
      const rows = await wantedBodies(archive, { room: this.#room, limit: BATCH, except: this.#refused });
      const kept: BodyRow[] = [];
      try {
        for (const row of rows) {
          if (this.#isClosed) return;
          if (row.size > this.#room) continue;
          await this.#fetch(archive, row, { isBackground: true });
          kept.push(row);
        }
      } finally {
        this.#options.hub.tellEach('MESSAGES_CHANGED', byMailbox(archive, kept));
      }
      if (rows.length === 0) return;
    }
  }

  get #room(): number {
    return this.#options.quotaBytes - this.#used;
  }

  /** One fetch for each message, however many ask; a person's goes ahead of the background's. */
  #fetch(archive: Archive, row: BodyRow, kind: { isBackground?: boolean }): Promise<void> {
    const known = this.#fetching.get(row.id);
    if (known && kind.isBackground) return known;
    const fetching = this.#options.maildrop
      .run((session) => this.#retrieve(session, archive, row), kind)
      .catch((error: unknown) => {
        // What is wrong with this one message must not stop the others.
        if (!kind.isBackground || !isOfTheMessage(error)) throw error;
      })
      .finally(() => {
        if (this.#fetching.get(row.id) === fetching) this.#fetching.delete(row.id);
      });
    this.#fetching.set(row.id, fetching);
    return fetching;
  }

  async #retrieve(session: Session, archive: Archive, { id, locator, server_key }: BodyRow): Promise<void> {
    // Somebody else's wish for it may have been granted meanwhile, or it was deleted.
    const row = await bodyRow(archive, locator);
    if (isHere(row) || server_key === null) return;
    try {
      const listed = (await session.listing()).byKey.get(server_key);
      if (!listed) throw new MailError('GONE');
      const passes = listed.size > this.#room;
      const stream = await session.client.retr(listed.number);
      const { header, size } = await storeBody(archive, id, stream, passes ? 'PASSING' : 'KEPT');
      this.#used += size;
      if (passes) await this.#makeRoom(archive, id);
      if (fingerprintOf(header) !== row.fingerprint && session.client.isAlive) {
        // Either the server writes headers anew at each look, or it gave the name to another message: TOP tells.
        const top = await session.header(listed.number);
        if (await checkReuse(archive, server_key, listed.size, top)) {
          await dropBody(archive, id, { evenKept: true });
          throw new MailError('GONE');
        }
      }
    } catch (error) {
      if (isOfTheMessage(error)) this.#refused.add(id);
      throw error;
    } finally {
      this.#kept.get(locator)?.();
      this.#kept.delete(locator);
    }
  }

  async #makeRoom(archive: Archive, id: number): Promise<void> {
    this.#passing.push(id);
    while (this.#passing.length > MAX_PASSING) {
      const oldest = this.#passing.shift();
      if (oldest !== undefined) await dropBody(archive, oldest);
    }
  }
}

function isOfTheMessage(error: unknown): boolean {
  if (!(error instanceof MailError)) return false;
  return error.code === 'GONE' || error.code === 'TOO_LARGE' || isRefusal(error);
}
