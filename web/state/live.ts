// Keeps what is on the screen true by itself: follows the events of the inboxes and of the folder shown, and
// asks again when the tab or the connection comes back. A newcomer's trap: an event says what to ask for, never
// what it is, so hearing one twice does no harm.
import { computed, effect, untracked } from '@preact/signals';
import { followEvents, type MailEvent } from '../api/events.ts';
import { connection, setAccountConnected } from './connection.ts';
import { fetchRows, listsOf, renewed, shownList } from './lists.ts';
import { accounts, byRole, loadFoldersSoon, shownMailboxId } from './mailboxes.ts';
import { reloadFailed } from './message.ts';
import { sessionStatus } from './session.ts';

const followed = computed(() => {
  if (sessionStatus.value !== 'SIGNED_IN') return '';
  const inboxes = accounts.value.flatMap((account) => byRole(account, 'INBOX')?.id ?? []);
  const shown = shownMailboxId.value;
  return [...new Set([...inboxes, ...(shown === null ? [] : [shown])])].sort().join('\n');
});

/** A list older than this is asked for again when it comes back into sight. */
const FRESH_MS = 60_000;

/** Starts all of it; the answer ends it. */
export function startLive(): () => void {
  const ends = [effect(follow), effect(showList), effect(comeBack)];
  return () => {
    for (const end of ends) end();
  };
}

function follow(): (() => void) | undefined {
  const ids = followed.value.split('\n').filter(Boolean);
  if (ids.length === 0) return;
  return followEvents(ids, {
    onEvent: (event) => void onEvent(event).catch(() => {}),
    onOpen: (again) => {
      if (!again) return;
      void shownList.value?.newer();
      loadFoldersSoon();
    },
  });
}

/** A list that comes into sight shows what it has and asks again unless it is fresh. */
function showList(): void {
  const list = shownList.value;
  if (!list || sessionStatus.value !== 'SIGNED_IN') return;
  untracked(() => {
    const age = Date.now() - list.loadedAt.value;
    if (list.status.value !== 'READY' || age > FRESH_MS) void list.refresh();
  });
}

let before = connection.peek();

function comeBack(): void {
  const now = connection.value;
  const back = before !== 'ONLINE' && now === 'ONLINE';
  before = now;
  if (!back || sessionStatus.peek() !== 'SIGNED_IN') return;
  untracked(() => {
    void shownList.value?.refresh().then(() => shownList.peek()?.olderAgain());
    reloadFailed();
    loadFoldersSoon(0);
  });
}

async function onEvent(event: MailEvent): Promise<void> {
  const { kind, mailboxId, messageIds } = event;
  if (kind === 'CONNECTION') return setAccountConnected(event.accountId, event.connected ?? true);
  if (kind === 'MAILBOXES_CHANGED') return loadFoldersSoon(300);
  if (!mailboxId) return;
  const lists = listsOf(mailboxId);
  loadFoldersSoon();
  if (kind === 'MESSAGES_ADDED') {
    await Promise.all(lists.map((list) => list.newer()));
  } else if (messageIds.length === 0 || messageIds.length > 200) {
    await Promise.all(lists.filter((list) => list.loadedAt.value > 0).map((list) => list.refresh()));
  } else if (kind === 'MESSAGES_REMOVED') {
    for (const list of lists) list.remove(new Set(messageIds));
  } else {
    await applyChanges(mailboxId, messageIds);
  }
}

async function applyChanges(mailboxId: string, ids: readonly string[]): Promise<void> {
  const lists = listsOf(mailboxId);
  const here = ids.filter((id) => lists.some((list) => list.row(id) !== null));
  if (here.length === 0) return;
  const fresh = new Map((await fetchRows(here)).map((row) => [row.id, row]));
  for (const list of lists) list.patch((row) => renewed(row, fresh.get(row.id) ?? row), new Set(here));
}
