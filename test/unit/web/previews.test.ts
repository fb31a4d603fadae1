// How messages begin: asked for once, and again only where the text is still on its way.
import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { forgetPreviews, previewOf, wantPreviews } from '../../../web/state/previews.ts';

Object.assign(globalThis, { document: { baseURI: 'http://postern.example/' } });

let asked: string[][] = [];
/** Bodies that are here. */
let here = new Set<string>();

beforeEach(() => {
  forgetPreviews();
  asked = [];
  here = new Set();
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
});

mock.method(globalThis, 'fetch', async (_url: unknown, init: RequestInit) => {
  const { ids } = JSON.parse(String(init.body)).variables as { ids: string[] };
  asked.push(ids);
  const nodes = ids.map((id) => ({
    __typename: 'Message',
    id,
    preview: here.has(id) && id !== 'empty' ? `Begins ${id}` : null,
    availability: here.has(id) ? 'FULL' : 'HEADERS_ONLY',
  }));
  return new Response(JSON.stringify({ data: { nodes } }), {
    headers: { 'content-type': 'application/json' },
  });
});

async function pass(ms: number): Promise<void> {
  mock.timers.tick(ms);
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

test('text that is still coming is asked for again while its row is looked at, ever less often', async () => {
  wantPreviews(['m1', 'm2']);
  await pass(100);
  assert.deepEqual(asked, [['m1', 'm2']]);
  here.add('m1');
  await pass(2_000);
  await pass(100);
  assert.equal(previewOf('m1'), 'Begins m1');
  assert.deepEqual(asked.at(-1), ['m1', 'm2']);
  await pass(2_000);
  await pass(100);
  assert.equal(asked.length, 2, 'the next time is twice as late');
  await pass(2_000);
  await pass(100);
  assert.deepEqual(asked.at(-1), ['m2'], 'only what is not here');
});

test('a message without text is asked for once, and a row that left the screen not again', async () => {
  here.add('empty');
  wantPreviews(['empty', 'late']);
  await pass(100);
  wantPreviews(['empty']);
  await pass(10_000);
  await pass(100);
  assert.deepEqual(asked, [['empty', 'late']]);
  assert.equal(previewOf('empty'), '');
});
