// Every message of the corpus, read from its bytes; test/full/corpus.test.ts reads them through servers.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { CORPUS } from '../../corpus/corpus.ts';
import { differences, readMessage } from '../../corpus/read.ts';
import { memoryStore } from '../../support/memory-store.ts';

suite('the corpus', () => {
  test('holds at least 150 messages, each named once and with the rule it tests', () => {
    assert.ok(CORPUS.length >= 150);
    assert.equal(new Set(CORPUS.map(({ name }) => name)).size, CORPUS.length);
    assert.deepEqual(
      CORPUS.filter(({ rule }) => rule.length < 5),
      [],
    );
  });

  for (const message of CORPUS) {
    test(`${message.name}: ${message.rule}`, async () => {
      const store = memoryStore();
      store.deliver(message.raw);
      const [row] = (await store.page('INBOX', { limit: 1 })).rows;
      assert.ok(row);
      assert.deepEqual(differences(message, await readMessage(store, row.header)), []);
    });
  }
});
