// Mailbox: folders, and the windows over their messages. A newcomer's trap: pages run newest first, so `first`
// with `after` goes towards older mail and `last` with `before` towards newer.

import { emptyMailbox } from '../mail/emptying.ts';
import { MailError } from '../mail/errors.ts';
import { decodeIdOf, encodeId } from '../mail/id.ts';
import type { Window } from '../mail/message.ts';
import type { FolderStore, MailStore } from '../mail/store.ts';
import { attempt } from './errors.ts';
import { filterOf } from './filter.ts';
import { accountById, forgetMailboxes, mailboxByLocator, place, rightsOf } from './lookup.ts';
import { MessageRow } from './message-row.ts';
import type { MailboxMessagesArgs, Resolvers } from './schema.gen.ts';
import { asks } from './selection.ts';

export const MAX_FIRST = 200;
const DEFAULT_FIRST = 50;

export const mailbox: Resolvers = {
  Mutation: {
    createMailbox: (_parent, { input }, context) =>
      attempt(async () => {
        const { account } = accountById(context, input.accountId);
        const folders = foldersOf(await context.caller.store(account.id));
        const parent = input.parentId ? decodeIdOf('mailbox', input.parentId) : null;
        if (parent && parent.account !== account.id)
          throw new MailError('NOT_FOUND', { path: ['input', 'parentId'] });
        const made = await folders.create(parent?.locator ?? null, folderName(input.name), context.signal);
        forgetMailboxes(context);
        return { mailbox: { kind: 'mailbox', account, mailbox: made } };
      }),
    updateMailbox: (_parent, { input }, context) =>
      attempt(async () => {
        const { account, store, locator } = await place(context, 'mailbox', input.id);
        const { name, parentId, subscribed } = input;
        const parent = parentId ? decodeIdOf('mailbox', parentId) : null;
        if (parent && parent.account !== account.id)
          throw new MailError('NOT_FOUND', { path: ['input', 'parentId'] });
        const change = {
          ...(name == null ? {} : { name: folderName(name) }),
          // Absent it stays where it is, null is the top.
          ...(parentId === undefined ? {} : { parent: parent?.locator ?? null }),
          ...(subscribed == null ? {} : { subscribed }),
        };
        const updated = await foldersOf(store).update(locator, change, context.signal);
        forgetMailboxes(context);
        return { mailbox: { kind: 'mailbox', account, mailbox: updated } };
      }),
    emptyMailbox: (_parent, { id }, context) =>
      attempt(async () => {
        const { account, store, locator } = await place(context, 'mailbox', id);
        const { done, hasMore } = await emptyMailbox(store, locator, context.signal);
        forgetMailboxes(context);
        return { mailbox: await mailboxByLocator(context, account, locator), done, hasMore };
      }),
    deleteMailbox: (_parent, { id, withMessages }, context) =>
      attempt(async () => {
        const { store, locator } = await place(context, 'mailbox', id);
        await foldersOf(store).remove(locator, withMessages, context.signal);
        forgetMailboxes(context);
        return { deletedId: id };
      }),
  },
  Mailbox: {
    id: ({ account, mailbox }) => encodeId('mailbox', account.id, mailbox.locator),
    account: ({ account }) => ({ kind: 'account', account }),
    name: ({ mailbox }) => mailbox.path.at(-1) ?? '',
    path: ({ mailbox }) => [...mailbox.path],
    role: ({ mailbox }) => mailbox.role,
    origin: ({ mailbox }) => mailbox.origin,
    selectable: ({ mailbox }) => mailbox.selectable,
    subscribed: ({ mailbox }) => mailbox.subscribed,
    namespace: ({ mailbox }) => mailbox.namespace,
    owner: ({ mailbox }) => mailbox.owner,
    rights: ({ account, mailbox }, _args, context) => rightsOf(context, account, mailbox.locator),
    total: ({ mailbox }) => mailbox.total,
    unread: ({ mailbox }) => mailbox.unread,
    messages: async ({ account, mailbox }, args, context, info) => {
      const window = { ...windowOf(args), previews: asks(info, 'preview') };
      context.budget.spend(window.limit);
      const store = await context.caller.store(account.id);
      return { account, store, page: await store.page(mailbox.locator, window, context.signal) };
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
  },
};

function windowOf({ first, after, last, before, filter }: MailboxMessagesArgs): Window {
  if (first != null && last != null)
    throw new MailError('VALIDATION', { message: 'Use first or last, not both.', path: ['last'] });
  const limit = first ?? last ?? DEFAULT_FIRST;
  if (limit < 1 || limit > MAX_FIRST) {
    throw new MailError('VALIDATION', {
      message: `Ask for 1 to ${MAX_FIRST} messages.`,
      path: [last == null ? 'first' : 'last'],
    });
  }
  if (last != null && before == null)
    throw new MailError('VALIDATION', { message: 'last needs before.', path: ['before'] });
  return {
    limit,
    ...(last == null && after != null ? { after } : {}),
    ...(last != null && before != null ? { before } : {}),
    ...(filter ? { filter: filterOf(filter) } : {}),
  };
}

function foldersOf(store: MailStore): FolderStore {
  if (!store.folders) throw new MailError('UNSUPPORTED');
  return store.folders;
}

function folderName(name: string): string {
  const clean = name.trim();
  if (clean === '' || clean.length > 200 || /[\p{Cc}/]/u.test(clean)) {
    throw new MailError('VALIDATION', {
      message: 'A folder name has 1 to 200 characters and no slash.',
      path: ['name'],
    });
  }
  return clean;
}
