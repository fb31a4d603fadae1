// Opens the one database. A newcomer's trap: SQLite is synchronous, so it lives in a worker thread (worker.ts)
// and never on the event loop; a statement costs a message each way, so ask once rather than in a loop.
import { chmod, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { MailError } from '../mail/errors.ts';
import { workerDialect } from './dialect.ts';
import { Door } from './door.ts';
import { migrate } from './migrations.ts';
import type { Schema } from './schema.ts';

export { isUniqueViolation } from './door.ts';

/** Queries as Kysely builds them; all throw MailError INTERNAL. `close` waits for what is running. */
export type Database = Kysely<Schema> & { close(): Promise<void> };

export interface DatabaseOptions {
  /** Hears of a crash of the database thread; pending queries have failed, the next one gets a new thread. */
  onCrash?: (error: Error) => void;
}

/**
 * Opens (or makes) `postern.db` in a folder and brings it to the newest schema. A commit that returned is on
 * the disk. Throws one sentence when the database was written by a newer version, or can't be
 * opened.
 */
export async function openDatabase(folder: string, options: DatabaseOptions = {}): Promise<Database> {
  const file = join(folder, 'postern.db');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Made here and not by SQLite, because its -wal and -shm files take over the mode of the main file.
  await (await open(file, 'a', 0o600)).close();
  await chmod(file, 0o600);
  const kysely = new Kysely<Schema>({
    dialect: workerDialect(() => new Door(file, options.onCrash ?? (() => {}))),
  });
  try {
    await migrate(kysely);
  } catch (error) {
    await kysely.destroy();
    if (!(error instanceof MailError)) throw error;
    throw new Error(`The database ${file} can not be opened: ${(error.cause as Error).message}`, {
      cause: error,
    });
  }
  return Object.assign(kysely, { close: () => kysely.destroy() });
}
