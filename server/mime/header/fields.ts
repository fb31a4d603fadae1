// The header fields of a message that no list shows, read through its store. A newcomer's trap: values are *binary*
// strings, one char per byte, as everywhere in mime/: decode them with the parser of that very field.
import type { MailStore } from '../../mail/store.ts';
import { shared } from '../shared.ts';
import { type Field, headerFields } from './header.ts';

export interface Fields {
  /** Unfolded values in order; the name in lower case. Empty when there is none. */
  all(name: string): readonly string[];
  first(name: string): string | null;
  /** All of them, topmost first: what a server added stands above what it got. */
  readonly list: readonly Field[];
}

/** Read once for all who ask at the same time or shortly after. Throws what the store throws. */
export function readFields(store: MailStore, message: string, signal?: AbortSignal): Promise<Fields> {
  return shared(store, `${message}\0fields`, signal, async (stop) => {
    const bytes = await store.openHeader(message, stop);
    return { value: fieldsOf(bytes), bytes: bytes.length * 3 + 1000 };
  });
}

/** Of a header block; a whole message may be given. */
export function fieldsOf(bytes: Buffer): Fields {
  const list = headerFields(bytes);
  const byName = Map.groupBy(list, ({ name }) => name);
  const all = (name: string): readonly string[] => byName.get(name)?.map(({ value }) => value) ?? [];
  return { all, first: (name) => all(name)[0] ?? null, list };
}
