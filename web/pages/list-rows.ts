// Rows of the server as what the list draws: day headings between rows, the name that matters in this folder.

import type { RowData } from '../components/row.tsx';
import type { Item } from '../components/virtual-list.tsx';
import { dayGroup } from '../lib/dates.ts';
import { namesOf } from '../lib/people.ts';
import { t } from '../lib/t.ts';
import type { Mailbox } from '../state/mailboxes.ts';
import { has, type Row } from '../state/overlay.ts';

export type ListItem = Item & ({ kind: 'DAY'; label: string } | { kind: 'ROW'; row: Row; last: boolean });

const ROW = 76;
const DAY = 38;

/**
 * Rows with a heading wherever a new day group begins. Rows come in order of arrival, and what was moved here
 * lately may be old: it stands under the newest date that follows, since it came no earlier than that.
 */
export function itemsOf(rows: readonly Row[], when: (row: Row) => string, now: Date): ListItem[] {
  const labels: string[] = [];
  let newest = 0;
  for (let at = rows.length - 1; at >= 0; at -= 1) {
    const row = rows[at];
    const date = row ? Date.parse(when(row)) : 0;
    newest = Math.max(newest, Number.isNaN(date) ? 0 : date);
    labels[at] = newest === 0 ? t('date.unknown') : dayGroup(new Date(newest), now);
  }
  const items: ListItem[] = [];
  rows.forEach((row, at) => {
    const label = labels[at] ?? '';
    if (label !== labels[at - 1]) items.push({ kind: 'DAY', key: `day ${label}`, height: DAY, label });
    const last = at + 1 < rows.length && label !== labels[at + 1];
    items.push({ kind: 'ROW', key: row.id, height: ROW, row, last });
  });
  return items;
}

const OUTGOING: readonly Mailbox['role'][] = ['SENT', 'DRAFTS'];

export function rowData(row: Row, role: Mailbox['role'], when: string): RowData {
  const outgoing = OUTGOING.includes(role);
  const people = outgoing ? row.to : row.from;
  const none = t(outgoing ? 'list.noRecipient' : 'list.noSender');
  const names = people.length === 0 ? none : namesOf(people);
  return {
    id: row.id,
    name: outgoing && people.length > 0 ? t('list.to', { names }) : names,
    address: people[0]?.address ?? null,
    initialsOf: people[0]?.display ?? names,
    subject: row.subject?.trim() || t('list.noSubject'),
    preview: row.preview ?? '',
    when,
    unread: !has(row, 'SEEN') && role !== 'DRAFTS',
    flagged: has(row, 'FLAGGED'),
    answered: has(row, 'ANSWERED'),
    files: row.hasAttachments,
  };
}
