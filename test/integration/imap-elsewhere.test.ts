// What other clients and the server itself do to an open mailbox: it must end in the truth or in an error that
// says it, never in another message.
import assert from 'node:assert/strict';
import { before, beforeEach, describe, it } from 'node:test';
import type { ImapFlow } from 'imapflow';
import type { ImapStore } from '../../server/imap/store.ts';
import type { StoreEvent } from '../../server/mail/store.ts';
import { ALICE, BOB, type Dovecot, startDovecot } from '../support/dovecot.ts';
import { imapAccount, imapStore, imapsOf, otherClient } from '../support/imap.ts';
import { plainMail } from '../support/mail.ts';
import { fails, textOf, until } from '../support/promises.ts';

const WATCH = { watch: { pollMs: 100, retryMs: 20 } };

/** As it is, and with little to go by. */
const CONFIGS: Record<string, string> = {
  'on Dovecot': '',
  'on a poor server': 'imap_capability = IMAP4rev1 IDLE',
};

for (const [name, extraConfig] of Object.entries(CONFIGS))
  describe(`A mailbox that others change, ${name},`, { timeout: 60_000 }, () => {
    let dovecot: Dovecot;
    let other: ImapFlow;
    let store: ImapStore;
    let path = '';
    let count = 0;

    before(async () => {
      dovecot = await startDovecot({ extraConfig });
      other = await otherClient(dovecot);
      store = imapStore(imapAccount(imapsOf(dovecot)), WATCH);
    });
    beforeEach(async () => {
      path = `Folder ${count++}`;
      await other.mailboxCreate(path);
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
      for (const subject of ['uno', 'due', 'tre']) await other.append(path, plainMail({ subject }));

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
      await until(async () => {
        await other.messageFlagsAdd('3', ['\\Seen'], { uid: true });
        await other.messageFlagsRemove('3', ['\\Seen'], { uid: true });
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

describe('A server that goes away', { timeout: 60_000 }, () => {
  it('is found again by itself, by requests, by the watch and in the middle of a download', async () => {
    const dovecot = await startDovecot();
    const other = await otherClient(dovecot);
    const text = Array.from({ length: 60_000 }, (_, n) => `line ${n} of a long message`).join('\r\n');
    await other.append('INBOX', plainMail({ text }));
    const store = imapStore(imapAccount(imapsOf(dovecot)), WATCH);
    const events: StoreEvent[] = [];
    store.watch!('INBOX', (event) => events.push(event));
    const { locator } = (await store.page('INBOX', { limit: 10 })).rows[0]!.header;
    await until(() => store.stats().connections === 2);
    const download = await store.openRaw(locator);

    await dovecot.kill();
    await until(() => events.some((event) => event.kind === 'CONNECTION' && !event.connected));
    await fails(store.page('INBOX', { limit: 10 }), 'UPSTREAM_OFFLINE');
    await fails(store.mailboxes(), 'UPSTREAM_OFFLINE');

    await dovecot.start();
    assert.equal((await store.page('INBOX', { limit: 10 })).rows[0]!.header.locator, locator);
    assert.ok((await textOf(download)).endsWith('line 59999 of a long message\r\n'));
    await until(() => events.some((event) => event.kind === 'CONNECTION' && event.connected));
    const again = await otherClient(dovecot);
    await again.append('INBOX', plainMail({ subject: 'After the restart' }));
    await until(() => events.some(({ kind }) => kind === 'MESSAGES_ADDED'));
  });

  it('is told by the watch to be back as soon as a request found it, however long the watch would wait', async () => {
    const dovecot = await startDovecot();
    const store = imapStore(imapAccount(imapsOf(dovecot)), { watch: { retryMs: 600_000 } });
    const events: StoreEvent[] = [];
    store.watch!('INBOX', (event) => events.push(event));
    await store.page('INBOX', { limit: 10 });
    await until(() => store.stats().connections === 2);
    await dovecot.kill();
    await until(() => events.length > 0);
    await fails(store.page('INBOX', { limit: 10 }), 'UPSTREAM_OFFLINE');
    await dovecot.start();
    await store.page('INBOX', { limit: 10 });
    await until(() => events.length > 1);
    assert.deepEqual(events, [
      { kind: 'CONNECTION', connected: false },
      { kind: 'CONNECTION', connected: true },
    ]);
  });

  it('may close one connection without anybody noticing', async () => {
    const dovecot = await startDovecot();
    const store = imapStore(imapAccount(imapsOf(dovecot)));
    await store.page('INBOX', { limit: 10 });
    await dovecot.kill();
    await dovecot.start();
    assert.equal((await store.page('INBOX', { limit: 10 })).total, 0);
    const locator = await store.filing!.append('INBOX', plainMail(), []);
    await dovecot.kill();
    await dovecot.start();
    const [moved] = await store.filing!.move([locator!], 'Archive');
    assert.ok(moved && 'replacedBy' in moved);
  });
});

describe('Signing in', { timeout: 60_000 }, () => {
  it('works by STARTTLS, and only with a certificate that is trusted', async () => {
    const dovecot = await startDovecot();
    const server = { ...imapsOf(dovecot), port: dovecot.imap, tls: 'STARTTLS' } as const;
    await imapStore(imapAccount(server)).connect();
    const { ca: _, ...stranger } = server;
    await fails(imapStore(imapAccount(stranger)).connect(), 'TLS_UNTRUSTED');
    await fails(
      imapStore(imapAccount({ ...stranger, port: dovecot.imaps, tls: 'IMPLICIT' })).connect(),
      'TLS_UNTRUSTED',
    );
  });

  it('fails for a wrong password, and is not tried again', async () => {
    const dovecot = await startDovecot();
    const store = imapStore(imapAccount(imapsOf(dovecot), { ...ALICE, password: 'wrong' }));
    const error = await fails(store.connect(), 'UPSTREAM_AUTH');
    assert.ok(error.serverText?.includes('Authentication failed'));
    const { commands } = store.stats();
    await fails(store.page('INBOX', { limit: 10 }), 'UPSTREAM_AUTH');
    assert.equal(store.stats().commands, commands);
  });

  it('is refused before it begins when the password can not be said', async () => {
    const dovecot = await startDovecot();
    await fails(
      (async () => imapStore(imapAccount(imapsOf(dovecot), { ...ALICE, password: 'a\r\nb' })))(),
      'UPSTREAM_AUTH',
    );
  });

  it('is not taken for a wrong password when there are too many connections', async () => {
    const dovecot = await startDovecot({ extraConfig: 'mail_max_userip_connections = 2' });
    await otherClient(dovecot);
    const second = await otherClient(dovecot);
    const store = imapStore(imapAccount(imapsOf(dovecot)), WATCH);
    await fails(store.connect(), 'UPSTREAM_LIMIT');
    await second.logout();
    await until(async () =>
      store.connect().then(
        () => true,
        () => false,
      ),
    );

    // With a single connection allowed the watch looks by way of it, and large parts come over it, too.
    const events: StoreEvent[] = [];
    const locator = await store.filing!.append('INBOX', plainMail({ text: 'x'.repeat(600_000) }), []);
    store.watch!('INBOX', (event) => events.push(event));
    assert.ok((await textOf(await store.openRaw(locator!))).length > 600_000);
    await until(async () => {
      await store.filing!.append('INBOX', plainMail(), []);
      return events.some(({ kind }) => kind === 'MESSAGES_ADDED');
    });
    assert.equal(store.stats().connections, 1);
  });

  it('keeps what one account cached from another', async () => {
    const dovecot = await startDovecot();
    const alice = imapStore(imapAccount(imapsOf(dovecot)));
    await alice.filing!.append('INBOX', plainMail({ subject: 'For Alice' }), []);
    const { locator } = (await alice.page('INBOX', { limit: 10 })).rows[0]!.header;
    const bob = imapStore(imapAccount(imapsOf(dovecot), BOB), { headers: alice.cache });
    await fails(bob.structure(locator), 'STALE', 'GONE');
    assert.deepEqual(await bob.headers([locator]), [null]);
  });
});
