// Mailbox: folders, and what can be done with them. A newcomer's trap: what lies in them is list.ts and changes.ts;
// a mailbox may get another id when it is renamed, and its messages with it.
import { emptyMailbox } from '../mail/emptying.ts';
import { MailError } from '../mail/errors.ts';
import { decodeIdOf, encodeId } from '../mail/id.ts';
import type { FolderStore, MailStore } from '../mail/store.ts';
import { attempt } from './errors.ts';
import { accountById, forgetMailboxes, mailboxByLocator, place, rightsOf } from './lookup.ts';
import type { Resolvers } from './schema.gen.ts';

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
  },
};

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
