// Which rows of a long list are in the page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indexAt, itemAt, offsetsOf, topOf, windowOf } from '../../../web/lib/window.ts';

const heights = [38, 76, 76, 38, ...Array.from({ length: 1000 }, () => 76)];
const offsets = offsetsOf(heights);

test('offsets add up the heights', () => {
  assert.deepEqual([...offsets.slice(0, 5)], [0, 38, 114, 190, 228]);
  assert.equal(offsets.at(-1), 228 + 76_000);
});

test('the item at a height is the one that covers it', () => {
  assert.equal(itemAt(offsets, 0), 0);
  assert.equal(itemAt(offsets, 37.9), 0);
  assert.equal(itemAt(offsets, 38), 1);
  assert.equal(itemAt(offsets, 189), 2);
  assert.equal(itemAt(offsets, 1e9), heights.length - 1);
});

test('only what is near the screen is drawn, wherever the list is', () => {
  for (const top of [0, 500, 40_000, 76_000, 1e9]) {
    const { first, end } = windowOf(offsets, top, 800, 320);
    assert.ok(end - first < 30, `${end - first} items at ${top}`);
    assert.ok(first >= 0 && end <= heights.length);
    assert.ok((offsets[first] ?? 0) <= Math.max(0, top - 320) || top > 76_000);
  }
});

test('an empty list has an empty window', () => {
  assert.deepEqual(windowOf(offsetsOf([]), 0, 800, 320), { first: 0, end: 0 });
});

test('each height has its row and each row its height, also inside a gap', () => {
  const slots = [
    { index: 0, count: 1000 },
    { index: 1000, count: 0 },
    { index: 1000, count: 1 },
    { index: 1001, count: 1 },
    { index: 1002, count: 500 },
  ];
  const tops = offsetsOf([76_000, 38, 76, 76, 38_000]);
  assert.equal(indexAt(slots, tops, 0), 0);
  assert.equal(indexAt(slots, tops, 38_000), 500);
  assert.equal(indexAt(slots, tops, 76_010), 1000, 'a heading belongs to the row below it');
  for (const index of [0, 0.5, 123, 999, 1000.5, 1001, 1002, 1300.25])
    assert.ok(Math.abs(indexAt(slots, tops, topOf(slots, tops, index)) - index) < 0.001, String(index));
});
