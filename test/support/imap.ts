// An ImapStore for tests, and a second client beside it that plays the person's other devices.
import { ImapFlow } from 'imapflow';
import { createHosts } from '../../server/imap/lanes/hosts.ts';
import { createHeaderCache, type HeaderCache } from '../../server/imap/message/headers.ts';
import { type ImapStore, type ImapStoreOptions, openImapStore } from '../../server/imap/store.ts';
import type { AccountSecret, Server } from '../../server/mail/account.ts';
import type { Log } from '../../server/mail/log.ts';
import { createEgress } from '../../server/net/egress.ts';
import { atEnd } from './cleanup.ts';
import { ALICE } from './dovecot.ts';

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

export function imapAccount(incoming: Server, { name, password } = ALICE): AccountSecret {
  return {
    id: 'account',
    name,
    address: name,
    protocol: 'IMAP',
    incoming,
    outgoing: incoming,
    username: name,
    password,
  };
}

/** A private IMAP server on localhost, whatever its make. */
export interface ImapServer {
  imaps: number;
  ca: string;
}

export const imapsOf = ({ imaps, ca }: ImapServer): Server => ({
  host: 'localhost',
  port: imaps,
  tls: 'IMPLICIT',
  ca,
  listed: true,
});

/** Closed at the end of the test file. */
export function imapStore(
  account: AccountSecret,
  options: Partial<ImapStoreOptions> = {},
): ImapStore & { cache: HeaderCache } {
  const cache = options.headers ?? createHeaderCache(8_000_000);
  const store = openImapStore(account, {
    egress: createEgress({ allowNetworks: [], allowPorts: [] }),
    headers: cache,
    cacheKey: `test/${account.address}`,
    hosts: createHosts({ perHost: 0 }),
    lanes: { soft: 2, hard: 3 },
    idleCloseMs: 60_000,
    log: silentLog,
    ...options,
  });
  atEnd(() => store.close());
  return Object.assign(store, { cache });
}

/** Another client of the same mailbox, signed in. */
export async function otherClient(server: ImapServer, { name, password } = ALICE): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: 'localhost',
    port: server.imaps,
    secure: true,
    tls: { ca: server.ca },
    auth: { user: name, pass: password },
    logger: false,
    disableAutoIdle: true,
  });
  client.on('error', () => {});
  await client.connect();
  atEnd(() => client.close());
  return client;
}
