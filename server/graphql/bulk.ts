// Bulk actions: one answer for each id, in the order given, and one bad message never fails the rest.
import { MailError, toMailError } from '../mail/errors.ts';
import { encodeId } from '../mail/id.ts';
import type { Outcome } from '../mail/message.ts';
import type { MailStore } from '../mail/store.ts';
import type { Context } from './context.ts';
import { attempt, problemOf } from './errors.ts';
import { forgetMailboxes, groupMessages } from './lookup.ts';
import type { ProblemModel } from './models.ts';

interface Item {
  id: string;
  replacedBy: string | null;
  gone: boolean;
  problem: ProblemModel | null;
}

interface Answer {
  done: number;
  failed: number;
  results: Item[];
  problem?: ProblemModel;
}

type Action = (store: MailStore, locators: string[], accountId: string) => Promise<Outcome[]>;

/** Runs an action over messages of any accounts; an account that fails as a whole fails only its own items. */
export async function bulk(context: Context, ids: readonly string[], action: Action): Promise<Answer> {
  const answer = await attempt(() => runAll(context, ids, action));
  return 'results' in answer ? answer : { done: 0, failed: ids.length, results: [], problem: answer.problem };
}

async function runAll(context: Context, ids: readonly string[], action: Action): Promise<Answer> {
  const answers = new Map<string, Item>();
  await Promise.all(
    groupMessages(context, ids).map(async ({ account, ids: own, locators }) => {
      const outcomes = await runGroup(context, account.id, locators, action);
      own.forEach((id, index) => {
        const outcome = outcomes[index] ?? { locator: '', error: new MailError('INTERNAL') };
        answers.set(id, itemOf(id, account.id, outcome));
      });
    }),
  );
  forgetMailboxes(context);
  const results = ids.map(
    (id) =>
      answers.get(id) ?? {
        id,
        replacedBy: null,
        gone: false,
        problem: problemOf(new MailError('NOT_FOUND')),
      },
  );
  const failed = results.filter(({ problem }) => problem !== null).length;
  return { done: results.length - failed, failed, results };
}

async function runGroup(
  context: Context,
  accountId: string,
  locators: string[],
  action: Action,
): Promise<Outcome[]> {
  try {
    const outcomes = await action(await context.caller.store(accountId), locators, accountId);
    const byLocator = new Map(outcomes.map((outcome) => [outcome.locator, outcome]));
    return locators.map((locator) => byLocator.get(locator) ?? { locator, error: new MailError('GONE') });
  } catch (error) {
    const problem = toMailError(error);
    if (problem.code === 'INTERNAL') throw error;
    return locators.map((locator) => ({ locator, error: problem }));
  }
}

function itemOf(id: string, accountId: string, outcome: Outcome): Item {
  if ('error' in outcome) return { id, replacedBy: null, gone: false, problem: problemOf(outcome.error) };
  const replacedBy =
    outcome.replacedBy === undefined ? null : encodeId('message', accountId, outcome.replacedBy);
  return { id, replacedBy, gone: outcome.gone ?? false, problem: null };
}
