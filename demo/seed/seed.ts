// Fills the mailbox of one user with the thousand messages of mailbox.ts. A newcomer's trap: also for a POP3
// user it goes in by IMAP, because POP3 can't write.
import { append, type Target } from './append.ts';
import { FOLDERS, type MailboxPlan, mailbox } from './mailbox.ts';

/** Tells how many messages are in, now and then. Returns how many there are. */
export async function seedMailbox(
  target: Target,
  plan: MailboxPlan,
  progress?: (done: number) => void,
): Promise<number> {
  const messages = mailbox(plan);
  await append(target, plan.inboxOnly ? [] : FOLDERS, messages, progress);
  return messages.length;
}
