// A Pop3Store for tests, over a database of its own that outlives it: open another store on the same folder and it
// is the same mailbox after a restart.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { type Database, openDatabase } from '../../server/data/database.ts';
import type { AccountSecret, Server } from '../../server/mail/account.ts';
import { createEgress } from '../../server/net/egress.ts';
import { openPop3Store, type Pop3Store, type Pop3StoreOptions } from '../../server/pop3/store.ts';
import { atEnd } from './cleanup.ts';
import { ALICE, type Dovecot } from './dovecot.ts';
import { silentLog } from './imap.ts';

export function pop3Account(incoming: Server, { name, password } = ALICE): AccountSecret {
  return {
    id: 'account',
    name,
    address: name,
    protocol: 'POP3',
    incoming,
    outgoing: incoming,
    username: name,
    password,
  };
}

export const pop3sOf = ({ pop3s, ca }: Dovecot): Server => ({
  host: 'localhost',
  port: pop3s,
  tls: 'IMPLICIT',
  ca,
  listed: true,
});

/** A database in a folder that is removed at the end of the test file. */
export async function temporaryDatabase(): Promise<Database & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'postern-archive-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  const database = await openDatabase(folder);
  atEnd(() => database.close().catch(() => {}));
  return Object.assign(database, { folder });
}

/** Closed at the end of the test file. */
export function pop3Store(
  account: AccountSecret,
  options: Partial<Pop3StoreOptions> & { database: Database },
): Pop3Store {
  const store = openPop3Store(account, {
    egress: createEgress({ allowNetworks: [], allowPorts: [] }),
    archiveKey: { vaultId: 'vault', accountId: 'account' },
    quotaBytes: 50_000_000,
    log: silentLog,
    ...options,
  });
  atEnd(() => store.close());
  return store;
}

/** Delivers as a mail server does: with Return-Path, Delivered-To and Received on top. */
export async function deliver(dovecot: Dovecot, raws: readonly Buffer[], to = ALICE.name): Promise<void> {
  const transport = createTransport({
    ...{ host: dovecot.host, port: dovecot.lmtp, lmtp: true, pool: true, maxConnections: 1 },
    ...{ maxMessages: Number.POSITIVE_INFINITY, ignoreTLS: true },
  });
  try {
    for (const raw of raws)
      await transport.sendMail({ envelope: { from: 'sender@demo.example', to: [to] }, raw });
  } finally {
    transport.close();
  }
}
