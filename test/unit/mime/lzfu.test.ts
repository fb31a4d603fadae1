// Compressed RTF, by the examples of [MS-OXRTFCP] and by what is wrong on purpose.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unpackRtf } from '../../../server/mime/inner/lzfu.ts';

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const HELLO = bytes(
  '2d000000 2b000000 4c5a4675 f1c5c7a7 03 00 0a 00 72 63 70 67 31 32 35 42 32 0a f3 20 68 65 6c 09 00 20 62 77 05 b0 6c 64 7d 0a 80 0f a0',
);

test('text that refers to the dictionary is unpacked', () => {
  assert.equal(unpackRtf(HELLO)?.toString('latin1'), '{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n');
});

test('text that refers to itself while it is written is unpacked', () => {
  const crossing = bytes('1a000000 1c000000 4c5a4675 e2d44b51 41 00 04 20 57 58 59 5a 0d 6e 7d 01 0e b0');
  assert.equal(unpackRtf(crossing)?.toString('latin1'), '{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}');
});

test('a size that lies, an end in the middle and what is no such text are no failure', () => {
  const huge = Buffer.from(HELLO);
  huge.writeUInt32LE(0xffffffff, 4);
  assert.equal(unpackRtf(huge)?.toString('latin1').trimEnd().endsWith('hello world}'), true);
  for (let end = 0; end < HELLO.length; end++) unpackRtf(HELLO.subarray(0, end));
  assert.equal(unpackRtf(Buffer.alloc(40)), null);
});
