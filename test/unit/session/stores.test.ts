// The pool of open stores: shared within a vault, never across, and closed when nobody needs them.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import type { AccountSecret } from '../../../server/mail/account.ts';
import { MailError } from '../../../server/mail/errors.ts';
import type { AccountStore } from '../../../server/session/open.ts';
import { Stores } from '../../../server/session/stores.ts';

const SERVER = { host: 'mail.example.org', port: 993, tls: 'IMPLICIT', listed: true } as const;
const account = (id = 'a', password = 'secret'): AccountSecret => ({
  ...{ id, password, name: id, address: 'ann@example.org', username: 'ann@example.org', protocol: 'IMAP' },
  ...{ incoming: SERVER, outgoing: SERVER },
});

/** A class with private fields, as the POP3 store is: methods work on the instance alone. */
class PrivateStore {
  closed = false;
  #calls = 0;
  gate = Promise.resolve();
  stream = new Readable({ read() {} });
  stateOrigin = 'SERVER' as const;
  flags = { set: async () => [] };
  watched = new Set<string>();
  async mailboxes() {
    this.#calls += 1;
    await this.gate;
    return [];
  }
  async openRaw() {
    this.#calls += 1;
    return this.stream;
  }
  watch(mailbox: string) {
    this.#calls += 1;
    this.watched.add(mailbox);
    return () => void this.watched.delete(mailbox);
  }
  async close() {
    this.closed = true;
  }
  get calls() {
    return this.#calls;
  }
}

function pool() {
  const clock = { now: 0 };
  const made: PrivateStore[] = [];
  const stores = new Stores({
    open: () => {
      const store = new PrivateStore();
      made.push(store);
      return store as unknown as AccountStore;
    },
    onOpen: () => {},
    idleCloseMs: 1000,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    now: () => clock.now,
  });
  return { clock, made, stores };
}

test('a vault shares its store; another vault with the same account id gets its own', () => {
  const { made, stores } = pool();
  const one = stores.get('v1', account(), 's1');
  assert.equal(stores.get('v1', account(), 's2'), one);
  assert.notEqual(stores.get('v2', account(), 's3'), one);
  assert.notEqual(stores.get('v1', account('b'), 's1'), one);
  assert.equal(made.length, 3);
});

test('what a caller gets works like the store itself and has the same groups', async () => {
  const { made, stores } = pool();
  const store = stores.get('v', account(), 's');
  await store.mailboxes();
  assert.equal(made[0]!.calls, 1);
  assert.ok(store.flags);
  assert.equal(store.filing, undefined);
  assert.ok(store.watch);
  await store.close();
  assert.equal(made[0]!.closed, false, 'a caller can not close what is shared');
});

test('an idle store is closed, one with something under way is not', async () => {
  const { clock, made, stores } = pool();
  const gate = Promise.withResolvers<void>();
  const store = stores.get('v', account(), 's');
  made[0]!.gate = gate.promise;
  const listing = store.mailboxes();
  clock.now = 5000;
  await stores.sweep();
  assert.equal(made[0]!.closed, false);
  gate.resolve();
  await listing;
  clock.now = 5999;
  await stores.sweep();
  assert.equal(made[0]!.closed, false, 'the end of a use counts as use');
  clock.now = 6000;
  await stores.sweep();
  assert.equal(made[0]!.closed, true);
  assert.notEqual(stores.get('v', account(), 's'), store);
});

test('a stream that is being read and a watcher keep a store open', async () => {
  const { clock, made, stores } = pool();
  const store = stores.get('v', account(), 's');
  const stream = await store.openRaw('1');
  clock.now = 5000;
  await stores.sweep();
  assert.equal(made[0]!.closed, false);
  const closed = new Promise((resolve) => stream.once('close', resolve));
  stream.destroy();
  await closed;
  const stop = store.watch!('INBOX', () => {});
  clock.now = 9000;
  await stores.sweep();
  assert.equal(made[0]!.closed, false);
  stop();
  stop();
  clock.now = 10_000;
  await stores.sweep();
  assert.equal(made[0]!.closed, true);
});

test('a method that fails is no longer in use', async () => {
  const { clock, made, stores } = pool();
  const store = stores.get('v', account(), 's');
  made[0]!.gate = Promise.reject(new MailError('UPSTREAM_OFFLINE'));
  await assert.rejects(store.mailboxes(), { code: 'UPSTREAM_OFFLINE' });
  clock.now = 5000;
  await stores.sweep();
  assert.equal(made[0]!.closed, true);
});

test('the last user that leaves closes a store and its watchers', async () => {
  const { made, stores } = pool();
  stores.get('v', account(), 's1').watch!('INBOX', () => {});
  stores.get('v', account(), 's2');
  stores.get('v', account(), null);
  await stores.leave('s1');
  assert.equal(made[0]!.closed, false);
  await stores.leave('s2');
  assert.equal(made[0]!.closed, true);
  assert.equal(made[0]!.watched.size, 0);
  await stores.leave('s2');
});

test('another password gets another store, with the watchers of the old one', () => {
  const { made, stores } = pool();
  const old = stores.get('v', account(), 's');
  const stop = old.watch!('INBOX', () => {});
  const fresh = stores.get('v', account('a', 'other'), 's');
  assert.notEqual(fresh, old);
  assert.equal(made[0]!.closed, true);
  assert.equal(made[0]!.watched.size, 0);
  assert.deepEqual([...made[1]!.watched], ['INBOX']);
  old.watch!('Sent', () => {});
  assert.deepEqual([...made[1]!.watched], ['INBOX', 'Sent']);
  stop();
  assert.deepEqual([...made[1]!.watched], ['Sent']);
});

test('a store that was opened to check a sign-in is taken over, or closed when there is one already', async () => {
  const { made, stores } = pool();
  const check = new PrivateStore();
  stores.adopt('v', account(), check as unknown as AccountStore, 's1');
  await stores.get('v', account(), 's1').mailboxes();
  assert.equal(check.calls, 1);
  const second = new PrivateStore();
  stores.adopt('v', account(), second as unknown as AccountStore, 's2');
  assert.equal(second.closed, true);
  assert.equal(made.length, 0);
  assert.equal(check.closed, false);
});

test('after the end nothing is opened', async () => {
  const { made, stores } = pool();
  stores.get('v', account(), 's');
  await stores.close();
  assert.equal(made[0]!.closed, true);
  assert.throws(() => stores.get('v', account(), 's'), { code: 'CANCELLED' });
});
