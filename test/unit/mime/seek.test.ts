// Reading from the middle of what is encoded: exact, or not at all.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { contentOf, wholeOf } from '../../../server/mime/inner/content.ts';
import { findPart } from '../../../server/mime/structure/shown.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { base64Lines } from '../../support/tnef.ts';

const FILE = randomBytes(400_001);

async function open(encoding: string, body: string) {
  const store = memoryStore();
  store.deliver(
    Buffer.from(
      `Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}`,
      'latin1',
    ),
  );
  const message = (await store.page('INBOX', { limit: 1 })).rows[0]!.header.locator;
  const part = findPart(await store.structure(message), '1')!;
  const content = await contentOf(store, message, part);
  const read = async (start: number, end: number): Promise<Buffer> =>
    (await wholeOf(await content.open({ start, end }), 1e9))!;
  return { content, read };
}

test('base64 in lines of one length is read from any byte on', async () => {
  for (const [width, eol, tail] of [
    [76, '\r\n', ''],
    [76, '\r\n', '\r\n\r\n'],
    [72, '\n', '\n'],
    [60, '\r\n', '\r\n'],
  ] as const) {
    const body = base64Lines(FILE, width).replaceAll('\r\n', eol) + tail;
    const { content, read } = await open('base64', body);
    assert.equal(content.size, FILE.length, `${width}`);
    for (const [start, end] of [
      [0, 10],
      [1, 2],
      [56, 58],
      [123_457, 300_001],
      [399_990, 400_001],
      [0, 400_001],
    ] as const)
      assert.ok(FILE.subarray(start, end).equals(await read(start, end)), `${width} ${start}-${end}`);
  }
});

test('what can not be counted is read whole, and says so', async () => {
  const lines = base64Lines(FILE).split('\r\n');
  const uneven = [...lines.slice(0, 100), '', ...lines.slice(100)].join('\r\n');
  for (const [encoding, body] of [
    ['base64', uneven],
    ['base64', FILE.toString('base64')],
    [
      'quoted-printable',
      Array.from(FILE, (byte) => `=${byte.toString(16).padStart(2, '0').toUpperCase()}`).join(''),
    ],
  ] as const) {
    const { content, read } = await open(encoding, body);
    assert.equal(content.size, null);
    assert.ok(FILE.equals((await wholeOf(await content.open(), 1e9))!));
    assert.ok(FILE.subarray(5, 17).equals(await read(5, 17)));
  }
});

test('lines that only seem to be even fail rather than give wrong bytes', async () => {
  const lines = base64Lines(FILE).split('\r\n');
  // Four characters of one line stand in the next: the length is right, the lines are not.
  lines[1000] = lines[1000]!.slice(0, 72);
  lines[1001] = `QUJD${lines[1001]}`;
  const { content, read } = await open('base64', lines.join('\r\n'));
  assert.equal(content.size, FILE.length);
  await assert.rejects(read(1000 * 57, 1010 * 57), { code: 'UPSTREAM_PROTOCOL' });
});

test('bytes that are not encoded are read from any byte on', async () => {
  const { content, read } = await open('binary', FILE.toString('latin1'));
  assert.equal(content.size, FILE.length);
  assert.ok(FILE.subarray(77, 300_000).equals(await read(77, 300_000)));
});
