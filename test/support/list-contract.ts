// What every MailStore must do with lists: jump into them, sort them, filter them, and tell what became of them. Beside
// the store contract, and over the same stores. A newcomer's trap: a sort is a wish; a store that sorts otherwise says
// so, and is then asked for nothing but to keep its own order.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type MessageHeader,
  type Page,
  SORT_KEYS,
  type Sort,
  type Window,
} from '../../server/mail/message.ts';
import type { MailStore } from '../../server/mail/store.ts';
import { assertFollowed, steps } from './change-model.ts';
import { plainMail, richMail } from './mail.ts';
import { fails } from './promises.ts';
import type { StoreUnderTest } from './store-contract.ts';

const SENDERS = [
  '"Zoe" <zoe@demo.example>',
  'anna@demo.example',
  '"bob" <b@demo.example>',
  '"Émile" <e@demo.example>',
];
const SUBJECTS = ['Re: Beta', 'alpha', 'Fwd: Gamma', 'beta', 'Re: Re: alpha'];

/** `make` gives a store whose inbox is empty; it is called once. `runs`: how many sequences of changes are tried. */
export function listContract(name: string, make: () => Promise<StoreUnderTest>, runs = 10): void {
  describe(`${name}, in its lists,`, { timeout: 120_000 }, () => {
    let it_: StoreUnderTest;
    let store: MailStore;
    let inbox: string;
    let all: MessageHeader[];

    const page = (window: Partial<Window> = {}): Promise<Page> => store.page(inbox, { limit: 50, ...window });
    const locators = ({ rows }: Page): string[] => rows.map(({ header }) => header.locator);
    const pagedThrough = async (window: Partial<Window>): Promise<MessageHeader[]> => {
      const headers: MessageHeader[] = [];
      for (let cursor: string | undefined; ; ) {
        const { rows, hasOlder } = await page({ ...window, limit: 4, ...(cursor ? { after: cursor } : {}) });
        headers.push(...rows.map(({ header }) => header));
        cursor = rows.at(-1)?.cursor;
        if (!hasOlder || headers.length > 100) return headers;
      }
    };

    before(async () => {
      it_ = await make();
      store = it_.store;
      inbox = (await store.mailboxes())[0]!.locator;
      for (let n = 0; n < 17; n += 1)
        await it_.deliver(
          plainMail({
            subject: SUBJECTS[n % SUBJECTS.length]!,
            from: SENDERS[n % SENDERS.length]!,
            text: 'x'.repeat((n * 37) % 101),
          }),
        );
      await it_.deliver(richMail(Buffer.from('file')));
      await store.refresh();
      all = (await page()).rows.map(({ header }) => header);
      assert.equal(all.length, 18);
    });
    after(() => it_.close());

    it('begins a page at any row', async () => {
      const ids = all.map(({ locator }) => locator);
      for (const offset of [0, 1, 7, 17]) {
        const found = await page({ offset, limit: 5 });
        assert.deepEqual(locators(found), ids.slice(offset, offset + 5), `at ${offset}`);
        assert.ok(found.position === null || found.position === offset);
        assert.deepEqual([found.hasNewer, found.hasOlder], [offset > 0, offset + 5 < ids.length]);
      }
      assert.deepEqual((await page({ offset: 18 })).rows, []);
      await fails(page({ offset: -1 }), 'VALIDATION');
      await fails(page({ offset: 1, around: ids[0]! }), 'VALIDATION');
    });

    it('shows a message with what stands around it', async () => {
      const ids = all.map(({ locator }) => locator);
      for (const index of [0, 1, 9, 17]) {
        const found = locators(await page({ around: ids[index]!, limit: 5 }));
        const first = ids.indexOf(found[0]!);
        assert.deepEqual(found, ids.slice(first, first + 5));
        assert.ok(found.includes(ids[index]!), `${index}`);
        if (index > 2 && index < 15) assert.ok(Math.abs(found.indexOf(ids[index]!) - 2) <= 1);
      }
      const other = all.find(({ hasAttachments }) => !hasAttachments)!.locator;
      await fails(page({ around: other, filter: { text: 'no such words' } }), 'GONE');
    });

    it('keeps the order it says, forwards and backwards', async () => {
      for (const by of SORT_KEYS)
        for (const ascending of [false, true]) {
          const sort: Sort = { by, ascending };
          const first = await page({ sort });
          const found = first.rows.map(({ header }) => header);
          const what = `${by} ${ascending} as ${JSON.stringify(first.sortedBy)}`;
          assertSorted(found, first.sortedBy, what);
          const ids = found.map(({ locator }) => locator);
          assert.deepEqual(new Set(ids).size, 18, what);
          assert.deepEqual(
            (await pagedThrough({ sort })).map(({ locator }) => locator),
            ids,
            what,
          );
          const back = await page({ sort, limit: 3, before: first.rows[9]!.cursor });
          assert.deepEqual(locators(back), ids.slice(6, 9), what);
          assert.deepEqual(locators(await page({ sort, offset: 4, limit: 3 })), ids.slice(4, 7), what);
        }
    });

    it('finds what has files, what is for one of some addresses, and what carries a label', async () => {
      const matching = async (filter: Window['filter']) =>
        locators(await page({ ...(filter ? { filter } : {}) }));
      const where = (is: (header: MessageHeader) => boolean) => all.filter(is).map(({ locator }) => locator);
      assert.deepEqual(
        await matching({ attachments: true }),
        where(({ hasAttachments }) => hasAttachments),
      );
      assert.equal((await matching({ attachments: true })).length, 1);
      const toCarol = await matching({ to: ['carol@demo.example', 'nobody@demo.example'] });
      assert.deepEqual(
        toCarol,
        where(({ subject }) => subject === 'With a file'),
      );
      assert.deepEqual(await matching({ to: ['dave@demo.example'] }), toCarol, 'Cc counts');
      assert.deepEqual(await matching({ to: ['nobody@demo.example'] }), []);
      if (!store.flags) return;
      const labelled = [all[2]!.locator, all[5]!.locator];
      await store.flags.set(labelled, { add: [], remove: [], addKeywords: ['$label2'] });
      assert.deepEqual(await matching({ keyword: '$label2' }), labelled);
      assert.deepEqual(await store.find(inbox, { keyword: '$label2' }, 10), labelled);
      await store.flags.set(labelled, { add: [], remove: [], removeKeywords: ['$label2'] });
      assert.deepEqual(await matching({ keyword: '$label2' }), []);
    });

    it('finds what a filter matches, newest first, and no more than asked for', async () => {
      const { rows } = await page();
      const ids = rows.map(({ header }) => header.locator);
      assert.deepEqual(await store.find(inbox, {}, 500), ids);
      assert.deepEqual(await store.find(inbox, {}, 2), ids.slice(0, 2));
      const unread = rows.filter(({ header }) => !header.flags.includes('SEEN'));
      assert.deepEqual(
        await store.find(inbox, { unread: true }, 500),
        unread.map(({ header }) => header.locator),
      );
      const words = (await page({ filter: { text: 'bob@demo' } })).rows;
      assert.deepEqual(
        await store.find(inbox, { text: 'bob@demo' }, 500),
        words.map(({ header }) => header.locator),
      );
      await fails(store.find('No such mailbox', {}, 1), 'MAILBOX_GONE');
    });

    it('tells what happened since a page was read', async (t) => {
      const { changes, flags } = store;
      const { state, rows } = await page({ limit: 5 });
      if (!changes || !flags) {
        assert.equal(state, null);
        return t.diagnostic('no changes');
      }
      assert.ok(state !== null);
      const nothing = await changes.since(inbox, state, 500);
      assert.deepEqual([nothing.added, nothing.removed, nothing.hasMore], [[], [], false]);
      const { locator } = rows[1]!.header;
      await flags.set([locator], { add: ['FLAGGED'], remove: [] });
      await it_.deliver(plainMail({ subject: 'Came since' }));
      await store.refresh();
      const told = await changes.since(inbox, state, 500);
      const [newest] = (await page({ limit: 1 })).rows;
      assert.deepEqual(
        told.added.map((message) => message.locator),
        [newest!.header.locator],
      );
      if (told.marked === null)
        assert.deepEqual(
          told.changed.map((message) => [message.locator, message.flags]),
          [[locator, ['FLAGGED']]],
        );
      await fails(changes.since(inbox, 'nonsense', 5), 'VALIDATION', 'STALE');
      await fails(changes.since(inbox, state, 0), 'VALIDATION');
      await fails(changes.since('No such mailbox', state, 5), 'MAILBOX_GONE', 'STALE');
      assert.throws(() => changes.uidOf('nonsense'), { code: 'NOT_FOUND' });
    });

    it('tells a client all it needs, whatever happens and however often it asks', async (t) => {
      if (!store.changes || !store.folders) return t.diagnostic('no changes');
      const elsewhere = (await store.folders.create(null, 'Elsewhere')).locator;
      const { deliver } = it_;
      await fc.assert(
        fc.asyncProperty(steps, (sequence) =>
          assertFollowed({ store, mailbox: inbox, elsewhere, deliver }, sequence),
        ),
        { numRuns: runs },
      );
    });
  });
}

/** Only what every server agrees on: accents and the like are left to it. */
function assertSorted(headers: readonly MessageHeader[], { by, ascending }: Sort, what: string): void {
  const keyOf = ({ sentAt, receivedAt, size, subject }: MessageHeader): number | string | null => {
    if (by === 'DATE') return (sentAt ?? receivedAt).getTime();
    if (by === 'SIZE') return size;
    if (by === 'SUBJECT') return (subject ?? '').replace(/^((re|fwd?):\s*)+/i, '').toLowerCase();
    return null;
  };
  const keys = headers.map(keyOf);
  for (const [index, key] of keys.entries()) {
    const next = keys[index + 1];
    if (key === null || next === undefined || next === null) continue;
    assert.ok(ascending ? key <= next : key >= next, `${what}: ${key} before ${next}`);
  }
}
