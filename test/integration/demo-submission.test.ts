// The demo's own mail servers: what the submission server accepts really lies in the recipient's mailbox.
// A newcomer's trap: bytes are compared as they came back over IMAP, after Dovecot's own trace headers.
import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { ALICE, BOB, type Dovecot, startDovecot } from '../support/dovecot.ts';
import { type Submission, startSubmission } from '../support/submission.ts';

suite('the demo submission server', () => {
  let dovecot: Dovecot;
  let submission: Submission;

  before(async () => {
    dovecot = await startDovecot();
    submission = await startSubmission(dovecot, { size: 100_000 });
  });

  const send = async (
    from: string,
    to: string[],
    raw: string,
    how: { secure?: boolean; password?: string } = {},
  ) => {
    const transport = createTransport({
      host: 'localhost',
      port: how.secure ? submission.smtps : submission.smtp,
      secure: how.secure ?? false,
      requireTLS: true,
      tls: { ca: dovecot.ca },
      auth: { user: ALICE.name, pass: how.password ?? ALICE.password },
    });
    try {
      return await transport.sendMail({ envelope: { from, to }, raw });
    } finally {
      transport.close();
    }
  };

  test('delivers the bytes as they were sent to every recipient', async () => {
    const raw = 'Subject: =?utf-8?q?caf=C3=A9?=\r\nX-Odd:   two  spaces\r\n\r\n.dot\r\n..\r\nlast line\r\n';
    await send(ALICE.name, [ALICE.name, BOB.name], raw, { secure: true });
    for (const user of [ALICE, BOB]) {
      const source = await newest(dovecot, user);
      assert.ok(source.endsWith(raw), source);
      assert.match(source, /^Received: from .*\r\n\tby localhost with ESMTPSA/m);
      assert.match(source, /^Return-Path: <alice@demo\.example>/m);
    }
  });

  test('takes mail after STARTTLS too', async () => {
    await send(ALICE.name, [BOB.name], 'Subject: by STARTTLS\r\n\r\nhello\r\n');
    assert.match(await newest(dovecot, BOB), /^Subject: by STARTTLS/m);
  });

  test('refuses a recipient it does not know with 550 5.1.1', async () => {
    await assert.rejects(send(ALICE.name, ['carol@demo.example'], 'Subject: x\r\n\r\n'), (error: Error) => {
      assert.equal((error as Error & { responseCode: number }).responseCode, 550);
      assert.match(error.message, /5\.1\.1/);
      return true;
    });
  });

  test('refuses to send in the name of another user', async () => {
    await assert.rejects(send(BOB.name, [BOB.name], 'Subject: x\r\n\r\n'), { responseCode: 553 });
  });

  test('refuses a wrong password', async () => {
    await assert.rejects(send(ALICE.name, [BOB.name], 'Subject: x\r\n\r\n', { password: 'wrong' }), {
      responseCode: 535,
    });
  });

  test('refuses a message above its size', async () => {
    const raw = `Subject: big\r\n\r\n${'x'.repeat(70)}\r\n`.repeat(2_000);
    await assert.rejects(send(ALICE.name, [BOB.name], raw), { responseCode: 552 });
  });

  test('offers no sign-in before TLS', async () => {
    const transport = createTransport({
      ...{ host: 'localhost', port: submission.smtp, ignoreTLS: true },
      auth: { user: ALICE.name, pass: ALICE.password },
    });
    await assert.rejects(
      transport.sendMail({ envelope: { from: ALICE.name, to: BOB.name }, raw: 'x' }),
      /auth|530|538/i,
    );
  });

  test('keeps the mail when Dovecot is killed and started again', async () => {
    const before = await newest(dovecot, BOB);
    await dovecot.kill();
    await dovecot.start();
    assert.equal(await newest(dovecot, BOB), before);
  });
});

async function newest(dovecot: Dovecot, user: typeof ALICE): Promise<string> {
  const client = new ImapFlow({
    ...{ host: 'localhost', port: dovecot.imaps, secure: true, tls: { ca: dovecot.ca }, logger: false },
    auth: { user: user.name, pass: user.password },
  });
  await client.connect();
  try {
    await client.mailboxOpen('INBOX');
    const message = await client.fetchOne('*', { source: true });
    return message ? String(message.source) : '';
  } finally {
    await client.logout();
  }
}
