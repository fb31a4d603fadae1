// The POP3 store against a real server: what every store does, and what only this one has.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import Pop3Command from 'node-pop3';
import type { Page } from '../../server/mail/message.ts';
import type { StoreEvent } from '../../server/mail/store.ts';
import type { Pop3Store } from '../../server/pop3/store.ts';
import { ALICE, BOB, type Dovecot, PASSWORD, startDovecot } from '../support/dovecot.ts';
import { listContract } from '../support/list-contract.ts';
import { plainMail } from '../support/mail.ts';
import { deliver, pop3Account, pop3Store, pop3sOf, temporaryDatabase } from '../support/pop3.ts';
import { fails, textOf, until } from '../support/promises.ts';
import { type StoreUnderTest, storeContract } from '../support/store-contract.ts';

async function make(): Promise<StoreUnderTest> {
  const dovecot = await startDovecot();
  const store = pop3Store(pop3Account(pop3sOf(dovecot)), { database: await temporaryDatabase() });
  return {
    store,
    groups: { flags: true, folders: true, filing: true, watch: true, changes: false },
    deliver: (raw) => deliver(dovecot, [raw]),
    close: () => store.close(),
  };
}

storeContract('A POP3 store', make);
listContract('A POP3 store', make);

const subjects = ({ rows }: Page): (string | null)[] => rows.map(({ header }) => header.subject);
const inbox = (store: Pop3Store, limit = 200): Promise<Page> => store.page('INBOX', { limit });
const isFull = ({ rows }: Page): boolean => rows.every(({ header }) => header.availability === 'FULL');

/** The second, independent client that our listings must equal. */
function otherClient(dovecot: Dovecot): Pop3Command {
  return new Pop3Command({
    ...{ user: ALICE.name, password: PASSWORD, host: 'localhost', port: dovecot.pop3s },
    ...{ tls: true, servername: 'localhost', tlsOptions: { ca: dovecot.ca } },
  });
}

async function deleteElsewhere(dovecot: Dovecot, ...numbers: number[]): Promise<void> {
  const client = otherClient(dovecot);
  await client.UIDL();
  for (const number of numbers) await client.command('DELE', String(number));
  await client.QUIT();
}

async function listedElsewhere(dovecot: Dovecot): Promise<string[]> {
  const client = otherClient(dovecot);
  const list = (await client.UIDL()) as string[][];
  await client.QUIT();
  return list.map(([, uidl]) => uidl ?? '');
}

describe('A POP3 store on Dovecot', { timeout: 60_000 }, () => {
  let dovecot: Dovecot;
  before(async () => {
    dovecot = await startDovecot();
  });

  it('shows the newest of 300 messages first and has them all in the end, in order', async () => {
    const mails = Array.from({ length: 300 }, (_, n) => plainMail({ subject: `Bulk ${n}` }));
    await deliver(dovecot, mails);
    const database = await temporaryDatabase();
    const store = pop3Store(pop3Account(pop3sOf(dovecot)), { database });
    const events: StoreEvent[] = [];
    store.watch('INBOX', (event) => events.push(event));

    const first = await inbox(store, 20);
    assert.deepEqual(
      subjects(first),
      Array.from({ length: 20 }, (_, n) => `Bulk ${299 - n}`),
    );
    await store.refresh();
    assert.equal((await store.mailboxes())[0]?.total, 300);
    const upper = await inbox(store);
    const lower = await store.page('INBOX', { limit: 200, after: upper.rows.at(-1)!.cursor });
    assert.deepEqual(
      [...subjects(upper), ...subjects(lower)],
      Array.from({ length: 300 }, (_, n) => `Bulk ${299 - n}`),
    );
    assert.ok(events.filter(({ kind }) => kind === 'MESSAGES_ADDED').length >= 6);

    const ours = [...upper.rows, ...lower.rows].map(({ header }) => header.locator.slice(2)).reverse();
    assert.deepEqual(ours, await listedElsewhere(dovecot));

    await until(async () => isFull(await inbox(store)));
    await until(() => events.some(({ kind }) => kind === 'MESSAGES_CHANGED'));
    await store.close();
    await database.close();
  });

  it('keeps read state, flags, folders and moves over a restart', async () => {
    const database = await temporaryDatabase();
    const account = pop3Account(pop3sOf(dovecot), BOB);
    await deliver(dovecot, [plainMail({ subject: 'A' }), plainMail({ subject: 'B' })], BOB.name);
    const before = pop3Store(account, { database });
    const [b, a] = (await inbox(before)).rows.map(({ header }) => header.locator) as [string, string];
    const folder = await before.folders.create(null, 'Kept');
    await before.flags.set([a], { add: ['SEEN', 'FLAGGED'], remove: [] });
    await before.filing.move([b], folder.locator);
    const draft = await before.filing.append('INBOX', plainMail({ subject: 'Draft' }), ['DRAFT']);
    await before.close();

    const after = pop3Store(account, { database });
    await after.refresh();
    const rows = await inbox(after);
    assert.deepEqual(subjects(rows), ['Draft', 'A']);
    assert.equal(rows.rows[0]?.header.locator, draft);
    assert.deepEqual(rows.rows[1]?.header.flags, ['SEEN', 'FLAGGED']);
    assert.deepEqual(subjects(await after.page(folder.locator, { limit: 10 })), ['B']);
    assert.deepEqual((await after.mailboxes()).find(({ locator }) => locator === folder.locator)?.path, [
      'Kept',
    ]);
    await after.close();
  });

  it('signs in to verify, and tells a wrong password from a server that is not there', async () => {
    const database = await temporaryDatabase();
    await pop3Store(pop3Account(pop3sOf(dovecot)), { database }).connect();
    const wrong = { name: ALICE.name, password: 'wrong' };
    await fails(pop3Store(pop3Account(pop3sOf(dovecot), wrong), { database }).connect(), 'UPSTREAM_AUTH');
    const starttls = { ...pop3sOf(dovecot), port: dovecot.pop3, tls: 'STARTTLS' as const };
    await pop3Store(pop3Account(starttls), { database }).connect();
    const nobody = { ...pop3sOf(dovecot), port: 1 };
    await fails(pop3Store(pop3Account(nobody), { database }).connect(), 'UPSTREAM_OFFLINE');
    assert.equal((await database.selectFrom('archive').selectAll().execute()).length, 0);
  });
});

describe('What a POP3 store keeps when the server does not', { timeout: 60_000 }, () => {
  let dovecot: Dovecot;
  let store: Pop3Store;
  before(async () => {
    dovecot = await startDovecot();
    await deliver(
      dovecot,
      Array.from({ length: 6 }, (_, n) => plainMail({ subject: `Mail ${n}`, text: `Text ${n}` })),
    );
    store = pop3Store(pop3Account(pop3sOf(dovecot)), { database: await temporaryDatabase() });
    await store.refresh();
    await until(async () => isFull(await inbox(store)));
  });

  const find = async (subject: string) => {
    const row = (await inbox(store)).rows.find(({ header }) => header.subject === subject);
    assert.ok(row, subject);
    return row.header;
  };

  it('keeps and shows a message that another client deleted on the server', async () => {
    await deleteElsewhere(dovecot, 1);
    await store.refresh();
    const { locator, availability } = await find('Mail 0');
    assert.equal(availability, 'NOT_LISTED');
    assert.match(await textOf(await store.openRaw(locator)), /Text 0/);
    assert.equal((await store.structure(locator)).type, 'text/plain');
  });

  it('destroys here and there, and nothing else', async () => {
    const { locator } = await find('Mail 2');
    const before = await listedElsewhere(dovecot);
    assert.deepEqual(await store.destroy([locator]), [{ locator, gone: true }]);
    const after = await listedElsewhere(dovecot);
    assert.deepEqual(
      after,
      before.filter((uidl) => `u:${uidl}` !== locator),
    );
    await store.refresh();
    assert.equal((await inbox(store)).rows.length, 5);
  });

  it('moves to Trash here only', async () => {
    const trash = (await store.mailboxes()).find(({ role }) => role === 'TRASH');
    const before = await listedElsewhere(dovecot);
    const { locator } = await find('Mail 3');
    await store.filing.move([locator], trash!.locator);
    await store.refresh();
    assert.deepEqual(await listedElsewhere(dovecot), before);
    assert.deepEqual(subjects(await store.page(trash!.locator, { limit: 10 })), ['Mail 3']);
  });

  it('goes on without the server, says that it is away, and deletes there when it is back', async () => {
    const events: StoreEvent[] = [];
    const stop = store.watch('INBOX', (event) => events.push(event));
    await dovecot.kill();
    await fails(store.refresh(), 'UPSTREAM_OFFLINE');
    await until(() => events.some((event) => event.kind === 'CONNECTION' && !event.connected));
    const rows = await inbox(store);
    assert.equal(rows.rows.length, 4);
    for (const { header } of rows.rows)
      assert.match(await textOf(await store.openRaw(header.locator)), /Text \d/);
    const { locator } = await find('Mail 4');
    assert.deepEqual(await store.destroy([locator]), [{ locator, gone: true }]);

    await dovecot.start();
    await store.refresh();
    await until(async () => !(await listedElsewhere(dovecot)).includes(locator.slice(2)));
    assert.ok(events.some((event) => event.kind === 'CONNECTION' && event.connected));
    await store.refresh();
    assert.deepEqual(subjects(await inbox(store)).includes('Mail 4'), false);
    assert.equal((await listedElsewhere(dovecot)).length, 3);
    stop();
  });
});

describe('A POP3 server that locks', { timeout: 60_000 }, () => {
  it('is shared by two people of ours, whose archives stay apart', async () => {
    const dovecot = await startDovecot({ extraConfig: 'protocol pop3 {\n  pop3_lock_session = yes\n}' });
    await deliver(dovecot, [plainMail({ subject: 'Ours' })]);
    const database = await temporaryDatabase();
    const account = pop3Account(pop3sOf(dovecot));
    const [mine, yours] = ['mine', 'yours'].map((vaultId) =>
      pop3Store(account, { database, archiveKey: { vaultId, accountId: 'account' } }),
    ) as [Pop3Store, Pop3Store];
    await Promise.all([mine.refresh(), yours.refresh(), mine.refresh(), yours.refresh()]);
    const [a, b] = [await inbox(mine), await inbox(yours)];
    assert.deepEqual([subjects(a), subjects(b)], [['Ours'], ['Ours']]);
    // The same server, the same name, and still two archives.
    await mine.flags.set([a.rows[0]!.header.locator], { add: ['SEEN'], remove: [] });
    assert.deepEqual((await inbox(yours)).rows[0]!.header.flags, []);
  });
});
