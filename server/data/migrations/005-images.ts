// Whose remote images a person lets in without being asked. A newcomer's trap: who writes to somebody is personal, so a
// name is sealed by the vault key, and it is found by a hash that only that key can make; the table says nothing.
import { sql } from 'kysely';
import type { Migration } from '../migrations.ts';

export interface ImageTables {
  image_source: {
    id: string;
    vault_id: string;
    /** HMAC of kind and name under a key of the vault. */
    hash: Uint8Array;
    /** Kind and name, sealed. */
    source: Uint8Array;
    created_at: number;
  };
}

export const imageTables: Migration = {
  name: '005-images',
  async up(trx) {
    await sql`
      create table image_source (
        id text primary key,
        vault_id text not null references vault (id) on delete cascade,
        hash blob not null,
        source blob not null,
        created_at integer not null,
        unique (vault_id, hash)
      ) strict`.execute(trx);
  },
};
