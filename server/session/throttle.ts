// How many failed sign-ins there may be in 10 minutes: from one network, for one account, and over all. A
// newcomer's trap: a try counts before it is made and is given back when it succeeds, otherwise a thousand at once
// would all pass. Who already signed in to an account from a network is not locked out by strangers elsewhere,
// however many they are.
import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';
import { MailError } from '../mail/errors.ts';

const WINDOW_MS = 10 * 60_000;
/** Over all networks and accounts together, as a multiple of the limit for one. */
const OVERALL = 50;
const REMEMBERED = 10_000;

export interface Try {
  /** The password was right: neither this try nor strangers' count against this account from here. */
  succeeded(): void;
  /** Says nothing about the password (the mail server is down): as if it had not been made. */
  forget(): void;
}

interface Count {
  failures: number;
  since: number;
}

export class Throttle {
  #limit: number;
  #now: () => number;
  #counts = new LRUCache<string, Count>({ max: 4 * REMEMBERED });
  #friends = new LRUCache<string, true>({ max: REMEMBERED });

  constructor(limit: number, now: () => number = Date.now) {
    this.#limit = limit;
    this.#now = now;
  }

  /** Counts a try. Throws RATE_LIMITED with the time to wait, and then counts nothing. */
  begin(ip: string, account: string): Try {
    const network = networkOf(ip);
    const friend = `${network} ${account}`;
    const limits: [string, number][] = [[`network ${network}`, this.#limit]];
    if (!this.#friends.has(friend))
      limits.push(['overall', this.#limit * OVERALL], [`account ${account}`, this.#limit]);
    for (const [key, limit] of limits) {
      const count = this.#current(key);
      if (count.failures >= limit)
        throw new MailError('RATE_LIMITED', { retryAfterMs: count.since + WINDOW_MS - this.#now() });
    }
    const counts = limits.map(([key]) => this.#current(key));
    for (const count of counts) count.failures += 1;
    let open = true;
    const forget = () => {
      if (open) for (const count of counts) count.failures -= 1;
      open = false;
    };
    return {
      forget,
      succeeded: () => {
        forget();
        this.#friends.set(friend, true);
      },
    };
  }

  #current(key: string): Count {
    const known = this.#counts.get(key);
    if (known && this.#now() - known.since < WINDOW_MS) return known;
    const fresh = { failures: 0, since: this.#now() };
    this.#counts.set(key, fresh);
    return fresh;
  }
}

/** One customer of a provider: an IPv4 address, or the first 64 bits of an IPv6 address. */
export function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return 'unknown';
  const address = ipaddr.process(ip);
  return address.kind() === 'ipv4'
    ? address.toString()
    : address.toNormalizedString().split(':', 4).join(':');
}
