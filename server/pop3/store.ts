// A POP3 account as a MailStore: everything that POP3 lacks comes from the archive, so every group is there and says
// PROXY. A newcomer's trap: what a list shows comes from the archive at once and never waits for the server, but for
// the very first time, when an empty list would be a lie.
import { addAbortSignal, type Readable } from 'node:stream';
import type { Database } from '../data/database.ts';
import type { AccountSecret } from '../mail/account.ts';
import { MailError } from '../mail/errors.ts';
import type { Log } from '../mail/log.ts';
import type { Mailbox, Quota } from '../mail/mailbox.ts';
import type { Filter, MessageHeader, Outcome, Page, Part, Window } from '../mail/message.ts';
import type { FilingStore, FlagStore, FolderStore, MailStore, Watch } from '../mail/store.ts';
import type { Egress } from '../net/egress.ts';
import { type Archive, type ArchiveKey, openArchive, wasPulled } from './archive.ts';
import { bytesKept, readRange } from './bodies.ts';
import { appendMessage, type Change, moveMessages } from './changes.ts';
import { Checks } from './checks.ts';
import { connectPop3 } from './connect.ts';
import { copyMessage } from './copies.ts';
import { Deleter } from './deletions.ts';
import { translate } from './errors.ts';
import { createFolder, folderRights, listFolders, removeFolder, updateFolder } from './folders.ts';
import { Hub } from './hub.ts';
import { Keeper } from './keeper.ts';
import { LIMITS, type Limits } from './limits.ts';
import { Maildrop } from './maildrop.ts';
import { setMarks } from './marks.ts';
import { findRows, readHeaderRows, readPage } from './pages.ts';
import { inMemory, parseBody } from './parsed.ts';
import { type Pull, Puller } from './pull.ts';
import { readHeaderBlock, readPart, readSection, readStructure } from './reading.ts';
import { bury, pendingTombstones } from './tombstones.ts';
import { atMost, within } from './within.ts';

export interface Pop3StoreOptions {
  egress: Egress;
  database: Database;
  archiveKey: ArchiveKey;
  /** Bytes of bodies that are kept here without being asked for. */
  quotaBytes: number;
  log: Log;
  /** For tests: other times and sizes. */
  limits?: Partial<Limits>;
}

/** A list asks for new mail beside itself when the last look was longer ago than this, in milliseconds. */
const STALE_MS = 60_000;
const MAX_HEADERS = 500;

export function openPop3Store(account: AccountSecret, options: Pop3StoreOptions): Pop3Store {
  return new Pop3Store(account, options);
}

export class Pop3Store implements MailStore {
  readonly stateOrigin = 'PROXY';
  #options: Pop3StoreOptions;
  #limits: Limits;
  #hub = new Hub();
  #maildrop: Maildrop;
  #puller: Puller;
  #keeper: Keeper;
  #deleter: Deleter;
  #checks: Checks;
  #archive: Promise<Archive> | null = null;
  #followed: Pull | null = null;
  #looking: Promise<void> | null = null;
  #isClosed = false;

  constructor(account: AccountSecret, options: Pop3StoreOptions) {
    const { egress, log, quotaBytes } = options;
    const limits = { ...LIMITS, ...options.limits };
    const hub = this.#hub;
    const { host, port } = account.incoming;
    const maildrop = new Maildrop({
      ...{ limits, log },
      name: `${host.toLowerCase()}:${port}/${account.username}`,
      connect: (signal) => connectPop3({ egress, account, limits, signal }),
      onConnection: (connected) => hub.tell({ kind: 'CONNECTION', connected }),
    });
    const shared = { maildrop, hub, log, archive: () => this.#open() };
    this.#options = options;
    this.#limits = limits;
    this.#maildrop = maildrop;
    this.#puller = new Puller({ ...shared, limits });
    this.#keeper = new Keeper({ ...shared, quotaBytes });
    this.#deleter = new Deleter(shared);
    this.#checks = new Checks({
      limits,
      look: () => this.#pull({ isBackground: true }).all.then(...ignore),
      lastLookAt: () => this.#puller.lastPullAt,
      loginDelayMs: () => maildrop.loginDelayMs,
      pauseMs: () => maildrop.pauseMs,
    });
    hub.onWatched = (isWatched) =>
      isWatched && !this.#isClosed ? this.#checks.start() : this.#checks.stop();
  }

  /** Signs in once, within 10 s; the session stays a little for what comes next. Touches nothing on the disk. */
  connect(signal?: AbortSignal): Promise<void> {
    return this.#timed(signal, (limit) =>
      this.#maildrop.run(async () => {}, { isFresh: true, signal: limit }),
    );
  }

  mailboxes(signal?: AbortSignal): Promise<Mailbox[]> {
    return this.#timed(signal, async () => listFolders(await this.#open()));
  }

  /** What is kept here of what may be. */
  quota(signal?: AbortSignal): Promise<readonly Quota[]> {
    return this.#timed(signal, async () => [
      {
        resource: 'STORAGE',
        used: await bytesKept(await this.#open()),
        limit: this.#options.quotaBytes,
      },
    ]);
  }

  page(mailbox: string, window: Window, signal?: AbortSignal): Promise<Page> {
    return this.#timed(signal, async () => {
      const archive = await this.#open();
      if (mailbox === 'INBOX' && !(await wasPulled(archive))) await this.#firstLook();
      else if (mailbox === 'INBOX') this.#pullIfStale();
      const page = await this.#read(archive, mailbox, window);
      const coming = page.rows.filter(({ header }) => header.availability === 'HEADERS_ONLY');
      if (!window.previews || !this.#keeper.isKeeping || coming.length === 0) return page;
      await this.#keeper.whenKept(
        coming.map(({ header }) => header.locator),
        this.#limits.previewMs,
      );
      return this.#read(archive, mailbox, window);
    });
  }

  /**
   * A window, as long as older headers are still being read: it then never says that it ends. The newest page is
   * given as it is; one towards the past waits for more rows, else whoever pages would take a pause for the end.
   */
  async #read(archive: Archive, mailbox: string, window: Window): Promise<Page> {
    for (;;) {
      const { coming } = this.#puller;
      const page = await readPage(archive, mailbox, window);
      if (mailbox !== 'INBOX' || window.before !== undefined || page.hasOlder || !coming) return page;
      if (page.rows.length > 0 && (window.after === undefined || page.rows.length === window.limit))
        return { ...page, hasOlder: true };
      await coming;
    }
  }

  headers(
    messages: readonly string[],
    signal?: AbortSignal,
    previews = false,
  ): Promise<(MessageHeader | null)[]> {
    return this.#timed(signal, async () => {
      if (messages.length > MAX_HEADERS)
        throw new MailError('VALIDATION', { message: `Ask for ${MAX_HEADERS} messages at most.` });
      const archive = await this.#open();
      const rows = await readHeaderRows(archive, messages);
      const coming = rows.flatMap((row) => (row?.availability === 'HEADERS_ONLY' ? [row.locator] : []));
      if (!previews || !this.#keeper.isKeeping || coming.length === 0) return rows;
      await this.#keeper.whenKept(coming, this.#limits.previewMs);
      return readHeaderRows(archive, messages);
    });
  }

  find(mailbox: string, filter: Filter, limit: number, signal?: AbortSignal): Promise<string[]> {
    return this.#timed(signal, async () => findRows(await this.#open(), mailbox, filter, limit));
  }

  structure(message: string, signal?: AbortSignal): Promise<Part> {
    return this.#timed(signal, async () =>
      readStructure(await this.#open(), await this.#keeper.open(message)),
    );
  }

  openHeader(message: string, signal?: AbortSignal): Promise<Buffer> {
    return this.#timed(signal, async () =>
      readHeaderBlock(await this.#open(), await this.#keeper.open(message)),
    );
  }

  openPart(message: string, part: Part, signal?: AbortSignal): Promise<Readable> {
    return this.#timed(signal, async () =>
      endedBy(signal, await readPart(await this.#open(), await this.#keeper.open(message), part)),
    );
  }

  openSection(
    message: string,
    part: Part,
    range: { start: number; end: number },
    signal?: AbortSignal,
  ): Promise<Readable> {
    return this.#timed(signal, async () =>
      endedBy(signal, await readSection(await this.#open(), await this.#keeper.open(message), part, range)),
    );
  }

  openRaw(message: string, signal?: AbortSignal): Promise<Readable> {
    return this.#timed(signal, async () => {
      const row = await this.#keeper.open(message);
      return endedBy(signal, readRange(await this.#open(), row.id, 0, row.size));
    });
  }

  /**
   * Removes the copies here at once and the server's in a session of its own. That the server can't be reached is no
   * error: what it still has to remove is noted and never shown again.
   */
  destroy(messages: readonly string[], signal?: AbortSignal): Promise<Outcome[]> {
    return this.#timed(signal, async () => {
      const archive = await this.#open();
      const removed = await bury(archive, messages);
      this.#hub.tellEach('MESSAGES_REMOVED', removed);
      const limit = Math.min(this.#limits.deleteMs, this.#limits.interactiveMs / 2);
      if ((await pendingTombstones(archive, 1)).length > 0)
        await within(limit, signal, () => this.#deleter.settle({})).then(...ignore);
      return messages.map((locator): Outcome => ({ locator, gone: true }));
    });
  }

  refresh(signal?: AbortSignal): Promise<void> {
    return this.#timed(signal, async () => {
      const enough = Date.now() + this.#limits.interactiveMs * 0.8;
      const { first, all } = this.#pull();
      await first;
      // The newest are in the list; the rest of a very long one may come after the person's time.
      await atMost(Math.max(0, enough - Date.now()), all);
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#checks.stop();
    this.#keeper.close();
    await this.#maildrop.close();
  }

  readonly flags: FlagStore = {
    set: (messages, change, signal, undo) =>
      this.#change(signal, (archive) => setMarks(archive, messages, change, undo), 'MESSAGES_CHANGED'),
  };

  readonly folders: FolderStore = {
    create: (parent, name, signal) =>
      this.#refolder(signal, (archive) => createFolder(archive, parent, name)),
    update: (mailbox, change, signal) =>
      this.#refolder(signal, (archive) => updateFolder(archive, mailbox, change)),
    remove: (mailbox, withMessages, signal) =>
      this.#refolder(signal, (archive) => removeFolder(archive, mailbox, withMessages)),
    rights: (mailboxes, signal) =>
      this.#timed(signal, async () => folderRights(await this.#open(), mailboxes)),
  };

  readonly filing: FilingStore = {
    move: async (messages, to, signal) => {
      const outcomes = await this.#change(
        signal,
        (archive) => moveMessages(archive, messages, to),
        'MESSAGES_REMOVED',
      );
      if (outcomes.some((outcome) => !('error' in outcome)))
        this.#hub.tell({ kind: 'MESSAGES_ADDED', mailbox: to });
      return outcomes;
    },
    copy: (messages, to, signal) => this.#timed(signal, (limit) => this.#copy(messages, to, limit)),
    append: (mailbox, raw, flags, signal) =>
      this.#timed(signal, async () => {
        const parsed = await parseBody(inMemory(raw), raw.length);
        const { quotaBytes } = this.#options;
        const archive = await this.#open();
        const locator = await appendMessage(archive, mailbox, raw, flags, { parsed, quotaBytes });
        this.#hub.tell({ kind: 'MESSAGES_ADDED', mailbox });
        this.#hub.tell({ kind: 'MAILBOXES_CHANGED' });
        return locator;
      }),
  };

  readonly watch: Watch = (mailbox, listener) => this.#hub.add(mailbox, listener);

  async #copy(messages: readonly string[], to: string, signal: AbortSignal): Promise<Outcome[]> {
    const archive = await this.#open();
    const outcomes: Outcome[] = [];
    for (const locator of messages) {
      try {
        signal.throwIfAborted();
        await this.#keeper.open(locator);
        const copy = await copyMessage(archive, locator, to, this.#options.quotaBytes);
        outcomes.push({ locator, copy });
      } catch (error) {
        outcomes.push({ locator, error: translate(error) });
      }
    }
    this.#hub.tell({ kind: 'MESSAGES_ADDED', mailbox: to });
    return outcomes;
  }

  /** A look for new mail, and what follows from it: bodies, and deletions that are still to be done. */
  #pull(kind: { isBackground?: boolean } = {}): Pull {
    const pull = this.#puller.pull(kind);
    if (pull !== this.#followed) {
      this.#followed = pull;
      pull.all.then(() => this.#follow()).catch((error) => this.#note(error));
    }
    return pull;
  }

  async #follow(): Promise<void> {
    this.#keeper.keep();
    const archive = await this.#open();
    if ((await pendingTombstones(archive, 1)).length > 0) await this.#deleter.settle({ isBackground: true });
  }

  /** For work that nobody waits for: whoever asks next meets the same error. */
  #note(error: unknown): void {
    this.#options.log.debug(
      { code: translate(error).code },
      'Work on a POP3 archive in the background stopped.',
    );
  }

  /** Whoever asks before anything is known waits for the same look. */
  #firstLook(): Promise<void> {
    this.#looking ??= this.#pull().first.finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  #pullIfStale(): void {
    const age = Date.now() - this.#puller.lastPullAt;
    if (age > Math.max(STALE_MS, this.#maildrop.loginDelayMs)) this.#pull({ isBackground: true });
  }

  async #change(
    signal: AbortSignal | undefined,
    work: (archive: Archive) => Promise<Change>,
    kind: 'MESSAGES_CHANGED' | 'MESSAGES_REMOVED',
  ): Promise<Outcome[]> {
    return this.#timed(signal, async () => {
      const { outcomes, touched } = await work(await this.#open());
      this.#hub.tellEach(kind, touched);
      return outcomes;
    });
  }

  #refolder<T>(signal: AbortSignal | undefined, work: (archive: Archive) => Promise<T>): Promise<T> {
    return this.#timed(signal, async () => {
      const result = await work(await this.#open());
      this.#hub.tell({ kind: 'MAILBOXES_CHANGED' });
      return result;
    });
  }

  /** Opened when it is first needed, so that a sign-in that fails leaves nothing behind. */
  #open(): Promise<Archive> {
    const { database, archiveKey } = this.#options;
    this.#archive ??= openArchive(database, archiveKey).catch((error) => {
      this.#archive = null;
      throw error;
    });
    return this.#archive;
  }

  #timed<T>(signal: AbortSignal | undefined, work: (limit: AbortSignal) => Promise<T>): Promise<T> {
    return within(this.#limits.interactiveMs, signal, work);
  }
}

const nothing = (): void => {};
/** Both ends of a promise whose outcome is told elsewhere. */
const ignore = [nothing, nothing] as const;

function endedBy(signal: AbortSignal | undefined, stream: Readable): Readable {
  return signal ? addAbortSignal(signal, stream) : stream;
}
