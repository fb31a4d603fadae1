// Header rows as we read them beside what imapflow makes of the server's ENVELOPE and BODYSTRUCTURE, message by
// message. Where the two differ, the test says which one is right.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { FetchMessageObject, ImapFlow } from 'imapflow';
import { seedMailbox } from '../../demo/seed/seed.ts';
import { addCommands } from '../../server/imap/commands.ts';
import { type Fetched, fetchRows } from '../../server/imap/message/fetch.ts';
import type { Row } from '../../server/imap/message/headers.ts';
import { ROW, toRow } from '../../server/imap/message/row.ts';
import { toPart } from '../../server/imap/message/structure.ts';
import type { Address } from '../../server/mail/message.ts';
import { ALICE, BOB, startDovecot } from '../support/dovecot.ts';
import { otherClient } from '../support/imap.ts';

type List = readonly { name?: string; address?: string }[] | undefined;
const addresses = (list: List): Address[] =>
  (list ?? []).map(({ name, address }) => ({ name: name || null, address: address || null }));
const ids = (text: string | undefined): string[] =>
  Array.from(text?.matchAll(/<([^<>\s]+)>/g) ?? [], ([, id]) => id ?? '');

/** Both views of every message, by UID. */
async function views(client: ImapFlow): Promise<{ theirs: FetchMessageObject; ours: Fetched; row: Row }[]> {
  await client.mailboxOpen('INBOX');
  const fetched = new Map<number, Fetched>();
  await fetchRows(client, '1:*', ROW, { uid: false }, (row) => void fetched.set(row.uid, row));
  const query = {
    uid: true,
    flags: true,
    internalDate: true,
    size: true,
    envelope: true,
    bodyStructure: true,
  };
  const all = await client.fetchAll('1:*', { ...query, headers: ['REFERENCES'] });
  assert.equal(all.length, fetched.size);
  return all.map((theirs) => {
    const ours = fetched.get(theirs.uid)!;
    return { theirs, ours, row: toRow(ours) };
  });
}

const lines = (...all: string[]): Buffer => Buffer.from([...all, '', 'text', ''].join('\r\n'), 'latin1');

/** Headers with the damage of real mail, and what their rows must say. */
const HARD: readonly [string, Buffer, (row: Row['header']) => void][] = [
  [
    'raw UTF-8',
    lines('Subject: Gr\xc3\xbc\xc3\x9fe', 'From: J\xc3\xb6rg <j@demo.example>'),
    ({ subject, from }) => assert.deepEqual([subject, from[0]?.name], ['Grüße', 'Jörg']),
  ],
  [
    'raw windows-1252',
    lines('Subject: Gr\xfc\xdfe', 'From: J\xf6rg <j@demo.example>'),
    ({ subject, from }) => assert.deepEqual([subject, from[0]?.name], ['Grüße', 'Jörg']),
  ],
  [
    'raw KOI8-R, known from the text',
    lines('Subject: \xe2\xc9\xcc\xc5\xd4\xd9', 'Content-Type: text/plain; charset=koi8-r'),
    ({ subject }) => assert.equal(subject, 'Билеты'),
  ],
  [
    'groups, comments and quotes',
    lines(
      'From: "Smith, John \\"JS\\"" <j@demo.example>',
      'To: Team: a@demo.example, "B" <b@demo.example>;, c@demo.example (Carol)',
      'Cc: undisclosed-recipients:;',
    ),
    ({ from, to, cc }) => {
      assert.deepEqual(from, [{ name: 'Smith, John "JS"', address: 'j@demo.example' }]);
      assert.deepEqual(to, [
        { name: null, address: 'a@demo.example' },
        { name: 'B', address: 'b@demo.example' },
        { name: 'Carol', address: 'c@demo.example' },
      ]);
      assert.deepEqual(cc, [{ name: 'undisclosed-recipients', address: null }]);
    },
  ],
  [
    'a character cut over two encoded words, folded',
    lines('Subject: =?utf-8?Q?J=C3?=', ' =?utf-8?Q?=B6rg?='),
    ({ subject }) => assert.equal(subject, 'Jörg'),
  ],
  [
    'an address that pretends to be another in an encoded word',
    lines('From: =?utf-8?Q?boss=40bank.example?= <thief@demo.example>'),
    ({ from }) => assert.equal(from[0]?.address, 'thief@demo.example'),
  ],
  [
    'folded references',
    lines('Message-ID: <c@x>', 'In-Reply-To: <b@x> (yesterday)', 'References: <a@x>', '\t<b@x>'),
    ({ messageId, inReplyTo, references }) =>
      assert.deepEqual([messageId, inReplyTo, references], ['c@x', ['b@x'], ['a@x', 'b@x']]),
  ],
  [
    'nothing at all',
    lines('X-Nothing: here'),
    ({ subject, from, to, sentAt, messageId }) =>
      assert.deepEqual([subject, from, to, sentAt, messageId], [null, [], [], null, null]),
  ],
  ['a date that is none', lines('Date: 31 Feb 2026 25:00 +0100'), ({ sentAt }) => assert.equal(sentAt, null)],
];

describe('Rows from raw header fields', { timeout: 60_000 }, () => {
  let seeded: ImapFlow;
  let hard: ImapFlow;

  before(async () => {
    const dovecot = await startDovecot();
    const { host, imaps, ca } = dovecot;
    const person = { name: 'Alice', address: ALICE.name };
    await seedMailbox(
      { host, port: imaps, ca, user: ALICE.name, password: ALICE.password },
      { me: person, other: { name: 'Bob', address: BOB.name }, now: new Date(), count: 400, inboxOnly: true },
    );
    seeded = await otherClient(dovecot);
    hard = await otherClient(dovecot, BOB);
    for (const client of [seeded, hard]) addCommands(client);
    for (const [, raw] of HARD) await hard.append('INBOX', raw);
  });

  it('are what ENVELOPE says, but for raw 8-bit text, which ENVELOPE loses', async () => {
    let better = 0;
    for (const { theirs, row } of await views(seeded)) {
      const { header } = row;
      const envelope = theirs.envelope ?? {};
      if (JSON.stringify(envelope).includes('\ufffd')) {
        better++;
        assert.doesNotMatch(JSON.stringify(header), /\ufffd/);
        continue;
      }
      assert.deepEqual(header.from, addresses(envelope.from));
      assert.deepEqual(header.to, addresses(envelope.to));
      assert.deepEqual(header.cc, addresses(envelope.cc));
      assert.deepEqual(header.bcc, addresses(envelope.bcc));
      // ENVELOPE puts From where these are missing (RFC 3501 section 7.4.2); here they stay empty.
      if (header.sender.length > 0) assert.deepEqual(header.sender, addresses(envelope.sender));
      if (header.replyTo.length > 0) assert.deepEqual(header.replyTo, addresses(envelope.replyTo));
      // An empty Subject is no subject to ENVELOPE.
      assert.equal(header.subject || null, envelope.subject || null);
      assert.equal(header.messageId, ids(envelope.messageId)[0] ?? null);
      assert.deepEqual(header.inReplyTo, ids(envelope.inReplyTo));
      assert.deepEqual(header.references, ids(theirs.headers?.toString()));
      assert.deepEqual(header.sentAt, envelope.date ?? null);
    }
    assert.ok(better > 0, 'the seed has raw 8-bit headers');
  });

  it('have the flags, sizes, dates and parts that imapflow reads', async () => {
    for (const { theirs, ours, row } of await views(seeded)) {
      assert.deepEqual([...(ours.flags ?? [])], [...(theirs.flags ?? [])]);
      assert.equal(ours.modseq, theirs.modseq);
      assert.equal(row.header.size, theirs.size);
      assert.deepEqual(row.header.receivedAt, theirs.internalDate);
      assert.deepEqual(row.structure, toPart(theirs.bodyStructure!));
    }
  });

  it('are right where headers are damaged', async () => {
    const all = await views(hard);
    HARD.forEach(([name, , check], at) => {
      try {
        check(all[at]!.row.header);
      } catch (error) {
        throw Object.assign(error as Error, { message: `${name}: ${(error as Error).message}` });
      }
    });
  });
});
