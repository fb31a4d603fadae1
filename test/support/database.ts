// A database in a folder of its own. A newcomer's trap: `openDatabaseWith` is for faults; it opens the same files
// through doors of the test's own making.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { type Database, openDatabase } from '../../server/data/database.ts';
import { workerDialect } from '../../server/data/dialect.ts';
import type { Door } from '../../server/data/door.ts';
import { migrate } from '../../server/data/migrations.ts';
import type { Schema } from '../../server/data/schema.ts';
import { atEnd } from './cleanup.ts';

export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'postern-data-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Opens (or makes) a database that is closed when the file's tests are over. */
export async function testDatabase(folder?: string): Promise<Database> {
  const database = await openDatabase(folder ?? (await newFolder()));
  atEnd(() => database.close());
  return database;
}

export async function openDatabaseWith(openDoor: () => Door): Promise<Database> {
  const kysely = new Kysely<Schema>({ dialect: workerDialect(openDoor) });
  const database = Object.assign(kysely, { close: () => kysely.destroy() });
  atEnd(() => database.close());
  await migrate(database);
  return database;
}

/** Every byte that is in a folder, -wal and key files included. */
export async function bytesIn(folder: string): Promise<Buffer> {
  const names = await readdir(folder);
  return Buffer.concat(await Promise.all(names.map((name) => readFile(join(folder, name)))));
}
