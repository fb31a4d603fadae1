// Which rows of a long list are in the page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { itemAt, offsetsOf, windowOf } from '../../../web/lib/window.ts';

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
