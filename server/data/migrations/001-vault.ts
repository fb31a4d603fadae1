// Vaults, what opens them, and uploads. A newcomer's trap: nothing readable about a person is in these tables;
// addresses, servers and passwords are inside `accounts`, sealed by a key that is only stored wrapped.
import { sql } from 'kysely';
import type { Migration } from '../migrations.ts';

export interface VaultTables {
  /** Small facts of this installation, such as the fingerprint of its server secret. */
  fact: { name: string; value: Uint8Array };
  vault: {
    id: string;
    created_at: number;
    /** The list of AccountSecret, sealed by the vault key. */
    accounts: Uint8Array;
    /** The vault key, wrapped by the sign-in password. */
    password_salt: Uint8Array;
    password_wrap: Uint8Array;
    /** The vault key, wrapped by the recovery code; null until one was made. */
    recovery_wrap: Uint8Array | null;
  };
  /** From a mailbox at a server to the vault its owner signs in to. A fresh start points it at another vault. */
  vault_lookup: {
    /** HMAC of protocol, host, port and username. */
    hash: Uint8Array;
    vault_id: string;
    account_id: string;
  };
  session: {
    id: string;
    vault_id: string;
    /** SHA-256 of the secret in the cookie. */
    hash: Uint8Array;
    /** The vault key, wrapped by the secret in the cookie. */
    wrap: Uint8Array;
    device: string | null;
    created_at: number;
    last_seen_at: number;
    expires_at: number;
  };
  token: {
    id: string;
    vault_id: string;
    hash: Uint8Array;
    wrap: Uint8Array;
    name: string;
    /** JSON list of scopes. */
    scopes: string;
    /** JSON list of account ids, or null for all. */
    account_ids: string | null;
    created_at: number;
    last_used_at: number | null;
    expires_at: number | null;
  };
  upload: {
    id: string;
    vault_id: string;
    /** File name, type and size, sealed; null while the file is still coming in. */
    head: Uint8Array | null;
    size: number;
    created_at: number;
  };
  upload_chunk: { upload_id: string; position: number; bytes: Uint8Array };
}

export const vaultTables: Migration = {
  name: '001-vault',
  async up(trx) {
    await sql`create table fact (name text primary key, value blob not null) strict`.execute(trx);
    await sql`
      create table vault (
        id text primary key,
        created_at integer not null,
        accounts blob not null,
        password_salt blob not null,
        password_wrap blob not null,
        recovery_wrap blob
      ) strict`.execute(trx);
    await sql`
      create table vault_lookup (
        hash blob primary key,
        vault_id text not null references vault (id),
        account_id text not null
      ) strict`.execute(trx);
    await sql`
      create table session (
        id text primary key,
        vault_id text not null references vault (id) on delete cascade,
        hash blob not null unique,
        wrap blob not null,
        device text,
        created_at integer not null,
        last_seen_at integer not null,
        expires_at integer not null
      ) strict`.execute(trx);
    await sql`create index session_vault on session (vault_id)`.execute(trx);
    await sql`
      create table token (
        id text primary key,
        vault_id text not null references vault (id) on delete cascade,
        hash blob not null unique,
        wrap blob not null,
        name text not null,
        scopes text not null,
        account_ids text,
        created_at integer not null,
        last_used_at integer,
        expires_at integer
      ) strict`.execute(trx);
    await sql`create index token_vault on token (vault_id)`.execute(trx);
    await sql`
      create table upload (
        id text primary key,
        vault_id text not null references vault (id) on delete cascade,
        head blob,
        size integer not null,
        created_at integer not null
      ) strict`.execute(trx);
    await sql`create index upload_vault on upload (vault_id)`.execute(trx);
    await sql`
      create table upload_chunk (
        upload_id text not null references upload (id) on delete cascade,
        position integer not null,
        bytes blob not null,
        primary key (upload_id, position)
      ) strict`.execute(trx);
  },
};
