// One signed-in session and the names of the messages in it. A newcomer's trap: a UIDL should be unique and lasting
// (RFC 1939 section 7), but some servers give one to two messages and some have none; what a message is called here
// is therefore `u:` and its UIDL, `d:` with a fingerprint where UIDLs repeat, or `h:` and the fingerprint alone.
import { createHash } from 'node:crypto';
import type { Pop3Client } from './client.ts';
import { isRefusal } from './errors.ts';
import { fingerprintOf } from './fingerprint.ts';

export interface Listed {
  key: string;
  /** Means this message in this session only. */
  number: number;
  /** In bytes as the server says, often an estimate; 0 when it says nothing. */
  size: number;
}

export interface Listing {
  /** In the server's order. */
  entries: readonly Listed[];
  byKey: ReadonlyMap<string, Listed>;
  /** Equal for equal lists: names and sizes. */
  digest: string;
  /** False on a server without UIDL: each session then reads all headers to know its messages. */
  hasUidl: boolean;
}

export class Session {
  readonly client: Pop3Client;
  /** Counts up in one maildrop: tells whether a session began after a request. */
  readonly serial: number;
  #batch: number;
  #listing: Promise<Listing> | null = null;

  constructor(client: Pop3Client, options: { serial: number; batch: number }) {
    this.client = client;
    this.serial = options.serial;
    this.#batch = options.batch;
  }

  /** Asked for once: a session is a snapshot. */
  listing(): Promise<Listing> {
    this.#listing ??= this.#list();
    return this.#listing;
  }

  /** The raw header of a message; a Refusal when the server has no such message any more. */
  async header(number: number): Promise<Buffer> {
    const { top, known } = this.client.capabilities;
    if (!top) return this.client.topByRetr(number);
    try {
      return await this.client.top(number);
    } catch (error) {
      // Without CAPA only a try tells whether there is TOP.
      if (known || !isRefusal(error) || error.code !== 'UPSTREAM_REFUSED') throw error;
      return this.client.topByRetr(number);
    }
  }

  async #list(): Promise<Listing> {
    const [, uidls, sizes] = await Promise.all([
      // What a server can do may change with the sign-in (RFC 2449 section 5).
      this.client.capa(),
      this.client.uidl(),
      this.client.list(),
    ]);
    const numbers = [...new Set([...sizes.keys(), ...(uidls?.keys() ?? [])])].sort((a, b) => a - b);
    const repeated = new Set(uidls ? repeats([...uidls.values()]) : []);
    const needsHeader = (number: number): boolean => {
      const uidl = uidls?.get(number);
      return !uidl || repeated.has(uidl);
    };
    const prints = await this.#fingerprints(numbers.filter(needsHeader));
    const byKey = new Map<string, Listed>();
    for (const number of numbers) {
      const uidl = uidls?.get(number);
      const print = prints.get(number);
      const key = !uidl ? `h:${print}` : repeated.has(uidl) ? `d:${uidl} ${print}` : `u:${uidl}`;
      // A message whose header could not be read has no name to know it by in the next session.
      if (needsHeader(number) && print === undefined) continue;
      byKey.set(key, { key, number, size: sizes.get(number) ?? 0 });
    }
    const entries = [...byKey.values()];
    const hash = createHash('sha256');
    for (const { key, size } of entries) hash.update(`${size} ${key}\n`);
    return { entries, byKey, digest: hash.digest('base64'), hasUidl: uidls !== null };
  }

  async #fingerprints(numbers: readonly number[]): Promise<Map<number, string>> {
    const prints = new Map<number, string>();
    for (let at = 0; at < numbers.length; at += this.#batch) {
      const batch = numbers.slice(at, at + this.#batch);
      const headers = await this.headers(batch);
      for (const [number, header] of headers) prints.set(number, fingerprintOf(header));
    }
    return prints;
  }

  /** The headers of several messages, all asked for at once; without those that the server refuses. */
  async headers(numbers: readonly number[]): Promise<Map<number, Buffer>> {
    const headers = new Map<number, Buffer>();
    const results = await Promise.allSettled(
      numbers.map(async (number) => headers.set(number, await this.header(number))),
    );
    for (const result of results)
      if (result.status === 'rejected' && !isRefusal(result.reason)) throw result.reason;
    return headers;
  }
}

function repeats(values: readonly string[]): string[] {
  const seen = new Set<string>();
  return values.filter((value) => seen.size === seen.add(value).size);
}
