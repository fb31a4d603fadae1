// Whether another message changes or cancels what an invitation says. A newcomer's trap: no mail server can search for
// a UID inside a base64 calendar, so this looks among the few newest messages whose subject holds the same words;
// finding nothing proves nothing.
import type { MessageHeader } from '../mail/message.ts';
import type { CalendarEvent } from '../mime/calendar/calendar.ts';
import { readInvitation } from '../mime/card-parts.ts';
import type { Context } from './context.ts';
import { mailboxesOf } from './lookup.ts';
import { MessageRow } from './message-row.ts';
import type { MessageModel, NewerInvitationModel } from './models.ts';

/** For the budget: what one search may cost. */
export const SEARCHING = 50;
const MAX_FOUND = 25;
const MAX_OPENED = 8;
const MAX_WORDS = 4;
const SEARCH_MS = 8000;

/** Null when none is found in time, and for messages that ask for nothing. */
export async function newerInvitation(
  message: MessageModel,
  event: CalendarEvent,
  context: Context,
): Promise<NewerInvitationModel | null> {
  const text = wordsOf(event.summary ?? '');
  if (event.uid === '' || text === '' || !STATES.has(event.method)) return null;
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(SEARCH_MS)]);
  try {
    return await search(message, event, text, context, signal);
  } catch (error) {
    context.signal.throwIfAborted();
    if (signal.aborted) return null;
    throw error;
  }
}

/** Messages that say how an event is; answers and proposals do not. */
const STATES: ReadonlySet<CalendarEvent['method']> = new Set(['REQUEST', 'PUBLISH', 'ADD', 'CANCEL']);

async function search(
  { account, store, header }: MessageModel,
  event: CalendarEvent,
  text: string,
  context: Context,
  signal: AbortSignal,
): Promise<NewerInvitationModel | null> {
  const inbox = (await mailboxesOf(context, account, 'LAST')).find(({ role }) => role === 'INBOX');
  const places = new Set([header.mailbox, ...(inbox ? [inbox.locator] : [])]);
  const found = new Set<string>();
  for (const mailbox of places)
    for (const locator of await store.find(mailbox, { text }, MAX_FOUND, signal)) found.add(locator);
  found.delete(header.locator);
  const rows = (await store.headers([...found], signal))
    .filter((row): row is MessageHeader => row !== null)
    .sort((one, other) => other.receivedAt.getTime() - one.receivedAt.getTime());
  let newest: NewerInvitationModel | null = null;
  for (const row of rows.slice(0, MAX_OPENED)) {
    const other = (await readInvitation(store, row.locator, signal))?.event;
    if (other && replaces(other, newest?.event ?? event))
      newest = { event: other, message: new MessageRow(account, store, row) };
  }
  return newest;
}

/** The longest words of a title, in which messages about it agree whatever a program writes around them. */
function wordsOf(summary: string): string {
  const words = new Set(summary.match(/[\p{L}\p{N}]{2,40}/gu) ?? []);
  return [...words]
    .sort((one, other) => other.length - one.length)
    .slice(0, MAX_WORDS)
    .join(' ');
}

/** RFC 5546 section 2.1.5: the higher SEQUENCE counts, then the later DTSTAMP. */
export function replaces(other: CalendarEvent, event: CalendarEvent): boolean {
  if (other.uid !== event.uid || !STATES.has(other.method)) return false;
  // What is about one occurrence leaves the others as they are.
  if (other.occurrence !== null && !sameTime(other, event)) return false;
  if (other.sequence !== event.sequence) return other.sequence > event.sequence;
  return (other.stamp?.getTime() ?? 0) > (event.stamp?.getTime() ?? 0);
}

function sameTime({ occurrence: one }: CalendarEvent, { occurrence: other }: CalendarEvent): boolean {
  if (one === null || other === null) return false;
  return one.instant && other.instant
    ? one.instant.getTime() === other.instant.getTime()
    : one.local === other.local;
}
