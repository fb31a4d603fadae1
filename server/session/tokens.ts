// API tokens as rows, like sessions: the hash of the secret, and the vault key wrapped by it. A newcomer's trap: a
// token's maker may be a token too; nothing that it makes may reach further or live longer than itself.
import type { Database } from '../data/database.ts';
import { MailError } from '../mail/errors.ts';
import { SCOPES, type Scope, type Token, type TokenInput } from './caller.ts';
import { hashOf, newId, newSecret, secretKey, unwrapKey, wrapKey } from './keys.ts';

/** So that secret scanners and people know what they found. */
export const TOKEN_PREFIX = 'ptn_';
const SECRET = /^ptn_[\w-]{43}$/;
const USED_EVERY_MS = 60_000;
const MAX_TOKENS = 100;
const place = (id: string) => `token:${id}:wrap`;

/** What bounds a new token. */
export interface Maker {
  vaultId: string;
  key: Uint8Array;
  scopes: ReadonlySet<Scope>;
  accountIds: readonly string[];
  /** It may reach accounts that are added later; false for a token that was limited to some. */
  allAccounts: boolean;
  expiresAt: Date | null;
}

export interface OpenToken {
  id: string;
  vaultId: string;
  key: Uint8Array;
  scopes: readonly Scope[];
  accountIds: readonly string[] | null;
  expiresAt: Date | null;
}

export class Tokens {
  #database: Database;
  #secret: Uint8Array;
  #now: () => number;

  constructor(database: Database, serverSecret: Uint8Array, now: () => number = Date.now) {
    this.#database = database;
    this.#secret = serverSecret;
    this.#now = now;
  }

  /** Throws VALIDATION, SCOPE_MISSING for a scope the maker lacks, NOT_FOUND for an account it can't reach. */
  async create(maker: Maker, input: TokenInput): Promise<{ token: Token; secret: string }> {
    const checked = this.#check(maker, input);
    const { count } = await this.#database
      .selectFrom('token')
      .select((is) => is.fn.countAll<number>().as('count'))
      .where('vault_id', '=', maker.vaultId)
      .executeTakeFirstOrThrow();
    if (count >= MAX_TOKENS) throw invalid('There are 100 tokens already. Revoke one first.');
    const id = newId();
    const secret = TOKEN_PREFIX + newSecret();
    const now = this.#now();
    await this.#database
      .insertInto('token')
      .values({
        id,
        vault_id: maker.vaultId,
        hash: hashOf(secret),
        wrap: wrapKey(secretKey(this.#secret, secret, 'token'), maker.key, place(id)),
        name: checked.name,
        scopes: JSON.stringify(checked.scopes),
        account_ids: checked.accountIds && JSON.stringify(checked.accountIds),
        created_at: now,
        last_used_at: null,
        expires_at: checked.expiresAt?.getTime() ?? null,
      })
      .execute();
    return { token: { id, ...checked, createdAt: new Date(now), lastUsedAt: null }, secret };
  }

  /** The token behind a Bearer secret; null when it is unknown, revoked or over. */
  async open(secret: string): Promise<OpenToken | null> {
    if (!SECRET.test(secret)) return null;
    const now = this.#now();
    const row = await this.#alive(now).where('hash', '=', hashOf(secret)).executeTakeFirst();
    const key = row && unwrapKey(secretKey(this.#secret, secret, 'token'), row.wrap, place(row.id));
    if (!row || !key) return null;
    if (now - (row.last_used_at ?? 0) >= USED_EVERY_MS)
      await this.#database.updateTable('token').set({ last_used_at: now }).where('id', '=', row.id).execute();
    const { id, scopes, accountIds, expiresAt } = asToken(row);
    return { id, vaultId: row.vault_id, key, scopes, accountIds, expiresAt };
  }

  /** Newest first. */
  async list(vaultId: string): Promise<Token[]> {
    const rows = await this.#alive(this.#now())
      .where('vault_id', '=', vaultId)
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .execute();
    return rows.map(asToken);
  }

  async remove(vaultId: string, id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#database
      .deleteFrom('token')
      .where('id', '=', id)
      .where('vault_id', '=', vaultId)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  /** True when the vault has one. */
  async any(vaultId: string): Promise<boolean> {
    const row = await this.#database
      .selectFrom('token')
      .select('id')
      .where('vault_id', '=', vaultId)
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Deletes what is over and returns it. */
  async sweep(): Promise<{ id: string; vaultId: string }[]> {
    return this.#database
      .deleteFrom('token')
      .where('expires_at', '<=', this.#now())
      .returning(['id', 'vault_id as vaultId'])
      .execute();
  }

  #alive(now: number) {
    return this.#database
      .selectFrom('token')
      .selectAll()
      .where((is) => is.or([is('expires_at', 'is', null), is('expires_at', '>', now)]));
  }

  #check(maker: Maker, input: TokenInput): TokenInput {
    const name = input.name.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
    if (name === '' || name.length > 100)
      throw invalid('Give the token a name of at most 100 letters.', 'name');
    if (input.scopes.length === 0) throw invalid('Choose at least one scope.', 'scopes');
    if (input.scopes.some((scope) => !maker.scopes.has(scope)))
      throw new MailError('SCOPE_MISSING', { path: ['input', 'scopes'] });
    if (input.accountIds?.length === 0) throw invalid('Choose at least one account.', 'accountIds');
    if (input.accountIds?.some((id) => !maker.accountIds.includes(id)))
      throw new MailError('NOT_FOUND', { path: ['input', 'accountIds'] });
    const wanted = input.expiresAt;
    if (wanted !== null && !(wanted.getTime() > this.#now()))
      throw invalid('The token would be over already. Choose a later time.', 'expiresAt');
    const end = maker.expiresAt;
    return {
      name,
      scopes: SCOPES.filter((scope) => input.scopes.includes(scope)),
      accountIds: input.accountIds ?? (maker.allAccounts ? null : maker.accountIds),
      expiresAt: end !== null && (wanted === null || wanted > end) ? end : wanted,
    };
  }
}

interface TokenRow {
  id: string;
  name: string;
  scopes: string;
  account_ids: string | null;
  created_at: number;
  last_used_at: number | null;
  expires_at: number | null;
}

function asToken(row: TokenRow): Token {
  const scopes = JSON.parse(row.scopes) as Scope[];
  return {
    id: row.id,
    name: row.name,
    // A scope that a later version removed grants nothing.
    scopes: scopes.filter((scope) => SCOPES.includes(scope)),
    accountIds: row.account_ids === null ? null : (JSON.parse(row.account_ids) as string[]),
    createdAt: new Date(row.created_at),
    lastUsedAt: row.last_used_at === null ? null : new Date(row.last_used_at),
    expiresAt: row.expires_at === null ? null : new Date(row.expires_at),
  };
}

const invalid = (message: string, ...path: string[]): MailError =>
  new MailError('VALIDATION', { message, path: ['input', ...path] });
