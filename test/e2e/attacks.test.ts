// Attacks opened in the real app before a real mail server, with a trap in place of every host outside: nothing runs,
// nothing leaves, nothing leads away, nothing draws outside its frame, and something is shown. Here is a
// share of them, more of those that are not mere HTML; test/full opens all.
import { suite } from 'node:test';
import { ATTACKS } from '../attacks/index.ts';
import { assertAttacksFail, assertAttacksSeen } from '../support/attack-suite.ts';

const numbers = ATTACKS.map((_, at) => at + 1);

suite('attacks in the app', () =>
  assertAttacksFail(numbers.filter((number) => number % (ATTACKS[number - 1]?.html ? 16 : 4) === 0)));

suite('attacks in an app without walls', () =>
  assertAttacksSeen(numbers.filter((number) => number % 32 === 0)));
