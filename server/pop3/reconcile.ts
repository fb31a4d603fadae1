// The server's list against the archive's, in the database, so that 100,000 names are compared there. A newcomer's
// trap: what the server no longer lists is NOT_LISTED and never removed; a POP3 server may stop listing a message
// for reasons of its own.
import { type Kysely, sql } from 'kysely';
import type { Schema } from '../data/schema.ts';
import type { Archive } from './archive.ts';
import { fingerprintOf, isStrong } from './fingerprint.ts';
import { headerColumns } from './rows.ts';
import type { Listed } from './session.ts';

export interface Difference {
  /** Names that are neither known nor deleted here, in the server's order. */
  unknown: string[];
  /** Rows whose state changed. */
  changed: { locator: string; folder_id: number }[];
  /** Known names with another size than before: the server may have given the name to another message. */
  resized: string[];
}

/** Compares, and marks what came and went. */
export function reconcile(archive: Archive, listed: readonly Listed[]): Promise<Difference> {
  const json = JSON.stringify(listed.map(({ key, size }) => [key, size]));
  const keys = sql`(select json_extract(value, '$[0]') from json_each(${json}))`;
  return archive.database.transaction().execute(async (trx) => {
    const lost = await trx
      .updateTable('archive_message')
      .set({ state: 'NOT_LISTED' })
      .where('archive_id', '=', archive.id)
      .where('state', '=', 'LISTED')
      .where(sql<boolean>`server_key not in ${keys}`)
      .returning(['locator', 'folder_id'])
      .execute();
    const back = await trx
      .updateTable('archive_message')
      .set({ state: 'LISTED' })
      .where('archive_id', '=', archive.id)
      .where('state', '=', 'NOT_LISTED')
      .where(sql<boolean>`server_key in ${keys}`)
      .returning(['locator', 'folder_id'])
      .execute();
    const unknown = await sql<{ key: string }>`
      select json_extract(value, '$[0]') as key from json_each(${json}) as listed
      where not exists (select 1 from archive_message
                        where archive_id = ${archive.id} and server_key = json_extract(listed.value, '$[0]'))
        and not exists (select 1 from archive_tombstone
                        where archive_id = ${archive.id} and server_key = json_extract(listed.value, '$[0]'))
      order by listed.key`.execute(trx);
    // CROSS: the list outside and the table by its index; the other way round it would be read anew for each row.
    const resized = await sql<{ key: string }>`
      select server_key as key from json_each(${json}) as listed
      cross join archive_message on archive_id = ${archive.id} and server_key = json_extract(listed.value, '$[0]')
      where json_extract(listed.value, '$[1]') > 0 and listed_size <> json_extract(listed.value, '$[1]')`.execute(
      trx,
    );
    return {
      unknown: unknown.rows.map(({ key }) => key),
      resized: resized.rows.map(({ key }) => key),
      changed: [...lost, ...back],
    };
  });
}

export interface Found {
  key: string;
  size: number;
  header: Buffer;
  /** From takeArrivals: higher is newer. */
  arrival: number;
}

type Renamed = { locator: string; folder_id: number };

/** Adds messages to the inbox, all in one transaction. What is there already, under this name or another, stays as it is. */
export async function adopt(
  archive: Archive,
  batch: readonly Found[],
): Promise<{ added: number; renamed: Renamed[] }> {
  if (batch.length === 0) return { added: 0, renamed: [] };
  const now = new Date();
  const rows = batch.map((found) => ({ ...found, columns: headerColumns(found.header, now) }));
  return archive.database.transaction().execute(async (trx) => {
    // Two statements: one with OR would read the whole archive.
    const among = (column: 'server_key' | 'locator') =>
      trx
        .selectFrom('archive_message')
        .select(column)
        .where('archive_id', '=', archive.id)
        .where(
          column,
          'in',
          rows.map(({ key }) => key),
        )
        .execute();
    const known = new Set((await among('server_key')).map(({ server_key }) => server_key));
    const taken = new Set((await among('locator')).map(({ locator }) => locator));
    const unknown = rows.filter(({ key }) => !known.has(key));
    const renamed = await rebind(trx, archive.id, unknown);
    const fresh = unknown.filter(({ key }) => !renamed.has(key));
    if (fresh.length > 0) {
      await trx
        .insertInto('archive_message')
        .values(
          fresh.map(({ key, size, arrival, columns }) => ({
            ...columns,
            ...{ archive_id: archive.id, folder_id: archive.inbox, state: 'LISTED', server_key: key },
            // A name that meant another message before: the old one keeps it here.
            locator: taken.has(key) ? `${key} ${arrival}` : key,
            ...{ arrival, listed_size: size, size, body: 'NONE', preview: null, structure: null },
          })),
        )
        .execute();
    }
    return { added: fresh.length, renamed: [...renamed.values()] };
  });
}

/** After a server gave all its messages new names, they are the same messages: read state and folder stay. By new name. */
async function rebind(
  trx: Kysely<Schema>,
  archiveId: number,
  rows: readonly (Found & { columns: { fingerprint: string } })[],
): Promise<Map<string, Renamed>> {
  const renamed = new Map<string, Renamed>();
  const prints = rows.map(({ columns }) => columns.fingerprint).filter(isStrong);
  if (prints.length === 0) return renamed;
  const lost = await trx
    .selectFrom('archive_message')
    .select(['id', 'locator', 'folder_id', 'fingerprint'])
    .where('archive_id', '=', archiveId)
    .where('fingerprint', 'in', prints)
    .where(sql<boolean>`state = 'NOT_LISTED'`)
    .orderBy('id')
    .execute();
  for (const { key, size, columns } of rows) {
    const index = lost.findIndex(({ fingerprint }) => fingerprint === columns.fingerprint);
    const [message] = index < 0 ? [] : lost.splice(index, 1);
    if (!message) continue;
    await trx
      .updateTable('archive_message')
      .set({ server_key: key, state: 'LISTED', listed_size: size })
      .where('id', '=', message.id)
      .execute();
    renamed.set(key, message);
  }
  return renamed;
}

/**
 * Settles a name whose size changed. The same message: the new size is noted, false. Another one: the old one lost its
 * name and stays, true, and the name is now unknown.
 */
export async function checkReuse(
  { database, id }: Archive,
  key: string,
  size: number,
  header: Buffer,
): Promise<boolean> {
  const mine = database
    .updateTable('archive_message')
    .where('archive_id', '=', id)
    .where('server_key', '=', key);
  const fingerprint = fingerprintOf(header);
  const same = await mine
    .set({ listed_size: size })
    .where('fingerprint', '=', fingerprint)
    .executeTakeFirst();
  if (same.numUpdatedRows > 0n) return false;
  await mine.set({ server_key: null, state: 'NOT_LISTED' }).execute();
  return true;
}
