// A private Dovecot for one test file, stopped when the file's tests are over. A newcomer's trap: call it
// inside a `before` hook or a test, never at the top of a module, or its `after` has nothing to belong to.
import { after } from 'node:test';
import { type Dovecot, type DovecotOptions, startDovecot as start } from '../../demo/dovecot.ts';

export type { Dovecot } from '../../demo/dovecot.ts';

export const PASSWORD = 'correct horse';
export const ALICE = { name: 'alice@demo.example', password: PASSWORD };
export const BOB = { name: 'bob@demo.example', password: PASSWORD };

/** Two users, alice@demo.example and bob@demo.example, both with PASSWORD, unless told otherwise. */
export async function startDovecot(options: Partial<DovecotOptions> = {}): Promise<Dovecot> {
  const dovecot = await start({ users: [ALICE, BOB], ...options });
  after(() => dovecot.stop());
  return dovecot;
}
