// The archive of one POP3 account: what the protocol has no place for, kept in the database. This file opens it; the
// files beside it (folders, rows, pages, bodies, reconcile, tombstones, changes) each hold what is done with it. A
// newcomer's trap: it is keyed by vault and account, never by address, because an address may change hands.
import { sql } from 'kysely';
import type { Database } from '../data/database.ts';
import type { MailboxRole } from '../mail/mailbox.ts';

export interface ArchiveKey {
  vaultId: string;
  accountId: string;
}

export interface Archive {
  readonly database: Database;
  readonly id: number;
  /** Row of the folder where new mail goes. */
  readonly inbox: number;
}

/** In the order in which they are listed. */
export const ROLES: readonly { role: MailboxRole; name: string }[] = [
  { role: 'INBOX', name: 'INBOX' },
  { role: 'DRAFTS', name: 'Drafts' },
  { role: 'SENT', name: 'Sent' },
  { role: 'ARCHIVE', name: 'Archive' },
  { role: 'JUNK', name: 'Junk' },
  { role: 'TRASH', name: 'Trash' },
];

/** Opens the archive, makes it when there is none, and removes what a crash left half written. */
export function openArchive(database: Database, { vaultId, accountId }: ArchiveKey): Promise<Archive> {
  return database.transaction().execute(async (trx) => {
    await trx
      .insertInto('archive')
      .values({
        ...{ vault_id: vaultId, account_id: accountId },
        ...{ next_arrival: 1, pulled_at: null, created_at: Date.now() },
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const { id } = await trx
      .selectFrom('archive')
      .select('id')
      .where('vault_id', '=', vaultId)
      .where('account_id', '=', accountId)
      .executeTakeFirstOrThrow();
    await trx
      .insertInto('archive_folder')
      .values(ROLES.map(({ role, name }) => ({ archive_id: id, parent_id: null, name, role })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const inbox = await trx
      .selectFrom('archive_folder')
      .select('id')
      .where('archive_id', '=', id)
      .where('role', '=', 'INBOX')
      .executeTakeFirstOrThrow();
    const half = await trx
      .selectFrom('archive_message')
      .select('id')
      .where('archive_id', '=', id)
      // The first condition is that of the index.
      .where(sql<boolean>`body <> 'NONE'`)
      .where('body', 'in', ['COMING', 'PASSING'])
      .execute();
    for (const message of half) {
      await trx.deleteFrom('archive_chunk').where('message_id', '=', message.id).execute();
      await trx
        .updateTable('archive_message')
        .set({ body: 'NONE', structure: null })
        .where('id', '=', message.id)
        .execute();
    }
    return { database, id, inbox: inbox.id };
  });
}

/** True once the headers of the maildrop were looked at; until then an empty inbox means nothing. */
export async function wasPulled({ database, id }: Archive): Promise<boolean> {
  const row = await database
    .selectFrom('archive')
    .select('pulled_at')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.pulled_at != null;
}

export async function markPulled({ database, id }: Archive): Promise<void> {
  await database
    .updateTable('archive')
    .set({ pulled_at: Date.now() })
    .where('id', '=', id)
    .where('pulled_at', 'is', null)
    .execute();
}
