// Draft: what is being written, as stored in Drafts. A newcomer's trap: IMAP can't change a message, so each
// save files a new one and then removes the old, in that order; a crash between the two leaves two drafts,
// never none.
import type { Account } from '../mail/account.ts';
import { answersIn } from '../mail/answers.ts';
import type { DraftContent } from '../mail/draft.ts';
import { MailError } from '../mail/errors.ts';
import { encodeId } from '../mail/id.ts';
import { filingOf, mailboxFor } from '../mail/policies.ts';
import type { MailStore } from '../mail/store.ts';
import { readPlainText } from '../mime/body.ts';
import { shown } from '../mime/structure/structure.ts';
import { attachments } from './attachment.ts';
import { OPENING } from './budget.ts';
import type { Context } from './context.ts';
import { contentOf, draftLocator, removeDraft } from './draft-input.ts';
import { attempt } from './errors.ts';
import { accountById, messagesById, place } from './lookup.ts';
import { MessageRow } from './message-row.ts';
import type { DraftModel, MessageModel } from './models.ts';
import type { Resolvers } from './schema.gen.ts';
import { shownAddresses } from './visible.ts';

/** As much of a draft as is read to find its own header lines. */
const HEAD_BYTES = 64 * 1024;

export const draft: Resolvers = {
  Mutation: {
    saveDraft: (_parent, { input }, context) =>
      attempt(async () => {
        const { account } = accountById(context, input.accountId);
        const replaces = draftLocator(context, account, input.id ?? null);
        const content = await contentOf(context, account, input, 'STORE');
        const store = await context.caller.store(account.id);
        const mailbox = await mailboxFor(store, 'DRAFTS', 'Drafts', context.signal);
        const raw = await context.caller.composeDraft(content);
        const locator = await filingOf(store).append(mailbox.locator, raw, ['DRAFT', 'SEEN'], context.signal);
        await removeDraft(context, account, replaces);
        const stored = locator ?? (await newestIn(store, mailbox.locator, context.signal));
        return { draft: await readDraft(context, account, store, stored) };
      }),
    discardDraft: (_parent, { id }, context) =>
      attempt(async () => {
        const { kind, account, store, locator } = await draftPlace(context, id);
        const [header] = await store.headers([locator], context.signal);
        if (header && !header.flags.includes('DRAFT'))
          throw new MailError('VALIDATION', { message: 'This is no draft.', path: ['id'] });
        if (header) await removeDraft(context, account, locator);
        return { deletedId: encodeId(kind, account.id, locator) };
      }),
  },
  Message: {
    draft: ({ account, store, header }, _args, context) =>
      header.flags.includes('DRAFT') ? readDraft(context, account, store, header.locator) : null,
  },
  Draft: {
    id: ({ account, locator }) => encodeId('draft', account.id, locator),
    account: ({ account }) => ({ kind: 'account', account }),
    to: ({ content }) => shownAddresses(content.to),
    cc: ({ content }) => shownAddresses(content.cc),
    bcc: ({ content }) => shownAddresses(content.bcc),
    subject: ({ content }) => content.subject,
    text: ({ content }) => content.text,
    inReplyTo: ({ content }, _args, context) => answered(context, content.answers, 'REPLY'),
    forwardOf: ({ content }, _args, context) => answered(context, content.answers, 'FORWARD'),
    attachments: ({ account, store, locator, content }) =>
      content.attachments.map((part) => ({ kind: 'attachment', account, store, message: locator, part })),
  },
};

/** A draft by its id, as a draft or as a message of a list; null when it is gone. */
export async function draftById(context: Context, id: string): Promise<DraftModel | null> {
  const { account, store, locator } = await draftPlace(context, id);
  const [header] = await store.headers([locator], context.signal);
  return header?.flags.includes('DRAFT') ? readDraft(context, account, store, locator) : null;
}

async function draftPlace(context: Context, id: string) {
  const kind = id.startsWith('d') ? 'draft' : 'message';
  return { kind, ...(await place(context, kind, id)) } as const;
}

async function readDraft(
  context: Context,
  account: Account,
  store: MailStore,
  locator: string,
): Promise<DraftModel> {
  const { signal, budget } = context;
  budget.spend(OPENING);
  const [header] = await store.headers([locator], signal);
  if (!header) throw new MailError('GONE');
  const recipients = (list: MessageModel['header']['to']) =>
    list.flatMap(({ name, address }) => (address === null ? [] : [{ name, address }]));
  const [{ text }, structure, head] = await Promise.all([
    readPlainText(store, locator, signal),
    store.structure(locator, signal),
    readHead(store, locator, signal),
  ]);
  const model = new MessageRow(account, store, header);
  return {
    kind: 'draft',
    account,
    store,
    locator,
    content: {
      to: recipients(header.to),
      cc: recipients(header.cc),
      bcc: recipients(header.bcc),
      subject: header.subject ?? '',
      text,
      inReplyTo: header.inReplyTo[0] ?? null,
      references: header.references,
      attachments: attachments(model, shown(structure).attachments).map(({ part }) => part),
      answers: answersIn(head),
    },
  };
}

async function readHead(store: MailStore, locator: string, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of await store.openRaw(locator, signal)) {
    chunks.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    if (bytes >= HEAD_BYTES) break;
  }
  return Buffer.concat(chunks);
}

/** A server without UIDPLUS does not tell what it called the draft; it is then the newest one (RFC 9051 section 7.5.2). */
async function newestIn(store: MailStore, mailbox: string, signal: AbortSignal): Promise<string> {
  const { rows } = await store.page(mailbox, { limit: 1 }, signal);
  const locator = rows[0]?.header.locator;
  if (locator === undefined) throw new MailError('GONE');
  return locator;
}

/** The answered message, where it is still there. The id comes out of a mailbox, so it is looked up like any input. */
async function answered(
  context: Context,
  answers: DraftContent['answers'],
  how: 'REPLY' | 'FORWARD',
): Promise<MessageModel | null> {
  if (answers?.how !== how) return null;
  return (await messagesById(context, [answers.id]))[0] ?? null;
}
