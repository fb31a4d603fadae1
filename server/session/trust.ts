// How far a message is believed, for whoever reads it. A newcomer's trap: whose checks count depends on the account
// that it lies in, so a message is judged through here and not by mime/trust alone.
import type { MessageHeader } from '../mail/message.ts';
import type { MailStore } from '../mail/store.ts';
import { readFields } from '../mime/header/fields.ts';
import { type Trust, trustOf } from '../mime/trust/trust.ts';
import type { Caller } from './caller.ts';

/** A message, and who asks about it. */
export interface Question {
  caller: Caller;
  /** The account's id, and its store. */
  account: string;
  store: MailStore;
  header: MessageHeader;
  signal?: AbortSignal | undefined;
}

/** Reads the message's header. Throws what the store throws. */
export async function readTrust({ caller, account, store, header, signal }: Question): Promise<Trust> {
  const incoming = caller.accounts.find(({ id }) => id === account)?.incoming;
  return trustOf(header, await readFields(store, header.locator, signal), {
    addresses: caller.accounts.map(({ address }) => address),
    serverIds: incoming?.authServIds ?? null,
    hosts: incoming ? [incoming.host] : [],
  });
}
