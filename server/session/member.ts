// A caller: one session or token, and everything it may reach, for a request and those that follow within seconds. A
// newcomer's trap: it holds the vault key and passwords; nothing but callers.ts may keep it longer than its request
// (an event stream is one), and nothing of one request may be kept in it.
import type { Account, AccountSecret } from '../mail/account.ts';
import { withoutSecret } from '../mail/account.ts';
import type { DraftContent } from '../mail/draft.ts';
import { MailError } from '../mail/errors.ts';
import type { MailStore } from '../mail/store.ts';
import type { Submission } from '../mail/submission.ts';
import type { Caller, ImageDesk, Scope, SessionDesk, TokenDesk, Uploads } from './caller.ts';
import type { ImageRows } from './images.ts';
import type { Openers } from './open.ts';
import type { Sessions } from './sessions.ts';
import type { Stores } from './stores.ts';
import type { Tokens } from './tokens.ts';
import type { UploadRows } from './uploads.ts';
import type { Vault, Vaults } from './vault.ts';

/** What all callers share. */
export interface House {
  vaults: Vaults;
  sessions: Sessions;
  tokens: Tokens;
  uploads: UploadRows;
  images: ImageRows;
  stores: Stores;
  openers: Pick<Openers, 'composeDraft' | 'outbox'>;
  /** Ends a session or token that was deleted: its streams, and the connections only it used. */
  over(vaultId: string, id: string): Promise<void>;
}

export interface Identity {
  kind: Caller['kind'];
  id: string;
  vault: Vault;
  scopes: ReadonlySet<Scope>;
  /** Null: all of the vault. */
  accountIds: readonly string[] | null;
  expiresAt: Date | null;
  ended: AbortSignal;
}

export class Member implements Caller {
  readonly kind: Caller['kind'];
  readonly id: string;
  readonly vaultId: string;
  readonly scopes: ReadonlySet<Scope>;
  readonly accounts: readonly Account[];
  readonly ended: AbortSignal;
  readonly uploads: Uploads;
  readonly tokens: TokenDesk;
  readonly sessions: SessionDesk;
  readonly images: ImageDesk;
  #house: House;
  #vault: Vault;
  #accounts: ReadonlyMap<string, AccountSecret>;

  constructor(house: House, identity: Identity) {
    const { kind, id, vault, scopes, accountIds, ended } = identity;
    const reachable = vault.accounts.filter((each) => accountIds === null || accountIds.includes(each.id));
    this.kind = kind;
    this.id = id;
    this.vaultId = vault.id;
    this.scopes = scopes;
    this.accounts = reachable.map(withoutSecret);
    this.ended = ended;
    this.#house = house;
    this.#vault = vault;
    this.#accounts = new Map(reachable.map((each) => [each.id, each]));
    this.uploads = house.uploads.of(vault.id, vault.key);
    this.images = house.images.of(vault.id, vault.key);
    this.tokens = this.#tokenDesk(identity);
    this.sessions = this.#sessionDesk();
  }

  /** The key of a session's vault, for a sign-in that carries the vault over; null for a token, whose scopes are fewer. */
  static vaultOf(caller: Caller): Pick<Vault, 'id' | 'key'> | null {
    const isSession = caller instanceof Member && caller.kind === 'SESSION';
    return isSession && !caller.ended.aborted ? caller.#vault : null;
  }

  async store(accountId: string): Promise<MailStore> {
    return this.#house.stores.get(this.vaultId, this.#account(accountId), this.id);
  }

  async send(
    accountId: string,
    content: () => Promise<DraftContent>,
    idempotencyKey: string,
  ): Promise<Submission> {
    const { stores, openers } = this.#house;
    const account = this.#account(accountId);
    const vaultId = this.vaultId;
    // The outbox may file the copy after this session has ended, so the store it asks for is not on its account.
    const store = async () => stores.get(vaultId, account, null);
    return openers.outbox.send({ vaultId, account, store }, content, idempotencyKey);
  }

  composeDraft(content: DraftContent): Promise<Buffer> {
    return this.#house.openers.composeDraft(content);
  }

  async submission(id: string): Promise<Submission | null> {
    const found = await this.#house.openers.outbox.get(this.vaultId, id);
    return found && this.#accounts.has(found.accountId) ? found : null;
  }

  async submissions(accountId: string, limit: number): Promise<Submission[]> {
    return this.#house.openers.outbox.list(this.vaultId, this.#account(accountId).id, limit);
  }

  #account(id: string): AccountSecret {
    if (this.ended.aborted) throw new MailError('SIGNED_OUT');
    const account = this.#accounts.get(id);
    if (!account) throw new MailError('NOT_FOUND');
    return account;
  }

  #tokenDesk({ accountIds, expiresAt }: Identity): TokenDesk {
    const { tokens, over } = this.#house;
    const { vaultId, scopes } = this;
    const maker = {
      ...{ vaultId, scopes, expiresAt },
      key: this.#vault.key,
      accountIds: [...this.#accounts.keys()],
      allAccounts: accountIds === null,
    };
    return {
      list: () => tokens.list(vaultId),
      create: (input) => tokens.create(maker, input),
      revoke: async (id) => {
        const removed = await tokens.remove(vaultId, id);
        if (removed) await over(vaultId, id);
        return removed;
      },
    };
  }

  #sessionDesk(): SessionDesk {
    const { sessions, vaults, over } = this.#house;
    const { vaultId } = this;
    return {
      list: () => sessions.list(vaultId, this.id),
      revoke: async (id) => {
        const removed = await sessions.remove(vaultId, id);
        if (removed) await over(vaultId, id);
        return removed;
      },
      createRecoveryCode: async () => {
        // It opens the whole vault for good, which is more than any token may be worth.
        if (this.kind !== 'SESSION')
          throw new MailError('FORBIDDEN', { message: 'Only the web app can make a recovery code.' });
        return vaults.createRecoveryCode(this.#vault);
      },
    };
  }
}
