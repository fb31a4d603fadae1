// A ZIP of more files than its old fields can count: the 64-bit end of it (ZIP64). It takes seconds.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { type Entry, zip, zipLength } from '../../server/http/zip-writer.ts';
import { unzip } from '../support/unzip.ts';

const entry = (name: string): Entry => ({
  ...{ name, size: 0, modified: new Date('2026-11-24T10:20:30Z') },
  open: async () => Readable.from([Buffer.alloc(0)]),
});

test('more files than 16 bits count are still all there', async () => {
  const entries = Array.from({ length: 65_600 }, (_, at) => entry(`${at}`));
  const chunks: Buffer[] = [];
  for await (const chunk of zip(entries)) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  assert.equal(zipLength(entries), bytes.length);
  assert.equal(unzip(bytes).size, 65_600);
});
