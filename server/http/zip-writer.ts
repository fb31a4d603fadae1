// A ZIP file (APPNOTE 6.3) written as it is read: the files one after the other, not packed, since what is attached to
// mail mostly is packed already and the length is then known beforehand. A newcomer's trap: size and checksum of a file
// stand behind it, so every reader must use the directory at the end; all but the simplest do.
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { MailError } from '../mail/errors.ts';

export interface Entry {
  /** A safe file name, no path. */
  name: string;
  modified: Date;
  /** Bytes, where that is known. */
  size: number | null;
  open(): Promise<Readable>;
}

interface Written {
  name: Buffer;
  stamp: number;
  offset: number;
  size: number;
  crc: number;
}

/** What does not fit into 32 bits (or 16, for the number of files) is said in a ZIP64 field. */
const MAX_32 = 0xffffffff;
const MAX_16 = 0xffff;
/** Sizes behind the file, names in UTF-8. */
const FLAGS = 0x0808;

/** Bytes of the whole; null when a size is not known. */
export function zipLength(entries: readonly Entry[]): number | null {
  let offset = 0;
  let directory = 0;
  for (const { name, size } of entries) {
    if (size === null) return null;
    const bytes = Buffer.byteLength(name);
    directory += 46 + bytes + (offset >= MAX_32 ? 12 : 0);
    offset += 30 + bytes + size + 16;
  }
  return offset + directory + (needs64(entries.length, offset) ? 56 + 20 : 0) + 22;
}

/** TOO_LARGE for a file of 4 GB; a file whose size turns out to be another than it said fails. */
export async function* zip(entries: readonly Entry[]): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const stamp = dosTime(entry.modified);
    const header = localHeader(name, stamp);
    yield header;
    let crc = 0;
    let size = 0;
    for await (const chunk of (await entry.open()) as AsyncIterable<Buffer>) {
      crc = crc32(chunk, crc);
      size += chunk.length;
      if (size >= MAX_32) throw new MailError('TOO_LARGE');
      yield chunk;
    }
    if (entry.size !== null && size !== entry.size) throw new MailError('UPSTREAM_PROTOCOL');
    yield descriptor(crc, size);
    written.push({ name, stamp, offset, size, crc });
    offset += header.length + size + 16;
  }
  const directory = Buffer.concat(written.map(directoryEntry));
  yield directory;
  yield end(written.length, offset, directory.length);
}

function localHeader(name: Buffer, stamp: number): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(FLAGS, 6);
  header.writeUInt32LE(stamp, 10);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function descriptor(crc: number, size: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(0x08074b50, 0);
  bytes.writeUInt32LE(crc, 4);
  bytes.writeUInt32LE(size, 8);
  bytes.writeUInt32LE(size, 12);
  return bytes;
}

function directoryEntry({ name, stamp, offset, size, crc }: Written): Buffer {
  const isFar = offset >= MAX_32;
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(isFar ? 45 : 20, 4);
  header.writeUInt16LE(isFar ? 45 : 20, 6);
  header.writeUInt16LE(FLAGS, 8);
  header.writeUInt32LE(stamp, 12);
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(size, 20);
  header.writeUInt32LE(size, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(isFar ? 12 : 0, 30);
  header.writeUInt32LE(isFar ? MAX_32 : offset, 42);
  return Buffer.concat([header, name, isFar ? farOffset(offset) : Buffer.alloc(0)]);
}

function farOffset(offset: number): Buffer {
  const field = Buffer.alloc(12);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(8, 2);
  field.writeBigUInt64LE(BigInt(offset), 4);
  return field;
}

const needs64 = (count: number, offset: number): boolean => count >= MAX_16 || offset >= MAX_32;

function end(count: number, offset: number, length: number): Buffer {
  const is64 = needs64(count, offset);
  const last = Buffer.alloc(22);
  last.writeUInt32LE(0x06054b50, 0);
  last.writeUInt16LE(is64 ? MAX_16 : count, 8);
  last.writeUInt16LE(is64 ? MAX_16 : count, 10);
  last.writeUInt32LE(is64 ? MAX_32 : length, 12);
  last.writeUInt32LE(is64 ? MAX_32 : offset, 16);
  return is64 ? Buffer.concat([end64(count, offset, length), last]) : last;
}

function end64(count: number, offset: number, length: number): Buffer {
  const record = Buffer.alloc(56 + 20);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(45, 12);
  record.writeUInt16LE(45, 14);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(length), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  // Where that record is.
  record.writeUInt32LE(0x07064b50, 56);
  record.writeBigUInt64LE(BigInt(offset + length), 64);
  record.writeUInt32LE(1, 72);
  return record;
}

/** Two seconds are its finest step, 1980 its beginning; it knows no time zone, and gets UTC. */
function dosTime(date: Date): number {
  const year = Math.min(Math.max(date.getUTCFullYear() - 1980, 0), 127);
  const day = (year << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate();
  const time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);
  return day * 65_536 + time;
}

/** Names that are all different, also where capitals do not count: the second "a.txt" becomes "a (2).txt". */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const dot = name.lastIndexOf('.');
    const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
    let unique = name;
    for (let count = 2; taken.has(unique.toLowerCase()); count++) unique = `${stem} (${count})${ending}`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}
