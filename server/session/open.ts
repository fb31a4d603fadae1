// Opens what speaks to mail servers; the only file above them that names imap/, pop3/ and smtp/. A newcomer's trap:
// what an adapter keeps (headers in memory, a POP3 archive) is keyed by vault and account here, once, for all.
import type { Config } from '../config.ts';
import type { Database } from '../data/database.ts';
import { deriveKey } from '../data/seal.ts';
import { createHosts } from '../imap/lanes/hosts.ts';
import { createHeaderCache, type HeaderCache } from '../imap/message/headers.ts';
import { openImapStore } from '../imap/store.ts';
import type { AccountSecret } from '../mail/account.ts';
import type { DraftContent } from '../mail/draft.ts';
import type { Log } from '../mail/log.ts';
import type { MailStore } from '../mail/store.ts';
import type { Egress } from '../net/egress.ts';
import { openPop3Store } from '../pop3/store.ts';
import { composeDraft } from '../smtp/compose.ts';
import { createOutbox, type Outbox } from '../smtp/outbox.ts';

export type { Outbox } from '../smtp/outbox.ts';

/** A store that can be asked whether the server accepts its account. */
export interface AccountStore extends MailStore {
  connect(signal?: AbortSignal): Promise<void>;
}

export interface Openers {
  /** Opens no connection yet. */
  store(account: AccountSecret, vaultId: string): AccountStore;
  composeDraft(content: DraftContent): Promise<Buffer>;
  outbox: Outbox;
}

export interface OpenersOptions {
  database: Database;
  egress: Egress;
  log: Log;
  serverSecret: Uint8Array;
}

export type OpenersConfig = Pick<
  Config,
  | 'cacheBytes'
  | 'lanes'
  | 'lanesKept'
  | 'hostConnections'
  | 'idleCloseMs'
  | 'pop3QuotaBytes'
  | 'maxMessageBytes'
>;

export function createOpeners(config: OpenersConfig, options: OpenersOptions): Openers {
  const { database, egress, log, serverSecret } = options;
  const { lanesKept, lanes, idleCloseMs, pop3QuotaBytes, maxMessageBytes } = config;
  const hosts = createHosts({ perHost: config.hostConnections });
  const headers = createHeaderCache(config.cacheBytes);
  report(headers, log);
  return {
    store(account, vaultId) {
      if (account.protocol === 'POP3') {
        const archiveKey = { vaultId, accountId: account.id };
        return openPop3Store(account, { egress, database, archiveKey, quotaBytes: pop3QuotaBytes, log });
      }
      const cacheKey = `${vaultId}/${account.id}`;
      return openImapStore(account, {
        egress,
        headers,
        cacheKey,
        hosts,
        lanes: { soft: lanesKept, hard: lanes },
        idleCloseMs,
        log,
      });
    },
    composeDraft: (content) => composeDraft(content, { maxMessageBytes }),
    outbox: createOutbox({
      ...{ database, egress, log, maxMessageBytes },
      secret: deriveKey(serverSecret, 'outbox'),
    }),
  };
}

const REPORT_MS = 600_000;

/** For whoever runs the site: a line of the log now and then, as long as somebody reads mail. */
function report(headers: HeaderCache, log: Log): void {
  let asked = 0;
  setInterval(() => {
    const stats = headers.stats();
    if (stats.hits + stats.misses === asked) return;
    asked = stats.hits + stats.misses;
    log.info({ ...stats }, 'cache of mail in memory');
  }, REPORT_MS).unref();
}
