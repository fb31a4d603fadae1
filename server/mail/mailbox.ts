// What a mailbox is (a folder, in a person's words), and what may be done with it. `locator` is the store's own
// name for it; see mail/id.

/** RFC 6154 special uses, and INBOX. */
export type MailboxRole = 'INBOX' | 'DRAFTS' | 'SENT' | 'TRASH' | 'JUNK' | 'ARCHIVE' | 'ALL' | 'FLAGGED';

/** RFC 2342: the person's own mailboxes, those of other people, and those of nobody. */
export type MailboxNamespace = 'PERSONAL' | 'OTHER_USERS' | 'SHARED';

export interface Mailbox {
  locator: string;
  /** From the root to this mailbox, in plain Unicode; the last item is its name. */
  path: readonly string[];
  /** One mailbox a role at most, and only a person's own. */
  role: MailboxRole | null;
  namespace: MailboxNamespace;
  /** Whose it is, as the server names other users; null for the person's own and for nobody's. */
  owner: string | null;
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

/** What the person may do with a mailbox and the messages in it (RFC 4314, in one word each). */
export interface Rights {
  read: boolean;
  setSeen: boolean;
  /** Marks and labels other than read and deleted. */
  setFlags: boolean;
  /** Put messages into it. */
  insert: boolean;
  /** Take messages out of it. */
  remove: boolean;
  createChild: boolean;
  /** Rename it or put it elsewhere. */
  rename: boolean;
  delete: boolean;
}

export const FULL_RIGHTS: Rights = {
  read: true,
  setSeen: true,
  setFlags: true,
  insert: true,
  remove: true,
  createChild: true,
  rename: true,
  delete: true,
};

/** RFC 9208 resources: bytes, messages, mailboxes. */
export const QUOTA_RESOURCES = ['STORAGE', 'MESSAGE', 'MAILBOX'] as const;

export interface Quota {
  resource: (typeof QUOTA_RESOURCES)[number];
  /** STORAGE in bytes. */
  used: number;
  limit: number;
}
