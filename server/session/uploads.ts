// Uploaded files, sealed under the vault key in rows of 256 kB. A newcomer's trap: a row of `upload` without a head
// is a file that is still coming in; only the head, written last, makes it exist, so a crash leaves nothing half.
import type { Readable } from 'node:stream';
import { CHUNK_BYTES, inChunks, readChunks } from '../data/chunks.ts';
import type { Database } from '../data/database.ts';
import { deriveKey, open, seal } from '../data/seal.ts';
import { MailError, toMailError } from '../mail/errors.ts';
import type { Upload, Uploads } from './caller.ts';
import { newId } from './keys.ts';

const KEPT_MS = 24 * 3_600_000;
/** What one vault may have waiting, as a multiple of the largest message. */
const MAX_WAITING = 8;

const headPlace = (id: string) => `upload:${id}:head`;
const chunkPlace = (id: string, position: number) => `upload:${id}:${position}`;

interface Head {
  filename: string;
  type: string;
  size: number;
}

export class UploadRows {
  #database: Database;
  #maxBytes: number;
  #now: () => number;
  /** Bytes that are coming in now, by vault: their rows do not say their size yet. */
  #coming = new Map<string, number>();

  constructor(database: Database, maxBytes: number, now: () => number = Date.now) {
    this.#database = database;
    this.#maxBytes = maxBytes;
    this.#now = now;
  }

  /** The uploads of one vault. */
  of(vaultId: string, vaultKey: Uint8Array): Uploads {
    const key = deriveKey(vaultKey, 'uploads');
    return {
      put: (file, bytes) => this.#put(vaultId, key, file, bytes),
      get: (id) => this.#get(vaultId, key, id),
      remove: (id) => this.#remove(vaultId, id),
    };
  }

  /** Removes what is older than a day; `all` also what was coming in when the process ended. */
  async sweep(all: boolean): Promise<void> {
    const before = this.#now() - KEPT_MS;
    await this.#database
      .deleteFrom('upload')
      .where((is) =>
        all
          ? is.or([is('created_at', '<=', before), is('head', 'is', null)])
          : is('created_at', '<=', before),
      )
      .execute();
  }

  async #put(
    vaultId: string,
    key: Uint8Array,
    file: { filename: string; type: string },
    bytes: Readable,
  ): Promise<Upload> {
    const id = newId();
    let size = 0;
    const came = (length: number): number => {
      size += length;
      const all = (this.#coming.get(vaultId) ?? 0) + length;
      if (all > 0) this.#coming.set(vaultId, all);
      else this.#coming.delete(vaultId);
      return all;
    };
    try {
      await this.#database
        .insertInto('upload')
        .values({ id, vault_id: vaultId, head: null, size: 0, created_at: this.#now() })
        .execute();
      let position = 0;
      for await (const chunk of inChunks(bytes, this.#maxBytes)) {
        const coming = came(chunk.length);
        // Asked again each time: another upload may have ended, and counts as waiting since.
        if (coming + (await this.#waiting(vaultId)) > MAX_WAITING * this.#maxBytes)
          throw new MailError('TOO_LARGE', {
            message: 'Too many files wait to be sent. Send or remove some first.',
          });
        const sealed = seal(key, chunk, chunkPlace(id, position));
        await this.#database
          .insertInto('upload_chunk')
          .values({ upload_id: id, position, bytes: sealed })
          .execute();
        position += 1;
      }
      const head: Head = { filename: file.filename, type: file.type, size };
      const { numUpdatedRows } = await this.#database
        .updateTable('upload')
        .set({ head: seal(key, JSON.stringify(head), headPlace(id)), size })
        .where('id', '=', id)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw new MailError('GONE');
      return { id, ...head };
    } catch (error) {
      bytes.destroy();
      await this.#remove(vaultId, id);
      throw isBroken(error) ? new MailError('CANCELLED', { cause: error }) : toMailError(error);
    } finally {
      came(-size);
    }
  }

  async #get(vaultId: string, key: Uint8Array, id: string) {
    const row = await this.#database
      .selectFrom('upload')
      .select('head')
      .where('id', '=', id)
      .where('vault_id', '=', vaultId)
      .executeTakeFirst();
    if (!row?.head) return null;
    const head = JSON.parse(open(key, row.head, headPlace(id)).toString('utf8')) as Head;
    const count = Math.ceil(head.size / CHUNK_BYTES);
    return {
      id,
      ...head,
      open: async () =>
        readChunks((position) => (position < count ? this.#chunk(key, id, position) : Promise.resolve(null))),
    };
  }

  async #chunk(key: Uint8Array, id: string, position: number): Promise<Buffer> {
    const row = await this.#database
      .selectFrom('upload_chunk')
      .select('bytes')
      .where('upload_id', '=', id)
      .where('position', '=', position)
      .executeTakeFirst();
    if (!row) throw new MailError('GONE', { message: 'This file is no longer here. Attach it again.' });
    return open(key, row.bytes, chunkPlace(id, position));
  }

  async #remove(vaultId: string, id: string): Promise<void> {
    await this.#database.deleteFrom('upload').where('id', '=', id).where('vault_id', '=', vaultId).execute();
  }

  async #waiting(vaultId: string): Promise<number> {
    const { bytes } = await this.#database
      .selectFrom('upload')
      .select((is) => is.fn.coalesce(is.fn.sum<number>('size'), is.val(0)).as('bytes'))
      .where('vault_id', '=', vaultId)
      .executeTakeFirstOrThrow();
    return Number(bytes);
  }
}

/** The sender went away in the middle. */
function isBroken(error: unknown): boolean {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || name === 'AbortError';
}
