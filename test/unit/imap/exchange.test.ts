// Exchange Online: few extensions, and a way of its own to say that it is asked too much.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imapAccount, imapStore } from '../../support/imap.ts';
import { row, type Script, scriptedImap } from '../../support/imap-script.ts';
import { fails } from '../../support/promises.ts';

const CAPABILITIES = 'SASL-IR UIDPLUS MOVE ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+';
const THROTTLED = 'TAG BAD Request is throttled. Suggested Backoff Time: 92415 milliseconds';

const exchange = (answers: Script['answers'] = {}) => scriptedImap({ capabilities: CAPABILITIES, answers });

const limited = async (work: Promise<unknown>): Promise<void> => {
  const began = performance.now();
  const { retryAfterMs } = await fails(work, 'UPSTREAM_LIMIT');
  assert.equal(retryAfterMs, 92_415);
  // The server asked for a minute and a half; a request has ten seconds.
  assert.ok(performance.now() - began < 5_000);
};

test('a list that Exchange throttles fails at once, says when to try again and harms no connection', async () => {
  const by: number[] = [];
  const { server } = await exchange({
    FETCH: (_, { number }) => {
      by.push(number);
      return by.length === 1 ? [THROTTLED] : [row(1, 10), row(2, 20), row(3, 30), 'TAG OK'];
    },
  });
  const store = imapStore(imapAccount(server));
  await limited(store.page('INBOX', { limit: 10 }));
  assert.equal((await store.page('INBOX', { limit: 10 })).rows.length, 3);
  assert.deepEqual(by.slice(0, 2), [1, 1]);
});

test('a flag that Exchange throttles is not told to be set', async () => {
  let isThrottled = true;
  const { server, connections } = await exchange({
    'UID STORE': () => (isThrottled ? [THROTTLED] : ['* 1 FETCH (UID 10 FLAGS (\\Seen))', 'TAG OK']),
  });
  const store = imapStore(imapAccount(server));
  const { locator } = (await store.page('INBOX', { limit: 10 })).rows.at(-1)!.header;
  const set = async () => store.flags!.set([locator], { add: ['SEEN'], remove: [] });
  await limited(set());
  isThrottled = false;
  assert.deepEqual(
    (await set()).map((outcome) => 'error' in outcome),
    [false],
  );
  assert.equal(connections(), 1);
});

test('mailboxes of Exchange have their roles by name, in the language of the person', async () => {
  const names = ['INBOX', 'Gelöschte Elemente', 'Gesendete Elemente', 'Junk-E-Mail', 'Entwürfe', 'Archiv'];
  const encoded = [
    'INBOX',
    'Gel&APY-schte Elemente',
    'Gesendete Elemente',
    'Junk-E-Mail',
    'Entw&APw-rfe',
    'Archiv',
  ];
  const { server } = await exchange({
    LIST: [...encoded.map((name) => `* LIST (\\HasNoChildren) "/" "${name}"`), 'TAG OK'],
    STATUS: ['* STATUS INBOX (MESSAGES 3 UNSEEN 3 UIDVALIDITY 7 UIDNEXT 40)', 'TAG OK'],
  });
  const mailboxes = await imapStore(imapAccount(server)).mailboxes();
  assert.deepEqual(
    mailboxes.map(({ path, role }) => [path.join('/'), role]),
    [
      ['INBOX', 'INBOX'],
      [names[4], 'DRAFTS'],
      [names[2], 'SENT'],
      [names[1], 'TRASH'],
      [names[3], 'JUNK'],
      [names[5], 'ARCHIVE'],
    ],
  );
});
