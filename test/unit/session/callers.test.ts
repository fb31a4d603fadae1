// A caller is remembered for seconds, and never longer than its session lives or its vault stays as it is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ANN, premises } from '../../support/vaults.ts';

test('a session that asks again at once is not looked up again', async () => {
  const house = await premises();
  const { secret } = await house.signIn();
  const first = await house.service.resume(secret);
  assert.equal(await house.service.resume(secret), first);
  assert.equal(await house.service.bearer(secret), null, 'a cookie is no token');
  house.clock.now += 10_000;
  const later = await house.service.resume(secret);
  assert.notEqual(later, first);
  assert.equal(later?.id, first?.id);
});

test('one that was removed in the database by another hand is over within seconds', async () => {
  const house = await premises();
  const { secret } = await house.signIn();
  assert.ok(await house.service.resume(secret));
  await house.database.deleteFrom('session').execute();
  house.clock.now += 10_000;
  assert.equal(await house.service.resume(secret), null);
});

test('one that ends while it is remembered, or while it is looked up, is over', async () => {
  const house = await premises();
  const { secret, caller } = await house.signIn();
  const known = await house.service.resume(secret);
  const [, late] = await Promise.all([house.service.signOut(caller), house.service.resume(secret)]);
  assert.ok(known?.ended.aborted);
  assert.ok(late === null || late.ended.aborted);
  assert.equal(await house.service.resume(secret), null);
});

test('a session knows the new password as soon as another signed in with it', async () => {
  const house = await premises();
  const { secret, caller } = await house.signIn();
  await house.service.resume(secret);
  house.passwords.set(ANN, 'changed');
  await house.signIn({ password: 'changed' }, { existing: caller });
  const account = caller.accounts[0]!.id;
  await (await house.service.resume(secret))?.store(account);
  assert.deepEqual(
    house.open().map((store) => store.account.password),
    ['changed'],
  );
});

test('a session is over at its time, remembered or not', async () => {
  const house = await premises({ sessionMaxMs: 5_000 });
  const { secret } = await house.signIn();
  assert.ok(await house.service.resume(secret));
  house.clock.now += 5_000;
  assert.equal(await house.service.resume(secret), null);
});
