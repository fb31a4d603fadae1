// One connection as this store uses it, and which mailbox is selected on it. A newcomer's trap: a selection goes
// stale without a word. When another client deletes and re-creates the mailbox, Cyrus answers NO for ever, Courier
// serves made-up messages, and Dovecot goes on with the old ones; STATUS and NOOP answer from the old view, too.
// Only another SELECT tells the truth, so an old selection is made anew before it is trusted.
import type { ExpungeEvent, FlagsEvent, ImapFlow, MailboxObject } from 'imapflow';
import type { UidRange } from '../../mail/change.ts';
import { MailError } from '../../mail/errors.ts';
import { type VanishedEvent, wireOf } from '../commands.ts';
import { connectionLost, isCode } from '../errors.ts';
import type { Mirrors } from '../mirror/mirrors.ts';
import { settle } from '../mirror/sync.ts';

/** How long a checked selection is trusted without asking again. */
const TRUST_MS = 3_000;
/** How long where the background lane follows the mailbox, and would hear most of what can happen to it. */
const TRUST_FOLLOWED_MS = 30_000;
const MAX_ANCHORS = 16;

/** So many messages have a UID below `uid`. */
interface Anchor {
  uid: number;
  before: number;
}

interface Selection {
  path: string;
  uidValidity: bigint;
  /** A message from here on may be one this connection has not heard of. */
  uidNext: number;
  checkedAt: number;
  anchors: Anchor[];
}

export interface SelectOptions {
  fresh?: boolean;
  upTo?: number;
}

export class Session {
  readonly client: ImapFlow;
  readonly mirrors: Mirrors;
  /** Set while a follower counts messages on this connection: another SELECT would make it miscount. */
  followed: string | null = null;
  #selection: Selection | null = null;

  constructor(client: ImapFlow, mirrors: Mirrors) {
    this.client = client;
    this.mirrors = mirrors;
    client.on('expunge', (event) => this.#expunged(event));
    (client as NodeJS.EventEmitter).on('vanished', (event: VanishedEvent) => this.#vanished(event));
  }

  /**
   * Selects a mailbox, so that what happened in it is known here. Nothing is asked within three seconds of the
   * last time (thirty where it is followed), unless `fresh`, or it was before a message that is wanted came.
   * MAILBOX_GONE when it is not there.
   */
  async select(path: string, { fresh = false, upTo = 0 }: SelectOptions = {}): Promise<void> {
    const { client } = this;
    const last = this.#selection;
    const isSame = last?.path === path && client.mailbox !== false;
    if (isSame && this.followed === path) return;
    const mirror = this.mirrors.of(path);
    const isFollowed = mirror.isTold;
    const trustMs = isFollowed ? TRUST_FOLLOWED_MS : TRUST_MS;
    const isYoung = isSame && Date.now() - last.checkedAt < trustMs;
    // What came since was told on another connection; this one may not have heard of it.
    if (isYoung && (!fresh || isFollowed) && upTo < last.uidNext) return;
    const before = isSame ? { ...client.mailbox } : null;
    this.#selection = null;
    this.followed = null;
    // What happened since is of use only where it is known what was there.
    const since = mirror.follower === null && mirror.columns !== null ? mirror.selected : null;
    const answer = await selectMailbox(client, path, since);
    if (mirror.follower === null) settle(mirror, answer);
    const { mailbox: now } = answer;
    const anchors = before !== null && hasOnlyGrown(before, now) ? (last?.anchors ?? []) : [];
    this.#selection = { ...selectionOf(path, now, mirror.columns?.last ?? 0), anchors };
  }

  /** Selects for a follower, which takes what the server tells from here on. */
  async follow(path: string): Promise<SelectAnswer> {
    this.#selection = null;
    this.followed = null;
    const answer = await selectMailbox(this.client, path, this.mirrors.of(path).selected);
    this.followed = path;
    this.#selection = selectionOf(path, answer.mailbox, 0);
    return answer;
  }

  /** Selects and tells what happened since, where the server can; changes of a follower's mailbox are its own. */
  async resync(path: string, since: { uidValidity: bigint; modseq: bigint | null }): Promise<SelectAnswer> {
    const wasFollowed = this.followed;
    this.distrust();
    if (wasFollowed === path) this.mirrors.of(path).distrust();
    const answer = await selectMailbox(this.client, path, since);
    this.#selection = selectionOf(path, answer.mailbox, 0);
    return answer;
  }

  /** Selects again what is selected, before the server is asked to count it or to find something in it. */
  async sync(): Promise<void> {
    const { mailbox } = this.client;
    if (mailbox === false || this.followed === mailbox.path) return;
    try {
      await this.select(mailbox.path, { fresh: true });
    } catch (error) {
      if (!isCode(error, 'MAILBOX_GONE')) throw error;
    }
  }

  /** Forgets the selection, so that the next use selects anew. */
  distrust(): void {
    this.#selection = null;
    this.followed = null;
  }

  /** The selected mailbox as the server last described it. */
  get mailbox(): {
    path: string;
    uidValidity: bigint;
    exists: number;
    uidNext: number | null;
    modseq: bigint | null;
    readOnly: boolean;
    /** Names of flags in use in it. */
    flags: ReadonlySet<string>;
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
      modseq: mailbox.highestModseq ?? null,
      readOnly: mailbox.readOnly === true,
      flags: mailbox.flags ?? new Set(),
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

  /** Ranges may name UIDs that never were, so what lies before an anchor is not known any more. */
  #vanished({ path }: VanishedEvent): void {
    if (path === this.#selection?.path) this.#selection.anchors.length = 0;
  }
}

function selectionOf(path: string, { uidValidity, uidNext }: MailboxObject, known: number): Selection {
  // Courier does not tell UIDNEXT.
  return { path, uidValidity, uidNext: uidNext || known + 1, checkedAt: Date.now(), anchors: [] };
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

/** What a SELECT answered. With QRESYNC also what happened since, else both lists are empty. */
export interface SelectAnswer {
  mailbox: MailboxObject;
  /** True when `vanished` and `flagged` tell everything that happened since. */
  resumed: boolean;
  vanished: readonly UidRange[];
  flagged: readonly FlagsEvent[];
}

/** SELECT, and nothing else. With `since`, and where the server has QRESYNC, it tells what happened since then. */
export async function selectMailbox(
  client: ImapFlow,
  path: string,
  since: { uidValidity: bigint; modseq: bigint | null } | null = null,
): Promise<SelectAnswer> {
  const { folders } = wireOf(client);
  // imapflow would LIST it first.
  if (!folders.has(path)) folders.set(path, { path });
  const resumes = since !== null && since.modseq !== null && client.enabled.has('QRESYNC');
  const vanished: UidRange[] = [];
  const flagged: FlagsEvent[] = [];
  const onVanished = (event: VanishedEvent): void => void vanished.push(...event.ranges);
  const onFlags = (event: FlagsEvent): void => void flagged.push(event);
  const events = client as NodeJS.EventEmitter;
  if (resumes) events.on('vanished', onVanished).on('flags', onFlags);
  try {
    const mailbox: (MailboxObject & { qresync?: boolean }) | undefined = await client.mailboxOpen(
      path,
      resumes && since.modseq !== null ? { uidValidity: since.uidValidity, changedSince: since.modseq } : {},
    );
    // It answers nothing on a connection that was told BYE.
    if (mailbox === undefined) throw connectionLost();
    if (!mailbox.uidValidity) throw new MailError('UPSTREAM_PROTOCOL');
    return { mailbox, resumed: mailbox.qresync === true, vanished, flagged };
  } finally {
    events.off('vanished', onVanished).off('flags', onFlags);
  }
}
