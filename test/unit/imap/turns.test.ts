// Long answers of a mail server, and everybody else.
import assert from 'node:assert/strict';
import test from 'node:test';
import { giveWay } from '../../../server/imap/lanes/turns.ts';

/** As a line that takes a while to read. */
function work(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

async function readLines(count: number): Promise<void> {
  for (let line = 0; line < count; line++) {
    const turn = giveWay();
    if (turn !== null) await turn;
    else await null;
    work(0.5);
  }
}

test('whoever waits has a turn while a long answer is read', async () => {
  let turns = 0;
  const tick = (): void => {
    turns++;
    next = setImmediate(tick);
  };
  let next = setImmediate(tick);
  await readLines(60);
  clearImmediate(next);
  assert.ok(turns >= 3, `${turns} turns`);
});

test('two long answers share one turn', async () => {
  let longest = 0;
  let last = 0;
  let lines = 0;
  const tick = (): void => {
    longest = Math.max(longest, lines - last);
    last = lines;
    next = setImmediate(tick);
  };
  let next = setImmediate(tick);
  const counted = async (): Promise<void> => {
    for (let line = 0; line < 60; line++) {
      await (giveWay() ?? null);
      lines++;
      work(0.5);
    }
  };
  await Promise.all([counted(), counted(), counted(), counted()]);
  clearImmediate(next);
  // 4 ms are eight lines, and each of the four may have one more under way.
  assert.ok(longest <= 16, `${longest} lines in one turn`);
});
