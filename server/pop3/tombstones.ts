// Deleting for good. A newcomer's trap: the tombstone is durable before anything else happens, so that a message that
// was deleted here never comes back from the server's list, whenever the process dies; the server's copy follows
// in a session of its own and may follow days later.
import { type Kysely, type Selectable, sql } from 'kysely';
import type { ArchiveTables } from '../data/migrations/002-archive.ts';
import type { Schema } from '../data/schema.ts';
import type { Archive } from './archive.ts';
import { byMailbox } from './folders.ts';
import { isLocator } from './rows.ts';

/** A server that lists a message again after this many deletions keeps it (as Gmail may be told to); it stays hidden. */
const MAX_ATTEMPTS = 3;
/** A tombstone that the server has nothing to say about goes after 30 days: some servers hide messages for a while. */
const KEEP_MS = 30 * 24 * 3600 * 1000;
const BATCH = 100;

/** Removes the copies here, and notes what the server has to remove. Locators by the mailbox they lay in. */
export async function bury(archive: Archive, locators: readonly string[]): Promise<Map<string, string[]>> {
  const removed: { locator: string; folder_id: number }[] = [];
  const wanted = [...new Set(locators.filter(isLocator))];
  for (let at = 0; at < wanted.length; at += BATCH) {
    const rows = await archive.database
      .transaction()
      .execute((trx) => buryBatch(trx, archive.id, wanted.slice(at, at + BATCH)));
    removed.push(...rows);
  }
  return byMailbox(archive, removed);
}

async function buryBatch(trx: Kysely<Schema>, archiveId: number, locators: readonly string[]) {
  const rows = await trx
    .selectFrom('archive_message')
    .select(['id', 'locator', 'folder_id', 'server_key', 'state', 'fingerprint'])
    .where('archive_id', '=', archiveId)
    .where('locator', 'in', locators)
    .execute();
  for (const { server_key, state, fingerprint } of rows) {
    if (server_key === null) continue;
    await trx
      .insertInto('archive_tombstone')
      .values({
        ...{ archive_id: archiveId, server_key, fingerprint },
        server_copy: state === 'LISTED' ? 'PENDING' : 'DONE',
        ...{ attempts: 0, deleted_at: Date.now() },
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  if (rows.length > 0) {
    await trx
      .deleteFrom('archive_message')
      .where(
        'id',
        'in',
        rows.map(({ id }) => id),
      )
      .execute();
  }
  return rows;
}

/** After a look at the server's list: what is gone there is done, and what is back is to be removed again. */
export async function settleTombstones(
  { database, id }: Archive,
  listed: ReadonlyMap<string, unknown>,
): Promise<void> {
  const all = await database
    .selectFrom('archive_tombstone')
    .select(['server_key', 'server_copy', 'attempts', 'deleted_at'])
    .where('archive_id', '=', id)
    .execute();
  const keysOf = (which: (tombstone: (typeof all)[number]) => boolean): string[] =>
    all.filter(which).map(({ server_key }) => server_key);
  const isListed = ({ server_key }: { server_key: string }): boolean => listed.has(server_key);
  const gone = keysOf((each) => each.server_copy === 'PENDING' && !isListed(each));
  const back = keysOf(
    (each) => each.server_copy === 'DONE' && isListed(each) && each.attempts < MAX_ATTEMPTS,
  );
  const old = keysOf(
    (each) => each.server_copy === 'DONE' && !isListed(each) && each.deleted_at < Date.now() - KEEP_MS,
  );
  for (const [keys, copy] of [
    [gone, 'DONE'],
    [back, 'PENDING'],
  ] as const) {
    if (keys.length === 0) continue;
    await database
      .updateTable('archive_tombstone')
      .set({ server_copy: copy })
      .where('archive_id', '=', id)
      .where(oneOf(keys))
      .execute();
  }
  if (old.length > 0)
    await database.deleteFrom('archive_tombstone').where('archive_id', '=', id).where(oneOf(old)).execute();
}

/** Any number of names in one parameter. */
const oneOf = (keys: readonly string[]) =>
  sql<boolean>`server_key in (select value from json_each(${JSON.stringify(keys)}))`;

export type Tombstone = Pick<Selectable<ArchiveTables['archive_tombstone']>, 'server_key' | 'fingerprint'>;

/** What the server still has to remove. */
export function pendingTombstones({ database, id }: Archive, limit: number): Promise<Tombstone[]> {
  return database
    .selectFrom('archive_tombstone')
    .select(['server_key', 'fingerprint'])
    .where('archive_id', '=', id)
    .where(sql<boolean>`server_copy = 'PENDING'`)
    .limit(limit)
    .execute();
}

/** After the server said that it removed them. */
export async function markDone({ database, id }: Archive, keys: readonly string[]): Promise<void> {
  await database
    .updateTable('archive_tombstone')
    .set({ server_copy: 'DONE', attempts: sql<number>`attempts + 1` })
    .where('archive_id', '=', id)
    .where(oneOf(keys))
    .execute();
}

/** The name means another message now: that one is to be shown. */
export async function dropTombstone({ database, id }: Archive, key: string): Promise<void> {
  await database
    .deleteFrom('archive_tombstone')
    .where('archive_id', '=', id)
    .where('server_key', '=', key)
    .execute();
}
