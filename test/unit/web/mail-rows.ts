// Rows and lists for the tests of lists and actions. A newcomer's trap: Box answers as graphql/patch.ts and
// imap/page.ts do, "lies below what you hold" and "ask again" included.
import type {
  MessageFilter,
  PageFragment,
  PatchFragment,
  SystemFlag,
} from '../../../web/api/operations.gen.ts';
import type { AskServer, PageArgs } from '../../../web/state/list-ask.ts';
import type { Row } from '../../../web/state/overlay.ts';

/** Message number n: the higher, the newer. */
export function row(n: number, change: Partial<Row> = {}): Row {
  const when = new Date(Date.UTC(2026, 10, 1) + n * 60_000).toISOString();
  return {
    id: `m${n}`,
    subject: `Subject ${n}`,
    from: [{ name: 'Ada', address: 'ada@example.org', display: 'Ada' }],
    to: [],
    sentAt: when,
    receivedAt: when,
    size: 1000,
    flags: [],
    labels: [],
    hasAttachments: false,
    availability: 'FULL',
    documentUrl: `document/m${n}`,
    ...change,
  };
}

/** A page that is a whole list. */
export const pageOf = (rows: readonly Row[], change: Partial<PageFragment> = {}): PageFragment => ({
  edges: rows.map((node) => ({ cursor: node.id, node })),
  total: rows.length,
  sortedBy: 'ARRIVAL',
  ascending: false,
  position: 0,
  state: null,
  pageInfo: { hasNextPage: false, hasPreviousPage: false },
  ...change,
});

const numberOf = (id: string): number => Number(id.slice(1));

/** A server's list of messages, newest first or by sender. */
export class Box implements AskServer {
  rows: Row[];
  asked: (PageArgs | { state: string; first: number })[] = [];
  /** What happened, in order; a state is how much of it was told. */
  readonly log: { kind: 'ADDED' | 'CHANGED' | 'REMOVED'; id: string }[] = [];
  readonly #known = new Map<string, Row>();
  readonly #bySender: boolean;
  /** A mailbox that keeps no changes. */
  keepsChanges = true;

  constructor(count: number, options: { bySender?: boolean } = {}) {
    this.#bySender = options.bySender ?? false;
    this.rows = Array.from({ length: count }, (_, n) => row(count - n, this.#from(count - n)));
    this.#keep();
  }

  /** Senders repeat, so that new mail comes in at any place. */
  #from(n: number): Partial<Row> {
    if (!this.#bySender) return {};
    const display = String.fromCharCode(97 + ((n * 7) % 26));
    return { from: [{ name: display, address: `${display}@example.org`, display }] };
  }

  #keep(): void {
    for (const each of this.rows) this.#known.set(each.id, each);
    this.rows.sort(this.#compare);
  }

  readonly #compare = (a: Row, b: Row): number => {
    const byName = (a.from[0]?.display ?? '').localeCompare(b.from[0]?.display ?? '');
    return (this.#bySender ? byName : 0) || numberOf(b.id) - numberOf(a.id);
  };

  add(...numbers: number[]): void {
    for (const n of numbers) this.rows.push(row(n, this.#from(n)));
    this.log.push(...numbers.map((n) => ({ kind: 'ADDED' as const, id: `m${n}` })));
    this.#keep();
  }

  remove(...ids: string[]): void {
    this.rows = this.rows.filter(({ id }) => !ids.includes(id));
    this.log.push(...ids.map((id) => ({ kind: 'REMOVED' as const, id })));
  }

  flag(id: string, flags: SystemFlag[]): void {
    this.rows = this.rows.map((each) => (each.id === id ? { ...each, flags } : each));
    this.log.push({ kind: 'CHANGED', id });
    this.#keep();
  }

  list(filter: MessageFilter | null = null): Row[] {
    return filter?.unread ? this.rows.filter(({ flags }) => !flags.includes('SEEN')) : this.rows;
  }

  page = async (args: PageArgs): Promise<PageFragment> => {
    this.asked.push(args);
    const rows = this.list(args.filter);
    const edge = this.#known.get(args.after ?? args.before ?? '');
    const from =
      args.after !== undefined && edge ? rows.findIndex((each) => this.#compare(each, edge) > 0) : 0;
    const to =
      args.before !== undefined && edge ? rows.filter((each) => this.#compare(each, edge) < 0).length : 0;
    const start =
      args.last === undefined
        ? (args.offset ?? (from < 0 ? rows.length : from))
        : Math.max(0, to - args.last);
    const nodes = rows.slice(start, args.last === undefined ? start + (args.first ?? 50) : to);
    return pageOf(nodes, {
      total: rows.length,
      sortedBy: this.#bySender ? 'SENDER' : 'ARRIVAL',
      ascending: this.#bySender,
      position: start,
      state: this.keepsChanges ? JSON.stringify([this.log.length, args.filter ?? null]) : null,
      pageInfo: {
        hasNextPage: start + nodes.length < rows.length,
        hasPreviousPage: start > 0 && rows.length > 0,
      },
    });
  };

  patch = async (state: string, first: number): Promise<PatchFragment> => {
    this.asked.push({ state, first });
    const [since, filter] = JSON.parse(state) as [number, MessageFilter | null];
    const limit = Math.min(200, first + 50);
    const here = this.list(filter).slice(0, limit);
    const told = this.log.slice(since);
    const removed = new Set(told.filter(({ kind }) => kind === 'REMOVED').map(({ id }) => id));
    const of = (wanted: string): Set<string> =>
      new Set(told.filter(({ kind, id }) => kind === wanted && !removed.has(id)).map(({ id }) => id));
    const [added, changed] = [of('ADDED'), of('CHANGED')];
    const maybe = new Set([...added, ...(filter?.unread ? changed : [])]);
    const shown = new Set(here.map(({ id }) => id));
    const isBeyond = this.list(filter).length > limit && [...maybe].some((id) => !shown.has(id));
    const count = here.filter(({ id }) => maybe.has(id)).length;
    return {
      inserted: here.flatMap((node, at) =>
        maybe.has(node.id) ? [{ node, afterId: here[at - 1]?.id ?? null, cursor: node.id }] : [],
      ),
      removed: [...removed, ...[...maybe].filter((id) => !added.has(id) && !shown.has(id))],
      changed: this.rows.filter(({ id }) => changed.has(id)),
      resultState: JSON.stringify([this.log.length, filter]),
      total: this.list(filter).length,
      mustRefetch: isBeyond && first + count > limit,
    };
  };
}
