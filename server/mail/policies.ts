// What several calls must agree on: where deleted and archived mail goes. A newcomer's trap: deleting is two
// steps for a person (Trash first, then for good) and one for the protocols, so nothing else calls `destroy`
// for a tap on the bin.
import { MailError } from './errors.ts';
import type { Mailbox, MailboxRole } from './mailbox.ts';
import type { Outcome } from './message.ts';
import type { FilingStore, MailStore } from './store.ts';

/** Moves to Trash; what lies there already is deleted for good, as is everything where there is no Trash and none can be made. */
export async function trash(
  store: MailStore,
  messages: readonly string[],
  signal?: AbortSignal,
): Promise<Outcome[]> {
  const target = await mailboxFor(store, 'TRASH', 'Trash', signal);
  const headers = await store.headers(messages, signal);
  const there = messages.filter((_, index) => headers[index]?.mailbox === target.locator);
  const elsewhere = messages.filter((_, index) => headers[index]?.mailbox !== target.locator);
  const outcomes = [
    ...(there.length > 0 ? await store.destroy(there, signal) : []),
    ...(elsewhere.length > 0 ? await filingOf(store).move(elsewhere, target.locator, signal) : []),
  ];
  return inOrder(messages, outcomes);
}

/** Moves to Archive, which is made when there is none. */
export async function archive(
  store: MailStore,
  messages: readonly string[],
  signal?: AbortSignal,
): Promise<Outcome[]> {
  const target = await mailboxFor(store, 'ARCHIVE', 'Archive', signal);
  return inOrder(messages, await filingOf(store).move(messages, target.locator, signal));
}

/** The mailbox with a role; made under its usual name when there is none. UNSUPPORTED where none can be made. */
export async function mailboxFor(
  store: MailStore,
  role: MailboxRole,
  name: string,
  signal?: AbortSignal,
): Promise<Mailbox> {
  const mailboxes = await store.mailboxes(signal);
  const known =
    mailboxes.find((mailbox) => mailbox.role === role) ??
    mailboxes.find((mailbox) => mailbox.path.join('/') === name);
  if (known) return known;
  if (!store.folders) throw new MailError('UNSUPPORTED');
  return store.folders.create(null, name, signal);
}

export function filingOf(store: MailStore): FilingStore {
  if (!store.filing) throw new MailError('UNSUPPORTED');
  return store.filing;
}

/** Outcomes in the order of the messages asked for; one that a store forgot is GONE. */
function inOrder(messages: readonly string[], outcomes: readonly Outcome[]): Outcome[] {
  const byLocator = new Map(outcomes.map((outcome) => [outcome.locator, outcome]));
  return messages.map((locator) => byLocator.get(locator) ?? { locator, error: new MailError('GONE') });
}
