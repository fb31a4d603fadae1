// The mail of a small Gmail: one message, many labels, and a mailbox for each label in which it has a UID of its own.
// A newcomer's trap: flags belong to the message and not to the placement, and every message that is neither in Trash
// nor in Spam is in All Mail, too; to take it out of any other mailbox destroys nothing.
export const ALL_MAIL = '[Gmail]/All Mail';
export const TRASH = '[Gmail]/Trash';
export const SPAM = '[Gmail]/Spam';

/** As Gmail lists them to an English user. */
export const SYSTEM: Readonly<Record<string, string>> = {
  INBOX: '',
  '[Gmail]': '\\Noselect',
  [ALL_MAIL]: '\\All',
  '[Gmail]/Drafts': '\\Drafts',
  '[Gmail]/Important': '\\Important',
  '[Gmail]/Sent Mail': '\\Sent',
  [SPAM]: '\\Junk',
  '[Gmail]/Starred': '\\Flagged',
  [TRASH]: '\\Trash',
};

export interface GmailMessage {
  /** X-GM-MSGID. */
  id: bigint;
  thread: bigint;
  raw: Buffer;
  receivedAt: Date;
  flags: Set<string>;
  modseq: number;
}

export interface Placed {
  uid: number;
  message: GmailMessage;
  /** The one mark that is of the placement. */
  isDeleted: boolean;
}

export interface GmailMailbox {
  path: string;
  uidValidity: number;
  uidNext: number;
  /** Ascending by UID. */
  rows: Placed[];
}

export class GmailMail {
  readonly mailboxes = new Map<string, GmailMailbox>();
  #ids = 1_800_000_000_000_000_000n;
  #validity = 1;
  #modseq = 100;

  constructor() {
    for (const path of Object.keys(SYSTEM)) this.create(path);
  }

  get modseq(): number {
    return this.#modseq;
  }

  create(path: string): GmailMailbox {
    const mailbox = { path, uidValidity: this.#validity++, uidNext: 1, rows: [] };
    this.mailboxes.set(path, mailbox);
    return mailbox;
  }

  rename(from: string, to: string): void {
    for (const [path, mailbox] of [...this.mailboxes]) {
      if (path !== from && !path.startsWith(`${from}/`)) continue;
      this.mailboxes.delete(path);
      mailbox.path = to + path.slice(from.length);
      mailbox.uidValidity = this.#validity++;
      this.mailboxes.set(mailbox.path, mailbox);
    }
  }

  /** Takes away the label; the messages stay in All Mail. */
  delete(path: string): void {
    this.mailboxes.delete(path);
  }

  add(mailbox: GmailMailbox, raw: Buffer, flags: Iterable<string>): Placed {
    const id = this.#ids++;
    return this.place(mailbox, {
      ...{ id, thread: id, raw, receivedAt: new Date(), flags: new Set(flags), modseq: ++this.#modseq },
    });
  }

  /** Gives a message a label. It keeps its UID where it has the label already. */
  place(mailbox: GmailMailbox, message: GmailMessage): Placed {
    const known = mailbox.rows.find((row) => row.message === message);
    if (known) return known;
    const isOut = isBin(mailbox);
    for (const other of this.mailboxes.values())
      if (other !== mailbox && (isOut || isBin(other))) this.#remove(other, message);
    const row = { uid: mailbox.uidNext++, message, isDeleted: false };
    mailbox.rows.push(row);
    message.modseq = ++this.#modseq;
    const all = this.mailboxes.get(ALL_MAIL);
    if (!isOut && all) this.place(all, message);
    return row;
  }

  /** What a client takes out of a mailbox: gone for good in Trash and Spam, without effect in All Mail. */
  take(mailbox: GmailMailbox, row: Placed): void {
    if (mailbox.path !== ALL_MAIL) this.#remove(mailbox, row.message);
  }

  move(mailbox: GmailMailbox, row: Placed, to: GmailMailbox): Placed {
    const placed = this.place(to, row.message);
    this.take(mailbox, row);
    return placed;
  }

  flag(row: Placed, sign: string, names: readonly string[]): void {
    const lost = sign === '' ? [...row.message.flags].filter((name) => !names.includes(name)) : [];
    for (const name of lost) row.message.flags.delete(name);
    for (const name of names) {
      if (name === '\\Deleted') row.isDeleted = sign !== '-';
      else if (sign === '-') row.message.flags.delete(name);
      else row.message.flags.add(name);
    }
    row.message.modseq = ++this.#modseq;
  }

  labelsOf(message: GmailMessage): string[] {
    return [...this.mailboxes.values()]
      .filter(({ path, rows }) => path !== ALL_MAIL && rows.some((row) => row.message === message))
      .map(({ path }) => path);
  }

  #remove(mailbox: GmailMailbox, message: GmailMessage): void {
    const at = mailbox.rows.findIndex((row) => row.message === message);
    if (at >= 0) mailbox.rows.splice(at, 1);
  }
}

const isBin = ({ path }: GmailMailbox): boolean => path === TRASH || path === SPAM;
