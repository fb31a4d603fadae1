// Puts the session floor together: signs in, finds the caller behind a cookie or token, ends sessions, and sweeps.
// A newcomer's trap: memory is only a cache here. After kill -9 everything is in the database, and everything that
// ends a session deletes its row first and closes things second.
import type { Config } from '../config.ts';
import type { Database } from '../data/database.ts';
import type { AccountSecret } from '../mail/account.ts';
import { MailError } from '../mail/errors.ts';
import type { Log } from '../mail/log.ts';
import type { Egress } from '../net/egress.ts';
import { type Caller, SCOPES, type SessionService } from './caller.ts';
import { Callers } from './callers.ts';
import { Ended } from './ended.ts';
import { ImageRows } from './images.ts';
import { type House, Member } from './member.ts';
import { createOpeners, type Openers, type OpenersConfig, type OpenersOptions } from './open.ts';
import type { Delay } from './refusal.ts';
import { serverSecret } from './secret.ts';
import { current, type ServerSettings } from './servers.ts';
import { Sessions } from './sessions.ts';
import { signIn } from './sign-in.ts';
import { Stores } from './stores.ts';
import { Throttle } from './throttle.ts';
import { Tokens } from './tokens.ts';
import { UploadRows } from './uploads.ts';
import { type Vault, Vaults } from './vault.ts';

const SWEEP_MS = 60_000;
const ALL_SCOPES = new Set(SCOPES);

export type SessionConfig = OpenersConfig &
  ServerSettings &
  Pick<Config, 'secret' | 'dataFolder' | 'sessionIdleMs' | 'sessionMaxMs' | 'signInTries' | 'images'>;

export interface SessionDeps {
  database: Database;
  egress: Egress;
  log: Log;
  /** For tests: what speaks to mail servers, the clock, and waiting. */
  open?: (config: OpenersConfig, options: OpenersOptions) => Openers;
  now?: () => number;
  delay?: Delay;
}

/** Throws WrongSecretError when the database was made with another server secret. */
export async function createSessionService(
  config: SessionConfig,
  deps: SessionDeps,
): Promise<SessionService> {
  const secret = await serverSecret(config, deps.database);
  const uploads = new UploadRows(deps.database, config.maxMessageBytes, deps.now);
  await uploads.sweep(true);
  return new Service(config, deps, secret, uploads);
}

class Service implements SessionService {
  #config: SessionConfig;
  #deps: SessionDeps;
  #openers: Openers;
  #ended: Ended;
  #callers: Callers;
  #throttle: Throttle;
  #house: House;
  #timer: NodeJS.Timeout;
  #sweeping: Promise<void> = Promise.resolve();

  constructor(config: SessionConfig, deps: SessionDeps, secret: Buffer, uploads: UploadRows) {
    const { database, egress, log, now, open = createOpeners } = deps;
    const openers = open(config, { database, egress, log, serverSecret: secret });
    const stores: Stores = new Stores({
      open: openers.store,
      onOpen: (account, vaultId) =>
        void openers.outbox.resume({
          ...{ vaultId, account },
          store: async () => stores.get(vaultId, account, null),
        }),
      idleCloseMs: config.idleCloseMs,
      log,
      ...(now ? { now } : {}),
    });
    this.#config = config;
    this.#deps = deps;
    this.#openers = openers;
    this.#ended = new Ended(now);
    this.#callers = new Callers(now);
    this.#throttle = new Throttle(config.signInTries, now);
    this.#house = {
      vaults: new Vaults(database, secret, now),
      sessions: new Sessions(database, secret, config, now),
      tokens: new Tokens(database, secret, now),
      images: new ImageRows(database, config.images, now),
      ...{ uploads, stores, openers },
      over: (vaultId, id) => this.#over(vaultId, id),
    };
    this.#timer = setInterval(() => this.#sweep(), Math.min(SWEEP_MS, config.idleCloseMs));
    this.#timer.unref();
  }

  async signIn(...[input, from, signal]: Parameters<SessionService['signIn']>) {
    const { vaults, sessions, stores } = this.#house;
    const { log, delay, now } = this.#deps;
    const existing = from.existing && Member.vaultOf(from.existing);
    const { vault, account, store } = await signIn(input, { ip: from.ip, existing }, signal, {
      ...{ vaults, log, throttle: this.#throttle, settings: this.#config, openStore: this.#openers.store },
      ...(delay ? { delay } : {}),
      ...(now ? { now } : {}),
    });
    // It may have brought another password into the vault.
    this.#callers.forget(vault.id);
    try {
      const { session, secret, expiresAt } = await sessions.create(vault, from.device);
      for (const old of await sessions.trim(vault.id)) await this.#over(old.vaultId, old.id);
      stores.adopt(vault.id, account, store, session.id);
      return { caller: this.#session(session.id, vault), secret, expiresAt };
    } catch (error) {
      await store.close().catch(() => {});
      throw error;
    }
  }

  async resume(secret: string): Promise<Caller | null> {
    return this.#callers.get('SESSION', secret, async () => {
      const session = await this.#house.sessions.open(secret);
      const vault = session && (await this.#house.vaults.byKey(session.vaultId, session.key));
      return session && vault && { caller: this.#session(session.id, vault), expiresAt: session.expiresAt };
    });
  }

  async bearer(secret: string): Promise<Caller | null> {
    return this.#callers.get('TOKEN', secret, async () => {
      const token = await this.#house.tokens.open(secret);
      const vault = token && (await this.#house.vaults.byKey(token.vaultId, token.key));
      if (!token || !vault) return null;
      const { id, accountIds, expiresAt } = token;
      const scopes = new Set(token.scopes);
      const ended = this.#ended.signal(id);
      const caller = new Member(this.#house, {
        ...{ kind: 'TOKEN', id, scopes, accountIds, expiresAt, ended },
        vault: this.#today(vault),
      });
      return { caller, expiresAt: expiresAt?.getTime() ?? null };
    });
  }

  async signOut({ kind, vaultId, id }: Caller): Promise<void> {
    if (kind !== 'SESSION')
      throw new MailError('FORBIDDEN', { message: 'A token is revoked, not signed out.' });
    await this.#house.sessions.remove(vaultId, id);
    await this.#over(vaultId, id);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sweeping;
    this.#ended.endAll();
    this.#callers.clear();
    await this.#openers.outbox.close();
    await this.#house.stores.close();
  }

  #session(id: string, vault: Vault): Member {
    const ended = this.#ended.signal(id);
    return new Member(this.#house, {
      ...{ kind: 'SESSION', id, ended, scopes: ALL_SCOPES, accountIds: null, expiresAt: null },
      vault: this.#today(vault),
    });
  }

  #today(vault: Vault): Vault {
    const accounts: AccountSecret[] = vault.accounts.map((account) => current(account, this.#config));
    return { ...vault, accounts };
  }

  async #over(vaultId: string, id: string): Promise<void> {
    this.#ended.end(id);
    this.#callers.forget(vaultId);
    await this.#house.stores.leave(id);
    if (!(await this.#house.sessions.any(vaultId)) && !(await this.#house.tokens.any(vaultId)))
      this.#openers.outbox.forget(vaultId);
  }

  #sweep(): void {
    const { sessions, tokens, stores, uploads } = this.#house;
    const once = async () => {
      for (const { id, vaultId } of [...(await sessions.sweep()), ...(await tokens.sweep())])
        await this.#over(vaultId, id);
      this.#ended.sweep();
      await stores.sweep();
      await uploads.sweep(false);
    };
    this.#sweeping = this.#sweeping
      .then(once)
      .catch((error: unknown) => this.#deps.log.error({ err: error }, 'Old sessions could not be swept'));
  }
}
