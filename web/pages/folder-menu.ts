// What can be done with a folder itself, as far as one has the right to. A newcomer's trap: to hide a folder is to
// unsubscribe from it, for every mail program; folders with a role are always shown.
import type { MenuItem } from '../components/menu.tsx';
import { t } from '../lib/t.ts';
import { type Account, type Mailbox, updateFolder } from '../state/mailboxes.ts';
import { may } from '../state/rights.ts';
import { showToast } from '../state/toasts.ts';
import type { FolderTask } from './folder-dialog.tsx';

export function folderItems(
  account: Account,
  mailbox: Mailbox,
  onTask: (task: FolderTask) => void,
): MenuItem[] {
  const items: MenuItem[] = [];
  if (may(mailbox.id, 'createChild'))
    items.push({
      label: t('folder.addIn'),
      icon: 'add',
      run: () => onTask({ kind: 'CREATE', accountId: account.id, parent: mailbox }),
    });
  if (may(mailbox.id, 'rename'))
    items.push(
      { label: t('folder.rename'), icon: 'pen', run: () => onTask({ kind: 'RENAME', mailbox }) },
      { label: t('folder.move'), icon: 'move', run: () => onTask({ kind: 'MOVE', mailbox }) },
    );
  if (account.protocol === 'IMAP')
    items.push({
      label: t(mailbox.subscribed ? 'folder.hide' : 'folder.show'),
      icon: 'folder',
      run: () => void subscribe(mailbox, !mailbox.subscribed),
    });
  if (may(mailbox.id, 'delete'))
    items.push({
      label: t('folder.delete'),
      icon: 'trash',
      tone: 'bad',
      run: () => onTask({ kind: 'DELETE', mailbox }),
    });
  return items;
}

async function subscribe({ id }: Mailbox, subscribed: boolean): Promise<void> {
  try {
    const { problem } = await updateFolder(id, { subscribed });
    if (problem) showToast(problem.message, { tone: 'bad' });
  } catch {
    showToast(t('action.offline'), { tone: 'bad' });
  }
}
