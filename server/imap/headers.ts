// The header cache: rows of messages, process-wide, bounded in bytes, in memory only. Headers, structure and
// preview of a UID never change under its UIDVALIDITY, so a row is right as long as it is here; flags change and
// are not in it. A newcomer's trap: the scope (vault and account) is part of every key, never leave it out.
import { LRUCache } from 'lru-cache';
import type { MessageHeader, Part } from '../mail/message.ts';

/** What is known of a message for ever. `preview` is undefined until it was asked for. */
export interface Row {
  header: Omit<MessageHeader, 'locator' | 'mailbox' | 'flags' | 'keywords' | 'preview'>;
  structure: Part | null;
  preview?: string | null;
}

export interface HeaderCache {
  /** The rows of one account; `scope` must be unique to it. */
  of(scope: string): AccountHeaders;
  stats(): { hits: number; misses: number; bytes: number; entries: number; evictions: number };
}

export interface AccountHeaders {
  get(path: string, uidValidity: bigint, uid: number): Row | null;
  /** Looks without counting a hit or a miss. */
  has(path: string, uidValidity: bigint, uid: number): boolean;
  put(path: string, uidValidity: bigint, uid: number, row: Row): void;
  /** True when a row near this UID, on the older or newer side of it, is here: then its neighbours may be too. */
  isWarm(path: string, uidValidity: bigint, uid: number, side: 'OLDER' | 'NEWER'): boolean;
  /** Forgets a message that is gone. */
  forget(path: string, uidValidity: bigint, uid: number): void;
  /** Forgets everything of the account. */
  drop(): void;
}

/** Rows lie in blocks, because an entry of the cache costs some 150 bytes by itself. */
const BLOCK = 64;
const ENTRY_BYTES = 150;
const ROW_BYTES = 60;

interface Block {
  /** JSON text takes a third of what the objects take, and its size is known exactly. */
  rows: Map<number, string>;
  bytes: number;
}

export function createHeaderCache(maxBytes: number): HeaderCache {
  const counts = { hits: 0, misses: 0, evictions: 0 };
  const blocks = new LRUCache<string, Block>({
    maxSize: Math.max(maxBytes, 1),
    dispose: (_, __, reason) => {
      if (reason === 'evict') counts.evictions++;
    },
  });

  return {
    of(scope) {
      const prefix = `${scope}\0`;
      const key = (path: string, uidValidity: bigint, uid: number): string =>
        `${prefix}${path}\0${uidValidity}\0${Math.floor(uid / BLOCK)}`;
      return {
        get(path, uidValidity, uid) {
          const text = blocks.get(key(path, uidValidity, uid))?.rows.get(uid);
          if (text === undefined) counts.misses++;
          else counts.hits++;
          return text === undefined ? null : revive(text);
        },
        has: (path, uidValidity, uid) => blocks.peek(key(path, uidValidity, uid))?.rows.has(uid) === true,
        put(path, uidValidity, uid, row) {
          const name = key(path, uidValidity, uid);
          const { rows, bytes } = blocks.peek(name) ?? {
            rows: new Map(),
            bytes: ENTRY_BYTES + textBytes(name),
          };
          const text = JSON.stringify(row);
          const grown = bytes + rowBytes(text) - rowBytes(rows.get(uid));
          rows.set(uid, text);
          // A new object each time: the cache takes a new size for a new value only.
          blocks.set(name, { rows, bytes: grown }, { size: grown });
        },
        isWarm(path, uidValidity, uid, side) {
          const step = side === 'OLDER' ? -1 : 1;
          for (let away = 1; away <= BLOCK && uid + step * away > 0; away++)
            if (this.has(path, uidValidity, uid + step * away)) return true;
          return false;
        },
        forget(path, uidValidity, uid) {
          const name = key(path, uidValidity, uid);
          const block = blocks.peek(name);
          const text = block?.rows.get(uid);
          if (block === undefined || text === undefined) return;
          block.rows.delete(uid);
          const bytes = block.bytes - rowBytes(text);
          if (block.rows.size === 0) blocks.delete(name);
          else blocks.set(name, { rows: block.rows, bytes }, { size: bytes });
        },
        drop() {
          for (const name of blocks.keys()) if (name.startsWith(prefix)) blocks.delete(name);
        },
      };
    },
    stats: () => ({ ...counts, bytes: blocks.calculatedSize, entries: blocks.size }),
  };
}

function revive(text: string): Row {
  const row = JSON.parse(text) as Row;
  const { sentAt, receivedAt } = row.header;
  return {
    ...row,
    header: {
      ...row.header,
      sentAt: sentAt === null ? null : new Date(sentAt),
      receivedAt: new Date(receivedAt),
    },
  };
}

function rowBytes(text: string | undefined): number {
  return text === undefined ? 0 : ROW_BYTES + textBytes(text);
}

/** V8 keeps a string in one byte a character when all of them fit, else in two. */
function textBytes(text: string): number {
  return /^[\0-\xff]*$/.test(text) ? text.length : text.length * 2;
}
