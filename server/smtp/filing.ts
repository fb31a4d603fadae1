// After sending: the copy in Sent, and the mark on the message that was answered. A newcomer's trap: an append
// that failed may have worked (the answer got lost), so before another try the newest messages in Sent are
// looked at for the same Message-ID.
import type { AccountSecret } from '../mail/account.ts';
import type { DraftContent } from '../mail/draft.ts';
import { MailError } from '../mail/errors.ts';
import { decodeIdOf } from '../mail/id.ts';
import { mailboxFor } from '../mail/policies.ts';
import type { MailStore } from '../mail/store.ts';

/** These services file what is sent through them by themselves; a copy of ours would be a second one. */
const FILES_BY_ITSELF = /(^|\.)(gmail\.com|googlemail\.com|office365\.com|outlook\.com)$/i;

export function filesByItself(account: Pick<AccountSecret, 'outgoing'>): boolean {
  return FILES_BY_ITSELF.test(account.outgoing.host);
}

/** Files a copy with the flag SEEN. SKIPPED where the store can't file; throws what the store throws. */
export async function fileSentCopy(
  store: MailStore,
  copy: { messageId: string; bytes: Buffer; retry: boolean },
): Promise<'APPENDED' | 'SKIPPED'> {
  if (!store.filing) return 'SKIPPED';
  const sent = await mailboxFor(store, 'SENT', 'Sent');
  if (copy.retry) {
    const { rows } = await store.page(sent.locator, { limit: 50 });
    if (rows.some(({ header }) => header.messageId === copy.messageId)) return 'APPENDED';
  }
  await store.filing.append(sent.locator, copy.bytes, ['SEEN']);
  return 'APPENDED';
}

/** Sets ANSWERED or FORWARDED on the message that was answered. Throws when it can't. */
export async function markAnswered(
  store: MailStore,
  accountId: string,
  { id, how }: NonNullable<DraftContent['answers']>,
): Promise<void> {
  const { account, locator } = decodeIdOf('message', id);
  // A message of another account is in another store, and this one may have the same locator for another message.
  if (account !== accountId || !store.flags) throw new MailError('UNSUPPORTED');
  const add = [how === 'REPLY' ? ('ANSWERED' as const) : ('FORWARDED' as const)];
  const [outcome] = await store.flags.set([locator], { add, remove: [] });
  if (outcome && 'error' in outcome) throw outcome.error;
}
