// Other orders than that of arrival: the UIDs of a mailbox by date, sender, subject or size, made by the server's SORT
// (RFC 5256) or, where it has none, by ourselves from one field of every message. A newcomer's trap: a cold SORT of
// 100,000 messages takes a server ten seconds, so it runs on the background lane and a page waits for it only a
// moment; the page is then shown by arrival, and says so.
import type { Lanes } from '../lanes/lanes.ts';
import type { AccountHeaders } from '../message/headers.ts';
import type { OrderKey } from '../message/message.ts';
import type { Mirror } from '../mirror/mirror.ts';
import { pause } from '../mirror/pause.ts';
import { uidSort } from './sort.ts';
import { sortKeys } from './sort-keys.ts';

/** How long a page waits for an order that somebody asked for, and for one that nobody did. */
const PATIENCE_MS = 1_500;
const LITTLE_PATIENCE_MS = 250;
const SORT_DEADLINE_MS = 120_000;
/** Orders of one account that are kept; one of 100,000 messages takes 400 kB. */
const KEEP = 4;

type Parts = { lanes: Lanes; headers: AccountHeaders };

interface Order {
  uids: Uint32Array;
  members: number;
  uidValidity: bigint;
}

export class Orders {
  readonly #known = new Map<string, Order>();
  readonly #pending = new Map<string, Promise<Order>>();

  /** Ascending; null where it can't be had in a moment. It may lack messages that are gone, never ones that came. */
  async of(
    parts: Parts,
    picture: Mirror,
    by: OrderKey,
    isAsked: boolean,
    signal: AbortSignal | undefined,
  ): Promise<Uint32Array | null> {
    const key = `${by} ${picture.path}`;
    const known = this.#known.get(key);
    const uidValidity = picture.selected?.uidValidity ?? 0n;
    if (known?.uidValidity === uidValidity && known.members === picture.arrivals) return known.uids;
    const making = this.#pending.get(key) ?? this.#make(parts, picture, by, key);
    const enough = pause(isAsked ? PATIENCE_MS : LITTLE_PATIENCE_MS, signal).then(() => null);
    try {
      const order = await Promise.race([making, enough]);
      return order?.members === picture.arrivals ? order.uids : null;
    } catch {
      // It is a wish: the page says what it is sorted by.
      return null;
    }
  }

  drop(): void {
    this.#known.clear();
  }

  #make(parts: Parts, picture: Mirror, by: OrderKey, key: string): Promise<Order> {
    const making = make(parts, picture, by)
      .then((order) => {
        this.#known.delete(key);
        this.#known.set(key, order);
        for (const oldest of this.#known.keys()) if (this.#known.size > KEEP) this.#known.delete(oldest);
        return order;
      })
      .finally(() => this.#pending.delete(key));
    making.catch(() => {});
    this.#pending.set(key, making);
    return making;
  }
}

async function make({ lanes, headers }: Parts, picture: Mirror, by: OrderKey): Promise<Order> {
  const { path, arrivals } = picture;
  const uidValidity = picture.selected?.uidValidity ?? 0n;
  const sorted = await lanes.use(
    async ({ client }) =>
      client.capabilities.has('SORT')
        ? uidSort(client, keyFor(by, client.capabilities), picture.visible + 10_000)
        : null,
    { mailbox: path, lane: 'BACKGROUND', deadlineMs: SORT_DEADLINE_MS },
  );
  const uids = sorted ?? (await sortKeys(lanes, headers, picture, by));
  return { uids, members: arrivals, uidValidity };
}

/** FROM sorts by what stands before the @; by the name a person sees only where SORT=DISPLAY is (RFC 5957). */
function keyFor(by: OrderKey, capabilities: ReadonlyMap<string, unknown>): Parameters<typeof uidSort>[1] {
  if (by !== 'SENDER') return by;
  return capabilities.has('SORT=DISPLAY') ? 'DISPLAYFROM' : 'FROM';
}
