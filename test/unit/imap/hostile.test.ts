// Servers that lie, by scripted servers: they may waste our time, but not our memory, and show no wrong message.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StoreEvent } from '../../../server/mail/store.ts';
import { imapAccount, imapStore } from '../../support/imap.ts';
import { type Script, type ScriptedImap, scriptedImap } from '../../support/imap-script.ts';
import { fails, until } from '../../support/promises.ts';

const open = async (
  script: Script,
  options = {},
): Promise<{ imap: ScriptedImap; store: ReturnType<typeof imapStore> }> => {
  const imap = await scriptedImap(script);
  return { imap, store: imapStore(imapAccount(imap.server), options) };
};

describe('A hostile server', { timeout: 20_000 }, () => {
  it('can not make us expand a COPYUID of four billion numbers', async () => {
    const huge = '1:4294967295';
    const { store } = await open({
      answers: {
        'UID MOVE': [`* OK [COPYUID 9 ${huge} ${huge}] moved`, 'TAG OK'],
        'UID SEARCH': (_, { tag }) => [`* ESEARCH (TAG "${tag}") UID`, 'TAG OK'],
      },
    });
    const [moved] = await store.filing!.move(['7.20.INBOX'], 'Archive');
    assert.ok(moved !== undefined && !('error' in moved));
    assert.equal(moved.replacedBy, null);
  });

  it('nor a search result, nor a VANISHED', async () => {
    const { imap, store } = await open({
      answers: {
        'UID SEARCH': (_, { tag }) => [`* ESEARCH (TAG "${tag}") UID ALL 1:4294967295`, 'TAG OK'],
        NOOP: ['* VANISHED 1:4294967295', 'TAG OK'],
      },
    });
    await fails(store.page('INBOX', { limit: 50, filter: { unread: true } }), 'UPSTREAM_PROTOCOL');
    await fails(store.refresh(), 'UPSTREAM_OFFLINE');
    await until(() => store.stats().connections === 0);
    assert.equal((await store.page('INBOX', { limit: 50 })).rows.length, 3);
    assert.ok(imap.connections() >= 2);
  });

  it('is left when it sends rows without end', async () => {
    const { store } = await open({
      answers: {
        FETCH: () => [
          ...Array.from({ length: 5_000 }, (_, n) => `* 1 FETCH (UID ${n + 1} FLAGS ())`),
          'TAG OK',
        ],
      },
    });
    await fails(store.page('INBOX', { limit: 50 }), 'UPSTREAM_PROTOCOL');
  });

  it('gets no part of another message shown in place of one that is gone', async () => {
    const { store } = await open({
      answers: { 'UID FETCH': [`* 2 FETCH (UID 21 BODY[1]<0> "other")`, 'TAG OK'] },
    });
    const part = await scriptedPart(store);
    await fails(store.openPart('7.20.INBOX', part), 'GONE');
  });

  it('may name mailboxes as it likes, but no control character comes out', async () => {
    const { store } = await open({
      answers: {
        LIST: (line) =>
          line.endsWith('""')
            ? ['* LIST (\\Noselect) "/" ""', 'TAG OK']
            : ['* LIST () "/" INBOX', '* LIST () "/" {7}\r\nEvil\x01\x02x', '* LIST () "/" "a.b"', 'TAG OK'],
      },
      capabilities: '',
    });
    assert.deepEqual(
      (await store.mailboxes()).map(({ locator }) => locator),
      ['INBOX', 'a.b'],
    );
  });
});

describe('A mailbox whose name is no proper modified UTF-7', { timeout: 20_000 }, () => {
  it('is listed, but can not be selected, because it would be asked for under another name', async () => {
    const { store } = await open({
      capabilities: 'NAMESPACE',
      answers: {
        NAMESPACE: ['* NAMESPACE (("" "/")) NIL NIL', 'TAG OK'],
        LIST: ['* LIST () "/" INBOX', '* LIST () "/" "A&B"', '* LIST () "/" "Gr&APYA3w-e"', 'TAG OK'],
      },
    });
    const listed = (await store.mailboxes()).map(({ path, selectable }) => [path.at(-1), selectable]);
    assert.equal(listed.length, 3);
    assert.deepEqual(
      listed.filter(([, selectable]) => selectable === true).map(([name]) => name),
      ['INBOX', 'Größe'],
    );
  });
});

describe('A move that the server answers without COPYUID', { timeout: 20_000 }, () => {
  it('is true for what is no longer there, and refused for what still is', async () => {
    let searches = 0;
    const { store } = await open({
      capabilities: 'MOVE ESEARCH',
      answers: {
        'UID SEARCH': (_, { tag }) => [
          `* ESEARCH (TAG "${tag}") UID ALL ${searches++ === 0 ? '10,20' : '20'}`,
          'TAG OK',
        ],
      },
    });
    const outcomes = await store.filing!.move(['7.10.INBOX', '7.20.INBOX', '7.30.INBOX'], 'Archive');
    assert.deepEqual(
      outcomes.map((outcome) => ('error' in outcome ? outcome.error.code : 'OK')),
      ['OK', 'UPSTREAM_REFUSED', 'GONE'],
    );
  });
});

describe('The watch', { timeout: 20_000 }, () => {
  it('ends for good when the password is wrong, and says that it is not connected', async () => {
    const { imap, store } = await open(
      { answers: { AUTH: ['TAG NO [AUTHENTICATIONFAILED] no'] } },
      { watch: { retryMs: 5 } },
    );
    const events: StoreEvent[] = [];
    store.watch!('INBOX', (event) => events.push(event));
    await until(() => events.length > 0);
    assert.deepEqual(events, [{ kind: 'CONNECTION', connected: false }]);
    await fails(store.connect(), 'UPSTREAM_AUTH');
    assert.equal(imap.connections(), 1);
  });

  it('looks by itself where there is no IDLE', async () => {
    let exists = 3;
    const uids = (first: number): number[] =>
      Array.from({ length: exists - first + 1 }, (_, n) => (first + n) * 10);
    const { store } = await open(
      {
        capabilities: '',
        answers: {
          NOOP: () => [`* ${++exists} EXISTS`, 'TAG OK'],
          'UID SEARCH': () => [`* SEARCH ${uids(1).join(' ')}`, 'TAG OK'],
          FETCH: (line) => {
            const first = Number(/FETCH (\d+)/.exec(line)?.[1]);
            return [...uids(first).map((uid) => `* ${uid / 10} FETCH (UID ${uid})`), 'TAG OK'];
          },
        },
      },
      { watch: { pollMs: 10 } },
    );
    const events: StoreEvent[] = [];
    store.watch!('INBOX', (event) => events.push(event));
    await until(() => events.length > 0);
    assert.equal(events[0]?.kind, 'MESSAGES_ADDED');
  });
});

async function scriptedPart(
  store: ReturnType<typeof imapStore>,
): Promise<Parameters<typeof store.openPart>[1]> {
  await store.page('INBOX', { limit: 50 });
  return store.structure('7.20.INBOX');
}
