// What a person files in an archive: messages into other folders, and new ones. A newcomer's trap: nothing
// of it reaches the server; a message in Trash is still in the server's maildrop until it is destroyed.
import { type Kysely, sql } from 'kysely';
import { CHUNK_BYTES } from '../data/chunks.ts';
import type { Schema } from '../data/schema.ts';
import { MailError } from '../mail/errors.ts';
import type { Flag, Outcome } from '../mail/message.ts';
import type { Archive } from './archive.ts';
import { byMailbox, folderId, locatorOf } from './folders.ts';
import { type ParsedBody, parsedColumns } from './parsed.ts';
import { flagColumns, headerColumns, isLocator, newLocalLocator } from './rows.ts';

/** What was changed where, for those who watch. */
export interface Change {
  outcomes: Outcome[];
  /** Locators of messages by the mailbox they lie (or lay) in. */
  touched: Map<string, string[]>;
}

const BATCH = 200;

/** Moves messages; MAILBOX_GONE for each when the target is not there. `touched` names the folders they came from. */
export async function moveMessages(
  archive: Archive,
  locators: readonly string[],
  to: string,
): Promise<Change> {
  const origins = new Map<string, number>();
  try {
    const { outcomes, touched } = await inBatches(archive, locators, async (trx, batch) => {
      const target = await folderId(archive, to, trx);
      const before = await trx
        .selectFrom('archive_message')
        .select(['locator', 'folder_id'])
        .where('archive_id', '=', archive.id)
        .where('locator', 'in', batch)
        .execute();
      await trx
        .updateTable('archive_message')
        .set({ folder_id: target })
        .where('archive_id', '=', archive.id)
        .where('locator', 'in', batch)
        .execute();
      for (const { locator, folder_id } of before) origins.set(locator, folder_id);
      return before;
    });
    return {
      outcomes: outcomes.map((outcome) => {
        const id = origins.get(outcome.locator);
        if ('error' in outcome || id === undefined) return outcome;
        return { ...outcome, from: locatorOf({ id, role: id === archive.inbox ? 'INBOX' : null }) };
      }),
      touched,
    };
  } catch (error) {
    if (!(error instanceof MailError && error.code === 'MAILBOX_GONE')) throw error;
    return { outcomes: locators.map((locator) => ({ locator, error })), touched: new Map() };
  }
}

type Touch = { locator: string; folder_id: number };

export async function inBatches(
  archive: Archive,
  locators: readonly string[],
  work: (trx: Kysely<Schema>, batch: string[]) => Promise<Touch[]>,
): Promise<Change> {
  const touched: Touch[] = [];
  const wanted = [...new Set(locators.filter(isLocator))];
  for (let at = 0; at < wanted.length; at += BATCH) {
    const batch = wanted.slice(at, at + BATCH);
    const rows = await archive.database.transaction().execute((trx) => work(trx, batch));
    touched.push(...rows);
  }
  const found = new Set(touched.map(({ locator }) => locator));
  const outcomes = locators.map(
    (locator): Outcome => (found.has(locator) ? { locator } : { locator, error: new MailError('GONE') }),
  );
  return { outcomes, touched: byMailbox(archive, touched) };
}

/** Files a whole message here, in one transaction. QUOTA_EXCEEDED when what only exists here would pass the quota. */
export async function appendMessage(
  archive: Archive,
  mailbox: string,
  raw: Buffer,
  flags: readonly Flag[],
  { parsed, quotaBytes }: { parsed: ParsedBody; quotaBytes: number },
): Promise<string> {
  const locator = newLocalLocator();
  const header = headerColumns(raw.subarray(0, parsed.root.start), new Date());
  await archive.database.transaction().execute(async (trx) => {
    const folder = await folderId(archive, mailbox, trx);
    await roomFor(archive, trx, raw.length, quotaBytes);
    const { id } = await trx
      .insertInto('archive_message')
      .values({
        ...header,
        ...parsedColumns(parsed),
        ...flagColumns(flags),
        ...{ archive_id: archive.id, folder_id: folder, locator, server_key: null, state: 'LOCAL' },
        // Filed now, whatever its Date says: a draft is on top when it was saved last.
        ...{ received_at: Date.now(), arrival: await takeArrivals(trx, archive.id, 1) },
        ...{ listed_size: raw.length, size: raw.length, body: 'KEPT' },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    for (let position = 0; position * CHUNK_BYTES < raw.length; position++) {
      const bytes = raw.subarray(position * CHUNK_BYTES, (position + 1) * CHUNK_BYTES);
      await trx.insertInto('archive_chunk').values({ message_id: id, position, bytes }).execute();
    }
  });
  return locator;
}

/** QUOTA_EXCEEDED when what only exists here would pass the quota with so many bytes more. */
export async function roomFor(
  { id }: Archive,
  database: Kysely<Schema>,
  bytes: number,
  quotaBytes: number,
): Promise<void> {
  const { used } = await database
    .selectFrom('archive_message')
    .select(sql<number>`coalesce(sum(size), 0)`.as('used'))
    .where('archive_id', '=', id)
    .where(sql<boolean>`body <> 'NONE'`)
    .where('state', '<>', 'LISTED')
    .executeTakeFirstOrThrow();
  if (used + bytes > quotaBytes) throw new MailError('QUOTA_EXCEEDED');
}

/** Reserves numbers for messages and returns the first. */
export async function takeArrivals(
  database: Kysely<Schema>,
  archiveId: number,
  count: number,
): Promise<number> {
  const { next_arrival } = await database
    .updateTable('archive')
    .set({ next_arrival: sql<number>`next_arrival + ${count}` })
    .where('id', '=', archiveId)
    .returning('next_arrival')
    .executeTakeFirstOrThrow();
  return next_arrival - count;
}
