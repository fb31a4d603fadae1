// Message: the header row, and the doors to its body. A newcomer's trap: no bytes
// here. Body.text is capped plain text; documents, attachments and raw mail are URLs (http/document, http/blob).
import { encodeId, partLocator } from '../mail/id.ts';
import { shown } from '../mime/structure.ts';
import { attachments } from './attachment.ts';
import { OPENING } from './budget.ts';
import { labelModel } from './label.ts';
import { mailboxByLocator } from './lookup.ts';
import type { Resolvers } from './schema.gen.ts';
import { shownAddresses, visible } from './visible.ts';

export const message: Resolvers = {
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
    labels: ({ account, header }) =>
      header.keywords.flatMap((keyword) => labelModel(account.id, keyword) ?? []),
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
