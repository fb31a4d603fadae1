// The vault: one random key that seals a person's accounts, itself stored only wrapped. A newcomer's trap: who may
// try to open a vault is decided by the look-up (protocol, host, port, username), never by an address, because any
// server that somebody typed in can say yes to any address.
import { createHmac } from 'node:crypto';
import type { Database } from '../data/database.ts';
import { deriveKey, open, seal } from '../data/seal.ts';
import type { AccountSecret } from '../mail/account.ts';
import { readHost } from '../net/addresses.ts';
import { newId, newKey, newSalt, passwordKey, secretKey, unwrapKey, wrapKey } from './keys.ts';
import { newRecoveryCode, readRecoveryCode } from './recovery-code.ts';
import type { Mailbox } from './servers.ts';

/** An open vault. Lives in memory only while a caller uses it. */
export interface Vault {
  readonly id: string;
  readonly key: Uint8Array;
  readonly accounts: readonly AccountSecret[];
}

/** Where a look-up leads. */
export interface Found {
  vaultId: string;
  accountId: string;
}

/** A key that is being worked out from a password. It opens nothing by itself. */
export interface Derived {
  salt: Uint8Array;
  key: Promise<Buffer>;
}

const passwordPlace = (vaultId: string) => `vault:${vaultId}:password`;
const recoveryPlace = (vaultId: string) => `vault:${vaultId}:recovery`;
const accountsPlace = (vaultId: string) => `vault:${vaultId}:accounts`;

export class Vaults {
  #database: Database;
  #secret: Uint8Array;
  #lookupKey: Uint8Array;
  #now: () => number;

  constructor(database: Database, serverSecret: Uint8Array, now: () => number = Date.now) {
    this.#database = database;
    this.#secret = serverSecret;
    this.#lookupKey = deriveKey(serverSecret, 'lookup');
    this.#now = now;
  }

  /** The name of a mailbox in the look-up table; keyed, so that the table can't be tried against known addresses. */
  hash({ protocol, incoming, username }: Mailbox): Buffer {
    const host = readHost(incoming.host);
    const place = host === null ? incoming.host : 'ip' in host ? host.ip : host.name;
    const name = JSON.stringify([protocol, place.toLowerCase(), incoming.port, username]);
    return createHmac('sha256', this.#lookupKey).update(name).digest();
  }

  async find(hash: Uint8Array): Promise<Found | null> {
    const row = await this.#database
      .selectFrom('vault_lookup')
      .select(['vault_id', 'account_id'])
      .where('hash', '=', hash)
      .executeTakeFirst();
    return row ? { vaultId: row.vault_id, accountId: row.account_id } : null;
  }

  /**
   * Works out the key that this password gives for a vault (null: for one that is to be made), which takes as long as
   * a mail server does. It is the same work for both, and nothing of the vault but its salt is read for it.
   */
  async derive(vaultId: string | null, password: string, signal: AbortSignal): Promise<Derived> {
    const row = vaultId === null ? undefined : await this.#row(vaultId);
    const salt = row?.password_salt ?? newSalt();
    const key = passwordKey(this.#secret, password, salt, signal);
    // Whoever was refused by the mail server never asks for it.
    key.catch(() => {});
    return { salt, key };
  }

  /**
   * Makes a vault with one account, which the look-up then leads to. `instead` is the vault that it led to before
   * (null: none), which stays as it is, sealed. Returns null when the look-up no longer leads there.
   */
  async create(
    hash: Uint8Array,
    vaultId: string,
    account: AccountSecret,
    instead: string | null,
    derived?: Derived,
  ): Promise<Vault | null> {
    const key = newKey();
    const wrapped = await this.#wrapByPassword(vaultId, key, account.password, derived);
    return this.#database.transaction().execute(async (trx) => {
      const before = await trx
        .selectFrom('vault_lookup')
        .select('vault_id')
        .where('hash', '=', hash)
        .executeTakeFirst();
      if ((before?.vault_id ?? null) !== instead) return null;
      const accounts = sealAccounts(vaultId, key, [account]);
      await trx
        .insertInto('vault')
        .values({ id: vaultId, created_at: this.#now(), accounts, ...wrapped })
        .execute();
      const target = { vault_id: vaultId, account_id: account.id };
      await trx
        .insertInto('vault_lookup')
        .values({ hash, ...target })
        .onConflict((conflict) => conflict.column('hash').doUpdateSet(target))
        .execute();
      return { id: vaultId, key, accounts: [account] };
    });
  }

  /** Opens with the key itself; null when there is no such vault or the key is another's. */
  async byKey(vaultId: string, key: Uint8Array): Promise<Vault | null> {
    const row = await this.#row(vaultId);
    return row ? { id: vaultId, key, accounts: openAccounts(vaultId, key, row.accounts) } : null;
  }

  /** `derived` is for the same password; it is used where the salt is still the vault's. */
  async byPassword(vaultId: string, password: string, derived?: Derived): Promise<Vault | null> {
    const row = await this.#row(vaultId);
    if (!row) return null;
    const isSame = derived !== undefined && Buffer.from(derived.salt).equals(row.password_salt);
    const wrapping = await (isSame ? derived.key : passwordKey(this.#secret, password, row.password_salt));
    const key = unwrapKey(wrapping, row.password_wrap, passwordPlace(vaultId));
    return key && { id: vaultId, key, accounts: openAccounts(vaultId, key, row.accounts) };
  }

  /** `code` is what a person typed. */
  async byRecoveryCode(vaultId: string, code: string): Promise<Vault | null> {
    const letters = readRecoveryCode(code);
    const row = letters === null ? undefined : await this.#row(vaultId);
    if (letters === null || !row?.recovery_wrap) return null;
    const wrapping = secretKey(this.#secret, letters, 'recovery');
    const key = unwrapKey(wrapping, row.recovery_wrap, recoveryPlace(vaultId));
    return key && { id: vaultId, key, accounts: openAccounts(vaultId, key, row.accounts) };
  }

  /** Puts an account in place of the one with its id, and wraps the key by its password from now on. */
  async update(vault: Vault, account: AccountSecret): Promise<Vault> {
    const wrapped = await this.#wrapByPassword(vault.id, vault.key, account.password);
    return this.#database.transaction().execute(async (trx) => {
      const row = await trx
        .selectFrom('vault')
        .select('accounts')
        .where('id', '=', vault.id)
        .executeTakeFirstOrThrow();
      const accounts = openAccounts(vault.id, vault.key, row.accounts).map((each) =>
        each.id === account.id ? account : each,
      );
      await trx
        .updateTable('vault')
        .set({ accounts: sealAccounts(vault.id, vault.key, accounts), ...wrapped })
        .where('id', '=', vault.id)
        .execute();
      return { ...vault, accounts };
    });
  }

  /** Makes a recovery code in place of the last one. It is not stored and can't be shown again. */
  async createRecoveryCode({ id, key }: Pick<Vault, 'id' | 'key'>): Promise<string> {
    const code = newRecoveryCode();
    const letters = readRecoveryCode(code) ?? code;
    const wrapping = secretKey(this.#secret, letters, 'recovery');
    await this.#database
      .updateTable('vault')
      .set({ recovery_wrap: wrapKey(wrapping, key, recoveryPlace(id)) })
      .where('id', '=', id)
      .execute();
    return code;
  }

  async #wrapByPassword(vaultId: string, key: Uint8Array, password: string, derived?: Derived) {
    const password_salt = Buffer.from(derived?.salt ?? newSalt());
    const wrapping = await (derived?.key ?? passwordKey(this.#secret, password, password_salt));
    return { password_salt, password_wrap: wrapKey(wrapping, key, passwordPlace(vaultId)) };
  }

  #row(vaultId: string) {
    return this.#database.selectFrom('vault').selectAll().where('id', '=', vaultId).executeTakeFirst();
  }
}

/** Ids for a vault and an account that are to be made. */
export const newFound = (): Found => ({ vaultId: newId(), accountId: newId() });

function sealAccounts(vaultId: string, key: Uint8Array, accounts: readonly AccountSecret[]): Buffer {
  return seal(deriveKey(key, 'accounts'), JSON.stringify(accounts), accountsPlace(vaultId));
}

/** Throws INTERNAL when the key is another vault's. */
function openAccounts(vaultId: string, key: Uint8Array, sealed: Uint8Array): AccountSecret[] {
  const text = open(deriveKey(key, 'accounts'), sealed, accountsPlace(vaultId)).toString('utf8');
  return JSON.parse(text) as AccountSecret[];
}
