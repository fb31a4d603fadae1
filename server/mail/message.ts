// What a message is before it is opened: its header row, its parts, and pages of rows. A newcomer's trap: a
// row's strings are decoded but not safe; they may hold any Unicode (direction overrides, line separators)
// and are only ever rendered as text.

export interface Address {
  name: string | null;
  /** local@domain as written, or null for a group or a broken address. */
  address: string | null;
}

export const FLAGS = ['SEEN', 'FLAGGED', 'ANSWERED', 'FORWARDED', 'DRAFT', 'JUNK'] as const;
export type Flag = (typeof FLAGS)[number];

/** NOT_LISTED: a POP3 server no longer lists it, our copy stays. HEADERS_ONLY: listed, body not kept here. */
export type Availability = 'FULL' | 'HEADERS_ONLY' | 'NOT_LISTED';

export interface MessageHeader {
  locator: string;
  /** The locator of the mailbox it lies in. */
  mailbox: string;
  /** Without the angle brackets; null when the message has none. */
  messageId: string | null;
  /**
   * The server's name for the message wherever it lies (RFC 8474 EMAILID, Gmail's X-GM-MSGID): rows with the same one
   * are one message. Null where the server gives none.
   */
  emailId: string | null;
  inReplyTo: readonly string[];
  references: readonly string[];
  subject: string | null;
  from: readonly Address[];
  sender: readonly Address[];
  to: readonly Address[];
  cc: readonly Address[];
  bcc: readonly Address[];
  replyTo: readonly Address[];
  /** The Date header; null when missing or unreadable. */
  sentAt: Date | null;
  /** INTERNALDATE for IMAP; for POP3 the newest Received line, else Date, else when it was first seen. */
  receivedAt: Date;
  /** Bytes as the server counts them. For POP3 an estimate until the body is here (Exchange rounds). */
  size: number;
  flags: readonly Flag[];
  /** Keywords other than the system flags, as the server spells them. */
  keywords: readonly string[];
  /** Judged from the structure where it is known, else from the content type. */
  hasAttachments: boolean;
  /** How the text begins, at most 200 characters on one line; null where it was not asked for or is not known. */
  preview: string | null;
  availability: Availability;
}

/** One MIME part. */
export interface Part {
  /**
   * IMAP's section number ("1", "2.1"); the root of a single-part message is "1". What lies inside a part, where the
   * server does not look, has the path of that part, "!" and a path of ours: "2!1" is the first file of a winmail.dat
   * or of a text with uuencode, "3!2.1" the part 2.1 of a message that was attached as a file.
   */
  path: string;
  /** Lower case, for example "text/html". */
  type: string;
  /** Content-Type parameters, names in lower case, RFC 2231 decoded. */
  params: Readonly<Record<string, string>>;
  disposition: 'INLINE' | 'ATTACHMENT' | null;
  filename: string | null;
  /** Without the angle brackets. */
  contentId: string | null;
  contentLocation: string | null;
  /** Lower case Content-Transfer-Encoding, "7bit" when absent. */
  encoding: string;
  /** Encoded bytes, as transferred. */
  size: number;
  children: readonly Part[];
  /** A sentence when it could not be opened, or not all of it. */
  note?: string;
  /** Of the root: what of the message could not be read as it is, a sentence for a person each. */
  notes?: readonly string[];
}

export const SORT_KEYS = ['ARRIVAL', 'DATE', 'SENDER', 'SUBJECT', 'SIZE'] as const;
/** ARRIVAL is the order in which the server got the messages, DATE that of the Date header. */
export type SortKey = (typeof SORT_KEYS)[number];

export interface Sort {
  by: SortKey;
  /** False: newest, largest, Z first. */
  ascending: boolean;
}

/** The order of a list when none is asked for. */
export const NEWEST_FIRST: Sort = { by: 'ARRIVAL', ascending: false };

/**
 * A window over a mailbox in the order of `sort`. At most one of `after` (continues with what follows the row of
 * that cursor), `before` (with what precedes it), `offset` and `around`.
 */
export interface Window {
  /** 1 to 200. */
  limit: number;
  after?: string;
  before?: string;
  /** Begins at this row, counted from 0. */
  offset?: number;
  /** Has this message (a locator) in its middle; GONE where it is not in the list. */
  around?: string;
  /** A wish: a page says how it is really sorted. */
  sort?: Sort;
  filter?: Filter;
  /** Ask for `preview` too: one more round trip on IMAP. */
  previews?: boolean;
}

export interface Filter {
  /** True: only those; false or absent: all. */
  unread?: boolean;
  flagged?: boolean;
  /** Words looked for in subject, From, To and Cc, without regard to case. */
  text?: string;
  /** True: only messages with files attached. */
  attachments?: boolean;
  /** Only messages with one of these addresses in To or Cc. */
  to?: readonly string[];
  /** Only messages that carry this keyword (a label). */
  keyword?: string;
  /** Only messages with this Message-ID, or one that holds it; without angle brackets. */
  messageId?: string;
}

export interface Page {
  /** In the order of `sortedBy`; each row with the cursor that continues from it. Cursors are opaque and survive arrivals and restarts. */
  rows: readonly { header: MessageHeader; cursor: string }[];
  /** Whether more follows the last row, in the direction of `after`. */
  hasOlder: boolean;
  /** Whether something precedes the first row. */
  hasNewer: boolean;
  /** All messages the filter matches, or null when that would cost more than the page. */
  total: number | null;
  sortedBy: Sort;
  /** How many rows of the list precede the first one here, or null where that is not known. */
  position: number | null;
  /** The mailbox as this page shows it, for changes(since); null where the store keeps no changes. */
  state: string | null;
}

/** Flags and keywords to set and to clear. What is in both lists is set. */
export interface FlagChange {
  add: readonly Flag[];
  remove: readonly Flag[];
  /** Keywords that are no flag of ours: labels, $NotJunk. */
  addKeywords?: readonly string[];
  removeKeywords?: readonly string[];
}

/** The answer for one message of a bulk action. */
export type Outcome =
  | {
      locator: string;
      /** The locator it has now, where it got another; null where the server does not say which. */
      replacedBy?: string | null;
      gone?: boolean;
      /** Of a move: the mailbox it was in; the target itself where it lay there already and was left alone. */
      from?: string;
      /** Of a copy: its locator, null where the server does not say. */
      copy?: string | null;
      /** Of a change of flags, where that was asked for: what gives it back those it had. Absent where none changed. */
      undo?: FlagChange;
    }
  | { locator: string; error: import('./errors.ts').MailError };
