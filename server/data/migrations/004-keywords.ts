// Keywords (labels) of archived messages, as a JSON array of names. A newcomer's trap: the column is described with
// the others in 002-archive, so that the table is one type.
import { sql } from 'kysely';
import type { Migration } from '../migrations.ts';

export const keywordColumn: Migration = {
  name: '004-keywords',
  async up(trx) {
    await sql`alter table archive_message add column keywords text not null default '[]'`.execute(trx);
  },
};
