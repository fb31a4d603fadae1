// Sessions as rows: the hash of the cookie's secret, and the vault key wrapped by it. A newcomer's trap: deleting
// the row is the whole of signing out; nothing in memory may open a vault after it (see ended.ts).
import type { Database } from '../data/database.ts';
import type { SessionInfo } from './caller.ts';
import { hashOf, newId, newSecret, secretKey, unwrapKey, wrapKey } from './keys.ts';
import type { Vault } from './vault.ts';

export interface SessionLimits {
  sessionIdleMs: number;
  sessionMaxMs: number;
}

/** How stale `last_seen_at` may be: one write a minute and session, not one a request. */
const SEEN_EVERY_MS = 60_000;
/** Of one vault; whoever signs in once more ends the one that was idle longest. */
const MAX_SESSIONS = 100;
const SECRET = /^[\w-]{43}$/;
const place = (id: string) => `session:${id}:wrap`;

export interface OpenSession {
  id: string;
  vaultId: string;
  key: Uint8Array;
  /** When it is over in any case, milliseconds since 1970. */
  expiresAt: number;
}

export class Sessions {
  #database: Database;
  #secret: Uint8Array;
  #limits: SessionLimits;
  #now: () => number;

  constructor(
    database: Database,
    serverSecret: Uint8Array,
    limits: SessionLimits,
    now: () => number = Date.now,
  ) {
    this.#database = database;
    this.#secret = serverSecret;
    this.#limits = limits;
    this.#now = now;
  }

  /** A session over an open vault. The secret is for the cookie and is not stored. */
  async create(
    { id: vaultId, key }: Pick<Vault, 'id' | 'key'>,
    device: string | null,
  ): Promise<{ session: OpenSession; secret: string; expiresAt: Date }> {
    const id = newId();
    const secret = newSecret();
    const now = this.#now();
    const expiresAt = now + this.#limits.sessionMaxMs;
    await this.#database
      .insertInto('session')
      .values({
        id,
        vault_id: vaultId,
        hash: hashOf(secret),
        wrap: wrapKey(secretKey(this.#secret, secret, 'session'), key, place(id)),
        device: cleanDevice(device),
        created_at: now,
        last_seen_at: now,
        expires_at: expiresAt,
      })
      .execute();
    return { session: { id, vaultId, key, expiresAt }, secret, expiresAt: new Date(expiresAt) };
  }

  /** The session behind a cookie's secret; null when it is unknown or over. */
  async open(secret: string): Promise<OpenSession | null> {
    if (!SECRET.test(secret)) return null;
    const now = this.#now();
    const row = await this.#database
      .selectFrom('session')
      .select(['id', 'vault_id', 'wrap', 'last_seen_at', 'expires_at'])
      .where('hash', '=', hashOf(secret))
      .where('expires_at', '>', now)
      .where('last_seen_at', '>', now - this.#limits.sessionIdleMs)
      .executeTakeFirst();
    const key = row && unwrapKey(secretKey(this.#secret, secret, 'session'), row.wrap, place(row.id));
    if (!row || !key) return null;
    if (now - row.last_seen_at >= SEEN_EVERY_MS) {
      await this.#database
        .updateTable('session')
        .set({ last_seen_at: now })
        .where('id', '=', row.id)
        .execute();
    }
    return { id: row.id, vaultId: row.vault_id, key, expiresAt: row.expires_at };
  }

  /** Newest first. */
  async list(vaultId: string, currentId: string): Promise<SessionInfo[]> {
    const now = this.#now();
    const rows = await this.#database
      .selectFrom('session')
      .select(['id', 'device', 'created_at', 'last_seen_at'])
      .where('vault_id', '=', vaultId)
      .where('expires_at', '>', now)
      .where('last_seen_at', '>', now - this.#limits.sessionIdleMs)
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .execute();
    return rows.map(({ id, device, created_at, last_seen_at }) => ({
      id,
      device,
      createdAt: new Date(created_at),
      lastSeenAt: new Date(last_seen_at),
      current: id === currentId,
    }));
  }

  /** Deletes the wrap of the vault key. False when the vault has no such session. */
  async remove(vaultId: string, id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#database
      .deleteFrom('session')
      .where('id', '=', id)
      .where('vault_id', '=', vaultId)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  /** True when the vault has one. */
  async any(vaultId: string): Promise<boolean> {
    const row = await this.#database
      .selectFrom('session')
      .select('id')
      .where('vault_id', '=', vaultId)
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Deletes the sessions of a vault beyond the newest hundred (by their last request) and returns them. */
  async trim(vaultId: string): Promise<{ id: string; vaultId: string }[]> {
    const kept = this.#database
      .selectFrom('session')
      .select('id')
      .where('vault_id', '=', vaultId)
      .orderBy('last_seen_at', 'desc')
      .orderBy('created_at', 'desc')
      .limit(MAX_SESSIONS);
    return this.#database
      .deleteFrom('session')
      .where('vault_id', '=', vaultId)
      .where('id', 'not in', kept)
      .returning(['id', 'vault_id as vaultId'])
      .execute();
  }

  /** Deletes what is over and returns it. */
  async sweep(): Promise<{ id: string; vaultId: string }[]> {
    const now = this.#now();
    return this.#database
      .deleteFrom('session')
      .where((is) =>
        is.or([is('expires_at', '<=', now), is('last_seen_at', '<=', now - this.#limits.sessionIdleMs)]),
      )
      .returning(['id', 'vault_id as vaultId'])
      .execute();
  }
}

/** What a browser says it is, as one line that can be shown. */
function cleanDevice(device: string | null): string | null {
  const line = device
    ?.replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, 200);
  return line || null;
}
