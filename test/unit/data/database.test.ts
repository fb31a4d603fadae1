// The door to the database thread: who holds the connection, what a failure leaves, and what a crash does.
import assert from 'node:assert/strict';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { isUniqueViolation, openDatabase } from '../../../server/data/database.ts';
import { Door } from '../../../server/data/door.ts';
import { MailError } from '../../../server/mail/errors.ts';
import { newFolder, openDatabaseWith, testDatabase } from '../../support/database.ts';
import { fails } from '../../support/promises.ts';

const names = async (database: Awaited<ReturnType<typeof testDatabase>>): Promise<string[]> =>
  (await database.selectFrom('fact').select('name').orderBy('name').execute()).map(({ name }) => name);

const fact = (name: string, value: Uint8Array = Buffer.from(name)) => ({ name, value });

test('the files are readable by their owner only', async () => {
  const folder = join(await newFolder(), 'deep', 'data');
  const database = await openDatabase(folder);
  await database.insertInto('fact').values(fact('a')).execute();
  const modes = ['', 'postern.db', 'postern.db-wal', 'postern.db-shm'].map(async (name) => {
    const { mode } = await stat(join(folder, name));
    return (mode & 0o777).toString(8);
  });
  assert.deepEqual(await Promise.all(modes), ['700', '600', '600', '600']);
  await database.close();
});

test('a commit is on the disk when it returns, and foreign keys hold', async () => {
  const database = await testDatabase();
  const pragma = async (name: string) =>
    Object.values(
      (await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(database)).rows[0]!,
    )[0];
  assert.equal(await pragma('journal_mode'), 'wal');
  assert.equal(await pragma('synchronous'), 2);
  assert.equal(await pragma('foreign_keys'), 1);
});

test('what was written is there after closing and opening again', async () => {
  const folder = await newFolder();
  const first = await openDatabase(folder);
  await first.insertInto('fact').values(fact('kept')).execute();
  await first.close();
  assert.deepEqual(await names(await testDatabase(folder)), ['kept']);
});

test('bytes go in and come out unchanged, and only the bytes of the view', async () => {
  const database = await testDatabase();
  const pool = Buffer.from('secret-before|value|secret-after');
  await database
    .insertInto('fact')
    .values(fact('view', pool.subarray(14, 19)))
    .execute();
  await database.insertInto('fact').values(fact('empty', new Uint8Array())).execute();
  const big = Buffer.alloc(1_000_000, 'abc');
  await database.insertInto('fact').values(fact('big', big)).execute();
  const rows = await database.selectFrom('fact').selectAll().orderBy('name').execute();
  assert.deepEqual(
    rows.map(({ value }) => Buffer.from(value)),
    [big, Buffer.alloc(0), Buffer.from('value')],
  );
  assert.equal(pool.toString(), 'secret-before|value|secret-after', 'the caller still owns its buffer');
});

test('numbers, nulls and booleans keep their meaning', async () => {
  const database = await testDatabase();
  const { rows } = await sql`select ${1.5} as a, ${null} as b, ${true} as c, ${2 ** 53 - 1} as d`.execute(
    database,
  );
  assert.deepEqual({ ...(rows[0] as object) }, { a: 1.5, b: null, c: 1, d: 2 ** 53 - 1 });
});

test('a statement that SQLite refuses is INTERNAL, and the next one works', async () => {
  const database = await testDatabase();
  await fails(sql`select * from nowhere`.execute(database), 'INTERNAL');
  await database.insertInto('fact').values(fact('a')).execute();
  const error = await fails(database.insertInto('fact').values(fact('a')).execute(), 'INTERNAL');
  assert.ok(isUniqueViolation(error));
  assert.ok(!isUniqueViolation(await fails(sql`select * from nowhere`.execute(database), 'INTERNAL')));
  assert.deepEqual(await names(database), ['a']);
});

test('a transaction that throws leaves nothing', async () => {
  const database = await testDatabase();
  const boom = new Error('boom');
  await assert.rejects(
    database.transaction().execute(async (trx) => {
      await trx.insertInto('fact').values(fact('a')).execute();
      throw boom;
    }),
    boom,
  );
  await fails(
    database.transaction().execute(async (trx) => {
      await trx.insertInto('fact').values(fact('b')).execute();
      await trx.insertInto('fact').values(fact('b')).execute();
    }),
    'INTERNAL',
  );
  assert.deepEqual(await names(database), []);
});

test('nobody reads or writes between the statements of a transaction', async () => {
  const database = await testDatabase();
  const inside = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const order: string[] = [];
  const transaction = database.transaction().execute(async (trx) => {
    await trx.insertInto('fact').values(fact('a')).execute();
    inside.resolve();
    await goOn.promise;
    await trx.insertInto('fact').values(fact('b')).execute();
    order.push('transaction');
  });
  await inside.promise;
  const read = names(database).then((seen) => {
    order.push('read');
    return seen;
  });
  const write = database
    .insertInto('fact')
    .values(fact('c'))
    .execute()
    .then(() => order.push('write'));
  goOn.resolve();
  await Promise.all([transaction, read, write]);
  assert.deepEqual(order, ['transaction', 'read', 'write']);
  assert.deepEqual(await read, ['a', 'b']);
});

test('statements run in the order in which they were asked for', async () => {
  const database = await testDatabase();
  const seen: number[] = [];
  await Promise.all(
    Array.from({ length: 50 }, async (_, at) => {
      await database
        .insertInto('fact')
        .values(fact(`n${at}`))
        .execute();
      seen.push(at);
    }),
  );
  assert.deepEqual(
    seen,
    [...seen].sort((a, b) => a - b),
  );
});

test('closing waits for a transaction that is under way', async () => {
  const folder = await newFolder();
  const database = await openDatabase(folder);
  const inside = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const transaction = database.transaction().execute(async (trx) => {
    inside.resolve();
    await goOn.promise;
    await trx.insertInto('fact').values(fact('late')).execute();
  });
  await inside.promise;
  const closed = database.close();
  goOn.resolve();
  await Promise.all([transaction, closed]);
  await assert.rejects(database.selectFrom('fact').selectAll().execute());
  assert.deepEqual(await names(await testDatabase(folder)), ['late']);
});

test('a crash of the thread fails what waits, is reported, and the next statement gets a new thread', async () => {
  const file = join(await newFolder(), 'postern.db');
  const crashes: Error[] = [];
  const doors: Door[] = [];
  const database = await openDatabaseWith(() => {
    const door = new Door(file, (error) => crashes.push(error));
    doors.push(door);
    return door;
  });
  await database.insertInto('fact').values(fact('before')).execute();

  const transaction = database.transaction().execute(async (trx) => {
    await trx.insertInto('fact').values(fact('lost')).execute();
    await doors[0]!.worker.terminate();
    // It must not go on outside its transaction behind the new thread.
    await trx.insertInto('fact').values(fact('stray')).execute();
  });
  const waiting = names(database);
  await fails(transaction, 'INTERNAL');
  assert.deepEqual(await waiting, ['before']);
  assert.equal(crashes.length, 1);
  assert.equal(doors.length, 2);

  const asked = doors[1]!.run('select 1', []);
  void doors[1]!.worker.terminate();
  await asked.catch((error: unknown) => assert.ok(error instanceof MailError && error.code === 'INTERNAL'));
  await fails(doors[1]!.run('select 1', []), 'INTERNAL');
});

test('a file that is no database is refused in one sentence', async () => {
  const folder = await newFolder();
  await writeFile(join(folder, 'postern.db'), 'x'.repeat(4096));
  await assert.rejects(
    openDatabase(folder),
    /^Error: The database .* can not be opened: file is not a database$/,
  );
});
