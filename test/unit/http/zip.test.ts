// The ZIP writer by itself: what other programs read of it, its length foretold, and 64-bit fields.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { type Entry, uniqueNames, zip, zipLength } from '../../../server/http/zip-writer.ts';
import { unzip } from '../../support/unzip.ts';

const entry = (name: string, bytes: Buffer, size: number | null = bytes.length): Entry => ({
  ...{ name, size, modified: new Date('2026-11-24T10:20:30Z') },
  open: async () => Readable.from([bytes.subarray(0, 3), bytes.subarray(3)]),
});

async function bytesOf(entries: Entry[]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of zip(entries)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test('files come out of the archive as they went in, under their names', async () => {
  const big = randomBytes(100_000);
  const entries = [
    entry('a.txt', Buffer.from('hello')),
    entry('Grüße 😀.bin', big),
    entry('empty', Buffer.alloc(0)),
  ];
  const bytes = await bytesOf(entries);
  assert.equal(zipLength(entries), bytes.length);
  const files = unzip(bytes);
  assert.deepEqual([...files.keys()], ['a.txt', 'Grüße 😀.bin', 'empty']);
  assert.ok(files.get('Grüße 😀.bin')!.equals(big));
});

test('the length is not foretold where a size is not known', async () => {
  const entries = [entry('a.txt', Buffer.from('hello'), null)];
  assert.equal(zipLength(entries), null);
  assert.equal(
    unzip(await bytesOf(entries))
      .get('a.txt')!
      .toString(),
    'hello',
  );
});

test('a file that is not as long as it said fails', async () => {
  await assert.rejects(bytesOf([entry('a.txt', Buffer.from('hello'), 4)]), { code: 'UPSTREAM_PROTOCOL' });
});

test('no two files have one name, also where capitals do not count', () => {
  assert.deepEqual(uniqueNames(['a.txt', 'A.TXT', 'a.txt', 'b', 'b', 'a (2).txt']), [
    ...['a.txt', 'A (2).TXT', 'a (3).txt', 'b', 'b (2)', 'a (2) (2).txt'],
  ]);
});
