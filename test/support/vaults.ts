// The session floor over mail servers made of memory: which passwords they accept can change, a clock that only
// moves when told, and everything that is written can be looked at. A newcomer's trap: the time that refusals are
// padded to is collected in `delays` and not spent.
import { Readable } from 'node:stream';
import type { Database } from '../../server/data/database.ts';
import type { AccountSecret } from '../../server/mail/account.ts';
import { type ErrorCode, MailError } from '../../server/mail/errors.ts';
import type { Log } from '../../server/mail/log.ts';
import type { ServerEntry } from '../../server/net/servers.ts';
import type { Caller, SessionService, SignInInput, TypedServers } from '../../server/session/caller.ts';
import type { AccountStore, Openers, Outbox } from '../../server/session/open.ts';
import { createSessionService, type SessionConfig } from '../../server/session/service.ts';
import { atEnd } from './cleanup.ts';
import { newFolder, testDatabase } from './database.ts';
import { type MemoryStore, memoryStore } from './memory-store.ts';

export const ANN = 'ann@example.org';
export const BEN = 'ben@example.org';
export const PASSWORD = 'canary-of-ann-8d1f';
export const IP = '203.0.113.9';

/** Servers that somebody types; `evil.example` accepts every password. */
export const typed = (host: string, more: Partial<TypedServers> = {}): TypedServers => ({
  protocol: 'IMAP',
  incoming: { host, port: 993, tls: 'IMPLICIT' },
  outgoing: { host, port: 465, tls: 'IMPLICIT' },
  ...more,
});

export interface OpenedStore extends AccountStore {
  account: AccountSecret;
  vaultId: string;
  connected: boolean;
  closed: boolean;
  memory: MemoryStore;
}

export interface Premises {
  service: SessionService;
  database: Database;
  folder: string;
  /** Passwords by username at mail.example.org. */
  passwords: Map<string, string>;
  /** What a server does instead of answering, by host. */
  faults: Map<string, ErrorCode>;
  stores: OpenedStore[];
  /** Stores that are open now. */
  open(): OpenedStore[];
  resumed: { vaultId: string; accountId: string }[];
  forgotten: string[];
  sent: string[];
  delays: number[];
  logged: string[];
  clock: { now: number };
  signIn(input?: Partial<SignInInput>, from?: { ip?: string; existing?: Caller | null }): Promise<SignedIn>;
  /** Another process over the same folder; this one is left as a crash leaves it. */
  restart(): Promise<Premises>;
}

export interface SignedIn {
  caller: Caller;
  secret: string;
  expiresAt: Date;
}

const entry: ServerEntry = {
  protocol: 'IMAP',
  incoming: { host: 'mail.example.org', port: 993, tls: 'IMPLICIT', listed: true },
  outgoing: { host: 'mail.example.org', port: 465, tls: 'IMPLICIT', listed: true },
  username: 'address',
};

export async function premises(
  config: Partial<SessionConfig> = {},
  at?: Pick<Premises, 'folder' | 'passwords' | 'faults' | 'clock'> & { database?: Database },
): Promise<Premises> {
  const folder = at?.folder ?? (await newFolder());
  const database = at?.database ?? (await testDatabase(folder));
  const clock = at?.clock ?? { now: Date.UTC(2026, 10, 24) };
  const passwords =
    at?.passwords ??
    new Map([
      [ANN, PASSWORD],
      [BEN, 'bens own'],
    ]);
  const faults = at?.faults ?? new Map<string, ErrorCode>();
  const stores: OpenedStore[] = [];
  const record: Pick<Premises, 'resumed' | 'forgotten' | 'sent' | 'delays' | 'logged'> = {
    ...{ resumed: [], forgotten: [], sent: [], delays: [], logged: [] },
  };

  const openStore = (account: AccountSecret, vaultId: string): AccountStore => {
    const memory = memoryStore();
    const store: OpenedStore = {
      ...memory,
      ...{ memory, account, vaultId, connected: false, closed: false },
      async connect() {
        const { host } = account.incoming;
        const fault = faults.get(host);
        if (fault) throw new MailError(fault);
        const right = host === 'evil.example' || passwords.get(account.username) === account.password;
        if (!right) throw new MailError('UPSTREAM_AUTH');
        store.connected = true;
      },
      async close() {
        store.closed = true;
      },
    };
    stores.push(store);
    return store;
  };

  const outbox: Partial<Outbox> = {
    resume: async ({ vaultId, account }) => void record.resumed.push({ vaultId, accountId: account.id }),
    forget: (vaultId) => void record.forgotten.push(vaultId),
    get: async (vaultId, id) =>
      id.startsWith(`${vaultId}/`) ? ({ id, accountId: id.split('/')[1] } as never) : null,
    list: async () => [],
    send: async ({ vaultId, account }) => {
      record.sent.push(`${vaultId}/${account.id}`);
      return { id: `${vaultId}/${account.id}` } as never;
    },
    close: async () => {},
  };
  const openers: Openers = {
    store: openStore,
    composeDraft: async () => Buffer.from('draft'),
    outbox: outbox as Outbox,
  };
  const write: Log['info'] = (fields, message) =>
    void record.logged.push(`${message} ${JSON.stringify(fields)}`);

  const service = await createSessionService(
    {
      ...{
        secret: null,
        dataFolder: folder,
        servers: new Map([['example.org', entry]]),
        allowAnyServer: true,
      },
      ...{ sessionIdleMs: 7 * 86_400_000, sessionMaxMs: 30 * 86_400_000, signInTries: 10 },
      ...{
        cacheBytes: 1_000_000,
        lanes: 2,
        lanesKept: 2,
        hostConnections: 0,
        idleCloseMs: 300_000,
        pop3QuotaBytes: 1_000_000,
      },
      maxMessageBytes: 2_000_000,
      images: true,
      ...config,
    },
    {
      database,
      egress: {} as never,
      log: { debug: write, info: write, warn: write, error: write },
      open: () => openers,
      now: () => clock.now,
      delay: async (ms) => void record.delays.push(ms),
    },
  );
  atEnd(() => service.close());

  return {
    ...{ service, database, folder, passwords, faults, stores, clock, ...record },
    open: () => stores.filter((store) => !store.closed),
    signIn: (input = {}, { ip = IP, existing = null } = {}) =>
      service.signIn(
        { address: ANN, password: passwords.get(input.address ?? ANN) ?? PASSWORD, ...input },
        { ip, device: 'Firefox on Linux', existing },
        new AbortController().signal,
      ),
    restart: async () => premises(config, { folder, passwords, faults, clock }),
  };
}

export const bytes = (text: string | Buffer): Readable => Readable.from([Buffer.from(text)]);
