// Message: the header row, and the doors to its body. A newcomer's trap: no bytes
// here. Body.text is capped plain text; documents, attachments and raw mail are URLs (http/document, http/blob).

import type { Part } from '../mail/message.ts';
import { senderOf } from '../mail/sender.ts';
import { readContents } from '../mime/inner/inner.ts';
import { shown } from '../mime/structure/structure.ts';
import { attachments } from './attachment.ts';
import { OPENING } from './budget.ts';
import { labelModel } from './label.ts';
import { mailboxByLocator } from './lookup.ts';
import type { MessageModel } from './models.ts';
import type { Resolvers } from './schema.gen.ts';
import { shownAddresses } from './visible.ts';

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
      return attachments(parent, await filesOf(parent, signal));
    },
    attachmentsUrl: async (parent, _args, { signal, budget }) => {
      budget.spend(OPENING);
      return (await filesOf(parent, signal)).length > 0 ? `zip/${parent.id}` : null;
    },
    documentUrl: async ({ id, header }, _args, { caller }) =>
      (await caller.images.allowedBy(senderOf(header.from))) === null
        ? `document/${id}`
        : `document/${id}?images=allowed`,
    rawUrl: ({ id }) => `raw/${id}`,
  },
};

async function filesOf({ store, header }: MessageModel, signal: AbortSignal): Promise<readonly Part[]> {
  return shown(await readContents(store, header.locator, signal)).attachments;
}
