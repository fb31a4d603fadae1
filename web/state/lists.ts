// All lists that are kept, so that going back to a folder shows it at once and where it was. A newcomer's trap:
// one message can be in several lists (the folder, its unread ones, a search); changes go to all of them.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { request } from '../api/client.ts';
import {
  ListDocument,
  type MessageFilter,
  type MessageSort,
  PatchesDocument,
  RowsDocument,
} from '../api/operations.gen.ts';
import { MessageList } from './list.ts';
import { type AskServer, mailboxGone } from './list-ask.ts';
import { filterOf, sortOf, viewOf } from './list-views.ts';
import { setMailbox, shownMailboxId } from './mailboxes.ts';
import type { Row } from './overlay.ts';
import { forgetRights, setRights } from './rights.ts';

const KEPT = 12;
const kept = new Map<string, MessageList>();

/** The list of a folder under a filter and in an order, made when there is none yet. */
export function listFor(
  mailboxId: string,
  filter: MessageFilter | null = null,
  sort: MessageSort | null = null,
): MessageList {
  const key = JSON.stringify([mailboxId, filter, sort]);
  const list = kept.get(key) ?? new MessageList(mailboxId, filter, sort, askOf(mailboxId));
  kept.delete(key);
  kept.set(key, list);
  for (const [oldest, old] of kept) {
    if (kept.size <= KEPT) break;
    old.close();
    kept.delete(oldest);
  }
  return list;
}

const askOf = (id: string): AskServer => ({
  async page(args, ended) {
    const { node } = await request(ListDocument, { id, ...args }, ended);
    if (node?.__typename !== 'Mailbox') throw mailboxGone();
    const { messages, rights, __typename, ...mailbox } = node;
    setMailbox(mailbox);
    setRights(id, rights);
    return messages;
  },
  async patch(state, first, ended) {
    return (await request(PatchesDocument, { state, first }, ended)).resultChanges;
  },
});

/** Lists of a mailbox, or all. */
export function listsOf(mailboxId: string | null = null): MessageList[] {
  return [...kept.values()].filter((list) => mailboxId === null || list.mailboxId === mailboxId);
}

/** A row of any list, and the mailbox it is in. */
export function findRow(id: string): { row: Row; mailboxId: string } | null {
  for (const list of kept.values()) {
    const row = list.row(id);
    if (row) return { row, mailboxId: list.mailboxId };
  }
  return null;
}

/** Follows a message through the list on the screen, unconfirmed changes included; null when it is not there. */
export function rowSignal(id: string): ReadonlySignal<Row | null> {
  return computed(() => {
    const list = shownList.value;
    if (!list) return null;
    return (
      list.shown.value.find((row) => row.id === id) ?? list.waiting.value.find((row) => row.id === id) ?? null
    );
  });
}

/** Rows as they are now; those that are gone are left out. */
export async function fetchRows(ids: readonly string[]): Promise<Row[]> {
  const { nodes } = await request(RowsDocument, { ids: ids.slice(0, 200) as string[] });
  return nodes.flatMap((node) => (node?.__typename === 'Message' ? [node] : []));
}

export function forgetLists(): void {
  for (const list of kept.values()) list.close();
  kept.clear();
  forgetRights();
  searchText.value = '';
}

/** Words that are looked for in the folder on the screen. */
export const searchText = signal('');

/** The list on the screen; null until a folder is known. */
export const shownList: ReadonlySignal<MessageList | null> = computed(() => {
  const id = shownMailboxId.value;
  if (id === null) return null;
  const view = viewOf(id);
  return listFor(id, filterOf(view, searchText.value), sortOf(view));
});
