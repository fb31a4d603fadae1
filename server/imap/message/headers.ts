// The header cache: rows of messages, in memory only, in the cache that all accounts share. Headers, structure and
// preview of a UID never change under its UIDVALIDITY, so a row is right as long as it is here; flags change and are
// not in it. Rows that were looked at lately lie here as objects, all others packed as text. A newcomer's trap: a row
// is handed out to everybody who asks; nobody may change it.
import type { MessageHeader, Part } from '../../mail/message.ts';
import { type AccountCache, type Cache, type CacheStats, createCache, textBytes } from './cache.ts';
import { looseBytes, pack, unpack } from './packed.ts';

/** What is known of a message for ever. `preview` is undefined until it was asked for. */
export interface Row {
  readonly header: Readonly<Omit<MessageHeader, 'locator' | 'mailbox' | 'flags' | 'keywords' | 'preview'>>;
  readonly structure: Part | null;
  readonly preview?: string | null;
}

export interface HeaderCache {
  /** Where the rows lie; what else is kept of an account goes in there too, under keys of its own. */
  readonly cache: Cache;
  /** The rows of one account; `scope` must be unique to it. */
  of(scope: string): AccountHeaders;
  /** Hits and misses of rows; bytes, entries and evictions of the whole cache. */
  stats(): CacheStats;
}

export interface AccountHeaders {
  get(path: string, uidValidity: bigint, uid: number): Row | null;
  /** For whoever looks once and lists nothing: counts no hit or miss, and keeps nothing ready for the next time. */
  peek(path: string, uidValidity: bigint, uid: number): Row | null;
  /** Looks without counting a hit or a miss. */
  has(path: string, uidValidity: bigint, uid: number): boolean;
  put(path: string, uidValidity: bigint, uid: number, row: Row): void;
  /** Forgets a message that is gone. */
  forget(path: string, uidValidity: bigint, uid: number): void;
  /** Forgets everything of the account, whatever else the cache holds of it included. */
  drop(): void;
}

/** What else is kept of a message lies under this key, and is forgotten with it. */
export const messageKey = (path: string, uidValidity: bigint, uid: number): string =>
  `message\0${path}\0${uidValidity}\0${uid}`;

/** Rows lie in blocks, because an entry of the cache costs some 200 bytes by itself. */
const BLOCK = 64;
const BLOCK_BYTES = 200;
/** A place in a Map and the head of a string. */
const ROW_BYTES = 48;
/** Of all bytes, how many may be objects. */
const LOOSE_SHARE = 1 / 8;
/** A row that nobody looked at for so long costs too much as an object: a thousand people who are away. */
const PACK_AFTER_MS = 60_000;
const PACK_EVERY_MS = 30_000;
/** Some three milliseconds' work. */
const PACK_AT_ONCE = 15;
const PACK_NEXT_MS = 20;

interface Block {
  readonly scope: string;
  readonly key: string;
  readonly home: AccountCache<Block>;
  readonly rows: Map<number, Row | string>;
  bytes: number;
  /** Of `bytes`, what the rows take that are objects. */
  loose: number;
  usedAt: number;
}

export function createHeaderCache(maxBytes: number): HeaderCache {
  const cache = createCache(maxBytes);
  const counts = { hits: 0, misses: 0 };
  /** Blocks with rows that are objects, the one used longest ago first. */
  const looseBlocks = new Set<Block>();
  let newest: Block | null = null;
  let looseTotal = 0;
  let isWaiting = false;

  function loosen(block: Block, bytes: number): void {
    looseTotal += bytes;
    block.loose += bytes;
    looseBlocks.delete(block);
    if (block.loose > 0) looseBlocks.add(block);
    newest = block;
    block.usedAt = Date.now();
  }

  const lose = (block: Block): void => loosen(block, -block.loose);

  /** Packs what was not looked at for longest. */
  function tidy(): void {
    for (const block of looseBlocks) {
      if (looseTotal <= maxBytes * LOOSE_SHARE) break;
      packRows(block);
    }
    if (looseBlocks.size > 0 && !isWaiting) tidyLater(PACK_EVERY_MS);
  }

  /** Packs what nobody looked at lately, a few blocks at a time. */
  function tidyOld(): void {
    isWaiting = false;
    let left = PACK_AT_ONCE;
    const old = Date.now() - PACK_AFTER_MS;
    for (const block of looseBlocks) {
      if (block.usedAt > old || left-- === 0) break;
      packRows(block);
    }
    if (looseBlocks.size > 0) tidyLater(left < 0 ? PACK_NEXT_MS : PACK_EVERY_MS);
  }

  function tidyLater(ms: number): void {
    isWaiting = true;
    setTimeout(tidyOld, ms).unref();
  }

  function packRows(block: Block): void {
    block.bytes -= block.loose;
    lose(block);
    for (const [uid, row] of block.rows) {
      if (typeof row === 'string') continue;
      const text = pack(row);
      block.bytes += ROW_BYTES + textBytes(text);
      block.rows.set(uid, text);
    }
    block.home.resize(block.key, block.bytes);
  }

  /** Takes a row's bytes out of its block's count. */
  function uncount(block: Block, uid: number): void {
    const known = block.rows.get(uid);
    if (known === undefined) return;
    const isText = typeof known === 'string';
    const bytes = isText ? ROW_BYTES + textBytes(known) : looseBytes(known);
    block.bytes -= bytes;
    if (!isText) loosen(block, -bytes);
  }

  function place(block: Block, uid: number, row: Row): void {
    uncount(block, uid);
    const bytes = looseBytes(row);
    block.rows.set(uid, row);
    block.bytes += bytes;
    loosen(block, bytes);
  }

  function of(scope: string): AccountHeaders {
    const home = cache.of<Block>(scope);
    // Rows are asked for in runs, so the last key is mostly the next one.
    let last = { path: '', uidValidity: -1n, number: -1, key: '' };
    function keyOf(path: string, uidValidity: bigint, uid: number): string {
      const number = Math.floor(uid / BLOCK);
      if (last.number !== number || last.path !== path || last.uidValidity !== uidValidity)
        last = { path, uidValidity, number, key: `rows\0${path}\0${uidValidity}\0${number}` };
      return last.key;
    }
    return {
      get(path, uidValidity, uid) {
        const block = home.get(keyOf(path, uidValidity, uid));
        const known = block?.rows.get(uid);
        if (block === undefined || known === undefined) {
          counts.misses++;
          return null;
        }
        counts.hits++;
        if (typeof known !== 'string') {
          // A page is a run of rows of one block; once is enough to make it the newest.
          if (block !== newest) loosen(block, 0);
          else block.usedAt = Date.now();
          return known;
        }
        const row = unpack(known);
        place(block, uid, row);
        home.resize(block.key, block.bytes);
        tidy();
        return row;
      },
      peek(path, uidValidity, uid) {
        const known = home.peek(keyOf(path, uidValidity, uid))?.rows.get(uid);
        return typeof known === 'string' ? unpack(known) : (known ?? null);
      },
      has: (path, uidValidity, uid) => home.peek(keyOf(path, uidValidity, uid))?.rows.has(uid) === true,
      put(path, uidValidity, uid, row) {
        const key = keyOf(path, uidValidity, uid);
        const empty = (): Block => ({
          scope,
          key,
          home,
          rows: new Map(),
          bytes: BLOCK_BYTES,
          loose: 0,
          usedAt: 0,
        });
        const block = home.peek(key) ?? empty();
        place(block, uid, row);
        home.set(key, block, block.bytes, () => lose(block));
        tidy();
      },
      forget(path, uidValidity, uid) {
        home.delete(messageKey(path, uidValidity, uid));
        const block = home.peek(keyOf(path, uidValidity, uid));
        if (block === undefined || !block.rows.has(uid)) return;
        uncount(block, uid);
        block.rows.delete(uid);
        if (block.rows.size === 0) home.delete(block.key);
        else home.resize(block.key, block.bytes);
      },
      drop() {
        for (const block of looseBlocks) if (block.scope === scope) lose(block);
        home.drop();
      },
    };
  }

  return { cache, of, stats: () => ({ ...cache.stats(), ...counts }) };
}
