// The list of mailboxes with their counts. A newcomer's trap: without LIST-STATUS (Courier, Exchange) every count
// is a command of its own, and a hundred folders would take longer than a person waits; so counts are asked for in
// turns, oldest first, as far as the time goes, and the others show what was last known.
import type { ImapFlow } from 'imapflow';
import { MailError } from '../../mail/errors.ts';
import type { Mailbox, MailboxRole } from '../../mail/mailbox.ts';
import { inSlices, sortInSlices } from '../../mail/slices.ts';
import { issue, mailboxName } from '../commands.ts';
import { isRefusal } from '../errors.ts';
import type { Session } from '../lanes/selection.ts';
import { learnNamespaces } from '../lanes/sign-in.ts';
import { type Listed, Lister, type Status, statusItems, toStatus } from './list-command.ts';
import { type Namespaces, namespacesOf, placeOf } from './namespaces.ts';
import { claimOf, rolesOf } from './roles.ts';

const ORDER: readonly (MailboxRole | null)[] = [
  ...(['INBOX', 'DRAFTS', 'SENT', 'TRASH', 'JUNK', 'ARCHIVE', 'ALL', 'FLAGGED'] as const),
  null,
];

/** How long counting goes on where it is done one by one. */
const COUNTING_MS = 3_000;
/** How long the list of other people's mailboxes is taken for true: a minute, or as often as takes 2 % of the time. */
const OTHERS_MS = 60_000;
const OTHERS_TIMES = 50;

/** A mailbox as it was last counted. */
export interface MailboxState extends Status {
  /** When, as Date.now(). */
  at: number;
}

export class Mailboxes {
  readonly lister = new Lister();
  readonly #onRow: (row: Listed) => void;
  readonly #states = new Map<string, MailboxState>();
  #others: { rows: readonly Listed[]; at: number; tookMs: number } = { rows: [], at: 0, tookMs: 0 };

  /** `onRow` is told of every row that is listed. */
  constructor(onRow: (row: Listed) => void = () => {}) {
    this.#onRow = onRow;
  }

  /** What the last count said of a mailbox; null before there was one. */
  stateOf(path: string): MailboxState | null {
    return this.#states.get(path) ?? null;
  }

  forget(path: string): void {
    this.#states.delete(path);
    this.#others = { ...this.#others, rows: this.#others.rows.filter((row) => row.path !== path) };
  }

  /** Messages in a mailbox of a list that was asked for a moment ago. */
  async count(client: ImapFlow, { path, status }: Listed): Promise<number> {
    const { messages } = status ?? (await statusOf(client, path)) ?? {};
    if (messages === undefined) throw new MailError('UPSTREAM_REFUSED');
    return messages;
  }

  /** True when `list` would be whole without asking for other people's mailboxes. */
  knowsOthers(client: ImapFlow): boolean {
    const { at, tookMs } = this.#others;
    const age = Date.now() - at;
    return namespacesOf(client).others.length === 0 || age < Math.max(OTHERS_MS, tookMs * OTHERS_TIMES);
  }

  /** Asks anew for other people's mailboxes the next time. */
  forgetOthers(): void {
    this.#others = { ...this.#others, at: 0 };
  }

  /**
   * One command where the server has LIST-STATUS and no mailboxes of others within the person's own (else two), and a
   * SELECT before it where a mailbox is selected on this connection.
   */
  async list(session: Session): Promise<Mailbox[]> {
    const { client } = session;
    await session.sync();
    await learnNamespaces(client);
    const spaces = namespacesOf(client);
    const rows = await this.#personal(client, spaces);
    await this.#count(client, rows);
    return this.#toMailboxes(client, merged(rows, this.#others.rows));
  }

  /** Asks for the mailboxes of others; true when they are not those known before. */
  async listOthers({ client }: Session): Promise<boolean> {
    await learnNamespaces(client);
    const begun = Date.now();
    const spaces = namespacesOf(client);
    const patterns = spaces.others.map(({ prefix }) => `${prefix}*`);
    const listed = patterns.length > 0 ? await this.lister.rows(client, patterns, true) : [];
    const rows = listed.filter(({ path }) => placeOf(spaces, path).namespace !== 'PERSONAL');
    await this.#count(client, rows);
    const before = this.#others.rows.map(({ path }) => path).join('\n');
    this.#others = { rows, at: Date.now(), tookMs: Date.now() - begun };
    return rows.map(({ path }) => path).join('\n') !== before;
  }

  async #personal(client: ImapFlow, spaces: Namespaces): Promise<Listed[]> {
    const { prefix } = spaces.personal;
    const ask = (...patterns: string[]): Promise<Listed[]> => this.lister.rows(client, patterns, true);
    if (/^inbox/i.test(prefix)) return ask('INBOX*');
    if (prefix !== '') return ask('INBOX', `${prefix}*`);
    const mayBeSlow = spaces.others.some((other) => other.prefix !== '');
    if (!mayBeSlow || !client.capabilities.has('LIST-EXTENDED')) return ask('*');
    // Thousands of shared mailboxes may lie within, and to count them takes seconds: the own ones alone are asked for.
    const top = await ask('%');
    const parents = top.filter(
      ({ path, flags, delimiter }) =>
        delimiter !== '' &&
        !flags.has('\\hasnochildren') &&
        !flags.has('\\noinferiors') &&
        placeOf(spaces, path).namespace === 'PERSONAL',
    );
    if (parents.length === 0) return top;
    return merged(top, await ask(...parents.map(({ path, delimiter }) => `${path}${delimiter}*`)));
  }

  async #count(client: ImapFlow, rows: readonly Listed[]): Promise<void> {
    await inSlices(rows, ({ path, status }) => this.#note(path, status));
    if (this.lister.countsAtOnce(client)) return;
    const age = ({ path }: Listed): number => (path === 'INBOX' ? -1 : (this.stateOf(path)?.at ?? 0));
    const end = Date.now() + COUNTING_MS;
    for (const { path } of rows.filter(isSelectable).sort((a, b) => age(a) - age(b))) {
      if (Date.now() > end) return;
      this.#note(path, await statusOf(client, path));
    }
  }

  #note(path: string, status: Status | null): void {
    if (status !== null) this.#states.set(path, { ...status, at: Date.now() });
  }

  async #toMailboxes(client: ImapFlow, rows: readonly Listed[]): Promise<Mailbox[]> {
    const spaces = namespacesOf(client);
    const { prefix } = spaces.personal;
    const placed = await inSlices(rows, (entry) => {
      this.#onRow(entry);
      const place = placeOf(spaces, entry.path);
      const own = place.namespace === 'PERSONAL' && entry.path !== 'INBOX' && entry.path.startsWith(prefix);
      const text = own ? entry.path.slice(prefix.length) : entry.path;
      // A namespace may begin with its delimiter ("/shared").
      const levels = entry.delimiter === '' ? [text] : text.split(entry.delimiter).filter(Boolean);
      const shown = levels.length > 0 ? levels : [text];
      const isOwn = place.namespace === 'PERSONAL';
      const selectable = isSelectable(entry);
      const claim = isOwn && selectable ? claimOf(shown) : null;
      return { entry, place, shown, isOwn, selectable, claim, key: sortKey(shown) };
    });
    const roles = rolesOf(placed.filter(({ isOwn, selectable }) => isOwn && selectable));
    const paths = new Set(rows.map(({ path }) => path));
    for (const path of this.#states.keys()) if (!paths.has(path)) this.#states.delete(path);
    const ranked = await inSlices(placed, (each) => ({
      ...each,
      rank: ORDER.indexOf(roles.get(each.entry.path) ?? null),
    }));
    const sorted = await sortInSlices(ranked, (a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1));
    return inSlices(sorted, ({ entry, place, shown, selectable }): Mailbox => {
      const { messages = 0, unseen = 0 } = this.stateOf(entry.path) ?? {};
      return {
        locator: entry.path,
        path: shown,
        role: roles.get(entry.path) ?? null,
        namespace: place.namespace,
        owner: place.owner,
        subscribed: entry.subscribed,
        selectable,
        total: messages,
        unread: unseen,
        origin: 'SERVER',
      };
    });
  }
}

export function isSelectable({ flags, isSound }: Listed): boolean {
  return isSound && !flags.has('\\noselect');
}

/** Compared byte by byte: ten thousand comparisons by the rules of a language take a tenth of a second. */
function sortKey(path: readonly string[]): string {
  return path.join('\0').normalize('NFKD').toLowerCase();
}

function merged(...lists: (readonly Listed[])[]): Listed[] {
  return [...new Map(lists.flat().map((row) => [row.path, row])).values()];
}

/** Null for a mailbox that is gone or may not be counted. */
async function statusOf(client: ImapFlow, path: string): Promise<Status | null> {
  let status: Status | null = null;
  try {
    await issue(client, 'STATUS', [mailboxName(client, path), statusItems(client)], {
      STATUS: async (response) => {
        status = toStatus(response);
      },
    });
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  return status;
}
