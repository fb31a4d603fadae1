// Bodies as rows: what goes in comes out, whatever the pieces were.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { CHUNK_BYTES, inChunks, readChunks } from '../../../server/data/chunks.ts';
import { MailError } from '../../../server/mail/errors.ts';

async function chunksOf(pieces: readonly Buffer[], limit?: number): Promise<Buffer[]> {
  return Readable.from(inChunks(Readable.from(pieces, { objectMode: false }), limit)).toArray();
}

test('every chunk but the last is exactly full, and together they are the stream', async () => {
  const sizes = [
    [],
    [1],
    [CHUNK_BYTES],
    [CHUNK_BYTES - 1, 1, 1],
    [CHUNK_BYTES * 3 + 7],
    Array.from({ length: 40 }, () => 20_001),
  ];
  for (const pieces of sizes) {
    const bytes = pieces.map((size, at) => Buffer.alloc(size, at + 1));
    const chunks = await chunksOf(bytes);
    assert.ok(Buffer.concat(chunks).equals(Buffer.concat(bytes)));
    assert.ok(chunks.slice(0, -1).every((chunk) => chunk.length === CHUNK_BYTES));
    assert.ok(chunks.every((chunk) => chunk.length > 0));
  }
});

test('one byte over the limit is TOO_LARGE, the limit itself is not', async () => {
  assert.equal((await chunksOf([Buffer.alloc(10)], 10)).length, 1);
  await assert.rejects(chunksOf([Buffer.alloc(6), Buffer.alloc(5)], 10), { code: 'TOO_LARGE' });
});

test('rows are read one at a time and only when somebody reads', async () => {
  const rows = [Buffer.from('one '), Buffer.from('two '), Buffer.from('three')];
  const asked: number[] = [];
  const stream = readChunks(async (position) => {
    asked.push(position);
    return rows[position] ?? null;
  });
  assert.deepEqual(asked, []);
  const read: string[] = [];
  for await (const chunk of stream) {
    read.push(String(chunk));
    assert.ok(asked.length <= read.length + 1, `asked for ${asked.length} rows to give ${read.length}`);
  }
  assert.deepEqual(read, ['one ', 'two ', 'three']);
});

test('a row that fails destroys the stream with its error', async () => {
  const stream = readChunks(async () => {
    throw new MailError('GONE');
  });
  await assert.rejects(stream.toArray(), { code: 'GONE' });
});
