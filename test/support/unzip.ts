// Reads a ZIP file by its directory at the end, as other programs do, and checks what it says of each file.
import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';

export function unzip(bytes: Buffer): Map<string, Buffer> {
  const last = bytes.length - 22;
  assert.equal(bytes.readUInt32LE(last), 0x06054b50);
  let count = bytes.readUInt16LE(last + 10);
  let at = bytes.readUInt32LE(last + 16);
  if (count === 0xffff || at === 0xffffffff) {
    assert.equal(bytes.readUInt32LE(last - 20), 0x07064b50);
    const record = Number(bytes.readBigUInt64LE(last - 12));
    assert.equal(bytes.readUInt32LE(record), 0x06064b50);
    count = Number(bytes.readBigUInt64LE(record + 32));
    at = Number(bytes.readBigUInt64LE(record + 48));
  }
  const files = new Map<string, Buffer>();
  for (let index = 0; index < count; index++) {
    assert.equal(bytes.readUInt32LE(at), 0x02014b50);
    assert.equal(bytes.readUInt16LE(at + 8) & 0x0800, 0x0800, 'names are UTF-8');
    const size = bytes.readUInt32LE(at + 24);
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    assert.equal(bytes.readUInt32LE(local), 0x04034b50);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = bytes.subarray(start, start + size);
    assert.equal(crc32(content), bytes.readUInt32LE(at + 16));
    files.set(name, content);
    at += 46 + nameLength + bytes.readUInt16LE(at + 30);
  }
  return files;
}
