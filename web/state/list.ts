// One list of messages: a folder under a filter, as far down as it was scrolled. A newcomer's trap: `rows` is
// the server's word; what is shown are `shown`, with unconfirmed changes laid over. Pages are keyset cursors,
// so mail that arrives neither repeats nor skips a row.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { ApiError, toApiError } from '../api/client.ts';
import type { MessageFilter, PageFragment, SortKey } from '../api/operations.gen.ts';
import { t } from '../lib/t.ts';
import { type Row, withOverlays } from './overlay.ts';
import { keepOrder } from './row-order.ts';

/**
 * EMPTY: nothing was asked yet. LOADING: nothing to show, the first page is on its way. READY: as the server
 * says. STALE: rows of before, since asking again failed. FAILED: nothing to show, and asking failed.
 */
export type ListStatus = 'EMPTY' | 'LOADING' | 'READY' | 'STALE' | 'FAILED';

export const PAGE = 50;

export interface PageArgs {
  first?: number;
  after?: string;
  last?: number;
  before?: string;
  filter?: MessageFilter | null;
}

/** Asks for one window of the mailbox. Rejects with an ApiError. */
export type AskPage = (args: PageArgs, signal: AbortSignal) => Promise<PageFragment>;

export class MessageList {
  readonly mailboxId: string;
  readonly filter: MessageFilter | null;

  readonly #rows = signal<readonly Row[]>([]);
  readonly #waiting = signal<readonly Row[]>([]);
  readonly #status = signal<ListStatus>('EMPTY');
  readonly #error = signal<ApiError | null>(null);
  readonly #busy = signal<'NONE' | 'REFRESH' | 'OLDER'>('NONE');
  readonly #olderError = signal<ApiError | null>(null);
  readonly #hasOlder = signal(false);
  readonly #sortedBy = signal<SortKey>('ARRIVAL');
  readonly #loadedAt = signal(0);
  readonly #ask: AskPage;
  #start: string | null = null;
  #end: string | null = null;
  #control = new AbortController();
  #refreshing: Promise<void> | null = null;
  #loadingOlder: Promise<void> | null = null;
  #again = false;

  readonly shown: ReadonlySignal<readonly Row[]> = computed(() => withOverlays(this.#rows.value));
  /** New mail that is held back so that the list does not move under a finger. */
  readonly waiting: ReadonlySignal<readonly Row[]> = computed(() => withOverlays(this.#waiting.value));
  readonly status: ReadonlySignal<ListStatus> = this.#status;
  /** Why the status is STALE or FAILED. */
  readonly error: ReadonlySignal<ApiError | null> = this.#error;
  readonly busy: ReadonlySignal<'NONE' | 'REFRESH' | 'OLDER'> = this.#busy;
  /** Why there are no older rows yet. */
  readonly olderError: ReadonlySignal<ApiError | null> = this.#olderError;
  readonly hasOlder: ReadonlySignal<boolean> = this.#hasOlder;
  readonly sortedBy: ReadonlySignal<SortKey> = this.#sortedBy;
  /** Milliseconds since 1970; 0 when nothing came yet. */
  readonly loadedAt: ReadonlySignal<number> = this.#loadedAt;
  /** Set by the view: true while the newest row is in sight. */
  atTop = true;
  /** Set by the view: where it was scrolled to. */
  scrollTop = 0;

  constructor(mailboxId: string, filter: MessageFilter | null, askPage: AskPage) {
    this.mailboxId = mailboxId;
    this.filter = filter;
    this.#ask = askPage;
  }

  /** A first page that came along with something else. */
  take(page: PageFragment, now = Date.now()): void {
    this.#merge(page);
    this.#settled(now);
  }

  /** Asks for the newest page and joins it to what is here. Never rejects; what went wrong is in `error`. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  /** Goes on towards older mail. Never rejects; what went wrong is in `olderError`. */
  older(): Promise<void> {
    if (!this.#hasOlder.value || this.#end === null) return Promise.resolve();
    this.#loadingOlder ??= this.#older(this.#end).finally(() => {
      this.#loadingOlder = null;
    });
    return this.#loadingOlder;
  }

  /** Goes on where older mail did not come. */
  async olderAgain(): Promise<void> {
    if (this.#olderError.value !== null) await this.older();
  }

  /** Something new is said to be there: fetches it, and holds it back unless the top is in sight. */
  async newer(): Promise<void> {
    const start = this.#start;
    if (start === null || this.#status.value !== 'READY') return this.refresh();
    if (this.#refreshing) {
      // What is on its way may have left before the new mail came.
      this.#again = true;
      return this.#refreshing;
    }
    try {
      const page = await this.#ask({ last: PAGE, before: start, filter: this.filter }, this.#control.signal);
      if (this.#start !== start) return;
      if (page.pageInfo.hasPreviousPage) return this.refresh();
      const fresh = this.#unknown(page.nodes);
      this.#start = page.pageInfo.startCursor ?? start;
      this.#loadedAt.value = Date.now();
      if (fresh.length === 0) return;
      if (this.atTop) this.#rows.value = [...fresh, ...this.#rows.value];
      else this.#waiting.value = [...fresh, ...this.#waiting.value];
    } catch {
      return this.refresh();
    }
  }

  /** Puts the held-back rows into the list. */
  release(): void {
    if (this.#waiting.value.length === 0) return;
    this.#rows.value = [...this.#waiting.value, ...this.#rows.value];
    this.#waiting.value = [];
  }

  row(id: string): Row | null {
    const same = (row: Row): boolean => row.id === id;
    return this.#rows.value.find(same) ?? this.#waiting.value.find(same) ?? null;
  }

  /** The server's word on some rows: changes those that are here. */
  patch(change: (row: Row) => Row, ids: ReadonlySet<string>): void {
    const apply = (rows: readonly Row[]): readonly Row[] =>
      rows.some(({ id }) => ids.has(id)) ? rows.map((row) => (ids.has(row.id) ? change(row) : row)) : rows;
    this.#rows.value = apply(this.#rows.value);
    this.#waiting.value = apply(this.#waiting.value);
  }

  remove(ids: ReadonlySet<string>): void {
    const left = (rows: readonly Row[]): readonly Row[] =>
      rows.some(({ id }) => ids.has(id)) ? rows.filter(({ id }) => !ids.has(id)) : rows;
    this.#rows.value = left(this.#rows.value);
    this.#waiting.value = left(this.#waiting.value);
  }

  /** The rows' ids in their order, to be given to putBack later. */
  order(): readonly string[] {
    return this.#rows.value.map(({ id }) => id);
  }

  /** Puts rows back to where they were in `order`, for Undo: before the first row below them that is still here. */
  putBack(rows: readonly Row[], order: readonly string[]): void {
    const next = [...this.#rows.value];
    for (const row of this.#unknown(rows)) {
      const below = new Set(order.slice(order.indexOf(row.id) + 1));
      const at = next.findIndex(({ id }) => below.has(id));
      next.splice(at < 0 ? next.length : at, 0, row);
    }
    this.#rows.value = next;
  }

  /** Gives rows another id in their place: old id to the row as it is now. */
  replace(fresh: ReadonlyMap<string, Row>): void {
    // An event may have brought the new one already, at the top; it is to be seen once.
    const ids = new Set([...fresh.values()].map(({ id }) => id));
    this.#rows.value = this.#rows.value
      .filter((row) => fresh.has(row.id) || !ids.has(row.id))
      .map((row) => fresh.get(row.id) ?? row);
    this.#waiting.value = this.#waiting.value.filter(({ id }) => !ids.has(id));
  }

  /** The date that decides a row's place. */
  when(row: Row): string {
    return this.#sortedBy.value === 'DATE' ? (row.sentAt ?? row.receivedAt) : row.receivedAt;
  }

  /** Ends what is on its way. */
  close(): void {
    this.#control.abort();
    this.#control = new AbortController();
  }

  async #refresh(): Promise<void> {
    const { signal: ended } = this.#control;
    if (this.#loadedAt.value === 0) this.#status.value = 'LOADING';
    this.#busy.value = 'REFRESH';
    try {
      do {
        this.#again = false;
        this.#merge(await this.#ask({ first: PAGE, filter: this.filter }, ended));
      } while (this.#again);
      this.#settled(Date.now());
    } catch (error) {
      this.#failed(toApiError(error));
    } finally {
      this.#busy.value = 'NONE';
    }
  }

  async #older(end: string): Promise<void> {
    this.#busy.value = 'OLDER';
    this.#olderError.value = null;
    try {
      const page = await this.#ask({ first: PAGE, after: end, filter: this.filter }, this.#control.signal);
      // A refresh may have begun the list anew meanwhile; these rows would then leave a gap.
      if (this.#end !== end) return;
      this.#rows.value = [...this.#rows.value, ...this.#unknown(page.nodes)];
      this.#end = page.pageInfo.endCursor ?? end;
      this.#hasOlder.value = page.pageInfo.hasNextPage;
    } catch (error) {
      const failure = toApiError(error);
      if (failure.code === 'STALE') {
        this.#rows.value = [];
        await this.refresh();
      } else if (failure.code !== 'CANCELLED') this.#olderError.value = failure;
    } finally {
      this.#busy.value = 'NONE';
    }
  }

  /** Joins a newest page to the rows: what it should hold and does not is gone; what lies below it stays. */
  #merge(page: PageFragment): void {
    const known = [...this.#waiting.value, ...this.#rows.value];
    const fresh = keepOrder(page.nodes, known);
    const ids = new Set(fresh.map(({ id }) => id));
    const meets = known.findLastIndex(({ id }) => ids.has(id));
    const joins = page.pageInfo.hasNextPage && meets >= 0;
    const below = joins ? known.slice(meets + 1).filter(({ id }) => !ids.has(id)) : [];
    const firstLoad = known.length === 0;
    const waiting = this.atTop || firstLoad ? [] : this.#heldBack(fresh);
    this.#waiting.value = waiting;
    this.#rows.value = [...fresh.slice(waiting.length), ...below];
    this.#start = page.pageInfo.startCursor ?? null;
    if (below.length === 0) {
      this.#end = page.pageInfo.endCursor ?? null;
      this.#hasOlder.value = page.pageInfo.hasNextPage;
    }
    this.#sortedBy.value = page.sortedBy;
  }

  /** The rows of a newest page that lie above the first one already in the list. */
  #heldBack(fresh: readonly Row[]): readonly Row[] {
    const shown = new Set(this.#rows.value.map(({ id }) => id));
    const first = fresh.findIndex(({ id }) => shown.has(id));
    return first > 0 ? fresh.slice(0, first) : [];
  }

  #unknown(rows: readonly Row[]): Row[] {
    return rows.filter(({ id }) => this.row(id) === null);
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

/** The error for a mailbox that is not there. */
export const mailboxGone = (): ApiError => new ApiError('MAILBOX_GONE', t('error.mailboxGone'), false);
