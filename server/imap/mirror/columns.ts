// The messages of one mailbox as typed columns, ascending by UID: 17 bytes a message, so that 100,000 cost 1.7 MB and
// a window of them is found without asking anybody. A newcomer's trap: flags are known only where somebody looked;
// `flagsAt` answers null elsewhere, and null is not "no flags".
import type { UidRange } from '../../mail/change.ts';

const KNOWN = 0x80000000;
/** Names that have a bit; a message with a flag beyond these stays unknown and is asked for each time. */
const MAX_NAMES = 31;
const FIRST_CAPACITY = 64;

const UNSEEN = 1;
const SEEN = 2;

export class Columns {
  #uids = new Uint32Array(FIRST_CAPACITY);
  #flags = new Uint32Array(FIRST_CAPACITY);
  #modseqs = new Float64Array(FIRST_CAPACITY);
  /** Whether it was read, which one SEARCH tells of all; other flags are learned row by row. */
  #seen = new Uint8Array(FIRST_CAPACITY);
  #size = 0;
  /** What countUnseen answered last; undefined after anything that may change it. */
  #unseen: number | null | undefined;
  readonly #names: string[] = [];
  readonly #bits = new Map<string, number>();
  /** Few combinations occur, so rows share their sets. */
  readonly #sets = new Map<number, ReadonlySet<string>>();

  get size(): number {
    return this.#size;
  }

  get bytes(): number {
    return this.#uids.byteLength + this.#flags.byteLength + this.#modseqs.byteLength + this.#seen.byteLength;
  }

  /** 0 beyond either end. */
  uidAt(position: number): number {
    return position < this.#size ? (this.#uids[position] ?? 0) : 0;
  }

  get last(): number {
    return this.#size === 0 ? 0 : this.uidAt(this.#size - 1);
  }

  /** How many messages have a UID below this one. */
  below(uid: number): number {
    let low = 0;
    let high = this.#size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#uids[middle] ?? 0) < uid) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** -1 where it is not here. */
  positionOf(uid: number): number {
    const position = this.below(uid);
    return this.uidAt(position) === uid && uid > 0 ? position : -1;
  }

  has(uid: number): boolean {
    return this.positionOf(uid) >= 0;
  }

  uids(): number[] {
    return Array.from(this.#uids.subarray(0, this.#size));
  }

  flagsAt(position: number): ReadonlySet<string> | null {
    const bits = position < this.#size ? (this.#flags[position] ?? 0) : 0;
    return bits & KNOWN ? this.#setOf(bits) : null;
  }

  flagsOf(uid: number): ReadonlySet<string> | null {
    const position = this.positionOf(uid);
    return position < 0 ? null : this.flagsAt(position);
  }

  /** Adds a message that came; one that is here already stays as it is. Cheap only at the end, where mail arrives. */
  add(uid: number): void {
    const position = this.below(uid);
    if (this.uidAt(position) === uid) return;
    if (this.#size === this.#uids.length) this.#resize(Math.ceil(this.#size * 1.25));
    this.#uids.copyWithin(position + 1, position, this.#size);
    this.#flags.copyWithin(position + 1, position, this.#size);
    this.#modseqs.copyWithin(position + 1, position, this.#size);
    this.#seen.copyWithin(position + 1, position, this.#size);
    this.#uids[position] = uid;
    this.#flags[position] = 0;
    this.#modseqs[position] = 0;
    this.#seen[position] = 0;
    this.#unseen = undefined;
    this.#size++;
  }

  /** Notes flags; those of an older MODSEQ than is known change nothing. True when they were others before. */
  mark(uid: number, flags: ReadonlySet<string>, modseq = 0): boolean {
    const position = this.positionOf(uid);
    if (position < 0) return false;
    const known = this.#modseqs[position] ?? 0;
    if (modseq > 0 && modseq < known) return false;
    const before = this.#flags[position] ?? 0;
    const after = this.#bitsOf(flags);
    const seen = flags.has('\\Seen') ? SEEN : UNSEEN;
    if (this.#seen[position] !== seen) this.#unseen = undefined;
    this.#seen[position] = seen;
    this.#flags[position] = after;
    this.#modseqs[position] = Math.max(known, modseq);
    return before !== after || after === 0;
  }

  /** Flags may be others now, of all messages. */
  forgetFlags(): void {
    this.#flags.fill(0);
    this.#seen.fill(0);
    this.#unseen = undefined;
  }

  /** These UIDs are unread, and no others. */
  learnUnseen(uids: readonly number[]): void {
    this.#seen.fill(SEEN, 0, this.#size);
    this.#unseen = undefined;
    for (const uid of uids) {
      const position = this.positionOf(uid);
      if (position >= 0) this.#seen[position] = UNSEEN;
    }
  }

  /** Unread messages, ascending by UID; null while it is not known of some. */
  unseen(): number[] | null {
    const uids: number[] = [];
    for (let position = 0; position < this.#size; position++) {
      if (this.#seen[position] === 0) return null;
      if (this.#seen[position] === UNSEEN) uids.push(this.uidAt(position));
    }
    return uids;
  }

  isUnseen(uid: number): boolean {
    const position = this.positionOf(uid);
    return position >= 0 && this.#seen[position] === UNSEEN;
  }

  /** How many are unread; null while it is not known of some. */
  countUnseen(): number | null {
    if (this.#unseen === undefined) {
      let count = 0;
      let isKnown = true;
      for (let position = 0; position < this.#size && isKnown; position++) {
        isKnown = this.#seen[position] !== 0;
        if (this.#seen[position] === UNSEEN) count++;
      }
      this.#unseen = isKnown ? count : null;
    }
    return this.#unseen;
  }

  /** Removes by position and answers with the UID that was there. */
  removeAt(position: number): number {
    const uid = this.uidAt(position);
    if (uid !== 0) this.#compact((each) => each !== position);
    return uid;
  }

  /** Removes what lies in these ranges and answers with the UIDs that were there. */
  removeRanges(ranges: readonly UidRange[]): number[] {
    const gone = new Set<number>();
    for (const [first, last] of ranges)
      for (
        let position = this.below(first);
        position < this.#size && this.uidAt(position) <= last;
        position++
      )
        gone.add(position);
    const uids = Array.from(gone, (position) => this.uidAt(position));
    if (gone.size > 0) this.#compact((position) => !gone.has(position));
    return uids;
  }

  /** Makes these (ascending) the messages that are here; what is known of those that stay is kept. */
  replace(uids: ArrayLike<number>): { added: number[]; removed: number[] } {
    const added: number[] = [];
    const removed: number[] = [];
    const old = {
      uids: this.#uids,
      flags: this.#flags,
      modseqs: this.#modseqs,
      seen: this.#seen,
      size: this.#size,
    };
    this.#uids = Uint32Array.from(uids);
    this.#flags = new Uint32Array(uids.length);
    this.#modseqs = new Float64Array(uids.length);
    this.#seen = new Uint8Array(uids.length);
    this.#unseen = undefined;
    this.#size = uids.length;
    let at = 0;
    for (let position = 0; position < uids.length; position++) {
      const uid = uids[position] ?? 0;
      while (at < old.size && (old.uids[at] ?? 0) < uid) removed.push(old.uids[at++] ?? 0);
      if (at < old.size && old.uids[at] === uid) {
        this.#flags[position] = old.flags[at] ?? 0;
        this.#seen[position] = old.seen[at] ?? 0;
        this.#modseqs[position] = old.modseqs[at++] ?? 0;
      } else added.push(uid);
    }
    while (at < old.size) removed.push(old.uids[at++] ?? 0);
    return { added, removed };
  }

  #compact(keeps: (position: number) => boolean): void {
    let to = 0;
    for (let from = 0; from < this.#size; from++) {
      if (!keeps(from)) continue;
      this.#uids[to] = this.#uids[from] ?? 0;
      this.#flags[to] = this.#flags[from] ?? 0;
      this.#seen[to] = this.#seen[from] ?? 0;
      this.#modseqs[to++] = this.#modseqs[from] ?? 0;
    }
    this.#size = to;
    this.#unseen = undefined;
    if (this.#size * 2 < this.#uids.length && this.#uids.length > FIRST_CAPACITY)
      this.#resize(Math.max(FIRST_CAPACITY, Math.ceil(this.#size * 1.25)));
  }

  #resize(capacity: number): void {
    const length = Math.max(capacity, FIRST_CAPACITY);
    const grown = <T extends Uint8Array | Uint32Array | Float64Array>(fresh: T, old: T): T => {
      fresh.set(old.subarray(0, this.#size) as never);
      return fresh;
    };
    this.#uids = grown(new Uint32Array(length), this.#uids);
    this.#flags = grown(new Uint32Array(length), this.#flags);
    this.#modseqs = grown(new Float64Array(length), this.#modseqs);
    this.#seen = grown(new Uint8Array(length), this.#seen);
  }

  #bitsOf(flags: ReadonlySet<string>): number {
    let bits = KNOWN;
    for (const name of flags) {
      // \Recent is of one session and says nothing of the message.
      if (name === '\\Recent') continue;
      let bit = this.#bits.get(name);
      if (bit === undefined) {
        if (this.#names.length === MAX_NAMES) return 0;
        bit = 1 << this.#names.length;
        this.#names.push(name);
        this.#bits.set(name, bit);
      }
      bits |= bit;
    }
    return bits >>> 0;
  }

  #setOf(bits: number): ReadonlySet<string> {
    let set = this.#sets.get(bits);
    if (set === undefined) {
      set = new Set(this.#names.filter((_, index) => bits & (1 << index)));
      if (this.#sets.size > 1_000) this.#sets.clear();
      this.#sets.set(bits, set);
    }
    return set;
  }
}
