// The mail of Python's tests: every file opens, and is what the table in test/corpus says. The table was made by
// Python's parser; where we differ on purpose, its last column says why.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, suite, test } from 'node:test';
import { decodeBytes } from '../../server/mime/decode.ts';
import { readHeader } from '../../server/mime/header/header.ts';
import { type LocatedPart, parseStructure } from '../../server/mime/structure/structure.ts';
import { readMessage } from '../corpus/read.ts';
import { memoryStore } from '../support/memory-store.ts';
import { pythonMail } from '../support/python-mail.ts';

const TABLE = readFileSync(join(import.meta.dirname, '../corpus/python-mail.tsv'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'));

function contents(raw: Buffer, part: LocatedPart): string[] {
  if (part.type.startsWith('multipart/')) return part.children.flatMap((child) => contents(raw, child));
  if (part.type.startsWith('message/')) return [part.type];
  const { length } = decodeBytes(raw.subarray(part.start, part.end), part.encoding);
  return [`${part.type} ${length}`];
}

suite("the mail of Python's tests", { timeout: 60_000 }, () => {
  let folder = '';
  before(async () => {
    folder = await pythonMail();
  });

  test('opens, every file, with its text or a word why there is none', async () => {
    const files = (await readdir(folder)).filter((file) => file.endsWith('.txt'));
    assert.ok(files.length >= 46, `only ${files.length} files`);
    for (const file of files) {
      const store = memoryStore();
      store.deliver(await readFile(join(folder, file)));
      const [row] = (await store.page('INBOX', { limit: 1 })).rows;
      assert.ok(row, file);
      const { text, noteText, shows } = await readMessage(store, row.header);
      assert.ok(text !== '' || noteText !== null || shows !== 'NOTHING', `${file} is blank without a word`);
    }
  });

  for (const [file = '', subject = '', parts = '', why = "as Python's parser says"] of TABLE) {
    test(`${file}: ${why}`, async () => {
      const raw = await readFile(join(folder, file));
      assert.equal((readHeader(raw).subject ?? '-').replace(/\s+/g, ' '), subject);
      assert.equal(contents(raw, parseStructure(raw).root).join(', '), parts);
    });
  }
});
