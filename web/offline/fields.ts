// What a person fills in while writing, as it is kept on the device and turned into the API's input. A
// newcomer's trap: `print` compares what would be sent; it names files by their local key, because the ids of a
// draft's attachments change with every save.
import type { DraftInput } from '../api/operations.gen.ts';
import { joinQuote } from '../lib/quote.ts';
import { type RecipientEntry, readRecipients, writeRecipient } from '../lib/recipients.ts';

export type RecipientField = 'to' | 'cc' | 'bcc';
export const RECIPIENT_FIELDS = ['to', 'cc', 'bcc'] as const satisfies readonly RecipientField[];

export interface ComposeFile {
  /** Names the file on this device. */
  key: string;
  filename: string;
  type: string;
  /** In bytes. */
  size: number;
  /** Uploaded, and kept by the server for a day. */
  uploadId: string | null;
  uploadedAt: number;
  /** Part of a stored message: of the forwarded one, or of the draft as last saved. */
  attachmentId: string | null;
}

export interface Fields {
  accountId: string;
  to: RecipientEntry[];
  cc: RecipientEntry[];
  bcc: RecipientEntry[];
  /** What stands in the recipient fields and is no recipient yet. */
  typing: Record<RecipientField, string>;
  subject: string;
  text: string;
  /** Quoted text that is folded away; empty once it was opened into `text`. */
  quote: string;
  answers: { id: string; how: 'REPLY' | 'FORWARD' } | null;
  files: ComposeFile[];
}

export function emptyFields(accountId: string): Fields {
  return {
    accountId,
    to: [],
    cc: [],
    bcc: [],
    typing: { to: '', cc: '', bcc: '' },
    subject: '',
    text: '',
    quote: '',
    answers: null,
    files: [],
  };
}

/** An upload is used for this long; then the copy inside the stored draft is. The server keeps uploads a day. */
const UPLOAD_LIVES_MS = 20 * 3_600_000;

const uploadOf = (file: ComposeFile, now: number): string | null =>
  file.attachmentId === null || now - file.uploadedAt < UPLOAD_LIVES_MS ? file.uploadId : null;

/** True when the server has the bytes of a file. */
export const isStored = (file: ComposeFile): boolean => file.uploadId !== null || file.attachmentId !== null;

/** Files in the order in which the server lists them in a stored draft: parts of messages, then uploads. */
export function storedOrder(files: readonly ComposeFile[], now: number): ComposeFile[] {
  const stored = files.filter(isStored);
  return [
    ...stored.filter((file) => uploadOf(file, now) === null),
    ...stored.filter((file) => uploadOf(file, now) !== null),
  ];
}

/** Recipients of a field, what is still being typed there included. */
export function recipientsOf(fields: Fields, field: RecipientField): RecipientEntry[] {
  return [...fields[field], ...readRecipients(fields.typing[field])];
}

/** The API's input. For SAVE, what is no address yet is left out; it stays on the device. */
export function inputOf(
  fields: Fields,
  draftId: string | null,
  use: 'SAVE' | 'SEND',
  now: number,
): DraftInput {
  const list = (field: RecipientField): string[] =>
    recipientsOf(fields, field)
      .filter((entry) => entry.valid || use === 'SEND')
      .map(writeRecipient);
  const files = storedOrder(fields.files, now);
  return {
    id: draftId,
    accountId: fields.accountId,
    to: list('to'),
    cc: list('cc'),
    bcc: list('bcc'),
    subject: fields.subject,
    text: joinQuote(fields),
    inReplyToId: fields.answers?.how === 'REPLY' ? fields.answers.id : null,
    forwardOfId: fields.answers?.how === 'FORWARD' ? fields.answers.id : null,
    attachmentIds: files.flatMap((file) =>
      uploadOf(file, now) === null && file.attachmentId !== null ? [file.attachmentId] : [],
    ),
    uploadIds: files.flatMap((file) => uploadOf(file, now) ?? []),
  };
}

/** Equal for two states of the fields exactly when the same message would be sent. */
export function print(fields: Fields): string {
  const { accountId, subject, answers, files } = fields;
  const people = RECIPIENT_FIELDS.map((field) => recipientsOf(fields, field).map(writeRecipient));
  return JSON.stringify([
    accountId,
    people,
    subject,
    joinQuote(fields),
    answers,
    files.map(({ key }) => key),
  ]);
}

/** True when nothing a person would miss is in there. */
export function isBlank(fields: Fields): boolean {
  return (
    fields.text.trim() === '' &&
    fields.subject.trim() === '' &&
    fields.files.length === 0 &&
    RECIPIENT_FIELDS.every((field) => recipientsOf(fields, field).length === 0)
  );
}

/** What a gentle question is worth asking about before sending. */
export type Doubt = 'NO_SUBJECT' | 'NO_FILE';

/** `words` are those that announce a file in the person's language; quoted text does not count. */
export function doubtsOf(fields: Fields, words: readonly string[]): Doubt[] {
  const doubts: Doubt[] = [];
  const said = fields.text.toLowerCase().replace(/^>.*$/gm, '');
  if (fields.subject.trim() === '') doubts.push('NO_SUBJECT');
  if (fields.files.length === 0 && words.some((word) => new RegExp(`(?<!\\p{L})${word}`, 'u').test(said)))
    doubts.push('NO_FILE');
  return doubts;
}
