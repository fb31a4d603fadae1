// Another client marks thousands of messages at once: whatever is asked next is answered with a row for each of them.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { startDovecot } from '../support/dovecot.ts';
import { fill } from '../support/fill.ts';
import { imapAccount, imapStore, imapsOf, otherClient } from '../support/imap.ts';
import { plainMail } from '../support/mail.ts';

const MANY = 4_000;

it('a page and a flag are right while a server tells of thousands of changes', {
  timeout: 60_000,
}, async () => {
  const dovecot = await startDovecot({ storage: 'mdbox' });
  const other = await otherClient(dovecot);
  await fill(
    dovecot,
    'INBOX',
    Array.from({ length: MANY }, (_, n) => plainMail({ subject: `Mail ${n}` })),
  );
  await other.mailboxOpen('INBOX');
  const store = imapStore(imapAccount(imapsOf(dovecot)));
  const first = await store.page('INBOX', { limit: 10 });
  const { locator } = first.rows[3]!.header;
  for (const what of ['page', 'flag'] as const) {
    await other.messageFlagsAdd('1:*', [what === 'page' ? '\\Answered' : '\\Draft'], { uid: true });
    if (what === 'page') {
      const { rows } = await store.page('INBOX', { limit: 10, after: first.rows.at(-1)!.cursor });
      assert.deepEqual(
        rows.map(({ header }) => header.subject),
        Array.from({ length: 10 }, (_, n) => `Mail ${MANY - 11 - n}`),
      );
      assert.ok(rows.every(({ header }) => header.flags.includes('ANSWERED')));
    } else {
      const [outcome] = await store.flags!.set([locator], { add: ['SEEN'], remove: [] });
      assert.deepEqual(outcome && 'error' in outcome, false);
    }
  }
});
