// Asking for new mail by hand. A newcomer's trap: reading the list again is not enough, since the mail server may
// only be looked at now and then (POP3); refreshAccount makes it look now.
import { signal } from '@preact/signals';
import { request, toApiError } from '../api/client.ts';
import { RefreshAccountDocument } from '../api/operations.gen.ts';
import { shownList } from '../state/lists.ts';
import { accountOf, loadFoldersSoon, shownMailboxId } from '../state/mailboxes.ts';
import { showToast } from '../state/toasts.ts';

export const asking = signal(false);

export async function askForNew(): Promise<void> {
  if (asking.value) return;
  asking.value = true;
  const list = shownList.peek();
  try {
    const account = accountOf(shownMailboxId.peek());
    if (account) {
      const { refreshAccount } = await request(RefreshAccountDocument, { id: account.id });
      if (refreshAccount.problem) showToast(refreshAccount.problem.message, { tone: 'bad' });
    }
    await list?.sync();
    loadFoldersSoon(0);
  } catch (error) {
    const failure = toApiError(error);
    // Being offline is said by a line of its own, being signed out by the page.
    if (failure.code !== 'NETWORK' && failure.code !== 'SIGNED_OUT')
      showToast(failure.message, { tone: 'bad' });
  } finally {
    asking.value = false;
  }
}
