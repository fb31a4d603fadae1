// A raw header block to the fields of a message row. A newcomer's trap: values stay *binary* strings (one
// char per byte) until the parser of that very field decodes them; decode a whole block at once and split
// characters, addresses and parameters come out wrong.
import { isUtf8 } from 'node:buffer';
import type { MessageHeader } from '../../mail/message.ts';
import { decodeText } from '../text/charset.ts';
import { parseAddresses } from './addresses.ts';
import { parseDate, receivedDate } from './dates.ts';
import { type Parameterised, parseParameterised } from './params.ts';
import { decodeWords } from './words.ts';

/** What is beyond is not read; RFC 5322 has no limit, mail in the wild stays below 64 kB. */
export const MAX_HEADER_BYTES = 256 * 1024;
const MAX_IDS = 1000;

export interface Field {
  /** Lower case. */
  name: string;
  /** The name as the sender wrote it. */
  written: string;
  /** Unfolded, one char per byte. */
  value: string;
}

/** What a header block alone can tell of a message. */
export type MessageFields = Pick<
  MessageHeader,
  | 'messageId'
  | 'inReplyTo'
  | 'references'
  | 'subject'
  | 'from'
  | 'sender'
  | 'to'
  | 'cc'
  | 'bcc'
  | 'replyTo'
  | 'sentAt'
  | 'hasAttachments'
> & {
  /** From the topmost Received line; null when there is none that can be read. */
  receivedAt: Date | null;
  /** Content-Type with its parameters; value '' when absent. */
  contentType: Parameterised;
};

/**
 * Reads a header block; stops at the first blank line, so a whole message may be given. Never throws. `charset` is
 * that of the text, where the block itself does not tell: old programs write their headers in it, too.
 */
export function readHeader(bytes: Buffer, charset?: string): MessageFields {
  const fields = headerFields(bytes);
  const first = (name: string): string | undefined => fields.find((field) => field.name === name)?.value;
  if (!isUtf8(bytes.subarray(0, MAX_HEADER_BYTES))) {
    const own = parseParameterised(first('content-type') ?? '').params.charset ?? charset ?? '';
    for (const field of fields) if (!isPlain(field.value)) field.value = inUtf8(field.value, own);
  }
  const all = (name: string): string =>
    fields
      .filter((field) => field.name === name)
      .map(({ value }) => value)
      .join(', ');
  const subject = first('subject');
  const date = first('date') ?? first('resent-date');
  const received = first('received');
  const type = first('content-type');
  const contentType = type === undefined ? { value: '', params: {} } : parseParameterised(type);
  return {
    messageId: messageIds(first('message-id') ?? '')[0] ?? null,
    inReplyTo: messageIds(first('in-reply-to') ?? ''),
    references: messageIds(first('references') ?? ''),
    subject: subject === undefined ? null : decodeWords(subject),
    from: parseAddresses(all('from')),
    sender: parseAddresses(first('sender') ?? ''),
    to: parseAddresses(all('to')),
    cc: parseAddresses(all('cc')),
    bcc: parseAddresses(all('bcc')),
    replyTo: parseAddresses(all('reply-to')),
    sentAt: date === undefined ? null : parseDate(date),
    receivedAt: received === undefined ? null : receivedDate(received),
    hasAttachments: likelyAttachments(contentType.value, first('content-disposition') ?? ''),
    contentType,
  };
}

const isPlain = (binary: string): boolean => isUtf8(Buffer.from(binary, 'latin1'));

function inUtf8(binary: string, charset: string): string {
  // What is written in two bytes a character has no ASCII in it, so no header is.
  const label = /^(?:utf|ucs|unicode)/i.test(charset) ? null : charset;
  return Buffer.from(decodeText(Buffer.from(binary, 'latin1'), label)).toString('latin1');
}

/** The fields in order, unfolded. Lines that are no field and the rest beyond 256 kB are left out. */
export function headerFields(bytes: Buffer): Field[] {
  const text = bytes.subarray(0, MAX_HEADER_BYTES).toString('latin1');
  const fields: { written: string; pieces: string[] }[] = [];
  for (let start = 0; start < text.length; ) {
    const lf = text.indexOf('\n', start);
    const next = lf < 0 ? text.length : lf + 1;
    const line = text.slice(start, lf < 0 ? next : text[lf - 1] === '\r' ? lf - 1 : lf);
    start = next;
    if (line === '') break;
    if (line[0] === ' ' || line[0] === '\t') {
      fields.at(-1)?.pieces.push(line);
      continue;
    }
    const colon = line.indexOf(':');
    const written = colon < 0 ? '' : line.slice(0, colon).trimEnd();
    // The "From " line of an mbox, and continuation lines that lost their indent, are no fields.
    if (/^[!-9;-~]{1,100}$/.test(written)) fields.push({ written, pieces: [line.slice(colon + 1)] });
  }
  return fields.map(({ written, pieces }) => ({
    name: written.toLowerCase(),
    written,
    value: pieces.join('').trim(),
  }));
}

/** Message-IDs without brackets, in order; bare ones are taken where nothing is bracketed. At most 1,000: the first, and the newest. */
export function messageIds(value: string): string[] {
  if (value === '') return [];
  const usual = USUAL_ID.exec(value)?.[1];
  if (usual !== undefined) return [usual];
  const bracketed = [...value.matchAll(/<([^<>]{1,998})>/g)].map((match) => match[1] ?? '');
  const found = (
    bracketed.length > 0 ? bracketed : value.split(/[\s,]+/).filter((word) => word.includes('@'))
  )
    .map((id) => id.replace(/[\s\p{Cc}]+/gu, ''))
    .filter((id) => id !== '');
  return found.length <= MAX_IDS ? found : [...found.slice(0, 1), ...found.slice(1 - MAX_IDS)];
}

/** One, in brackets, and nothing beside it. */
const USUAL_ID = /^<([!-;=?-~]{1,998})>$/;

/** Without the structure only the outermost type is known: multipart/mixed nearly always carries a file. */
function likelyAttachments(type: string, disposition: string): boolean {
  if (/^\s*attachment/i.test(disposition)) return true;
  if (type.startsWith('multipart/')) return type === 'multipart/mixed';
  return type !== '' && !type.startsWith('text/');
}
