// The header cache: rows come back whole, within the bytes allowed, and never to another account.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createHeaderCache, messageKey, type Row } from '../../../server/imap/message/headers.ts';
import { looseBytes, pack, unpack } from '../../../server/imap/message/packed.ts';
import type { Part } from '../../../server/mail/message.ts';

const row = (subject: string): Row => ({
  header: {
    messageId: 'a@b',
    inReplyTo: [],
    references: ['x@y'],
    subject,
    from: [{ name: 'Bob', address: 'bob@demo.example' }],
    sender: [],
    to: [],
    cc: [],
    bcc: [],
    replyTo: [],
    sentAt: new Date('2026-11-24T10:00:00Z'),
    receivedAt: new Date('2026-11-24T10:00:01Z'),
    size: 1,
    hasAttachments: false,
    availability: 'FULL',
    emailId: null,
  },
  structure: null,
  preview: null,
});

const bob = { name: 'Bob', address: 'bob@demo.example' };
const leaf: Part = {
  ...{ path: '1', type: 'text/plain', params: {}, disposition: null, filename: null, contentId: null },
  ...{ contentLocation: null, encoding: '7bit', size: 10, children: [] },
};

/** Rows in which everything that can be there is there once, and is missing once. */
const ROWS: Record<string, Row> = {
  plain: row('Hi'),
  'no preview asked for': { header: row('x').header, structure: null },
  'a preview': { ...row('x'), preview: 'How it begins, “so to speak”' },
  'nothing known': {
    ...row('x'),
    header: {
      ...row('x').header,
      ...{ subject: null, messageId: null, sentAt: null, references: [], from: [] },
    },
  },
  everybody: {
    ...row('Grüße 👋'),
    header: {
      ...row('x').header,
      ...{ inReplyTo: ['p@q'], sender: [bob], replyTo: [{ name: null, address: 'list@demo.example' }] },
      ...{ to: [bob, { name: 'Team', address: null }], cc: [bob], bcc: [{ name: 'Łucja', address: 'l@x' }] },
      hasAttachments: true,
    },
  },
  'one part': { ...row('x'), structure: leaf },
  'parts of every kind': {
    ...row('x'),
    structure: {
      ...leaf,
      ...{ path: '', type: 'multipart/mixed', params: { boundary: 'b' } },
      children: [
        { ...leaf, params: { charset: 'utf-8' }, encoding: 'quoted-printable' },
        { ...leaf, path: '2', disposition: 'ATTACHMENT', filename: 'größe.pdf', encoding: 'base64' },
        { ...leaf, path: '3', disposition: 'INLINE', contentId: 'x@y' },
        { ...leaf, path: '4', contentLocation: 'https://demo.example/a.png' },
        { ...leaf, path: '5', type: 'message/rfc822', children: [{ ...leaf, path: '5.1' }] },
        { ...leaf, path: '6', filename: 'b.txt' },
      ],
    },
  },
};

describe('A packed row', () => {
  for (const [name, each] of Object.entries(ROWS))
    it(`is whole again when it is unpacked: ${name}`, () => assert.deepEqual(unpack(pack(each)), each));

  it('is smaller than its objects', () => {
    for (const each of Object.values(ROWS)) assert.ok(pack(each).length * 2 < looseBytes(each));
  });
});

describe('The header cache', () => {
  it('packs what nobody looked at for a minute, and not what somebody looks at', (t) => {
    t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    const cache = createHeaderCache(1_000_000);
    const [away, here] = [cache.of('away'), cache.of('here')];
    for (let uid = 1; uid <= 50; uid++) {
      away.put('INBOX', 1n, uid, row(`Mail ${uid}`));
      here.put('INBOX', 1n, uid, row(`Mail ${uid}`));
    }
    const before = cache.stats().bytes;
    for (let seconds = 0; seconds < 100; seconds += 10) {
      t.mock.timers.tick(10_000);
      here.get('INBOX', 1n, 7);
    }
    const after = cache.stats().bytes;
    assert.ok(after < before * 0.75 && after > before * 0.5, `${before} to ${after}`);
    assert.deepEqual(away.get('INBOX', 1n, 7), row('Mail 7'));
  });

  it('gives a row back as it was, dates included', () => {
    const headers = createHeaderCache(1_000_000).of('a');
    headers.put('INBOX', 7n, 1, row('Grüße'));
    assert.deepEqual(headers.get('INBOX', 7n, 1), row('Grüße'));
  });

  it('keeps accounts, mailboxes and UIDVALIDITY apart', () => {
    const cache = createHeaderCache(1_000_000);
    cache.of('a').put('INBOX', 7n, 1, row('secret'));
    assert.equal(cache.of('b').get('INBOX', 7n, 1), null);
    assert.equal(cache.of('a').get('Archive', 7n, 1), null);
    assert.equal(cache.of('a').get('INBOX', 8n, 1), null);
    assert.equal(cache.of('a').get('INBOX', 7n, 2), null);
  });

  it('drops one account and leaves the others', () => {
    const cache = createHeaderCache(1_000_000);
    for (const scope of ['a', 'ab']) cache.of(scope).put('INBOX', 7n, 1, row('x'));
    cache.of('a').drop();
    assert.equal(cache.of('a').get('INBOX', 7n, 1), null);
    assert.notEqual(cache.of('ab').get('INBOX', 7n, 1), null);
  });

  it('forgets one message, and counts the bytes that are left', () => {
    const cache = createHeaderCache(1_000_000);
    const headers = cache.of('a');
    headers.put('INBOX', 7n, 1, row('x'));
    const { bytes } = cache.stats();
    headers.put('INBOX', 7n, 2, row('y'));
    headers.put('INBOX', 7n, 2, row('a longer subject than before'));
    headers.forget('INBOX', 7n, 2);
    assert.equal(cache.stats().bytes, bytes);
    headers.forget('INBOX', 7n, 1);
    assert.deepEqual([cache.stats().bytes, cache.stats().entries], [0, 0]);
  });

  it('stays within its bytes, oldest out first', () => {
    const cache = createHeaderCache(100_000);
    const headers = cache.of('a');
    for (let uid = 1; uid <= 10_000; uid++) headers.put('INBOX', 7n, uid, row(`Mail ${uid}`));
    assert.ok(cache.stats().bytes <= 100_000);
    assert.ok(cache.stats().evictions > 0);
    assert.equal(headers.get('INBOX', 7n, 1), null);
    assert.notEqual(headers.get('INBOX', 7n, 10_000), null);
  });

  it('gives the same object again to whoever looks a moment later, and an equal one after many others', () => {
    const headers = createHeaderCache(1_000_000).of('a');
    headers.put('INBOX', 7n, 1, row('first'));
    const first = headers.get('INBOX', 7n, 1);
    assert.equal(headers.get('INBOX', 7n, 1), first);
    for (let uid = 100; uid < 400; uid++) headers.put('INBOX', 7n, uid, row(`Mail ${uid}`));
    assert.notEqual(headers.get('INBOX', 7n, 1), first);
    assert.deepEqual(headers.get('INBOX', 7n, 1), first);
  });

  it('counts the same bytes for the same rows, packed or not, however often they were looked at', () => {
    const cache = createHeaderCache(400_000);
    const headers = cache.of('a');
    for (let uid = 1; uid <= 300; uid++) headers.put('INBOX', 7n, uid, row(`Mail ${uid}`));
    for (let uid = 300; uid >= 1; uid -= 3) headers.get('INBOX', 7n, uid);
    for (let uid = 1; uid <= 300; uid++) headers.forget('INBOX', 7n, uid);
    assert.deepEqual([cache.stats().bytes, cache.stats().entries, cache.stats().evictions], [0, 0, 0]);
  });

  it('forgets with a message what else is kept of it', () => {
    const { cache, of } = createHeaderCache(100_000);
    const kept = cache.of<Buffer>('a');
    kept.set(messageKey('INBOX', 7n, 1), Buffer.alloc(10), 10);
    kept.set(messageKey('INBOX', 7n, 11), Buffer.alloc(10), 10);
    of('a').forget('INBOX', 7n, 1);
    assert.deepEqual(
      [1, 11].map((uid) => kept.peek(messageKey('INBOX', 7n, uid)) !== undefined),
      [false, true],
    );
  });

  it('counts hits and misses', () => {
    const cache = createHeaderCache(100_000);
    const headers = cache.of('a');
    headers.put('INBOX', 7n, 1, row('x'));
    headers.get('INBOX', 7n, 1);
    headers.get('INBOX', 7n, 2);
    headers.has('INBOX', 7n, 1);
    assert.deepEqual([cache.stats().hits, cache.stats().misses], [1, 1]);
  });
});
