// Names and order of folders.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupsOf, nameOf, tree, withRole } from '../../../web/pages/folder-names.ts';
import type { Mailbox } from '../../../web/state/mailboxes.ts';

const box = (path: string, role: Mailbox['role'] = null): Mailbox => ({
  id: path,
  name: path.split('/').at(-1) ?? '',
  path: path.split('/'),
  role,
  namespace: 'PERSONAL',
  owner: null,
  origin: 'SERVER',
  selectable: true,
  subscribed: true,
  total: 0,
  unread: 0,
});

test('folders with a role come in the order people expect and go by the word for the role', () => {
  const boxes = [box('Papierkorb', 'TRASH'), box('Gesendet', 'SENT'), box('INBOX', 'INBOX')];
  assert.deepEqual(withRole(boxes).map(nameOf), ['Inbox', 'Sent', 'Trash']);
});

test('children lie under their parents, numbers in order', () => {
  const rows = tree([box('Work/2'), box('Work/10'), box('Work'), box('Art')]);
  assert.deepEqual(
    rows.map(({ label, depth }) => [label, depth]),
    [
      ['Art', 0],
      ['Work', 0],
      ['2', 1],
      ['10', 1],
    ],
  );
});

test('a parent that is not shown stands in front of the name, except the inbox', () => {
  const rows = tree([box('INBOX', 'INBOX'), box('INBOX/Work'), box('Old/2019')]);
  assert.deepEqual(
    rows.map(({ label, depth }) => [label, depth]),
    [
      ['Work', 0],
      ['Old / 2019', 0],
    ],
  );
});

test('hidden folders stand apart, unless they hold one that is shown or are on the screen', () => {
  const hide = (path: string): Mailbox => ({ ...box(path), subscribed: false });
  const boxes = [
    box('INBOX', 'INBOX'),
    box('Work'),
    hide('Old'),
    hide('Top'),
    box('Top/Inner'),
    hide('Seen'),
  ];
  const shared: Mailbox = {
    ...box('Shared/Plans'),
    namespace: 'OTHER_USERS',
    owner: 'bob',
    subscribed: false,
  };
  const names = (rows: readonly { mailbox: Mailbox }[]): string[] => rows.map(({ mailbox }) => mailbox.id);
  const groups = groupsOf([...boxes, shared], 'Seen');
  assert.deepEqual(names(groups.own), ['Seen', 'Top', 'Top/Inner', 'Work']);
  assert.deepEqual(names(groups.hidden), ['Old']);
  assert.deepEqual(names(groups.others), ['Shared/Plans']);
  assert.deepEqual(names(groupsOf([hide('A'), hide('B')], null).own), ['A', 'B']);
});

test('folders of others go by their own name, and the name of whose they are', () => {
  const bobs = (path: string): Mailbox => ({ ...box(path), namespace: 'OTHER_USERS', owner: 'bob' });
  const all = [bobs('Shared/bob/Plans'), { ...box('Public/News'), namespace: 'SHARED' as const }];
  const labels = (boxes: readonly Mailbox[]) => groupsOf(boxes, null).others.map(({ label }) => label);
  assert.deepEqual(labels(all), ['News', 'Plans (bob)']);
  assert.deepEqual(labels([bobs('Shared/bob'), ...all]), ['News', 'bob', 'Plans']);
});
