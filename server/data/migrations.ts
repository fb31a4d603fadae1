// Brings a database to the newest schema when it is opened. A newcomer's trap: a migration that was released
// is never edited; add another file and another line at the end of the list.
import { type Kysely, sql, type Transaction } from 'kysely';
import { vaultTables } from './migrations/001-vault.ts';
import { archiveTables } from './migrations/002-archive.ts';
import { submissionTables } from './migrations/003-submissions.ts';
import { keywordColumn } from './migrations/004-keywords.ts';
import { imageTables } from './migrations/005-images.ts';
import { messageIdIndex } from './migrations/006-message-id.ts';
import type { Schema } from './schema.ts';

export interface Migration {
  /** The file's name without its ending; recorded in the database. */
  name: string;
  up(trx: Transaction<Schema>): Promise<void>;
}

export const MIGRATIONS: readonly Migration[] = [
  vaultTables,
  archiveTables,
  submissionTables,
  keywordColumn,
  imageTables,
  messageIdIndex,
];

export class NewerDatabaseError extends Error {
  constructor(name: string) {
    super(
      `This database was written by a newer version of Postern (it has "${name}"); install that version again.`,
    );
    this.name = 'NewerDatabaseError';
  }
}

/** Applies what is missing, each migration in a transaction together with its record. */
export async function migrate(database: Kysely<Schema>, migrations = MIGRATIONS): Promise<void> {
  await sql`create table if not exists migration (name text primary key, applied_at integer not null) strict`.execute(
    database,
  );
  const applied = await database.selectFrom('migration').select('name').orderBy('name').execute();
  const done = new Set(applied.map(({ name }) => name));
  const unknown = applied.find(({ name }) => !migrations.some((migration) => migration.name === name));
  if (unknown) throw new NewerDatabaseError(unknown.name);
  for (const { name, up } of migrations) {
    if (done.has(name)) continue;
    await database.transaction().execute(async (trx) => {
      await up(trx);
      await trx.insertInto('migration').values({ name, applied_at: Date.now() }).execute();
    });
  }
}
