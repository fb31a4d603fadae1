// How a folder is looked at: which of its messages, in which order. Kept on this device for each folder. A newcomer's
// trap: words that are looked for are no part of it; they end with the search.
import { signal } from '@preact/signals';
import type { MessageFilter, MessageSort } from '../api/operations.gen.ts';

export const ORDERS = ['NEWEST', 'OLDEST', 'SENDER', 'SUBJECT', 'SIZE'] as const;
export type Order = (typeof ORDERS)[number];

export const SHOWS = ['ALL', 'UNREAD', 'FLAGGED', 'FILES', 'TO_ME', 'LABEL'] as const;
export type Show = (typeof SHOWS)[number];

export interface View {
  show: Show;
  /** The keyword of a label, for LABEL. */
  keyword: string | null;
  order: Order;
}

export const PLAIN: View = { show: 'ALL', keyword: null, order: 'NEWEST' };

const KEY = 'postern:views';
const MOST = 200;

const views = signal<ReadonlyMap<string, View>>(read());

export const viewOf = (mailboxId: string | null): View =>
  (mailboxId === null ? undefined : views.value.get(mailboxId)) ?? PLAIN;

export function setView(mailboxId: string, change: Partial<View>): void {
  const next = new Map(views.peek());
  const view = { ...viewOf(mailboxId), ...change };
  next.delete(mailboxId);
  if (JSON.stringify(view) !== JSON.stringify(PLAIN)) next.set(mailboxId, view);
  for (const oldest of next.keys()) if (next.size > MOST) next.delete(oldest);
  views.value = next;
  try {
    localStorage.setItem(KEY, JSON.stringify([...next]));
  } catch {
    // It is as it was the next time.
  }
}

function read(): ReadonlyMap<string, View> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    if (!Array.isArray(stored)) return new Map();
    return new Map(stored.flatMap((entry: unknown) => known(entry)));
  } catch {
    return new Map();
  }
}

/** What an older or a newer page of this app stored may look otherwise. */
function known(entry: unknown): [string, View][] {
  const [id, view] = Array.isArray(entry) ? (entry as [unknown, Partial<View> | null]) : [null, null];
  if (typeof id !== 'string' || !view || !SHOWS.some((one) => one === view.show)) return [];
  if (!ORDERS.some((one) => one === view.order)) return [];
  const keyword = typeof view.keyword === 'string' ? view.keyword : null;
  if (view.show === 'LABEL' && keyword === null) return [];
  return [[id, { ...PLAIN, ...view, keyword }]];
}

/** Null for all of it. */
export function filterOf({ show, keyword }: View, text: string): MessageFilter | null {
  const words = text.trim();
  const filter: MessageFilter = {
    ...(show === 'UNREAD' ? { unread: true } : {}),
    ...(show === 'FLAGGED' ? { flagged: true } : {}),
    ...(show === 'FILES' ? { hasAttachment: true } : {}),
    ...(show === 'TO_ME' ? { toMe: true } : {}),
    ...(show === 'LABEL' && keyword !== null ? { keyword } : {}),
    ...(words === '' ? {} : { text: words }),
  };
  return Object.keys(filter).length === 0 ? null : filter;
}

const SORTS: Record<Exclude<Order, 'NEWEST'>, MessageSort> = {
  OLDEST: { by: 'ARRIVAL', ascending: true },
  SENDER: { by: 'SENDER', ascending: true },
  SUBJECT: { by: 'SUBJECT', ascending: true },
  SIZE: { by: 'SIZE', ascending: false },
};

/** Null for the order in which the server shows the newest first. */
export const sortOf = ({ order }: View): MessageSort | null => (order === 'NEWEST' ? null : SORTS[order]);
