// Copies of archived messages. A newcomer's trap: a copy has no name on the server, so it neither comes nor goes with
// what the server lists; it therefore needs its own body, and that counts towards the quota.
import { sql } from 'kysely';
import { MailError } from '../mail/errors.ts';
import type { Archive } from './archive.ts';
import { roomFor, takeArrivals } from './changes.ts';
import { folderId } from './folders.ts';
import { newLocalLocator } from './rows.ts';

/** Copies a message whose body is here, and returns the copy's locator. MAILBOX_GONE, GONE, QUOTA_EXCEEDED. */
export async function copyMessage(
  archive: Archive,
  locator: string,
  to: string,
  quotaBytes: number,
): Promise<string> {
  const copy = newLocalLocator();
  await archive.database.transaction().execute(async (trx) => {
    const folder = await folderId(archive, to, trx);
    const row = await trx
      .selectFrom('archive_message')
      .selectAll()
      .where('archive_id', '=', archive.id)
      .where('locator', '=', locator)
      .executeTakeFirst();
    if (!row) throw new MailError('GONE');
    await roomFor(archive, trx, row.size, quotaBytes);
    const { id: original, ...columns } = row;
    const { id } = await trx
      .insertInto('archive_message')
      .values({
        ...columns,
        ...{ folder_id: folder, locator: copy, server_key: null, state: 'LOCAL', body: 'KEPT' },
        arrival: await takeArrivals(trx, archive.id, 1),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await sql`
      insert into archive_chunk (message_id, position, bytes)
      select ${id}, position, bytes from archive_chunk where message_id = ${original}`.execute(trx);
  });
  return copy;
}
