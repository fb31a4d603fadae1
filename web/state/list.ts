// One list of messages: a folder under a filter and in an order, of which the part that is looked at is held. A
// newcomer's trap: what is held is the server's word; what is shown are `shown`, with unconfirmed changes laid over.
// An answer that left before something else changed the list is asked for again rather than guessed at.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { type ApiError, toApiError } from '../api/client.ts';
import type { MessageFilter, MessageSort, PageFragment } from '../api/operations.gen.ts';
import { type AskServer, type ListStatus, MOST_AT_ONCE, PAGE, type PageArgs } from './list-ask.ts';
import {
  begun,
  countOf,
  decidesByMarks,
  edgeOf,
  firstHeld,
  type Held,
  NOTHING,
  patched,
  released,
  renamed,
  restored,
  withNewer,
  withOlder,
  without,
} from './list-window.ts';
import { type Row, withOverlays } from './overlay.ts';

/** Rows left before an end of what is here, when more are asked for. */
const NEAR = 20;
const TRIES = 3;
/** How long a scroll has to rest at a place before its rows are asked for. */
const REST_MS = 90;
/** An order that a server could not make at once is asked for once more after this. */
const SORT_AGAIN_MS = 4_000;

export class MessageList {
  readonly mailboxId: string;
  readonly filter: MessageFilter | null;
  /** Null: as the server likes. */
  readonly sort: MessageSort | null;

  readonly #held = signal<Held>(NOTHING);
  readonly #status = signal<ListStatus>('EMPTY');
  readonly #error = signal<ApiError | null>(null);
  readonly #olderError = signal<ApiError | null>(null);
  readonly #placeError = signal<ApiError | null>(null);
  readonly #loadedAt = signal(0);
  readonly #ask: AskServer;
  /** The server's name for the list as it is held; null where it keeps no changes. */
  #state: string | null = null;
  /** Counts what changed the list, so that an answer which left before is known. */
  #turn = 0;
  /** Counts how often all rows were replaced. */
  #begun = 0;
  /** What a person took out, and when: an answer that left before must not bring it back. */
  readonly #gone = new Map<string, number>();
  /** Rows that a person's own marks would take out of a list of unread or flagged ones; they stay till it is loaded anew. */
  readonly #kept = new Set<string>();
  #control = new AbortController();
  #jumping: { control: AbortController; first: number; end: number } | null = null;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #sorting: ReturnType<typeof setTimeout> | undefined;
  #refreshing: Promise<void> | null = null;
  #syncing: Promise<void> | null = null;
  #paging: Promise<void> | null = null;
  #again = false;
  #place = 0;

  readonly shown: ReadonlySignal<readonly Row[]> = computed(() => withOverlays(this.#held.value.rows));
  /** New mail that is held back so that the list does not move under a finger. */
  readonly waiting: ReadonlySignal<readonly Row[]> = computed(() => withOverlays(this.#held.value.waiting));
  readonly status: ReadonlySignal<ListStatus> = this.#status;
  /** Why the status is STALE or FAILED. */
  readonly error: ReadonlySignal<ApiError | null> = this.#error;
  /** Why there are no older rows yet. */
  readonly olderError: ReadonlySignal<ApiError | null> = this.#olderError;
  /** Why there are no rows at the place that was jumped to. */
  readonly placeError: ReadonlySignal<ApiError | null> = this.#placeError;
  readonly hasOlder: ReadonlySignal<boolean> = computed(() => this.#held.value.hasOlder);
  /** How many rows lie above the first and below the last one that is here. */
  readonly around: ReadonlySignal<{ above: number; below: number }> = computed(() => {
    const held = this.#held.value;
    return { above: held.position, below: countOf(held) - held.position - held.rows.length };
  });
  readonly order: ReadonlySignal<Pick<Held, 'sortedBy' | 'ascending'>> = computed(() => this.#held.value);
  /** True while the server could not sort as was asked. */
  readonly isUnsorted: ReadonlySignal<boolean> = computed(
    () => this.sort !== null && this.#loadedAt.value > 0 && this.#held.value.sortedBy !== this.sort.by,
  );
  /** Milliseconds since 1970; 0 when nothing came yet. */
  readonly loadedAt: ReadonlySignal<number> = this.#loadedAt;
  /** Set by the view: true while the newest row is in sight. */
  atTop = true;
  /** Set by the view: where it was scrolled to. */
  scrollTop = 0;
  /** Something happened while it was out of sight. */
  isTouched = false;

  constructor(mailboxId: string, filter: MessageFilter | null, sort: MessageSort | null, ask: AskServer) {
    this.mailboxId = mailboxId;
    this.filter = filter;
    this.sort = sort;
    this.#ask = ask;
  }

  /** A first page that came along with something else. */
  take(page: PageFragment, now = Date.now()): void {
    this.#begin(page, 0);
    this.#settled(now);
  }

  /** Asks for what is looked at, as it is now. Never rejects; what went wrong is in `error`. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  /** Asks what became of what is held and changes only that; all of it anew where the server can't tell. Never rejects. */
  sync(): Promise<void> {
    this.isTouched = false;
    if (this.#refreshing || this.#syncing) {
      // What is on its way may have left before it happened.
      this.#again = true;
      return this.#refreshing ?? this.#syncing ?? Promise.resolve();
    }
    if (this.#state === null || this.#status.value !== 'READY') return this.refresh();
    this.#syncing = this.#sync(this.#state).finally(() => {
      this.#syncing = null;
      if (this.#again) {
        this.#again = false;
        void this.sync();
      }
    });
    return this.#syncing;
  }

  /** Goes on towards older mail. Never rejects; what went wrong is in `olderError`. */
  older(): Promise<void> {
    return this.#held.value.hasOlder ? this.#pageOn('LAST') : Promise.resolve();
  }

  /** Goes on towards newer mail, after a jump. */
  newer(): Promise<void> {
    return this.#held.value.position > 0 ? this.#pageOn('FIRST') : Promise.resolve();
  }

  /** Goes on where mail did not come. */
  async again(): Promise<void> {
    if (this.#olderError.value !== null) await this.older();
    if (this.#placeError.value !== null) await this.jump(this.#place);
  }

  /** These rows are in sight: sees to it that they and those beside them come. */
  look(first: number, last: number): void {
    this.#place = first;
    const { position, rows, hasOlder } = this.#held.value;
    if (this.#loadedAt.value === 0) return;
    const end = position + rows.length;
    const isHere = last >= position && first < Math.max(end, 1);
    if (this.#jumping && (isHere || last < this.#jumping.first || first >= this.#jumping.end)) {
      // Passed by before its rows came.
      this.#jumping.control.abort();
      this.#jumping = null;
    }
    clearTimeout(this.#rest);
    if (!isHere) {
      if (this.#jumping === null) this.#rest = setTimeout(() => void this.jump(first), REST_MS);
      return;
    }
    this.#placeError.value = null;
    if (last >= end - NEAR && hasOlder && this.#olderError.value === null) void this.older();
    else if (first < position + NEAR && position > 0) void this.newer();
  }

  /** Asks for the rows around a place, counted from 0 in what is shown. Never rejects; see `placeError`. */
  async jump(index: number): Promise<void> {
    this.#jumping?.control.abort();
    clearTimeout(this.#rest);
    const control = new AbortController();
    const offset = Math.max(0, index - PAGE / 2);
    const jumping = { control, first: offset, end: offset + 2 * PAGE };
    this.#jumping = jumping;
    this.#place = index;
    this.#placeError.value = null;
    const { waiting } = this.#held.value;
    const turn = this.#turn;
    try {
      const from = offset === 0 ? 0 : offset + waiting.length;
      const page = await this.#page(
        { first: 2 * PAGE, ...(from > 0 ? { offset: from } : {}) },
        control.signal,
      );
      if (this.#jumping !== jumping) return;
      this.#begin(page, from, true);
      this.#settled(Date.now());
      if (turn + 1 !== this.#turn) void this.sync();
    } catch (error) {
      const failure = toApiError(error);
      if (failure.code !== 'CANCELLED' && this.#jumping === jumping) this.#placeError.value = failure;
    } finally {
      if (this.#jumping === jumping) this.#jumping = null;
    }
  }

  /** Puts the held-back rows into the list. */
  release(): void {
    if (this.#held.value.waiting.length > 0) this.#change(released(this.#held.value));
  }

  row(id: string): Row | null {
    const { rows, waiting } = this.#held.value;
    const same = (row: Row): boolean => row.id === id;
    return rows.find(same) ?? waiting.find(same) ?? null;
  }

  /** What a person did to some rows, confirmed: changes those that are here. */
  patch(change: (row: Row) => Row, ids: ReadonlySet<string>): void {
    const held = this.#held.value;
    const apply = (rows: readonly Row[]): readonly Row[] =>
      rows.map((row) => (ids.has(row.id) ? change(row) : row));
    if (![...held.rows, ...held.waiting].some(({ id }) => ids.has(id))) return;
    for (const id of ids) this.#kept.add(id);
    this.#change({ ...held, rows: apply(held.rows), waiting: apply(held.waiting) });
  }

  remove(ids: ReadonlySet<string>): void {
    const held = without(this.#held.value, ids);
    for (const id of ids) this.#gone.set(id, this.#turn);
    this.#change(held);
  }

  /** The rows' ids in their order, to be given to putBack later. */
  ids(): readonly string[] {
    return this.#held.value.rows.map(({ id }) => id);
  }

  /** Puts rows back to where they were in `order`, for Undo. */
  putBack(rows: readonly Row[], order: readonly string[]): void {
    for (const { id } of rows) this.#gone.delete(id);
    this.#change(restored(this.#held.value, rows, order));
  }

  /** Gives rows another id in their place: old id to the row as it is now. */
  replace(fresh: ReadonlyMap<string, Row>): void {
    for (const { id } of fresh.values()) this.#gone.delete(id);
    this.#change(renamed(this.#held.value, fresh));
  }

  /** The date that decides a row's place. */
  when(row: Row): string {
    return this.#held.value.sortedBy === 'DATE' ? (row.sentAt ?? row.receivedAt) : row.receivedAt;
  }

  /** Ends what is on its way. */
  close(): void {
    this.#control.abort();
    this.#control = new AbortController();
    this.#jumping?.control.abort();
    clearTimeout(this.#rest);
    clearTimeout(this.#sorting);
  }

  async #page(args: PageArgs, ended: AbortSignal): Promise<PageFragment> {
    const began = this.#turn;
    const page = await this.#ask.page({ ...args, filter: this.filter, sort: this.sort }, ended);
    return { ...page, edges: page.edges.filter(({ node }) => !this.#isGone(node.id, began)) };
  }

  #isGone = (id: string, began: number): boolean => (this.#gone.get(id) ?? -1) >= began;

  #change(held: Held): void {
    this.#turn += 1;
    this.#held.value = held;
  }

  #begin(page: PageFragment, offset: number, keepWaiting = false): void {
    this.#begun += 1;
    this.#kept.clear();
    this.#state = page.state ?? null;
    this.#change(begun(this.#held.value, page, offset, { atTop: this.atTop, keepWaiting }));
    this.#olderError.value = null;
    this.#placeError.value = null;
    for (const [id, turn] of this.#gone) if (turn < this.#turn - 100) this.#gone.delete(id);
    // Once: a server that can't sort would be asked for ever.
    if (this.sort !== null && page.sortedBy !== this.sort.by && this.#sorting === undefined)
      this.#sorting = setTimeout(() => void this.refresh(), SORT_AGAIN_MS);
  }

  async #refresh(): Promise<void> {
    const { signal: ended } = this.#control;
    if (this.#loadedAt.value === 0) this.#status.value = 'LOADING';
    try {
      for (let tries = 0; tries < TRIES; tries += 1) {
        this.#again = false;
        const { rows, total } = this.#held.value;
        const isFar = this.#place >= PAGE && total !== null;
        const offset = isFar ? Math.max(0, this.#place - PAGE / 2) : 0;
        const first = rows.length <= PAGE ? PAGE : isFar ? 2 * PAGE : Math.min(MOST_AT_ONCE, rows.length);
        const turn = this.#turn;
        let page = await this.#page({ first, ...(isFar ? { offset } : {}) }, ended);
        // The list ends above the place by now.
        if (isFar && page.edges.length === 0) page = await this.#page({ first: PAGE }, ended);
        if (turn !== this.#turn && tries + 1 < TRIES) continue;
        this.#begin(page, offset);
        if (!this.#again) break;
      }
      this.#settled(Date.now());
    } catch (error) {
      this.#failed(toApiError(error));
    }
  }

  async #sync(state: string): Promise<void> {
    const held = this.#held.value;
    const first = firstHeld(held, this.filter);
    if (first === null) return this.refresh();
    const [begins, turn] = [this.#begun, this.#turn];
    try {
      const patch = await this.#ask.patch(state, first, this.#control.signal);
      if (this.#begun !== begins) {
        this.#again = true;
        return;
      }
      if (patch.mustRefetch) return await this.refresh();
      const inserted = patch.inserted.filter(({ node }) => !this.#isGone(node.id, turn));
      const options = {
        atTop: this.atTop,
        kept: decidesByMarks(this.filter) ? this.#kept : new Set<string>(),
      };
      const result = patched(this.#held.value, { ...patch, inserted }, options);
      this.#state = patch.resultState;
      // The answer left before what a person did meanwhile, and does not know of it.
      if (turn !== this.#turn) this.#again = true;
      this.#change(result.held);
      if (result.unsure) return await this.refresh();
      this.#settled(Date.now());
    } catch (error) {
      const failure = toApiError(error);
      if (failure.code === 'NETWORK' || failure.code === 'CANCELLED') this.#failed(failure);
      else await this.refresh();
    }
  }

  #pageOn(end: 'FIRST' | 'LAST'): Promise<void> {
    this.#paging ??= this.#pageFrom(end).finally(() => {
      this.#paging = null;
    });
    return this.#paging;
  }

  async #pageFrom(end: 'FIRST' | 'LAST'): Promise<void> {
    this.#olderError.value = null;
    try {
      for (let tries = 0; tries < TRIES; tries += 1) {
        const [begins, turn] = [this.#begun, this.#turn];
        const edge = edgeOf(this.#held.value, end);
        if (edge === null) return await this.refresh();
        const way = end === 'LAST' ? { first: PAGE, after: edge } : { last: PAGE, before: edge };
        const page = await this.#page(way, this.#control.signal);
        // Other rows by now; these would leave a gap.
        if (this.#begun !== begins) return;
        if (turn !== this.#turn && tries + 1 < TRIES) continue;
        const add = end === 'LAST' ? withOlder : withNewer;
        this.#change(add(this.#held.value, page));
        return;
      }
    } catch (error) {
      const failure = toApiError(error);
      if (failure.code === 'STALE') {
        this.#change({ ...NOTHING });
        this.#place = 0;
        await this.refresh();
      } else if (failure.code !== 'CANCELLED') this.#olderError.value = failure;
    }
  }

  #settled(now: number): void {
    this.#loadedAt.value = now;
    this.#error.value = null;
    this.#status.value = 'READY';
  }

  #failed(failure: ApiError): void {
    if (failure.code === 'CANCELLED') {
      if (this.#status.value === 'LOADING') this.#status.value = 'EMPTY';
      return;
    }
    this.#error.value = failure;
    this.#status.value = this.#loadedAt.value === 0 ? 'FAILED' : 'STALE';
  }
}
