// The whole way, with nothing faked: sign in, read, answer, and the answer lies in the other's mailbox, over
// IMAP and over POP3. A newcomer's trap: what single parts do is tested elsewhere; here only that they meet.
import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { append } from '../../demo/seed/append.ts';
import { Client, type Data } from '../support/client.ts';
import { ALICE, BOB, PETE, type User } from '../support/dovecot.ts';
import { startPostern, type TestPostern } from '../support/postern.ts';

const INBOX = `{ viewer { accounts { id protocol inbox: mailbox(role: INBOX) { id total
  messages(first: 20) { nodes { id subject from { address } flags } } } } } }`;

suite('Postern before real servers', () => {
  let postern: TestPostern;
  before(async () => {
    postern = await startPostern();
    for (const user of [ALICE, PETE]) await put(user, 'Ferry tickets', 'Two for Friday?');
  });

  const put = async (user: User, subject: string, text: string): Promise<void> => {
    const { host, imaps, ca } = postern.dovecot;
    const raw = `From: Bob <${BOB.name}>\r\nTo: <${user.name}>\r\nSubject: ${subject}\r\nMessage-ID: <${subject.replace(/\W/g, '')}.${user.name}>\r\nDate: Thu, 12 Mar 2026 09:20:00 +0000\r\n\r\n${text}\r\n`;
    const message = { folder: 'INBOX', date: new Date(), flags: [], raw: Buffer.from(raw) };
    await append({ host, port: imaps, ca, user: user.name, password: user.password }, [], [message]);
  };

  const inboxOf = async (client: Client): Promise<Data> => (await client.graphql(INBOX)).viewer.accounts[0];

  for (const [user, protocol] of [
    [ALICE, 'IMAP'],
    [PETE, 'POP3'],
  ] as const) {
    test(`a message read over ${protocol} is answered, filed in Sent and arrives`, async () => {
      const client = await postern.signIn(user);
      const account = await inboxOf(client);
      assert.equal(account.protocol, protocol);
      const [message] = account.inbox.messages.nodes;
      assert.equal(message.subject, 'Ferry tickets');

      const { node } = await client.graphql(
        `query ($id: ID!) { node(id: $id) { ... on Message { body { text }
           replyTemplate(mode: REPLY) { to { address } subject } } } }`,
        { id: message.id },
      );
      assert.match(node.body.text, /Two for Friday\?/);
      const { send } = await client.graphql(
        `mutation ($input: DraftInput!) { send(input: $input, idempotencyKey: "the-answer") {
           submission { status sentCopy } problem { code message } } }`,
        {
          input: {
            accountId: account.id,
            to: node.replyTemplate.to.map(({ address }: { address: string }) => address),
            subject: node.replyTemplate.subject,
            text: `Gladly, says ${protocol}.`,
            inReplyToId: message.id,
          },
        },
      );
      assert.equal(send.problem, null);
      assert.equal(send.submission.status, 'SENT');

      const { viewer } = await client.graphql(
        `{ viewer { accounts { sent: mailbox(role: SENT) { messages(first: 5) { nodes { subject } } } } } }`,
      );
      assert.deepEqual(viewer.accounts[0].sent.messages.nodes, [{ subject: 'Re: Ferry tickets' }]);
      const bob = await inboxOf(await postern.signIn(BOB));
      const arrived = bob.inbox.messages.nodes.find(({ from }: Data) => from[0].address === user.name);
      assert.equal(arrived.subject, 'Re: Ferry tickets');
    });
  }

  test('a session and its ids outlive a restart', async () => {
    const client = await postern.signIn(ALICE);
    const before = await inboxOf(client);
    await postern.restart();
    const after = await inboxOf(new Client(postern.url, client.headers));
    assert.deepEqual(
      after.inbox.messages.nodes.map(({ id }: Data) => id),
      before.inbox.messages.nodes.map(({ id }: Data) => id),
    );
  });

  test('a wrong password is refused with its code and without a session', async () => {
    await assert.rejects(postern.signIn({ ...ALICE, password: 'wrong' }), /401 .*UPSTREAM_AUTH/);
  });

  test('a mail server that is down is named as such', async () => {
    const client = await postern.signIn(ALICE);
    await postern.dovecot.kill();
    try {
      const { errors } = await client.ask(INBOX);
      assert.equal(errors[0]?.extensions.code, 'UPSTREAM_OFFLINE');
    } finally {
      await postern.dovecot.start();
    }
    assert.equal((await inboxOf(client)).inbox.messages.nodes[0].subject.includes('Ferry'), true);
  });
});
