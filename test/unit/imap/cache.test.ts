// The cache under everybody's mail: its bytes are the sum of what is in it, the bound holds, and it is fair.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Cache, createCache } from '../../../server/imap/message/cache.ts';

interface Value {
  bytes: number;
}
const MAX = 40_000;
const SCOPES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const KEYS = Array.from({ length: 12 }, (_, at) => `k${at}`);

const scope = fc.constantFrom(...SCOPES);
const key = fc.constantFrom(...KEYS);
const size = fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 30_000 }));
const step = fc.oneof(
  fc.record({ do: fc.constant('set' as const), scope, key, size }),
  fc.record({ do: fc.constant('resize' as const), scope, key, size }),
  fc.record({ do: fc.constant('delete' as const), scope, key }),
  fc.record({ do: fc.constant('get' as const), scope, key }),
  fc.record({ do: fc.constant('drop' as const), scope }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** The cost of one entry with a key of two letters and a value of no bytes, and of the account around it. */
const { entryBytes, accountBytes } = (() => {
  const cache = createCache(MAX);
  cache.of('a').set('k0', {}, 0);
  const one = cache.stats().bytes;
  cache.of('a').set('k1', {}, 0);
  const entryBytes = cache.stats().bytes - one;
  return { entryBytes, accountBytes: one - entryBytes };
})();

function apply(cache: Cache, each: Step): void {
  const own = cache.of<Value>(each.scope);
  if (each.do === 'set') own.set(each.key, { bytes: each.size }, each.size);
  else if (each.do === 'resize') {
    const value = own.peek(each.key);
    if (value) value.bytes = each.size;
    own.resize(each.key, each.size);
  } else if (each.do === 'delete') own.delete(each.key);
  else if (each.do === 'get') own.get(each.key);
  else own.drop();
}

function held(cache: Cache, of: string): { bytes: number; entries: number } {
  const values = KEYS.map((name) => cache.of<Value>(of).peek(name)).filter((value) => value !== undefined);
  // KEYS from k10 on have a letter more.
  const longer = KEYS.slice(10).filter((name) => cache.of(of).peek(name) !== undefined).length;
  return {
    entries: values.length,
    bytes: values.reduce(
      (sum, { bytes }) => sum + bytes + entryBytes,
      longer + (values.length > 0 ? accountBytes : 0),
    ),
  };
}

describe('The cache', () => {
  it('counts the bytes of what it holds, and holds no more than it may', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 100, maxLength: 150 }), (steps) => {
        const cache = createCache(MAX);
        for (const each of steps) {
          apply(cache, each);
          const all = SCOPES.map((name) => held(cache, name));
          const { bytes, entries } = cache.stats();
          assert.equal(
            bytes,
            all.reduce((sum, one) => sum + one.bytes, 0),
          );
          assert.equal(
            entries,
            all.reduce((sum, one) => sum + one.entries, 0),
          );
          assert.ok(bytes <= MAX);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('takes from the account that holds the most, and so never from one below its share', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 100, maxLength: 150 }), (steps) => {
        const cache = createCache(MAX);
        for (const each of steps) {
          const before = SCOPES.map((name) => held(cache, name));
          apply(cache, each);
          const after = SCOPES.map((name) => held(cache, name));
          const most = Math.max(...after.map(({ bytes }) => bytes));
          SCOPES.forEach((name, at) => {
            const lost = (before[at]?.bytes ?? 0) - (after[at]?.bytes ?? 0);
            // What was taken last was taken when nobody held more.
            if (name !== each.scope && lost > 0) assert.ok((after[at]?.bytes ?? 0) + lost >= most);
          });
        }
      }),
      { numRuns: 60 },
    );
  });

  it('pushes out what was used longest ago', () => {
    const cache = createCache(accountBytes + 10 * (entryBytes + 100));
    const own = cache.of<Value>('a');
    for (let at = 0; at < 10; at++) own.set(`${at}.`, { bytes: 100 }, 100);
    own.get('0.');
    own.peek('1.');
    own.set('9+', { bytes: 100 }, 100);
    assert.deepEqual([own.peek('0.') !== undefined, own.peek('1.')], [true, undefined]);
    assert.equal(cache.stats().evictions, 1);
  });

  it('leaves the rows of others when one account reads a hundred thousand', () => {
    const cache = createCache(1_000_000);
    for (const name of ['quiet', 'other']) {
      for (let at = 0; at < 100; at++) cache.of(name).set(`${at}`, {}, 300);
    }
    const loud = cache.of('loud');
    for (let at = 0; at < 100_000; at++) loud.set(`${at}`, {}, 300);
    for (const name of ['quiet', 'other']) assert.notEqual(cache.of(name).peek('0'), undefined);
    assert.equal(loud.peek('0'), undefined);
    assert.notEqual(loud.peek('99999'), undefined);
  });

  it('tells when it pushed something out, and not when it was deleted, replaced or dropped', () => {
    const cache = createCache(accountBytes + 1_000);
    const told: string[] = [];
    const own = cache.of('a');
    own.set('deleted', {}, 10, () => told.push('deleted'));
    own.delete('deleted');
    own.set('replaced', {}, 10, () => told.push('replaced'));
    own.set('replaced', {}, 10);
    own.set('dropped', {}, 10, () => told.push('dropped'));
    own.drop();
    own.set('evicted', {}, 500, () => told.push('evicted'));
    own.set('next', {}, 500);
    assert.deepEqual(told, ['evicted']);
  });

  it('does not keep what is larger than all it may hold', () => {
    const cache = createCache(2 * accountBytes + 1_000);
    cache.of('a').set('small', {}, 10);
    cache.of('b').set('before', {}, 10);
    cache.of('b').set('large', {}, 20_000);
    assert.notEqual(cache.of('b').peek('before'), undefined);
    assert.equal(cache.of('b').peek('large'), undefined);
    assert.notEqual(cache.of('a').peek('small'), undefined);
  });

  it('counts hits and misses', () => {
    const cache = createCache(accountBytes + 1_000);
    cache.of('a').set('x', {}, 10);
    cache.of('a').get('x');
    cache.of('a').get('y');
    cache.of('b').get('x');
    cache.of('a').peek('x');
    const { hits, misses } = cache.stats();
    assert.deepEqual([hits, misses], [1, 2]);
  });
});
