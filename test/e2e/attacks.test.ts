// Every attack, opened in the real app before a real mail server, with a trap in place of every host outside: nothing
// runs, nothing leaves, nothing leads away, nothing draws outside its frame, and something is shown.
import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { ATTACKS } from '../attacks/index.ts';
import {
  type AttackBrowser,
  type Findings,
  type Opened,
  startAttackBrowser,
} from '../support/attack-browser.ts';
import { listAttacks, seedAttacks } from '../support/attack-mail.ts';
import type { Client } from '../support/client.ts';
import { ALICE, startDovecot } from '../support/dovecot.ts';
import { startPostern, type TestPostern } from '../support/postern.ts';

const nameOf = (number: number): string => `${number} ${ATTACKS[number - 1]?.name ?? 'somebody'}`;
const named = (found: ReadonlyMap<number, ReadonlySet<string>>): Record<string, string[]> =>
  Object.fromEntries([...found].map(([number, what]) => [nameOf(number), [...what]]));

suite('attacks in the app', () => {
  let postern: TestPostern;
  let client: Client;
  let browser: AttackBrowser;
  let messages: Opened[];
  let findings: Findings;

  before(async () => {
    const dovecot = await startDovecot();
    await seedAttacks(dovecot, ALICE);
    postern = await startPostern({ dovecot });
    client = await postern.signIn(ALICE);
    browser = await startAttackBrowser(postern.url, client);
    messages = await listAttacks(client);
    findings = await browser.open(messages);
  });

  test('there are at least 150', () => {
    assert.ok(ATTACKS.length >= 150);
    assert.equal(new Set(ATTACKS.map(({ name }) => name)).size, ATTACKS.length);
  });

  test('nothing runs, leaves, leads away, downloads or opens', () => {
    assert.deepEqual(named(findings.acts), {});
  });

  test('nothing is in a document or around it that must not be', () => {
    assert.deepEqual(named(findings.wrong), {});
  });

  test('each shows something', () => {
    assert.deepEqual(findings.blank.map(nameOf), []);
  });
});
