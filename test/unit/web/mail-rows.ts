// Rows and pages for the tests of lists and actions.
import type { PageFragment } from '../../../web/api/operations.gen.ts';
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
    flags: [],
    preview: `Begins ${n}`,
    hasAttachments: false,
    availability: 'FULL',
    documentUrl: `document/m${n}`,
    ...change,
  };
}

/** A server's list of messages, newest first, paged by number as the real one is by cursor. */
export class Box {
  rows: Row[];
  asked: unknown[] = [];

  constructor(count: number) {
    this.rows = Array.from({ length: count }, (_, n) => row(count - n));
  }

  add(...numbers: number[]): void {
    for (const n of numbers) this.rows.unshift(row(n));
  }

  remove(...ids: string[]): void {
    this.rows = this.rows.filter(({ id }) => !ids.includes(id));
  }

  page = async (args: {
    first?: number;
    after?: string;
    last?: number;
    before?: string;
  }): Promise<PageFragment> => {
    this.asked.push(args);
    const number = (text: string): number => Number(text.slice(1));
    const { rows } = this;
    const older =
      args.after === undefined ? rows : rows.filter(({ id }) => number(id) < number(args.after ?? ''));
    const newer = rows.filter(({ id }) => number(id) > number(args.before ?? ''));
    const nodes = args.last === undefined ? older.slice(0, args.first) : newer.slice(-args.last);
    const [top, bottom] = [nodes[0]?.id ?? null, nodes.at(-1)?.id ?? null];
    return {
      nodes,
      total: rows.length,
      sortedBy: 'ARRIVAL',
      pageInfo: {
        startCursor: top,
        endCursor: bottom,
        hasNextPage: bottom !== null && bottom !== rows.at(-1)?.id,
        hasPreviousPage: top !== null && top !== rows[0]?.id,
      },
    };
  };
}
