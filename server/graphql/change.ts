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
  let wake = (): void => {};
  const stop = AbortSignal.any([context.signal, context.caller.ended]);
  const push = (event: Event): void => {
    if (queue.length >= MAX_QUEUED)
      queue.splice(0, queue.length, { ...event, kind: 'MAILBOXES_CHANGED', messageIds: [] });
    else queue.push(event);
    wake();
  };
  const stops = mailboxes.flatMap(({ account, store, mailbox }) =>
    store.watch ? [store.watch(mailbox, (event) => push(asEvent(account.id, mailbox, event)))] : [],
  );
  stop.addEventListener('abort', () => wake(), { once: true });
  try {
    while (!stop.aborted) {
      const event = queue.shift();
      if (event) yield event;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    for (const end of stops) end();
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
      'messages' in event ? event.messages.map((locator) => encodeId('message', accountId, locator)) : [],
    connected: event.kind === 'CONNECTION' ? event.connected : null,
  };
}
