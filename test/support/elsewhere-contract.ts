// What other clients do to an open mailbox, over any IMAP server: it must end in the truth or in an error that says it,
// never in another message.
import assert from 'node:assert/strict';
import { before, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FetchMessageObject, ImapFlow } from 'imapflow';
import type { ImapStore } from '../../server/imap/store.ts';
import type { StoreEvent } from '../../server/mail/store.ts';
import { type ImapServer, imapAccount, imapStore, imapsOf, otherClient } from './imap.ts';
import { plainMail } from './mail.ts';
import { fails, textOf, until } from './promises.ts';

const WATCH = { watch: { pollMs: 100, retryMs: 20 } };

/** `start` is called once; its server ends with the test file. */
export function elsewhereContract(name: string, start: () => Promise<ImapServer>): void {
  describe(`A mailbox that others change, ${name},`, { timeout: 120_000, concurrency: 1 }, () => {
    let server: ImapServer;
    let other: ImapFlow;
    let store: ImapStore;
    let path = '';
    let count = 0;

    before(async () => {
      server = await start();
      other = await otherClient(server);
      store = imapStore(imapAccount(imapsOf(server)), WATCH);
    });
    beforeEach(async () => {
      // Some servers keep all mailboxes below a prefix.
      ({ path } = await other.mailboxCreate(`Folder ${count++}`));
      for (const subject of ['one', 'two', 'three']) await other.append(path, plainMail({ subject }));
    });

    const open = async (): Promise<string> => {
      const page = await store.page(path, { limit: 50 });
      assert.equal(page.rows.length, 3);
      return page.rows[1]!.header.locator;
    };

    it('is gone when it was deleted', async () => {
      const locator = await open();
      await other.mailboxDelete(path);
      await fails(store.page(path, { limit: 50 }), 'MAILBOX_GONE');
      await fails(store.openRaw(locator), 'MAILBOX_GONE');
      assert.deepEqual(await store.headers([locator]), [null]);
      const [flagged] = await store.flags!.set([locator], { add: ['SEEN'], remove: [] });
      assert.equal(flagged && 'error' in flagged && flagged.error.code, 'MAILBOX_GONE');
    });

    it('is gone when it was renamed, and found under its new name', async () => {
      const locator = await open();
      await other.mailboxRename(path, `${path} new`);
      await fails(store.page(path, { limit: 50 }), 'MAILBOX_GONE');
      await fails(store.openRaw(locator), 'MAILBOX_GONE');
      assert.equal((await store.page(`${path} new`, { limit: 50 })).total, 3);
    });

    it('shows no message of the one that took its name', async () => {
      const locator = await open();
      const { cursor } = (await store.page(path, { limit: 1 })).rows[0]!;
      const part = await store.structure(locator);
      await other.mailboxDelete(path);
      await other.mailboxCreate(path);
      for (const subject of ['uno', 'due', 'tre']) await appendAnew(other, path, plainMail({ subject }));
      await store.refresh();
      assert.deepEqual(
        (await store.page(path, { limit: 50 })).rows.map(({ header }) => header.subject),
        ['tre', 'due', 'uno'],
      );
      await fails(store.page(path, { limit: 50, after: cursor }), 'STALE');
      await fails(store.openPart(locator, part), 'STALE');
      await fails(store.openRaw(locator), 'STALE');
      assert.deepEqual(await store.headers([locator]), [null]);
      const outcomes = [
        ...(await store.flags!.set([locator], { add: ['FLAGGED'], remove: [] })),
        ...(await store.filing!.move([locator], 'Archive')),
        ...(await store.destroy([locator])),
      ];
      assert.deepEqual(
        outcomes.map((outcome) => 'error' in outcome && outcome.error.code),
        ['STALE', 'STALE', 'STALE'],
      );
      assert.equal((await store.page(path, { limit: 50 })).total, 3);
      assert.equal((await store.page(path, { limit: 50, filter: { flagged: true } })).total, 0);
    });

    it('shows what arrived and hides what was expunged at once', async () => {
      const locator = await open();
      await other.mailboxOpen(path);
      await other.messageDelete('1', { uid: true });
      await other.append(path, plainMail({ subject: 'four' }));
      await other.mailboxOpen('INBOX');
      const page = await store.page(path, { limit: 50 });
      assert.deepEqual(
        page.rows.map(({ header }) => header.subject),
        ['four', 'three', 'two'],
      );
      assert.equal(page.total, 3);
      assert.deepEqual(
        (await store.mailboxes()).filter((mailbox) => mailbox.locator === path).map(({ total }) => total),
        [3],
      );
      assert.ok((await textOf(await store.openRaw(locator))).includes('two'));
    });

    it('loses no message that another client has only marked as deleted', async () => {
      const locator = await open();
      await other.mailboxOpen(path);
      await other.messageFlagsAdd('1', ['\\Deleted'], { uid: true });
      await other.mailboxOpen('INBOX');
      assert.deepEqual(await store.destroy([locator]), [{ locator, gone: true }]);
      assert.equal((await store.page(path, { limit: 50 })).total, 2);
      await other.mailboxOpen(path);
      assert.deepEqual(await other.search({ deleted: true }, { uid: true }), [1]);
      await other.mailboxOpen('INBOX');
    });

    it('is followed by the watch: mail, flags and removals, by name', async () => {
      await open();
      const { uidValidity } = await other.mailboxOpen(path);
      const events: StoreEvent[] = [];
      const stop = store.watch!(path, (event) => events.push(event));
      // The watch begins by itself, in its own time; flags that are the same as before are no news.
      await until(async () => {
        const { flags } = (await other.fetchOne('3', { flags: true }, { uid: true })) as FetchMessageObject;
        if (flags?.has('\\Seen')) await other.messageFlagsRemove('3', ['\\Seen'], { uid: true });
        else await other.messageFlagsAdd('3', ['\\Seen'], { uid: true });
        // Dovecot gathers changes for half a second, and two of them may come to nothing.
        await sleep(700);
        return events.some(({ kind }) => kind === 'MESSAGES_CHANGED');
      });
      const told = events.find((event) => event.kind === 'MESSAGES_CHANGED')!;
      assert.deepEqual(told, {
        kind: 'MESSAGES_CHANGED',
        mailbox: path,
        messages: [`${uidValidity}.3.${path}`],
      });
      await other.append(path, plainMail({ subject: 'four' }));
      await until(() => events.some(({ kind }) => kind === 'MESSAGES_ADDED'));
      await other.messageDelete('1', { uid: true });
      await until(() => events.some(({ kind }) => kind === 'MESSAGES_REMOVED'));
      // The one that came while it was watched is known by name, too, and behind a removal.
      await other.messageDelete('4', { uid: true });
      const removed = (): string[] =>
        events.flatMap((event) => (event.kind === 'MESSAGES_REMOVED' ? event.messages : []));
      await until(() => removed().length === 2);
      assert.deepEqual(removed(), [`${uidValidity}.1.${path}`, `${uidValidity}.4.${path}`]);
      stop();
      await other.mailboxOpen('INBOX');
    });

    it('is followed beside another one', async () => {
      const first: StoreEvent[] = [];
      const second: StoreEvent[] = [];
      const stops = [
        store.watch!('INBOX', (event) => first.push(event)),
        store.watch!(path, (event) => second.push(event)),
      ];
      await until(async () => {
        await other.append(path, plainMail({ subject: 'more' }));
        return second.some(({ kind }) => kind === 'MESSAGES_ADDED');
      });
      await until(async () => {
        await other.append('INBOX', plainMail({ subject: 'more' }));
        return first.some(({ kind }) => kind === 'MESSAGES_ADDED');
      });
      assert.ok(second.every((event) => !('mailbox' in event) || event.mailbox === path));
      assert.ok(first.every((event) => !('mailbox' in event) || event.mailbox === 'INBOX'));
      for (const stop of stops) stop();
    });
  });
}

/** For a moment Dovecot is still busy with the mailbox that had this name before, and refuses. */
const appendAnew = (client: ImapFlow, path: string, mail: Buffer): Promise<void> =>
  until(async () =>
    client.append(path, mail).then(
      () => true,
      () => false,
    ),
  );
