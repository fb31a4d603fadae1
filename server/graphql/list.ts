// Lists: the windows over the messages of a mailbox, and the token by which a client that holds one asks what became
// of it. A newcomer's trap: the token comes back from a client, so it is read like any input, and it grants nothing:
// the account it names is looked for among the caller's.
import type { Account } from '../mail/account.ts';
import { MailError } from '../mail/errors.ts';
import { decodeIdOf } from '../mail/id.ts';
import { type Filter, SORT_KEYS, type Sort, type Window } from '../mail/message.ts';
import { filterOf } from './filter.ts';
import { MessageRow } from './message-row.ts';
import type { ConnectionModel, List } from './models.ts';
import type { MailboxMessagesArgs, Resolvers } from './schema.gen.ts';
import { asks } from './selection.ts';

export const MAX_FIRST = 200;
const DEFAULT_FIRST = 50;
const MAX_TOKEN = 4000;

export const list: Resolvers = {
  Mailbox: {
    messages: async ({ account, mailbox }, args, context, info): Promise<ConnectionModel> => {
      const window = { ...windowOf(args, account), previews: asks(info, 'preview') };
      context.budget.spend(window.limit);
      const store = await context.caller.store(account.id);
      const page = await store.page(mailbox.locator, window, context.signal);
      const asked = { mailbox: mailbox.locator, filter: window.filter ?? {}, sort: window.sort ?? null };
      return { account, store, page, list: asked };
    },
  },
  MessageConnection: {
    edges: ({ account, store, page }) =>
      page.rows.map(({ header, cursor }) => ({ cursor, node: new MessageRow(account, store, header) })),
    nodes: ({ account, store, page }) =>
      page.rows.map(({ header }) => new MessageRow(account, store, header)),
    pageInfo: ({ page }) => ({
      hasNextPage: page.hasOlder,
      hasPreviousPage: page.hasNewer,
      startCursor: page.rows[0]?.cursor ?? null,
      endCursor: page.rows.at(-1)?.cursor ?? null,
    }),
    total: ({ page }) => page.total,
    sortedBy: ({ page }) => page.sortedBy.by,
    ascending: ({ page }) => page.sortedBy.ascending,
    position: ({ page }) => page.position,
    state: ({ account, page, list: asked }) =>
      page.state === null
        ? null
        : encodeResultState({ accountId: account.id, list: asked, state: page.state }),
  },
};

/** VALIDATION for arguments that contradict each other. */
function windowOf(args: MailboxMessagesArgs, account: Account): Window {
  const { first, after, last, before, around, offset, filter, sort } = args;
  if (first != null && last != null) throw invalid('Use first or last, not both.', 'last');
  const limit = first ?? last ?? DEFAULT_FIRST;
  if (limit < 1 || limit > MAX_FIRST)
    throw invalid(`Ask for 1 to ${MAX_FIRST} messages.`, last == null ? 'first' : 'last');
  if (last != null && before == null) throw invalid('last needs before.', 'before');
  const ways = last == null ? { after, around, offset } : { around, offset };
  const [way, other] = Object.entries(ways).filter(([, value]) => value != null);
  if (way && (other || last != null)) throw invalid('Use one of after, before, around and offset.', way[0]);
  if (offset != null && offset < 0) throw invalid('offset counts from 0.', 'offset');
  return {
    limit,
    ...(last == null && after != null ? { after } : {}),
    ...(last != null && before != null ? { before } : {}),
    ...(around == null ? {} : { around: messageIn(account, around) }),
    ...(offset == null ? {} : { offset }),
    ...(filter ? { filter: filterOf(filter, account) } : {}),
    ...(sort ? { sort: { by: sort.by, ascending: sort.ascending } } : {}),
  };
}

function messageIn(account: Account, id: string): string {
  const decoded = decodeIdOf('message', id);
  if (decoded.account !== account.id) throw new MailError('NOT_FOUND', { path: ['around'] });
  return decoded.locator;
}

export interface ResultState {
  accountId: string;
  list: List;
  /** The store's own. */
  state: string;
}

export function encodeResultState({
  accountId,
  list: { mailbox, filter, sort },
  state,
}: ResultState): string {
  const { unread, flagged, text, attachments, to, keyword } = filter;
  const asked = [unread ? 1 : 0, flagged ? 1 : 0, text ?? 0, attachments ? 1 : 0, to ?? 0, keyword ?? 0];
  const order = sort === null ? 0 : [SORT_KEYS.indexOf(sort.by), sort.ascending ? 1 : 0];
  return Buffer.from(JSON.stringify([accountId, mailbox, state, asked, order])).toString('base64url');
}

/** VALIDATION for what encodeResultState did not make. */
export function decodeResultState(token: string): ResultState {
  try {
    if (token.length > MAX_TOKEN) throw new RangeError();
    const [accountId, mailbox, state, asked, order] = JSON.parse(
      Buffer.from(token, 'base64url').toString(),
    ) as [string, string, string, unknown[], 0 | [number, number]];
    if (![accountId, mailbox, state].every((each) => typeof each === 'string')) throw new TypeError();
    const [unread, flagged, text, attachments, to, keyword] = asked;
    const filter: Filter = {
      ...(unread === 1 ? { unread: true } : {}),
      ...(flagged === 1 ? { flagged: true } : {}),
      ...(typeof text === 'string' ? { text } : {}),
      ...(attachments === 1 ? { attachments: true } : {}),
      ...(Array.isArray(to) ? { to: to.map(String) } : {}),
      ...(typeof keyword === 'string' ? { keyword } : {}),
    };
    const by = order === 0 ? null : SORT_KEYS[order[0]];
    if (by === undefined) throw new RangeError();
    const sort: Sort | null = by === null ? null : { by, ascending: order !== 0 && order[1] === 1 };
    const decoded = { accountId, list: { mailbox, filter, sort }, state };
    // Whatever was left out or added above makes another token.
    if (encodeResultState(decoded) !== token) throw new RangeError();
    return decoded;
  } catch {
    throw invalid('This state is not one of ours.', 'resultState');
  }
}

const invalid = (message: string, path: string): MailError =>
  new MailError('VALIDATION', { message, path: [path] });
