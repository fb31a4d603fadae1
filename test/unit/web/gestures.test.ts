// When a finger scrolls, swipes or presses long.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PULLED, pullOf } from '../../../web/lib/pull.ts';
import { acts, kindOf, shiftOf, sideOf } from '../../../web/lib/row-swipe.ts';

test('a small movement is nothing yet, a slanted one is a scroll', () => {
  assert.equal(kindOf(4, 3), null);
  assert.equal(kindOf(30, 5), 'SWIPE');
  assert.equal(kindOf(20, 20), 'SCROLL');
  assert.equal(kindOf(2, -40), 'SCROLL');
});

test('the side follows the direction of reading', () => {
  assert.equal(sideOf(50, false), 'START');
  assert.equal(sideOf(-50, false), 'END');
  assert.equal(sideOf(50, true), 'END');
});

test('letting go acts when it went far enough, or on a flick', () => {
  assert.equal(acts(60, 0.1), false);
  assert.equal(acts(100, 0), true);
  assert.equal(acts(-100, -0.2), true);
  assert.equal(acts(50, 1.2), true);
  assert.equal(acts(20, 3), false, 'a flick too short to be meant');
});

test('going back before letting go does not act', () => {
  assert.equal(acts(100, -0.8), false);
  assert.equal(acts(50, -1.2), false);
});

test('a row without an action gives way a little and no more', () => {
  assert.equal(shiftOf(120, true), 120);
  assert.ok(shiftOf(500, false) <= 28);
  assert.ok(shiftOf(-500, false) >= -28);
});

test('pulling gets heavier and can always be reached', () => {
  assert.equal(pullOf(-30), 0);
  assert.ok(pullOf(60) > pullOf(30));
  assert.ok(pullOf(1000) <= 96);
  assert.ok(pullOf(160) >= PULLED);
});
