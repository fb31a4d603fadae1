// Emptying a folder, after a question. A newcomer's trap: Trash and Junk are emptied for good, all other folders into
// Trash, and the words must say which.
import { toApiError } from '../api/client.ts';
import { Confirm } from '../components/confirm.tsx';
import { t } from '../lib/t.ts';
import { listsOf } from '../state/lists.ts';
import { emptyFolder, type Mailbox } from '../state/mailboxes.ts';
import { may } from '../state/rights.ts';
import { showToast } from '../state/toasts.ts';
import { nameOf } from './folder-names.ts';

const isForGood = ({ role }: Mailbox): boolean => role === 'TRASH' || role === 'JUNK';

export function canEmpty({ id, role, total, namespace }: Mailbox): boolean {
  const isView = role === 'ALL' || role === 'FLAGGED';
  return total > 0 && !isView && namespace === 'PERSONAL' && may(id, 'remove');
}

export const emptyLabel = (mailbox: Mailbox): string =>
  t(isForGood(mailbox) ? 'folder.emptyForGood' : 'folder.emptyToTrash');

export function EmptyQuestion({ mailbox, onClose }: { mailbox: Mailbox; onClose(): void }) {
  const { total: count } = mailbox;
  const forGood = isForGood(mailbox);
  return (
    <Confirm
      title={t('folder.emptyTitle', { folder: nameOf(mailbox) })}
      text={t(forGood ? 'folder.emptyForGoodText' : 'folder.emptyToTrashText', { count })}
      cancel={t('action.cancel')}
      yes={emptyLabel(mailbox)}
      onYes={() => void empty(mailbox, forGood)}
      onClose={onClose}
    />
  );
}

async function empty({ id }: Mailbox, forGood: boolean): Promise<void> {
  try {
    const { problem, done } = await emptyFolder(id);
    if (problem) showToast(problem.message, { tone: 'bad' });
    else showToast(t(forGood ? 'action.deletedForGood' : 'action.trashed', { count: done }));
  } catch (failure) {
    showToast(toApiError(failure).message, { tone: 'bad' });
  }
  for (const list of listsOf(id)) void list.refresh();
}
