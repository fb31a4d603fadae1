// From a FETCH row to a header row. A newcomer's trap: rows come from a server that may leave anything out or add
// rows nobody asked for (a flag that changed meanwhile), so rows are gathered by UID and what is missing is null.
import { MailError } from '../../mail/errors.ts';
import type { MessageHeader, SortKey } from '../../mail/message.ts';
import { toFlags, toKeywords } from '../action/flag-names.ts';
import type { Session } from '../lanes/selection.ts';
import { encodeMessage, sequenceSet } from '../locator.ts';
import { type Fetched, type FetchQuery, fetchRows } from './fetch.ts';
import type { AccountHeaders, Row } from './headers.ts';
import { isWhole, ROW, toRow } from './row.ts';

const FLAGS: FetchQuery = { flags: true };
/** Messages of a mailbox whose changes are listened to in one answer. */
const MOST_TOLD = 1_000_000;

/** A row with the flags it has now. */
export interface FlaggedRow {
  uid: number;
  row: Row;
  flags: ReadonlySet<string>;
  /** Of the flags; absent without CONDSTORE. */
  modseq?: bigint | undefined;
}

/** FETCH of a sequence (or, with `uid`, of a UID) set, gathered by UID, at most `count` messages. */
export async function fetchByUid(
  session: Session,
  set: string,
  query: FetchQuery,
  options: { uid: boolean; count: number },
): Promise<Map<number, Fetched>> {
  const gathered = new Map<number, Fetched>();
  if (set === '') return gathered;
  const { client } = session;
  let asked = options.count * 2 + 1_000;
  let told = mostRows(options.count, session.mailbox.exists);
  const isTooMany = (): boolean => asked < 0 || told < 0;
  try {
    await fetchRows(client, set, query, options, (row) => {
      if (hasFlagsOnly(row)) told--;
      else asked--;
      if (isTooMany()) client.close();
      else if (row.uid > 0) gathered.set(row.uid, { ...gathered.get(row.uid), ...row });
    });
  } catch (error) {
    throw isTooMany() ? new MailError('UPSTREAM_PROTOCOL') : error;
  }
  return gathered;
}

const hasFlagsOnly = ({ headers, size, bodyStructure, bodyParts, preview }: Fetched): boolean =>
  [headers, size, bodyStructure, bodyParts, preview].every((item) => item === undefined);

/**
 * How many rows of flags an answer may have: another client that marked all messages makes the server tell of each of them
 * with whatever is asked next, as a row of its own.
 */
export function mostRows(asked: number, exists: number): number {
  return asked * 2 + Math.min(exists, MOST_TOLD) * 2 + 1_000;
}

/** Rows of a window by sequence numbers, ascending by UID. One command. */
export async function windowRows(
  session: Session,
  headers: AccountHeaders,
  first: number,
  last: number,
): Promise<FlaggedRow[]> {
  // An open end, because the server may have announced fewer messages on this connection than STATUS counted.
  const set = last >= session.mailbox.exists ? `${first}:*` : `${first}:${last}`;
  const fetched = await fetchByUid(session, set, ROW, { uid: false, count: last - first + 1 });
  // At once: a FETCH by number is answered without expunges (RFC 3501 section 7.4.1), the next command may not be.
  for (const message of outermost(fetched)) session.anchor(message.uid, message.seq - 1);
  return take(session, headers, fetched);
}

/**
 * Rows of these UIDs, ascending; those that are gone are left out. One command: for the flags alone where all rows
 * are cached, else for everything of all.
 */
export async function uidRows(
  session: Session,
  headers: AccountHeaders,
  uids: readonly number[],
): Promise<FlaggedRow[]> {
  const { path, uidValidity } = session.mailbox;
  const isWarm = uids.every((uid) => headers.has(path, uidValidity, uid));
  const options = { uid: true, count: uids.length };
  const fetched = await fetchByUid(session, sequenceSet(uids), isWarm ? FLAGS : ROW, options);
  for (const uid of uids) if (!fetched.has(uid)) headers.forget(path, uidValidity, uid);
  return take(session, headers, fetched);
}

/** What came, by number: the flags, and with `full` the header rows into the cache. One command. */
export async function newRows(
  session: Session,
  headers: AccountHeaders,
  set: string,
  count: number,
  full: boolean,
): Promise<Omit<FlaggedRow, 'row'>[]> {
  const fetched = await fetchByUid(session, set, full ? ROW : FLAGS, { uid: false, count });
  if (full) take(session, headers, fetched);
  return Array.from(fetched, ([uid, { flags, modseq }]) => ({
    uid,
    flags: flags ?? new Set<string>(),
    modseq,
  })).sort((a, b) => a.uid - b.uid);
}

function outermost(messages: Map<number, Fetched>): Fetched[] {
  const uids = [...messages.keys()];
  return [Math.min(...uids), Math.max(...uids)].flatMap((uid) => messages.get(uid) ?? []);
}

function take(session: Session, headers: AccountHeaders, messages: Map<number, Fetched>): FlaggedRow[] {
  const { path, uidValidity } = session.mailbox;
  const rows: FlaggedRow[] = [];
  for (const [uid, message] of messages) {
    let row = headers.get(path, uidValidity, uid);
    if (row === null && isWhole(message)) {
      row = toRow(message);
      headers.put(path, uidValidity, uid, row);
    }
    if (row !== null) rows.push({ uid, row, flags: message.flags ?? new Set(), modseq: message.modseq });
  }
  return rows.sort((a, b) => a.uid - b.uid);
}

/** What a list is sorted by where that is not the order of arrival. */
export type OrderKey = Exclude<SortKey, 'ARRIVAL'>;

export type Keyed = Pick<MessageHeader, 'sentAt' | 'receivedAt' | 'from' | 'subject' | 'size'>;

/** What a list is sorted by, of messages whose rows are not wanted; the other fields are empty. One command. */
export async function fetchKeys(
  session: Session,
  uids: readonly number[],
  by: OrderKey,
): Promise<Map<number, Keyed>> {
  const options = { uid: true, count: uids.length };
  const fetched = await fetchByUid(session, sequenceSet(uids), KEYS[by], options);
  return new Map(Array.from(fetched, ([uid, message]) => [uid, toRow(message).header]));
}

const KEYS: Record<OrderKey, FetchQuery> = {
  DATE: { internalDate: true, headers: ['DATE'] },
  SENDER: { headers: ['FROM'] },
  SUBJECT: { headers: ['SUBJECT'] },
  SIZE: { size: true },
};

/** The header a row was shown as last; rows live in the cache, and a list is read many times over. */
const shown = new WeakMap<Row, { flags: ReadonlySet<string>; locator: string; header: MessageHeader }>();

export function toHeader(
  { path, uidValidity }: { path: string; uidValidity: bigint },
  { uid, row, flags }: FlaggedRow,
): MessageHeader {
  const locator = encodeMessage({ path, uidValidity, uid });
  const last = shown.get(row);
  if (last?.flags === flags && last.locator === locator) return last.header;
  const header: MessageHeader = {
    ...row.header,
    locator,
    mailbox: path,
    flags: toFlags(flags),
    keywords: toKeywords(flags),
    preview: row.preview ?? null,
  };
  shown.set(row, { flags, locator, header });
  return header;
}
