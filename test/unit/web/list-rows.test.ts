// Where day headings stand among the rows of a list.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { itemsOf, rowData } from '../../../web/pages/list-rows.ts';
import type { Row } from '../../../web/state/overlay.ts';
import { row } from './mail-rows.ts';

const now = new Date(2026, 10, 24, 12);
const on = (id: number, day: number, month = 11): Row =>
  row(id, { receivedAt: new Date(2026, month - 1, day, 9).toISOString() });
const EXTRAS = { when: '', preview: '', bySize: false };
const LAYOUT = { when: (each: Row): string => each.receivedAt, ascending: false, now, above: 0, below: 0 };
const layOut = (rows: Row[]): string[] =>
  itemsOf(rows, LAYOUT).map((item) =>
    item.kind === 'DAY' ? `# ${item.label}` : item.key + (item.kind === 'ROW' && item.last ? '.' : ''),
  );

test('a heading stands before the first row of each day group, and no line before a heading', () => {
  assert.deepEqual(layOut([on(4, 24), on(3, 24), on(2, 23), on(1, 2)]), [
    '# Today',
    'm4',
    'm3.',
    '# Yesterday',
    'm2.',
    '# November',
    'm1',
  ]);
});

test('an old message that was moved here lately makes no heading of its own', () => {
  assert.deepEqual(layOut([on(9, 1, 3), on(4, 24), on(8, 5, 6), on(3, 24), on(2, 23)]), [
    '# Today',
    'm9',
    'm4',
    'm8',
    'm3.',
    '# Yesterday',
    'm2',
  ]);
});

test('keys of headings and rows are unique', () => {
  const items = itemsOf([on(4, 24), on(3, 1, 5), on(2, 23), on(1, 1, 5)], { ...LAYOUT, above: 9, below: 7 });
  assert.equal(new Set(items.map(({ key }) => key)).size, items.length);
});

test('what one wrote names the recipients, what one got the sender', () => {
  const to = [{ name: 'Bo', address: 'bo@example.org', display: 'Bo' }];
  assert.equal(rowData(row(1, { to }), 'SENT', EXTRAS).name, 'To Bo');
  assert.equal(rowData(row(1, { to }), 'INBOX', EXTRAS).name, 'Ada');
  assert.equal(rowData(row(1), 'DRAFTS', EXTRAS).name, '(no recipient yet)');
  assert.equal(rowData(row(1, { from: [] }), 'INBOX', EXTRAS).name, '(no sender)');
  assert.equal(rowData(row(1, { subject: ' ' }), 'INBOX', EXTRAS).subject, '(no subject)');
});

test('a draft is never unread', () => {
  assert.equal(rowData(row(1), 'INBOX', EXTRAS).unread, true);
  assert.equal(rowData(row(1), 'DRAFTS', EXTRAS).unread, false);
});

test('the oldest first stand under the newest date of what came before', () => {
  const items = itemsOf([on(1, 2), on(2, 23), on(9, 1, 3), on(4, 24)], { ...LAYOUT, ascending: true });
  assert.deepEqual(
    items.map((item) => (item.kind === 'DAY' ? item.label : item.key)),
    ['November', 'm1', 'Yesterday', 'm2', 'm9', 'Today', 'm4'],
  );
});

test('rows that are not here are as tall as if they were, and the whole never taller than can be drawn', () => {
  const items = itemsOf([on(4, 24)], { ...LAYOUT, when: null, above: 60, below: 40 });
  assert.deepEqual(
    items.map(({ kind, index, count, height }) => [kind, index, count, height]),
    [
      ['GAP', 0, 60, 4560],
      ['ROW', 60, 1, 76],
      ['GAP', 61, 40, 3040],
    ],
  );
  const huge = itemsOf([], { ...LAYOUT, above: 500_000, below: 4_500_000 });
  assert.ok(huge.reduce((sum, { height }) => sum + height, 0) <= 12_000_000);
});
