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
    const resized = await sql<{ key: string }>`
      select server_key as key from json_each(${json}) as listed
      join archive_message on archive_id = ${archive.id} and server_key = json_extract(listed.value, '$[0]')
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

/** Adds messages to the inbox, all in one transaction. What is there already, under this name or another, stays as it is. */
export async function adopt(
  archive: Archive,
  batch: readonly Found[],
): Promise<{ added: number; renamed: { locator: string; folder_id: number }[] }> {
  const now = new Date();
  const renamed: { locator: string; folder_id: number }[] = [];
  if (batch.length === 0) return { added: 0, renamed };
  return archive.database.transaction().execute(async (trx) => {
    let added = 0;
    for (const found of batch) {
      const columns = headerColumns(found.header, now);
      const known = await rebind(trx, archive.id, found, columns.fingerprint);
      if (known) renamed.push(known);
      if (known) continue;
      const taken = await trx
        .selectFrom('archive_message')
        .select('id')
        .where('archive_id', '=', archive.id)
        .where('locator', '=', found.key)
        .executeTakeFirst();
      const { numInsertedOrUpdatedRows } = await trx
        .insertInto('archive_message')
        .values({
          ...columns,
          ...{ archive_id: archive.id, folder_id: archive.inbox, state: 'LISTED', server_key: found.key },
          // A name that meant another message before: the old one keeps it here.
          locator: taken ? `${found.key} ${found.arrival}` : found.key,
          ...{ arrival: found.arrival, listed_size: found.size, size: found.size },
          ...{ body: 'NONE', preview: null, structure: null },
        })
        .onConflict((conflict) => conflict.columns(['archive_id', 'server_key']).doNothing())
        .executeTakeFirstOrThrow();
      added += Number(numInsertedOrUpdatedRows ?? 0n);
    }
    return { added, renamed };
  });
}

/** After a server gave all its messages new names, they are the same messages: read state and folder stay. */
async function rebind(
  trx: Kysely<Schema>,
  archiveId: number,
  { key, size }: Found,
  fingerprint: string,
): Promise<{ locator: string; folder_id: number } | null> {
  if (!isStrong(fingerprint)) return null;
  const known = await trx
    .selectFrom('archive_message')
    .select(['id', 'locator', 'folder_id'])
    .where('archive_id', '=', archiveId)
    .where('fingerprint', '=', fingerprint)
    .where(sql<boolean>`state = 'NOT_LISTED'`)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  const taken = await trx
    .selectFrom('archive_message')
    .select('id')
    .where('archive_id', '=', archiveId)
    .where('server_key', '=', key)
    .executeTakeFirst();
  if (!known || taken) return null;
  await trx
    .updateTable('archive_message')
    .set({ server_key: key, state: 'LISTED', listed_size: size })
    .where('id', '=', known.id)
    .execute();
  return known;
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
