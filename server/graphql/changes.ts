// What happened in a mailbox since a state, and to a list that a client holds. A newcomer's trap: rows are loaded
// only where more than marks is asked for, and all with one call; a client that only keeps marks true costs nothing.
import type { Account } from '../mail/account.ts';
import type { MessageState } from '../mail/change.ts';
import { MailError } from '../mail/errors.ts';
import { encodeId } from '../mail/id.ts';
import type { MessageHeader } from '../mail/message.ts';
import type { MailStore } from '../mail/store.ts';
import type { Context } from './context.ts';
import { decodeResultState, MAX_FIRST } from './list.ts';
import { accountOf } from './lookup.ts';
import { MessageRow } from './message-row.ts';
import type { ChangesModel } from './models.ts';
import { changesOf, patchOf } from './patch.ts';
import type { Resolvers } from './schema.gen.ts';
import { asks, namesBelow } from './selection.ts';

const MAX_CHANGES = 500;

export const changes: Resolvers = {
  Query: {
    resultChanges: async (_parent, { resultState, first }, context, info) => {
      if (first < 1 || first > MAX_FIRST)
        throw new MailError('VALIDATION', { message: `A list has 1 to ${MAX_FIRST} rows.`, path: ['first'] });
      const state = decodeResultState(resultState);
      const account = accountOf(context, state.accountId);
      return patchOf(context, account, state, { first, previews: asks(info, 'preview') });
    },
  },
  Mailbox: {
    state: async ({ account, mailbox }, _args, context) => {
      const store = await context.caller.store(account.id);
      return (await store.changes?.state(mailbox.locator, context.signal)) ?? null;
    },
    changes: async ({ account, mailbox }, { since, first }, context, info): Promise<ChangesModel> => {
      if (first < 1 || first > MAX_CHANGES)
        throw new MailError('VALIDATION', { message: `Ask for 1 to ${MAX_CHANGES}.`, path: ['first'] });
      context.budget.spend(first);
      const store = await context.caller.store(account.id);
      const found = await changesOf(store).since(mailbox.locator, since, first, context.signal);
      const place = { account, store, mailbox: mailbox.locator };
      const [added, changed] = await rowsOf(context, place, [
        { states: found.added, whole: needsRow(namesBelow(info, 'added')) },
        { states: found.changed, whole: needsRow(namesBelow(info, 'changed')) },
      ]);
      return { changes: found, accountId: account.id, added, changed };
    },
  },
  MailboxChanges: {
    removed: ({ changes: { removed }, accountId }) =>
      removed.map((locator) => encodeId('message', accountId, locator)),
    present: ({ changes: { present } }) => present?.map(asRange) ?? null,
    marked: ({ changes: { marked } }) =>
      marked?.map(({ flag, keyword, ranges }) => ({ flag, keyword, ranges: ranges.map(asRange) })) ?? null,
    state: ({ changes: { state } }) => state,
    hasMore: ({ changes: { hasMore } }) => hasMore,
  },
};

const asRange = ([first, last]: readonly [number, number]) => ({ first: String(first), last: String(last) });

/** What is known of a message by its place and its marks alone. */
const LIGHT: ReadonlySet<string> = new Set([
  ...['__typename', 'id', 'uid', 'account', 'mailbox', 'flags', 'keywords', 'labels', 'stateOrigin'],
  ...['documentUrl', 'rawUrl'],
]);

const needsRow = (names: ReadonlySet<string>): boolean => [...names].some((name) => !LIGHT.has(name));

interface Place {
  account: Account;
  store: MailStore;
  mailbox: string;
}

interface Wanted {
  states: readonly MessageState[];
  whole: boolean;
}

/** Whole rows of what is still there, or rows that know their marks only. */
async function rowsOf(
  { signal }: Context,
  { account, store, mailbox }: Place,
  [one, other]: readonly [Wanted, Wanted],
): Promise<[MessageRow[], MessageRow[]]> {
  const locators = [one, other].flatMap(({ states, whole }) =>
    whole ? states.map(({ locator }) => locator) : [],
  );
  const headers = locators.length === 0 ? [] : await store.headers(locators, signal);
  const byLocator = new Map(locators.map((locator, index) => [locator, headers[index] ?? null]));
  const rows = ({ states, whole }: Wanted): MessageRow[] =>
    states.flatMap((state) => {
      const header = whole ? byLocator.get(state.locator) : bare(state, mailbox);
      return header ? [new MessageRow(account, store, header)] : [];
    });
  return [rows(one), rows(other)];
}

/** Only the fields of LIGHT are asked of it. */
function bare({ locator, flags, keywords }: MessageState, mailbox: string): MessageHeader {
  const nobody: readonly never[] = [];
  return {
    ...{ locator, mailbox, flags, keywords },
    ...{ messageId: null, emailId: null, inReplyTo: nobody, references: nobody, subject: null },
    ...{ from: nobody, sender: nobody, to: nobody, cc: nobody, bcc: nobody, replyTo: nobody },
    ...{ sentAt: null, receivedAt: new Date(0), size: 0, hasAttachments: false, preview: null },
    availability: 'FULL',
  };
}
