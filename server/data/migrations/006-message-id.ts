// Messages of an archive by their Message-ID, for links that name one.
import { sql } from 'kysely';
import type { Migration } from '../migrations.ts';

export const messageIdIndex: Migration = {
  name: '006-message-id',
  async up(trx) {
    await sql`
      create index archive_message_message_id on archive_message (message_id)
      where message_id is not null`.execute(trx);
  },
};
