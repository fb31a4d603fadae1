// How far away a server may be: the round trips from nothing to the first list, counted on the wire to a real Dovecot.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { startDelay } from '../support/delay.ts';
import { ALICE, startDovecot } from '../support/dovecot.ts';
import { imapAccount, imapStore, imapsOf, otherClient } from '../support/imap.ts';

it('The first list is there after six round trips: two for TLS, and sign-in, ENABLE, SELECT, FETCH', async (t) => {
  const dovecot = await startDovecot({ users: [ALICE] });
  await (await otherClient(dovecot)).append('INBOX', 'Subject: Hello\r\n\r\nHello\r\n');
  const far = await startDelay({ target: { host: '127.0.0.1', port: dovecot.imaps }, rttMs: 10 });
  t.after(() => far.close());
  const store = imapStore(imapAccount({ ...imapsOf(dovecot), port: far.port }));
  assert.equal((await store.page('INBOX', { limit: 50 })).rows.length, 1);
  assert.ok(far.turns() <= 6, `${far.turns()} round trips`);
  await store.close();
});
