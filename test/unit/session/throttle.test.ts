// How many failed sign-ins there may be, and that a stranger can't lock anybody out for good.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkOf, Throttle } from '../../../server/session/throttle.ts';

const start = () => {
  const clock = { now: 1_000_000 };
  return { clock, throttle: new Throttle(3, () => clock.now) };
};
const limited = (retryAfterMs: number) => ({ code: 'RATE_LIMITED', retryAfterMs });

test('a network that failed often waits for the rest of ten minutes', () => {
  const { clock, throttle } = start();
  for (const account of ['a', 'b', 'c']) throttle.begin('192.0.2.1', account);
  clock.now += 60_000;
  assert.throws(() => throttle.begin('192.0.2.1', 'd'), limited(540_000));
  throttle.begin('192.0.2.2', 'd');
  clock.now += 540_000;
  throttle.begin('192.0.2.1', 'd');
});

test('an account that was tried often is closed to other networks too', () => {
  const { throttle } = start();
  for (const last of [1, 2, 3]) throttle.begin(`192.0.2.${last}`, 'ann');
  assert.throws(() => throttle.begin('192.0.2.4', 'ann'), { code: 'RATE_LIMITED' });
  throttle.begin('192.0.2.4', 'ben');
});

test('who signed in from a network before is not locked out by strangers', () => {
  const { throttle } = start();
  throttle.begin('198.51.100.7', 'ann').succeeded();
  for (const last of [1, 2, 3]) throttle.begin(`192.0.2.${last}`, 'ann');
  assert.throws(() => throttle.begin('192.0.2.4', 'ann'), { code: 'RATE_LIMITED' });
  throttle.begin('198.51.100.7', 'ann');
});

test('tries that are under way count, and are given back when they succeed or say nothing', () => {
  const { throttle } = start();
  const tries = ['a', 'b', 'c'].map((account) => throttle.begin('192.0.2.1', account));
  assert.throws(() => throttle.begin('192.0.2.1', 'd'), { code: 'RATE_LIMITED' });
  tries[0]!.forget();
  tries[0]!.forget();
  throttle.begin('192.0.2.1', 'd');
  assert.throws(() => throttle.begin('192.0.2.1', 'e'), { code: 'RATE_LIMITED' });
  tries[1]!.succeeded();
  throttle.begin('192.0.2.1', 'e');
});

test('a refused try counts nothing', () => {
  const { clock, throttle } = start();
  for (const account of ['a', 'b', 'c']) throttle.begin('192.0.2.1', account);
  for (let at = 0; at < 20; at += 1)
    assert.throws(() => throttle.begin('192.0.2.1', 'ann'), { code: 'RATE_LIMITED' });
  throttle.begin('192.0.2.2', 'ann');
  clock.now += 600_000;
  throttle.begin('192.0.2.1', 'ann');
});

test('many networks together reach a limit as well', () => {
  const { throttle } = start();
  for (let at = 0; at < 150; at += 1) throttle.begin(`10.0.${at}.1`, `account ${at}`);
  assert.throws(() => throttle.begin('192.0.2.1', 'ann'), { code: 'RATE_LIMITED' });
});

test('many networks together do not lock out who signed in from a network before', () => {
  const { throttle } = start();
  throttle.begin('198.51.100.7', 'ann').succeeded();
  for (let at = 0; at < 150; at += 1) throttle.begin(`10.0.${at}.1`, `account ${at}`);
  throttle.begin('198.51.100.7', 'ann');
  assert.throws(() => throttle.begin('198.51.100.7', 'ben'), { code: 'RATE_LIMITED' });
});

test('an IPv6 customer is its first 64 bits, a mapped IPv4 address is itself', () => {
  assert.equal(networkOf('2001:db8:1:2:3:4:5:6'), networkOf('2001:db8:1:2::9'));
  assert.notEqual(networkOf('2001:db8:1:2::9'), networkOf('2001:db8:1:3::9'));
  assert.equal(networkOf('::ffff:192.0.2.1'), '192.0.2.1');
  assert.notEqual(networkOf('192.0.2.1'), networkOf('192.0.2.2'));
});
