// Follows the selected mailbox of the watch's connection and names what happened by UID. A newcomer's trap:
// without QRESYNC the server speaks of messages by number ("5 EXPUNGE"), and numbers shift with every removal; so
// the UID of each number is kept here, in step with what the server said so far.
import type { ExistsEvent, ExpungeEvent, FlagsEvent, ImapFlow } from 'imapflow';
import { MailError } from '../mail/errors.ts';
import type { StoreEvent } from '../mail/store.ts';
import { encodeMessage, expandSet } from './locator.ts';
import { selectMailbox } from './selection.ts';

/** Events that come close together are told together. */
const GATHER_MS = 40;
/** Messages in one event at most. */
const MAX_MESSAGES = 500;

export class Tracker {
  readonly path: string;
  readonly #client: ImapFlow;
  readonly #emit: (event: StoreEvent) => void;
  readonly #onUnknown: () => void;
  #uidValidity = 0n;
  /** UID by sequence number less one, 0 where it is not known yet; null where the server names UIDs itself. */
  #uids: number[] | null = null;
  #expunges = 0;
  #added = false;
  readonly #changed = new Set<number>();
  readonly #removed = new Set<number>();
  #timer: NodeJS.Timeout | undefined;

  /** `onUnknown` is called when mail came whose UID has to be asked for: call learn() when the connection is free. */
  constructor(client: ImapFlow, path: string, emit: (event: StoreEvent) => void, onUnknown: () => void) {
    this.#client = client;
    this.path = path;
    this.#emit = emit;
    this.#onUnknown = onUnknown;
  }

  /** Selects the mailbox. Returns what tells, after a broken connection, whether mail came meanwhile. */
  async open(): Promise<{ uidValidity: bigint; uidNext: number }> {
    const { uidValidity, uidNext = 0 } = await selectMailbox(this.#client, this.path);
    this.#uidValidity = uidValidity;
    this.#client.on('exists', this.#exists).on('expunge', this.#expunge).on('flags', this.#flags);
    if (!this.#client.enabled.has('QRESYNC')) await this.#learnAll();
    return { uidValidity, uidNext };
  }

  close(): void {
    this.#client.off('exists', this.#exists).off('expunge', this.#expunge).off('flags', this.#flags);
    clearTimeout(this.#timer);
    this.#flush();
  }

  /** Asks for the UIDs of mail that came. FETCH by number, because no expunge may come with its answer. */
  async learn(): Promise<void> {
    const first = this.#uids?.indexOf(0) ?? -1;
    if (first < 0) return;
    for await (const { seq, uid } of this.#client.fetch(`${first + 1}:*`, { uid: true })) {
      if (this.#uids?.[seq - 1] === 0) this.#uids[seq - 1] = uid;
    }
  }

  async #learnAll(): Promise<void> {
    for (;;) {
      const before = this.#expunges;
      this.#uids = [];
      const found = await this.#client.search({ all: true }, { uid: true, returnOptions: ['ALL'] });
      if (!found) throw new MailError('UPSTREAM_REFUSED');
      const exists = this.#client.mailbox === false ? 0 : this.#client.mailbox.exists;
      const uids = Array.isArray(found) ? found : expandSet(found.all ?? '0', exists + 1_000).filter(Boolean);
      // An expunge may come with this answer, before or after the numbers were counted: ask again.
      if (this.#expunges !== before) continue;
      this.#uids = uids;
      while (uids.length < exists) uids.push(0);
      return;
    }
  }

  readonly #exists = ({ path, count, prevCount }: ExistsEvent): void => {
    if (path !== this.path || count <= prevCount) return;
    const uids = this.#uids;
    if (uids !== null) {
      while (uids.length < count) uids.push(0);
      this.#onUnknown();
    }
    this.#added = true;
    this.#gather();
  };

  readonly #expunge = ({ path, seq, uid }: ExpungeEvent): void => {
    if (path !== this.path) return;
    this.#expunges++;
    const [known] = seq === undefined ? [] : (this.#uids?.splice(seq - 1, 1) ?? []);
    const gone = uid ?? known;
    if (gone) this.#removed.add(gone);
    this.#gather();
  };

  readonly #flags = ({ path, seq, uid }: FlagsEvent): void => {
    if (path !== this.path) return;
    const changed = uid ?? this.#uids?.[seq - 1];
    if (changed) this.#changed.add(changed);
    this.#gather();
  };

  #gather(): void {
    this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS);
  }

  #flush(): void {
    this.#timer = undefined;
    const locators = (uids: Set<number>): string[] =>
      [...uids].map((uid) => encodeMessage({ path: this.path, uidValidity: this.#uidValidity, uid }));
    for (const uid of this.#removed) this.#changed.delete(uid);
    const removed = locators(this.#removed);
    const changed = locators(this.#changed);
    const added = this.#added;
    this.#removed.clear();
    this.#changed.clear();
    this.#added = false;
    for (let at = 0; at < removed.length; at += MAX_MESSAGES) {
      const messages = removed.slice(at, at + MAX_MESSAGES);
      this.#emit({ kind: 'MESSAGES_REMOVED', mailbox: this.path, messages });
    }
    if (added) this.#emit({ kind: 'MESSAGES_ADDED', mailbox: this.path });
    for (let at = 0; at < changed.length; at += MAX_MESSAGES) {
      const messages = changed.slice(at, at + MAX_MESSAGES);
      this.#emit({ kind: 'MESSAGES_CHANGED', mailbox: this.path, messages });
    }
  }
}
