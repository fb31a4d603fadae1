// A mailbox in memory, whole: the third store of the contract, and what the tests of graphql/ and http/ stand
// on where no server is needed. A newcomer's trap: it is a fake, not a mock; it behaves, and expects nothing.
import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import { MailError } from '../../server/mail/errors.ts';
import { FULL_RIGHTS, type Mailbox, type MailboxRole } from '../../server/mail/mailbox.ts';
import type {
  Flag,
  FlagChange,
  MessageHeader,
  Outcome,
  Page,
  Part,
  Sort,
  Window,
} from '../../server/mail/message.ts';
import { FLAGS, NEWEST_FIRST } from '../../server/mail/message.ts';
import type { MailStore, StoreEvent } from '../../server/mail/store.ts';
import { decodeBytes } from '../../server/mime/decode.ts';
import { readHeader } from '../../server/mime/header/header.ts';
import { findPart, type LocatedPart, parseStructure, shown } from '../../server/mime/structure/structure.ts';
import { previewText } from '../../server/mime/text/preview.ts';
import { ChangeLog } from './change-log.ts';

interface Kept {
  locator: string;
  mailbox: string;
  raw: Buffer;
  flags: Flag[];
  keywords: string[];
  receivedAt: Date;
}

const ROLES: readonly (readonly [string, MailboxRole])[] = [
  ['INBOX', 'INBOX'],
  ['Drafts', 'DRAFTS'],
  ['Sent', 'SENT'],
  ['Trash', 'TRASH'],
  ['Archive', 'ARCHIVE'],
];

export interface MemoryStore extends MailStore {
  deliver(raw: Buffer): void;
}

export function memoryStore(): MemoryStore {
  const folders = new Set(ROLES.map(([name]) => name));
  const roleOf = new Map<string, MailboxRole>(ROLES);
  const unsubscribed = new Set<string>();
  const messages = new Map<string, Kept>();
  const events = new EventEmitter();
  const log = new ChangeLog();
  let serial = 0;

  const known = (mailbox: string): void => {
    if (!folders.has(mailbox)) throw new MailError('MAILBOX_GONE');
  };
  const find = (locator: string): Kept => {
    if (!/^\d+$/.test(locator)) throw new MailError('NOT_FOUND');
    const kept = messages.get(locator);
    if (!kept) throw new MailError('GONE');
    return kept;
  };
  const within = (mailbox: string): Kept[] =>
    [...messages.values()].filter((kept) => kept.mailbox === mailbox).reverse();
  const mailboxOf = (locator: string): Mailbox => {
    const all = within(locator);
    return {
      locator,
      path: locator.split('/'),
      role: roleOf.get(locator) ?? null,
      namespace: 'PERSONAL',
      owner: null,
      subscribed: !unsubscribed.has(locator),
      selectable: true,
      total: all.length,
      unread: all.filter(({ flags }) => !flags.includes('SEEN')).length,
      origin: 'SERVER',
    };
  };
  const keep = (mailbox: string, raw: Buffer, flags: readonly Flag[]): string => {
    known(mailbox);
    const locator = String(++serial);
    messages.set(locator, {
      locator,
      mailbox,
      raw,
      flags: order(flags),
      keywords: [],
      receivedAt: new Date(),
    });
    log.note('ADDED', mailbox, locator);
    return locator;
  };
  const lose = (locator: string): void => {
    const kept = messages.get(locator);
    if (kept && messages.delete(locator)) log.note('REMOVED', kept.mailbox, locator);
  };
  const tell = (event: StoreEvent): void => void events.emit('event', event);
  const each = (locators: readonly string[], act: (kept: Kept) => Outcome): Outcome[] =>
    locators.map((locator) => {
      const kept = messages.get(locator);
      return kept ? act(kept) : { locator, error: new MailError('GONE') };
    });
  const check = (signal?: AbortSignal): void => {
    if (signal?.aborted) throw new MailError('CANCELLED');
  };

  return {
    stateOrigin: 'SERVER',
    deliver: (raw) => {
      keep('INBOX', raw, []);
      tell({ kind: 'MESSAGES_ADDED', mailbox: 'INBOX' });
    },
    mailboxes: async (signal) => {
      check(signal);
      return [...folders].map(mailboxOf);
    },
    page: async (mailbox, window) => {
      known(mailbox);
      return { ...pageOf(within(mailbox), window), state: log.state(mailbox) };
    },
    headers: async (locators, _signal, previews = false) =>
      locators.map((locator) => {
        const kept = messages.get(locator);
        return kept ? headerOf(kept, previews) : null;
      }),
    find: async (mailbox, filter, limit) => {
      known(mailbox);
      return within(mailbox)
        .filter((kept) => matches(headerOf(kept, false), filter))
        .slice(0, limit)
        .map(({ locator }) => locator);
    },
    structure: async (locator) => parseStructure(find(locator).raw).root,
    openHeader: async (locator) => {
      const { raw } = find(locator);
      return raw.subarray(0, parseStructure(raw).root.start);
    },
    openPart: async (locator, part) => {
      const { raw } = find(locator);
      return Readable.from([partBytes(raw, part)]);
    },
    openSection: async (locator, part, { start, end }) => {
      const { raw } = find(locator);
      const located = locatedPart(raw, part);
      return Readable.from([raw.subarray(located.start + start, Math.min(located.end, located.start + end))]);
    },
    openRaw: async (locator) => Readable.from([find(locator).raw]),
    destroy: async (locators) =>
      locators.map((locator) => {
        lose(locator);
        return { locator, gone: true };
      }),
    refresh: async () => {},
    quota: async () => [],
    close: async () => {
      events.removeAllListeners();
    },
    flags: {
      set: async (locators, change, _signal, undo) =>
        each(locators, (kept) => {
          const back = undoOf(kept, change);
          const { addKeywords = [], removeKeywords = [] } = change;
          kept.flags = order([...without(kept.flags, change.remove), ...change.add]);
          kept.keywords = [...new Set([...without(kept.keywords, removeKeywords), ...addKeywords])];
          log.note('CHANGED', kept.mailbox, kept.locator);
          tell({ kind: 'MESSAGES_CHANGED', mailbox: kept.mailbox, messages: [kept.locator] });
          return { locator: kept.locator, ...(undo && back ? { undo: back } : {}) };
        }),
    },
    folders: {
      create: async (parent, name) => {
        if (name === '' || /\p{Cc}/u.test(name)) throw new MailError('VALIDATION');
        const path = parent === null ? name : `${parent}/${name}`;
        if (folders.has(path)) throw new MailError('CONFLICT');
        folders.add(path);
        return mailboxOf(path);
      },
      update: async (mailbox, { name, parent, subscribed }) => {
        known(mailbox);
        const levels = mailbox.split('/');
        const above = parent === undefined ? levels.slice(0, -1) : (parent?.split('/') ?? []);
        const path = [...above, name ?? levels.at(-1)].join('/');
        if (path.startsWith(`${mailbox}/`)) throw new MailError('VALIDATION');
        if (path !== mailbox && folders.has(path)) throw new MailError('CONFLICT');
        for (const old of [...folders].filter((each) => each === mailbox || each.startsWith(`${mailbox}/`))) {
          const renamed = path + old.slice(mailbox.length);
          folders.delete(old);
          folders.add(renamed);
          if (unsubscribed.delete(old)) unsubscribed.add(renamed);
          for (const kept of within(old)) kept.mailbox = renamed;
          log.begin(renamed);
        }
        if (subscribed === false) unsubscribed.add(path);
        if (subscribed === true) unsubscribed.delete(path);
        return mailboxOf(path);
      },
      rights: async (locators) => locators.map((locator) => (folders.has(locator) ? FULL_RIGHTS : null)),
      remove: async (mailbox, withMessages) => {
        known(mailbox);
        if (within(mailbox).length > 0 && !withMessages) throw new MailError('CONFLICT');
        for (const { locator } of within(mailbox)) messages.delete(locator);
        folders.delete(mailbox);
        log.begin(mailbox);
      },
    },
    filing: {
      move: async (locators, to) =>
        each(locators, (kept) => {
          if (!folders.has(to)) return { locator: kept.locator, error: new MailError('MAILBOX_GONE') };
          const from = kept.mailbox;
          kept.mailbox = to;
          log.note('REMOVED', from, kept.locator);
          log.note('ADDED', to, kept.locator);
          return { locator: kept.locator, from };
        }),
      copy: async (locators, to) =>
        each(locators, (kept) => {
          if (!folders.has(to)) return { locator: kept.locator, error: new MailError('MAILBOX_GONE') };
          const copy = keep(to, kept.raw, kept.flags);
          Object.assign(find(copy), { keywords: [...kept.keywords], receivedAt: kept.receivedAt });
          return { locator: kept.locator, copy };
        }),
      append: async (mailbox, raw, flags) => keep(mailbox, raw, flags),
    },
    watch: (mailbox, listener) => {
      const own = (event: StoreEvent): void => {
        if (!('mailbox' in event) || event.mailbox === mailbox) listener(event);
      };
      events.on('event', own);
      return () => void events.off('event', own);
    },
    changes: {
      state: async (mailbox) => {
        known(mailbox);
        return log.state(mailbox);
      },
      since: async (mailbox, state, limit) => {
        known(mailbox);
        return log.since(mailbox, state, limit, (locator) => {
          const kept = messages.get(locator);
          return kept?.mailbox === mailbox ? { locator, flags: kept.flags, keywords: kept.keywords } : null;
        });
      },
      uidOf: (locator) => {
        if (!/^\d+$/.test(locator)) throw new MailError('NOT_FOUND');
        return Number(locator);
      },
    },
  };
}

const without = <T>(all: readonly T[], some: readonly T[]): T[] => all.filter((each) => !some.includes(each));

function undoOf({ flags, keywords }: Kept, change: FlagChange): FlagChange | null {
  const { addKeywords = [], removeKeywords = [] } = change;
  const back = {
    add: without(change.remove, change.add).filter((flag) => flags.includes(flag)),
    remove: without(change.add, flags),
    addKeywords: without(removeKeywords, addKeywords).filter((keyword) => keywords.includes(keyword)),
    removeKeywords: without(addKeywords, keywords),
  };
  return Object.values(back).some((names) => names.length > 0) ? back : null;
}

const order = (flags: readonly Flag[]): Flag[] => FLAGS.filter((flag) => flags.includes(flag));

/** A cursor is the place in the order: the sort key and the locator. */
function pageOf(all: Kept[], window: Window): Omit<Page, 'state'> {
  const { limit, after, before, offset, around, filter, previews, sort = NEWEST_FIRST } = window;
  if (!Number.isInteger(limit) || limit < 1 || limit > 200) throw new MailError('VALIDATION');
  if ([after, before, offset, around].filter((each) => each !== undefined).length > 1)
    throw new MailError('VALIDATION');
  if (offset !== undefined && (!Number.isInteger(offset) || offset < 0)) throw new MailError('VALIDATION');
  const list = all
    .map((kept) => headerOf(kept, previews ?? false))
    .filter((header) => matches(header, filter))
    .map((header) => ({ header, place: placeOf(header, sort) }))
    .sort((a, b) => compare(a.place, b.place, sort));
  const beyond = (cursor: string): number => {
    const place = readCursor(cursor);
    const index = list.findIndex((row) => compare(row.place, place, sort) > 0);
    return index < 0 ? list.length : index;
  };
  let start = 0;
  let end: number | undefined;
  if (after !== undefined) start = beyond(after);
  else if (offset !== undefined) start = offset;
  else if (before !== undefined) {
    const place = readCursor(before);
    end = list.filter((row) => compare(row.place, place, sort) < 0).length;
    start = Math.max(0, end - limit);
  } else if (around !== undefined) {
    const index = list.findIndex(({ header }) => header.locator === around);
    if (index < 0) throw new MailError('GONE');
    start = Math.max(0, Math.min(index - Math.floor(limit / 2), list.length - limit));
  }
  const rows = list.slice(start, end ?? start + limit);
  return {
    rows: rows.map(({ header, place }) => ({ header, cursor: JSON.stringify(place) })),
    hasOlder: rows.length > 0 && start + rows.length < list.length,
    hasNewer: rows.length > 0 && start > 0,
    total: list.length,
    sortedBy: sort,
    position: rows.length > 0 ? start : null,
  };
}

type Place = [key: string | number, number: number];

function placeOf({ locator, sentAt, receivedAt, from, subject, size }: MessageHeader, { by }: Sort): Place {
  const [first] = from;
  const keys = {
    ARRIVAL: 0,
    DATE: (sentAt ?? receivedAt).getTime(),
    SENDER: (first?.name ?? first?.address ?? '').toLowerCase(),
    SUBJECT: (subject ?? '').replace(/^((re|fwd?):\s*)+/i, '').toLowerCase(),
    SIZE: size,
  };
  return [keys[by], Number(locator)];
}

function compare([a, one]: Place, [b, other]: Place, { ascending }: Sort): number {
  const order = a < b ? -1 : a > b ? 1 : one - other;
  return ascending ? order : -order;
}

function readCursor(cursor: string): Place {
  try {
    const [key, number] = JSON.parse(cursor) as Place;
    if (!Number.isInteger(number)) throw new RangeError();
    return [key, number];
  } catch {
    throw new MailError('STALE');
  }
}

function matches(
  { flags, keywords, hasAttachments, subject, from, to, cc, messageId }: MessageHeader,
  filter: Window['filter'] = {},
): boolean {
  const text = [subject, ...[...from, ...to, ...cc].flatMap(({ name, address }) => [name, address])]
    .join(' ')
    .toLowerCase();
  return (
    (!filter.unread || !flags.includes('SEEN')) &&
    (filter.messageId === undefined || messageId === filter.messageId) &&
    (!filter.flagged || flags.includes('FLAGGED')) &&
    (!filter.keyword || keywords.includes(filter.keyword)) &&
    (!filter.attachments || hasAttachments) &&
    (!filter.to || [...to, ...cc].some(({ address }) => filter.to?.includes(address?.toLowerCase() ?? ''))) &&
    (filter.text ?? '')
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word))
  );
}

function headerOf(
  { locator, mailbox, raw, flags, keywords, receivedAt }: Kept,
  previews: boolean,
): MessageHeader {
  const { contentType: _, receivedAt: __, ...fields } = readHeader(raw);
  const { root } = parseStructure(raw);
  const { text, body, attachments } = shown(root);
  const part = text ?? body;
  return {
    ...fields,
    locator,
    mailbox,
    receivedAt,
    size: raw.length,
    flags,
    keywords,
    hasAttachments: attachments.length > 0,
    preview: previews && part ? previewText(encoded(raw, part), part) : null,
    availability: 'FULL',
    emailId: null,
  };
}

function encoded(raw: Buffer, part: Part): Buffer {
  const { start, end } = locatedPart(raw, part);
  return raw.subarray(start, end);
}

/** Only the tree says where the bytes lie, as in the other stores. */
function locatedPart(raw: Buffer, { path }: Part): LocatedPart {
  const found = findPart(parseStructure(raw).root, path);
  if (!found) throw new MailError('NOT_FOUND');
  return found as LocatedPart;
}

const partBytes = (raw: Buffer, part: Part): Buffer => decodeBytes(encoded(raw, part), part.encoding);
