// Follows the mailbox that is selected on the background lane, keeps its mirror true and names what happened by UID.
// A newcomer's trap: without QRESYNC the server speaks of messages by number ("5 EXPUNGE"), and numbers shift with
// every removal; the mirror's columns are the table of numbers, so nobody but this follower may take a row out.
import type { ExistsEvent, ExpungeEvent, FlagsEvent, ImapFlow } from 'imapflow';
import type { StoreEvent } from '../../mail/store.ts';
import type { VanishedEvent } from '../commands.ts';
import type { LaneName } from '../lanes/lanes.ts';
import type { Session } from '../lanes/selection.ts';
import type { AccountHeaders } from '../message/headers.ts';
import { newRows } from '../message/message.ts';
import type { Columns } from './columns.ts';
import type { Mirror } from './mirror.ts';
import { learn, selectedOf, settle } from './sync.ts';
import { tellOf } from './tell.ts';

/** Events that come close together are told together. */
const GATHER_MS = 10;
/** A server far away: that mail came is told before its rows are here. */
const EARLY_MS = 10;
/** Of so many new messages the header rows are fetched as they come; of more than that only when somebody looks. */
const MAX_ROWS = 100;
/** When more came at a time, all UIDs are asked for instead. */
const MAX_NEW = 5_000;

export class Follower {
  readonly session: Session;
  readonly mirror: Mirror;
  readonly lane: LaneName;
  /** When it was opened. */
  readonly since = Date.now();
  readonly #headers: AccountHeaders;
  readonly #emit: (event: StoreEvent) => void;
  readonly #onBehind: () => void;
  #exists = 0;
  #isOpening = true;
  #highest = 0n;
  readonly #added = new Set<number>();
  readonly #changed = new Set<number>();
  readonly #removed = new Set<number>();
  #timer: NodeJS.Timeout | undefined;
  #early: NodeJS.Timeout | undefined;
  #toldEarly = false;
  #caughtUp = (): void => {};

  /** `onBehind` is called when mail came whose UID has to be asked for: call catchUp() when the lane is free. */
  constructor(
    session: Session,
    mirror: Mirror,
    options: {
      lane: LaneName;
      headers: AccountHeaders;
      emit: (event: StoreEvent) => void;
      onBehind: () => void;
    },
  ) {
    this.session = session;
    this.mirror = mirror;
    this.lane = options.lane;
    this.#headers = options.headers;
    this.#emit = options.emit;
    this.#onBehind = options.onBehind;
  }

  /** True while this connection still tells about the mailbox. */
  get isAttached(): boolean {
    return this.session.client.usable && this.session.followed === this.mirror.path;
  }

  /** Selects the mailbox and brings the mirror up to date. True when what happened since it was known last is told. */
  async open(): Promise<boolean> {
    const { session, mirror } = this;
    const { client } = session;
    const known = mirror.columns === null ? null : mirror.version;
    mirror.follower = this;
    const before = mirror.selected;
    const answer = await session.follow(mirror.path);
    const selected = selectedOf(answer);
    this.#exists = selected.exists;
    this.#highest = selected.modseq ?? 0n;
    const events = client as NodeJS.EventEmitter;
    // Before the next command: its answer may tell of changes.
    events.on('exists', this.#existed).on('flags', this.#flagged);
    if (!settle(mirror, answer)) {
      const isSame = before !== null && before.modseq !== null && before.modseq === selected.modseq;
      if (!answer.resumed && !isSame) mirror.forgetEarly();
      await learn(session, mirror, selected);
      for (const { uid, flags, modseq } of answer.flagged) if (uid && flags) mirror.mark(uid, flags, modseq);
    }
    events.on('expunge', this.#expunged).on('vanished', this.#vanished);
    this.#exists = existsIn(client);
    await this.catchUp();
    mirror.live = true;
    this.#isOpening = false;
    const history = known === null ? null : mirror.since(known);
    for (const [uid, what] of history?.sum ?? []) this.#setOf(what).add(uid);
    this.#gather();
    if (history?.flagsLost === true)
      this.#emit({ kind: 'MESSAGES_CHANGED', mailbox: mirror.path, messages: [] });
    return history !== null;
  }

  /** What it counted is not of the mailbox that is there now: it has to be opened anew. */
  lose(): void {
    if (!this.#isOpening) this.session.distrust();
    this.#onBehind();
  }

  /** Selects again what is followed, to hear everything now. */
  async reopen(): Promise<void> {
    this.#detach();
    this.#isOpening = true;
    await this.open();
  }

  close(): void {
    this.#detach();
    clearTimeout(this.#early);
    this.#caughtUp();
    this.mirror.leave(this);
    clearTimeout(this.#timer);
    this.#flush();
  }

  #detach(): void {
    const events = this.session.client as NodeJS.EventEmitter;
    events.off('exists', this.#existed).off('flags', this.#flagged);
    events.off('expunge', this.#expunged).off('vanished', this.#vanished);
    if (this.session.followed === this.mirror.path) this.session.followed = null;
  }

  /**
   * Fetches the rows of mail that came. 1 command, by number, because no removal may come with its answer
   * (RFC 3501 section 7.4.1); none when nothing came. Learns anew when the count does not come out right.
   */
  async catchUp(): Promise<void> {
    const { columns } = this.mirror;
    try {
      if (columns !== null && columns.size !== this.#exists) await this.#learnNew(columns);
    } finally {
      clearTimeout(this.#early);
      this.#toldEarly = false;
      this.mirror.behind = null;
      this.#caughtUp();
    }
    this.#settle();
    if (this.mirror.live) this.#flush();
  }

  async #learnNew(columns: Columns): Promise<void> {
    const { session, mirror } = this;
    if (columns.size < this.#exists && this.#exists - columns.size <= MAX_NEW) {
      const count = this.#exists - columns.size;
      const rows = await newRows(session, this.#headers, `${columns.size + 1}:*`, count, count <= MAX_ROWS);
      for (const { uid, flags, modseq } of rows) {
        if (columns.has(uid)) continue;
        mirror.arrived(uid);
        mirror.mark(uid, flags, modseq);
        if (modseq !== undefined && modseq > this.#highest) this.#highest = modseq;
        if (!this.#toldEarly) this.#added.add(uid);
      }
    }
    if (columns.size !== this.#exists && this.isAttached) {
      const { added, removed } = await this.#relearn();
      for (const uid of added) this.#added.add(uid);
      for (const uid of removed) this.#removed.add(uid);
    }
  }

  async #relearn(): Promise<{ added: number[]; removed: number[] }> {
    const before = this.mirror.version;
    const { client } = this.session;
    await learn(this.session, this.mirror, this.session.mailbox);
    this.#exists = existsIn(client);
    const happened = [...(this.mirror.since(before)?.sum ?? [])];
    return {
      added: happened.flatMap(([uid, what]) => (what === 'ADDED' ? [uid] : [])),
      removed: happened.flatMap(([uid, what]) => (what === 'REMOVED' ? [uid] : [])),
    };
  }

  /** A command has ended, so all that was to be told up to here has been told: from here a SELECT may resume. */
  #settle(): void {
    const { selected, columns } = this.mirror;
    if (selected === null || columns === null) return;
    this.mirror.selected = {
      ...selected,
      exists: columns.size,
      uidNext: selected.uidNext === null ? null : Math.max(selected.uidNext, columns.last + 1),
      modseq: selected.modseq === null ? null : this.#highest,
    };
  }

  readonly #existed = ({ path, count }: ExistsEvent): void => {
    if (path !== this.mirror.path) return;
    this.#exists = count;
    if (this.mirror.behind === null && count > (this.mirror.columns?.size ?? 0)) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.mirror.behind = promise;
      this.#caughtUp = resolve;
      if (this.mirror.live) this.#early = setTimeout(() => this.#tellEarly(), EARLY_MS);
    }
    this.#onBehind();
  };

  #tellEarly(): void {
    this.#toldEarly = true;
    this.#emit({ kind: 'MESSAGES_ADDED', mailbox: this.mirror.path, messages: [] });
  }

  readonly #expunged = ({ path, seq }: ExpungeEvent): void => {
    if (path !== this.mirror.path || seq === undefined) return;
    this.#exists--;
    // A number beyond what was learned is of mail that came and went before anybody asked for its UID.
    const wasHidden = this.mirror.isHidden(this.mirror.columns?.uidAt(seq - 1) ?? 0);
    const uid = this.mirror.expunged(seq);
    if (uid === 0) return;
    this.#added.delete(uid);
    if (!wasHidden) this.#removed.add(uid);
    this.#gather();
  };

  readonly #vanished = ({ path, ranges }: VanishedEvent): void => {
    if (path !== this.mirror.path) return;
    const hidden = new Set(this.mirror.hiddenUids);
    const { client } = this.session;
    this.#exists = existsIn(client);
    for (const uid of this.mirror.vanished(ranges)) {
      this.#added.delete(uid);
      if (!hidden.has(uid)) this.#removed.add(uid);
    }
    this.#gather();
  };

  readonly #flagged = ({ path, seq, uid, flags, modseq }: FlagsEvent): void => {
    if (path !== this.mirror.path || !flags) return;
    if (modseq !== undefined && modseq > this.#highest) this.#highest = modseq;
    const changed = uid ?? this.mirror.columns?.uidAt(seq - 1);
    if (!changed || !this.mirror.told(changed, flags, modseq)) return;
    this.#changed.add(changed);
    this.#gather();
  };

  #setOf(what: 'ADDED' | 'CHANGED' | 'REMOVED'): Set<number> {
    if (what === 'ADDED') return this.#added;
    return what === 'CHANGED' ? this.#changed : this.#removed;
  }

  #gather(): void {
    this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const uid of this.#removed) this.#changed.delete(uid);
    for (const uid of this.#added) this.#changed.delete(uid);
    this.#tell('MESSAGES_REMOVED', this.#removed);
    this.#tell('MESSAGES_ADDED', this.#added);
    this.#tell('MESSAGES_CHANGED', this.#changed);
  }

  #tell(kind: 'MESSAGES_REMOVED' | 'MESSAGES_ADDED' | 'MESSAGES_CHANGED', uids: Set<number>): void {
    const { path, selected } = this.mirror;
    const all = [...uids];
    uids.clear();
    tellOf(kind, { path, uidValidity: selected?.uidValidity ?? 0n }, all, this.#emit);
  }
}

const existsIn = ({ mailbox }: ImapFlow): number => (mailbox === false ? 0 : mailbox.exists);
