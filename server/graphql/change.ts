// The event stream: what happens in mailboxes that nobody here asked for. A newcomer's trap: an event says
// what to ask for again and carries no mail, so a lost or doubled event does no harm; the queue may therefore
// drop everything and say "ask again" when a client reads too slowly.
import type { Account } from '../mail/account.ts';
import { MailError } from '../mail/errors.ts';
import { encodeId } from '../mail/id.ts';
import type { MailStore, StoreEvent } from '../mail/store.ts';
import type { Context } from './context.ts';
import { accountOf, mailboxesOf, place } from './lookup.ts';
import type { Event, Resolvers } from './schema.gen.ts';

const MAX_WATCHED = 20;
const MAX_QUEUED = 200;
/** Streams of one vault at the same time; a page keeps one. */
const MAX_STREAMS = 30;

const streams = new Map<string, number>();

export const change: Resolvers = {
  Subscription: {
    events: {
      subscribe: async (_parent, { mailboxIds }, context) =>
        follow(await watched(context, mailboxIds ?? []), context),
      resolve: (event: Event) => event,
    },
  },
};

interface Watched {
  account: Account;
  store: MailStore;
  mailbox: string;
}

async function watched(context: Context, ids: readonly string[]): Promise<Watched[]> {
  if (ids.length > MAX_WATCHED)
    throw new MailError('VALIDATION', { message: `At most ${MAX_WATCHED} mailboxes.`, path: ['mailboxIds'] });
  if (ids.length > 0) {
    return Promise.all(
      [...new Set(ids)].map(async (id) => {
        const { account, store, locator } = await place(context, 'mailbox', id);
        return { account: accountOf(context, account.id), store, mailbox: locator };
      }),
    );
  }
  const inboxes = await Promise.all(
    context.caller.accounts.map(async (account) => {
      const inbox = (await mailboxesOf(context, account)).find(({ role }) => role === 'INBOX');
      return inbox
        ? [{ account, store: await context.caller.store(account.id), mailbox: inbox.locator }]
        : [];
    }),
  );
  return inboxes.flat();
}

async function* follow(mailboxes: readonly Watched[], context: Context): AsyncGenerator<Event> {
  const queue: Event[] = [];
  const { vaultId } = context.caller;
  const open = streams.get(vaultId) ?? 0;
  if (open >= MAX_STREAMS)
    throw new MailError('RATE_LIMITED', { message: `At most ${MAX_STREAMS} event streams at a time.` });
  streams.set(vaultId, open + 1);
  let wake = (): void => {};
  const stop = AbortSignal.any([context.signal, context.caller.ended]);
  const push = (event: Event): void => {
    if (queue.length >= MAX_QUEUED)
      queue.splice(0, queue.length, { ...event, kind: 'MAILBOXES_CHANGED', messageIds: [] });
    else queue.push(event);
    wake();
  };
  const stops: (() => void)[] = [];
  stop.addEventListener('abort', () => wake(), { once: true });
  try {
    // In here, because an id that is none is refused by its store when others are watched already.
    for (const { account, store, mailbox } of mailboxes) {
      const end = store.watch?.(mailbox, (event) => push(asEvent(account.id, mailbox, event)));
      if (end) stops.push(end);
    }
    while (!stop.aborted) {
      const event = queue.shift();
      if (event) yield event;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    for (const end of stops) end();
    const left = (streams.get(vaultId) ?? 1) - 1;
    if (left > 0) streams.set(vaultId, left);
    else streams.delete(vaultId);
  }
}

function asEvent(accountId: string, watchedMailbox: string, event: StoreEvent): Event {
  const mailbox = 'mailbox' in event ? event.mailbox : watchedMailbox;
  return {
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
