// When an opened message counts as read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  parseReadSetting,
  readAfterMs,
  readReadSetting,
  setReadSetting,
} from '../../../web/lib/read-rule.ts';

test('what was kept is read back, and anything else is at once', () => {
  assert.deepEqual(parseReadSetting('LATER 5'), { rule: 'LATER', seconds: 5 });
  assert.deepEqual(parseReadSetting('NEVER 3'), { rule: 'NEVER', seconds: 3 });
  for (const kept of [null, '', 'LATER', 'SOON 3', 'LATER -1', 'NOW 3 4'])
    assert.deepEqual(parseReadSetting(kept), { rule: 'NOW', seconds: 3 }, String(kept));
});

test('seconds are whole and from 1 to 60', () => {
  assert.equal(parseReadSetting('LATER 0').seconds, 1);
  assert.equal(parseReadSetting('LATER 999').seconds, 60);
  for (const [given, kept] of [
    [2.4, 2],
    [Number.NaN, 3],
    [-5, 1],
  ] as const) {
    setReadSetting({ rule: 'LATER', seconds: given });
    assert.deepEqual(readReadSetting(), { rule: 'LATER', seconds: kept });
  }
});

test('at once is no wait, later is the seconds, and never is never', () => {
  assert.equal(readAfterMs({ rule: 'NOW', seconds: 9 }), 0);
  assert.equal(readAfterMs({ rule: 'LATER', seconds: 9 }), 9000);
  assert.equal(readAfterMs({ rule: 'NEVER', seconds: 9 }), null);
});
