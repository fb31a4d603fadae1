// One connection as this store uses it, and which mailbox is selected on it. A newcomer's trap: a selection goes
// stale without a word. When another client deletes and re-creates the mailbox, Cyrus answers NO for ever, Courier
// serves made-up messages, and Dovecot goes on with the old ones; STATUS and NOOP answer from the old view, too.
// Only another SELECT tells the truth, so an old selection is made anew before it is trusted.
import type { ExpungeEvent, ImapFlow, MailboxObject } from 'imapflow';
import { MailError } from '../mail/errors.ts';
import { wireOf } from './commands.ts';
import { connectionLost, translate } from './errors.ts';

/** How long a checked selection is trusted without asking again. */
const TRUST_MS = 3_000;
const MAX_ANCHORS = 16;

/** So many messages have a UID below `uid`. */
interface Anchor {
  uid: number;
  before: number;
}

interface Selection {
  path: string;
  uidValidity: bigint;
  checkedAt: number;
  anchors: Anchor[];
}

export class Session {
  readonly client: ImapFlow;
  #selection: Selection | null = null;

  constructor(client: ImapFlow) {
    this.client = client;
    client.on('expunge', (event) => this.#expunged(event));
  }

  /**
   * Selects a mailbox, so that what happened in it is known here. Nothing is asked within three seconds of the
   * last time, unless `fresh`. MAILBOX_GONE when it is not there.
   */
  async select(path: string, fresh = false): Promise<void> {
    const { client } = this;
    const last = this.#selection;
    const isSame = last?.path === path && client.mailbox !== false;
    if (isSame && !fresh && Date.now() - last.checkedAt < TRUST_MS) return;
    const before = isSame ? { ...client.mailbox } : null;
    this.#selection = null;
    const now = await selectMailbox(client, path);
    const anchors = before !== null && hasOnlyGrown(before, now) ? (last?.anchors ?? []) : [];
    this.#selection = { path, uidValidity: now.uidValidity, checkedAt: Date.now(), anchors };
  }

  /** Selects again what is selected, before the server is asked to count it or to find something in it. */
  async sync(): Promise<void> {
    const { mailbox } = this.client;
    if (mailbox === false) return;
    try {
      await this.select(mailbox.path, true);
    } catch (error) {
      if (translate(error).code !== 'MAILBOX_GONE') throw error;
    }
  }

  /** Forgets the selection, so that the next use selects anew. */
  distrust(): void {
    this.#selection = null;
  }

  /** The selected mailbox as the server last described it. */
  get mailbox(): {
    path: string;
    uidValidity: bigint;
    exists: number;
    uidNext: number | null;
    readOnly: boolean;
    keeps: (flag: string) => boolean;
  } {
    const { mailbox, usable } = this.client;
    if (!usable) throw connectionLost();
    if (this.#selection === null || mailbox === false) throw new MailError('MAILBOX_GONE');
    const { path, uidValidity } = this.#selection;
    const permanent = mailbox.permanentFlags;
    return {
      path,
      uidValidity,
      exists: mailbox.exists ?? 0,
      uidNext: mailbox.uidNext ?? null,
      readOnly: mailbox.readOnly === true,
      keeps: (flag) => permanent === undefined || permanent.has(flag) || permanent.has('\\*'),
    };
  }

  /** Notes how many messages lie before a UID; kept true through expunges until another mailbox is selected. */
  anchor(uid: number, before: number): void {
    const anchors = this.#selection?.anchors ?? [];
    const known = anchors.findIndex((each) => each.uid === uid);
    if (known >= 0) anchors.splice(known, 1);
    anchors.push({ uid, before });
    if (anchors.length > MAX_ANCHORS) anchors.shift();
  }

  before(uid: number): number | null {
    return this.#selection?.anchors.find((each) => each.uid === uid)?.before ?? null;
  }

  #expunged({ path, uid, seq }: ExpungeEvent): void {
    if (path !== this.#selection?.path) return;
    for (const anchor of this.#selection.anchors) {
      if (uid !== undefined ? uid < anchor.uid : (seq ?? Infinity) <= anchor.before) anchor.before--;
    }
  }
}

/**
 * True when nothing was removed in between. Mail that came has UIDs from the old UIDNEXT on, so when there is as
 * much more mail as there are more UIDs, all that was there is there still, under the same numbers.
 */
function hasOnlyGrown(before: Partial<MailboxObject>, now: MailboxObject): boolean {
  if (before.uidValidity !== now.uidValidity || !before.uidNext || !now.uidNext) return false;
  const grown = now.exists - (before.exists ?? 0);
  return grown >= 0 && grown === now.uidNext - before.uidNext;
}

/** SELECT, and nothing else. */
export async function selectMailbox(client: ImapFlow, path: string): Promise<MailboxObject> {
  const { folders } = wireOf(client);
  // imapflow would LIST it first.
  if (!folders.has(path)) folders.set(path, { path });
  const mailbox: MailboxObject | undefined = await client.mailboxOpen(path);
  // It answers nothing on a connection that was told BYE.
  if (mailbox === undefined) throw connectionLost();
  if (!mailbox.uidValidity) throw new MailError('UPSTREAM_PROTOCOL');
  return mailbox;
}
