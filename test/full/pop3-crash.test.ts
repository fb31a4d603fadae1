// Deaths of the process while it writes to an archive.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { temporaryDatabase } from '../support/pop3.ts';
import { liveAndDie } from '../support/pop3-crash.ts';

test('a death at each statement in turn loses nothing, repeats nothing and brings nothing back', async () => {
  const database = await temporaryDatabase();
  let n = 1;
  while (await liveAndDie(database, n)) n++;
  assert.ok(n > 60, `only ${n} deaths`);
});
