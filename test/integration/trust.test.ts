// Trust, headers and a message by its Message-ID over real servers: the same over IMAP and over POP3, also for a message
// that was moved.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { append } from '../../demo/seed/append.ts';
import type { Client } from '../support/client.ts';
import { ALICE, PETE, type User } from '../support/dovecot.ts';
import { plainMail } from '../support/mail.ts';
import { startPostern, type TestPostern } from '../support/postern.ts';
import { honestSender, hostileSender, openPgp } from '../support/trust-mail.ts';

const FIND = `query ($accountId: ID!, $messageId: String!) {
  messageByMessageId(accountId: $accountId, messageId: $messageId) {
    id subject mailbox { role }
    trust { assertedBy spf dkim dmarc confirmedDomain via warnings { kind level claimed actual } }
    linkWarnings { kind level claimed actual } protection { format signed encrypted } headers { name value } } }`;

let postern: TestPostern;
before(async () => {
  postern = await startPostern();
});

async function settle(user: User): Promise<{ client: Client; accountId: string }> {
  const { host, imaps, ca } = postern.dovecot;
  const mails = [
    hostileSender(),
    honestSender(),
    openPgp(),
    plainMail({ messageId: 'hostile@paypa1.com.more', subject: 'Its name holds the name of another' }),
  ];
  const messages = mails.map((raw) => ({ folder: 'INBOX', date: new Date(), flags: [], raw }));
  await append({ host, port: imaps, ca, user: user.name, password: user.password }, [], messages);
  const client = await postern.signIn(user);
  const { viewer } = await client.graphql(
    '{ viewer { accounts { id mailbox(role: INBOX) { messages { total } } } } }',
  );
  return { client, accountId: viewer.accounts[0].id };
}

for (const [protocol, user] of [
  ['IMAP', ALICE],
  ['POP3', PETE],
] as const) {
  describe(`over ${protocol}`, { concurrency: 1 }, () => {
    let client: Client;
    let accountId: string;
    before(async () => {
      ({ client, accountId } = await settle(user));
    });
    const find = async (messageId: string) =>
      (await client.graphql(FIND, { accountId, messageId })).messageByMessageId;

    it('a message is found by its Message-ID with all that its header tells', async () => {
      const { subject, trust, linkWarnings, protection, headers } = await find('<hostile@paypa1.com>');
      assert.equal(subject, 'Your account');
      assert.deepEqual(
        [trust.assertedBy, trust.spf, trust.dkim, trust.dmarc, trust.confirmedDomain, trust.via],
        ['mx.demo.example', 'FAIL', 'NONE', 'FAIL', null, null],
      );
      assert.deepEqual(
        trust.warnings.map(({ kind, level }: { kind: string; level: string }) => `${kind} ${level}`),
        [
          'AUTH_FAILED DANGER',
          'DISPLAY_NAME_SPOOF CAUTION',
          'LOOKALIKE_DOMAIN DANGER',
          'REPLY_TO_ELSEWHERE CAUTION',
        ],
      );
      assert.deepEqual(linkWarnings, [
        { kind: 'LINK_TEXT_MISMATCH', level: 'DANGER', claimed: 'www.paypal.com', actual: 'evil.example' },
      ]);
      assert.equal(protection, null);
      const names = headers.map(({ name }: { name: string }) => name);
      assert.ok(names.indexOf('Authentication-Results') < names.indexOf('From'), names.join());
    });

    it('an honest sender is confirmed, and a signature named', async () => {
      const honest = await find('honest@firm.example');
      assert.deepEqual([honest.trust.confirmedDomain, honest.trust.warnings], ['firm.example', []]);
      const { protection } = await find('signed@firm.example');
      assert.deepEqual(protection, { format: 'OPENPGP', signed: true, encrypted: false });
    });

    it('a message that was moved is found where it lies, and what is not there is null', async () => {
      const { id } = await find('honest@firm.example');
      await client.graphql('mutation ($id: ID!) { archive(target: { messageIds: [$id] }) { done } }', { id });
      assert.equal((await find('honest@firm.example')).mailbox.role, 'ARCHIVE');
      assert.equal(await find('onest@firm.exampl'), null);
    });
  });
}
