// Migrations: each once, in order, whole or not at all, and never backwards.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { openDatabase } from '../../../server/data/database.ts';
import { MIGRATIONS, type Migration, migrate } from '../../../server/data/migrations.ts';
import { newFolder, testDatabase } from '../../support/database.ts';

const table = (name: string): Migration => ({
  name,
  up: async (trx) => void (await sql`create table ${sql.table(name)} (id integer)`.execute(trx)),
});

test('a new database has every migration, and opening it again changes nothing', async () => {
  const folder = await newFolder();
  const first = await openDatabase(folder);
  const before = await first.selectFrom('migration').selectAll().orderBy('name').execute();
  assert.deepEqual(
    before.map(({ name }) => name),
    MIGRATIONS.map(({ name }) => name).sort(),
  );
  await first.close();
  const again = await testDatabase(folder);
  assert.deepEqual(await again.selectFrom('migration').selectAll().orderBy('name').execute(), before);
});

test('the names are numbered, in order and unique', () => {
  const names = MIGRATIONS.map(({ name }) => name);
  assert.deepEqual(names, [...new Set(names)].sort());
  for (const name of names) assert.match(name, /^\d{3}-[a-z-]+$/);
});

test('a migration that fails leaves nothing of itself and can be tried again', async () => {
  const database = await testDatabase();
  const broken: Migration = {
    name: '901-broken',
    async up(trx) {
      await table('half').up(trx);
      await sql`create nonsense`.execute(trx);
    },
  };
  await assert.rejects(migrate(database, [...MIGRATIONS, table('900-good'), broken]));
  const tables = async () =>
    (
      await sql<{ name: string }>`select name from sqlite_schema where name in ('900-good', 'half')`.execute(
        database,
      )
    ).rows.map(({ name }) => name);
  assert.deepEqual(await tables(), ['900-good']);
  const mended = { name: '901-broken', up: table('half').up };
  await migrate(database, [...MIGRATIONS, table('900-good'), mended]);
  assert.deepEqual((await tables()).sort(), ['900-good', 'half']);
});

test('a database of a newer version is refused in one sentence', async () => {
  const folder = await newFolder();
  const newer = await openDatabase(folder);
  await newer.insertInto('migration').values({ name: '999-future', applied_at: 1 }).execute();
  await newer.close();
  await assert.rejects(openDatabase(folder), {
    name: 'NewerDatabaseError',
    message: /^This database was written by a newer version of Postern \(it has "999-future"\)[^.]*\.$/,
  });
});
