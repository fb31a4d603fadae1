// Opening what is kept: the tree of parts, one part decoded, the whole message. A newcomer's trap: the part that is
// passed in comes from a client by way of its path; only the stored tree says where its bytes lie.
import type { Readable } from 'node:stream';
import { MailError } from '../mail/errors.ts';
import type { Part } from '../mail/message.ts';
import { decodeStream } from '../mime/decode.ts';
import { MAX_HEADER_BYTES } from '../mime/header/header.ts';
import { findPart } from '../mime/structure/shown.ts';
import type { LocatedPart } from '../mime/structure/structure.ts';
import type { Archive } from './archive.ts';
import { type BodyRow, readRange, saveStructure } from './bodies.ts';
import { parseBody, storedRoot } from './parsed.ts';

/** The tree, parsed once and kept. */
export async function readStructure(archive: Archive, row: BodyRow): Promise<LocatedPart> {
  const stored = storedRoot(row.structure);
  if (stored) return stored;
  const parsed = await parseBody((start, end) => readRange(archive, row.id, start, end), row.size);
  await saveStructure(archive, row.id, parsed);
  return parsed.root;
}

/** The header block, as far as 256 kB of it go. */
export async function readHeaderBlock(archive: Archive, row: BodyRow): Promise<Buffer> {
  const { start } = await readStructure(archive, row);
  const chunks: Buffer[] = [];
  const bytes = readRange(archive, row.id, 0, Math.min(start, MAX_HEADER_BYTES));
  for await (const chunk of bytes as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The bytes of one part with its transfer encoding undone; NOT_FOUND when the message has no such part. */
export async function readPart(archive: Archive, row: BodyRow, part: Part): Promise<Readable> {
  const located = await locate(archive, row, part);
  return decodeStream(readRange(archive, row.id, located.start, located.end), located.encoding);
}

/** A piece of them as they are stored. */
export async function readSection(
  archive: Archive,
  row: BodyRow,
  part: Part,
  range: { start: number; end: number },
): Promise<Readable> {
  const { start, end } = await locate(archive, row, part);
  return readRange(archive, row.id, start + range.start, Math.min(end, start + range.end));
}

async function locate(archive: Archive, row: BodyRow, { path }: Part): Promise<LocatedPart> {
  const located = findPart(await readStructure(archive, row), path);
  if (!located) throw new MailError('NOT_FOUND');
  return located;
}
