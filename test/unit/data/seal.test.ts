// Sealed bytes open with their key, in their place, unchanged, and in no other case.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { deriveKey, open, SEAL_OVERHEAD, seal, tryOpen } from '../../../server/data/seal.ts';

const KEY = deriveKey(Buffer.alloc(32, 1), 'test');

test('what was sealed opens, and is not the same twice', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (plain, place) => {
      const sealed = seal(KEY, plain, place);
      assert.equal(sealed.length, plain.length + SEAL_OVERHEAD);
      assert.deepEqual(open(KEY, sealed, place), Buffer.from(plain));
      assert.notDeepEqual(seal(KEY, plain, place), sealed);
    }),
    { numRuns: 100 },
  );
});

test('another key, another place and every changed byte open nothing', () => {
  const sealed = seal(KEY, 'a secret', 'row:1');
  assert.equal(tryOpen(deriveKey(Buffer.alloc(32, 1), 'other'), sealed, 'row:1'), null);
  assert.equal(tryOpen(deriveKey(Buffer.alloc(32, 2), 'test'), sealed, 'row:1'), null);
  assert.equal(tryOpen(KEY, sealed, 'row:2'), null);
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed);
    changed[at]! ^= 1;
    assert.equal(tryOpen(KEY, changed, 'row:1'), null, `byte ${at}`);
    assert.equal(tryOpen(KEY, sealed.subarray(0, at), 'row:1'), null, `cut at ${at}`);
  }
  assert.throws(() => open(KEY, randomBytes(50), 'row:1'), { code: 'INTERNAL' });
});

test('too little key material is refused', () => {
  assert.throws(() => deriveKey(Buffer.alloc(31), 'test'));
  assert.equal(KEY.length, 32);
});
