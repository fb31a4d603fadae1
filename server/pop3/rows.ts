// From a raw header to a row of the archive, and from a row to what the rest of Postern calls a message. A newcomer's
// trap: what a row is sorted by never changes after it was written; cursors hold it.
import { randomUUID } from 'node:crypto';
import type { Insertable, Selectable } from 'kysely';
import type { ArchiveTables } from '../data/migrations/002-archive.ts';
import { MailError } from '../mail/errors.ts';
import { type Address, type Availability, FLAGS, type Flag, type MessageHeader } from '../mail/message.ts';
import { readHeader } from '../mime/header/header.ts';
import { fingerprintOf } from './fingerprint.ts';
import { locatorOf } from './folders.ts';

export type MessageTable = ArchiveTables['archive_message'];
export type MessageRow = Selectable<MessageTable>;

/** The columns that a list shows; the others are larger or only for looking up. */
export const LIST_COLUMNS = [
  'id',
  'folder_id',
  'locator',
  'state',
  'message_id',
  'details',
  'subject',
  'sent_at',
  'received_at',
  'arrival',
  'size',
  'seen',
  'flagged',
  'answered',
  'forwarded',
  'draft',
  'junk',
  'has_attachments',
  'preview',
  'body',
  'keywords',
] as const;
export type ListRow = Pick<MessageRow, (typeof LIST_COLUMNS)[number]>;

/** What the `details` column holds. */
interface Details {
  inReplyTo: readonly string[];
  references: readonly string[];
  from: readonly Address[];
  sender: readonly Address[];
  to: readonly Address[];
  cc: readonly Address[];
  bcc: readonly Address[];
  replyTo: readonly Address[];
}

/** Bounds what one hostile header may take: addresses shown, references kept, bytes of text to search. */
const MAX_ADDRESSES = 500;
const MAX_REFERENCES = 100;
const MAX_WORDS = 20_000;

type HeaderColumns = Pick<
  MessageRow,
  | 'fingerprint'
  | 'message_id'
  | 'details'
  | 'subject'
  | 'words'
  | 'sent_at'
  | 'received_at'
  | 'has_attachments'
>;

/** The columns that come from a header. `now` is when it was first seen. */
export function headerColumns(header: Buffer, now: Date): HeaderColumns {
  const fields = readHeader(header);
  const addresses = (list: readonly Address[]): readonly Address[] => list.slice(0, MAX_ADDRESSES);
  const details: Details = {
    inReplyTo: fields.inReplyTo.slice(0, MAX_REFERENCES),
    references: fields.references.slice(-MAX_REFERENCES),
    from: addresses(fields.from),
    sender: addresses(fields.sender),
    to: addresses(fields.to),
    cc: addresses(fields.cc),
    bcc: addresses(fields.bcc),
    replyTo: addresses(fields.replyTo),
  };
  const words = [
    fields.subject,
    ...[...details.from, ...details.to, ...details.cc].flatMap(({ name, address }) => [name, address]),
  ];
  const received = fields.receivedAt ?? fields.sentAt ?? now;
  return {
    fingerprint: fingerprintOf(header),
    message_id: fields.messageId,
    details: JSON.stringify(details),
    subject: fields.subject,
    words: searchForm(words.filter((word) => word !== null).join('\n')).slice(0, MAX_WORDS),
    sent_at: fields.sentAt?.getTime() ?? null,
    // Nothing was received in the future, whatever a sender's clock says: it would stay on top.
    received_at: Math.min(received.getTime(), now.getTime()),
    has_attachments: fields.hasAttachments ? 1 : 0,
  };
}

/** How text is compared in a search: compatibility forms folded, lower case. */
export const searchForm = (text: string): string => text.normalize('NFKC').toLowerCase();

export const FLAG_COLUMNS = {
  SEEN: 'seen',
  FLAGGED: 'flagged',
  ANSWERED: 'answered',
  FORWARDED: 'forwarded',
  DRAFT: 'draft',
  JUNK: 'junk',
} as const satisfies Record<Flag, keyof MessageRow>;

/** Columns to set and to clear; a flag in both lists is set. */
export function flagColumns(
  add: readonly Flag[],
  remove: readonly Flag[] = [],
): Partial<Insertable<MessageTable>> {
  const columns: Partial<Record<(typeof FLAG_COLUMNS)[Flag], 0 | 1>> = {};
  for (const flag of remove) columns[FLAG_COLUMNS[flag]] = 0;
  for (const flag of add) columns[FLAG_COLUMNS[flag]] = 1;
  return columns;
}

/** A row as a message; `inbox` is the row of the inbox. */
export function toHeader(row: ListRow, inbox: number): MessageHeader {
  const details = JSON.parse(row.details) as Details;
  return {
    ...details,
    locator: row.locator,
    mailbox: locatorOf({ id: row.folder_id, role: row.folder_id === inbox ? 'INBOX' : null }),
    messageId: row.message_id,
    subject: row.subject,
    sentAt: row.sent_at === null ? null : new Date(row.sent_at),
    receivedAt: new Date(row.received_at),
    size: row.size,
    flags: FLAGS.filter((flag) => row[FLAG_COLUMNS[flag]] === 1),
    keywords: JSON.parse(row.keywords) as string[],
    hasAttachments: row.has_attachments === 1,
    preview: row.preview,
    availability: availabilityOf(row),
    emailId: null,
  };
}

function availabilityOf({ state, body }: Pick<MessageRow, 'state' | 'body'>): Availability {
  if (state === 'NOT_LISTED') return 'NOT_LISTED';
  return body === 'KEPT' ? 'FULL' : 'HEADERS_ONLY';
}

/** What a server's name becomes here: see session.ts. `l:` is for what was filed here. */
const LOCATOR = /^[udhl]:[^\p{Cc}]{1,400}$/u;

export const newLocalLocator = (): string => `l:${randomUUID()}`;

/** True for what an archive may have named a message. */
export const isLocator = (text: string): boolean => LOCATOR.test(text);

/** NOT_FOUND for what no archive ever named a message. */
export function checkLocator(locator: string): string {
  if (!isLocator(locator)) throw new MailError('NOT_FOUND');
  return locator;
}
