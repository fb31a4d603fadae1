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

/** Rows with a heading wherever a new day group begins; a straggler out of order stays under the one above. */
export function itemsOf(rows: readonly Row[], when: (row: Row) => string, now: Date): ListItem[] {
  const items: ListItem[] = [];
  let label = '';
  let oldest = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const at = Date.parse(when(row));
    const next = at < oldest ? dayGroup(when(row), now) : label;
    if (next !== label) {
      label = next;
      const before = items.at(-1);
      if (before?.kind === 'ROW') before.last = true;
      items.push({ kind: 'DAY', key: `day ${label}`, height: DAY, label });
    }
    oldest = Math.min(oldest, Number.isNaN(at) ? oldest : at);
    items.push({ kind: 'ROW', key: row.id, height: ROW, row, last: false });
  }
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
