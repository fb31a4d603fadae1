// The bodies of an archive: chunks of 256 kB beside the row of their message. A newcomer's trap: a large body is
// written over many commits, so the row says COMING until the last one; only KEPT and PASSING may be read.
import type { Readable } from 'node:stream';
import { sql } from 'kysely';
import { CHUNK_BYTES, inChunks, readChunks } from '../data/chunks.ts';
import { MailError } from '../mail/errors.ts';
import type { Archive } from './archive.ts';
import { inMemory, type ParsedBody, parseBody, parsedColumns } from './parsed.ts';
import { checkLocator, type MessageRow } from './rows.ts';

export type BodyRow = Pick<
  MessageRow,
  'id' | 'locator' | 'folder_id' | 'server_key' | 'state' | 'fingerprint' | 'body' | 'size' | 'structure'
>;

const BODY_COLUMNS = [
  'id',
  'locator',
  'folder_id',
  'server_key',
  'state',
  'fingerprint',
  'body',
  'size',
  'structure',
] as const;

/** GONE when the message is not here, NOT_FOUND for what is no locator. */
export async function bodyRow({ database, id }: Archive, locator: string): Promise<BodyRow> {
  const row = await database
    .selectFrom('archive_message')
    .select(BODY_COLUMNS)
    .where('archive_id', '=', id)
    .where('locator', '=', checkLocator(locator))
    .executeTakeFirst();
  if (!row) throw new MailError('GONE');
  return row;
}

export const isHere = ({ body }: Pick<BodyRow, 'body'>): boolean => body === 'KEPT' || body === 'PASSING';

/** The newest messages whose body is wanted and fits into `room` bytes. */
export function wantedBodies(
  { database, id }: Archive,
  { room, limit, except }: { room: number; limit: number; except: ReadonlySet<number> },
): Promise<BodyRow[]> {
  return database
    .selectFrom('archive_message')
    .select(BODY_COLUMNS)
    .where('archive_id', '=', id)
    .where(sql<boolean>`state = 'LISTED' and body = 'NONE'`)
    .where('listed_size', '<=', room)
    .where(sql<boolean>`id not in (select value from json_each(${JSON.stringify([...except])}))`)
    .orderBy('received_at', 'desc')
    .orderBy('arrival', 'desc')
    .limit(limit)
    .execute();
}

/** Bytes of bodies on the disk. */
export async function bytesKept({ database, id }: Archive): Promise<number> {
  const { used } = await database
    .selectFrom('archive_message')
    .select(sql<number>`coalesce(sum(size), 0)`.as('used'))
    .where('archive_id', '=', id)
    .where(sql<boolean>`body <> 'NONE'`)
    .executeTakeFirstOrThrow();
  return used;
}

export interface StoredBody {
  size: number;
  /** The raw header; only its beginning when it is very large. */
  header: Buffer;
}

/** Writes a body and what is learnt from it. GONE when the message was deleted meanwhile. */
export async function storeBody(
  archive: Archive,
  rowId: number,
  bytes: AsyncIterable<Uint8Array>,
  body: 'KEPT' | 'PASSING',
): Promise<StoredBody> {
  const chunks = inChunks(bytes)[Symbol.asyncIterator]();
  const first = (await chunks.next()).value ?? Buffer.alloc(0);
  const second = await chunks.next();
  if (second.done) {
    const parsed = await parseBody(inMemory(first), first.length);
    await finish(archive, rowId, { chunk: first, body, size: first.length, parsed });
    return { size: first.length, header: first.subarray(0, parsed.root.start) };
  }
  try {
    await begin(archive, rowId);
    let size = 0;
    let position = 0;
    const write = async (chunk: Buffer): Promise<void> => {
      await archive.database
        .insertInto('archive_chunk')
        .values({ message_id: rowId, position, bytes: chunk })
        .execute();
      position++;
      size += chunk.length;
    };
    await write(first);
    await write(second.value);
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) await write(next.value);
    const parsed = await parseBody((start, end) => readRange(archive, rowId, start, end), size);
    await finish(archive, rowId, { chunk: null, body, size, parsed });
    return { size, header: first.subarray(0, parsed.root.start) };
  } catch (error) {
    await dropBody(archive, rowId);
    throw (await rowExists(archive, rowId)) ? error : new MailError('GONE', { cause: error });
  } finally {
    await chunks.return(undefined);
  }
}

async function begin({ database }: Archive, rowId: number): Promise<void> {
  await database.transaction().execute(async (trx) => {
    await trx.deleteFrom('archive_chunk').where('message_id', '=', rowId).execute();
    const { numUpdatedRows } = await trx
      .updateTable('archive_message')
      .set({ body: 'COMING' })
      .where('id', '=', rowId)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new MailError('GONE');
  });
}

async function finish(
  { database }: Archive,
  rowId: number,
  {
    chunk,
    body,
    size,
    parsed,
  }: { chunk: Buffer | null; body: 'KEPT' | 'PASSING'; size: number; parsed: ParsedBody },
): Promise<void> {
  await database.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('archive_message')
      .set({ body, size, ...parsedColumns(parsed) })
      .where('id', '=', rowId)
      .where('body', '=', chunk ? 'NONE' : 'COMING')
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new MailError('GONE');
    if (!chunk) return;
    await trx.deleteFrom('archive_chunk').where('message_id', '=', rowId).execute();
    await trx.insertInto('archive_chunk').values({ message_id: rowId, position: 0, bytes: chunk }).execute();
  });
}

async function rowExists({ database }: Archive, rowId: number): Promise<boolean> {
  const row = await database
    .selectFrom('archive_message')
    .select('id')
    .where('id', '=', rowId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Forgets a body that is only passing, or was half written; with `evenKept` any. */
export async function dropBody(
  { database }: Archive,
  rowId: number,
  { evenKept = false }: { evenKept?: boolean } = {},
): Promise<void> {
  await database.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('archive_message')
      .set({ body: 'NONE', structure: null })
      .where('id', '=', rowId)
      .where('body', 'in', evenKept ? ['COMING', 'PASSING', 'KEPT'] : ['COMING', 'PASSING'])
      .executeTakeFirst();
    if (numUpdatedRows > 0n) await trx.deleteFrom('archive_chunk').where('message_id', '=', rowId).execute();
  });
}

/** Keeps a tree that was parsed anew. */
export async function saveStructure({ database }: Archive, rowId: number, parsed: ParsedBody): Promise<void> {
  await database.updateTable('archive_message').set(parsedColumns(parsed)).where('id', '=', rowId).execute();
}

/** The bytes from `start` up to `end` of a body that is here; the stream fails with GONE when it is deleted meanwhile. */
export function readRange({ database }: Archive, rowId: number, start: number, end: number): Readable {
  const from = Math.floor(start / CHUNK_BYTES);
  return readChunks(async (index) => {
    const offset = (from + index) * CHUNK_BYTES;
    if (offset >= end || start >= end) return null;
    const row = await database
      .selectFrom('archive_chunk')
      .select('bytes')
      .where('message_id', '=', rowId)
      .where('position', '=', from + index)
      .executeTakeFirst();
    if (!row) throw new MailError('GONE');
    return row.bytes.subarray(Math.max(0, start - offset), end - offset);
  });
}
