// Whose remote images a person sees, and the sealed addresses: over real rows, as the session floor hands them out.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { bytesIn } from '../../support/database.ts';
import { ANN, BEN, premises } from '../../support/vaults.ts';

const SHOP = 'news@shop.example';

suite('consent', () => {
  test('is by sender, by domain or for everybody, and the narrowest is named', async () => {
    const { images } = (await (await premises()).signIn()).caller;
    assert.equal(await images.allowedBy(SHOP), null);
    const everybody = await images.allow('EVERYBODY', '');
    assert.deepEqual(
      [await images.allowedBy(SHOP), await images.allowedBy(null)],
      ['EVERYBODY', 'EVERYBODY'],
    );
    await images.allow('DOMAIN', 'shop.example');
    assert.equal(await images.allowedBy(SHOP), 'DOMAIN');
    await images.allow('SENDER', SHOP);
    assert.equal(await images.allowedBy(SHOP), 'SENDER');
    assert.equal(await images.revoke(everybody.id), true);
    assert.equal(await images.revoke(everybody.id), false);
    for (const other of ['news@other.example', 'news@a.shop.example', 'x@example', 'shop.example@b.example'])
      assert.equal(await images.allowedBy(other), null, other);
  });

  test('is listed newest first, once each, and outlives the process', async () => {
    const first = await premises();
    const { caller, secret } = await first.signIn();
    await caller.images.allow('SENDER', SHOP);
    first.clock.now += 1000;
    const domain = await caller.images.allow('DOMAIN', 'shop.example');
    assert.deepEqual(await caller.images.allow('DOMAIN', 'shop.example'), domain);
    const second = await first.restart();
    const again = await second.service.resume(secret);
    assert.deepEqual(
      (await again!.images.list()).map(({ kind, name }) => [kind, name]),
      [
        ['DOMAIN', 'shop.example'],
        ['SENDER', SHOP],
      ],
    );
    assert.equal(await again!.images.allowedBy(SHOP), 'SENDER');
  });

  test('of two taps at once is one', async () => {
    const { images } = (await (await premises()).signIn()).caller;
    const [one, two] = await Promise.all([images.allow('SENDER', SHOP), images.allow('SENDER', SHOP)]);
    assert.deepEqual(one, two);
    assert.equal((await images.list()).length, 1);
  });

  test('is one person’s own, and nobody can read it on the disk', async () => {
    const house = await premises();
    const ann = (await house.signIn()).caller;
    const ben = (await house.signIn({ address: BEN })).caller;
    const { id } = await ann.images.allow('SENDER', SHOP);
    assert.equal(await ben.images.allowedBy(SHOP), null);
    assert.deepEqual(await ben.images.list(), []);
    assert.equal(await ben.images.revoke(id), false);
    assert.equal(await ann.images.allowedBy(SHOP), 'SENDER');
    const disk = await bytesIn(house.folder);
    assert.ok(!disk.includes('shop.example') && !disk.includes(ANN));
  });

  test('counts for nothing where the operator lets in no images', async () => {
    const { images } = (await (await premises({ images: false })).signIn()).caller;
    await images.allow('EVERYBODY', '');
    assert.deepEqual([images.enabled, await images.allowedBy(SHOP)], [false, null]);
  });

  test('has an end', async () => {
    const { images } = (await (await premises()).signIn()).caller;
    for (let n = 0; n < 1000; n++) await images.allow('SENDER', `a${n}@shop.example`);
    await assert.rejects(images.allow('SENDER', SHOP), { code: 'VALIDATION' });
    assert.equal((await images.allow('SENDER', 'a7@shop.example')).name, 'a7@shop.example');
  });
});

suite('a sealed address', () => {
  const URL = 'https://shop.example/p.png?to=ann@example.org';

  test('opens for its vault alone, says nothing, and is the same for the same picture', async () => {
    const house = await premises();
    const ann = (await house.signIn()).caller;
    const ben = (await house.signIn({ address: BEN })).caller;
    const sealed = ann.images.seal(URL, 'acc');
    const { url, account } = ann.images.open(sealed)!;
    assert.deepEqual([url, account], [URL, 'acc']);
    assert.match(sealed, /^[\w-]+$/);
    assert.equal(Buffer.from(sealed, 'base64url').includes('shop'), false);
    assert.equal(ben.images.open(sealed), null);
    assert.equal(ann.images.seal(URL, 'acc'), sealed);
    assert.notEqual(ann.images.seal(URL, 'other'), sealed);
    assert.notEqual(ann.images.seal(`${URL}&`, 'acc'), sealed);
  });

  test('that was changed opens nothing', async () => {
    const { images } = (await (await premises()).signIn()).caller;
    const sealed = images.seal(URL, 'acc');
    const bytes = Buffer.from(sealed, 'base64url');
    for (let at = 0; at < bytes.length; at += 7) {
      const bad = Buffer.from(bytes);
      bad[at] = bad[at]! ^ 1;
      assert.equal(images.open(bad.toString('base64url')), null, `byte ${at}`);
    }
    for (const bad of ['', 'x', sealed.slice(0, -4), `${sealed}AAAA`]) assert.equal(images.open(bad), null);
  });

  test('is over after half an hour to an hour', async () => {
    const house = await premises();
    const { images } = (await house.signIn()).caller;
    const sealed = images.seal(URL, 'acc');
    house.clock.now += 30 * 60_000;
    assert.notEqual(images.open(sealed), null);
    house.clock.now += 31 * 60_000;
    assert.equal(images.open(sealed), null);
    assert.notEqual(images.seal(URL, 'acc'), sealed);
  });
});
