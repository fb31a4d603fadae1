// What an action did, kept for some minutes so that it can be taken back: flags as they were, messages where they
// came from, copies away again. A newcomer's trap: only what the action really changed is taken back; what somebody
// else did meanwhile stays.
import { randomBytes } from 'node:crypto';
import { MailError } from '../mail/errors.ts';
import type { FlagChange, Outcome } from '../mail/message.ts';
import { filingOf } from '../mail/policies.ts';
import { inSlices } from '../mail/slices.ts';
import type { MailStore } from '../mail/store.ts';
import type { Scope } from '../session/caller.ts';
import type { Context } from './context.ts';
import { requireScopes } from './requires.ts';
import { Shelf } from './shelf.ts';

const KEPT_MS = 5 * 60_000;
/** Messages of usual names. */
const MOST = 200_000;
const MOST_OF_ONE = 50_000;
/** A message of longer ones counts as several. */
const NAME_LENGTH = 100;

/** A message by what it was called before the action and what it is called since. */
interface Done {
  was: string;
  now: string;
}

type Step =
  | { kind: 'MARK'; change: FlagChange; messages: Done[] }
  | { kind: 'MOVE'; to: string; messages: Done[] }
  | { kind: 'DESTROY'; messages: Done[] };

/** Of one account; the steps are taken in their order. */
export interface Undoing {
  accountId: string;
  steps: Step[];
}

interface Kept {
  /** What the action needed, and so what taking it back needs. */
  scopes: readonly Scope[];
  undoings: Undoing[];
}

export class Undos {
  readonly #shelf = new Shelf<Kept>({ ttlMs: KEPT_MS, most: MOST, mostOfOne: MOST_OF_ONE });

  /** A token that takes it back once, or null when there is nothing to take back or too much to keep. */
  keep(
    { caller }: Context,
    scopes: readonly Scope[],
    undoings: Undoing[],
  ): { token: string; until: Date } | null {
    const size = undoings.reduce((sum, { steps }) => sum + sizeOf(steps), 0);
    const token = randomBytes(18).toString('base64url');
    if (size === 0 || !this.#shelf.put(caller.vaultId, token, { scopes, undoings }, size)) return null;
    return { token, until: new Date(Date.now() + KEPT_MS) };
  }

  /** What a token stands for, which is used up by that. NOT_FOUND when it is, when it is old, or somebody else's. */
  take(context: Context, token: string): { undoings: Undoing[]; giveBack(): void } {
    const { caller } = context;
    const kept = this.#shelf.get(caller.vaultId, token);
    const reaches = kept?.undoings.every(({ accountId }) =>
      caller.accounts.some(({ id }) => id === accountId),
    );
    if (!kept || !reaches)
      throw new MailError('NOT_FOUND', { message: 'This can not be undone any more.', path: ['token'] });
    requireScopes(context, kept.scopes);
    this.#shelf.take(caller.vaultId, token);
    return {
      undoings: kept.undoings,
      giveBack: () => {
        const size = kept.undoings.reduce((sum, { steps }) => sum + sizeOf(steps), 0);
        this.#shelf.put(caller.vaultId, token, kept, size);
      },
    };
  }
}

const sizeOf = (steps: readonly Step[]): number =>
  steps.reduce((sum, { messages }) => messages.reduce((all, each) => all + weightOf(each), sum), 0);

const weightOf = ({ was, now }: Done): number => Math.ceil(Math.max(was.length, now.length, 1) / NAME_LENGTH);

/** What would take these outcomes back; null where the server did not say where something went. */
export async function undoingOf(accountId: string, outcomes: readonly Outcome[]): Promise<Undoing | null> {
  const marks = new Map<string, Done[]>();
  const moves = new Map<string, Done[]>();
  const copies: Done[] = [];
  let isKnown = true;
  await inSlices(outcomes, (outcome) => {
    if ('error' in outcome || outcome.gone) return;
    const { locator: was, replacedBy, from, copy, undo } = outcome;
    if (replacedBy === null || copy === null) isKnown = false;
    const message = { was, now: replacedBy ?? was };
    if (undo) put(marks, JSON.stringify(undo), message);
    if (from !== undefined) put(moves, from, message);
    if (copy) copies.push({ was, now: copy });
  });
  if (!isKnown) return null;
  const steps: Step[] = [
    // Before they move back, while it is known what they are called.
    ...[...marks].map(
      ([change, messages]): Step => ({ kind: 'MARK', change: JSON.parse(change) as FlagChange, messages }),
    ),
    ...[...moves].map(([to, messages]): Step => ({ kind: 'MOVE', to, messages })),
    ...(copies.length > 0 ? [{ kind: 'DESTROY', messages: copies } as const] : []),
  ];
  return { accountId, steps };
}

function put(groups: Map<string, Done[]>, key: string, message: Done): void {
  const group = groups.get(key);
  if (group) group.push(message);
  else groups.set(key, [message]);
}

/** Takes an action back. An outcome for each message, under the name it had before the action. */
export async function takeBack(
  store: MailStore,
  steps: readonly Step[],
  signal: AbortSignal,
): Promise<Outcome[]> {
  const outcomes = new Map<string, Outcome>();
  for (const step of steps) {
    const locators = step.messages.map(({ now }) => now);
    const done = await run(store, step, locators, signal);
    await inSlices(step.messages, ({ was, now }, index) => {
      const outcome = done[index] ?? { locator: now, error: new MailError('GONE') };
      const before = outcomes.get(was);
      if (before && 'error' in before) return;
      outcomes.set(was, renamed(step, was, outcome));
    });
  }
  return [...outcomes.values()];
}

function run(
  store: MailStore,
  step: Step,
  locators: string[],
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  if (step.kind === 'MOVE') return filingOf(store).move(locators, step.to, signal);
  if (step.kind === 'DESTROY')
    return store.filing?.takeBack?.(locators, signal) ?? store.destroy(locators, signal);
  if (!store.flags) throw new MailError('UNSUPPORTED');
  return store.flags.set(locators, step.change, signal);
}

function renamed({ kind }: Step, was: string, outcome: Outcome): Outcome {
  if ('error' in outcome) return { locator: was, error: outcome.error };
  // The copy is gone, not the message.
  if (kind === 'DESTROY') return { locator: was };
  if (outcome.replacedBy === null) return { locator: was, replacedBy: null };
  const now = outcome.replacedBy ?? outcome.locator;
  return { locator: was, ...(now === was ? {} : { replacedBy: now }) };
}
