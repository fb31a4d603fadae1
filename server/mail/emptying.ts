// Emptying a mailbox. What a person means by it depends on the mailbox: Trash and Junk are emptied for good, and of
// every other one the messages go to Trash, so that a slip can be mended. A newcomer's trap: 100,000 messages take
// longer than a person waits, so it ends after some seconds and says that there is more.
import { MailError } from './errors.ts';
import type { Mailbox } from './mailbox.ts';
import { filingOf, mailboxFor } from './policies.ts';
import type { MailStore } from './store.ts';

const AT_ONCE = 1_000;
const MOST = 20_000;
const TIME_MS = 6_000;

/**
 * Takes out what is in it when the work begins. `hasMore`: some is left, call it again. MAILBOX_GONE; UNSUPPORTED for
 * views over all mail; whatever kept the first messages from leaving.
 */
export async function emptyMailbox(
  store: MailStore,
  locator: string,
  signal?: AbortSignal,
): Promise<{ done: number; hasMore: boolean }> {
  const end = Date.now() + TIME_MS;
  const mailboxes = await store.mailboxes(signal, 'ALL');
  const mailbox = mailboxes.find((each) => each.locator === locator);
  if (!mailbox) throw new MailError('MAILBOX_GONE');
  if (mailbox.role === 'ALL' || mailbox.role === 'FLAGGED' || !mailbox.selectable)
    throw new MailError('UNSUPPORTED', { message: 'This folder can not be emptied.' });
  const to = isRubbish(mailboxes, mailbox)
    ? null
    : (await mailboxFor(store, 'TRASH', 'Trash', signal)).locator;
  const found = await store.find(locator, {}, MOST, signal);
  let done = 0;
  let failed = 0;
  while (done + failed < found.length && failed === 0 && Date.now() < end) {
    const some = found.slice(done, done + AT_ONCE);
    const outcomes = await (to === null
      ? store.destroy(some, signal)
      : filingOf(store).move(some, to, signal));
    const errors = outcomes.flatMap((each) =>
      'error' in each && each.error.code !== 'GONE' ? [each.error] : [],
    );
    if (done === 0 && errors.length === outcomes.length && errors[0]) throw errors[0];
    failed = errors.length;
    done += outcomes.length - failed;
  }
  return { done, hasMore: done < found.length || found.length === MOST };
}

/** Trash, Junk, and what lies in them. */
function isRubbish(mailboxes: readonly Mailbox[], { path, namespace }: Mailbox): boolean {
  return mailboxes.some(
    ({ role, path: above }) =>
      namespace === 'PERSONAL' &&
      (role === 'TRASH' || role === 'JUNK') &&
      above.every((level, index) => path[index] === level),
  );
}
