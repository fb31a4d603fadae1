// Long work in slices comes to the same as in one go.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inSlices, sortInSlices } from '../../../server/mail/slices.ts';

test('a list sorted in slices is the list sorted, equals in the order they had', async () => {
  for (const size of [0, 1, 255, 256, 257, 5_000]) {
    const items = Array.from({ length: size }, (_, index) => ({ key: (index * 7_919) % 101, index }));
    const compare = (a: { key: number }, b: { key: number }): number => a.key - b.key;
    assert.deepEqual(await sortInSlices(items, compare), items.toSorted(compare));
  }
});

test('others have their turn while a long list is worked through', async () => {
  const order: string[] = [];
  setImmediate(() => order.push('another'));
  const until = (ms: number): void => {
    for (const end = performance.now() + ms; performance.now() < end; );
  };
  const doubled = await inSlices(
    Array.from({ length: 300 }, (_, index) => index),
    (item) => {
      until(0.1);
      return item * 2;
    },
  );
  order.push('done');
  assert.deepEqual([doubled.length, doubled.at(-1)], [300, 598]);
  assert.deepEqual(order, ['another', 'done']);
});
