// The long form of test/unit/mime/fuzz.test.ts. POSTERN_FUZZ_SECONDS says how long, POSTERN_FUZZ_SEED repeats a run.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz } from '../support/mime-fuzz.ts';

const seconds = Number(process.env.POSTERN_FUZZ_SECONDS ?? 180);
const seed = Number(process.env.POSTERN_FUZZ_SEED ?? Date.now());

test(`no parser fails, hangs or grows in ${seconds} seconds of damaged messages`, {
  timeout: (seconds + 60) * 1_000,
}, () => {
  assert.ok(fuzz(seconds * 1_000, seed) > 0);
});
