// MAPI properties as TNEF carries them ([MS-OXTNEF] 2.1.3.4): names, numbers and texts are read, and of what is long
// only where it lies. A newcomer's trap: every count and length in here was written by somebody else.
import type { ByteReader } from './byte-reader.ts';

export interface Property {
  id: number;
  type: number;
  /** What a number or a truth says; 0 for everything else. */
  number: number;
  /** Of texts and bytes that are short; null for longer ones. */
  bytes: Buffer | null;
  /** Where the value lies in the whole file. */
  start: number;
  end: number;
}

export const UNICODE = 0x001f;
export const STRING8 = 0x001e;
export const BINARY = 0x0102;
export const OBJECT = 0x000d;

const MAX_PROPERTIES = 2_000;
const MAX_VALUES = 10_000;
const SHORT_BYTES = 4 * 1024;

/** Bytes of a value, with what fills it up to four. */
const FIXED: Readonly<Record<number, number>> = {
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
};

/** Adds to `found` the properties of a list that ends before `end`. Throws a plain Error for what can't be one. */
export async function readProperties(reader: ByteReader, end: number, found: Property[]): Promise<void> {
  const count = (await reader.read(4)).readUInt32LE();
  for (let index = 0; index < Math.min(count, MAX_PROPERTIES) && reader.at + 4 <= end; index++) {
    const head = await reader.read(4);
    const id = head.readUInt16LE(2);
    if (id >= 0x8000) await skipName(reader);
    found.push(...(await readValues(reader, id, head.readUInt16LE(0), end)));
  }
}

async function skipName(reader: ByteReader): Promise<void> {
  const kind = (await reader.read(20)).readUInt32LE(16);
  const word = (await reader.read(4)).readUInt32LE();
  if (kind === 1) await reader.skip(padded(word));
}

async function readValues(reader: ByteReader, id: number, type: number, end: number): Promise<Property[]> {
  const single = type & ~0x1000;
  const isMany = type !== single;
  const fixed = FIXED[single];
  const isLong = [UNICODE, STRING8, BINARY, OBJECT].includes(single);
  if (fixed === undefined && !isLong) throw new Error(`Unknown property type ${type}.`);
  const count = isMany || isLong ? (await reader.read(4)).readUInt32LE() : 1;
  if (count > MAX_VALUES) throw new Error('Too many values.');
  const values: Property[] = [];
  for (let index = 0; index < count; index++) {
    const length = fixed ?? (await reader.read(4)).readUInt32LE();
    const start = reader.at;
    if (start + length > end) throw new Error('A value is longer than its list.');
    const isShort = length <= SHORT_BYTES;
    const bytes = isShort ? Buffer.from(await reader.read(length)) : null;
    await reader.skip(padded(length) - (isShort ? length : 0));
    const number = fixed !== undefined && bytes !== null ? bytes.readUInt32LE() : 0;
    values.push({
      id,
      type: single,
      number,
      bytes: fixed === undefined ? bytes : null,
      start,
      end: start + length,
    });
  }
  return values;
}

const padded = (length: number): number => length + ((4 - (length % 4)) % 4);
