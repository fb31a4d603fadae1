// A MailStore over IMAP. A newcomer's trap: nothing here talks to the server by itself; each method borrows a lane,
// and what comes back from imapflow as `false` or `undefined` is an error by the time it leaves this folder.
import type { AccountSecret } from '../mail/account.ts';
import { MailError } from '../mail/errors.ts';
import type { Log } from '../mail/log.ts';
import type { MailStore } from '../mail/store.ts';
import type { Egress } from '../net/egress.ts';
import { destroy } from './action/expunge.ts';
import { createFiling } from './action/filing.ts';
import { createFlags } from './action/flags.ts';
import { Moves } from './action/moves.ts';
import { noop } from './commands.ts';
import type { Context } from './context.ts';
import { createDial } from './lanes/connection.ts';
import type { Hosts } from './lanes/hosts.ts';
import { createLanes, type LaneLimits } from './lanes/lanes.ts';
import { findMessages } from './list/find.ts';
import { headersOf } from './list/lookup.ts';
import { Orders } from './list/orders.ts';
import { readPage } from './list/page.ts';
import { Searches } from './list/search.ts';
import { decodeMailbox, decodeMessage, type Placement } from './locator.ts';
import { createFolders } from './mailbox/folders.ts';
import { type KeptList, keepList } from './mailbox/kept-list.ts';
import { Labels } from './mailbox/labels.ts';
import { Mailboxes } from './mailbox/mailbox.ts';
import { createMailboxList } from './mailbox/mailboxes.ts';
import { QuotaReader } from './mailbox/quota.ts';
import { RightsReader } from './mailbox/rights.ts';
import { Bodies, HEADER } from './message/bodies.ts';
import type { HeaderCache } from './message/headers.ts';
import { mended } from './message/mended.ts';
import { uidRows } from './message/message.ts';
import { openHeader, openPart, openRaw, openSection } from './message/part.ts';
import { UNREADABLE } from './message/structure.ts';
import { createChanges } from './mirror/changes.ts';
import { Mirrors } from './mirror/mirrors.ts';
import { createPicture } from './mirror/picture.ts';
import { createWatcher, type WatchOptions } from './mirror/watch.ts';

export interface ImapStoreOptions {
  egress: Egress;
  headers: HeaderCache;
  /** Unique to the vault and the account: what is cached under it is shown to whoever has it. */
  cacheKey: string;
  hosts: Hosts;
  lanes: LaneLimits;
  idleCloseMs: number;
  log: Log;
  /** For an operation that somebody waits for; 10 s unless told. */
  deadlineMs?: number;
  watch?: WatchOptions;
}

export interface ImapStore extends MailStore {
  /** Signs in, to see whether the server accepts the account. UPSTREAM_AUTH, UPSTREAM_LIMIT and the like. */
  connect(signal?: AbortSignal): Promise<void>;
  /** Connections open now, and commands sent since the store was opened. */
  stats(): { connections: number; commands: number };
}

export function openImapStore(account: AccountSecret, options: ImapStoreOptions): ImapStore {
  // The protocol can't carry them (RFC 3501 section 9, RFC 4616), and a line break would begin another command.
  if (/[\r\n\0]/.test(account.username + account.password)) throw new MailError('UPSTREAM_AUTH');
  const { log, deadlineMs } = options;
  const dial = createDial(account, options.egress);
  const mirrors = new Mirrors(options.headers.cache.of(options.cacheKey));
  const lanes = createLanes({
    dial: async (signal, options) => {
      const client = await dial(signal, options);
      rights.follow(client);
      labels.note(client);
      return client;
    },
    host: options.hosts.of(account.incoming),
    mirrors,
    limits: options.lanes,
    idleCloseMs: options.idleCloseMs,
    log,
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
  });
  const headers = options.headers.of(options.cacheKey);
  const bodies = new Bodies(lanes, headers, options.headers.cache.of(options.cacheKey));
  const watcher = createWatcher(
    {
      ...{ lanes, mirrors, headers, log },
      // What is followed counts by itself.
      onEvent: (event) => {
        const isCounted = 'mailbox' in event && mirrors.peek(event.mailbox)?.isTold === true;
        if (!isCounted) list.forget();
      },
    },
    options.watch,
  );
  const moves = new Moves();
  const labels = new Labels();
  const context: Context = {
    lanes,
    headers,
    moves,
    labels,
    log,
    announce: watcher.announce,
    arrived: watcher.expect,
    ...createPicture(mirrors, watcher.emit),
  };
  const rights: RightsReader = new RightsReader(lanes);
  const mailboxes = new Mailboxes((row) => rights.note(row));
  const list: KeptList = keepList(createMailboxList(context, mailboxes), mirrors, watcher.announce);
  /** Everything in it may change counts or names. */
  const changing = <T extends object>(group: T): T =>
    Object.fromEntries(
      Object.entries(group).map(([name, work]) => [
        name,
        (...args: unknown[]): Promise<unknown> => Promise.resolve(work(...args)).finally(() => list.forget()),
      ]),
    ) as T;
  const quota = new QuotaReader(lanes);
  const searches = new Searches();
  const orders = new Orders();

  const placeOf = (message: string): Placement => {
    const current = moves.resolve(message);
    if (moves.isGone(current)) throw new MailError('GONE');
    return decodeMessage(current);
  };

  return {
    stateOrigin: 'SERVER',
    get mailboxesAreLabels() {
      return labels.inUse;
    },
    flags: changing(createFlags(context)),
    folders: changing(createFolders(context, mailboxes, rights)),
    filing: changing(createFiling(context)),
    watch: watcher.watch,
    changes: createChanges(lanes, mirrors),

    connect: (signal) => lanes.use(async () => {}, { signal }),
    mailboxes: list.list,
    quota: () => quota.read(),
    headers: (messages, signal, previews) =>
      headersOf({ lanes, mirrors, headers, placeOf }, messages, signal, previews),

    find: async (mailbox, filter, limit, signal) =>
      findMessages(lanes, mirrors.of(decodeMailbox(mailbox)), filter, limit, signal),

    page: async (mailbox, window, signal) => {
      const path = decodeMailbox(mailbox);
      watcher.touch(path);
      return readPage({ lanes, mirrors, headers, searches, orders }, path, window, signal);
    },

    async structure(message, signal) {
      const place = placeOf(message);
      const known = headers.get(place.path, place.uidValidity, place.uid);
      const row =
        known ??
        (await lanes.use(
          async (session) => {
            if (session.mailbox.uidValidity !== place.uidValidity) throw new MailError('STALE');
            return (await uidRows(session, headers, [place.uid]))[0]?.row;
          },
          { mailbox: place.path, upTo: place.uid, signal },
        ));
      if (row === undefined) throw new MailError('GONE');
      if (row.structure === null) return UNREADABLE;
      return mended(row.structure, HEADER, (part) => bodies.read(place, part, signal));
    },

    openHeader: async (message, signal) => openHeader(lanes, bodies, placeOf(message), signal),
    openPart: async (message, part, signal) => openPart(lanes, bodies, placeOf(message), part, signal),
    openSection: async (message, part, range, signal) =>
      openSection(lanes, placeOf(message), part, range, signal),
    openRaw: async (message, signal) => openRaw(lanes, placeOf(message), signal),
    destroy: (messages, signal) => destroy(context, messages, signal).finally(() => list.forget()),

    async refresh(signal) {
      searches.forget();
      list.forget();
      quota.forget();
      rights.forget();
      mailboxes.forgetOthers();
      if (watcher.isFollowing) await watcher.refresh(signal);
      else await lanes.use(({ client }) => noop(client), { signal });
    },

    stats: () => lanes.stats(),

    async close() {
      watcher.stop();
      await lanes.close();
      headers.drop();
      mirrors.drop();
      orders.drop();
    },
  };
}
