// What is known of the sender of an open message. A newcomer's trap: it says nothing until it is here, and nothing
// where it can't be had; the message is readable all the same.
import { request } from '../api/client.ts';
import {
  FindMessageDocument,
  MessageFieldsDocument,
  type MessageFieldsQuery,
  MessageTrustDocument,
  type MessageTrustQuery,
} from '../api/operations.gen.ts';
import { accounts } from './mailboxes.ts';

type MessageNode<Q extends { node: unknown }> = Extract<Q['node'], { __typename: 'Message' }>;
export type MessageTrust = MessageNode<MessageTrustQuery>;
export type HeaderField = MessageNode<MessageFieldsQuery>['headers'][number];

/** Rejects with an ApiError; null where the message is gone. */
export async function loadTrust(id: string, signal: AbortSignal): Promise<MessageTrust | null> {
  const { node } = await request(MessageTrustDocument, { id }, signal);
  return node?.__typename === 'Message' ? node : null;
}

/** Rejects with an ApiError. */
export async function loadFields(id: string, signal: AbortSignal): Promise<readonly HeaderField[]> {
  const { node } = await request(MessageFieldsDocument, { id }, signal);
  return node?.__typename === 'Message' ? node.headers : [];
}

/** Where a message with this Message-ID lies: in the account with that address, else in any. Rejects with an ApiError. */
export async function findMessage(
  messageId: string,
  address: string | null,
  signal: AbortSignal,
): Promise<{ id: string; mailboxId: string | null } | null> {
  const named = accounts.peek().filter((account) => account.address === address);
  for (const { id: accountId } of named.length > 0 ? named : accounts.peek()) {
    const found = (await request(FindMessageDocument, { accountId, messageId }, signal)).messageByMessageId;
    if (found) return { id: found.id, mailboxId: found.mailbox?.id ?? null };
  }
  return null;
}

/** The address that a link to a message of this account has to name; null where there is but one account. */
export function addressForLink(accountId: string | undefined): string | null {
  const all = accounts.peek();
  return all.length < 2 ? null : (all.find(({ id }) => id === accountId)?.address ?? null);
}
