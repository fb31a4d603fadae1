// Messages that are being written, kept on this device until the server has them. A newcomer's trap: copies of
// several people may lie in one browser, so each names its owner and is only ever shown to that one.
import type { Fields } from './fields.ts';

export interface LocalCopy {
  v: 1;
  id: string;
  /** The viewer's id. */
  owner: string;
  fields: Fields;
  /** The stored draft that this continues. */
  draftId: string | null;
  /** Idempotency key of the next send. */
  key: string;
  /** A send whose outcome never came: its key and what exactly was sent under it. */
  attempt: { key: string; print: string } | null;
  /** Milliseconds since 1970. */
  updatedAt: number;
}

/** What is needed of localStorage. */
export type TextStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'postern:compose:';

export class Copies {
  readonly #storage: TextStorage;

  constructor(storage: TextStorage) {
    this.#storage = storage;
  }

  /** False when the browser has no room or keeps nothing (private windows); the text is then only on the page. */
  put(copy: LocalCopy): boolean {
    try {
      this.#storage.setItem(PREFIX + copy.id, JSON.stringify(copy));
      return true;
    } catch {
      return false;
    }
  }

  get(id: string, owner: string): LocalCopy | null {
    const copy = read(this.#storage.getItem(PREFIX + id));
    return copy?.owner === owner ? copy : null;
  }

  remove(id: string): void {
    this.#storage.removeItem(PREFIX + id);
  }

  /** Newest first. */
  list(owner: string): LocalCopy[] {
    const found: LocalCopy[] = [];
    for (let at = 0; at < this.#storage.length; at += 1) {
      const name = this.#storage.key(at);
      if (!name?.startsWith(PREFIX)) continue;
      const copy = read(this.#storage.getItem(name));
      if (copy?.owner === owner) found.push(copy);
    }
    return found.sort((a, b) => b.updatedAt - a.updatedAt);
  }
}

function read(text: string | null): LocalCopy | null {
  if (text === null) return null;
  try {
    const copy = JSON.parse(text) as LocalCopy;
    return copy.v === 1 && typeof copy.fields?.text === 'string' ? copy : null;
  } catch {
    return null;
  }
}
