// A filter as clients write it, as stores read it.
import type { Filter } from '../mail/message.ts';
import type { MessageFilter } from './schema.gen.ts';

const MAX_TEXT = 200;

export function filterOf(filter: MessageFilter | null | undefined): Filter {
  if (filter == null) return {};
  const text = filter.text?.trim().slice(0, MAX_TEXT);
  return {
    unread: filter.unread ?? false,
    flagged: filter.flagged ?? false,
    ...(text ? { text } : {}),
  };
}
