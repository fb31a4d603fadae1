// Mailboxes on a real server, beyond the store contract: other people's and shared ones, rights, quota, names of
// every kind, and what a list costs. A newcomer's trap: Dovecot tells of a mailbox of somebody else only to a
// connection that looks after it was opened to others.
import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import type { ImapFlow } from 'imapflow';
import { addCommands, issue } from '../../server/imap/commands.ts';
import { emptyMailbox } from '../../server/mail/emptying.ts';
import { FULL_RIGHTS, type Mailbox } from '../../server/mail/mailbox.ts';
import { mailboxFor } from '../../server/mail/policies.ts';
import type { StoreEvent } from '../../server/mail/store.ts';
import { ALICE, BOB, type Dovecot, startDovecot } from '../support/dovecot.ts';
import { publish, QUOTA, SHARED_MAIL } from '../support/dovecot-shared.ts';
import { imapAccount, imapStore, imapsOf, otherClient } from '../support/imap.ts';
import { plainMail } from '../support/mail.ts';
import { fails, until } from '../support/promises.ts';

const quoted = (value: string) => ({ type: 'STRING' as const, value });
const storeOf = (dovecot: Dovecot) => imapStore(imapAccount(imapsOf(dovecot)));
const byPath = (mailboxes: readonly Mailbox[], path: string): Mailbox =>
  mailboxes.find((each) => each.path.join('/') === path) ?? assert.fail(`no ${path}`);

suite('mailboxes of others', { timeout: 60_000 }, () => {
  let dovecot: Dovecot;
  let bob: ImapFlow;
  const opened = `Shared/${BOB.name}/Plans`;

  before(async () => {
    dovecot = await startDovecot({ extraConfig: SHARED_MAIL });
    await publish(dovecot, 'News', 'lr');
    bob = await otherClient(dovecot, BOB);
    addCommands(bob);
    await bob.mailboxCreate('Plans');
    await bob.append('Plans', plainMail({ subject: 'A plan' }));
    for (const name of ['Plans', 'INBOX'])
      await issue(bob, 'SETACL', [quoted(name), quoted(ALICE.name), quoted('lrswi')]);
    await bob.mailboxCreate('Sent');
    await issue(bob, 'SETACL', [quoted('Sent'), quoted(ALICE.name), quoted('lr')]);
  });

  test('come after the own ones, which do not wait for them, and are told of', async () => {
    const store = storeOf(dovecot);
    const events: StoreEvent[] = [];
    const stop = store.watch?.('INBOX', (event) => events.push(event));
    const first = await store.mailboxes();
    assert.deepEqual(new Set(first.map(({ namespace }) => namespace)), new Set(['PERSONAL']));
    await until(() => events.some(({ kind }) => kind === 'MAILBOXES_CHANGED'));
    const all = await store.mailboxes();
    assert.deepEqual(
      [byPath(all, opened), byPath(all, 'Public/News')].map(({ namespace, owner, total }) => [
        namespace,
        owner,
        total,
      ]),
      [
        ['OTHER_USERS', BOB.name, 1],
        ['SHARED', null, 1],
      ],
    );
    stop?.();
  });

  test('have no role, and the inbox of another is not the inbox', async () => {
    const all = await storeOf(dovecot).mailboxes(undefined, 'ALL');
    assert.equal(byPath(all, `Shared/${BOB.name}/Sent`).role, null);
    assert.equal(byPath(all, `Shared/${BOB.name}`).role, null);
    assert.equal(all.filter(({ role }) => role === 'INBOX').length, 1);
    assert.equal(all.filter(({ role }) => role === 'SENT').length, 1);
  });

  test('are read like the own ones, as far as one has the right to', async () => {
    const store = storeOf(dovecot);
    const all = await store.mailboxes(undefined, 'ALL');
    const { locator } = byPath(all, opened);
    const { rows } = await store.page(locator, { limit: 10 });
    assert.deepEqual(
      rows.map(({ header }) => header.subject),
      ['A plan'],
    );
    const news = byPath(all, 'Public/News').locator;
    const [own, plans, read, gone] = await store.folders!.rights([
      byPath(all, 'Archive').locator,
      locator,
      news,
      'Public/Nothing',
    ]);
    assert.deepEqual(own, FULL_RIGHTS);
    const none = { remove: false, createChild: false, rename: false, delete: false };
    assert.deepEqual(plans, { ...FULL_RIGHTS, ...none });
    assert.deepEqual(read, { ...FULL_RIGHTS, ...none, setSeen: false, setFlags: false, insert: false });
    assert.equal(gone, null);
    const [refused] = await store.filing!.move([rows[0]!.header.locator], 'Archive');
    assert.ok(refused && 'error' in refused);
  });

  test('cost the list of the own ones one command more, where those have others in them', async () => {
    const store = storeOf(dovecot);
    await store.mailboxes(undefined, 'ALL');
    const listing = async (): Promise<number> => {
      const before = store.stats().commands;
      await store.mailboxes();
      return store.stats().commands - before;
    };
    assert.equal(await listing(), 1);
    const top = await store.folders!.create(null, 'Top');
    const inner = await store.folders!.create(top.locator, 'Inner');
    assert.equal(await listing(), 2);
    assert.ok((await store.mailboxes()).some(({ locator }) => locator === inner.locator));
  });
});

suite('mailboxes of one person', { timeout: 60_000 }, () => {
  let dovecot: Dovecot;

  before(async () => {
    dovecot = await startDovecot({ extraConfig: QUOTA });
  });

  test('are listed with all counts by one command, and one more the first time', async () => {
    const store = storeOf(dovecot);
    await store.connect();
    const listing = async (): Promise<number> => {
      const before = store.stats().commands;
      assert.ok((await store.mailboxes()).length >= 6);
      return store.stats().commands - before;
    };
    // NAMESPACE, LIST; from then on LIST alone.
    assert.deepEqual([await listing(), await listing()], [2, 1]);
  });

  test('share a quota, which is asked for once', async () => {
    const store = storeOf(dovecot);
    await store.filing!.append('INBOX', plainMail({ text: 'x'.repeat(40_000) }), []);
    const quota = await store.quota();
    assert.deepEqual(
      quota.map(({ resource, limit }) => [resource, limit]),
      [
        ['STORAGE', 1_024_000],
        ['MESSAGE', 10],
      ],
    );
    assert.ok(quota[0]!.used >= 40_000 && quota[1]!.used === 1);
    const { commands } = store.stats();
    await Promise.all([store.quota(), store.quota()]);
    assert.equal(store.stats().commands, commands);
  });

  test('go along with a rename, and old ids of messages find them there', async () => {
    const store = storeOf(dovecot);
    const folders = store.folders!;
    const top = await folders.create(null, 'Trip');
    const inner = await folders.create(top.locator, 'Hotel');
    const hidden = await folders.create(top.locator, 'Train');
    await folders.update(hidden.locator, { subscribed: false });
    await store.filing!.append(inner.locator, plainMail({ subject: 'Booked' }), []);
    const { rows } = await store.page(inner.locator, { limit: 1 });
    await folders.update(top.locator, { name: 'Holiday' });
    const all = await store.mailboxes();
    assert.equal(byPath(all, 'Holiday/Hotel').subscribed, true);
    assert.equal(byPath(all, 'Holiday/Train').subscribed, false);
    assert.equal(byPath(all, 'Holiday').subscribed, true);
    const [header] = await store.headers([rows[0]!.header.locator]);
    assert.deepEqual([header?.subject, header?.mailbox], ['Booked', byPath(all, 'Holiday/Hotel').locator]);
    // Another mailbox under the old name has messages of its own.
    const again = await folders.create((await folders.create(null, 'Trip')).locator, 'Hotel');
    await store.filing!.append(again.locator, plainMail({ subject: 'New' }), []);
    const fresh = (await store.page(again.locator, { limit: 1 })).rows[0]!.header;
    assert.equal((await store.headers([fresh.locator]))[0]?.mailbox, again.locator);
  });

  test('are emptied for good only where rubbish lies', async () => {
    const store = storeOf(dovecot);
    const all = await store.mailboxes();
    const trash = all.find(({ role }) => role === 'TRASH')!;
    const full = await store.folders!.create(null, 'Full');
    for (const subject of ['One', 'Two'])
      await store.filing!.append(full.locator, plainMail({ subject }), []);
    assert.deepEqual(await emptyMailbox(store, full.locator), { done: 2, hasMore: false });
    const total = async (locator: string): Promise<number | undefined> =>
      (await store.mailboxes()).find((each) => each.locator === locator)?.total;
    assert.deepEqual([await total(full.locator), await total(trash.locator)], [0, 2]);
    const within = await store.folders!.create(trash.locator, 'Old');
    await store.filing!.append(within.locator, plainMail(), []);
    assert.deepEqual(await emptyMailbox(store, within.locator), { done: 1, hasMore: false });
    assert.deepEqual(await emptyMailbox(store, trash.locator), { done: 2, hasMore: false });
    assert.deepEqual([await total(trash.locator), await total(within.locator)], [0, 0]);
    assert.deepEqual(await emptyMailbox(store, trash.locator), { done: 0, hasMore: false });
    await fails(emptyMailbox(store, 'No such mailbox'), 'MAILBOX_GONE');
  });

  test('with a role are made when there are none, and found again', async () => {
    const store = storeOf(dovecot);
    const client = await otherClient(dovecot);
    await client.mailboxDelete('Archive');
    const made = await mailboxFor(store, 'ARCHIVE', 'Archive');
    assert.equal(made.role, 'ARCHIVE');
    assert.equal((await mailboxFor(store, 'ARCHIVE', 'Archive')).locator, made.locator);
  });

  test('keep what they are called, whatever that is', async () => {
    const store = storeOf(dovecot);
    const folders = store.folders!;
    let last: string | null = null;
    for (const name of oddNames(30)) {
      const made: Mailbox =
        last === null ? await folders.create(null, name) : await folders.update(last, { name });
      const shown = name.normalize('NFC').trim();
      assert.equal(made.path.at(-1), shown, JSON.stringify(name));
      assert.deepEqual([made.selectable, made.path.length], [true, 1], JSON.stringify(name));
      const page = await store.page(made.locator, { limit: 1 });
      assert.deepEqual(page.rows, []);
      last = made.locator;
    }
    await folders.remove(last!, false);
    assert.ok((await store.mailboxes()).every(({ locator }) => locator !== last));
  });

  test('are not called what no server takes', async () => {
    const { folders } = storeOf(dovecot);
    const names = [
      'a/b',
      'a*',
      '%',
      '..',
      '~x',
      'a\u2028b',
      'a\u202eb',
      '\ud800',
      ' ',
      '漢'.repeat(120),
      'x'.repeat(201),
    ];
    for (const name of names) await fails(folders!.create(null, name), 'VALIDATION');
    await fails(folders!.create(null, 'inbox'), 'CONFLICT');
    await fails(folders!.update('INBOX', { name: 'Other' }), 'UNSUPPORTED');
    await fails(folders!.update('No such mailbox', { name: 'Other' }), 'MAILBOX_GONE');
    await fails(folders!.create('No such mailbox', 'Other'), 'MAILBOX_GONE');
    await fails(folders!.update('Ghost', { subscribed: true }), 'MAILBOX_GONE');
    const client = await otherClient(dovecot);
    addCommands(client);
    let isLeft = false;
    await issue(client, 'LSUB', [quoted(''), quoted('Ghost')], {
      LSUB: async () => {
        isLeft = true;
      },
    });
    assert.equal(isLeft, false, 'a subscription to nothing');
  });
});

/** Names that the validation lets pass, from all of Unicode, and always some that are known to hurt. */
function oddNames(count: number): string[] {
  const known = [
    '&',
    '&-',
    '&Jjo-',
    'a&b',
    '"',
    '\\',
    'a\\"b',
    '{5}',
    '(x)',
    '[Gmail]',
    'NIL',
    '+',
    '#news',
    'Ü',
    'ｱ',
    '🙂',
    'é',
    'e\u0301',
    'a~',
    '.a.',
    "l'eau",
    '0',
    '日本語',
    'ไทย',
    'عربي',
    '\u00a0x',
    '-',
    ',',
    '!',
    '\u{10ffff}',
  ];
  let seed = 20261124;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const ranges = [
    [0x20, 0x7f],
    [0xa0, 0x250],
    [0x370, 0x530],
    [0x600, 0x700],
    [0x4e00, 0x9fff],
    [0x1f300, 0x1f600],
  ] as const;
  const pick = (): string => {
    const [from, to] = ranges[random(ranges.length)]!;
    return String.fromCodePoint(from + random(to - from));
  };
  const made = Array.from({ length: count }, (_, index) => {
    const text = Array.from({ length: 1 + random(24) }, pick).join('');
    return `${text.replace(/[\p{Cc}*%/]/gu, '_').replace(/^[~\s]+/, '')}${index}`;
  });
  return [...known, ...made];
}
