// Keeps what is on the screen true by itself: follows the events of the inboxes and of the folder shown, and asks
// what became of the list. A newcomer's trap: an event says that something happened, never what, so hearing one twice
// does no harm; lists out of sight only note it.
import { computed, effect, untracked } from '@preact/signals';
import { followEvents, type MailEvent, type Resume } from '../api/events.ts';
import { connection, setAccountConnected } from './connection.ts';
import type { MessageList } from './list.ts';
import { listsOf, shownList } from './lists.ts';
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

const resume: Resume = { token: null };

function follow(): (() => void) | undefined {
  const ids = followed.value.split('\n').filter(Boolean);
  if (ids.length === 0) {
    // Signed out: what the next one missed is not what this one did.
    resume.token = null;
    return;
  }
  const handlers = {
    onEvent,
    onOpen: (missed: boolean): void => {
      if (!missed) return;
      for (const list of listsOf()) touch(list);
      loadFoldersSoon();
    },
  };
  return followEvents(ids, handlers, resume);
}

/** Something happened to it: asked about now where it is on the screen, else when it gets there. */
function touch(list: MessageList): void {
  if (list === shownList.peek()) void list.sync();
  else list.isTouched = true;
}

/** A list that comes into sight shows what it has and asks again unless it is fresh. */
function showList(): void {
  const list = shownList.value;
  if (!list || sessionStatus.value !== 'SIGNED_IN') return;
  untracked(() => {
    const age = Date.now() - list.loadedAt.value;
    if (list.status.value !== 'READY') void list.refresh();
    else if (list.isTouched || age > FRESH_MS) void list.sync();
  });
}

let before = connection.peek();

function comeBack(): void {
  const now = connection.value;
  const back = before !== 'ONLINE' && now === 'ONLINE';
  before = now;
  if (!back || sessionStatus.peek() !== 'SIGNED_IN') return;
  untracked(() => {
    void shownList.value?.refresh().then(() => shownList.peek()?.again());
    reloadFailed();
    loadFoldersSoon(0);
  });
}

function onEvent({ kind, mailboxId, accountId, connected }: MailEvent): void {
  if (kind === 'CONNECTION') setAccountConnected(accountId, connected ?? true);
  else if (kind === 'MAILBOXES_CHANGED' || !mailboxId) loadFoldersSoon(300);
  else {
    loadFoldersSoon();
    for (const list of listsOf(mailboxId)) touch(list);
  }
}
