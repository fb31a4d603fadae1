// The process ends at every step of a submission; the next one must find the right state, and never send twice.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ledger } from '../../../server/smtp/ledger.ts';
import { draft, openPost, until } from '../../support/outbox.ts';
import { accountAt, startScript, startSmtp } from '../../support/smtp.ts';

test('ended before the hand-over: QUEUED, and sent once when the store is open again', async () => {
  const hanging = await startScript({ greeting: null });
  const good = await startSmtp('IMPLICIT');
  const before = await openPost(hanging.account, { answerMs: 50 });
  const early = await before.outbox.send(before.target, draft(), 'key');
  assert.equal(early.status, 'SENDING');

  const after = await before.restart(good.account);
  assert.equal((await after.outbox.send(after.target, draft(), 'other')).status, 'SENT');
  await after.outbox.resume(after.target);
  const sent = await after.outbox.get('vault1', early.id);
  assert.equal(sent?.status, 'SENT');
  assert.equal(sent?.sentCopy, 'APPENDED');
  assert.equal(sent?.attempts, 2);
  assert.equal(good.received.filter(({ raw }) => raw.includes(`Message-ID: <${early.messageId}>`)).length, 1);
});

test('ended in the middle of the message: QUEUED', async () => {
  const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
  const stuck = await startScript({
    inMessage: (socket) => {
      socket.pause();
      reach();
      return undefined;
    },
  });
  const before = await openPost(stuck.account, { answerMs: 50 });
  const content = draft({ text: 'a line of text\n'.repeat(500_000) });
  const early = await before.outbox.send(before.target, content, 'key');
  await reached;
  const after = await before.restart();
  await until(async () => (await after.outbox.get('vault1', early.id))?.status === 'QUEUED');
  assert.equal(stuck.received.length, 0);
});

test('ended between the hand-over and the reply: UNKNOWN, and nothing is sent again', async () => {
  const silent = await startScript({ message: () => null });
  const good = await startSmtp('IMPLICIT');
  const before = await openPost(silent.account, { answerMs: 50 });
  const early = await before.outbox.send(before.target, draft(), 'key');
  await until(() => silent.received.length === 1);

  const after = await before.restart(good.account);
  await after.outbox.resume(after.target);
  const found = await after.outbox.send(after.target, draft(), 'key');
  assert.equal(found.id, early.id);
  assert.equal(found.status, 'UNKNOWN');
  assert.equal(found.error?.code, 'SEND_UNKNOWN');
  assert.equal(found.recipients[0]?.state, 'UNKNOWN');
  assert.equal(good.received.length, 0);
});

test('ended before the copy was filed: sent stays sent, and the copy is filed', async () => {
  const smtp = await startSmtp('IMPLICIT');
  const before = await openPost(smtp.account, { answerMs: 300 });
  before.fake.beforeAppend = before.fake.hang;
  const bcc = [{ name: null, address: 'secret@example.org' }];
  const early = await before.outbox.send(before.target, draft({ bcc }), 'key');
  assert.equal(early.status, 'SENT');
  assert.equal(early.sentCopy, 'PENDING');

  const after = await before.restart();
  after.fake.beforeAppend = () => {};
  await after.outbox.resume(after.target);
  assert.equal((await after.outbox.get('vault1', early.id))?.sentCopy, 'APPENDED');
  assert.equal(smtp.received.length, 1);
  const received = smtp.received[0]?.raw.toString('latin1');
  assert.deepEqual(
    after.fake.filed.map(({ raw }) => raw),
    [`Bcc: secret@example.org\r\n${received}`],
  );
});

test('ended between filing the copy and writing it down: no second copy', async () => {
  const smtp = await startSmtp('IMPLICIT');
  const before = await openPost(smtp.account, { answerMs: 300 });
  before.fake.afterAppend = before.fake.hang;
  const early = await before.outbox.send(before.target, draft(), 'key');
  assert.equal(early.sentCopy, 'PENDING');
  const after = await before.restart();
  after.fake.afterAppend = () => {};
  await after.outbox.resume(after.target);
  assert.equal((await after.outbox.get('vault1', early.id))?.sentCopy, 'APPENDED');
  assert.equal(after.fake.filed.length, 1);
});

test('the same key after a restart answers with the same submission', async () => {
  const smtp = await startSmtp('IMPLICIT');
  const before = await openPost(smtp.account);
  const first = await before.outbox.send(before.target, draft(), 'key');
  const after = await before.restart();
  assert.deepEqual(await after.outbox.send(after.target, draft({ subject: 'changed' }), 'key'), first);
  assert.equal(smtp.received.length, 1);
});

test('the same key sends what a restart left QUEUED', async () => {
  const hanging = await startScript({ greeting: null });
  const good = await startSmtp('IMPLICIT');
  const before = await openPost(hanging.account, { answerMs: 50 });
  const early = await before.outbox.send(before.target, draft(), 'key');
  const after = await before.restart(good.account);
  let found = await after.outbox.send(after.target, draft(), 'key');
  await until(async () => {
    found = (await after.outbox.get('vault1', early.id)) ?? found;
    return found.status === 'SENT';
  });
  assert.equal(good.received.length, 1);
});

test('an orderly end puts back what was not handed over', async () => {
  const hanging = await startScript({ greeting: null });
  const post = await openPost(hanging.account, { answerMs: 50 });
  const early = await post.outbox.send(post.target, draft(), 'key');
  await post.outbox.close();
  const row = await post.database.selectFrom('submission').select('status').executeTakeFirstOrThrow();
  assert.equal(row.status, 'QUEUED');
  await assert.rejects(post.outbox.send(post.target, draft(), 'more'), { code: 'CANCELLED' });
  assert.equal((await post.outbox.get('vault1', early.id))?.id, early.id);
});

test('what is QUEUED stays so while the server is away, and is given up after a day', async () => {
  const hanging = await startScript({ greeting: null });
  const before = await openPost(hanging.account, { answerMs: 50 });
  const early = await before.outbox.send(before.target, draft(), 'key');
  const after = await before.restart(accountAt(1, 'IMPLICIT'));
  await after.outbox.resume(after.target);
  const waiting = await after.outbox.get('vault1', early.id);
  assert.equal(waiting?.status, 'QUEUED');
  assert.equal(waiting?.attempts, 2);

  await after.database
    .updateTable('submission')
    .set({ created_at: Date.now() - 25 * 3_600_000 })
    .execute();
  await after.outbox.resume(after.target);
  const given = await after.outbox.get('vault1', early.id);
  assert.equal(given?.status, 'FAILED');
  assert.equal(given?.error?.code, 'UPSTREAM_OFFLINE');
  assert.equal(given?.attempts, 2);
});

test('a row is taken once, and its end is not announced for a row that was given back', async () => {
  const hanging = await startScript({ greeting: null });
  const post = await openPost(hanging.account, { answerMs: 50 });
  const { id } = await post.outbox.send(post.target, draft(), 'key');
  await post.outbox.close();
  const ledger = new Ledger(post.database, Buffer.alloc(32, 7));
  await assert.rejects(ledger.markDataEnd(id), { code: 'INTERNAL' });
  assert.deepEqual(await Promise.all([ledger.claim(id), ledger.claim(id)]), [true, false]);
  await ledger.markDataEnd(id);
});

test('another server secret opens nothing', async () => {
  const smtp = await startSmtp('IMPLICIT');
  const post = await openPost(smtp.account);
  const { id } = await post.outbox.send(post.target, draft(), 'key');
  const other = await openPost(smtp.account, { database: post.database, secret: Buffer.alloc(32, 8) });
  await assert.rejects(other.outbox.get('vault1', id), { code: 'INTERNAL' });
});
