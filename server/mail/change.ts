// What happened in a mailbox since a state that a client still holds. A newcomer's trap: a server without QRESYNC
// can't name what was removed; then `present` says what is there, and the client drops everything else.
import type { Flag } from './message.ts';

/** First and last UID, both included. */
export type UidRange = readonly [first: number, last: number];

/** A message with the flags it has now. */
export interface MessageState {
  locator: string;
  flags: readonly Flag[];
  keywords: readonly string[];
}

/** Which messages carry a flag or a keyword; all others do not. */
export interface Marked {
  flag: Flag | null;
  keyword: string | null;
  ranges: readonly UidRange[];
}

export interface MailboxChanges {
  /** Messages that came since. */
  added: readonly MessageState[];
  /** Messages that were there already and may have other flags now. */
  changed: readonly MessageState[];
  /** Locators of messages that are gone; empty where `present` is set. */
  removed: readonly string[];
  /** Set where removals can't be named: what is not in these ranges is gone. */
  present: readonly UidRange[] | null;
  /** Set where changes of flags can't be named (no CONDSTORE): the whole truth about each flag. */
  marked: readonly Marked[] | null;
  /** Ask with this the next time. Replay does no harm. */
  state: string;
  /** True: ask again at once. */
  hasMore: boolean;
}

/** False where some of it is told by what is left, or comes with the next answer: then not all is named. */
export function namesAll({ hasMore, present, marked }: MailboxChanges): boolean {
  return !hasMore && present === null && marked === null;
}
