// The header cache: rows come back whole, within the bytes allowed, and never to another account.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type AccountHeaders, createHeaderCache, type Row } from '../../../server/imap/headers.ts';

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
  },
  structure: null,
  preview: null,
});

describe('The header cache', () => {
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

  it('counts hits and misses', () => {
    const cache = createHeaderCache(100_000);
    const headers = cache.of('a');
    headers.put('INBOX', 7n, 1, row('x'));
    headers.get('INBOX', 7n, 1);
    headers.get('INBOX', 7n, 2);
    headers.has('INBOX', 7n, 1);
    assert.deepEqual([cache.stats().hits, cache.stats().misses], [1, 1]);
  });

  it('knows on which side of a message its neighbours are', () => {
    const headers: AccountHeaders = createHeaderCache(100_000).of('a');
    headers.put('INBOX', 7n, 100, row('x'));
    assert.equal(headers.isWarm('INBOX', 7n, 101, 'OLDER'), true);
    assert.equal(headers.isWarm('INBOX', 7n, 101, 'NEWER'), false);
    assert.equal(headers.isWarm('INBOX', 7n, 100, 'OLDER'), false);
    assert.equal(headers.isWarm('INBOX', 7n, 99, 'NEWER'), true);
    assert.equal(headers.isWarm('INBOX', 7n, 900, 'OLDER'), false);
  });
});
