// Header fields by name, through a store.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldsOf, readFields } from '../../../server/mime/header/fields.ts';
import { memoryStore } from '../../support/memory-store.ts';

const RAW = 'List-Id: A\r\nX-One: 1\r\n\t2\r\nlist-id: B\r\n\r\nX-One: in the body\r\n';

test('fields are found by name in order, unfolded, and not in the body', () => {
  const fields = fieldsOf(Buffer.from(RAW));
  assert.deepEqual([fields.all('list-id'), fields.all('x-one')], [['A', 'B'], ['1\t2']]);
  assert.deepEqual([fields.first('list-id'), fields.first('x-two'), fields.all('x-two')], ['A', null, []]);
});

test('two who ask for the fields of a message at the same time read it once', async () => {
  const store = memoryStore();
  store.deliver(Buffer.from(RAW));
  let reads = 0;
  const { openHeader } = store;
  store.openHeader = (...args) => {
    reads++;
    return openHeader(...args);
  };
  const [locator = ''] = await store.find('INBOX', {}, 1);
  const [one, other] = await Promise.all([readFields(store, locator), readFields(store, locator)]);
  assert.deepEqual([one.first('x-one'), other, reads], ['1\t2', one, 1]);
});
