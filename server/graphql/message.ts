// Message: the header row, what can be done with it, and the doors to its body. A newcomer's trap: no bytes
// here. Body.text is capped plain text; documents, attachments and raw mail are URLs (http/document, http/blob).
import { MailError } from '../mail/errors.ts';
import { decodeIdOf, encodeId, partLocator } from '../mail/id.ts';
import { archive, filingOf, trash } from '../mail/policies.ts';
import { shown } from '../mime/structure.ts';
import { attachments } from './attachment.ts';
import { OPENING } from './budget.ts';
import { bulk } from './bulk.ts';
import { accountOf, mailboxByLocator } from './lookup.ts';
import { requireScopes } from './requires.ts';
import type { Resolvers } from './schema.gen.ts';
import { shownAddresses, visible } from './visible.ts';

export const message: Resolvers = {
  Mutation: {
    setFlags: (_parent, { messageIds, add, remove }, context) =>
      bulk(context, messageIds, async (store, locators) => {
        if (!store.flags) throw new MailError('UNSUPPORTED');
        return store.flags.set(locators, { add, remove }, context.signal);
      }),
    moveMessages: (_parent, { messageIds, to }, context) =>
      bulk(context, messageIds, async (store, locators, accountId) => {
        const target = decodeIdOf('mailbox', to);
        accountOf(context, target.account);
        if (accountId !== target.account)
          throw new MailError('UNSUPPORTED', { message: 'Messages can be moved within one account only.' });
        const mailbox = await mailboxByLocator(context, accountOf(context, accountId), target.locator);
        if (!mailbox) throw new MailError('MAILBOX_GONE', { path: ['to'] });
        // Moving into Trash or Junk is deleting by another name, so it takes the same scope.
        const { role } = mailbox.mailbox;
        if (role === 'TRASH' || role === 'JUNK') requireScopes(context, ['DELETE']);
        return filingOf(store).move(locators, target.locator, context.signal);
      }),
    archive: (_parent, { messageIds }, context) =>
      bulk(context, messageIds, (store, locators) => archive(store, locators, context.signal)),
    trash: (_parent, { messageIds }, context) =>
      bulk(context, messageIds, (store, locators) => trash(store, locators, context.signal)),
    destroy: (_parent, { messageIds }, context) =>
      bulk(context, messageIds, (store, locators) => store.destroy(locators, context.signal)),
  },
  Message: {
    account: ({ account }) => ({ kind: 'account', account }),
    mailbox: ({ account, header }, _args, context) => mailboxByLocator(context, account, header.mailbox),
    from: ({ header }) => shownAddresses(header.from),
    sender: ({ header }) => shownAddresses(header.sender),
    to: ({ header }) => shownAddresses(header.to),
    cc: ({ header }) => shownAddresses(header.cc),
    bcc: ({ header }) => shownAddresses(header.bcc),
    replyTo: ({ header }) => shownAddresses(header.replyTo),
    preview: ({ header }) => header.preview,
    attachments: async (parent, _args, { signal, budget }) => {
      budget.spend(OPENING);
      return attachments(
        parent,
        shown(await parent.store.structure(parent.header.locator, signal)).attachments,
      );
    },
    documentUrl: ({ id }) => `document/${id}`,
    rawUrl: ({ id }) => `raw/${id}`,
  },
  Attachment: {
    id: ({ account, message: locator, part }) =>
      encodeId('part', account.id, partLocator(locator, part.path)),
    filename: ({ part }) => visible(part.filename ?? '') || fallbackName(part.type),
    contentType: ({ part }) => part.type,
    size: ({ part }) => (part.encoding === 'base64' ? Math.floor((part.size * 3) / 4.1) : part.size),
    url: ({ account, message: locator, part }) =>
      `blob/${encodeId('part', account.id, partLocator(locator, part.path))}`,
  },
};

function fallbackName(type: string): string {
  return type === 'message/rfc822'
    ? 'message.eml'
    : type === 'text/calendar'
      ? 'invitation.ics'
      : 'attachment';
}
