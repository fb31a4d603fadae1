// What happens when the sheet is left: the text is saved in the background and a toast says where it is. A
// newcomer's trap: one can leave while a message is being sent; then its outcome is still told.
import { effect } from '@preact/signals';
import { t } from '../lib/t.ts';
import { navigate } from '../routes.ts';
import type { Compose } from './compose.ts';
import type { ComposeFiles } from './compose-files.ts';
import { listsOf } from './lists.ts';
import { accounts, byRole, loadFoldersSoon, viewerId } from './mailboxes.ts';
import { showToast } from './toasts.ts';

/** Never rejects. */
export async function leaveCompose(compose: Compose, files: ComposeFiles): Promise<void> {
  if (compose.phase.value === 'SENDING') await outcomeOf(compose);
  const phase = compose.phase.value;
  if (phase === 'SENT' || phase === 'PARTLY_SENT') {
    files.end(true);
    showToast(t('compose.toastSent'));
    refreshAfter(compose);
    return;
  }
  const where = await compose.close();
  files.end(where !== 'HERE');
  // Signed out meanwhile: the way in says that nothing is lost, and the list offers it afterwards.
  if (viewerId.value === null) return;
  if (where === 'SAVED') showToast(t('compose.toastSaved'), { action: reopen(compose) });
  else if (where === 'HERE') showToast(t('compose.toastHere'), { action: reopen(compose) });
  refreshAfter(compose);
}

function reopen(compose: Compose) {
  const query =
    compose.draftId === null ? { local: compose.id } : { local: compose.id, draft: compose.draftId };
  return { label: t('compose.unsentOpen'), run: () => navigate({ name: 'compose', query }) };
}

function outcomeOf(compose: Compose): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (compose.phase.value === 'SENDING') return;
      resolve();
      queueMicrotask(() => stop());
    });
  });
}

/** Drafts get other ids with each save, so their list is asked for again. */
function refreshAfter(compose: Compose): void {
  const account = accounts.value.find(({ id }) => id === compose.fields.value.accountId) ?? null;
  for (const role of ['DRAFTS', 'SENT'] as const) {
    const mailbox = byRole(account, role);
    if (mailbox) for (const list of listsOf(mailbox.id)) void list.refresh();
  }
  loadFoldersSoon();
}
