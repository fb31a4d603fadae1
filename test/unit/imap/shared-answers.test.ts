// What several callers share, and what a client can make us remember, over lanes that lead nowhere.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Lanes } from '../../../server/imap/lanes/lanes.ts';
import type { Session } from '../../../server/imap/lanes/selection.ts';
import { findMessages } from '../../../server/imap/list/find.ts';
import { QuotaReader } from '../../../server/imap/mailbox/quota.ts';
import { createHeaderCache } from '../../../server/imap/message/headers.ts';
import { Mirror } from '../../../server/imap/mirror/mirror.ts';
import { Mirrors } from '../../../server/imap/mirror/mirrors.ts';
import { createWatcher } from '../../../server/imap/mirror/watch.ts';
import { atEnd } from '../../support/cleanup.ts';
import { silentLog } from '../../support/imap.ts';

function lanesTo(use: Lanes['use']): Lanes {
  return {
    use,
    onConnected: () => {},
    has: () => true,
    isOpen: () => true,
    stats: () => ({ connections: 0, commands: 0 }),
    close: async () => {},
  };
}

it('A quota that several wait for does not fail when the first who asked is gone', async () => {
  const answered = Promise.withResolvers<never[]>();
  const quota = new QuotaReader(
    lanesTo((_work, { signal } = {}) => {
      signal?.addEventListener('abort', () => answered.reject(new Error('gone')));
      return answered.promise as Promise<never>;
    }),
  );
  const ask: (signal?: AbortSignal) => Promise<unknown> = quota.read.bind(quota);
  const leaving = new AbortController();
  const first = ask(leaving.signal).catch(() => null);
  const second = ask();
  leaving.abort();
  answered.resolve([]);
  assert.deepEqual(await second, []);
  await first;
});

it('A client that names mailboxes without end is remembered with the last of them only', async () => {
  let turns = 0;
  const watcher = createWatcher({
    lanes: lanesTo(() => {
      turns++;
      return new Promise<never>(() => {});
    }),
    mirrors: new Mirrors(),
    headers: createHeaderCache(1_000_000).of('alice'),
    log: silentLog,
    onEvent: () => {},
  });
  atEnd(() => watcher.stop());
  watcher.touch('Travel');
  for (let n = 0; n < 100; n++) watcher.touch(`Made up ${n}`);
  watcher.touch('Travel');
  assert.equal(turns, 0, 'twice within a minute would follow it');
  watcher.touch('Travel');
  assert.ok(turns > 0);
});

it('Messages that a filter finds are named by the mailbox they were found in', async () => {
  const session = {
    client: { search: async () => [1, 2] },
    mailbox: { uidValidity: 7n, exists: 2 },
  } as unknown as Session;
  const lanes = lanesTo((work) => work(session, new AbortController().signal));
  // Meanwhile another connection saw that the mailbox was made anew: UID 1 is another message there.
  const mirror = new Mirror('INBOX');
  mirror.checked({ uidValidity: 8n, exists: 2, uidNext: 3, modseq: null });
  assert.deepEqual(await findMessages(lanes, mirror, { flagged: true }, 10, undefined), [
    '7.2.INBOX',
    '7.1.INBOX',
  ]);
});
