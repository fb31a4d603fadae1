// What becomes of a message after Send, with a real database and real sockets. The tests of crashes are in
// outbox-crash.test.ts.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { encodeId } from '../../../server/mail/id.ts';
import { filesByItself } from '../../../server/smtp/filing.ts';
import { draft, offline, openPost, until } from '../../support/outbox.ts';
import { accountAt, PASSWORD, startScript, startSmtp } from '../../support/smtp.ts';

const chunks = async ({ database }: Awaited<ReturnType<typeof openPost>>): Promise<number> =>
  (await database.selectFrom('submission_chunk').select('position').execute()).length;

test('a message is sent, filed in Sent and forgotten here', async () => {
  const smtp = await startSmtp('STARTTLS');
  const post = await openPost(smtp.account);
  const content = draft({ bcc: [{ name: null, address: 'secret@example.org' }] });
  const sent = await post.outbox.send(post.target, content, 'key-1');

  assert.equal(sent.status, 'SENT');
  assert.equal(sent.sentCopy, 'APPENDED');
  assert.equal(sent.attempts, 1);
  assert.equal(sent.error, null);
  assert.equal(sent.subject, 'Lunch');
  assert.deepEqual(
    sent.recipients.map(({ address, state }) => [address, state]),
    [
      ['bob@example.org', 'SENT'],
      ['secret@example.org', 'SENT'],
    ],
  );
  const [received] = smtp.received;
  const [filed] = post.fake.filed;
  assert.deepEqual(received?.to, ['bob@example.org', 'secret@example.org']);
  assert.ok(!received?.raw.includes('secret@'));
  assert.equal(filed?.mailbox, 'Sent');
  assert.deepEqual(filed?.flags, ['SEEN']);
  assert.equal(filed?.raw, `Bcc: secret@example.org\r\n${received?.raw.toString('latin1')}`);
  assert.ok(received?.raw.includes(`Message-ID: <${sent.messageId}>`));
  assert.equal(await chunks(post), 0);
});

test('nothing of a message or a password can be read on the disk or in the log', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const smtp = await startScript({ message: () => promise });
  const post = await openPost(smtp.account, { answerMs: 50 });
  const content = draft({ subject: 'Canary-subject', text: 'Canary-text\n'.repeat(100) });
  await post.outbox.send(post.target, content, 'canary-key');
  await until(() => smtp.received.length === 1);
  const written = (await post.disk()).toString('latin1') + post.log.join('\n');
  assert.ok(written.includes('SENDING'));
  for (const secret of ['Canary', 'bob@example.org', PASSWORD, 'canary-key']) {
    assert.ok(!written.includes(secret), secret);
    assert.ok(!written.includes(Buffer.from(secret).toString('base64').replace(/=+$/, '')), secret);
  }
  resolve('250 2.0.0 kept');
});

test('the same key at the same time sends once and opens each attachment once', async () => {
  const smtp = await startSmtp('IMPLICIT');
  const post = await openPost(smtp.account);
  let opened = 0;
  const open = async (): Promise<Readable> => {
    opened++;
    return Readable.from([Buffer.from('abc')]);
  };
  const content = draft({ attachments: [{ filename: 'a.txt', type: 'text/plain', size: 3, open }] });
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => post.outbox.send(post.target, content, 'key')),
  );
  assert.equal(new Set(answers.map(({ id }) => id)).size, 1);
  assert.ok(answers.every(({ status }) => status === 'SENT'));
  assert.equal(opened, 1);
  assert.equal(smtp.received.length, 1);
  const later = await post.outbox.send(post.target, draft({ subject: 'another' }), 'key');
  assert.deepEqual(later, answers[0]);
  assert.equal(smtp.received.length, 1);
  assert.equal(post.fake.filed.length, 1);
});

test('the same key of another account and of another vault is another message', async () => {
  const smtp = await startSmtp('IMPLICIT');
  const post = await openPost(smtp.account);
  const first = await post.outbox.send(post.target, draft(), 'key');
  const account = { ...smtp.account, id: 'acc2' };
  const second = await post.outbox.send({ ...post.target, account }, draft(), 'key');
  const third = await post.outbox.send({ ...post.target, vaultId: 'vault2' }, draft(), 'key');
  assert.equal(new Set([first.id, second.id, third.id]).size, 3);
  assert.equal(smtp.received.length, 3);
});

test('a submission is only known to its own vault', async () => {
  const smtp = await startSmtp('IMPLICIT');
  const post = await openPost(smtp.account);
  const { id } = await post.outbox.send(post.target, draft(), 'key');
  assert.equal((await post.outbox.get('vault1', id))?.id, id);
  assert.equal(await post.outbox.get('vault2', id), null);
  assert.deepEqual(await post.outbox.list('vault2', smtp.account.id, 10), []);
});

test('the list has the newest first and no more than asked for', async () => {
  const smtp = await startSmtp('IMPLICIT');
  const post = await openPost(smtp.account);
  for (const subject of ['one', 'two', 'three'])
    await post.outbox.send(post.target, draft({ subject }), `key-${subject}`);
  const list = await post.outbox.list('vault1', smtp.account.id, 2);
  assert.deepEqual(
    list.map(({ subject }) => subject),
    ['three', 'two'],
  );
});

test('a refusal stays with the person and is never tried again', async () => {
  const smtp = await startSmtp('IMPLICIT');
  const account = { ...smtp.account, password: 'wrong' };
  const post = await openPost(account);
  const failed = await post.outbox.send(post.target, draft(), 'key');
  assert.equal(failed.status, 'FAILED');
  assert.equal(failed.error?.code, 'UPSTREAM_AUTH');
  assert.equal(failed.sentCopy, 'SKIPPED');
  assert.equal(await chunks(post), 0);
  await post.outbox.resume(post.target);
  const again = await post.outbox.send({ ...post.target, account: smtp.account }, draft(), 'key');
  assert.deepEqual(again, failed);
  assert.equal(smtp.received.length, 0);
});

test('a server that can not be reached fails at once and sends nothing later', async () => {
  const post = await openPost(accountAt(1, 'IMPLICIT'));
  const failed = await post.outbox.send(post.target, draft(), 'key');
  assert.equal(failed.status, 'FAILED');
  assert.equal(failed.error?.code, 'UPSTREAM_OFFLINE');
  await post.outbox.resume(post.target);
  assert.equal((await post.outbox.get('vault1', failed.id))?.attempts, 1);
});

test('a message that some recipients get is filed too', async () => {
  const smtp = await startSmtp('IMPLICIT', {
    refuse: (address) => (address.startsWith('eve') ? [550, 'gone'] : undefined),
  });
  const post = await openPost(smtp.account);
  const to = ['bob@example.org', 'eve@example.org'].map((address) => ({ name: null, address }));
  const sent = await post.outbox.send(post.target, draft({ to }), 'key');
  assert.equal(sent.status, 'PARTLY_SENT');
  assert.deepEqual(
    sent.recipients.map(({ state }) => state),
    ['SENT', 'FAILED'],
  );
  assert.match(sent.recipients[1]?.smtpReply ?? '', /gone/);
  assert.equal(post.fake.filed.length, 1);
});

test('what can not be composed leaves no row', async () => {
  const post = await openPost(accountAt(1, 'IMPLICIT'), { maxMessageBytes: 2000 });
  const send = (content: Parameters<typeof draft>[0]) => post.outbox.send(post.target, draft(content), 'key');
  await assert.rejects(send({ to: [] }), { code: 'VALIDATION' });
  await assert.rejects(send({ to: [{ name: null, address: 'a@b\r\nRCPT TO:<c@d>' }] }), {
    code: 'VALIDATION',
  });
  await assert.rejects(send({ text: 'x'.repeat(3000) }), { code: 'TOO_LARGE' });
  assert.deepEqual(await post.outbox.list('vault1', 'acc1', 10), []);
});

test('the answer comes in time although the server is slow', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const smtp = await startScript({ message: () => promise });
  const post = await openPost(smtp.account, { answerMs: 100 });
  const early = await post.outbox.send(post.target, draft(), 'key');
  assert.equal(early.status, 'SENDING');
  resolve('250 2.0.0 at last');
  await until(async () => (await post.outbox.get('vault1', early.id))?.sentCopy === 'APPENDED');
  assert.equal((await post.outbox.get('vault1', early.id))?.status, 'SENT');
});

test('a connection that breaks after the hand-over is UNKNOWN for good', async () => {
  const smtp = await startScript({
    message: (socket) => {
      socket.destroy();
      return null;
    },
  });
  const post = await openPost(smtp.account);
  const sent = await post.outbox.send(post.target, draft(), 'key');
  assert.equal(sent.status, 'UNKNOWN');
  assert.equal(sent.error?.code, 'SEND_UNKNOWN');
  await post.outbox.resume(post.target);
  await post.outbox.send(post.target, draft(), 'key');
  assert.equal(smtp.received.length, 1);
  assert.equal(post.fake.filed.length, 0);
});

test('the answered message is marked, and only in its own account', async () => {
  const smtp = await startSmtp('IMPLICIT');
  const post = await openPost(smtp.account);
  const reply = { how: 'REPLY' as const, id: encodeId('message', smtp.account.id, 'INBOX 7') };
  const forward = { how: 'FORWARD' as const, id: encodeId('message', smtp.account.id, 'INBOX 8') };
  const foreign = { how: 'REPLY' as const, id: encodeId('message', 'other', 'INBOX 9') };
  const broken = { how: 'REPLY' as const, id: 'nonsense' };
  for (const [index, answers] of [reply, forward, foreign, broken].entries()) {
    const sent = await post.outbox.send(post.target, draft({ answers }), `key-${index}`);
    assert.equal(sent.status, 'SENT');
    assert.equal(sent.sentCopy, 'APPENDED');
  }
  assert.deepEqual(post.fake.marked, [
    { message: 'INBOX 7', add: ['ANSWERED'] },
    { message: 'INBOX 8', add: ['FORWARDED'] },
  ]);
});

test('a mailbox without Sent gets one, and a store that can not file is left alone', async () => {
  const smtp = await startSmtp('IMPLICIT');
  const post = await openPost(smtp.account);
  post.fake.mailboxes.pop();
  assert.equal((await post.outbox.send(post.target, draft(), 'key-1')).sentCopy, 'APPENDED');
  assert.equal(post.fake.filed[0]?.mailbox, 'Sent');
  post.fake.canFile = false;
  assert.equal((await post.outbox.send(post.target, draft(), 'key-2')).sentCopy, 'SKIPPED');
  assert.equal(await chunks(post), 0);
});

test('a copy that could not be filed is filed later, once, and the password is kept no longer', async () => {
  const smtp = await startSmtp('IMPLICIT');
  const post = await openPost(smtp.account, { sweepMs: 20 });
  post.fake.beforeAppend = offline;
  const sent = await post.outbox.send(post.target, draft(), 'key');
  assert.equal(sent.status, 'SENT');
  assert.equal(sent.sentCopy, 'PENDING');
  assert.equal(smtp.received.length, 1);

  post.fake.beforeAppend = () => {};
  // As if half a minute had gone by.
  await post.database
    .updateTable('submission')
    .set({ updated_at: Date.now() - 40_000 })
    .execute();
  await until(async () => (await post.outbox.get('vault1', sent.id))?.sentCopy === 'APPENDED');
  assert.equal(post.fake.filed.length, 1);
  assert.equal(smtp.received.length, 1);
  assert.equal(await chunks(post), 0);
});

test('an append whose answer got lost is not done twice', async () => {
  const smtp = await startSmtp('IMPLICIT');
  const post = await openPost(smtp.account);
  post.fake.afterAppend = offline;
  const sent = await post.outbox.send(post.target, draft(), 'key');
  assert.equal(sent.sentCopy, 'PENDING');
  await post.outbox.resume(post.target);
  assert.equal((await post.outbox.get('vault1', sent.id))?.sentCopy, 'APPENDED');
  assert.equal(post.fake.filed.length, 1);
});

test('an account that was forgotten is not used by the sweep', async () => {
  const smtp = await startSmtp('IMPLICIT');
  const post = await openPost(smtp.account, { sweepMs: 20 });
  post.fake.beforeAppend = offline;
  const first = await post.outbox.send(post.target, draft(), 'key');
  const second = await post.outbox.send({ ...post.target, vaultId: 'vault2' }, draft(), 'key');
  post.outbox.forget('vault1');
  post.fake.beforeAppend = () => {};
  await post.database
    .updateTable('submission')
    .set({ updated_at: Date.now() - 40_000 })
    .execute();
  // The sweep takes the accounts in the order in which they came.
  await until(async () => (await post.outbox.get('vault2', second.id))?.sentCopy === 'APPENDED');
  assert.equal((await post.outbox.get('vault1', first.id))?.sentCopy, 'PENDING');
  await post.outbox.resume(post.target);
  assert.equal((await post.outbox.get('vault1', first.id))?.sentCopy, 'APPENDED');
});

test('submissions that ended long ago are removed, those that wait are not', async () => {
  const smtp = await startSmtp('IMPLICIT');
  const post = await openPost(smtp.account, { sweepMs: 20 });
  const old = await post.outbox.send(post.target, draft(), 'key-1');
  const recent = await post.outbox.send(post.target, draft(), 'key-2');
  const month = 31 * 24 * 3_600_000;
  await post.database
    .updateTable('submission')
    .set({ updated_at: Date.now() - month })
    .where('id', '=', old.id)
    .execute();
  await until(async () => (await post.outbox.get('vault1', old.id)) === null);
  assert.equal((await post.outbox.get('vault1', recent.id))?.id, recent.id);
});

test('services that file what they send get no second copy', () => {
  const at = (host: string) =>
    filesByItself({ outgoing: { host, port: 587, tls: 'STARTTLS', listed: true } });
  assert.ok(at('smtp.gmail.com'));
  assert.ok(at('smtp.office365.com'));
  assert.ok(!at('smtp.example.org'));
  assert.ok(!at('notgmail.com'));
});
