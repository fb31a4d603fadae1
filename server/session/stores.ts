// The open stores: one for each account of a vault, shared by the sessions and tokens of that vault. A newcomer's
// trap: the key is vault *and* account. Two people may have the same address at two servers, or one after the
// other at the same server; a key of address alone would hand one the other's mail.
import type { AccountSecret } from '../mail/account.ts';
import { MailError } from '../mail/errors.ts';
import type { Log } from '../mail/log.ts';
import type { MailStore, StoreEvent } from '../mail/store.ts';
import type { AccountStore } from './open.ts';
import { tracked } from './tracked.ts';

interface Watcher {
  mailbox: string;
  listener: (event: StoreEvent) => void;
  stop: () => void;
}

interface Entry {
  vaultId: string;
  account: AccountSecret;
  store: AccountStore;
  shown: MailStore;
  /** Sessions and tokens that used it. */
  users: Set<string>;
  watchers: Set<Watcher>;
  underWay: number;
  lastUsedAt: number;
}

export interface StoresOptions {
  open(account: AccountSecret, vaultId: string): AccountStore;
  /** Hears that an account was opened, for what waits until it is. */
  onOpen(account: AccountSecret, vaultId: string): void;
  idleCloseMs: number;
  log: Log;
  now?: () => number;
}

export class Stores {
  #options: StoresOptions;
  #now: () => number;
  #entries = new Map<string, Entry>();
  #isClosed = false;

  constructor(options: StoresOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** The store of an account, opened on first use. `user` is the session or token; null for work of our own. */
  get(vaultId: string, account: AccountSecret, user: string | null): MailStore {
    if (this.#isClosed) throw new MailError('CANCELLED');
    const key = keyOf(vaultId, account.id);
    let entry = this.#entries.get(key);
    if (!entry) {
      entry = this.#add(vaultId, account, this.#options.open(account, vaultId));
      this.#options.onOpen(account, vaultId);
    } else if (!isSameSignIn(entry.account, account)) {
      this.#replace(entry, account, this.#options.open(account, vaultId));
    }
    if (user !== null) entry.users.add(user);
    entry.lastUsedAt = this.#now();
    return entry.shown;
  }

  /** Takes over a store that was opened to check a sign-in; closes it when the account has a good one already. */
  adopt(vaultId: string, account: AccountSecret, store: AccountStore, user: string): void {
    if (this.#isClosed) throw new MailError('CANCELLED');
    let entry = this.#entries.get(keyOf(vaultId, account.id));
    if (!entry) {
      entry = this.#add(vaultId, account, store);
      this.#options.onOpen(account, vaultId);
    } else if (!isSameSignIn(entry.account, account)) {
      this.#replace(entry, account, store);
    } else {
      this.#shut(store);
    }
    entry.users.add(user);
    entry.lastUsedAt = this.#now();
  }

  /** A session or token ended: closes what only it used. */
  async leave(user: string): Promise<void> {
    const left: Entry[] = [];
    for (const entry of this.#entries.values())
      if (entry.users.delete(user) && entry.users.size === 0) left.push(entry);
    await Promise.all(left.map((entry) => this.#remove(entry)));
  }

  /** Closes what nobody used or watched for `idleCloseMs`. */
  async sweep(): Promise<void> {
    const before = this.#now() - this.#options.idleCloseMs;
    const idle = [...this.#entries.values()].filter(
      ({ underWay, watchers, lastUsedAt }) => underWay === 0 && watchers.size === 0 && lastUsedAt <= before,
    );
    await Promise.all(idle.map((entry) => this.#remove(entry)));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#entries.values()].map((entry) => this.#remove(entry)));
  }

  get size(): number {
    return this.#entries.size;
  }

  #add(vaultId: string, account: AccountSecret, store: AccountStore): Entry {
    const entry: Entry = {
      ...{ vaultId, account, store, shown: store },
      users: new Set(),
      watchers: new Set(),
      underWay: 0,
      lastUsedAt: this.#now(),
    };
    entry.shown = this.#track(entry, store);
    this.#entries.set(keyOf(vaultId, account.id), entry);
    return entry;
  }

  /** The password or a server changed: whoever watches goes on with the new store, and the old one closes. */
  #replace(entry: Entry, account: AccountSecret, store: AccountStore): void {
    const old = entry.store;
    entry.account = account;
    entry.store = store;
    entry.shown = this.#track(entry, store);
    for (const watcher of entry.watchers) {
      watcher.stop();
      watcher.stop = store.watch?.(watcher.mailbox, watcher.listener) ?? (() => {});
    }
    this.#shut(old);
  }

  #track(entry: Entry, store: AccountStore): MailStore {
    return tracked(store, {
      begin: () => {
        entry.underWay += 1;
        let open = true;
        return () => {
          if (!open) return;
          open = false;
          entry.underWay -= 1;
          entry.lastUsedAt = this.#now();
        };
      },
      watch: (mailbox, listener) => {
        // Asked for again, because the store may have been replaced since this one was handed out.
        const stop = entry.store.watch?.(mailbox, listener) ?? (() => {});
        const watcher = { mailbox, listener, stop };
        entry.watchers.add(watcher);
        return () => {
          if (!entry.watchers.delete(watcher)) return;
          watcher.stop();
          entry.lastUsedAt = this.#now();
        };
      },
    });
  }

  async #remove(entry: Entry): Promise<void> {
    this.#entries.delete(keyOf(entry.vaultId, entry.account.id));
    for (const watcher of entry.watchers) watcher.stop();
    entry.watchers.clear();
    await this.#closed(entry.store);
  }

  #shut(store: AccountStore): void {
    void this.#closed(store);
  }

  async #closed(store: AccountStore): Promise<void> {
    try {
      await store.close();
    } catch (error) {
      this.#options.log.warn({ err: error }, 'A mail store did not close well');
    }
  }
}

const keyOf = (vaultId: string, accountId: string): string => `${vaultId}/${accountId}`;

function isSameSignIn(one: AccountSecret, other: AccountSecret): boolean {
  return (
    one.password === other.password &&
    one.username === other.username &&
    one.protocol === other.protocol &&
    JSON.stringify(one.incoming) === JSON.stringify(other.incoming)
  );
}
