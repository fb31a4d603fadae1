// Mailbox: folders, and the windows over their messages. A newcomer's trap: pages run newest first, so `first`
// with `after` goes towards older mail and `last` with `before` towards newer.
import { MailError } from '../mail/errors.ts';
import { decodeIdOf, encodeId } from '../mail/id.ts';
import type { Window } from '../mail/message.ts';
import type { FolderStore, MailStore } from '../mail/store.ts';
import { attempt } from './errors.ts';
import { accountById, place } from './lookup.ts';
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
        return { mailbox: { kind: 'mailbox', account, mailbox: made } };
      }),
    renameMailbox: (_parent, { id, name }, context) =>
      attempt(async () => {
        const { account, store, locator } = await place(context, 'mailbox', id);
        const renamed = await foldersOf(store).rename(locator, folderName(name), context.signal);
        return { mailbox: { kind: 'mailbox', account, mailbox: renamed } };
      }),
    deleteMailbox: (_parent, { id, withMessages }, context) =>
      attempt(async () => {
        const { store, locator } = await place(context, 'mailbox', id);
        await foldersOf(store).remove(locator, withMessages, context.signal);
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
  const text = filter?.text?.trim().slice(0, 200);
  return {
    limit,
    ...(last == null && after != null ? { after } : {}),
    ...(last != null && before != null ? { before } : {}),
    ...(filter
      ? {
          filter: {
            unread: filter.unread ?? false,
            flagged: filter.flagged ?? false,
            ...(text ? { text } : {}),
          },
        }
      : {}),
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
