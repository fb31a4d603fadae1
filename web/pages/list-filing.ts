// What can be done with messages of a folder: put away, thrown away, taken back. A newcomer's trap: it depends on
// the folder; archiving what lies in the archive is no action, so there the same gesture takes back.
import type { IconName } from '../components/icon.tsx';
import { t } from '../lib/t.ts';
import { navigate, route } from '../routes.ts';
import { archive, deletesForGood, markJunk, move, trash } from '../state/actions.ts';
import { shownList } from '../state/lists.ts';
import { accountOf, byRole, type Mailbox, shownMailboxId } from '../state/mailboxes.ts';
import { may } from '../state/rights.ts';

export interface FilingAction {
  kind: 'ARCHIVE' | 'TO_INBOX' | 'TRASH' | 'FOR_GOOD';
  icon: IconName;
  label: string;
  run(ids: readonly string[]): void;
}

/** Puts away: to the archive, or back to the inbox from where things are put away. Null in Drafts, and where nothing may be taken out. */
export function awayAction(mailbox: Mailbox): FilingAction | null {
  const { role } = mailbox;
  if (role === 'DRAFTS' || !may(mailbox.id, 'remove')) return null;
  if (role === 'ARCHIVE' || role === 'TRASH' || role === 'JUNK') {
    const inbox = byRole(accountOf(mailbox.id), 'INBOX');
    if (!inbox) return null;
    return {
      kind: 'TO_INBOX',
      icon: 'inbox',
      label: t(role === 'JUNK' ? 'action.notJunk' : 'action.toInbox'),
      run: (ids) => leave(ids, () => (role === 'JUNK' ? markJunk(ids, false) : move(ids, inbox.id))),
    };
  }
  return {
    kind: 'ARCHIVE',
    icon: 'archive',
    label: t('action.archive'),
    run: (ids) => leave(ids, () => archive(ids)),
  };
}

/** Where mail came in that may be junk; what one wrote, or threw away already, is none. */
export function canBeJunk(mailbox: Mailbox | null): boolean {
  if (!mailbox || !may(mailbox.id, 'remove')) return false;
  if (mailbox.role !== null && mailbox.role !== 'INBOX' && mailbox.role !== 'ARCHIVE') return false;
  return byRole(accountOf(mailbox.id), 'JUNK') !== null;
}

/** Throws away: to Trash, or for good from there; null where nothing may be taken out. `ask` is asked before the latter. */
export function throwAction(
  mailbox: Mailbox,
  ask: (ids: readonly string[], yes: () => void) => void,
): FilingAction | null {
  if (!may(mailbox.id, 'remove')) return null;
  const forGood = deletesForGood(mailbox.id);
  const run = (ids: readonly string[]): void => leave(ids, () => trash(ids));
  return {
    kind: forGood ? 'FOR_GOOD' : 'TRASH',
    icon: 'trash',
    label: t(forGood ? 'action.deleteForGood' : 'action.delete'),
    run: (ids) => (forGood ? ask(ids, () => run(ids)) : run(ids)),
  };
}

/** Runs an action that takes messages out of the list; when one of them is being read, goes on to the next. */
export function leave(ids: readonly string[], act: () => Promise<boolean>): void {
  const here = route.peek();
  const open = here.name === 'mail' ? here.messageId : null;
  if (open !== null && ids.includes(open)) {
    const messageId = neighbourOf(open, ids);
    navigate({ name: 'mail', mailboxId: shownMailboxId.peek(), messageId }, { replace: true });
  }
  void act();
}

/** The next older row that stays, else the next newer one. */
export function neighbourOf(id: string, leaving: readonly string[]): string | null {
  const rows = shownList.peek()?.shown.peek() ?? [];
  const at = rows.findIndex((row) => row.id === id);
  const stays = (row: { id: string }): boolean => row.id === id || !leaving.includes(row.id);
  const older = rows.slice(at + 1).find(stays);
  const newer = rows.slice(0, Math.max(0, at)).findLast(stays);
  return (older ?? newer)?.id ?? null;
}
