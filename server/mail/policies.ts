// What several calls must agree on: where deleted, archived and unwanted mail goes. A newcomer's trap: deleting is
// two steps for a person (Trash first, then for good) and one for the protocols, so nothing else calls `destroy` for
// a tap on the bin.
import { MailError } from './errors.ts';
import type { Mailbox, MailboxRole } from './mailbox.ts';
import type { FlagChange, Outcome } from './message.ts';
import type { FilingStore, MailStore } from './store.ts';

/** So long a mailbox is taken to have the role it had. */
const PLACES_MS = 300_000;

/** RFC 8457 and what Thunderbird writes: set on mail that a person called wanted. */
const NOT_JUNK = ['$NotJunk'];
const ALL_NOT_JUNK = [...NOT_JUNK, 'NonJunk', 'NotJunk'];
const JUNK: FlagChange = { add: ['JUNK'], remove: [], removeKeywords: ALL_NOT_JUNK };
const WANTED: FlagChange = { add: [], remove: ['JUNK'], addKeywords: NOT_JUNK };

/** Moves to Trash; what lies there already is deleted for good. UNSUPPORTED where there is no Trash and none can be made. */
export async function trash(
  store: MailStore,
  messages: readonly string[],
  signal?: AbortSignal,
): Promise<Outcome[]> {
  const { outcomes, target } = await moveTo(store, messages, 'TRASH', signal);
  const there = outcomes.filter((outcome) => !('error' in outcome) && outcome.from === target);
  if (there.length === 0) return outcomes;
  const destroyed = await store.destroy(
    there.map(({ locator }) => locator),
    signal,
  );
  return inPlace(outcomes, destroyed);
}

/** Moves to Archive, which is made when there is none. */
export async function archive(
  store: MailStore,
  messages: readonly string[],
  signal?: AbortSignal,
): Promise<Outcome[]> {
  return (await moveTo(store, messages, 'ARCHIVE', signal)).outcomes;
}

/**
 * Marks as junk and moves to Junk, or takes the mark off and moves to the inbox. A server that keeps no such mark
 * moves them all the same. `undo` as for FlagStore.set.
 */
export async function markJunk(
  store: MailStore,
  messages: readonly string[],
  isJunk: boolean,
  signal?: AbortSignal,
  undo?: boolean,
): Promise<Outcome[]> {
  // Marked first: afterwards not every server says where they are.
  const marked = await store.flags?.set(messages, isJunk ? JUNK : WANTED, signal, undo);
  const { outcomes } = await moveTo(store, messages, isJunk ? 'JUNK' : 'INBOX', signal);
  return outcomes.map((outcome, index) => {
    const mark = marked?.[index];
    const back = mark === undefined || 'error' in mark ? undefined : mark.undo;
    return 'error' in outcome || back === undefined ? outcome : { ...outcome, undo: back };
  });
}

const NAMES = { INBOX: 'INBOX', TRASH: 'Trash', ARCHIVE: 'Archive', JUNK: 'Junk' } as const;

async function moveTo(
  store: MailStore,
  messages: readonly string[],
  role: keyof typeof NAMES,
  signal?: AbortSignal,
): Promise<{ outcomes: Outcome[]; target: string }> {
  const filing = filingOf(store);
  const target = await placeOf(store, role, NAMES[role], signal);
  const outcomes = await filing.move(messages, target, signal);
  const lost = outcomes.filter((outcome) => 'error' in outcome && outcome.error.code === 'MAILBOX_GONE');
  if (lost.length === 0) return { outcomes, target };
  // The target may have been renamed or deleted since mailboxes were last listed.
  places.delete(store);
  const now = await placeOf(store, role, NAMES[role], signal);
  if (now === target) return { outcomes, target };
  const again = lost.map(({ locator }) => locator);
  return { outcomes: inPlace(outcomes, await filing.move(again, now, signal)), target: now };
}

/** Where mail with a role goes, as far as it is known: listing mailboxes each time would be one more round trip. */
const places = new WeakMap<MailStore, { at: number; byRole: Map<MailboxRole, string> }>();

async function placeOf(
  store: MailStore,
  role: MailboxRole,
  name: string,
  signal?: AbortSignal,
): Promise<string> {
  let known = places.get(store);
  if (known === undefined || Date.now() - known.at > PLACES_MS) {
    known = { at: Date.now(), byRole: new Map() };
    places.set(store, known);
  }
  const place = known.byRole.get(role) ?? (await mailboxFor(store, role, name, signal)).locator;
  known.byRole.set(role, place);
  return place;
}

/** The mailbox with a role; made under its usual name when there is none. UNSUPPORTED where none can be made. */
export async function mailboxFor(
  store: MailStore,
  role: MailboxRole,
  name: string,
  signal?: AbortSignal,
): Promise<Mailbox> {
  const mailboxes = await store.mailboxes(signal);
  const all = mailboxes.find((mailbox) => mailbox.role === 'ALL');
  if (role === 'ARCHIVE' && store.mailboxesAreLabels === true && all) return all;
  const known =
    mailboxes.find((mailbox) => mailbox.role === role) ??
    mailboxes.find((mailbox) => mailbox.path.join('/') === name);
  if (known) return known;
  if (!store.folders) throw new MailError('UNSUPPORTED');
  return store.folders.create(null, name, signal, role);
}

export function filingOf(store: MailStore): FilingStore {
  if (!store.filing) throw new MailError('UNSUPPORTED');
  return store.filing;
}

/** Some outcomes in place of the earlier ones for the same messages. */
function inPlace(outcomes: readonly Outcome[], instead: readonly Outcome[]): Outcome[] {
  const byLocator = new Map(instead.map((outcome) => [outcome.locator, outcome]));
  return outcomes.map((outcome) => byLocator.get(outcome.locator) ?? outcome);
}
