// Bulk actions: one answer for each message, and one bad message never fails the rest. A newcomer's trap: what was
// done is told message by message only for as many as a person picks by hand; of thousands only failures are named.
import { MailError, toMailError } from '../mail/errors.ts';
import { encodeId } from '../mail/id.ts';
import type { Outcome } from '../mail/message.ts';
import { inSlices } from '../mail/slices.ts';
import type { MailStore } from '../mail/store.ts';
import type { Scope } from '../session/caller.ts';
import type { Context } from './context.ts';
import { attempt, problemOf } from './errors.ts';
import { MAX_RESULTS } from './limits.ts';
import { forgetMailboxes } from './lookup.ts';
import type { ProblemModel } from './models.ts';
import type { BulkOptions, Target } from './schema.gen.ts';
import { type Choice, type Chosen, choose } from './target.ts';
import { undoingOf } from './undo.ts';

interface Item {
  id: string;
  replacedBy: string | null;
  copyId: string | null;
  gone: boolean;
  problem: ProblemModel | null;
}

export interface BulkAnswer {
  done: number;
  failed: number;
  results: Item[];
  undoToken: string | null;
  undoUntil: Date | null;
  problem?: ProblemModel;
}

export interface Action {
  name: string;
  /** All arguments: what a repeated key is compared with. */
  args: { target: Target; options: BulkOptions };
  /** What the mutation requires, and so what taking it back does. */
  scopes: readonly Scope[];
  /** Whether the client asks for undoToken: knowing how it was may cost a command. */
  undo: boolean;
  run(store: MailStore, locators: string[], accountId: string, signal: AbortSignal): Promise<Outcome[]>;
}

/** What became of the messages of one account. */
export interface Answered {
  accountId: string;
  /** Under these names, beside the outcomes; null: under the names of the outcomes. */
  ids: readonly string[] | null;
  outcomes: readonly Outcome[];
}

type Tried = BulkAnswer | { problem: ProblemModel };

/** Runs an action over messages of any accounts; an account that fails as a whole fails only its own items. */
export async function bulk(context: Context, action: Action): Promise<BulkAnswer> {
  const { target, options } = action.args;
  const key = options.idempotencyKey;
  const answer = await attempt((): Promise<Tried> => {
    if (options.dryRun) return rehearse(context, action.args);
    if (key == null) return perform(context, action, context.signal);
    // It runs to its end although the client may be gone: that is when a client asks again.
    return context.repeats.once<Tried>(context, key, [action.name, action.args], () =>
      attempt(() => perform(context, action, context.caller.ended)),
    );
  });
  return 'results' in answer ? answer : nothingDone(answer.problem, target.messageIds?.length);
}

export const nothingDone = (problem: ProblemModel, failed = 0): BulkAnswer => ({
  ...{ done: 0, failed, results: [], undoToken: null, undoUntil: null, problem },
});

async function perform(context: Context, action: Action, signal: AbortSignal): Promise<BulkAnswer> {
  const { target, options } = action.args;
  const { groups, named } = await choose(context, target, options.maxAffected);
  const answered = await Promise.all(groups.map((group) => runGroup(context, group, action, signal)));
  forgetMailboxes(context);
  const answer = await told(answered, named);
  if (!action.undo) return answer;
  const undoings = await Promise.all(
    answered.map(({ accountId, outcomes }) => undoingOf(accountId, outcomes)),
  );
  const known = undoings.filter((undoing) => undoing !== null);
  const undo = known.length < undoings.length ? null : context.undos.keep(context, action.scopes, known);
  return { ...answer, undoToken: undo?.token ?? null, undoUntil: undo?.until ?? null };
}

async function runGroup(
  context: Context,
  { account, locators, ids }: Chosen,
  action: Action,
  signal: AbortSignal,
): Promise<Answered> {
  try {
    const store = await context.caller.store(account.id);
    const outcomes = await action.run(store, locators, account.id, signal);
    return { accountId: account.id, ids, outcomes };
  } catch (error) {
    const problem = toMailError(error);
    if (problem.code === 'INTERNAL') throw error;
    const outcomes = locators.map((locator) => ({ locator, error: problem }));
    return { accountId: account.id, ids, outcomes };
  }
}

/** What an action would be for; changes nothing. */
async function rehearse(context: Context, { target, options }: Action['args']): Promise<BulkAnswer> {
  const { groups, named } = await choose(context, target, options.maxAffected);
  const answered = await Promise.all(
    groups.map((group) => {
      // What a filter has just found is there.
      if (group.ids === null) return found(group);
      return runGroup(context, group, { ...REHEARSAL, args: { target, options } }, context.signal);
    }),
  );
  return told(answered, named);
}

const found = ({ account, locators, ids }: Chosen): Answered => ({
  ...{ accountId: account.id, ids },
  outcomes: locators.map((locator) => ({ locator })),
});

const REHEARSAL = {
  ...{ name: 'dryRun', scopes: [], undo: false },
  run: async (store: MailStore, locators: string[], _id: string, signal: AbortSignal): Promise<Outcome[]> => {
    const outcomes: Outcome[] = [];
    for (let at = 0; at < locators.length; at += MAX_RESULTS) {
      const some = locators.slice(at, at + MAX_RESULTS);
      const headers = await store.headers(some, signal);
      some.forEach((locator, index) => {
        outcomes.push(headers[index] ? { locator } : { locator, error: new MailError('GONE') });
      });
    }
    return outcomes;
  },
};

/**
 * The payload. `named` are the ids in the order given, doubles and what is none included; null where nobody named
 * any. Only failures are named unless `isWhole`.
 */
export async function told(
  answered: readonly Answered[],
  named: Choice['named'],
  isWhole = named !== null && named.length <= MAX_RESULTS,
): Promise<BulkAnswer> {
  const items = new Map<string, Item>();
  let done = 0;
  let failed = 0;
  for (const { accountId, ids, outcomes } of answered) {
    await inSlices(outcomes, (outcome, index) => {
      const isDone = !('error' in outcome);
      if (isDone) done++;
      else failed++;
      if (!isWhole && (isDone || items.size >= MAX_RESULTS)) return;
      const id = ids?.[index] ?? encodeId('message', accountId, outcome.locator);
      items.set(id, itemOf(id, accountId, outcome));
    });
  }
  if (named === null) return answerOf(done, failed, [...items.values()]);
  // Ids that are none of the caller's, and those named twice.
  if (!isWhole) {
    const unknown = new Set(named).size - done - failed;
    return answerOf(done, failed + unknown, [...items.values()]);
  }
  const results = named.map((id) => items.get(id) ?? missing(id));
  const lost = results.filter(({ problem }) => problem !== null).length;
  return answerOf(results.length - lost, lost, results);
}

const answerOf = (done: number, failed: number, results: Item[]): BulkAnswer => ({
  ...{ done, failed, results, undoToken: null, undoUntil: null },
});

const missing = (id: string): Item => ({
  ...{ id, replacedBy: null, copyId: null, gone: false },
  problem: problemOf(new MailError('NOT_FOUND')),
});

function itemOf(id: string, accountId: string, outcome: Outcome): Item {
  const idOf = (locator: string | null | undefined): string | null =>
    locator == null ? null : encodeId('message', accountId, locator);
  const item = { id, replacedBy: null, copyId: null, gone: false, problem: null };
  if ('error' in outcome) return { ...item, problem: problemOf(outcome.error) };
  const { replacedBy, copy, gone = false } = outcome;
  return { ...item, replacedBy: idOf(replacedBy), copyId: idOf(copy), gone };
}
