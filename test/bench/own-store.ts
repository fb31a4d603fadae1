// The product's own store without HTTP and GraphQL around it, in this process. A newcomer's trap: it shares the event
// loop with the floor, so the two are measured in turns and never at once.
import { createHosts } from '../../server/imap/lanes/hosts.ts';
import { createHeaderCache } from '../../server/imap/message/headers.ts';
import { type ImapStore, openImapStore } from '../../server/imap/store.ts';
import type { Server } from '../../server/mail/account.ts';
import { createEgress } from '../../server/net/egress.ts';
import type { Place } from './raw-imap.ts';

export function openStore({ port, ca, user, password }: Place): ImapStore {
  const incoming: Server = { host: 'localhost', port, tls: 'IMPLICIT', ca, listed: true };
  return openImapStore(
    {
      ...{ id: 'account', name: user, address: user, protocol: 'IMAP', username: user, password },
      ...{ incoming, outgoing: incoming },
    },
    {
      egress: createEgress({ allowNetworks: [], allowPorts: [] }),
      headers: createHeaderCache(64_000_000),
      ...{ cacheKey: 'bench/account', idleCloseMs: 60_000 },
      ...{ hosts: createHosts({ perHost: 0 }), lanes: { soft: 2, hard: 3 } },
      log: { debug() {}, info() {}, warn() {}, error() {} },
    },
  );
}
