// What every MailStore must do, whatever lies behind it: one set of tests, run over each store. A newcomer's trap:
// a group that a store does not have is asserted to be absent, so a hollow method can't pass for a capability.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { MessageHeader, Outcome, Page, Part, Window } from '../../server/mail/message.ts';
import { capabilitiesOf, type MailStore, type StoreEvent } from '../../server/mail/store.ts';
import { plainMail, richMail } from './mail.ts';
import { bytesOf, leaves } from './parts.ts';
import { fails, textOf, until } from './promises.ts';
import { folderTests } from './store-contract-folders.ts';

export interface StoreUnderTest {
  store: MailStore;
  /** The groups it must have; the others must be absent. */
  groups: ReturnType<typeof capabilitiesOf>;
  /** Puts a message into the inbox from outside, byte for byte but for headers on top. */
  deliver(raw: Buffer): Promise<void>;
  /** Closes the store and what is behind it. */
  close(): Promise<void>;
}

/** `make` gives a store whose inbox is empty; it is called once, and the tests share it in order. */
export function storeContract(name: string, make: () => Promise<StoreUnderTest>): void {
  describe(`${name}, as every mail store,`, { timeout: 120_000, concurrency: 1 }, () => {
    let it_: StoreUnderTest;
    let store: MailStore;
    let inbox: string;
    const file = Buffer.from(Array.from({ length: 3000 }, (_, index) => (index * 7) % 256));

    before(async () => {
      it_ = await make();
      store = it_.store;
    });
    after(() => it_.close());

    const page = (window: Partial<Window> = {}, mailbox = inbox): Promise<Page> =>
      store.page(mailbox, { limit: 50, ...window });
    const arrive = async (...mails: Buffer[]): Promise<void> => {
      for (const raw of mails) await it_.deliver(raw);
      await store.refresh();
    };
    const subjects = ({ rows }: Page): (string | null)[] => rows.map(({ header }) => header.subject);
    const newest = async (): Promise<MessageHeader> => (await page({ limit: 1 })).rows[0]!.header;

    it('has the groups it says, and no other', () => {
      assert.deepEqual(capabilitiesOf(store), it_.groups);
    });

    it('lists the inbox first, and each mailbox once', async () => {
      const mailboxes = await store.mailboxes();
      inbox = mailboxes[0]!.locator;
      assert.equal(mailboxes[0]!.role, 'INBOX');
      assert.equal(mailboxes[0]!.selectable, true);
      assert.equal(mailboxes[0]!.total, 0);
      assert.equal(new Set(mailboxes.map(({ locator }) => locator)).size, mailboxes.length);
      assert.equal(mailboxes.filter(({ role }) => role === 'INBOX').length, 1);
    });

    it('shows an empty mailbox as an empty page', async () => {
      const empty = await page();
      assert.deepEqual([empty.rows, empty.hasOlder, empty.hasNewer], [[], false, false]);
      assert.ok(empty.total === 0 || empty.total === null);
    });

    it('shows mail that arrived, with its headers decoded', async () => {
      await arrive(richMail(file));
      const header = await newest();
      assert.equal(header.mailbox, inbox);
      assert.equal(header.subject, 'With a file');
      assert.equal(header.messageId, 'rich@demo.example');
      assert.deepEqual(header.inReplyTo, ['parent@demo.example']);
      assert.deepEqual(header.references, ['root@demo.example', 'parent@demo.example']);
      assert.deepEqual(header.from, [{ name: 'Björn', address: 'bjorn@demo.example' }]);
      assert.deepEqual(header.to, [
        { name: null, address: 'alice@demo.example' },
        { name: 'Carol, the third', address: 'carol@demo.example' },
      ]);
      assert.deepEqual(header.cc, [{ name: null, address: 'dave@demo.example' }]);
      assert.equal(header.sentAt?.toISOString(), '2026-11-24T09:00:00.000Z');
      assert.ok(header.receivedAt.getTime() > 0);
      assert.ok(header.size > 3000);
      assert.deepEqual(header.flags, []);
    });

    it('counts what arrived', async () => {
      const [first] = await store.mailboxes();
      assert.deepEqual([first!.total, first!.unread], [1, 1]);
    });

    it('tells the parts apart and gives their bytes with the transfer encoding undone', async () => {
      const { locator } = await newest();
      const parts = leaves(await store.structure(locator));
      assert.deepEqual(
        parts.map(({ path, type }) => [path, type]),
        [
          ['1.1.1', 'text/plain'],
          ['1.1.2', 'text/html'],
          ['1.2', 'image/gif'],
          ['2', 'application/octet-stream'],
        ],
      );
      const [text, , image, attachment] = parts as [Part, Part, Part, Part];
      assert.equal(text.params.charset?.toLowerCase(), 'iso-8859-1');
      assert.deepEqual([image.disposition, image.contentId], ['INLINE', 'pixel@demo.example']);
      assert.deepEqual([attachment.disposition, attachment.filename], ['ATTACHMENT', 'grüße.bin']);
      assert.deepEqual(await bytesOf(store, locator, attachment), file);
      assert.equal((await bytesOf(store, locator, text)).toString('latin1').trimEnd(), 'Grüße und ein Bild');
    });

    it('says of a message with a file that it has one', async () => {
      assert.equal((await newest()).hasAttachments, true);
    });

    it('gives the whole message as stored', async () => {
      const raw = await textOf(await store.openRaw((await newest()).locator), 'latin1');
      assert.ok(raw.endsWith(richMail(file).toString('latin1')));
    });

    it('gives the header block as stored, and nothing behind it', async () => {
      const header = await store.openHeader((await newest()).locator);
      const whole = richMail(file).toString('latin1');
      assert.ok(
        `\r\n${header.toString('latin1')}`.endsWith(`\r\n${whole.slice(0, whole.indexOf('\r\n\r\n') + 4)}`),
      );
    });

    it('survives a reader who stops early', async () => {
      const { locator } = await newest();
      (await store.openRaw(locator)).destroy();
      assert.equal((await newest()).locator, locator);
    });

    it('numbers the only part of a simple message 1', async () => {
      await arrive(plainMail({ subject: 'Simple', text: 'Just text.' }));
      const { locator } = await newest();
      const part = await store.structure(locator);
      assert.deepEqual([part.path, part.type, part.children], ['1', 'text/plain', []]);
      assert.equal((await bytesOf(store, locator, part)).toString().trimEnd(), 'Just text.');
    });

    it('shows how the text begins where that is asked for', async () => {
      const { rows } = await page({ previews: true });
      assert.deepEqual(
        rows.map(({ header }) => header.preview),
        ['Just text.', 'Grüße und ein Bild'],
      );
      const named = await store.headers(
        rows.map(({ header }) => header.locator),
        undefined,
        true,
      );
      assert.deepEqual(
        named.map((header) => header?.preview),
        ['Just text.', 'Grüße und ein Bild'],
      );
    });

    it('pages to the oldest without repeating or skipping', async () => {
      await arrive(...Array.from({ length: 23 }, (_, n) => plainMail({ subject: `Mail ${n}` })));
      const all = subjects(await page());
      assert.equal(all.length, 25);
      const seen: (string | null)[] = [];
      for (let after: string | undefined; ; ) {
        const next = await page({ limit: 7, ...(after === undefined ? {} : { after }) });
        assert.equal(next.hasNewer, seen.length > 0);
        seen.push(...subjects(next));
        if (!next.hasOlder) break;
        after = next.rows.at(-1)!.cursor;
      }
      assert.deepEqual(seen, all);
    });

    it('goes back towards newer mail from a cursor', async () => {
      const { rows } = await page();
      const back = await page({ limit: 5, before: rows[10]!.cursor });
      assert.deepEqual(
        subjects(back),
        rows.slice(5, 10).map(({ header }) => header.subject),
      );
      assert.deepEqual([back.hasNewer, back.hasOlder], [true, true]);
      const top = await page({ limit: 50, before: rows[3]!.cursor });
      assert.deepEqual([subjects(top).length, top.hasNewer], [3, false]);
    });

    it('keeps its place while mail arrives and is deleted', async () => {
      const all = await page();
      const first = await page({ limit: 10 });
      await arrive(plainMail({ subject: 'Arrived meanwhile' }));
      // One that was shown already, the one the cursor names, and one that was not shown yet.
      const doomed = [all.rows[4]!, all.rows[9]!, all.rows[12]!].map(({ header }) => header.locator);
      await store.destroy(doomed);
      const rest = await page({ after: first.rows.at(-1)!.cursor });
      assert.deepEqual(
        subjects(rest),
        all.rows.filter((_, index) => index > 9 && index !== 12).map(({ header }) => header.subject),
      );
    });

    it('finds unread mail by words of its subject and addresses', async () => {
      const found = await page({ limit: 2, filter: { unread: true, text: 'MAIL bob@demo' } });
      assert.deepEqual(subjects(found).length, 2);
      const more = await page({ filter: { text: 'mail bob@demo' }, after: found.rows.at(-1)!.cursor });
      assert.equal(more.hasNewer, true);
      assert.deepEqual(subjects(await page({ filter: { text: 'björn' } })), ['With a file']);
      assert.deepEqual(subjects(await page({ filter: { text: 'carol dave' } })), ['With a file']);
      assert.deepEqual(subjects(await page({ filter: { text: 'no such words' } })), []);
      assert.deepEqual(subjects(await page({ filter: { flagged: true } })), []);
      const all = subjects(await page());
      assert.deepEqual(subjects(await page({ filter: { unread: false, flagged: false } })), all);
    });

    it('answers for headers in the order asked, with null for what is gone', async () => {
      const { rows } = await page({ limit: 3 });
      const locators = rows.map(({ header }) => header.locator);
      await store.destroy([locators[1]!]);
      const again = await store.headers([locators[2]!, locators[1]!, locators[0]!]);
      assert.deepEqual(
        again.map((header) => header?.locator ?? null),
        [locators[2], null, locators[0]],
      );
    });

    it('answers for every message it destroys, also for one that is gone already', async () => {
      const { locator } = await newest();
      assert.deepEqual(await store.destroy([locator]), [{ locator, gone: true }]);
      assert.deepEqual(await store.destroy([locator]), [{ locator, gone: true }]);
      assert.deepEqual(await store.headers([locator]), [null]);
      await fails(store.structure(locator), 'GONE');
      await fails(store.openRaw(locator), 'GONE');
    });

    it('refuses what is not one of its names', async () => {
      await fails(page({}, 'No such mailbox'), 'MAILBOX_GONE');
      await fails(store.structure('nonsense'), 'NOT_FOUND');
      const known = (await newest()).locator;
      assert.deepEqual(
        (await store.headers(['nonsense', known])).map((header) => header?.locator ?? null),
        [null, known],
      );
      const marked = await store.flags?.set(['nonsense', known], { add: ['FLAGGED'], remove: [] });
      assert.deepEqual(
        marked?.map((outcome) => 'error' in outcome),
        [true, false],
      );
      await fails(store.openRaw('nonsense\r\nA LOGOUT'), 'NOT_FOUND');
      await fails(page({}, 'a\r\nb'), 'NOT_FOUND', 'MAILBOX_GONE');
      await fails(page({ after: 'nonsense' }), 'VALIDATION', 'STALE');
      await fails(page({ limit: 0 }), 'VALIDATION');
      await fails(page({ limit: 201 }), 'VALIDATION');
      const { cursor } = (await page({ limit: 1 })).rows[0]!;
      await fails(page({ after: cursor, before: cursor }), 'VALIDATION');
    });

    it('gives up when it is told to', async () => {
      await fails(store.mailboxes(AbortSignal.abort()), 'CANCELLED');
      assert.ok((await store.mailboxes()).length > 0);
    });

    it('sets and removes flags, and shows them everywhere', async (t) => {
      if (!store.flags) return t.diagnostic('no flags');
      const { locator } = await newest();
      assert.deepEqual(await store.flags.set([locator], { add: ['SEEN', 'FLAGGED'], remove: [] }), [
        { locator },
      ]);
      assert.deepEqual((await newest()).flags, ['SEEN', 'FLAGGED']);
      assert.deepEqual(subjects(await page({ filter: { flagged: true } })).length, 1);
      await store.flags.set([locator], { add: ['ANSWERED', 'FORWARDED'], remove: ['FLAGGED', 'SEEN'] });
      assert.deepEqual((await store.headers([locator]))[0]!.flags, ['ANSWERED', 'FORWARDED']);
      const before = (await store.mailboxes())[0]!.unread;
      await store.flags.set([locator], { add: ['SEEN'], remove: [] });
      assert.equal((await store.mailboxes())[0]!.unread, before - 1);
    });

    it('answers for each message whose flags it can not set', async (t) => {
      if (!store.flags) return t.diagnostic('no flags');
      const { rows } = await page({ limit: 2 });
      const [kept, lost] = rows.map(({ header }) => header.locator) as [string, string];
      await store.destroy([lost]);
      const outcomes = await store.flags.set([lost, kept], { add: ['FLAGGED'], remove: [] });
      assert.deepEqual(outcomes.map(codeOf), ['GONE', 'OK']);
      assert.deepEqual(
        outcomes.map(({ locator }) => locator),
        [lost, kept],
      );
    });

    it('sets keywords as it sets flags, and says what would take a change back', async (t) => {
      if (!store.flags) return t.diagnostic('no flags');
      await arrive(plainMail({ subject: 'Labelled' }), plainMail({ subject: 'Not yet' }));
      const [later, earlier] = (await page({ limit: 2 })).rows.map(({ header }) => header.locator);
      const both = [later!, earlier!];
      const marks = async (): Promise<unknown[]> =>
        (await store.headers(both)).map((header) => [header!.flags, header!.keywords.toSorted()]);
      await store.flags.set([later!], { add: ['SEEN'], remove: [], addKeywords: ['$label1', 'Travel'] });
      const before = await marks();
      assert.deepEqual(before, [
        [['SEEN'], ['$label1', 'Travel']],
        [[], []],
      ]);
      const change = {
        ...{ add: ['SEEN', 'FLAGGED'] as const, remove: ['ANSWERED'] as const },
        ...{ addKeywords: ['$label2'], removeKeywords: ['$label1'] },
      };
      const outcomes = await store.flags.set(both, change, undefined, true);
      assert.deepEqual(await marks(), [
        [
          ['SEEN', 'FLAGGED'],
          ['$label2', 'Travel'],
        ],
        [['SEEN', 'FLAGGED'], ['$label2']],
      ]);
      const labelled = await store.find(inbox, { keyword: '$label2' }, 10);
      assert.deepEqual(labelled, both);
      for (const outcome of outcomes)
        if ('undo' in outcome && outcome.undo) await store.flags.set([outcome.locator], outcome.undo);
      assert.deepEqual(await marks(), before);
      const [nothing] = await store.flags.set([later!], { add: ['SEEN'], remove: [] }, undefined, true);
      assert.deepEqual(nothing, { locator: later }, 'what changed nothing is nothing to take back');
      await store.destroy(both);
    });

    folderTests(() => store);

    it('files new messages and moves them, and an old locator still finds them', async (t) => {
      if (!store.filing || !store.folders) return t.diagnostic('no filing');
      const there = await store.folders.create(null, 'Filed');
      const raw = plainMail({ subject: 'Filed by hand' });
      const filed = await store.filing.append(there.locator, raw, ['SEEN', 'DRAFT']);
      const [row] = (await page({}, there.locator)).rows;
      assert.deepEqual([row!.header.subject, row!.header.flags], ['Filed by hand', ['SEEN', 'DRAFT']]);
      if (filed !== null) assert.equal(row!.header.locator, filed);
      assert.equal(await textOf(await store.openRaw(row!.header.locator)), raw.toString());

      const { locator, subject } = await newest();
      const [outcome] = await store.filing.move([locator], there.locator);
      assert.equal(codeOf(outcome!), 'OK');
      assert.ok(subjects(await page({}, there.locator)).includes(subject));
      assert.notEqual((await newest()).locator, locator);
      const [moved] = await store.headers([locator]);
      if (outcome && 'replacedBy' in outcome && outcome.replacedBy !== null)
        assert.equal(moved?.locator, outcome.replacedBy);
      if (moved) assert.equal(moved.mailbox, there.locator);

      const nowhere = await store.filing.move([(await newest()).locator], 'No such mailbox');
      assert.deepEqual(nowhere.map(codeOf), ['MAILBOX_GONE']);
      await fails(store.filing.append('No such mailbox', raw, []), 'MAILBOX_GONE');
      await fails(store.folders.remove(there.locator, false), 'CONFLICT');
      await store.folders.remove(there.locator, true);
      await fails(page({}, there.locator), 'MAILBOX_GONE');
    });

    it('copies messages, says where they were, and leaves alone what is there already', async (t) => {
      if (!store.filing || !store.folders) return t.diagnostic('no filing');
      const there = await store.folders.create(null, 'Copies');
      await arrive(plainMail({ subject: 'To be copied', text: 'The same text.' }));
      const { locator } = await newest();
      await store.flags?.set([locator], { add: ['FLAGGED'], remove: [] });
      const [copied] = await store.filing.copy([locator], there.locator);
      assert.equal(codeOf(copied!), 'OK');
      const [copy] = (await page({}, there.locator)).rows;
      assert.deepEqual([copy!.header.subject, copy!.header.flags], ['To be copied', ['FLAGGED']]);
      if (copied && 'copy' in copied && copied.copy !== null) assert.equal(copied.copy, copy!.header.locator);
      assert.match(await textOf(await store.openRaw(copy!.header.locator)), /The same text\./);
      assert.equal((await newest()).locator, locator);
      const copies = [copy!.header.locator];
      await (store.filing.takeBack?.(copies) ?? store.destroy(copies));
      assert.match(await textOf(await store.openRaw(locator)), /The same text\./);
      assert.deepEqual((await store.filing.copy([locator], 'No such mailbox')).map(codeOf), ['MAILBOX_GONE']);

      const [moved] = await store.filing.move([locator], there.locator);
      assert.equal(moved && 'from' in moved ? moved.from : null, inbox);
      const [row] = (await page({}, there.locator)).rows;
      const [again] = await store.filing.move([row!.header.locator], there.locator);
      assert.deepEqual(again, { locator: row!.header.locator, from: there.locator });
      await store.folders.remove(there.locator, true);
    });

    it('tells a watcher what happens, until it is told to stop', async (t) => {
      if (!store.watch) return t.diagnostic('no watch');
      const events: StoreEvent[] = [];
      const stop = store.watch(inbox, (event) => events.push(event));
      // The watch begins by itself, in its own time: mail is delivered until one is told of.
      await until(async () => {
        await arrive(plainMail({ subject: 'For the watcher' }));
        return events.some(({ kind }) => kind === 'MESSAGES_ADDED');
      });
      stop();
      const heard = events.length;
      await arrive(plainMail({ subject: 'After the watch' }));
      assert.equal((await newest()).subject, 'After the watch');
      assert.equal(events.length, heard);
    });
  });
}

const codeOf = (outcome: Outcome): string => ('error' in outcome ? outcome.error.code : 'OK');
