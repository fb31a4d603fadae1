// A private Dovecot for one test file, stopped when the file's tests are over. A newcomer's trap: every call
// starts another server with mail of its own, so share one in a `before` hook where tests may share mail.
import { type Dovecot, type DovecotOptions, startDovecot as start } from '../../demo/dovecot.ts';
import { atEnd } from './cleanup.ts';

export type { Dovecot, DovecotOptions } from '../../demo/dovecot.ts';

export const PASSWORD = 'correct horse';
export const ALICE = { name: 'alice@demo.example', password: PASSWORD };
export const BOB = { name: 'bob@demo.example', password: PASSWORD };
/** In the domain that postern.ts reads over POP3. */
export const PETE = { name: 'pete@pop.example', password: PASSWORD };

export type User = typeof ALICE;

/** Three users, ALICE, BOB and PETE, all with PASSWORD, unless told otherwise. */
export async function startDovecot(options: Partial<DovecotOptions> = {}): Promise<Dovecot> {
  const dovecot = await start({ users: [ALICE, BOB, PETE], ...options });
  atEnd(() => dovecot.stop());
  return dovecot;
}
