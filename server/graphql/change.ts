// The event stream: what happens in mailboxes that nobody here asked for, after what happened while nobody listened.
// A newcomer's trap: an event says what to ask for again and carries no mail, so a doubled event does no harm; the
// queue may therefore drop everything and say "ask again" when a client reads too slowly.
import { MailError } from '../mail/errors.ts';
import type { Context } from './context.ts';
import { accountOf, mailboxesOf, place } from './lookup.ts';
import { asEvent, decodeToken, missed, type States, Tokens, type Untold, type Watched } from './resume.ts';
import type { Event, Resolvers } from './schema.gen.ts';

const MAX_WATCHED = 20;
const MAX_QUEUED = 200;
/** Streams of one vault at the same time; a page keeps one. */
const MAX_STREAMS = 30;

const streams = new Map<string, number>();

export const change: Resolvers = {
  Subscription: {
    events: {
      subscribe: async (_parent, { mailboxIds, since }, context) => {
        const states = since == null ? null : decodeToken(since);
        return follow(await watched(context, mailboxIds ?? []), states, context);
      },
      resolve: (event: Event) => event,
    },
  },
};

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

async function* follow(
  mailboxes: readonly Watched[],
  before: States | null,
  context: Context,
): AsyncGenerator<Event> {
  const queue: Untold[] = [];
  const { vaultId } = context.caller;
  const open = streams.get(vaultId) ?? 0;
  if (open >= MAX_STREAMS)
    throw new MailError('RATE_LIMITED', { message: `At most ${MAX_STREAMS} event streams at a time.` });
  streams.set(vaultId, open + 1);
  let wake = (): void => {};
  const stop = AbortSignal.any([context.signal, context.caller.ended]);
  const push = (event: Untold): void => {
    if (queue.length >= MAX_QUEUED)
      queue.splice(0, queue.length, { ...event, kind: 'MAILBOXES_CHANGED', messageIds: [] });
    else queue.push(event);
    wake();
  };
  const stops: (() => void)[] = [];
  stop.addEventListener('abort', () => wake(), { once: true });
  try {
    // In here, because an id that is none is refused by its store when others are watched already.
    for (const watchedOne of mailboxes) {
      const { store, mailbox } = watchedOne;
      const end = store.watch?.(mailbox, (event) => push(asEvent(watchedOne, event)));
      if (end) stops.push(end);
    }
    const tokens = new Tokens(mailboxes, before, stop);
    if (before !== null) queue.unshift(...(await missed(mailboxes, before, stop)));
    while (!stop.aborted) {
      const event = queue.shift();
      if (event) {
        const { watched: mailbox, ...told } = event;
        yield { ...told, token: await tokens.after(mailbox, () => queue.length === 0) };
      } else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    for (const end of stops) end();
    const left = (streams.get(vaultId) ?? 1) - 1;
    if (left > 0) streams.set(vaultId, left);
    else streams.delete(vaultId);
  }
}
