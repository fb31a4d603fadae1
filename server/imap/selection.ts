// One connection as this store uses it, and which mailbox is selected on it. A newcomer's trap: a selection goes
// stale without a word. When another client deletes and re-creates the mailbox, Cyrus answers NO for ever and
// Courier serves made-up messages, under the old UIDVALIDITY; so the server is asked before an old one is trusted.
import type { ExpungeEvent, ImapFlow } from 'imapflow';
import { MailError } from '../mail/errors.ts';
import { wireOf } from './commands.ts';

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
   * Selects a mailbox, or makes sure that it still is the one that was selected and that what happened in it is
   * known here. Nothing is asked within three seconds of the last time, unless `fresh`. MAILBOX_GONE.
   */
  async select(path: string, fresh = false): Promise<void> {
    const current = this.#selection;
    if (current?.path === path && this.client.mailbox !== false) {
      if (!fresh && Date.now() - current.checkedAt < TRUST_MS) return;
      if (this.#closesStale) {
        await this.client.noop();
        current.checkedAt = Date.now();
        return;
      }
    }
    this.#selection = null;
    // imapflow would LIST it first.
    const { folders } = wireOf(this.client);
    if (!folders.has(path)) folders.set(path, { path });
    const { uidValidity } = await this.client.mailboxOpen(path);
    if (!uidValidity) throw new MailError('UPSTREAM_PROTOCOL');
    this.#selection = { path, uidValidity, checkedAt: Date.now(), anchors: [] };
  }

  /**
   * Dovecot closes the connection when the selected mailbox was deleted, renamed or made anew, so a NOOP is proof
   * enough (its STATUS of a selected mailbox answers from the old view). Elsewhere only SELECT tells the truth.
   */
  get #closesStale(): boolean {
    return /^dovecot$/i.test(String(this.client.serverInfo?.name));
  }

  /** Makes the server catch up before it is asked to count the mailbox that is selected here. */
  async sync(): Promise<void> {
    if (this.client.mailbox !== false) await this.client.noop();
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
    if (!usable) throw Object.assign(new Error('The connection closed'), { code: 'NoConnection' });
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
