// A message as GraphQL's default resolvers read it: one getter a field, worked out when it is asked for. A newcomer's
// trap: a list has fifty rows with twenty fields each, and a resolver function for each of those costs more than
// everything else; so what needs neither arguments nor the caller is a getter here, and what has a scope of its own
// stays a resolver in message.ts.
import type { Account } from '../mail/account.ts';
import { encodeId } from '../mail/id.ts';
import type { Availability, Flag, MessageHeader } from '../mail/message.ts';
import type { MailStore } from '../mail/store.ts';
import { visible } from './visible.ts';

export class MessageRow {
  readonly kind = 'message';
  readonly account: Account;
  readonly store: MailStore;
  readonly header: MessageHeader;
  #id: string | null = null;

  constructor(account: Account, store: MailStore, header: MessageHeader) {
    this.account = account;
    this.store = store;
    this.header = header;
  }

  get id(): string {
    this.#id ??= encodeId('message', this.account.id, this.header.locator);
    return this.#id;
  }
  get uid(): string | null {
    const { changes } = this.store;
    return changes ? String(changes.uidOf(this.header.locator)) : null;
  }
  get messageId(): string | null {
    return this.header.messageId;
  }
  get emailId(): string | null {
    return this.header.emailId;
  }
  get inReplyTo(): readonly string[] {
    return this.header.inReplyTo;
  }
  get references(): readonly string[] {
    return this.header.references;
  }
  get subject(): string | null {
    return this.header.subject === null ? null : visible(this.header.subject);
  }
  get sentAt(): Date | null {
    return this.header.sentAt;
  }
  get receivedAt(): Date {
    return this.header.receivedAt;
  }
  get size(): number {
    return this.header.size;
  }
  get flags(): readonly Flag[] {
    return this.header.flags;
  }
  get keywords(): readonly string[] {
    return this.header.keywords;
  }
  get stateOrigin(): MailStore['stateOrigin'] {
    return this.store.stateOrigin;
  }
  get availability(): Availability {
    return this.header.availability;
  }
  get hasAttachments(): boolean {
    return this.header.hasAttachments;
  }
}
