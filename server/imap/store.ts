// A MailStore over IMAP. A newcomer's trap: nothing here talks to the server by itself; each method borrows a lane,
// and what comes back from imapflow as `false` or `undefined` is an error by the time it leaves this folder.
import type { AccountSecret } from '../mail/account.ts';
import { MailError } from '../mail/errors.ts';
import type { Log } from '../mail/log.ts';
import type { MessageHeader } from '../mail/message.ts';
import type { MailStore } from '../mail/store.ts';
import type { Egress } from '../net/egress.ts';
import { noop } from './commands.ts';
import { createDial } from './connection.ts';
import type { Context } from './context.ts';
import { translate } from './errors.ts';
import { destroy } from './expunge.ts';
import { createFiling } from './filing.ts';
import { createFlags } from './flags.ts';
import { createFolders } from './folders.ts';
import type { HeaderCache } from './headers.ts';
import { createLanes } from './lanes.ts';
import { decodeMailbox, decodeMessage, encodeMessage, type Placement } from './locator.ts';
import { Mailboxes } from './mailbox.ts';
import { toHeader, uidRows } from './message.ts';
import { Moves } from './moves.ts';
import { readPage } from './page.ts';
import { openPart, openRaw } from './part.ts';
import { isSlow, Searches } from './search.ts';
import { createWatcher, type WatchOptions } from './watch.ts';

export interface ImapStoreOptions {
  egress: Egress;
  headers: HeaderCache;
  /** Unique to the vault and the account: what is cached under it is shown to whoever has it. */
  cacheKey: string;
  /** Connections at most, 2 or more. */
  lanes: number;
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

const MAX_HEADERS = 500;

export function openImapStore(account: AccountSecret, options: ImapStoreOptions): ImapStore {
  // The protocol can't carry them (RFC 3501 section 9, RFC 4616), and a line break would begin another command.
  if (/[\r\n\0]/.test(account.username + account.password)) throw new MailError('UPSTREAM_AUTH');
  const { log, deadlineMs } = options;
  const lanes = createLanes({
    dial: createDial(account, options.egress),
    max: options.lanes,
    idleCloseMs: options.idleCloseMs,
    log,
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
  });
  const watcher = createWatcher(lanes, log, options.watch);
  const headers = options.headers.of(options.cacheKey);
  const moves = new Moves();
  const context: Context = { lanes, headers, moves, log, announce: watcher.announce };
  const mailboxes = new Mailboxes();
  const searches = new Searches();

  const placeOf = (message: string): Placement => decodeMessage(moves.resolve(message));

  async function headersOf(
    messages: readonly string[],
    signal?: AbortSignal,
  ): Promise<(MessageHeader | null)[]> {
    if (messages.length > MAX_HEADERS)
      throw new MailError('VALIDATION', { message: `Ask for ${MAX_HEADERS} messages at most.` });
    // A name that is none is one message that is not there, and no reason to answer for none of the others.
    const places = messages.map((message) => {
      try {
        return placeOf(message);
      } catch {
        return null;
      }
    });
    const found = new Map<string, MessageHeader>();
    for (const [path, group] of Map.groupBy(
      places.filter((place) => place !== null),
      (place) => place.path,
    )) {
      try {
        await lanes.use(
          async (session) => {
            const { uidValidity } = session.mailbox;
            const uids = group.filter((place) => place.uidValidity === uidValidity).map(({ uid }) => uid);
            if (uids.length === 0) return;
            const rows = await uidRows(session, headers, uids);
            for (const row of rows) {
              const header = toHeader(session, row);
              found.set(header.locator, header);
            }
          },
          { mailbox: path, signal },
        );
      } catch (error) {
        if (translate(error).code !== 'MAILBOX_GONE') throw error;
      }
    }
    return places.map((place) => (place && found.get(encodeMessage(place))) ?? null);
  }

  return {
    stateOrigin: 'SERVER',
    flags: createFlags(context),
    folders: createFolders(context, mailboxes),
    filing: createFiling(context),
    watch: watcher.watch,

    connect: (signal) => lanes.use(async () => {}, { signal }),
    mailboxes: (signal) => lanes.use((session) => mailboxes.list(session), { signal }),
    headers: headersOf,

    page: async (mailbox, window, signal) =>
      lanes.use((session) => readPage(session, headers, searches, window), {
        mailbox: decodeMailbox(mailbox),
        // The top of a list shows what arrived just now; its continuation does not depend on it.
        fresh: window.after === undefined,
        bulk: isSlow(window.filter),
        signal,
      }),

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
          { mailbox: place.path, signal },
        ));
      if (row === undefined) throw new MailError('GONE');
      if (row.structure === null)
        throw new MailError('TOO_LARGE', {
          message: 'This message has more parts than can be shown. Its source can still be downloaded.',
        });
      return row.structure;
    },

    openPart: async (message, part, signal) => openPart(lanes, placeOf(message), part, signal),
    openRaw: async (message, signal) => openRaw(lanes, placeOf(message), signal),
    destroy: (messages, signal) => destroy(context, messages, signal),

    async refresh(signal) {
      searches.forget();
      await lanes.use(({ client }) => noop(client), { signal });
    },

    stats: () => lanes.stats(),

    async close() {
      watcher.stop();
      await lanes.close();
      headers.drop();
    },
  };
}
