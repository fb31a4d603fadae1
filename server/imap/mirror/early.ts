// Flags that were seen before it was known which messages there are. A newcomer's trap: lists and not a Map, because
// every account whose mailbox nobody follows keeps those of its first page: a third of the memory.

const MOST = 1_000;

export class Early {
  #uids: number[] = [];
  #flags: ReadonlySet<string>[] = [];
  #modseqs: number[] = [];

  /** What was seen last of a message counts. */
  note(uid: number, flags: ReadonlySet<string>, modseq: number): void {
    const known = this.#uids.indexOf(uid);
    const at = known < 0 ? this.#uids.length : known;
    if (at >= MOST) return;
    this.#uids[at] = uid;
    this.#flags[at] = flags;
    this.#modseqs[at] = modseq;
  }

  /** Hands everything over and forgets it. */
  take(to: (uid: number, flags: ReadonlySet<string>, modseq: number) => void): void {
    const [uids, flags, modseqs] = [this.#uids, this.#flags, this.#modseqs];
    this.clear();
    uids.forEach((uid, at) => {
      to(uid, flags[at] ?? new Set(), modseqs[at] ?? 0);
    });
  }

  clear(): void {
    this.#uids = [];
    this.#flags = [];
    this.#modseqs = [];
  }
}
