// The process may end between any two lines that write. A newcomer's trap: what ends is the database
// thread, for good, before a statement that writes; so what the next process finds is what kill -9 leaves.
import assert from 'node:assert/strict';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { Door } from '../../server/data/door.ts';
import { MailError } from '../../server/mail/errors.ts';
import { newFolder, openDatabaseWith } from '../support/database.ts';
import { fails } from '../support/promises.ts';
import { ANN, bytes, type Premises, premises } from '../support/vaults.ts';

/** Statements that write and may still run; shared by all doors of a process, because a dead process opens no other. */
class Life {
  left = Number.POSITIVE_INFINITY;
  over = false;
}

class MortalDoor extends Door {
  #life: Life;
  constructor(file: string, life: Life) {
    super(file, () => {});
    this.#life = life;
  }

  override async run(sql: string, parameters: readonly unknown[]) {
    const writes = /^(insert|update|delete|commit)\b/i.test(sql);
    if (this.#life.over || (writes && this.#life.left-- <= 0)) {
      this.#life.over = true;
      await this.worker.terminate();
    }
    return super.run(sql, parameters);
  }
}

/** A process over a folder whose `life` can be shortened. */
async function mortal(at: Pick<Premises, 'folder' | 'passwords' | 'faults' | 'clock'>) {
  const life = new Life();
  const database = await openDatabaseWith(() => {
    if (life.over) throw new MailError('INTERNAL');
    return new MortalDoor(join(at.folder, 'postern.db'), life);
  });
  return { life, house: await premises({}, { ...at, database }) };
}

/**
 * Runs `act` in processes that end before their first write, their second, and so on until one gets through, each
 * over a copy of what `prepare` made, and `check` in a new process after each. Returns how many writes it took.
 */
async function atEveryStep(
  prepare: (house: Premises) => Promise<void>,
  act: (house: Premises) => Promise<unknown>,
  check: (house: Premises) => Promise<void>,
): Promise<number> {
  const passwords = new Map([[ANN, 'first']]);
  const world = { passwords, faults: new Map(), clock: { now: 1_800_000_000_000 } };
  const first = await premises({}, { ...world, folder: await newFolder() });
  await prepare(first);
  await first.database.close();
  for (let step = 0; ; step += 1) {
    const folder = await newFolder();
    await cp(first.folder, folder, { recursive: true });
    const { life, house } = await mortal({ ...world, folder });
    life.left = step;
    const ended = await act(house).then(
      () => true,
      () => false,
    );
    const next = await house.restart();
    await check(next);
    await Promise.all([house.database.close(), next.database.close()]);
    if (ended) return step;
    assert.ok(life.over, 'what failed failed because the process ended');
  }
}

const countOf = async (house: Premises, table: 'vault' | 'vault_lookup'): Promise<number> =>
  (await house.database.selectFrom(table).selectAll().execute()).length;

test('a first sign-in leaves one vault or none, and the next sign-in works', async () => {
  const steps = await atEveryStep(
    async () => {},
    (house) => house.signIn(),
    async (house) => {
      const before = await countOf(house, 'vault');
      assert.equal(before, await countOf(house, 'vault_lookup'));
      assert.ok(before <= 1);
      await house.signIn();
      assert.equal(await countOf(house, 'vault'), 1);
    },
  );
  assert.ok(steps >= 4, `${steps} writes`);
});

/** The mail password becomes another one, so that the vault opens by its recovery code only. */
async function changeOfPassword(house: Premises): Promise<{ vaultId: string; code: string }> {
  const { caller } = await house.signIn();
  const code = await caller.sessions.createRecoveryCode();
  house.passwords.set(ANN, 'second');
  return { vaultId: caller.vaultId, code };
}

test('a recovery leaves a vault that the new password opens, or still the recovery code', async () => {
  let vaultId = '';
  let code = '';
  await atEveryStep(
    async (house) => {
      ({ vaultId, code } = await changeOfPassword(house));
    },
    (house) => house.signIn({ recoveryCode: code }),
    async (house) => {
      const { caller } = await house.signIn({ recoveryCode: code });
      assert.equal(caller.vaultId, vaultId);
      assert.equal(house.open()[0]?.account.password, 'second');
      assert.equal((await house.signIn()).caller.vaultId, vaultId);
    },
  );
});

test('a fresh start leaves the old vault in its place or the new one, whole', async () => {
  let vaultId = '';
  let code = '';
  await atEveryStep(
    async (house) => {
      ({ vaultId, code } = await changeOfPassword(house));
    },
    (house) => house.signIn({ startFresh: true }),
    async (house) => {
      const replaced = (await countOf(house, 'vault')) === 2;
      assert.equal(await countOf(house, 'vault_lookup'), 1);
      if (!replaced) await fails(house.signIn(), 'VAULT_LOCKED');
      const { caller } = await house.signIn(replaced ? {} : { recoveryCode: code });
      assert.equal(caller.vaultId === vaultId, !replaced);
    },
  );
});

test('an upload is there whole or not at all', async () => {
  let secret = '';
  await atEveryStep(
    async (house) => {
      secret = (await house.signIn()).secret;
    },
    async (house) => {
      const caller = await house.service.resume(secret);
      await caller?.uploads.put({ filename: 'a', type: 'text/plain' }, bytes(Buffer.alloc(300_000)));
    },
    async (house) => {
      const rows = await house.database.selectFrom('upload').selectAll().execute();
      const chunks = await house.database.selectFrom('upload_chunk').selectAll().execute();
      assert.equal(chunks.length, rows.length * 2);
      const caller = await house.service.resume(secret);
      for (const { id } of rows) assert.equal((await caller?.uploads.get(id))?.size, 300_000);
    },
  );
});

test('after a sign-out that was begun, the session is over or still whole', async () => {
  let secret = '';
  await atEveryStep(
    async (house) => {
      secret = (await house.signIn()).secret;
    },
    async (house) => {
      const caller = await house.service.resume(secret);
      if (caller) await house.service.signOut(caller);
    },
    async (house) => {
      const rows = await house.database.selectFrom('session').selectAll().execute();
      assert.equal((await house.service.resume(secret)) !== null, rows.length === 1);
    },
  );
});
