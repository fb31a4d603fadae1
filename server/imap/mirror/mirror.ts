// What is known of one mailbox without asking: which messages there are, their flags, and what happened lately. The
// background lane keeps it true while it follows the mailbox (`live`). A newcomer's trap: a server without QRESYNC
// speaks of messages by number as *one connection* counts them, so only the follower may take messages out while it
// follows; what we removed ourselves on another lane is hidden until it hears of it, too.
import { randomBytes } from 'node:crypto';
import type { UidRange } from '../../mail/change.ts';
import { Columns } from './columns.ts';
import { Early } from './early.ts';

/** What happened is remembered so far back, to answer a client without asking the server. */
const MAX_LOG = 2_000;
/** A mailbox that a SELECT found unchanged counts as current for so long. */
const TRUST_MS = 3_000;

/** What SELECT says of a mailbox. Null where this server does not say it. */
export interface Selected {
  uidValidity: bigint;
  exists: number;
  uidNext: number | null;
  modseq: bigint | null;
}

export type Happening = 'ADDED' | 'CHANGED' | 'REMOVED';

export interface History {
  /** Each UID once, with what it came to. */
  sum: ReadonlyMap<number, Happening>;
  /** True when flags may have changed meanwhile without a sign. */
  flagsLost: boolean;
}

export class Mirror {
  readonly path: string;
  /** Null while it is not known which messages there are. */
  columns: Columns | null = null;
  /** As of the last time everything was known to be told. */
  selected: Selected | null = null;
  /** The follower that keeps this true; while it has one nobody else changes which messages there are. */
  follower: { lose(): void } | null = null;
  live = false;
  /** Set while mail came that is not in the columns yet. */
  behind: Promise<void> | null = null;
  /** Of this picture; positions in the log mean nothing in another. */
  readonly #epoch = randomBytes(6).toString('base64url');
  #checkedAt = 0;
  #log: { uid: number; what: Happening | 'FLAGS_LOST' }[] = [];
  #flagsLostAt = 0;
  #arrivals = 0;
  #logged = 0;
  readonly #hidden = new Set<number>();
  readonly #early = new Early();

  constructor(path: string) {
    this.path = path;
  }

  /** True while a page may be answered from here. */
  get isCurrent(): boolean {
    return this.columns !== null && (this.live || Date.now() - this.#checkedAt < TRUST_MS);
  }

  /**
   * True while all that happens is told here soon. Servers without CONDSTORE are mostly those that look for news once
   * a minute, and some never tell that another mailbox took the name of this one.
   */
  get isTold(): boolean {
    return this.live && this.columns !== null && this.selected?.modseq != null;
  }

  /** A number that changes with everything that happens. */
  get version(): string {
    return `${this.#epoch}.${this.#logged}`;
  }

  /** Grows with each message that came. */
  get arrivals(): number {
    return this.#arrivals;
  }

  get bytes(): number {
    return 400 + (this.columns?.bytes ?? 0) + this.#log.length * 40;
  }

  /** A SELECT found what is known here to be so. */
  checked(selected: Selected): void {
    this.selected = selected;
    this.#checkedAt = Date.now();
  }

  /** What is known here is not all the truth any more. */
  distrust(): void {
    this.#checkedAt = 0;
  }

  /** Nothing known here is of the mailbox that is there now. */
  reset(): void {
    this.columns = null;
    this.selected = null;
    this.live = false;
    this.follower?.lose();
    this.#checkedAt = 0;
    this.#hidden.clear();
    this.#early.clear();
    this.#forgetLog();
  }

  /** It is not followed any more; what is known stays as a start for the next time. */
  leave(follower: object): void {
    if (this.follower !== follower) return;
    this.follower = null;
    this.live = false;
    this.behind = null;
    this.#checkedAt = 0;
    if (this.#hidden.size === 0) return;
    this.columns?.removeRanges(Array.from(this.#hidden, (uid): UidRange => [uid, uid]));
    this.#hidden.clear();
  }

  /** Which messages there are, ascending. */
  learn(uids: ArrayLike<number>): void {
    const isNew = this.columns === null;
    this.columns ??= new Columns();
    const { added, removed } = this.columns.replace(uids);
    for (const uid of this.#hidden) if (!this.columns.has(uid)) this.#hidden.delete(uid);
    if (isNew) {
      const { columns } = this;
      this.#early.take((uid, flags, modseq) => columns.mark(uid, flags, modseq));
      return;
    }
    this.#note('ADDED', added);
    this.#note('REMOVED', removed);
  }

  arrived(uid: number): void {
    if (this.columns === null || this.columns.has(uid)) return;
    this.columns.add(uid);
    this.#note('ADDED', [uid]);
  }

  /** Takes flags as they were seen by the way. */
  mark(uid: number, flags: ReadonlySet<string>, modseq?: bigint): void {
    if (this.columns === null) this.#early.note(uid, flags, Number(modseq ?? 0));
    const wasKnown = this.columns?.flagsOf(uid) != null;
    if (this.columns?.mark(uid, flags, Number(modseq ?? 0)) === true && wasKnown)
      this.#note('CHANGED', [uid]);
  }

  /** Takes flags that somebody set just now. True when that is news. */
  told(uid: number, flags: ReadonlySet<string>, modseq?: bigint): boolean {
    const isNews = this.columns?.mark(uid, flags, Number(modseq ?? 0)) === true;
    if (isNews) this.#note('CHANGED', [uid]);
    return isNews;
  }

  /** What was seen early may have changed before somebody began to follow. */
  forgetEarly(): void {
    this.#early.clear();
  }

  /** Flags may have changed without a sign. */
  forgetFlags(): void {
    this.columns?.forgetFlags();
    this.#flagsLostAt = this.#logged + 1;
    this.#note('FLAGS_LOST', [0]);
  }

  /** Messages that the server says are gone. Answers with those that were here. */
  vanished(ranges: readonly UidRange[]): number[] {
    const uids = this.columns?.removeRanges(ranges) ?? [];
    this.#removed(uids);
    return uids;
  }

  /** The message with this number is gone, counted from 1 as the follower's connection counts. 0 when unknown. */
  expunged(seq: number): number {
    const uid = this.columns?.removeAt(seq - 1) ?? 0;
    if (uid !== 0) this.#removed([uid]);
    return uid;
  }

  /** We removed them ourselves, on another lane than the follower's. */
  hide(uids: Iterable<number>): void {
    const here = Array.from(uids).filter((uid) => this.columns?.has(uid) === true && !this.#hidden.has(uid));
    if (here.length === 0) return;
    if (this.follower === null) {
      this.vanished(here.map((uid): UidRange => [uid, uid]));
      return;
    }
    for (const uid of here) this.#hidden.add(uid);
    this.#note('REMOVED', here);
  }

  isHidden(uid: number): boolean {
    return this.#hidden.has(uid);
  }

  /** How many messages a person sees in it. */
  get visible(): number {
    return (this.columns?.size ?? 0) - this.#hidden.size;
  }

  /** How many of them are unread; null while that is not known of all. */
  countUnread(): number | null {
    const unseen = this.columns?.countUnseen() ?? null;
    if (unseen === null || this.#hidden.size === 0) return unseen;
    const hidden = this.hiddenUids.filter((uid) => this.columns?.isUnseen(uid) === true);
    return unseen - hidden.length;
  }

  /** UIDs a person sees, ascending. */
  visibleUids(): number[] {
    const uids = this.columns?.uids() ?? [];
    return this.#hidden.size === 0 ? uids : uids.filter((uid) => !this.#hidden.has(uid));
  }

  get hiddenUids(): readonly number[] {
    return [...this.#hidden];
  }

  /** What happened since a version; null where that is not remembered. */
  since(version: string): History | null {
    const [epoch, at = ''] = version.split('.');
    const missed = this.#logged - Number(at);
    if (epoch !== this.#epoch || !/^\d+$/.test(at) || missed < 0 || missed > this.#log.length) return null;
    const sum = new Map<number, Happening>();
    for (const { uid, what } of this.#log.slice(this.#log.length - missed)) {
      if (what === 'FLAGS_LOST') continue;
      const before = sum.get(uid);
      if (what === 'REMOVED' && before === 'ADDED') sum.delete(uid);
      else if (what !== 'CHANGED' || before === undefined) sum.set(uid, what);
    }
    return { sum, flagsLost: Number(at) < this.#flagsLostAt };
  }

  #removed(uids: readonly number[]): void {
    this.#note(
      'REMOVED',
      uids.filter((uid) => !this.#hidden.has(uid)),
    );
    for (const uid of uids) this.#hidden.delete(uid);
  }

  #note(what: Happening | 'FLAGS_LOST', uids: readonly number[]): void {
    this.#logged += uids.length;
    if (what === 'ADDED') this.#arrivals += uids.length;
    if (uids.length > MAX_LOG) this.#log = [];
    else for (const uid of uids) this.#log.push({ uid, what });
    if (this.#log.length > MAX_LOG * 2) this.#log = this.#log.slice(-MAX_LOG);
  }

  #forgetLog(): void {
    this.#log = [];
    // A step that is nowhere in the log, so that no version from before is answered from it.
    this.#logged++;
  }
}
