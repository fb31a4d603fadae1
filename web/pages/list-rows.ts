// Rows of the server as what the list draws: day headings between rows, the name that matters in this folder.

import type { RowData } from '../components/row.tsx';
import type { Item } from '../components/virtual-list.tsx';
import { dayGroup, dayOf } from '../lib/dates.ts';
import { formatBytes, visible } from '../lib/files.ts';
import { namesOf } from '../lib/people.ts';
import { t } from '../lib/t.ts';
import type { MessageList } from '../state/list.ts';
import type { Mailbox } from '../state/mailboxes.ts';
import { has, type Row } from '../state/overlay.ts';

export type ListItem = Item &
  ({ kind: 'DAY'; label: string } | { kind: 'ROW'; row: Row; last: boolean } | { kind: 'GAP' });

const ROW = 76;
const DAY = 38;
/** Browsers draw nothing beyond some 16 million pixels. */
const TALLEST = 12_000_000;

export interface Layout {
  /** The date that decides a row's place; null where dates don't. */
  when: ((row: Row) => string) | null;
  ascending: boolean;
  now: Date;
  /** How many rows lie above and below those that are here. */
  above: number;
  below: number;
}

/** Rows with a heading wherever a new day group begins, between gaps as tall as what is not here. */
export function itemsOf(rows: readonly Row[], { when, ascending, now, above, below }: Layout): ListItem[] {
  const labels = when === null ? null : labelsOf(rows, when, ascending, now);
  const each = Math.min(ROW, TALLEST / Math.max(1, above + below));
  const gap = (side: string, index: number, count: number): ListItem[] =>
    count === 0 ? [] : [{ kind: 'GAP', key: `gap ${side}`, height: count * each, index, count }];
  const items = gap('above', 0, above);
  rows.forEach((row, at) => {
    const index = above + at;
    const label = labels?.[at] ?? '';
    if (labels && label !== labels[at - 1])
      items.push({ kind: 'DAY', key: `day ${label}`, height: DAY, label, index, count: 0 });
    const last = labels !== null && at + 1 < rows.length && label !== labels[at + 1];
    items.push({ kind: 'ROW', key: row.id, height: ROW, row, last, index, count: 1 });
  });
  return [...items, ...gap('below', above + rows.length, below)];
}

/**
 * Rows may come in order of arrival, and what was moved here lately may be old: it stands under the newest date of
 * what came before it, since it came no earlier than that.
 */
function labelsOf(rows: readonly Row[], when: (row: Row) => string, ascending: boolean, now: Date): string[] {
  const labels: string[] = [];
  let newest = 0;
  for (let step = 0; step < rows.length; step += 1) {
    const at = ascending ? step : rows.length - 1 - step;
    const row = rows[at];
    const date = row ? Date.parse(when(row)) : 0;
    newest = Math.max(newest, Number.isNaN(date) ? 0 : date);
    labels[at] = newest === 0 ? t('date.unknown') : dayGroup(new Date(newest), now);
  }
  return labels;
}

const OUTGOING: readonly Mailbox['role'][] = ['SENT', 'DRAFTS'];

export interface RowExtras {
  /** The date that is shown. */
  when: string;
  preview: string;
  /** How large it is in place of the date, where that decides the order. */
  bySize: boolean;
}

export function rowData(row: Row, role: Mailbox['role'], { when, preview, bySize }: RowExtras): RowData {
  const outgoing = OUTGOING.includes(role);
  const people = outgoing ? row.to : row.from;
  const none = t(outgoing ? 'list.noRecipient' : 'list.noSender');
  const names = people.length === 0 ? none : namesOf(people);
  return {
    id: row.id,
    // A name or subject that turns the text around it would disguise its row.
    name: visible(outgoing && people.length > 0 ? t('list.to', { names }) : names),
    address: people[0]?.address ?? null,
    initialsOf: visible(people[0]?.display ?? names),
    subject: visible(row.subject ?? '').trim() || t('list.noSubject'),
    preview: visible(preview),
    when,
    aside: bySize ? formatBytes(row.size) : null,
    labels: row.labels,
    unread: !has(row, 'SEEN') && role !== 'DRAFTS',
    flagged: has(row, 'FLAGGED'),
    answered: has(row, 'ANSWERED'),
    files: row.hasAttachments,
  };
}

/** Where in the list one is: a date or a sender where the row is here, else its number. */
export function placeLabel(list: MessageList, index: number): string {
  const { above, below } = list.around.peek();
  const rows = list.shown.peek();
  const row = rows[index - above];
  const { sortedBy } = list.order.peek();
  if (row && (sortedBy === 'ARRIVAL' || sortedBy === 'DATE')) return dayOf(list.when(row));
  if (row && sortedBy === 'SENDER') return namesOf(row.from.slice(0, 1));
  return t('list.place', { index: index + 1, count: above + rows.length + below });
}
