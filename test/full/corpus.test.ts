// Every message of the corpus through a real server, over IMAP and over POP3: both read what is expected, and the
// same. A newcomer's trap: messages are matched by the order in which they were delivered, for some have no id.
import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import type { MessageHeader } from '../../server/mail/message.ts';
import type { MailStore } from '../../server/mail/store.ts';
import { CORPUS } from '../corpus/corpus.ts';
import { differences, type Reading, readMessage } from '../corpus/read.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { imapAccount, imapStore, imapsOf } from '../support/imap.ts';
import { deliverExactly } from '../support/lmtp.ts';
import { pop3Account, pop3Store, pop3sOf, temporaryDatabase } from '../support/pop3.ts';
import { until } from '../support/promises.ts';

const DELIVERED = CORPUS.filter(({ notDelivered }) => notDelivered === undefined);

/** All rows, in the order of delivery. */
async function rowsOf(store: MailStore): Promise<MessageHeader[]> {
  const rows: MessageHeader[] = [];
  for (let after: string | undefined; ; ) {
    const page = await store.page('INBOX', { limit: 200, ...(after === undefined ? {} : { after }) });
    rows.push(...page.rows.map(({ header }) => header));
    if (!page.hasOlder) return rows.reverse();
    after = page.rows.at(-1)?.cursor;
  }
}

async function readAll(store: MailStore): Promise<Reading[]> {
  const readings: Reading[] = [];
  for (const header of await rowsOf(store)) readings.push(await readMessage(store, header));
  return readings;
}

suite('the corpus through a server', { timeout: 110_000 }, () => {
  let dovecot: Dovecot;
  const readings: Record<'IMAP' | 'POP3', Reading[]> = { IMAP: [], POP3: [] };
  before(async () => {
    dovecot = await startDovecot();
    await deliverExactly(
      dovecot,
      DELIVERED.map(({ raw }) => raw),
    );
  });

  test('reads as expected over IMAP', async () => {
    readings.IMAP = await readAll(imapStore(imapAccount(imapsOf(dovecot))));
    assert.equal(readings.IMAP.length, DELIVERED.length);
    assert.deepEqual(
      DELIVERED.flatMap((message, at) => differences(message, readings.IMAP[at] as Reading)),
      [],
    );
  });

  test('reads as expected over POP3', async () => {
    const store = pop3Store(pop3Account(pop3sOf(dovecot)), { database: await temporaryDatabase() });
    await store.refresh();
    await until(async () => (await rowsOf(store)).every(({ availability }) => availability === 'FULL'));
    readings.POP3 = await readAll(store);
    assert.equal(readings.POP3.length, DELIVERED.length);
    assert.deepEqual(
      DELIVERED.flatMap((message, at) => differences(message, readings.POP3[at] as Reading)),
      [],
    );
  });

  test('reads the same over both', () => {
    const other = DELIVERED.filter((_, at) => !isDeepStrictEqual(readings.POP3[at], readings.IMAP[at]));
    assert.deepEqual(
      other.map(({ name }) => name),
      [],
    );
  });
});
