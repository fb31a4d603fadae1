// Deaths of the process while it writes to an archive.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { temporaryDatabase } from '../../support/pop3.ts';
import { liveAndDie } from '../../support/pop3-crash.ts';

/** Every statement is tried by the long tests. */
const STRIDE = 9;

test('a death at any statement loses nothing, repeats nothing and brings nothing back', async () => {
  const database = await temporaryDatabase();
  let lives = 0;
  for (let n = 1; await liveAndDie(database, n); n += STRIDE) lives++;
  assert.ok(lives > 6, `only ${lives} deaths`);
});
