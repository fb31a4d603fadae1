// What is offered in a folder, by the rights that are known there, and emptying one that takes several calls.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import type { RightsFragment } from '../../../web/api/operations.gen.ts';
import { emptyFolder, type Mailbox, setAccounts } from '../../../web/state/mailboxes.ts';
import { forgetRights, learnRights, may, setRights } from '../../../web/state/rights.ts';

Object.assign(globalThis, { document: { baseURI: 'http://postern.example/' } });

const READING: RightsFragment = {
  ...{ read: true, setSeen: false, setFlags: false, insert: false },
  ...{ remove: false, createChild: false, rename: false, delete: false },
};

const box = (id: string, namespace: Mailbox['namespace']): Mailbox => ({
  ...{ id, name: id, path: [id], role: null, namespace, owner: null, origin: 'SERVER' as const },
  ...{ selectable: true, subscribed: true, total: 0, unread: 0 },
});

let asked: string[][] = [];
let answers: unknown[] = [];

beforeEach(() => {
  asked = [];
  answers = [];
  mock.method(globalThis, 'fetch', async (_url: URL, init: RequestInit) => {
    const { query, variables } = JSON.parse(String(init.body));
    if (/query MailboxRights/.test(query)) {
      asked.push(variables.ids);
      const nodes = variables.ids.map((id: string) => ({ __typename: 'Mailbox', id, rights: READING }));
      return Response.json({ data: { nodes } });
    }
    const data = /mutation EmptyMailbox/.test(query)
      ? { emptyMailbox: answers.shift() }
      : { viewer: { id: 'viewer', accounts: [] } };
    return Response.json({ data });
  });
  const mailboxes = [box('own', 'PERSONAL'), box('shared', 'SHARED'), box('other', 'OTHER_USERS')];
  const account = { id: 'account', name: 'Ada', address: 'ada@example.org', labels: [], mailboxes };
  setAccounts('viewer', [{ ...account, protocol: 'IMAP', stateOrigin: 'SERVER' }]);
});

afterEach(() => {
  mock.restoreAll();
  forgetRights();
});

test('what is not known is allowed in one’s own folders, and not in those of others', () => {
  assert.deepEqual(
    [may('own', 'remove'), may('shared', 'remove'), may('shared', 'read')],
    [true, false, true],
  );
  setRights('own', { ...READING, setSeen: true });
  assert.deepEqual([may('own', 'remove'), may('own', 'setSeen')], [false, true]);
  setRights('own', null);
  assert.equal(may('own', 'remove'), false);
});

test('rights are asked for once', async () => {
  await learnRights(['shared', 'other']);
  await learnRights(['shared', 'other']);
  assert.deepEqual(asked, [['shared', 'other']]);
  assert.deepEqual([may('other', 'read'), may('other', 'insert')], [true, false]);
});

test('a large folder is emptied by as many calls as it takes, and no more when nothing moves', async () => {
  answers = [
    { done: 1000, hasMore: true, problem: null },
    { done: 20, hasMore: false, problem: null },
  ];
  assert.deepEqual(await emptyFolder('own'), { problem: null, done: 1020 });
  answers = [{ done: 0, hasMore: true, problem: null }];
  assert.deepEqual(await emptyFolder('own'), { problem: null, done: 0 });
});
