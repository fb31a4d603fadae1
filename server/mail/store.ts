// The one interface over unequal mailboxes. Small core, optional groups: a capability is the presence of its
// methods, so a flag and a fact can't differ. A newcomer's trap: every method takes and returns *locators*
// (the store's own names), never ids; graphql/ and http/ encode ids at their edge. Every method may throw a
// MailError and nothing else, and ends within its time limit (10 s for interactive ones) with data or error.
import type { Readable } from 'node:stream';
import type { MailboxChanges } from './change.ts';
import type { Mailbox, MailboxRole, Quota, Rights, StateOrigin } from './mailbox.ts';
import type { Filter, Flag, FlagChange, MessageHeader, Outcome, Page, Part, Window } from './message.ts';

/**
 * How far a list of mailboxes goes: LAST is what was told last, where that is not long ago; OWN asks anew; ALL waits
 * for those of other people, too.
 */
export type Reach = 'LAST' | 'OWN' | 'ALL';

export interface MailStore {
  /** Where flags and folders live: SERVER for IMAP, PROXY for POP3. */
  readonly stateOrigin: StateOrigin;
  /**
   * True for Gmail, as soon as it is known: the mailbox with the role ALL holds every message but those in Trash and
   * Junk, and to archive is to leave a message nowhere else.
   */
  readonly mailboxesAreLabels?: boolean;
  /**
   * All mailboxes with counts, INBOX first, then by role, then by path. Those of other people and of nobody are in
   * it as far as they are known by now, so that they never slow down a person's own; ALL waits for them.
   */
  mailboxes(signal?: AbortSignal, reach?: Reach): Promise<Mailbox[]>;
  /** What the account may hold, empty where the server sets no limit or does not tell. Asked once a minute at most. */
  quota(signal?: AbortSignal): Promise<readonly Quota[]>;
  /** One window of a mailbox. MAILBOX_GONE when it is not there, STALE when a cursor no longer means anything. */
  page(mailbox: string, window: Window, signal?: AbortSignal): Promise<Page>;
  /**
   * Header rows by locator, in the order asked; null where the message is gone. At most 500. With `previews` they say
   * how their text begins, which costs IMAP up to three commands a mailbox where it is not known.
   */
  headers(
    messages: readonly string[],
    signal?: AbortSignal,
    previews?: boolean,
  ): Promise<(MessageHeader | null)[]>;
  /** Locators of the messages in a mailbox that a filter matches, newest first, `limit` at most. MAILBOX_GONE. */
  find(mailbox: string, filter: Filter, limit: number, signal?: AbortSignal): Promise<string[]>;
  /** The tree of parts. */
  structure(message: string, signal?: AbortSignal): Promise<Part>;
  /**
   * The header block as stored, cut at 256 kB. IMAP brings it together with the text that is shown, so it costs no
   * command where a message is being opened.
   */
  openHeader(message: string, signal?: AbortSignal): Promise<Buffer>;
  /** The bytes of one part with the transfer encoding undone (charset untouched). Destroy the stream to stop early. */
  openPart(message: string, part: Part, signal?: AbortSignal): Promise<Readable>;
  /**
   * The bytes from `start` up to `end` of a part as they are transferred, the encoding not undone. Less where the part
   * ends before; nothing is read of what lies before `start`.
   */
  openSection(
    message: string,
    part: Part,
    range: { start: number; end: number },
    signal?: AbortSignal,
  ): Promise<Readable>;
  /** The whole message as stored. */
  openRaw(message: string, signal?: AbortSignal): Promise<Readable>;
  /** Irreversible. For POP3 this is the local copy and the server's copy both. */
  destroy(messages: readonly string[], signal?: AbortSignal): Promise<Outcome[]>;
  /** Asks the server for what is new now; for POP3 one session. Resolves when it is in the list. */
  refresh(signal?: AbortSignal): Promise<void>;
  /** Closes every connection. The store is not used again. */
  close(): Promise<void>;

  readonly flags?: FlagStore;
  readonly folders?: FolderStore;
  readonly filing?: FilingStore;
  readonly watch?: Watch;
  readonly changes?: ChangeStore;
}

export interface ChangeStore {
  /**
   * The mailbox as it is now, to ask for changes with later. For one that is being watched it never runs ahead of
   * what the listeners were told.
   */
  state(mailbox: string, signal?: AbortSignal): Promise<string>;
  /**
   * What happened since `state`, at most `limit` (1 to 500) messages at a time. STALE when the mailbox is another
   * one now (UIDVALIDITY): forget what was known of it.
   */
  since(mailbox: string, state: string, limit: number, signal?: AbortSignal): Promise<MailboxChanges>;
  /** Where a message stands in UidRange. NOT_FOUND for what is no locator. */
  uidOf(message: string): number;
}

export interface FlagStore {
  /**
   * UNSUPPORTED for messages of a mailbox that does not keep such a flag or keyword. With `undo` each outcome says
   * what would take it back, which may cost one more command.
   */
  set(
    messages: readonly string[],
    change: FlagChange,
    signal?: AbortSignal,
    undo?: boolean,
  ): Promise<Outcome[]>;
}

export interface FolderStore {
  /**
   * Makes a mailbox under a parent (null: at the top) and returns it. CONFLICT when the name is taken. With a role
   * it is made for that use, where the server can be told so.
   */
  create(parent: string | null, name: string, signal?: AbortSignal, role?: MailboxRole): Promise<Mailbox>;
  /**
   * Renames, moves under another parent, subscribes; what is left out stays. Mailboxes in it go with it. It may get
   * another locator, and then the messages in it do, too.
   */
  update(mailbox: string, change: MailboxChange, signal?: AbortSignal): Promise<Mailbox>;
  /** Removes an empty mailbox; CONFLICT when it holds mail and `withMessages` is not set. */
  remove(mailbox: string, withMessages: boolean, signal?: AbortSignal): Promise<void>;
  /** In the order asked; null where it is not known yet, or where the mailbox is not there. */
  rights(mailboxes: readonly string[], signal?: AbortSignal): Promise<(Rights | null)[]>;
}

export interface MailboxChange {
  name?: string;
  /** Null: to the top. */
  parent?: string | null;
  subscribed?: boolean;
}

export interface FilingStore {
  /** What lies in `to` already is left alone, and its outcome says so (`from`). */
  move(messages: readonly string[], to: string, signal?: AbortSignal): Promise<Outcome[]>;
  copy(messages: readonly string[], to: string, signal?: AbortSignal): Promise<Outcome[]>;
  /** Takes copies back; what they are copies of stays, also where mailboxes are labels. Without it destroy does that. */
  takeBack?(copies: readonly string[], signal?: AbortSignal): Promise<Outcome[]>;
  /** Files a whole message (the copy in Sent, a draft) and returns its locator; null where the server does not tell (no UIDPLUS). */
  append(mailbox: string, raw: Buffer, flags: readonly Flag[], signal?: AbortSignal): Promise<string | null>;
}

/** What happened in a mailbox that nobody here asked for. */
export type StoreEvent =
  | { kind: 'MESSAGES_ADDED'; mailbox: string; messages?: readonly string[] }
  | { kind: 'MESSAGES_CHANGED'; mailbox: string; messages: readonly string[] }
  | { kind: 'MESSAGES_REMOVED'; mailbox: string; messages: readonly string[] }
  /** Counts or folders changed; ask for the list again. */
  | { kind: 'MAILBOXES_CHANGED' }
  /** The connection broke or came back. */
  | { kind: 'CONNECTION'; connected: boolean };

/** Follows a mailbox until the returned function is called. Reconnects by itself; a listener never throws. */
export type Watch = (mailbox: string, listener: (event: StoreEvent) => void) => () => void;

/** The groups a store has, derived from its methods. */
export function capabilitiesOf(store: MailStore): {
  flags: boolean;
  folders: boolean;
  filing: boolean;
  watch: boolean;
  changes: boolean;
} {
  return {
    flags: store.flags !== undefined,
    folders: store.folders !== undefined,
    filing: store.filing !== undefined,
    watch: store.watch !== undefined,
    changes: store.changes !== undefined,
  };
}
