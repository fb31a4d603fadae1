// What a mailbox is (a folder, in a person's words). `locator` is the store's own name for it; see mail/id.

/** RFC 6154 special uses, and INBOX. */
export type MailboxRole = 'INBOX' | 'DRAFTS' | 'SENT' | 'TRASH' | 'JUNK' | 'ARCHIVE' | 'ALL' | 'FLAGGED';

export interface Mailbox {
  locator: string;
  /** From the root to this mailbox, in plain Unicode; the last item is its name. */
  path: readonly string[];
  role: MailboxRole | null;
  subscribed: boolean;
  /** False for a name that only holds other mailboxes (\Noselect). */
  selectable: boolean;
  total: number;
  unread: number;
  /** SERVER when other clients see it, PROXY when Postern keeps it (every POP3 folder but the inbox). */
  origin: StateOrigin;
}

/** Where a state lives: with the mail server, or kept here because the protocol has no place for it. */
export type StateOrigin = 'SERVER' | 'PROXY';
