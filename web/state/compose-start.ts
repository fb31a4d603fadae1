// How writing begins: empty, as an answer, from a stored draft, or with what a reload or a crash left on this
// device. A newcomer's trap: what lies on the device always wins over the server's older copy of it.

import { ApiError, request } from '../api/client.ts';
import { discardDraft, saveDraft, send } from '../api/compose.ts';
import { DraftOfDocument, type DraftOfQuery, ReplyTemplateDocument } from '../api/operations.gen.ts';
import { readMailto } from '../lib/mailto.ts';
import { type Folded, splitQuote } from '../lib/quote.ts';
import { type RecipientEntry, readRecipients } from '../lib/recipients.ts';
import { t } from '../lib/t.ts';
import { type ComposeFile, emptyFields, type Fields } from '../offline/fields.ts';
import { Compose, type ComposeTools } from './compose.ts';
import { copies } from './unsent.ts';

export interface ComposeBeginning {
  /** The id under which a message may already lie on this device. */
  local?: string | undefined;
  draft?: string | undefined;
  reply?: string | undefined;
  all?: boolean | undefined;
  forward?: string | undefined;
  to?: string | undefined;
}

/** Outside https there is no randomUUID (a test server on a name of the local network). */
export const newComposeId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const tools: ComposeTools = {
  server: { saveDraft, discardDraft, send },
  copies,
  newKey: newComposeId,
  now: Date.now,
  later: (act, ms) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};

/** Rejects with an ApiError when the message that is answered or continued can't be read. */
export async function beginCompose(
  owner: string,
  accountId: string,
  from: ComposeBeginning,
  signal: AbortSignal,
): Promise<Compose> {
  const copy = from.local === undefined ? null : copies.get(from.local, owner);
  if (copy) return new Compose(tools, owner, { fields: copy.fields, copy });
  const { fields, draftId } = await startFields(accountId, from, signal);
  // A draft that was continued here before and not saved since is newer here.
  const newer = draftId === null ? null : copies.list(owner).find((other) => other.draftId === draftId);
  if (newer) return new Compose(tools, owner, { fields: newer.fields, copy: newer });
  return new Compose(tools, owner, { fields, draftId, id: from.local });
}

async function startFields(
  accountId: string,
  from: ComposeBeginning,
  signal: AbortSignal,
): Promise<{ fields: Fields; draftId: string | null }> {
  if (from.draft !== undefined) return fromDraft(from.draft, signal);
  const answered = from.reply ?? from.forward;
  if (answered !== undefined) return { fields: await fromTemplate(answered, from, signal), draftId: null };
  return { fields: { ...emptyFields(accountId), ...readMailto(from.to ?? '') }, draftId: null };
}

async function fromTemplate(id: string, from: ComposeBeginning, signal: AbortSignal): Promise<Fields> {
  const mode = from.forward !== undefined ? 'FORWARD' : from.all ? 'REPLY_ALL' : 'REPLY';
  const { node } = await request(ReplyTemplateDocument, { id, mode }, signal);
  if (node?.__typename !== 'Message') throw gone();
  const { to, cc, subject, text, attachments } = node.replyTemplate;
  return {
    ...emptyFields(node.account.id),
    to: entries(to),
    cc: entries(cc),
    subject,
    quote: text.trim(),
    answers: { id, how: mode === 'FORWARD' ? 'FORWARD' : 'REPLY' },
    files: storedFiles(attachments),
  };
}

async function fromDraft(id: string, signal: AbortSignal): Promise<{ fields: Fields; draftId: string }> {
  const { node } = await request(DraftOfDocument, { id }, signal);
  if (node?.__typename !== 'Message' || !node.draft) throw gone();
  return { fields: { ...emptyFields(node.account.id), ...draftFields(node.draft) }, draftId: node.draft.id };
}

type StoredDraft = NonNullable<Extract<DraftOfQuery['node'], { __typename: 'Message' }>['draft']>;

function draftFields(draft: StoredDraft): Omit<Fields, 'accountId' | 'typing'> {
  const folded: Folded = splitQuote(draft.text.trimEnd());
  return {
    to: entries(draft.to),
    cc: entries(draft.cc),
    bcc: entries(draft.bcc),
    subject: draft.subject,
    ...folded,
    answers: draft.inReplyTo
      ? { id: draft.inReplyTo.id, how: 'REPLY' }
      : draft.forwardOf && { id: draft.forwardOf.id, how: 'FORWARD' },
    files: storedFiles(draft.attachments),
  };
}

function entries(people: readonly { name: string | null; address: string | null }[]): RecipientEntry[] {
  return people.flatMap(({ name, address }) =>
    address === null
      ? []
      : [{ ...(readRecipients(address)[0] ?? { address, valid: false }), name: name ?? '' }],
  );
}

function storedFiles(
  files: readonly { id: string; filename: string; contentType: string; size: number }[],
): ComposeFile[] {
  return files.map(({ id, filename, contentType, size }) => ({
    key: crypto.getRandomValues(new Uint32Array(2)).join('-'),
    filename,
    type: contentType,
    size,
    uploadId: null,
    uploadedAt: 0,
    attachmentId: id,
  }));
}

const gone = (): ApiError => new ApiError('GONE', t('error.messageGone'), false);
