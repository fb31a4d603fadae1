// A process that dies at one statement of the database, and what the next one finds: nothing lost, nothing twice and
// nothing back. A newcomer's trap: after the death every further statement fails too, as it would; what was committed stays.
import assert from 'node:assert/strict';
import type { KyselyPlugin } from 'kysely';
import type { Database } from '../../server/data/database.ts';
import type { Pop3Store } from '../../server/pop3/store.ts';
import { plainMail } from './mail.ts';
import { pop3Account, pop3Store } from './pop3.ts';
import { plainly, SHORT, scriptedLogin, scriptedPop3 } from './pop3-script.ts';
import { textOf, until } from './promises.ts';

/** The database of a process that dies when it wants to run its n-th statement. */
function dyingAt(database: Database, n: number): { database: Database; isDead(): boolean } {
  let statements = 0;
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      if (++statements >= n) throw new Error('The process is dead.');
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return {
    database: Object.assign(database.withPlugin(plugin), { close: () => Promise.resolve() }),
    isDead: () => statements >= n,
  };
}

const LARGE = Buffer.concat([
  plainMail({ subject: 'Large' }),
  Buffer.alloc(600_000, 'x'),
  Buffer.from('\r\n'),
]);
const NAMES = ['A', 'B', 'C'];

/** A person's morning: looks, reads, flags, files, deletes. */
async function morning(store: Pop3Store): Promise<void> {
  await store.refresh();
  const { rows } = await store.page('INBOX', { limit: 50 });
  const bySubject = new Map(rows.map(({ header }) => [header.subject, header.locator]));
  for (const locator of bySubject.values()) await textOf(await store.openRaw(locator));
  const [a, b] = [bySubject.get('A'), bySubject.get('B')];
  await store.flags.set([a!], { add: ['SEEN'], remove: [] });
  await store.destroy([b!]);
  await store.filing.append('INBOX', plainMail({ subject: 'Draft' }), ['DRAFT']);
}

/** One life and the next; true when the first one ended before it had done everything. */
export async function liveAndDie(database: Database, n: number): Promise<boolean> {
  const messages = [
    ...NAMES.map((name) => ({ uidl: name, raw: plainMail({ subject: name, messageId: `${name}@x` }) })),
    { uidl: 'Large', raw: LARGE },
  ];
  const server = await scriptedPop3({ messages });
  const account = { ...pop3Account(scriptedLogin(server).incoming), ...scriptedLogin(server) };
  const options = {
    ...{ archiveKey: { vaultId: `vault ${n}`, accountId: 'account' }, egress: plainly },
    limits: { ...SHORT, lingerMs: 0, deleteMs: 300 },
  };

  const dying = dyingAt(database, n);
  const before = pop3Store(account, { ...options, database: dying.database });
  const progress = { destroyed: false };
  await morning(before).then(
    () => {
      progress.destroyed = true;
    },
    () => {},
  );
  await before.close();
  const after = pop3Store(account, { ...options, database });
  await after.refresh();
  const where = `dead at statement ${n}`;
  await until(async () => {
    const { rows } = await after.page('INBOX', { limit: 50 });
    return rows.every(({ header }) => header.availability === 'FULL');
  });
  const { rows } = await after.page('INBOX', { limit: 50 });
  const subjects = rows.map(({ header }) => header.subject);
  assert.equal(new Set(subjects).size, subjects.length, `${where}: ${subjects}`);
  for (const name of ['A', 'C', 'Large']) assert.ok(subjects.includes(name), `${where}: ${name} is lost`);
  // B is here and there, or it was deleted here: then it is gone there too, in the end, and stays away.
  if (progress.destroyed) assert.ok(!subjects.includes('B'), `${where}: B came back`);
  await until(() => server.messages.some(({ uidl }) => uidl === 'B') === subjects.includes('B'));
  for (const { header } of rows) {
    const raw = messages.find(({ uidl }) => uidl === header.subject)?.raw;
    if (raw)
      assert.equal(
        await textOf(await after.openRaw(header.locator), 'latin1'),
        raw.toString('latin1'),
        where,
      );
  }
  const orphans = await database
    .selectFrom('archive_chunk')
    .innerJoin('archive_message', 'archive_message.id', 'archive_chunk.message_id')
    .select('archive_message.body')
    .where('archive_message.body', 'not in', ['KEPT', 'PASSING'])
    .execute();
  assert.deepEqual(orphans, [], where);
  await after.close();
  await server.close();
  return dying.isDead();
}
