// The archives of POP3 accounts: everything the protocol has no place for. A newcomer's trap: `locator` is what the
// rest of Postern calls a message and never changes; `server_key` is what the server calls it now, and both are
// the same only until a server gives out new names.
import { type Generated, sql } from 'kysely';
import type { MailboxRole } from '../../mail/mailbox.ts';
import type { Migration } from '../migrations.ts';

type Bit = 0 | 1;

export interface ArchiveTables {
  archive: {
    id: Generated<number>;
    vault_id: string;
    account_id: string;
    /** The next number of archive_message.arrival. */
    next_arrival: number;
    /** When the headers were first looked at; null while nothing is known of the maildrop. */
    pulled_at: number | null;
    created_at: number;
  };
  archive_folder: {
    id: Generated<number>;
    archive_id: number;
    /** Null at the top. */
    parent_id: number | null;
    name: string;
    /** Null for the folders a person made. */
    role: MailboxRole | null;
  };
  archive_message: {
    id: Generated<number>;
    archive_id: number;
    folder_id: number;
    locator: string;
    /** Null for what never was on a server, and for what lost its name there. */
    server_key: string | null;
    /** NOT_LISTED: the server had it once and lists it no more. LOCAL: filed here. */
    state: 'LISTED' | 'NOT_LISTED' | 'LOCAL';
    /** Of the headers that don't change on the way: see pop3/fingerprint. */
    fingerprint: string;
    message_id: string | null;
    /** JSON: threading and addresses, as pop3/rows writes them. */
    details: string;
    subject: string | null;
    /** Subject and addresses in lower case, to look for words in. */
    words: string;
    sent_at: number | null;
    received_at: number;
    /** Breaks ties of received_at; unique in an archive, higher is newer. */
    arrival: number;
    /** What the server says, in bytes; it may be an estimate. */
    listed_size: number;
    /** Exact once the body is here. */
    size: number;
    seen: Generated<Bit>;
    flagged: Generated<Bit>;
    answered: Generated<Bit>;
    forwarded: Generated<Bit>;
    draft: Generated<Bit>;
    junk: Generated<Bit>;
    has_attachments: Bit;
    preview: string | null;
    /** COMING: chunks are being written (or were, before a crash). PASSING: here for now, over the quota. */
    body: 'NONE' | 'COMING' | 'KEPT' | 'PASSING';
    /** JSON of the parsed tree with its offsets; null until it was needed. */
    structure: string | null;
    /** JSON array; since 004. */
    keywords: Generated<string>;
  };
  archive_chunk: { message_id: number; position: number; bytes: Uint8Array };
  /** Messages that were deleted for good here: never shown again, and removed from the server. */
  archive_tombstone: {
    archive_id: number;
    server_key: string;
    fingerprint: string;
    /** PENDING: the server still has to remove it. DONE: it said that it did, or had not listed it. */
    server_copy: 'PENDING' | 'DONE';
    attempts: number;
    deleted_at: number;
  };
}

export const archiveTables: Migration = {
  name: '002-archive',
  async up(trx) {
    await sql`
      create table archive (
        id integer primary key,
        vault_id text not null,
        account_id text not null,
        next_arrival integer not null default 1,
        pulled_at integer,
        created_at integer not null,
        unique (vault_id, account_id)
      ) strict`.execute(trx);
    await sql`
      create table archive_folder (
        id integer primary key,
        archive_id integer not null references archive (id) on delete cascade,
        parent_id integer references archive_folder (id),
        name text not null,
        role text
      ) strict`.execute(trx);
    // Unique also at the top, where parent_id is null.
    await sql`
      create unique index archive_folder_name
      on archive_folder (archive_id, coalesce(parent_id, 0), name)`.execute(trx);
    await sql`
      create unique index archive_folder_role on archive_folder (archive_id, role)
      where role is not null`.execute(trx);
    await sql`create index archive_folder_parent on archive_folder (parent_id)`.execute(trx);
    await sql`
      create table archive_message (
        id integer primary key,
        archive_id integer not null references archive (id) on delete cascade,
        folder_id integer not null references archive_folder (id),
        locator text not null,
        server_key text,
        state text not null,
        fingerprint text not null,
        message_id text,
        details text not null,
        subject text,
        words text not null,
        sent_at integer,
        received_at integer not null,
        arrival integer not null,
        listed_size integer not null,
        size integer not null,
        seen integer not null default 0,
        flagged integer not null default 0,
        answered integer not null default 0,
        forwarded integer not null default 0,
        draft integer not null default 0,
        junk integer not null default 0,
        has_attachments integer not null default 0,
        preview text,
        body text not null default 'NONE',
        structure text,
        unique (archive_id, locator),
        unique (archive_id, server_key)
      ) strict`.execute(trx);
    await sql`
      create index archive_message_page
      on archive_message (folder_id, received_at, arrival)`.execute(trx);
    await sql`
      create index archive_message_unread
      on archive_message (folder_id, received_at, arrival) where seen = 0`.execute(trx);
    await sql`
      create index archive_message_flagged
      on archive_message (folder_id, received_at, arrival) where flagged = 1`.execute(trx);
    await sql`create index archive_message_count on archive_message (folder_id, seen)`.execute(trx);
    await sql`
      create index archive_message_fingerprint on archive_message (archive_id, fingerprint)
      where state = 'NOT_LISTED'`.execute(trx);
    await sql`
      create index archive_message_wanted on archive_message (archive_id, received_at, arrival)
      where state = 'LISTED' and body = 'NONE'`.execute(trx);
    await sql`
      create index archive_message_usage on archive_message (archive_id, body, size)
      where body <> 'NONE'`.execute(trx);
    await sql`
      create table archive_chunk (
        message_id integer not null references archive_message (id) on delete cascade,
        position integer not null,
        bytes blob not null,
        primary key (message_id, position)
      ) strict`.execute(trx);
    await sql`
      create table archive_tombstone (
        archive_id integer not null references archive (id) on delete cascade,
        server_key text not null,
        fingerprint text not null,
        server_copy text not null,
        attempts integer not null default 0,
        deleted_at integer not null,
        primary key (archive_id, server_key)
      ) strict, without rowid`.execute(trx);
    await sql`
      create index archive_tombstone_pending on archive_tombstone (archive_id)
      where server_copy = 'PENDING'`.execute(trx);
  },
};
