// A server that goes away and comes back, and one that lets nobody in: it ends in the truth, or in an error that says it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StoreEvent } from '../../server/mail/store.ts';
import { ALICE, BOB, startDovecot } from '../support/dovecot.ts';
import { imapAccount, imapStore, imapsOf, otherClient } from '../support/imap.ts';
import { plainMail } from '../support/mail.ts';
import { fails, textOf, until } from '../support/promises.ts';

const WATCH = { watch: { pollMs: 100, retryMs: 20 } };

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
    // A server that was not there a moment ago is left alone for a moment.
    await until(() =>
      store.mailboxes().then(
        () => true,
        () => false,
      ),
    );
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
