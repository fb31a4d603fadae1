// Lists in another order than that of arrival, on a server that sorts and on one that can't.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImapStore } from '../../server/imap/store.ts';
import type { SortKey } from '../../server/mail/message.ts';
import { startDovecot } from '../support/dovecot.ts';
import { imapAccount, imapStore, imapsOf, otherClient } from '../support/imap.ts';

const SERVERS: Record<string, string> = {
  'that sorts': '',
  'that can not sort': 'imap_capability = IMAP4rev1 IDLE UIDPLUS MOVE ENABLE CONDSTORE ESEARCH',
};
/** Arrival, date, name, address, subject and size all disagree. */
const MAIL: [name: string, address: string, day: number, subject: string, size: number][] = [
  ['Zoe', 'aaa@x.example', 3, 'Re: apples', 30],
  ['Anna', 'zzz@x.example', 1, 'Cherries', 10],
  ['Mia', 'mmm@x.example', 2, '[team] Fwd: bananas', 20],
];
const EXPECTED: Record<Exclude<SortKey, 'ARRIVAL'>, string[]> = {
  DATE: ['Anna', 'Mia', 'Zoe'],
  SENDER: ['Anna', 'Mia', 'Zoe'],
  SUBJECT: ['Zoe', 'Mia', 'Anna'],
  SIZE: ['Anna', 'Mia', 'Zoe'],
};

for (const [name, extraConfig] of Object.entries(SERVERS))
  describe(`A list on a server ${name}`, { timeout: 60_000 }, () => {
    it('comes in the order asked for, both ways, and takes in what arrives', async () => {
      const dovecot = await startDovecot({ extraConfig });
      const other = await otherClient(dovecot);
      const deliver = async ([from, address, day, subject, size]: (typeof MAIL)[number]): Promise<void> => {
        const date = new Date(Date.UTC(2026, 0, day)).toUTCString().replace('GMT', '+0000');
        const head = `From: ${from} <${address}>\r\nDate: ${date}\r\nSubject: ${subject}\r\n\r\n`;
        await other.append('INBOX', Buffer.from(head + 'x'.repeat(size * 100)));
      };
      for (const each of MAIL) await deliver(each);
      const store = imapStore(imapAccount(imapsOf(dovecot)), { watch: { pollMs: 100 } });
      for (const [by, expected] of Object.entries(EXPECTED) as [Exclude<SortKey, 'ARRIVAL'>, string[]][]) {
        assert.deepEqual(await names(store, by, true), expected, by);
        assert.deepEqual(await names(store, by, false), expected.toReversed(), by);
      }
      await deliver(['Bea', 'bea@x.example', 9, 'Aardvarks', 1]);
      await store.refresh();
      assert.deepEqual(await names(store, 'SENDER', true), ['Anna', 'Bea', 'Mia', 'Zoe']);
      assert.deepEqual(await names(store, 'DATE', false), ['Bea', 'Zoe', 'Mia', 'Anna']);
    });
  });

/** An order may take longer than a page waits; the page says so, and the next one has it. */
async function names(store: ImapStore, by: SortKey, ascending: boolean): Promise<(string | null)[]> {
  for (;;) {
    const { sortedBy, rows } = await store.page('INBOX', { limit: 10, sort: { by, ascending } });
    if (sortedBy.by === by) {
      assert.equal(sortedBy.ascending, ascending);
      return rows.map(({ header }) => header.from[0]?.name ?? null);
    }
    await sleep(50);
  }
}
