// Where an event stream goes on: the token of an event holds the state of each mailbox that is watched. A newcomer's
// trap: a token must never be ahead of what the client was told. While more events wait in the queue, the states of
// now know of them already; such an event gets the token of the one before, and a replay tells a little twice.
import type { Account } from '../mail/account.ts';
import { namesAll } from '../mail/change.ts';
import { MailError } from '../mail/errors.ts';
import { encodeId } from '../mail/id.ts';
import type { MailStore, StoreEvent } from '../mail/store.ts';
import type { Event } from './schema.gen.ts';

export interface Watched {
  account: Account;
  store: MailStore;
  mailbox: string;
}

/** An event without its token, and the mailbox that it was heard from. */
export type Untold = Omit<Event, 'token'> & { watched: Watched };

/** The store's state by mailbox id; null where none is known. */
export type States = ReadonlyMap<string, string | null>;

const MAX_TOKEN = 20_000;
const MAX_MISSED = 500;

const idOf = ({ account, mailbox }: Watched): string => encodeId('mailbox', account.id, mailbox);

export class Tokens {
  readonly #mailboxes: readonly Watched[];
  readonly #states: Map<string, string | null>;
  readonly #signal: AbortSignal;
  #token: string;

  /** Begins at what the client knows already. */
  constructor(mailboxes: readonly Watched[], before: States | null, signal: AbortSignal) {
    this.#mailboxes = mailboxes;
    this.#states = new Map(mailboxes.map((each) => [idOf(each), before?.get(idOf(each)) ?? null]));
    this.#signal = signal;
    this.#token = encodeToken(this.#states);
  }

  /** The token for an event of this mailbox; `isLast` says, once states are read, that no other event waits. */
  async after(mailbox: Watched, isLast: () => boolean): Promise<string> {
    // A mailbox where nothing happened yet is asked about here and not before, since most streams end without an event.
    const asked = this.#mailboxes.filter((each) => each === mailbox || this.#states.get(idOf(each)) === null);
    const states = await Promise.all(asked.map((each) => stateOf(each, this.#signal)));
    if (!isLast()) return this.#token;
    asked.forEach((each, index) => {
      const state = states[index];
      if (state != null) this.#states.set(idOf(each), state);
    });
    this.#token = encodeToken(this.#states);
    return this.#token;
  }
}

/** Null where the store keeps no changes, or can't be reached just now. */
async function stateOf({ store, mailbox }: Watched, signal: AbortSignal): Promise<string | null> {
  try {
    return (await store.changes?.state(mailbox, signal)) ?? null;
  } catch {
    return null;
  }
}

/** What happened since the states of a token, as events; where that can't be named, an event without ids. */
export async function missed(
  mailboxes: readonly Watched[],
  before: States,
  signal: AbortSignal,
): Promise<Untold[]> {
  const each = mailboxes.map(async (watched): Promise<Untold[]> => {
    const state = before.get(idOf(watched));
    const { mailbox, store } = watched;
    const askAgain = [asEvent(watched, { kind: 'MESSAGES_CHANGED', mailbox, messages: [] })];
    if (state == null || !store.changes) return askAgain;
    try {
      const found = await store.changes.since(mailbox, state, MAX_MISSED, signal);
      if (!namesAll(found)) return askAgain;
      const told: [StoreEvent['kind'], readonly string[]][] = [
        ['MESSAGES_ADDED', found.added.map(({ locator }) => locator)],
        ['MESSAGES_CHANGED', found.changed.map(({ locator }) => locator)],
        ['MESSAGES_REMOVED', found.removed],
      ];
      return told.flatMap(([kind, messages]) =>
        messages.length === 0 ? [] : [asEvent(watched, { kind, mailbox, messages } as StoreEvent)],
      );
    } catch {
      return askAgain;
    }
  });
  return (await Promise.all(each)).flat();
}

export function asEvent(watched: Watched, event: StoreEvent): Untold {
  const accountId = watched.account.id;
  const mailbox = 'mailbox' in event ? event.mailbox : watched.mailbox;
  return {
    watched,
    kind: event.kind,
    at: new Date(),
    accountId: encodeId('account', accountId, ''),
    mailboxId: encodeId('mailbox', accountId, mailbox),
    messageIds:
      'messages' in event
        ? (event.messages ?? []).map((locator) => encodeId('message', accountId, locator))
        : [],
    connected: event.kind === 'CONNECTION' ? event.connected : null,
  };
}

function encodeToken(states: States): string {
  return Buffer.from(JSON.stringify([...states])).toString('base64url');
}

/** VALIDATION for what is no token. It may be of other mailboxes; those that are watched now count. */
export function decodeToken(token: string): States {
  try {
    if (token.length > MAX_TOKEN) throw new RangeError();
    const entries: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (!Array.isArray(entries)) throw new RangeError();
    return new Map(
      entries.map((entry: unknown): [string, string | null] => {
        const [id, state] = entry as [unknown, unknown];
        if (typeof id !== 'string' || (typeof state !== 'string' && state !== null)) throw new RangeError();
        return [id, state];
      }),
    );
  } catch {
    throw new MailError('VALIDATION', { message: 'This token is not one of ours.', path: ['since'] });
  }
}
