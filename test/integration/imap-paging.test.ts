// Paging over a mailbox whose UIDs have gaps, while it changes, and what it costs in commands.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import type { ImapStore } from '../../server/imap/store.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { fill } from '../support/fill.ts';
import { imapAccount, imapStore, imapsOf, otherClient } from '../support/imap.ts';
import { plainMail } from '../support/mail.ts';
import { textOf } from '../support/promises.ts';

/** Resolves when the store has nothing more to ask by itself. */
async function settled(store: ImapStore): Promise<void> {
  for (let last = -1; last !== store.stats().commands || store.stats().connections < 2; await sleep(300))
    last = store.stats().commands;
}

describe('A mailbox of 1,000 messages with gaps', { timeout: 120_000 }, () => {
  let dovecot: Dovecot;
  let other: ImapFlow;
  let uidValidity: bigint;

  before(async () => {
    dovecot = await startDovecot({ storage: 'mdbox' });
    other = await otherClient(dovecot);
    const mail = (_: unknown, n: number): Buffer =>
      plainMail({ subject: `Mail ${n + 1}`, messageId: `${n + 1}@demo.example` });
    await fill(dovecot, 'INBOX', Array.from({ length: 1_400 }, mail));
    const mailbox = await other.mailboxOpen('INBOX');
    uidValidity = mailbox.uidValidity;
    // A long gap, many short ones, the oldest and the newest.
    await other.messageDelete('1:3,300:549,1398:1400', { uid: true });
    const odd = Array.from({ length: 144 }, (_, n) => 600 + n * 3);
    await other.messageDelete(odd.join(','), { uid: true });
    assert.equal((await present()).length, 1_000);
  });

  const freshStore = (extra = {}): ImapStore => imapStore(imapAccount(imapsOf(dovecot)), extra);
  const uidOf = (locator: string): number => Number(locator.split('.')[1]);

  /** Reads to the oldest; `between` runs after each page. */
  async function readAll(
    store: ImapStore,
    limit: number,
    between = async (_uids: number[]) => {},
  ): Promise<number[]> {
    const seen: number[] = [];
    for (let after: string | undefined; ; ) {
      const page = await store.page('INBOX', { limit, ...(after === undefined ? {} : { after }) });
      const uids = page.rows.map(({ header }) => uidOf(header.locator));
      seen.push(...uids);
      if (!page.hasOlder) return seen;
      assert.equal(uids.length, limit);
      after = page.rows.at(-1)!.cursor;
      await between(uids);
    }
  }

  const present = async (): Promise<number[]> =>
    ((await other.search({ all: true }, { uid: true })) as number[]).toReversed();

  it('is read to the oldest without repeating or skipping, cached or not', async () => {
    const store = freshStore();
    const expected = await present();
    assert.deepEqual(await readAll(store, 50), expected);
    assert.deepEqual(await readAll(store, 73), expected);
    assert.deepEqual(await readAll(freshStore({ cacheKey: 'other' }), 200), expected);
  });

  it('is continued by a store that knows nothing but the cursor', async () => {
    const expected = await present();
    const { cursor } = (await freshStore().page('INBOX', { limit: 100 })).rows.at(-1)!;
    const page = await freshStore().page('INBOX', { limit: 100, after: cursor });
    assert.deepEqual(
      page.rows.map(({ header }) => uidOf(header.locator)),
      expected.slice(100, 200),
    );
  });

  it('is read back to the newest', async () => {
    const store = freshStore();
    const expected = await present();
    const seen: number[] = [];
    let before = Buffer.from(`${uidValidity}.${expected.at(-1)}`).toString('base64url');
    for (;;) {
      const page = await store.page('INBOX', { limit: 90, before });
      seen.unshift(...page.rows.map(({ header }) => uidOf(header.locator)));
      assert.equal(page.hasOlder, true);
      if (!page.hasNewer) break;
      before = page.rows[0]!.cursor;
    }
    assert.deepEqual(seen, expected.slice(0, -1));
  });

  it('keeps every row in its place while mail arrives and is deleted on all sides', async () => {
    const store = freshStore();
    const atFirst = await present();
    const deleted = new Set<number>();
    let n = 0;
    const seen = await readAll(store, 30, async (uids) => {
      await other.append('INBOX', plainMail({ subject: `Late ${n++}` }));
      const rest = atFirst.filter((uid) => uid < uids.at(-1)!);
      // The row the cursor stands on, one above it, and two not seen yet.
      for (const uid of [uids.at(-1)!, uids[3]!, rest[0]!, rest[40]]) if (uid) deleted.add(uid);
      await other.messageDelete([...deleted].join(','), { uid: true });
    });
    assert.equal(new Set(seen).size, seen.length, 'a row was repeated');
    const unseen = atFirst.filter((uid) => !deleted.has(uid) && !seen.includes(uid));
    assert.deepEqual(unseen, [], 'a row was skipped');
    assert.deepEqual(
      seen,
      [...seen].sort((a, b) => b - a),
    );
  });

  it('continues below a cursor whose message and neighbours are gone', async () => {
    const store = freshStore();
    const { rows } = await store.page('INBOX', { limit: 20 });
    const uids = rows.map(({ header }) => uidOf(header.locator));
    const below = (await present()).slice(20);
    await other.messageDelete([...uids, ...below.slice(0, 30)].join(','), { uid: true });
    const page = await store.page('INBOX', { limit: 20, after: rows[19]!.cursor });
    assert.deepEqual(
      page.rows.map(({ header }) => uidOf(header.locator)),
      below.slice(30, 50),
    );
  });

  it('shows flags that changed elsewhere although the rows are cached', async () => {
    const store = freshStore();
    const first = await store.page('INBOX', { limit: 5 });
    const { locator } = first.rows[2]!.header;
    await other.messageFlagsAdd(`${uidOf(locator)}`, ['\\Seen', '\\Flagged', '$Forwarded'], { uid: true });
    const again = await store.page('INBOX', { limit: 5 });
    assert.deepEqual(again.rows[2]!.header.flags, ['SEEN', 'FLAGGED', 'FORWARDED']);
  });

  it('costs few commands', async () => {
    const store = freshStore({ cacheKey: 'counted' });
    let last = 0;
    const spent = (): number => {
      const now = store.stats().commands;
      const since = now - last;
      last = now;
      return since;
    };
    await store.connect();
    assert.equal(spent(), 2, 'AUTHENTICATE, ENABLE');
    const first = await store.page('INBOX', { limit: 50 });
    assert.equal(spent(), 2, 'SELECT, FETCH');
    const second = await store.page('INBOX', { limit: 50, after: first.rows.at(-1)!.cursor });
    // Somebody reads here, so the background lane begins to follow.
    await settled(store);
    assert.equal(
      spent(),
      7,
      'FETCH; AUTHENTICATE, ENABLE, SELECT, SEARCH of all, SEARCH of the unread, IDLE',
    );
    await store.page('INBOX', { limit: 50 });
    await store.page('INBOX', { limit: 50, after: first.rows.at(-1)!.cursor });
    await store.headers([second.rows[3]!.header.locator]);
    await store.page('INBOX', { limit: 1, offset: 20 });
    assert.equal(spent(), 0, 'all of it is known');
    await store.page('INBOX', { limit: 50, offset: 700 });
    assert.equal(spent(), 1, 'FETCH');
    await store.page('INBOX', { limit: 50, previews: true, after: second.rows.at(-1)!.cursor });
    assert.equal(spent(), 2, 'FETCH, FETCH of the beginnings');
    const seen = second.rows.slice(0, 12).map(({ header }) => header.locator);
    const begun = await store.headers(seen, undefined, true);
    assert.ok(begun.every((header) => typeof header?.preview === 'string'));
    assert.equal(spent(), 1, 'FETCH of the beginnings alone');
    await store.headers(seen, undefined, true);
    assert.equal(spent(), 0, 'which are known now');
    const { locator } = second.rows[7]!.header;
    await textOf(await store.openPart(locator, await store.structure(locator)));
    assert.equal(spent(), 1, 'FETCH of the text');
    await store.flags!.set([locator], { add: ['SEEN'], remove: [] });
    assert.equal(spent(), 1, 'STORE');
    const unread = await store.page('INBOX', { limit: 50, filter: { unread: true } });
    assert.ok(!unread.rows.some(({ header }) => header.locator === locator));
    assert.equal(spent(), 0, 'what is unread is known');
    await store.mailboxes();
    spent();
    await store.mailboxes(undefined, 'LAST');
    assert.equal(spent(), 0, 'the list is kept while somebody follows');
    await store.mailboxes();
    assert.equal(spent(), 1, 'LIST with STATUS');
  });
});
