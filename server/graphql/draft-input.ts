// DraftInput, checked and turned into DraftContent. A newcomer's trap: a stored draft may hold anything that
// is half written (addresses that are none yet are left out of it), a message to be sent may not.

import type { Account } from '../mail/account.ts';
import { type DraftAttachment, type DraftContent, parseRecipient, type Recipient } from '../mail/draft.ts';
import { MailError, toMailError } from '../mail/errors.ts';
import { decodeId, decodeIdOf, splitPartLocator } from '../mail/id.ts';
import { openContent } from '../mime/inner/content.ts';
import { readContents } from '../mime/inner/inner.ts';
import { findPart } from '../mime/structure/shown.ts';
import type { Context } from './context.ts';
import { accountOf, messagesById } from './lookup.ts';
import type { DraftInput } from './schema.gen.ts';
import { visible } from './visible.ts';

const MAX_RECIPIENTS = 500;
const MAX_ATTACHMENTS = 100;
const MAX_TEXT = 2_000_000;

/** Checks the input. For SEND every address must be one; VALIDATION names the first that is not. */
export async function contentOf(
  context: Context,
  account: Account,
  input: DraftInput,
  use: 'SEND' | 'STORE',
): Promise<DraftContent> {
  const { to, cc, bcc } = input;
  if (to.length + cc.length + bcc.length > MAX_RECIPIENTS) {
    throw new MailError('VALIDATION', {
      message: `At most ${MAX_RECIPIENTS} recipients.`,
      path: ['input', 'to'],
    });
  }
  if (input.subject.length > 5000 || input.text.length > MAX_TEXT)
    throw new MailError('TOO_LARGE', { path: ['input', 'text'] });
  const read = (field: 'to' | 'cc' | 'bcc'): Recipient[] => recipients(input[field], field, use);
  return {
    from: { name: account.name === account.address ? null : account.name, address: account.address },
    to: read('to'),
    cc: read('cc'),
    bcc: read('bcc'),
    // A line break here would start a header of its own (RFC 5322 section 2.2).
    subject: input.subject.replace(/[\p{Cc}\u2028\u2029]+/gu, ' '),
    text: input.text.replace(/\r\n?/g, '\n'),
    ...(await threading(context, input)),
    attachments: await files(context, input),
  };
}

function recipients(texts: readonly string[], field: string, use: 'SEND' | 'STORE'): Recipient[] {
  return texts.flatMap((text, index) => {
    const recipient = parseRecipient(text);
    if (recipient) return [recipient];
    if (use === 'STORE') return [];
    throw new MailError('VALIDATION', {
      message: `“${visible(text).slice(0, 100)}” is not an address a message can be sent to.`,
      path: ['input', field, String(index)],
    });
  });
}

/** RFC 5322 section 3.6.4: References of the parent (else its In-Reply-To), then the parent itself. */
async function threading(
  context: Context,
  input: DraftInput,
): Promise<Pick<DraftContent, 'inReplyTo' | 'references' | 'answers'>> {
  const id = input.inReplyToId ?? input.forwardOfId;
  if (!id) return { inReplyTo: null, references: [], answers: null };
  const [parent] = await messagesById(context, [id]);
  const answers = { id, how: input.inReplyToId ? 'REPLY' : 'FORWARD' } as const;
  if (!parent)
    throw new MailError('GONE', { path: ['input', input.inReplyToId ? 'inReplyToId' : 'forwardOfId'] });
  const { messageId, references, inReplyTo } = parent.header;
  if (answers.how === 'FORWARD' || messageId === null) return { inReplyTo: null, references: [], answers };
  return {
    inReplyTo: messageId,
    references: [...(references.length > 0 ? references : inReplyTo.slice(0, 1)), messageId],
    answers,
  };
}

async function files(context: Context, { uploadIds, attachmentIds }: DraftInput): Promise<DraftAttachment[]> {
  if (uploadIds.length + attachmentIds.length > MAX_ATTACHMENTS) {
    throw new MailError('VALIDATION', {
      message: `At most ${MAX_ATTACHMENTS} attachments.`,
      path: ['input', 'uploadIds'],
    });
  }
  const stored = await Promise.all(attachmentIds.map((id) => storedPart(context, id)));
  const uploaded = await Promise.all(
    uploadIds.map(async (id) => {
      const upload = await context.caller.uploads.get(uploadLocator(id));
      if (!upload)
        throw new MailError('NOT_FOUND', {
          message: 'An attached file is no longer here. Attach it again.',
          path: ['input', 'uploadIds'],
        });
      return { filename: upload.filename, type: upload.type, size: upload.size, open: () => upload.open() };
    }),
  );
  return [...stored, ...uploaded];
}

async function storedPart(context: Context, id: string): Promise<DraftAttachment> {
  const { account: accountId, locator } = decodeIdOf('part', id);
  const { message, path } = splitPartLocator(locator);
  const store = await context.caller.store(accountOf(context, accountId).id);
  const part = findPart(await readContents(store, message, context.signal, path), path);
  if (!part) throw new MailError('NOT_FOUND', { path: ['input', 'attachmentIds'] });
  return {
    filename: part.filename ?? 'attachment',
    type: part.type,
    size: part.size,
    open: () => openContent(store, message, part, context.signal),
  };
}

/** The locator of the draft that an input replaces; accepts the id as a draft and as a message of a list. */
export function draftLocator(context: Context, account: Account, id: string | null): string | null {
  if (id === null) return null;
  const decoded = decodeId(id);
  if (
    (decoded.kind !== 'draft' && decoded.kind !== 'message') ||
    accountOf(context, decoded.account).id !== account.id
  ) {
    throw new MailError('NOT_FOUND', { path: ['input', 'id'] });
  }
  return decoded.locator;
}

/** Removes a draft that has served its time; one that is gone already, or can't be reached now, does no harm. */
export async function removeDraft(context: Context, account: Account, locator: string | null): Promise<void> {
  if (locator === null) return;
  try {
    const store = await context.caller.store(account.id);
    const [header] = await store.headers([locator], context.signal);
    // Only a draft is ever removed here, whatever id a client sends.
    if (header?.flags.includes('DRAFT')) await store.destroy([locator], context.signal);
  } catch (error) {
    if (toMailError(error).code === 'INTERNAL') throw error;
  }
}

/** What the upload table calls an uploaded file. */
export function uploadLocator(id: string): string {
  return decodeIdOf('upload', id).locator;
}
