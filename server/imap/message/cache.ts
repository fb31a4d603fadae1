// What is kept in memory of everybody's mail, process-wide and bounded in bytes: header rows, index columns, opened
// bodies. Fair: when it is full, the account that holds the most loses its least recently used entry, so one that
// reads a hundred thousand messages pushes out its own. A newcomer's trap: the bytes are the caller's word, so count
// what V8 really takes (sizes below); what an entry costs by itself is added here.
import { LRUCache } from 'lru-cache';

export interface CacheStats {
  hits: number;
  misses: number;
  /** Of all entries, keys and book-keeping included; never above the bound. */
  bytes: number;
  entries: number;
  /** Entries pushed out by the bound. */
  evictions: number;
}

export interface Cache {
  /** The part of one account; `scope` must be unique to it. Every handle of a scope shows the same entries. */
  of<T extends object>(scope: string): AccountCache<T>;
  stats(): CacheStats;
}

export interface AccountCache<T extends object> {
  /** Counts a hit or a miss, and makes the entry the most recently used. */
  get(key: string): T | undefined;
  /** Looks and changes nothing. */
  peek(key: string): T | undefined;
  /**
   * Keeps a value of so many bytes. `onEvict` is called when the bound pushes it out (at once, where it is larger
   * than all there is room for), not when it is deleted or replaced.
   */
  set(key: string, value: T, bytes: number, onEvict?: () => void): void;
  /** The value under this key takes so many bytes now; its turn to leave stays. */
  resize(key: string, bytes: number): void;
  delete(key: string): void;
  /** Deletes everything of the account. */
  drop(): void;
}

/** What an entry costs besides its key and its value: a Map's slot, the list's, the object around it. */
const ENTRY_BYTES = 200;
/** And an account's list. */
const ACCOUNT_BYTES = 2_000;

interface Entry {
  value: object;
  bytes: number;
  onEvict: (() => void) | undefined;
}

interface Account {
  scope: string;
  entries: LRUCache<string, Entry>;
  bytes: number;
  /** Where it stands in the heap. */
  at: number;
}

export function createCache(maxBytes: number): Cache {
  const accounts = new Map<string, Account>();
  /** The largest account first: a binary heap, because there may be thousands and each new row may push one out. */
  const heap: Account[] = [];
  const counts = { hits: 0, misses: 0, bytes: 0, entries: 0, evictions: 0 };

  function open(scope: string): Account {
    const known = accounts.get(scope);
    if (known !== undefined) return known;
    // lru-cache keeps the order only; it can't learn a new size without making the entry the newest.
    const entries = new LRUCache<string, Entry>({
      maxSize: Number.MAX_SAFE_INTEGER,
      sizeCalculation: () => 1,
    });
    const account = { scope, entries, bytes: 0, at: heap.length };
    accounts.set(scope, account);
    heap.push(account);
    grow(account, ACCOUNT_BYTES);
    return account;
  }

  function grow(account: Account, bytes: number): void {
    counts.bytes += bytes;
    account.bytes += bytes;
    if (bytes > 0) rise(heap, account);
    else sink(heap, account);
  }

  /** Counts an entry out that was just taken off the list. */
  function left(account: Account, { bytes }: Entry): void {
    counts.entries--;
    grow(account, -bytes);
    if (account.entries.size === 0) close(account);
  }

  function close(account: Account): void {
    accounts.delete(account.scope);
    counts.bytes -= account.bytes;
    const last = heap.pop();
    if (last === undefined || last === account) return;
    last.at = account.at;
    heap[last.at] = last;
    sink(heap, last);
    rise(heap, last);
  }

  function shrink(): void {
    while (counts.bytes > maxBytes) {
      const largest = heap[0];
      const entry = largest?.entries.pop();
      if (largest === undefined || entry === undefined) return;
      left(largest, entry);
      counts.evictions++;
      entry.onEvict?.();
    }
  }

  function of(scope: string): AccountCache<object> {
    const peek = (key: string): Entry | undefined => accounts.get(scope)?.entries.peek(key);
    return {
      get(key) {
        const entry = accounts.get(scope)?.entries.get(key);
        if (entry === undefined) counts.misses++;
        else counts.hits++;
        return entry?.value;
      },
      peek: (key) => peek(key)?.value,
      set(key, value, bytes, onEvict) {
        const cost = costOf(key, bytes);
        if (ACCOUNT_BYTES + cost > maxBytes) {
          this.delete(key);
          onEvict?.();
          return;
        }
        const account = open(scope);
        const entry = account.entries.get(key);
        if (entry === undefined) {
          account.entries.set(key, { value, bytes: cost, onEvict });
          counts.entries++;
          grow(account, cost);
        } else {
          grow(account, cost - entry.bytes);
          Object.assign(entry, { value, bytes: cost, onEvict });
        }
        shrink();
      },
      resize(key, bytes) {
        const account = accounts.get(scope);
        const entry = account?.entries.peek(key);
        if (account === undefined || entry === undefined) return;
        const cost = costOf(key, bytes);
        grow(account, cost - entry.bytes);
        entry.bytes = cost;
        shrink();
      },
      delete(key) {
        const account = accounts.get(scope);
        const entry = account?.entries.peek(key);
        if (account === undefined || entry === undefined) return;
        account.entries.delete(key);
        left(account, entry);
      },
      drop() {
        const account = accounts.get(scope);
        if (account === undefined) return;
        counts.entries -= account.entries.size;
        close(account);
      },
    };
  }

  return {
    of: <T extends object>(scope: string) => of(scope) as AccountCache<T>,
    stats: () => ({ ...counts }),
  };
}

const costOf = (key: string, bytes: number): number => ENTRY_BYTES + textBytes(key) + bytes;

/** V8 keeps a string in one byte a character when all of them fit, else in two. */
export function textBytes(text: string): number {
  return /^[\0-\xff]*$/.test(text) ? text.length : text.length * 2;
}

function rise(heap: Account[], account: Account): void {
  for (let at = account.at; at > 0; at = account.at) {
    const parent = heap[(at - 1) >> 1];
    if (parent === undefined || parent.bytes >= account.bytes) return;
    swap(heap, parent, account);
  }
}

function sink(heap: Account[], account: Account): void {
  for (;;) {
    const left = heap[account.at * 2 + 1];
    const right = heap[account.at * 2 + 2];
    const larger = right !== undefined && left !== undefined && right.bytes > left.bytes ? right : left;
    if (larger === undefined || larger.bytes <= account.bytes) return;
    swap(heap, larger, account);
  }
}

/** A parent and a child of it change places. */
function swap(heap: Account[], one: Account, other: Account): void {
  [one.at, other.at] = [other.at, one.at];
  heap[one.at] = one;
  heap[other.at] = other;
}
