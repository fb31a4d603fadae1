// What an open message brings besides its text: an invitation, contacts, a report, a mailing list. A newcomer's trap:
// nothing of it is needed to read the message, so a failure here is silent; the files are there all the same.
import { type ReadonlySignal, signal } from '@preact/signals';
import { request, toApiError } from '../api/client.ts';
import {
  InvitationNewerDocument,
  MessageCardsDocument,
  type MessageCardsQuery,
  type OriginalFragment,
  ReportOriginalDocument,
  UnsubscribeDocument,
} from '../api/operations.gen.ts';

export type MessageCards = Extract<NonNullable<MessageCardsQuery['node']>, { __typename: 'Message' }>;
export type Invitation = NonNullable<MessageCards['invitation']>;
export type Contact = MessageCards['contacts'][number];
export type DeliveryReport = NonNullable<MessageCards['deliveryReport']>;
export type ReadReceipt = NonNullable<MessageCards['readReceipt']>;
export type MailingList = NonNullable<MessageCards['mailingList']>;

export interface OpenCards {
  readonly cards: ReadonlySignal<MessageCards | null>;
  close(): void;
}

/** Read a moment ago, so that going back and forth shows them at once. */
const recent = new Map<string, MessageCards>();
const RECENT = 40;

export function openCards(id: string): OpenCards {
  const cards = signal<MessageCards | null>(recent.get(id) ?? null);
  const control = new AbortController();
  if (cards.value === null) void load(id, control.signal).then((found) => (cards.value = found));
  return { cards, close: () => control.abort() };
}

async function load(id: string, stop: AbortSignal): Promise<MessageCards | null> {
  try {
    const { node } = await request(MessageCardsDocument, { id }, stop);
    if (node?.__typename !== 'Message') return null;
    recent.set(id, node);
    const [oldest] = recent.keys();
    if (recent.size > RECENT && oldest !== undefined) recent.delete(oldest);
    return node;
  } catch {
    return null;
  }
}

/** True when there is nothing to draw. */
export function isEmpty(cards: MessageCards): boolean {
  return (
    cards.invitation === null &&
    cards.contacts.length === 0 &&
    cards.deliveryReport === null &&
    cards.readReceipt === null &&
    cards.receiptRequestedBy.length === 0 &&
    cards.mailingList === null
  );
}

/** The message that changes an invitation, as far as one is found. */
export async function newerOf(
  id: string,
  stop: AbortSignal,
): Promise<{ id: string; cancelled: boolean } | null> {
  const { node } = await request(InvitationNewerDocument, { id }, stop);
  const newer = node?.__typename === 'Message' ? node.invitation?.newer : null;
  return newer ? { id: newer.message.id, cancelled: newer.cancelled } : null;
}

/** The message that a report is about; null when it is not in Sent. */
export async function originalOf(id: string, stop: AbortSignal): Promise<OriginalFragment | null> {
  const { node } = await request(ReportOriginalDocument, { id }, stop);
  if (node?.__typename !== 'Message') return null;
  return node.deliveryReport?.original ?? node.readReceipt?.original ?? null;
}

/** Asks the list's server once. `problem` is a sentence for the person. */
export async function unsubscribe(id: string): Promise<{ accepted: boolean; problem: string | null }> {
  try {
    const { unsubscribe: answer } = await request(UnsubscribeDocument, { id });
    return { accepted: answer.outcome === 'ACCEPTED', problem: answer.problem?.message ?? null };
  } catch (error) {
    return { accepted: false, problem: toApiError(error).message };
  }
}

/** At sign-out: nothing of this person's mail stays in memory. */
export function forgetCards(): void {
  recent.clear();
}
