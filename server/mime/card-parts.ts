// What a message brings besides its text that a person wants to see at once: an invitation, contacts, a report.
// A newcomer's trap: everything here asks the structure first, and nearly every message has none of these, so
// nothing may be read of it before that is known.
import type { Part } from '../mail/message.ts';
import type { MailStore } from '../mail/store.ts';
import { plainParts, readStructure, readText } from './body.ts';
import { type CalendarEvent, readCalendar } from './calendar/calendar.ts';
import { MAX_CARD_CHARS } from './content-lines.ts';
import { type Fields, readFields } from './header/fields.ts';
import { type MessageFields, readHeader } from './header/header.ts';
import { isFromServer, readBounceText } from './report/bounce-text.ts';
import { type DeliveryReport, readDeliveryStatus } from './report/delivery-report.ts';
import { type ReadReceipt, readDisposition } from './report/receipt.ts';
import { shown } from './structure/shown.ts';
import { type Contact, readContacts } from './vcard.ts';

/** Encoded bytes; what is larger stays a file. */
const MAX_CALENDAR_BYTES = MAX_CARD_CHARS;
const MAX_CONTACT_BYTES = 1.5 * MAX_CARD_CHARS;
const MAX_CONTACT_FILES = 5;
const MAX_CALENDARS = 3;
/** Of a returned message only its header is read. */
const ORIGINAL_BYTES = 64 * 1024;

export interface Invitation {
  event: CalendarEvent;
  /** The calendar's own part, for the download. */
  part: Part;
}

/** The invitation in a message, or null. Throws what the store throws. */
export async function readInvitation(
  store: MailStore,
  message: string,
  signal?: AbortSignal,
): Promise<Invitation | null> {
  const { calendar, attachments } = shown(await readStructure(store, message, signal));
  const files = attachments.filter(
    (part) => part.type === 'application/ics' || (isNamed(part, 'ics') && part.type !== 'text/calendar'),
  );
  for (const part of [...calendar, ...files].filter(smaller(MAX_CALENDAR_BYTES)).slice(0, MAX_CALENDARS)) {
    const { text } = await readText(store, message, part, signal);
    const event = readCalendar(text, part.params.method);
    if (event) return { event, part };
  }
  return null;
}

export interface ContactFile {
  part: Part;
  contacts: readonly Contact[];
}

/** The contacts attached to a message, file by file. Throws what the store throws. */
export async function readContactFiles(
  store: MailStore,
  message: string,
  signal?: AbortSignal,
): Promise<ContactFile[]> {
  const { attachments } = shown(await readStructure(store, message, signal));
  const files = attachments.filter(isContacts).filter(smaller(MAX_CONTACT_BYTES)).slice(0, MAX_CONTACT_FILES);
  const read = await Promise.all(
    files.map(async (part) => ({
      part,
      contacts: readContacts((await readText(store, message, part, signal)).text),
    })),
  );
  return read.filter(({ contacts }) => contacts.length > 0);
}

/** True for a part that may hold contacts. */
export function isContacts(part: Part): boolean {
  return /^text\/(?:x-)?vcard$|^text\/directory$/.test(part.type) || isNamed(part, 'vcf');
}

function isNamed({ type, filename }: Part, ending: string): boolean {
  return (
    /^application\/octet-stream$|^text\//.test(type) &&
    filename?.toLowerCase().endsWith(`.${ending}`) === true
  );
}

const smaller =
  (bytes: number) =>
  ({ size }: Part): boolean =>
    size <= bytes;

export interface Report {
  delivery: DeliveryReport | null;
  receipt: ReadReceipt | null;
  /** The header of the message that it is about, where it came along. */
  original: MessageFields | null;
}

/** The report that a message is, or null. Throws what the store throws. */
export async function readReport(
  store: MailStore,
  message: string,
  signal?: AbortSignal,
): Promise<Report | null> {
  const root = await readStructure(store, message, signal);
  const { reports } = shown(root);
  for (const part of reports.slice(0, 2)) {
    const text = Buffer.from((await readText(store, message, part, signal)).text).toString('latin1');
    const isReceipt = part.type.endsWith('disposition-notification');
    const receipt = isReceipt ? readDisposition(text) : null;
    const delivery = isReceipt ? null : readDeliveryStatus(text);
    if (!receipt && !delivery) continue;
    const original = await readOriginal(store, message, root, signal).catch(() => null);
    signal?.throwIfAborted();
    return { delivery, receipt, original };
  }
  return readBounce(store, message, root, await readFields(store, message, signal), signal);
}

async function readBounce(
  store: MailStore,
  message: string,
  root: Part,
  fields: Fields,
  signal: AbortSignal | undefined,
): Promise<Report | null> {
  const [part] = plainParts(shown(root));
  if (!part || !isFromServer(fields)) return null;
  const bounce = readBounceText((await readText(store, message, part, signal)).text, fields);
  if (!bounce) return null;
  const original = readHeader(Buffer.from(bounce.original));
  return { delivery: bounce.report, receipt: null, original: original.messageId ? original : null };
}

/** The message that was returned, or its header alone. */
async function readOriginal(
  store: MailStore,
  message: string,
  root: Part,
  signal: AbortSignal | undefined,
): Promise<MessageFields | null> {
  const part = root.children.find(({ type }) =>
    /^(?:message\/(?:rfc822|global)|text\/rfc822-headers|message\/global-headers)$/.test(type),
  );
  if (!part) return null;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of (await store.openPart(message, part, signal)) as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= ORIGINAL_BYTES) break;
  }
  return readHeader(Buffer.concat(chunks).subarray(0, ORIGINAL_BYTES));
}
