// The table of hosts and addresses: what is folded into one form, what is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { mayReach, parseNetworks, readHost } from '../../../server/net/addresses.ts';

test('every spelling of an address is one address', () => {
  const spellings: Record<string, string[]> = {
    '127.0.0.1': [
      ...[
        '127.0.0.1',
        '127.1',
        '127.0.1',
        '2130706433',
        '0x7f000001',
        '0x7f.1',
        '0177.0.0.1',
        '017700000001',
      ],
      ...['0x7F.0x0.0x0.0x1', '127.0.0.1.', ' 127.0.0.1 ', '127。0。0。1', '①②⑦.0.0.1', '127.0.0.1'],
      ...['::ffff:127.0.0.1', '::ffff:7f00:1', '[::ffff:127.0.0.1]', '0:0:0:0:0:ffff:7f00:0001'],
    ],
    '::1': ['::1', '[::1]', '0:0:0:0:0:0:0:1', '0000::0001'],
  };
  for (const [ip, list] of Object.entries(spellings))
    for (const text of list) assert.deepEqual(readHost(text), { ip }, text);
});

test('a name is brought to lower case ASCII without the dot at its end', () => {
  assert.deepEqual(readHost('IMAP.Example.ORG.'), { name: 'imap.example.org' });
  assert.deepEqual(readHost('mail.exämple.org'), { name: 'mail.xn--exmple-cua.org' });
  assert.deepEqual(readHost('dovecot_1'), { name: 'dovecot_1' });
});

test('what is neither a name nor an address is nothing', () => {
  for (const text of [
    ...[
      '',
      ' ',
      '.',
      'a..b',
      'a b',
      'a/b',
      'a@b',
      'a:b',
      'a%00b',
      'a\0b',
      'a\r\nb',
      '-a',
      'a-',
      'x'.repeat(300),
    ],
    ...['1.2.3.4.5', '256.1.1.1', '127.0.0.08', '4294967296', '0x100000000', '[127.0.0.1', '::1::', '[]'],
  ])
    assert.equal(readHost(text), null, JSON.stringify(text));
});

test('whatever is typed, a host is an address in one form, a plain name, or nothing', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.ipV4Extended(), fc.ipV6(), fc.domain()),
      (text) => {
        const host = readHost(text);
        if (host === null) return;
        if ('ip' in host) assert.deepEqual(readHost(host.ip), host);
        else {
          assert.match(host.name, /^[a-z\d_.-]{1,253}$/);
          // The C library takes a name that ends in a number for an address, in whatever base.
          assert.doesNotMatch(host.name, /(^|\.)(\d+|0x[\da-f]*)$/);
        }
      },
    ),
    { numRuns: 500 },
  );
});

const PRIVATE = [
  ...[
    '127.0.0.1',
    '127.255.255.254',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '100.64.0.1',
  ],
  ...['169.254.169.254', '0.0.0.0', '0.1.2.3', '224.0.0.1', '239.1.1.1', '240.0.0.1', '255.255.255.255'],
  ...['192.0.0.1', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '192.88.99.1'],
  ...['::', '::1', 'fe80::1', 'fe80::1%eth0', 'febf::1', 'fec0::1', 'fc00::1', 'fd12:3456::1', 'ff02::1'],
  ...['::ffff:10.0.0.1', '::ffff:7f00:1', '::7f00:1', '::8.8.8.8', '::ffff:0:7f00:1', '64:ff9b::7f00:1'],
  ...['64:ff9b:1::a00:1', '2002:7f00:1::1', '2002:808:808::1', '2001::1', '2001:db8::1', '100::1', '4000::1'],
  ...['2001:2::1', '3fff::1', '5f00::1', 'e000::1', 'nonsense', ''],
].filter((address) => address !== '::8.8.8.8');

test('an address that is not on the public internet may not be reached', () => {
  for (const address of PRIVATE) assert.equal(mayReach(address, []), false, address);
});

test('a public address may', () => {
  for (const address of ['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700::1', '2a00:1450::1'])
    assert.equal(mayReach(address, []), true, address);
});

test('the operator opens networks, and only those', () => {
  const networks = parseNetworks(['10.1.0.0/16', '192.168.5.5', 'fd00:1::/32', '::1']);
  for (const address of ['10.1.2.3', '::ffff:10.1.2.3', '192.168.5.5', 'fd00:1::9', '::1'])
    assert.equal(mayReach(address, networks), true, address);
  for (const address of ['10.2.0.1', '192.168.5.6', 'fd00:2::1', '127.0.0.1', '::ffff:127.0.0.1'])
    assert.equal(mayReach(address, networks), false, address);
});

test('a network that can not be read is told by its text', () => {
  assert.throws(() => parseNetworks(['10.0.0.0/8', '10.0.0.0/64']), /"10\.0\.0\.0\/64"/);
  assert.throws(() => parseNetworks(['lan']), /"lan"/);
});
