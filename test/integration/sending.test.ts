// A message on its whole way: composed, submitted, delivered by LMTP, filed in Sent and the answered one marked,
// with a real Dovecot at both ends.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { before, test } from 'node:test';
import { answersIn } from '../../server/mail/answers.ts';
import { encodeId } from '../../server/mail/id.ts';
import { mailboxFor } from '../../server/mail/policies.ts';
import type { MailStore } from '../../server/mail/store.ts';
import { collect } from '../../server/smtp/attachments.ts';
import { composeDraft } from '../../server/smtp/compose.ts';
import { ALICE, BOB, type Dovecot, startDovecot } from '../support/dovecot.ts';
import { imapAccount, imapStore, imapsOf } from '../support/imap.ts';
import { plainMail } from '../support/mail.ts';
import { draft, openPost, until } from '../support/outbox.ts';
import { type Submission, startSubmission } from '../support/submission.ts';

let dovecot: Dovecot;
let submission: Submission;

before(async () => {
  dovecot = await startDovecot();
  submission = await startSubmission(dovecot);
});

const accountOf = (user: typeof ALICE) => ({
  ...imapAccount(imapsOf(dovecot)),
  ...{ address: user.name, username: user.name, password: user.password },
  outgoing: {
    ...{ host: 'localhost', port: submission.smtp, tls: 'STARTTLS' as const, listed: true },
    ca: dovecot.ca,
  },
});

const newest = async (store: MailStore, mailbox: string) =>
  (await store.page(mailbox, { limit: 1 })).rows[0]?.header;

const rawOf = async (store: MailStore, message: string) =>
  (await collect(await store.openRaw(message), 1e7)).toString('latin1');

test('an answer arrives, lies in Sent with its Bcc, and marks what it answers', async () => {
  const account = accountOf(ALICE);
  const [alice, bob] = [imapStore(account), imapStore(accountOf(BOB))];
  const question = await alice.filing?.append('INBOX', plainMail({ messageId: 'question@demo.example' }), []);
  assert.ok(question);
  const inbox = (await alice.headers([question]))[0]?.mailbox ?? '';
  const post = await openPost(account);
  const file = Buffer.from(Array.from({ length: 5000 }, (_, index) => index % 256));
  const sent = await post.outbox.send(
    { ...post.target, store: async () => alice },
    draft({
      from: { name: 'Alice', address: ALICE.name },
      to: [{ name: 'Alice', address: ALICE.name }],
      bcc: [{ name: null, address: BOB.name }],
      subject: 'Ré: Hello',
      text: '.\n..\nFrom here on\n',
      inReplyTo: 'question@demo.example',
      references: ['question@demo.example'],
      attachments: [
        {
          filename: 'grüße.bin',
          type: 'application/octet-stream',
          size: file.length,
          open: async () => Readable.from([file]),
        },
      ],
      answers: { how: 'REPLY', id: encodeId('message', account.id, question) },
    }),
    'key',
  );
  assert.equal(sent.status, 'SENT');
  assert.equal(sent.sentCopy, 'APPENDED');

  const place = await mailboxFor(alice, 'SENT', 'Sent');
  const copy = await newest(alice, place.locator);
  assert.ok(copy);
  assert.equal(copy.messageId, sent.messageId);
  assert.deepEqual(copy.flags, ['SEEN']);
  assert.deepEqual(copy.bcc, [{ name: null, address: BOB.name }]);
  assert.deepEqual((await alice.headers([question]))[0]?.flags, ['ANSWERED']);
  assert.ok((await newest(alice, inbox))?.inReplyTo.includes('question@demo.example'));

  await until(async () => (await newest(bob, 'INBOX'))?.messageId === sent.messageId);
  const arrived = await newest(bob, 'INBOX');
  assert.ok(arrived);
  assert.equal(arrived.subject, 'Ré: Hello');
  assert.deepEqual(arrived.bcc, []);
  const received = await rawOf(bob, arrived.locator);
  // Servers on the way put trace fields in front (RFC 5321 section 4.4); what follows must be ours, byte for byte.
  const filed = (await rawOf(alice, copy.locator)).replace(/^Bcc: .*\r\n/, '');
  assert.ok(received.endsWith(filed));
});

test('a refused recipient is named, and nothing is filed', async () => {
  const account = accountOf(ALICE);
  const alice = imapStore(account);
  const post = await openPost(account);
  const sent = await post.outbox.send(
    { ...post.target, store: async () => alice },
    draft({
      from: { name: null, address: ALICE.name },
      to: [{ name: null, address: 'nobody@demo.example' }],
    }),
    'key',
  );
  assert.equal(sent.status, 'FAILED');
  assert.equal(sent.error?.code, 'RECIPIENT_REJECTED');
  assert.equal(sent.sentCopy, 'SKIPPED');
  assert.match(sent.recipients[0]?.smtpReply ?? '', /^5\d\d /);
});

test('a stored draft still knows what it answers and whom it hides', async () => {
  const alice = imapStore(accountOf(ALICE));
  const answers = { how: 'FORWARD' as const, id: encodeId('message', 'account', `INBOX ${'7'.repeat(900)}`) };
  const bytes = await composeDraft(
    draft({ from: { name: null, address: ALICE.name }, bcc: [{ name: null, address: BOB.name }], answers }),
    { maxMessageBytes: 1e6 },
  );
  const drafts = await mailboxFor(alice, 'DRAFTS', 'Drafts');
  const stored = await alice.filing?.append(drafts.locator, bytes, ['DRAFT', 'SEEN']);
  assert.ok(stored);
  assert.deepEqual(answersIn(Buffer.from(await rawOf(alice, stored), 'latin1')), answers);
  assert.deepEqual((await alice.headers([stored]))[0]?.bcc, [{ name: null, address: BOB.name }]);
});
