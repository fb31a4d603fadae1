// Sessions, tokens and what they reach: two people can't reach each other, what ends is over, and nothing readable
// lies on the disk.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { suite, test } from 'node:test';
import { type Caller, SCOPES } from '../../../server/session/caller.ts';
import { bytesIn } from '../../support/database.ts';
import { fails, textOf, until } from '../../support/promises.ts';
import { ANN, BEN, bytes, PASSWORD, premises } from '../../support/vaults.ts';

const DAY = 86_400_000;
const only = (caller: Caller) => caller.accounts[0]!;
const token = { name: 'backup', scopes: ['MAILBOX_READ'], accountIds: null, expiresAt: null } as const;

suite('sessions', () => {
  test('an unknown, changed or malformed cookie is nobody', async () => {
    const house = await premises();
    const { secret } = await house.signIn();
    const other = secret.startsWith('A') ? `B${secret.slice(1)}` : `A${secret.slice(1)}`;
    for (const text of ['', 'x', other, `${secret}A`, `ptn_${secret}`, "' or 1=1 --"]) {
      assert.equal(await house.service.resume(text), null);
      assert.equal(await house.service.bearer(text), null);
    }
    assert.equal(await house.service.bearer(secret), null);
  });

  test('end when they were not used for long, and in any case after a month', async () => {
    const house = await premises();
    const used = await house.signIn();
    const idle = await house.signIn();
    assert.deepEqual(used.expiresAt, new Date(house.clock.now + 30 * DAY));
    for (let day = 0; day < 29; day += 1) {
      house.clock.now += DAY;
      assert.ok(await house.service.resume(used.secret), `day ${day}`);
    }
    assert.equal(await house.service.resume(idle.secret), null);
    house.clock.now += DAY;
    assert.equal(await house.service.resume(used.secret), null);
  });

  test('sign-out ends the session and its streams, and closes what only it used', async () => {
    const house = await premises();
    const one = await house.signIn();
    const two = await house.signIn();
    const stream = await house.service.resume(one.secret);
    await house.service.signOut(one.caller);
    assert.ok(stream!.ended.aborted);
    assert.equal(await house.service.resume(one.secret), null);
    await fails(stream!.store(only(one.caller).id), 'SIGNED_OUT');
    assert.equal(house.open().length, 1, 'the other session uses it');
    assert.ok(!two.caller.ended.aborted);
    assert.deepEqual(house.forgotten, []);
    await house.service.signOut(two.caller);
    assert.deepEqual(house.open(), []);
    assert.deepEqual(house.forgotten, [one.caller.vaultId]);
  });

  test('are listed newest first, and one can end another', async () => {
    const house = await premises();
    const one = await house.signIn();
    house.clock.now += 1000;
    const two = await house.signIn();
    const list = await two.caller.sessions.list();
    assert.deepEqual(
      list.map(({ id, current, device }) => [id, current, device]),
      [
        [two.caller.id, true, 'Firefox on Linux'],
        [one.caller.id, false, 'Firefox on Linux'],
      ],
    );
    assert.equal(await two.caller.sessions.revoke(one.caller.id), true);
    assert.ok(one.caller.ended.aborted);
    assert.equal(await house.service.resume(one.secret), null);
    assert.equal(await two.caller.sessions.revoke(one.caller.id), false);
  });
});

suite('tokens', () => {
  test('reach what they were made for and say when they were used', async () => {
    const house = await premises();
    const { caller } = await house.signIn();
    const made = await caller.tokens.create(token);
    assert.match(made.secret, /^ptn_[\w-]{43}$/);
    const bearer = await house.service.bearer(made.secret);
    assert.deepEqual([...bearer!.scopes], ['MAILBOX_READ']);
    assert.equal(bearer!.kind, 'TOKEN');
    assert.deepEqual(bearer!.accounts, caller.accounts);
    assert.equal((await caller.tokens.list())[0]!.lastUsedAt?.getTime(), house.clock.now);
    assert.ok(await (await house.restart()).service.bearer(made.secret));
    assert.equal(await house.service.resume(made.secret), null);
  });

  test('never get a scope, an account or a time that their maker lacks', async () => {
    const house = await premises();
    const { caller } = await house.signIn();
    const expiresAt = new Date(house.clock.now + DAY);
    const scopes = ['TOKEN_ADMIN', 'MAILBOX_READ'] as const;
    const account = only(caller).id;
    const { secret } = await caller.tokens.create({
      name: 'admin',
      scopes,
      accountIds: [account],
      expiresAt,
    });
    const admin = (await house.service.bearer(secret))!;
    await fails(admin.tokens.create({ ...token, scopes: ['SEND'] }), 'SCOPE_MISSING');
    await fails(admin.tokens.create({ ...token, accountIds: ['another'] }), 'NOT_FOUND');
    const child = await admin.tokens.create({ ...token, expiresAt: new Date(house.clock.now + 9 * DAY) });
    assert.deepEqual(child.token.expiresAt, expiresAt);
    assert.deepEqual(child.token.accountIds, [account]);
    await fails(admin.sessions.createRecoveryCode(), 'FORBIDDEN');
    await fails(house.service.signOut(admin), 'FORBIDDEN');
  });

  test('are over when revoked or when their time has come', async () => {
    const house = await premises();
    const { caller } = await house.signIn();
    const short = await caller.tokens.create({ ...token, expiresAt: new Date(house.clock.now + DAY) });
    const long = await caller.tokens.create(token);
    const bearer = (await house.service.bearer(long.secret))!;
    assert.equal(await caller.tokens.revoke(long.token.id), true);
    assert.ok(bearer.ended.aborted);
    assert.equal(await house.service.bearer(long.secret), null);
    assert.ok(await house.service.bearer(short.secret));
    house.clock.now += DAY;
    assert.equal(await house.service.bearer(short.secret), null);
    assert.deepEqual(await caller.tokens.list(), []);
  });

  test('outlive the session that made them', async () => {
    const house = await premises();
    const { caller } = await house.signIn();
    const { secret } = await caller.tokens.create(token);
    await house.service.signOut(caller);
    assert.deepEqual(house.forgotten, []);
    const bearer = (await house.service.bearer(secret))!;
    await (await bearer.store(only(caller).id)).mailboxes();
    assert.equal(house.open().length, 1);
  });

  test('bad input is refused by name', async () => {
    const house = await premises();
    const { tokens } = (await house.signIn()).caller;
    const bad = async (more: object, name: string) =>
      assert.deepEqual((await fails(tokens.create({ ...token, ...more }), 'VALIDATION')).inputPath, [
        'input',
        name,
      ]);
    await bad({ name: ' \n' }, 'name');
    await bad({ scopes: [] }, 'scopes');
    await bad({ accountIds: [] }, 'accountIds');
    await bad({ expiresAt: new Date(house.clock.now) }, 'expiresAt');
    await bad({ expiresAt: new Date(Number.NaN) }, 'expiresAt');
  });
});

test('two people reach nothing of each other by any id', async () => {
  const house = await premises();
  const ann = (await house.signIn()).caller;
  const ben = (await house.signIn({ address: BEN })).caller;
  const annToken = await ann.tokens.create(token);
  const upload = await ann.uploads.put({ filename: 'a.txt', type: 'text/plain' }, bytes('mine'));
  const sent = await ann.send(only(ann).id, async () => ({}) as never, 'key');
  assert.ok(await ann.submission(sent.id));

  await fails(ben.store(only(ann).id), 'NOT_FOUND');
  await fails(
    ben.send(only(ann).id, async () => ({}) as never, 'key'),
    'NOT_FOUND',
  );
  await fails(ben.submissions(only(ann).id, 10), 'NOT_FOUND');
  assert.equal(await ben.submission(sent.id), null);
  assert.equal(await ben.uploads.get(upload.id), null);
  await ben.uploads.remove(upload.id);
  assert.equal(await ben.tokens.revoke(annToken.token.id), false);
  assert.equal(await ben.sessions.revoke(ann.id), false);
  assert.deepEqual(await ben.tokens.list(), []);
  assert.deepEqual(
    (await ben.sessions.list()).map(({ id }) => id),
    [ben.id],
  );

  assert.ok(await ann.uploads.get(upload.id));
  assert.ok(await house.service.bearer(annToken.secret));
  assert.ok(!ann.ended.aborted);
  assert.equal(house.open().length, 2);
});

test('a stolen cookie opens its own vault only, and nothing with the row of another session', async () => {
  const house = await premises();
  const ann = await house.signIn();
  const ben = await house.signIn({ address: BEN });
  // Somebody who can write the database points the stolen session at another vault, then swaps the wraps.
  const row = (id: string) => house.database.updateTable('session').where('id', '=', id);
  await row(ann.caller.id).set({ vault_id: ben.caller.vaultId }).execute();
  await assert.rejects(house.service.resume(ann.secret), { code: 'INTERNAL' });
  const { wrap } = await house.database
    .selectFrom('session')
    .select('wrap')
    .where('id', '=', ben.caller.id)
    .executeTakeFirstOrThrow();
  await row(ann.caller.id).set({ wrap }).execute();
  assert.equal(await house.service.resume(ann.secret), null);
});

test('nothing readable about anybody lies on the disk', async () => {
  const house = await premises();
  const { caller, secret } = await house.signIn();
  const made = await caller.tokens.create({ ...token, scopes: SCOPES });
  const code = await caller.sessions.createRecoveryCode();
  await caller.uploads.put({ filename: 'canary-name.pdf', type: 'text/plain' }, bytes('canary-content'));
  const disk = await bytesIn(house.folder);
  assert.ok(disk.includes('backup'), 'the name of the token shows that this looks in the right place');
  for (const canary of [
    PASSWORD,
    ANN,
    'mail.example.org',
    secret,
    made.secret,
    code,
    code.replaceAll('-', ''),
  ])
    assert.ok(!disk.includes(canary), canary);
  for (const canary of ['canary-name', 'canary-content', Buffer.from(secret, 'base64url')])
    assert.ok(!disk.includes(canary), String(canary));
  assert.ok(!house.logged.join().includes(PASSWORD));
});

suite('uploads', () => {
  test('come back as they went in, also after a restart', async () => {
    const house = await premises();
    const { caller, secret } = await house.signIn();
    const content = 'x'.repeat(700_001);
    const put = await caller.uploads.put({ filename: 'ä.bin', type: 'image/png' }, bytes(content));
    assert.deepEqual(put, { id: put.id, filename: 'ä.bin', type: 'image/png', size: 700_001 });
    const empty = await caller.uploads.put({ filename: 'e', type: 'text/plain' }, bytes(''));
    const later = (await (await house.restart()).service.resume(secret))!;
    assert.ok((await textOf(await (await later.uploads.get(put.id))!.open())) === content);
    assert.equal(await textOf(await (await later.uploads.get(empty.id))!.open()), '');
    await later.uploads.remove(put.id);
    assert.equal(await later.uploads.get(put.id), null);
  });

  test('that are too large, or break off, leave no row', async () => {
    const house = await premises();
    const { caller } = await house.signIn();
    const file = { filename: 'a', type: 'text/plain' };
    await fails(caller.uploads.put(file, bytes(Buffer.alloc(2_000_001))), 'TOO_LARGE');
    const broken = async function* () {
      yield Buffer.alloc(600_000);
      throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
    };
    await fails(caller.uploads.put(file, Readable.from(broken())), 'CANCELLED');
    for (const table of ['upload', 'upload_chunk'] as const)
      assert.deepEqual(await house.database.selectFrom(table).selectAll().execute(), []);
  });

  test('that come in at the same time share that limit', async () => {
    const house = await premises();
    const { uploads } = (await house.signIn()).caller;
    const file = { filename: 'a', type: 'text/plain' };
    const puts = Array.from({ length: 12 }, () => uploads.put(file, bytes(Buffer.alloc(2_000_000))));
    const kept = (await Promise.allSettled(puts)).filter(({ status }) => status === 'fulfilled');
    assert.ok(kept.length <= 8, `${kept.length} uploads of 2 MB`);
    const { size } = await house.database
      .selectFrom('upload')
      .select((is) => is.fn.coalesce(is.fn.sum<number>('size'), is.val(0)).as('size'))
      .executeTakeFirstOrThrow();
    assert.ok(Number(size) <= 16_000_000);
    await uploads.put(file, bytes('room for what is small'));
  });

  test('of one vault have a limit together', async () => {
    const house = await premises();
    const { uploads } = (await house.signIn()).caller;
    const file = { filename: 'a', type: 'text/plain' };
    const large = () => uploads.put(file, bytes(Buffer.alloc(2_000_000)));
    for (let at = 0; at < 8; at += 1) await large();
    await fails(large(), 'TOO_LARGE');
  });

  test('that a crash left half, and those of yesterday, are swept at the start', async () => {
    const house = await premises();
    const { caller, secret } = await house.signIn();
    const put = await caller.uploads.put({ filename: 'a', type: 'text/plain' }, bytes('whole'));
    await house.database
      .insertInto('upload')
      .values({ id: 'half', vault_id: caller.vaultId, head: null, size: 0, created_at: house.clock.now })
      .execute();
    await house.database
      .insertInto('upload_chunk')
      .values({ upload_id: 'half', position: 0, bytes: Buffer.from('x') })
      .execute();
    const later = await house.restart();
    assert.ok(await (await later.service.resume(secret))!.uploads.get(put.id));
    assert.equal((await later.database.selectFrom('upload_chunk').selectAll().execute()).length, 1);
    house.clock.now += DAY;
    const tomorrow = await house.restart();
    assert.deepEqual(await tomorrow.database.selectFrom('upload').selectAll().execute(), []);
  });

  test('a row that was moved to another place does not open', async () => {
    const house = await premises();
    const { caller } = await house.signIn();
    const file = { filename: 'a', type: 'text/plain' };
    const put = await caller.uploads.put(file, bytes(Buffer.alloc(300_000, 'ab')));
    const to = (position: number) => house.database.updateTable('upload_chunk').set({ position });
    await to(9).where('position', '=', 0).execute();
    await to(0).where('position', '=', 1).execute();
    const stream = await (await caller.uploads.get(put.id))!.open();
    await assert.rejects(textOf(stream), { code: 'INTERNAL' });
  });
});

test('the sweep ends the streams of sessions that are over and closes stores that nobody uses', async (context) => {
  context.mock.timers.enable({ apis: ['setInterval'] });
  const house = await premises();
  const { caller, secret } = await house.signIn();
  house.clock.now += 300_000;
  context.mock.timers.tick(60_000);
  await until(() => house.open().length === 0);
  assert.ok(await house.service.resume(secret), 'the session goes on');
  house.clock.now += 8 * DAY;
  context.mock.timers.tick(60_000);
  await until(() => caller.ended.aborted);
  assert.deepEqual(await house.database.selectFrom('session').selectAll().execute(), []);
});

test('a vault has a hundred sessions at most; the one that was idle longest ends first', async () => {
  const house = await premises();
  const first = await house.signIn();
  const row = await house.database.selectFrom('session').selectAll().executeTakeFirstOrThrow();
  for (let at = 1; at < 100; at += 1) {
    const other = { ...row, id: `other-${at}`, hash: Buffer.from(`hash ${at}`) };
    await house.database
      .insertInto('session')
      .values({ ...other, last_seen_at: row.last_seen_at + at })
      .execute();
  }
  house.clock.now += 1000;
  const last = await house.signIn();
  assert.equal((await last.caller.sessions.list()).length, 100);
  assert.equal(await house.service.resume(first.secret), null);
  assert.equal(first.caller.ended.aborted, true);
  assert.equal((await house.service.resume(last.secret))?.id, last.caller.id);
});
