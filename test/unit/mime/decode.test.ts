// Transfer encodings, at once and as streams, also where they are broken.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeBytes, decodeStream } from '../../../server/mime/decode.ts';

const DECODED: readonly (readonly [string, string, string])[] = [
  ['base64', 'SGVsbG8=', 'Hello'],
  ['base64', 'SGVs\r\nbG8', 'Hello'],
  ['base64', ' SGVs!bG8=\r\n', 'Hello'],
  ['base64', 'SGVsbG8=V29ybGQ=', 'HelloWorld'],
  ['BASE64', '', ''],
  ['quoted-printable', 'a=3Db=20=\r\nc', 'a=b c'],
  ['quoted-printable', 'a  \r\nb\t\nc', 'a\r\nb\nc'],
  ['quoted-printable', 'a=  \r\nb', 'ab'],
  ['quoted-printable', '100=% and =zz', '100=% and =zz'],
  ['quoted-printable', '=c3=A4', 'ä'],
  ['quoted-printable', 'soft at the end=', 'soft at the end'],
  ['x-uuencode', 'begin 644 x.txt\r\n%2&5L;&\\\r\n`\r\nend\r\n', 'Hello'],
  ['7bit', 'a=3D', 'a=3D'],
  ['nonsense', 'abc', 'abc'],
];
for (const [encoding, input, text] of DECODED) {
  test(`${encoding}: ${JSON.stringify(input)}`, () => {
    assert.equal(decodeBytes(Buffer.from(input), encoding).toString(), text);
  });
}

test('decoding as a stream is decoding at once, wherever it is cut', async () => {
  const encodings = fc.constantFrom('base64', 'quoted-printable', 'x-uuencode');
  const text = fc.array(
    fc.constantFrom('=3D', '=\r\n', ' ', '\r\n', '\n', '\r', '=', 'A', 'QUJD', '==', '\t', '%2&5L'),
    { maxLength: 30 },
  );
  await fc.assert(
    fc.asyncProperty(encodings, text, fc.integer({ min: 1, max: 7 }), async (encoding, parts, size) => {
      const input = Buffer.from(parts.join(''));
      const chunks = Array.from({ length: Math.ceil(input.length / size) }, (_, index) =>
        input.subarray(index * size, (index + 1) * size),
      );
      const streamed = await buffer(decodeStream(Readable.from(chunks), encoding));
      assert.equal(streamed.toString('latin1'), decodeBytes(input, encoding).toString('latin1'));
    }),
    { numRuns: 300 },
  );
});

test('a decoding stream passes on failures, and stopping it stops its source', async () => {
  const failing = new Readable({
    read() {
      this.destroy(new Error('lost'));
    },
  });
  await assert.rejects(buffer(decodeStream(failing, 'base64')), /lost/);
  const endless = new Readable({
    read() {
      this.push('QUJD');
    },
  });
  const decoded = decodeStream(endless, 'base64');
  for await (const _ of decoded) break;
  if (!endless.closed) await once(endless, 'close');
  assert.equal(endless.destroyed, true);
});
