// Submissions as rows: what outlives a crash. A newcomer's trap: the order of the commits is the safety (QUEUED,
// SENDING, data_end, the outcome), so no two of these steps may be put together, and each is awaited.
import { createHash, randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import { CHUNK_BYTES } from '../data/chunks.ts';
import type { Database } from '../data/database.ts';
import type { SubmissionTables } from '../data/migrations/003-submissions.ts';
import { deriveKey, open, seal } from '../data/seal.ts';
import type { DraftContent } from '../mail/draft.ts';
import { MailError } from '../mail/errors.ts';
import type { RecipientStatus, SentCopy, Submission, SubmissionStatus } from '../mail/submission.ts';
import type { Envelope } from './compose.ts';

/** The part of a row that is sealed. */
export interface Head {
  messageId: string;
  subject: string;
  envelope: Envelope;
  bccHeader: string;
  /** Bytes of the message, so that a missing chunk is seen. */
  size: number;
  answers: DraftContent['answers'];
  recipients: readonly RecipientStatus[];
  error: Submission['error'];
}

export interface Entry {
  id: string;
  vaultId: string;
  accountId: string;
  status: SubmissionStatus;
  dataEnd: boolean;
  sentCopy: SentCopy;
  attempts: number;
  copyAttempts: number;
  createdAt: number;
  updatedAt: number;
  head: Head;
}

export interface Place {
  vaultId: string;
  accountId: string;
}

export class Ledger {
  #database: Database;
  #key: Buffer;

  /** `secret`: at least 32 bytes of key material. */
  constructor(database: Database, secret: Uint8Array) {
    this.#database = database;
    this.#key = deriveKey(secret, 'submission');
  }

  /** Writes the message down as QUEUED. A taken idempotency key is a unique violation (see data/database). */
  async insert({ vaultId, accountId }: Place, key: string, head: Head, raw: Buffer): Promise<Entry> {
    const id = randomUUID();
    const now = Date.now();
    await this.#database.transaction().execute(async (trx) => {
      await trx
        .insertInto('submission')
        .values({
          id,
          vault_id: vaultId,
          account_id: accountId,
          idempotency_hash: hash(key),
          status: 'QUEUED',
          data_end: 0,
          sent_copy: 'SKIPPED',
          attempts: 0,
          copy_attempts: 0,
          head: this.#sealHead(id, head),
          created_at: now,
          updated_at: now,
        })
        .execute();
      for (let position = 0; position * CHUNK_BYTES < raw.length; position++) {
        const piece = raw.subarray(position * CHUNK_BYTES, (position + 1) * CHUNK_BYTES);
        const bytes = seal(this.#key, piece, chunkPlace(id, position));
        await trx.insertInto('submission_chunk').values({ submission_id: id, position, bytes }).execute();
      }
    });
    return {
      ...{ id, vaultId, accountId, status: 'QUEUED', dataEnd: false, sentCopy: 'SKIPPED' },
      ...{ attempts: 0, copyAttempts: 0, createdAt: now, updatedAt: now, head },
    };
  }

  async byKey({ vaultId, accountId }: Place, key: string): Promise<Entry | null> {
    const row = await this.#select()
      .where('vault_id', '=', vaultId)
      .where('account_id', '=', accountId)
      .where('idempotency_hash', '=', hash(key))
      .executeTakeFirst();
    return row ? this.#read(row) : null;
  }

  async byId(vaultId: string, id: string): Promise<Entry | null> {
    const row = await this.#select().where('vault_id', '=', vaultId).where('id', '=', id).executeTakeFirst();
    return row ? this.#read(row) : null;
  }

  /** Newest first. */
  async list({ vaultId, accountId }: Place, limit: number): Promise<Entry[]> {
    const rows = await this.#select()
      .where('vault_id', '=', vaultId)
      .where('account_id', '=', accountId)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map((row) => this.#read(row));
  }

  /** What still waits for this account: to be sent, or to be filed. Oldest first. */
  async waiting({ vaultId, accountId }: Place): Promise<Entry[]> {
    const rows = await this.#select()
      .where('vault_id', '=', vaultId)
      .where('account_id', '=', accountId)
      .where((is) => is.or([is('status', '=', 'QUEUED'), is('sent_copy', '=', 'PENDING')]))
      .orderBy('created_at')
      .execute();
    return rows.map((row) => this.#read(row));
  }

  /** Whether anything of this account is still waiting or under way. */
  async hasOpen({ vaultId, accountId }: Place): Promise<boolean> {
    const row = await this.#database
      .selectFrom('submission')
      .select('id')
      .where('vault_id', '=', vaultId)
      .where('account_id', '=', accountId)
      .where((is) => is.or([is('status', 'in', ['QUEUED', 'SENDING']), is('sent_copy', '=', 'PENDING')]))
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** QUEUED to SENDING; false when another took it. */
  async claim(id: string): Promise<boolean> {
    const { numUpdatedRows } = await this.#database
      .updateTable('submission')
      .set((is) => ({
        status: 'SENDING',
        data_end: 0,
        attempts: is('attempts', '+', 1),
        updated_at: Date.now(),
      }))
      .where('id', '=', id)
      .where('status', '=', 'QUEUED')
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  /** Throws when the row is not SENDING any more: then the end of the message must not leave. */
  async markDataEnd(id: string): Promise<void> {
    const { numUpdatedRows } = await this.#database
      .updateTable('submission')
      .set({ data_end: 1, updated_at: Date.now() })
      .where('id', '=', id)
      .where('status', '=', 'SENDING')
      .executeTakeFirst();
    if (numUpdatedRows !== 1n)
      throw new MailError('INTERNAL', { cause: new Error('A submission changed while it was sent.') });
  }

  async requeue(id: string): Promise<void> {
    await this.#database
      .updateTable('submission')
      .set({ status: 'QUEUED', data_end: 0, updated_at: Date.now() })
      .where('id', '=', id)
      .where('status', '=', 'SENDING')
      .execute();
  }

  /** The outcome, once. FAILED forgets the message; UNKNOWN keeps it for whoever wants to send it again. */
  async finish(id: string, status: SubmissionStatus, head: Head): Promise<void> {
    const sent_copy = status === 'SENT' || status === 'PARTLY_SENT' ? 'PENDING' : 'SKIPPED';
    await this.#database.transaction().execute(async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable('submission')
        .set({ status, sent_copy, head: this.#sealHead(id, head), updated_at: Date.now() })
        .where('id', '=', id)
        .where('status', 'in', ['QUEUED', 'SENDING'])
        .executeTakeFirst();
      if (status === 'FAILED' && numUpdatedRows === 1n)
        await trx.deleteFrom('submission_chunk').where('submission_id', '=', id).execute();
    });
  }

  /** The copy in Sent has its place, or gets none: the message is forgotten here. */
  async finishCopy(id: string, sentCopy: Exclude<SentCopy, 'PENDING'>): Promise<void> {
    await this.#database.transaction().execute(async (trx) => {
      await trx
        .updateTable('submission')
        .set({ sent_copy: sentCopy, updated_at: Date.now() })
        .where('id', '=', id)
        .execute();
      await trx.deleteFrom('submission_chunk').where('submission_id', '=', id).execute();
    });
  }

  async countCopyAttempt(id: string): Promise<void> {
    await this.#database
      .updateTable('submission')
      .set((is) => ({ copy_attempts: is('copy_attempts', '+', 1), updated_at: Date.now() }))
      .where('id', '=', id)
      .execute();
  }

  /** The message as it goes out. INTERNAL when a part of it is missing. */
  async raw({ id, head }: Entry): Promise<Buffer> {
    const rows = await this.#database
      .selectFrom('submission_chunk')
      .select(['position', 'bytes'])
      .where('submission_id', '=', id)
      .orderBy('position')
      .execute();
    const raw = Buffer.concat(
      rows.map(({ position, bytes }) => open(this.#key, bytes, chunkPlace(id, position))),
    );
    if (raw.length !== head.size)
      throw new MailError('INTERNAL', { cause: new Error('A stored message is incomplete.') });
    return raw;
  }

  /** Rows that say SENDING: what nobody is at, the process or the database left half-way. */
  async sending(): Promise<Entry[]> {
    const rows = await this.#select().where('status', '=', 'SENDING').execute();
    return rows.map((row) => this.#read(row));
  }

  /** Removes rows that ended before a time; their ids and idempotency keys are free again. */
  async prune(before: number): Promise<void> {
    await this.#database
      .deleteFrom('submission')
      .where('updated_at', '<', before)
      .where('status', 'not in', ['QUEUED', 'SENDING'])
      .execute();
  }

  #select() {
    return this.#database.selectFrom('submission').selectAll();
  }

  #sealHead(id: string, head: Head): Buffer {
    return seal(this.#key, JSON.stringify(head), headPlace(id));
  }

  #read(row: Selectable<SubmissionTables['submission']>): Entry {
    return {
      id: row.id,
      vaultId: row.vault_id,
      accountId: row.account_id,
      status: row.status,
      dataEnd: row.data_end === 1,
      sentCopy: row.sent_copy,
      attempts: row.attempts,
      copyAttempts: row.copy_attempts,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      head: JSON.parse(open(this.#key, row.head, headPlace(row.id)).toString('utf8')) as Head,
    };
  }
}

export function toSubmission({
  id,
  accountId,
  status,
  sentCopy,
  attempts,
  createdAt,
  head,
}: Entry): Submission {
  const { messageId, subject, recipients, error } = head;
  return {
    ...{ id, accountId, messageId, subject, status, recipients, sentCopy, error, attempts },
    createdAt: new Date(createdAt),
  };
}

const hash = (key: string): Buffer => createHash('sha256').update(key, 'utf8').digest();
const headPlace = (id: string): string => `submission:${id}:head`;
const chunkPlace = (id: string, position: number): string => `submission:${id}:chunk:${position}`;
