// Tells of messages by their locators. A newcomer's trap: an event has a client ask for what it names, so of thousands
// several are made; of none there is no event, because one without names means "ask for everything again".
import type { StoreEvent } from '../../mail/store.ts';
import { encodeMessage } from '../locator.ts';

/** Messages in one event at most. */
const MAX_MESSAGES = 500;

export function tellOf(
  kind: 'MESSAGES_ADDED' | 'MESSAGES_CHANGED' | 'MESSAGES_REMOVED',
  { path, uidValidity }: { path: string; uidValidity: bigint },
  uids: readonly number[],
  emit: (event: StoreEvent) => void,
): void {
  for (let at = 0; at < uids.length; at += MAX_MESSAGES) {
    const some = uids.slice(at, at + MAX_MESSAGES);
    emit({ kind, mailbox: path, messages: some.map((uid) => encodeMessage({ path, uidValidity, uid })) });
  }
}
