// What is done to messages: flags, labels, where they lie, and taking it back. A newcomer's trap: `undoToken` is only
// prepared where the client asks for it, since knowing how flags were may cost a command.
import type { GraphQLResolveInfo } from 'graphql';
import { MailError } from '../mail/errors.ts';
import { decodeIdOf } from '../mail/id.ts';
import { labelOf } from '../mail/labels.ts';
import type { FlagChange, Outcome } from '../mail/message.ts';
import { archive, filingOf, markJunk, trash } from '../mail/policies.ts';
import type { MailStore } from '../mail/store.ts';
import type { Scope } from '../session/caller.ts';
import { type Answered, bulk, nothingDone, told } from './bulk.ts';
import type { Context } from './context.ts';
import { attempt } from './errors.ts';
import { MAX_RESULTS } from './limits.ts';
import { accountOf, forgetMailboxes, mailboxByLocator } from './lookup.ts';
import { requireScopes } from './requires.ts';
import type { Resolvers } from './schema.gen.ts';
import { asks } from './selection.ts';
import { takeBack } from './undo.ts';

export const action: Resolvers = {
  Mutation: {
    setFlags: (_parent, args, context, info) => {
      const { add, remove } = args;
      const undo = asksUndo(info);
      return bulk(context, {
        ...{ name: 'setFlags', args, scopes: STATE, undo },
        run: (store, locators, _id, signal) => setMarks(store, locators, { add, remove }, signal, undo),
      });
    },
    setLabels: (_parent, args, context, info) => {
      const undo = asksUndo(info);
      return bulk(context, {
        ...{ name: 'setLabels', args, scopes: STATE, undo },
        run: (store, locators, accountId, signal) => {
          const change = {
            ...{ add: [], remove: [] },
            addKeywords: keywordsOf(accountId, args.add, 'add'),
            removeKeywords: keywordsOf(accountId, args.remove, 'remove'),
          };
          return setMarks(store, locators, change, signal, undo);
        },
      });
    },
    moveMessages: (_parent, args, context, info) =>
      bulk(context, {
        ...{ name: 'moveMessages', args, scopes: FILE, undo: asksUndo(info) },
        run: async (store, locators, accountId, signal) => {
          const target = targetIn(context, accountId, args.to);
          await mayFileIn(context, accountId, target);
          return filingOf(store).move(locators, target, signal);
        },
      }),
    copyMessages: (_parent, args, context, info) =>
      bulk(context, {
        ...{ name: 'copyMessages', args, scopes: FILE, undo: asksUndo(info) },
        run: async (store, locators, accountId, signal) => {
          const target = targetIn(context, accountId, args.to);
          await mayFileIn(context, accountId, target);
          return filingOf(store).copy(locators, target, signal);
        },
      }),
    archive: (_parent, args, context, info) =>
      bulk(context, {
        ...{ name: 'archive', args, scopes: FILE, undo: asksUndo(info) },
        run: (store, locators, _id, signal) => archive(store, locators, signal),
      }),
    trash: (_parent, args, context, info) =>
      bulk(context, {
        ...{ name: 'trash', args, scopes: DELETE, undo: asksUndo(info) },
        run: (store, locators, _id, signal) => trash(store, locators, signal),
      }),
    destroy: (_parent, args, context) =>
      bulk(context, {
        ...{ name: 'destroy', args, scopes: DELETE, undo: false },
        run: (store, locators, _id, signal) => store.destroy(locators, signal),
      }),
    markJunk: (_parent, args, context, info) => {
      const undo = asksUndo(info);
      const scopes = args.junk ? [...FILE, ...DELETE] : FILE;
      requireScopes(context, scopes);
      return bulk(context, {
        ...{ name: 'markJunk', args, scopes, undo },
        run: (store, locators, _id, signal) => markJunk(store, locators, args.junk, signal, undo),
      });
    },
    undo: async (_parent, { token }, context) => {
      const answer = await attempt(() => undone(context, token));
      return 'results' in answer ? answer : nothingDone(answer.problem);
    },
  },
};

const STATE: readonly Scope[] = ['STATE_WRITE'];
const FILE: readonly Scope[] = ['FILE_WRITE'];
const DELETE: readonly Scope[] = ['DELETE'];

const asksUndo = (info: GraphQLResolveInfo): boolean => asks(info, 'undoToken');

async function setMarks(
  store: MailStore,
  locators: readonly string[],
  change: FlagChange,
  signal: AbortSignal,
  undo: boolean,
): Promise<Outcome[]> {
  if (!store.flags) throw new MailError('UNSUPPORTED');
  return store.flags.set(locators, change, signal, undo);
}

/** Labels that one call may put on or take off: each is a word of a command, and stays with the messages. */
const MAX_LABELS = 50;

/** NOT_FOUND for what is no label of this account. */
function keywordsOf(accountId: string, ids: readonly string[], argument: string): string[] {
  if (ids.length > MAX_LABELS)
    throw new MailError('VALIDATION', {
      message: `At most ${MAX_LABELS} labels at a time.`,
      path: [argument],
    });
  return ids.map((id, index) => {
    const { account, locator } = decodeIdOf('label', id);
    const label = account === accountId ? labelOf(locator) : null;
    if (label === null) throw new MailError('NOT_FOUND', { path: [argument, String(index)] });
    return label.keyword;
  });
}

/** The locator of a mailbox that messages of this account can go to. */
function targetIn(context: Context, accountId: string, to: string): string {
  const { account, locator } = decodeIdOf('mailbox', to);
  accountOf(context, account);
  if (accountId !== account)
    throw new MailError('UNSUPPORTED', {
      message: 'Messages can be moved and copied within one account only.',
      path: ['to'],
    });
  return locator;
}

/** Into Trash or Junk is deleting by another name, where mailboxes are labels a copy too: it takes the same scope. */
async function mayFileIn(context: Context, accountId: string, target: string): Promise<void> {
  if (context.caller.scopes.has('DELETE')) return;
  const role = await roleOf(context, accountId, target);
  if (role === 'TRASH' || role === 'JUNK') requireScopes(context, DELETE);
}

async function roleOf(context: Context, accountId: string, locator: string) {
  const mailbox = await mailboxByLocator(context, accountOf(context, accountId), locator);
  if (!mailbox) throw new MailError('MAILBOX_GONE', { path: ['to'] });
  return mailbox.mailbox.role;
}

async function undone(context: Context, token: string) {
  const { undoings, giveBack } = context.undos.take(context, token);
  try {
    const answered = await Promise.all(
      undoings.map(async ({ accountId, steps }): Promise<Answered> => {
        const store = await context.caller.store(accountId);
        return { accountId, ids: null, outcomes: await takeBack(store, steps, context.signal) };
      }),
    );
    forgetMailboxes(context);
    const count = answered.reduce((sum, { outcomes }) => sum + outcomes.length, 0);
    return await told(answered, null, count <= MAX_RESULTS);
  } catch (error) {
    // Nothing was done for want of a connection: it can be tried again.
    if (error instanceof MailError && error.retryable) giveBack();
    throw error;
  }
}
