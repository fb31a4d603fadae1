// From a FETCH row to a header row. A newcomer's trap: rows come from a server that may leave anything out or add
// rows nobody asked for (a flag that changed meanwhile), so rows are gathered by UID and what is missing is null.
import type { FetchMessageObject, FetchQueryObject, MessageAddressObject } from 'imapflow';
import { MailError } from '../mail/errors.ts';
import type { Address, MessageHeader } from '../mail/message.ts';
import { toFlags, toKeywords } from './flag-names.ts';
import type { AccountHeaders, Row } from './headers.ts';
import { encodeMessage, sequenceSet } from './locator.ts';
import type { Session } from './selection.ts';
import { hasAttachments, toPart } from './structure.ts';

const ROW: FetchQueryObject = {
  uid: true,
  flags: true,
  internalDate: true,
  size: true,
  envelope: true,
  bodyStructure: true,
  // The one header of a list that ENVELOPE leaves out.
  headers: ['REFERENCES'],
};
const FLAGS: FetchQueryObject = { uid: true, flags: true };

/** A row with the flags it has now. */
export interface FlaggedRow {
  uid: number;
  row: Row;
  flags: ReadonlySet<string>;
}

/** FETCH of a sequence (or, with `uid`, of a UID) set, gathered by UID, at most `count` messages. */
export async function fetchByUid(
  session: Session,
  set: string,
  query: FetchQueryObject,
  options: { uid: boolean; count: number },
): Promise<Map<number, FetchMessageObject>> {
  const gathered = new Map<number, FetchMessageObject>();
  if (set === '') return gathered;
  let received = 0;
  for await (const message of session.client.fetch(set, query, { uid: options.uid })) {
    // Twice as many, because flags that changed meanwhile come as rows of their own.
    if (++received > options.count * 2 + 1_000) {
      session.client.close();
      throw new MailError('UPSTREAM_PROTOCOL');
    }
    if (message.uid) gathered.set(message.uid, { ...gathered.get(message.uid), ...message });
  }
  return gathered;
}

/**
 * Rows of a window by sequence numbers, ascending by UID. One command when nothing of it is cached, else the flags
 * first and then only the rows that are missing.
 */
export async function windowRows(
  session: Session,
  headers: AccountHeaders,
  first: number,
  last: number,
  near: { uid: number; side: 'OLDER' | 'NEWER' } | null,
): Promise<FlaggedRow[]> {
  const { path, uidValidity, exists } = session.mailbox;
  // An open end, because the server may have announced fewer messages on this connection than STATUS counted.
  const set = last >= exists ? `${first}:*` : `${first}:${last}`;
  const warm = near !== null && headers.isWarm(path, uidValidity, near.uid, near.side);
  const fetched = await fetchByUid(session, set, warm ? FLAGS : ROW, {
    uid: false,
    count: last - first + 1,
  });
  // At once: a FETCH by number is answered without expunges (RFC 3501 section 7.4.1), the next command may not be.
  for (const message of outermost(fetched)) session.anchor(message.uid, message.seq - 1);
  return warm ? completed(session, headers, fetched) : take(session, headers, fetched);
}

/** Rows of these UIDs, ascending; those that are gone are left out. One command, or two when some are cached. */
export async function uidRows(
  session: Session,
  headers: AccountHeaders,
  uids: readonly number[],
): Promise<FlaggedRow[]> {
  const { path, uidValidity } = session.mailbox;
  const isWarm = uids.some((uid) => headers.has(path, uidValidity, uid));
  const options = { uid: true, count: uids.length };
  const fetched = await fetchByUid(session, sequenceSet(uids), isWarm ? FLAGS : ROW, options);
  for (const uid of uids) if (!fetched.has(uid)) headers.forget(path, uidValidity, uid);
  return isWarm ? completed(session, headers, fetched) : take(session, headers, fetched);
}

function outermost(messages: Map<number, FetchMessageObject>): FetchMessageObject[] {
  const uids = [...messages.keys()];
  return [Math.min(...uids), Math.max(...uids)].flatMap((uid) => messages.get(uid) ?? []);
}

async function completed(
  session: Session,
  headers: AccountHeaders,
  flagged: Map<number, FetchMessageObject>,
): Promise<FlaggedRow[]> {
  const { path, uidValidity } = session.mailbox;
  const missing = [...flagged.keys()].filter((uid) => !headers.has(path, uidValidity, uid));
  const fetched = await fetchByUid(session, sequenceSet(missing), ROW, { uid: true, count: missing.length });
  return take(session, headers, new Map([...flagged, ...fetched]));
}

function take(
  session: Session,
  headers: AccountHeaders,
  messages: Map<number, FetchMessageObject>,
): FlaggedRow[] {
  const { path, uidValidity } = session.mailbox;
  const rows: FlaggedRow[] = [];
  for (const [uid, message] of messages) {
    let row = headers.get(path, uidValidity, uid);
    if (row === null && message.envelope !== undefined) {
      row = toRow(message);
      headers.put(path, uidValidity, uid, row);
    }
    if (row !== null) rows.push({ uid, row, flags: message.flags ?? new Set() });
  }
  return rows.sort((a, b) => a.uid - b.uid);
}

export function toHeader(session: Session, { uid, row, flags }: FlaggedRow): MessageHeader {
  const { path, uidValidity } = session.mailbox;
  return {
    ...row.header,
    locator: encodeMessage({ path, uidValidity, uid }),
    mailbox: path,
    flags: toFlags(flags),
    keywords: toKeywords(flags),
    preview: row.preview ?? null,
  };
}

function toRow(message: FetchMessageObject): Row {
  const envelope = message.envelope ?? {};
  const structure = message.bodyStructure === undefined ? null : partOrNull(message.bodyStructure);
  const sentAt = toDate(envelope.date);
  return {
    header: {
      messageId: messageIds(envelope.messageId)[0] ?? null,
      inReplyTo: messageIds(envelope.inReplyTo),
      references: messageIds(message.headers?.toString('latin1')),
      subject: envelope.subject ?? null,
      from: toAddresses(envelope.from),
      sender: toAddresses(envelope.sender),
      to: toAddresses(envelope.to),
      cc: toAddresses(envelope.cc),
      bcc: toAddresses(envelope.bcc),
      replyTo: toAddresses(envelope.replyTo),
      sentAt,
      receivedAt: toDate(message.internalDate) ?? sentAt ?? new Date(0),
      size: message.size ?? 0,
      hasAttachments: structure !== null && hasAttachments(structure),
      availability: 'FULL',
    },
    structure,
  };
}

/** A message of too many parts still has a row; its structure is refused where it is asked for. */
function partOrNull(structure: Parameters<typeof toPart>[0]): Row['structure'] {
  try {
    return toPart(structure);
  } catch {
    return null;
  }
}

const MAX_REFERENCES = 100;
const MAX_ADDRESSES = 1_000;

function messageIds(text: string | undefined): string[] {
  return Array.from(text?.matchAll(/<([^<>\s]{1,998})>/g) ?? [], ([, id]) => id ?? '').slice(-MAX_REFERENCES);
}

function toAddresses(list: readonly MessageAddressObject[] | undefined): Address[] {
  return (list ?? [])
    .slice(0, MAX_ADDRESSES)
    .map(({ name, address }) => ({ name: name || null, address: address || null }));
}

function toDate(value: Date | string | undefined): Date | null {
  const date = value === undefined ? null : new Date(value);
  return date === null || Number.isNaN(date.getTime()) ? null : date;
}
