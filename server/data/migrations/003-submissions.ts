// Messages on their way out. A newcomer's trap: nothing about the message is readable here; `head` and the
// chunks are sealed by a key that is derived from the server secret, and the chunks go as soon as they have
// served. Only states and times are in clear, because the sweep asks for them.
import { sql } from 'kysely';
import type { SubmissionStatus } from '../../mail/submission.ts';
import type { Migration } from '../migrations.ts';

export interface SubmissionTables {
  submission: {
    id: string;
    vault_id: string;
    account_id: string;
    /** SHA-256 of the idempotency key. */
    idempotency_hash: Uint8Array;
    status: SubmissionStatus;
    /** 1 once the end of the message may have left this machine: from then on only a reply tells what became of it. */
    data_end: 0 | 1;
    sent_copy: 'PENDING' | 'APPENDED' | 'SKIPPED';
    /** How often it was handed to the server. */
    attempts: number;
    /** How often filing the copy in Sent was tried. */
    copy_attempts: number;
    /** Sealed: subject, Message-ID, envelope, replies, error, what it answers. */
    head: Uint8Array;
    created_at: number;
    updated_at: number;
  };
  /** The message as it goes out, each chunk sealed by itself. */
  submission_chunk: { submission_id: string; position: number; bytes: Uint8Array };
}

export const submissionTables: Migration = {
  name: '003-submissions',
  async up(trx) {
    await sql`
      create table submission (
        id text primary key,
        vault_id text not null,
        account_id text not null,
        idempotency_hash blob not null,
        status text not null,
        data_end integer not null default 0,
        sent_copy text not null,
        attempts integer not null default 0,
        copy_attempts integer not null default 0,
        head blob not null,
        created_at integer not null,
        updated_at integer not null,
        unique (vault_id, account_id, idempotency_hash)
      ) strict`.execute(trx);
    await sql`create index submission_list on submission (vault_id, account_id, created_at)`.execute(trx);
    await sql`
      create index submission_open on submission (status, sent_copy)
      where status in ('QUEUED', 'SENDING') or sent_copy = 'PENDING'`.execute(trx);
    await sql`
      create table submission_chunk (
        submission_id text not null references submission (id) on delete cascade,
        position integer not null,
        bytes blob not null,
        primary key (submission_id, position)
      ) strict`.execute(trx);
  },
};
