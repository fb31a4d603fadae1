// What all accounts of the process share for each mail server: whether it can be reached, and how many connections
// there are to it. A newcomer's trap: servers count by our address, too (Courier allows 20 unless told), so one
// account's idle connection may be what keeps another out. Who waits gets it; a door shut without a word means the same.
import type { ImapFlow } from 'imapflow';
import type { Server } from '../../mail/account.ts';
import { MailError } from '../../mail/errors.ts';
import { TurnedAway } from '../errors.ts';
import { Breaker } from './breaker.ts';

const FAILURES_TO_OPEN = 3;
/** Whoever signs in may type any server; of so many those that nothing is open to are forgotten. */
const MAX_HOSTS = 1_000;

/** A lane as its host sees it. */
export interface Seat {
  /** Somebody waits for what is done on it. */
  readonly isInteractive: boolean;
  /** Open, and nothing is done on it but waiting for news. */
  readonly isIdle: boolean;
  readonly usedAt: number;
  close(): Promise<void>;
}

export interface Host {
  /**
   * Makes a connection for a seat. UPSTREAM_OFFLINE at once while the server is known to be away, UPSTREAM_LIMIT
   * where it has as many connections from here as it may have.
   */
  connect(seat: Seat, dial: () => Promise<ImapFlow>): Promise<ImapFlow>;
}

export interface Hosts {
  of(server: Pick<Server, 'host' | 'port' | 'tls'>): Host;
}

export interface HostsOptions {
  /** Connections to one server, of all accounts together; 0 for as many as are wanted. */
  perHost: number;
}

export function createHosts({ perHost }: HostsOptions): Hosts {
  const hosts = new Map<string, KnownHost>();
  return {
    of({ host, port, tls }) {
      // By the way of TLS as well: a stranger who types the wrong one must not make the server look away to others.
      const key = `${host.toLowerCase()}:${port} ${tls}`;
      const known = hosts.get(key);
      if (known !== undefined) return known;
      if (hosts.size >= MAX_HOSTS) for (const [each, { isIdle }] of hosts) if (isIdle()) hosts.delete(each);
      const made = createHost(perHost);
      hosts.set(key, made);
      return made;
    },
  };
}

type KnownHost = Host & { isIdle(): boolean };

function createHost(most: number): KnownHost {
  const breaker = new Breaker(FAILURES_TO_OPEN);
  const open = new Map<ImapFlow, Seat>();
  let connecting = 0;

  /** Closes what is needed least; false when all are at work. */
  async function makeRoom(): Promise<boolean> {
    const [least] = [...open]
      .filter(([, seat]) => seat.isIdle)
      .sort(([, a], [, b]) => Number(a.isInteractive) - Number(b.isInteractive) || a.usedAt - b.usedAt);
    if (least === undefined) return false;
    const [client, seat] = least;
    open.delete(client);
    await seat.close();
    return true;
  }

  async function attempt(seat: Seat, dial: () => Promise<ImapFlow>): Promise<ImapFlow> {
    const isFull = most > 0 && open.size + connecting >= most;
    if (isFull && !(seat.isInteractive && (await makeRoom()))) throw tooMany();
    connecting++;
    try {
      return await breaker.try(async () => {
        try {
          return await dial();
        } catch (error) {
          throw error instanceof TurnedAway && open.size > 0 ? tooMany(error) : error;
        }
      }, seat.isInteractive);
    } finally {
      connecting--;
    }
  }

  return {
    isIdle: () => open.size + connecting === 0,
    async connect(seat, dial) {
      let client: ImapFlow;
      try {
        client = await attempt(seat, dial);
      } catch (error) {
        const wasTurnedAway = error instanceof MailError && error.cause instanceof TurnedAway;
        if (!wasTurnedAway || !seat.isInteractive || !(await makeRoom())) throw error;
        client = await attempt(seat, dial);
      }
      open.set(client, seat);
      client.once('close', () => open.delete(client));
      return client;
    },
  };
}

function tooMany(cause?: TurnedAway): MailError {
  return new MailError('UPSTREAM_LIMIT', {
    message: 'This site has as many connections to the mail server as it may have. Try again in a minute.',
    ...(cause === undefined ? {} : { cause }),
    ...(cause?.serverText === undefined ? {} : { serverText: cause.serverText }),
  });
}
