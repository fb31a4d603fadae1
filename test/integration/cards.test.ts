// Cards over IMAP and over POP3 before a real server: the same answers from both.
import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { append } from '../../demo/seed/append.ts';
import { cardMail, SUBJECTS } from '../support/card-mail.ts';
import type { Client } from '../support/client.ts';
import { ALICE, PETE, type User } from '../support/dovecot.ts';
import { startPostern, type TestPostern } from '../support/postern.ts';

const ROWS =
  '{ viewer { accounts { mailbox(role: INBOX) { messages(first: 50) { nodes { id subject } } } } } }';
const CARDS = `query ($id: ID!) { node(id: $id) { ... on Message {
  invitation { method cancelled summary start { instant timeZone } myStatus joinUrl newer { cancelled message { subject } } }
  contacts { name phones { value } photoUrl }
  deliveryReport { recipients { address reason } }
  receiptRequestedBy { address }
  mailingList { name oneClick unsubscribeHost } } } }`;

suite('cards', () => {
  let postern: TestPostern;
  before(async () => {
    postern = await startPostern();
  });

  async function cardsOf({ name, password }: User) {
    const { host, imaps, ca } = postern.dovecot;
    const target = { host, port: imaps, ca, user: name, password };
    const { inbox } = cardMail(name);
    const mails = inbox.map((raw, at) => ({
      folder: 'INBOX',
      date: new Date(Date.UTC(2026, 10, 24, 10, at)),
      flags: [],
      raw,
    }));
    await append(target, [], mails);
    const client: Client = await postern.signIn({ name, password });
    const { viewer } = await client.graphql(ROWS);
    const rows: { id: string; subject: string }[] = viewer.accounts[0].mailbox.messages.nodes;
    return async (subject: string) => {
      const id = rows.find((row) => row.subject === subject)?.id;
      assert.ok(id, `${subject} is in the list`);
      return (await client.graphql(CARDS, { id })).node;
    };
  }

  for (const user of [ALICE, PETE]) {
    test(`are the same in the mailbox of ${user.name}`, async () => {
      const card = await cardsOf(user);
      const { invitation } = await card(SUBJECTS.invitation);
      assert.deepEqual(
        { ...invitation, joinUrl: new URL(invitation.joinUrl).host },
        {
          ...{
            method: 'REQUEST',
            cancelled: false,
            summary: 'Board call',
            myStatus: 'NEEDS_ACTION',
            newer: null,
          },
          start: { instant: '2026-11-11T01:00:00.000Z', timeZone: 'America/Los_Angeles' },
          joinUrl: 'teams.microsoft.com',
        },
      );
      const replaced = (await card(SUBJECTS.before)).invitation.newer;
      assert.deepEqual(replaced, { cancelled: true, message: { subject: SUBJECTS.cancellation } });
      const { deliveryReport } = await card(SUBJECTS.bounce);
      assert.deepEqual(deliveryReport.recipients, [
        { address: 'tom@far.example', reason: 'NO_SUCH_MAILBOX' },
      ]);
      const { contacts } = await card(SUBJECTS.contact);
      assert.deepEqual([contacts[0].name, contacts[0].phones[0].value], ['Joana Pinto', '+351 912 345 678']);
      assert.match(contacts[0].photoUrl, /^photo\//);
      assert.deepEqual((await card(SUBJECTS.receipt)).receiptRequestedBy, [{ address: 'tom@far.example' }]);
      assert.deepEqual((await card(SUBJECTS.list)).mailingList, {
        ...{ name: 'Garden friends', oneClick: true, unsubscribeHost: 'lists.example' },
      });
    });
  }
});
