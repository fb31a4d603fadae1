// Windows over a folder, newest first. A newcomer's trap: the order is (received_at, arrival), which never changes for
// a row, so a cursor stays good whatever arrives, is moved or deleted.
import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import type { Schema } from '../data/schema.ts';
import { MailError } from '../mail/errors.ts';
import type { Filter, MessageHeader, Page, Window } from '../mail/message.ts';
import type { Archive } from './archive.ts';
import { folderId } from './folders.ts';
import { isLocator, LIST_COLUMNS, type ListRow, searchForm, toHeader } from './rows.ts';

interface Place {
  received: number;
  arrival: number;
}

const placeOf = (row: ListRow): Place => ({ received: row.received_at, arrival: row.arrival });

function encodeCursor({ received, arrival }: Place): string {
  return Buffer.from(`${received}.${arrival}`).toString('base64url');
}

function decodeCursor(cursor: string): Place {
  const match = /^(-?\d{1,15})\.(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString());
  const place = { received: Number(match?.[1]), arrival: Number(match?.[2]) };
  if (match === null || encodeCursor(place) !== cursor)
    throw new MailError('VALIDATION', { message: 'This cursor is not one of ours.' });
  return place;
}

const MAX_LIMIT = 200;
const MAX_WORDS = 10;
const MAX_TEXT = 500;

export async function readPage(archive: Archive, locator: string, window: Window): Promise<Page> {
  const { limit } = window;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT)
    throw new MailError('VALIDATION', { message: `A page has 1 to ${MAX_LIMIT} rows.` });
  const { offset, around } = window;
  if ([window.after, window.before, offset, around].filter((each) => each !== undefined).length > 1)
    throw new MailError('VALIDATION', { message: 'A page continues from one place, not from two.' });
  if (offset !== undefined && (!Number.isInteger(offset) || offset < 0))
    throw new MailError('VALIDATION', { message: 'A list begins at row 0.' });
  const after = window.after === undefined ? null : decodeCursor(window.after);
  const before = window.before === undefined ? null : decodeCursor(window.before);
  const folder = await folderId(archive, locator, archive.database);
  const matches = conditions(folder, window.filter ?? {});

  const total = window.filter?.text ? null : await countAll(archive, matches);
  const skip = around === undefined ? offset : await offsetAround(archive, matches, around, limit);

  const found = await rowsFrom(archive, matches, { older: after, newer: before, limit: limit + 1, skip });
  const isCut = found.length > limit;
  const rows = found.slice(0, limit);
  if (before) rows.reverse();
  const [first, last] = [rows[0], rows.at(-1)];
  const [hasNewer, hasOlder] = await Promise.all([
    before
      ? isCut
      : after
        ? anyBeyond(archive, matches, 'newer', first ? placeOf(first) : null, after)
        : rows.length > 0 && (skip ?? 0) > 0,
    before ? anyBeyond(archive, matches, 'older', last ? placeOf(last) : null, before) : isCut,
  ]);
  return {
    rows: rows.map((row) => ({
      header: toHeader(row, archive.inbox),
      cursor: encodeCursor(placeOf(row)),
    })),
    hasNewer,
    hasOlder,
    // Words are looked for row by row; counting all hits would cost more than finding a page of them.
    total,
    sortedBy: { by: 'DATE', ascending: false },
    position: rows.length > 0 && after === null && before === null ? (skip ?? 0) : null,
    state: null,
  };
}

/** Where a page begins that has this message in its middle; GONE when it is not in the list. */
async function offsetAround(
  archive: Archive,
  matches: readonly Condition[],
  locator: string,
  limit: number,
): Promise<number> {
  if (!isLocator(locator)) throw new MailError('NOT_FOUND');
  let query = archive.database.selectFrom('archive_message').select(['received_at', 'arrival']);
  for (const condition of matches) query = query.where(condition);
  const row = await query.where('locator', '=', locator).executeTakeFirst();
  if (row === undefined) throw new MailError('GONE');
  const above = sql<SqlBool>`(received_at, arrival) > (${row.received_at}, ${row.arrival})`;
  const below = sql<SqlBool>`(received_at, arrival) < (${row.received_at}, ${row.arrival})`;
  const [newer, older] = [
    await countAll(archive, [...matches, above]),
    await countAll(archive, [...matches, below]),
  ];
  return Math.max(0, Math.min(newer - Math.floor(limit / 2), newer + older + 1 - limit));
}

/** Locators of what a filter matches, newest first. */
export async function findRows(
  archive: Archive,
  locator: string,
  filter: Filter,
  limit: number,
): Promise<string[]> {
  const folder = await folderId(archive, locator, archive.database);
  let query = archive.database.selectFrom('archive_message').select('locator');
  for (const condition of conditions(folder, filter)) query = query.where(condition);
  const rows = await query.orderBy('received_at', 'desc').orderBy('arrival', 'desc').limit(limit).execute();
  return rows.map((row) => row.locator);
}

/** Rows by locator, in the order asked; null for what is not there. */
export async function readHeaderRows(
  archive: Archive,
  locators: readonly string[],
): Promise<(MessageHeader | null)[]> {
  if (locators.length === 0) return [];
  const rows = await archive.database
    .selectFrom('archive_message')
    .select(LIST_COLUMNS)
    .where('archive_id', '=', archive.id)
    .where('locator', 'in', [...new Set(locators.filter(isLocator))])
    .execute();
  const byLocator = new Map(rows.map((row) => [row.locator, toHeader(row, archive.inbox)]));
  return locators.map((locator) => byLocator.get(locator) ?? null);
}

type Condition = Expression<SqlBool>;

function conditions(folder: number, filter: Filter): Condition[] {
  const eb = expressionBuilder<Schema, 'archive_message'>();
  const all: Condition[] = [eb('folder_id', '=', folder)];
  // Written out, because a partial index is not used for a parameter.
  if (filter.unread) all.push(sql`seen = 0`);
  if (filter.flagged) all.push(sql`flagged = 1`);
  if (filter.attachments) all.push(sql`has_attachments = 1`);
  if (filter.to) {
    const wanted = JSON.stringify(filter.to.map((address) => address.toLowerCase()));
    const among = sql`(select value from json_each(${wanted}))`;
    const names = (list: string) =>
      sql`exists (select 1 from json_each(details, ${list}) as one where lower(one.value ->> 'address') in ${among})`;
    all.push(sql`(${names('$.to')} or ${names('$.cc')})`);
  }
  if (filter.messageId !== undefined) all.push(eb('message_id', '=', filter.messageId));
  if (filter.keyword)
    all.push(sql`exists (select 1 from json_each(keywords) where value = ${filter.keyword})`);
  const words = searchForm((filter.text ?? '').slice(0, MAX_TEXT))
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS);
  for (const word of words) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    all.push(sql`words like ${pattern} escape '\\'`);
  }
  return all;
}

interface Range {
  older: Place | null;
  newer: Place | null;
  limit: number;
  skip?: number | undefined;
}

function rowsFrom(
  { database }: Archive,
  matches: readonly Condition[],
  { older, newer, limit, skip = 0 }: Range,
): Promise<ListRow[]> {
  const direction = newer ? 'asc' : 'desc';
  let query = database.selectFrom('archive_message').select(LIST_COLUMNS);
  for (const condition of matches) query = query.where(condition);
  if (older)
    query = query.where(sql<SqlBool>`(received_at, arrival) < (${older.received}, ${older.arrival})`);
  if (newer)
    query = query.where(sql<SqlBool>`(received_at, arrival) > (${newer.received}, ${newer.arrival})`);
  return query
    .orderBy('received_at', direction)
    .orderBy('arrival', direction)
    .limit(limit)
    .offset(skip)
    .execute();
}

/** Whether rows lie beyond the page; an empty page is as wide as its cursor, which may itself be a row. */
async function anyBeyond(
  { database }: Archive,
  matches: readonly Condition[],
  side: 'newer' | 'older',
  edge: Place | null,
  cursor: Place,
): Promise<boolean> {
  const { received, arrival } = edge ?? cursor;
  const sign = sql.raw((side === 'newer' ? '>' : '<') + (edge ? '' : '='));
  let query = database.selectFrom('archive_message').select('id');
  for (const condition of matches) query = query.where(condition);
  const row = await query
    .where(sql<SqlBool>`(received_at, arrival) ${sign} (${received}, ${arrival})`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function countAll({ database }: Archive, matches: readonly Condition[]): Promise<number> {
  let query = database.selectFrom('archive_message').select(sql<number>`count(*)`.as('total'));
  for (const condition of matches) query = query.where(condition);
  return (await query.executeTakeFirstOrThrow()).total;
}
