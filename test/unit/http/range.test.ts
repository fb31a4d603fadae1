// The Range header: RFC 9110 section 14.1.2 and what clients send in fact.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRange } from '../../../server/http/range.ts';

const WHOLE = null;
for (const [header, size, expected] of [
  ['bytes=0-499', 1000, { start: 0, end: 500 }],
  ['bytes=500-999', 1000, { start: 500, end: 1000 }],
  ['bytes=999-', 1000, { start: 999, end: 1000 }],
  ['bytes=0-', 1000, { start: 0, end: 1000 }],
  ['Bytes = 0 - 0', 1000, { start: 0, end: 1 }],
  ['bytes=900-2000', 1000, { start: 900, end: 1000 }],
  ['bytes=-1', 1000, { start: 999, end: 1000 }],
  ['bytes=-5000', 1000, { start: 0, end: 1000 }],
  ['bytes=1000-', 1000, 'UNSATISFIABLE'],
  ['bytes=-0', 1000, 'UNSATISFIABLE'],
  ['bytes=0-', 0, 'UNSATISFIABLE'],
  ['bytes=5-4', 1000, WHOLE],
  ['bytes=0-1,5-6', 1000, WHOLE],
  ['bytes=-', 1000, WHOLE],
  ['bytes=a-b', 1000, WHOLE],
  ['lines=0-1', 1000, WHOLE],
  ['bytes=0-99999999999999999999', 1000, WHOLE],
  ['', 1000, WHOLE],
  [undefined, 1000, WHOLE],
] as const)
  test(`${header} of ${size} bytes`, () => assert.deepEqual(parseRange(header, size), expected));
