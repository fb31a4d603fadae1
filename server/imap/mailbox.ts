// The list of mailboxes with their counts. A newcomer's trap: without LIST-STATUS (Courier, Exchange) every count
// is a command of its own, and a hundred folders would take longer than a person waits; so counts are asked for in
// turns, oldest first, as far as the time goes, and the others show what was last known.
import type { ImapFlow, ListResponse, StatusObject } from 'imapflow';
import { encodePath } from 'imapflow/lib/tools.js';
import type { Mailbox, MailboxRole } from '../mail/mailbox.ts';
import { connectionLost } from './errors.ts';
import type { Session } from './selection.ts';

const ROLES: Readonly<Record<string, MailboxRole>> = {
  '\\Inbox': 'INBOX',
  '\\Drafts': 'DRAFTS',
  '\\Sent': 'SENT',
  '\\Trash': 'TRASH',
  '\\Junk': 'JUNK',
  '\\Archive': 'ARCHIVE',
  '\\All': 'ALL',
  '\\Flagged': 'FLAGGED',
};
const ORDER: readonly (MailboxRole | null)[] = [...Object.values(ROLES), null];

const COUNTS = { messages: true, unseen: true, uidValidity: true, uidNext: true } as const;
/** How long counting goes on where it is done one by one. */
const COUNTING_MS = 3_000;
const MAX_MAILBOXES = 10_000;

interface Count {
  total: number;
  unread: number;
  at: number;
}

export class Mailboxes {
  readonly #counts = new Map<string, Count>();

  /** One command where the server has LIST-STATUS, and a SELECT where a mailbox is selected. */
  async list(session: Session): Promise<Mailbox[]> {
    const { client } = session;
    await session.sync();
    const atOnce = client.capabilities.has('LIST-STATUS');
    const entries = (await client.list(atOnce ? { statusQuery: COUNTS } : {}))
      .filter(({ path, flags }) => !/\p{Cc}/u.test(path) && !flags.has('\\NonExistent'))
      .slice(0, MAX_MAILBOXES);
    const paths = new Set(entries.map(({ path }) => path));
    for (const path of this.#counts.keys()) if (!paths.has(path)) this.#counts.delete(path);
    for (const { path, status } of entries) this.#note(path, status);
    const selectable = new Set(entries.filter((entry) => isSelectable(client, entry)));
    if (!atOnce) await this.#countOneByOne(session, [...selectable]);
    const prefix = client.namespace?.prefix ?? '';
    return entries
      .map((entry) => ({ ...this.#toMailbox(entry, prefix), selectable: selectable.has(entry) }))
      .sort(inOrder);
  }

  async #countOneByOne({ client }: Session, entries: readonly ListResponse[]): Promise<void> {
    const age = ({ path }: ListResponse): number =>
      path === 'INBOX' ? -1 : (this.#counts.get(path)?.at ?? 0);
    const end = Date.now() + COUNTING_MS;
    for (const { path } of [...entries].sort((a, b) => age(a) - age(b))) {
      if (Date.now() > end) return;
      // A mailbox that was deleted since the LIST, or that may not be counted, keeps what it had.
      const status = await client.status(path, COUNTS).catch(() => false as const);
      if (status !== false) this.#note(path, status);
      else if (!client.usable) throw connectionLost();
    }
  }

  #note(path: string, status: StatusObject | undefined): void {
    if (status?.messages === undefined) return;
    this.#counts.set(path, { total: status.messages, unread: status.unseen ?? 0, at: Date.now() });
  }

  #toMailbox(
    { path, delimiter, specialUse = '', subscribed }: ListResponse,
    prefix: string,
  ): Omit<Mailbox, 'selectable'> {
    const shown =
      prefix !== '' && path !== 'INBOX' && path.startsWith(prefix) ? path.slice(prefix.length) : path;
    const { total = 0, unread = 0 } = this.#counts.get(path) ?? {};
    return {
      locator: path,
      path: delimiter ? shown.split(delimiter) : [shown],
      role: ROLES[specialUse] ?? null,
      subscribed,
      total,
      unread,
      origin: 'SERVER',
    };
  }
}

/** A name that is not proper modified UTF-7 is sent back changed by imapflow, so it would never be found. */
function isSelectable(client: ImapFlow, { path, flags, pathAsListed }: ListResponse): boolean {
  return !flags.has('\\Noselect') && (path === 'INBOX' || encodePath(client, path) === pathAsListed);
}

function inOrder(a: Mailbox, b: Mailbox): number {
  return ORDER.indexOf(a.role) - ORDER.indexOf(b.role) || a.path.join('\0').localeCompare(b.path.join('\0'));
}
