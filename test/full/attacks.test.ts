// All attacks in the real app, and all of them again in an app without walls, where most must be noticed.
import { suite } from 'node:test';
import { ATTACKS } from '../attacks/index.ts';
import { ALL_MS, assertAttacksFail, assertAttacksSeen } from '../support/attack-suite.ts';

const all = ATTACKS.map((_, at) => at + 1);

suite('all attacks in the app', { timeout: ALL_MS }, () => assertAttacksFail(all));

suite('all attacks in an app without walls', { timeout: ALL_MS }, () => assertAttacksSeen(all));
