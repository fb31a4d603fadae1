// What makes a list that a client holds the list as it is now. A newcomer's trap: the page is read first and the
// changes after it, and the patch ends at the state of the page. What came between is told again the next time,
// which does no harm; the other way round it would be lost.
import type { Account } from '../mail/account.ts';
import { namesAll } from '../mail/change.ts';
import { MailError } from '../mail/errors.ts';
import { encodeId } from '../mail/id.ts';
import type { Filter, Page } from '../mail/message.ts';
import type { ChangeStore, MailStore } from '../mail/store.ts';
import type { Context } from './context.ts';
import { encodeResultState, MAX_FIRST, type ResultState } from './list.ts';
import { MessageRow } from './message-row.ts';

/** Rows that may be pushed in above those that are held. */
const ROOM = 50;
const MAX_CHANGES = 500;

interface Patch {
  inserted: { node: MessageRow; afterId: string | null; cursor: string }[];
  removed: string[];
  changed: MessageRow[];
  resultState: string;
  total: number | null;
  mustRefetch: boolean;
}

/** UNSUPPORTED for a store that keeps no changes. */
export function changesOf({ changes }: MailStore): ChangeStore {
  if (!changes) throw new MailError('UNSUPPORTED');
  return changes;
}

export async function patchOf(
  context: Context,
  account: Account,
  { accountId, list, state }: ResultState,
  { first, previews }: { first: number; previews: boolean },
): Promise<Patch> {
  const { signal, budget } = context;
  const store = await context.caller.store(account.id);
  const limit = Math.min(MAX_FIRST, first + ROOM);
  budget.spend(limit);
  const { mailbox, filter, sort } = list;
  const window = { limit, filter, ...(sort ? { sort } : {}), previews };
  const page = await store.page(mailbox, window, signal);
  const resultState = encodeResultState({ accountId, list, state: page.state ?? state });
  const again: Patch = {
    inserted: [],
    removed: [],
    changed: [],
    resultState,
    total: page.total,
    mustRefetch: true,
  };
  if (page.state === null) return again;
  const told = await toldSince(store, mailbox, state, signal);
  if (told === null) return again;

  const idOf = (locator: string): string => encodeId('message', account.id, locator);
  const here = page.rows.filter(({ header }) => !told.removed.has(header.locator));
  const shown = new Set(here.map(({ header }) => header.locator));
  // A mark decides whether a message is in a list of unread ones, so one that changed may come or go.
  const maybe = new Set([...told.added, ...(decidesByMarks(filter) ? told.changed : [])]);
  const isBeyond = page.hasOlder && [...maybe].some((locator) => !shown.has(locator));
  const count = here.filter(({ header }) => maybe.has(header.locator)).length;
  if (isBeyond && first + count > limit) return again;

  return {
    inserted: here.flatMap(({ header, cursor }, index) => {
      if (!maybe.has(header.locator)) return [];
      const before = here[index - 1]?.header.locator;
      const node = new MessageRow(account, store, header);
      return [{ node, afterId: before === undefined ? null : idOf(before), cursor }];
    }),
    removed: [
      ...[...told.removed].map(idOf),
      ...[...maybe].filter((locator) => !told.added.has(locator) && !shown.has(locator)).map(idOf),
    ],
    changed: await changedRows(context, account, store, page, [...told.changed]),
    resultState,
    total: page.total,
    mustRefetch: false,
  };
}

interface Told {
  added: ReadonlySet<string>;
  changed: ReadonlySet<string>;
  removed: ReadonlySet<string>;
}

/** Null where the server can't name it all, or where it is more than is worth a patch. */
async function toldSince(
  store: MailStore,
  mailbox: string,
  state: string,
  signal: AbortSignal,
): Promise<Told | null> {
  try {
    const found = await changesOf(store).since(mailbox, state, MAX_CHANGES, signal);
    if (!namesAll(found)) return null;
    const removed = new Set(found.removed);
    const still = (messages: readonly { locator: string }[]): Set<string> =>
      new Set(messages.map(({ locator }) => locator).filter((locator) => !removed.has(locator)));
    return { added: still(found.added), changed: still(found.changed), removed };
  } catch (error) {
    if (error instanceof MailError && error.code === 'STALE') return null;
    throw error;
  }
}

const decidesByMarks = ({ unread, flagged, keyword }: Filter): boolean =>
  Boolean(unread || flagged || keyword);

/** Out of the page where they are in it; the others with one call. */
async function changedRows(
  { budget, signal }: Context,
  account: Account,
  store: MailStore,
  page: Page,
  locators: readonly string[],
): Promise<MessageRow[]> {
  const known = new Map(page.rows.map(({ header }) => [header.locator, header]));
  const missing = locators.filter((locator) => !known.has(locator));
  budget.spend(missing.length);
  const headers = missing.length === 0 ? [] : await store.headers(missing, signal);
  for (const header of headers) if (header) known.set(header.locator, header);
  return locators.flatMap((locator) => {
    const header = known.get(locator);
    return header ? [new MessageRow(account, store, header)] : [];
  });
}
