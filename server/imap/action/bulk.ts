// Something done to many messages: grouped by mailbox, one answer for each in the order asked. A newcomer's trap:
// what fails for the connection's sake before anything was done is thrown; once something was done, or where a
// message or mailbox is at fault, the answer stands with its message.
import { type ErrorCode, MailError } from '../../mail/errors.ts';
import type { FlagChange, Outcome } from '../../mail/message.ts';
import { inSlices } from '../../mail/slices.ts';
import type { Context } from '../context.ts';
import { translate } from '../errors.ts';
import type { UseOptions } from '../lanes/lanes.ts';
import type { Session } from '../lanes/selection.ts';
import { decodeMessage, pieces } from '../locator.ts';

/** What became of one UID. */
export type Result =
  | { replacedBy?: string | null; gone?: boolean; from?: string; copy?: string | null; undo?: FlagChange }
  | MailError;

export interface BulkOptions {
  once?: boolean;
  signal: AbortSignal | undefined;
  /** Messages in one command. */
  most: number;
}

/** So many are a person's tap; more of them go on a lane where nobody waits behind them. */
const FEW = 200;
const MANY_DEADLINE_MS = 60_000;

const OF_THE_MESSAGE: ReadonlySet<ErrorCode> = new Set([
  'NOT_FOUND',
  'GONE',
  'STALE',
  'MAILBOX_GONE',
  'CONFLICT',
  'UNSUPPORTED',
  'READ_ONLY',
  'QUOTA_EXCEEDED',
  'TOO_LARGE',
  'UPSTREAM_REFUSED',
]);

interface Group {
  path: string;
  uidValidity: bigint;
  /** What each UID was called. */
  names: ReadonlyMap<number, string>;
  uids: readonly number[];
}

type Answers = ReadonlyMap<number, Result>;

/** `work` gets UIDs of the selected mailbox, ascending, and answers for each of them. */
export async function inBulk(
  { lanes, moves, follows }: Pick<Context, 'lanes' | 'moves' | 'follows'>,
  messages: readonly string[],
  { most, ...options }: BulkOptions,
  work: (session: Session, uids: readonly number[]) => Promise<Answers>,
): Promise<Outcome[]> {
  // Now and not later: a move of this very call must not be followed.
  const current = await inSlices(messages, (each) => moves.resolve(each));
  const results = new Map<string, Result>();
  const groups = await grouped(current, results);
  const isLong = messages.length > FEW;

  // On the connection that follows the mailbox the server does not tell of each change a second time.
  const goesAlong = (path: string): boolean => isLong && follows(path);
  const laneFor = (path: string): UseOptions => {
    if (!isLong) return {};
    const lane = goesAlong(path) ? 'BACKGROUND' : 'DEMAND';
    // Signing in takes longer than thousands of messages do; who comes meanwhile gets a connection of his own.
    const isThere = lanes.isOpen('BACKGROUND') || lanes.isOpen('DEMAND');
    return { ...(isThere ? { lane } : {}), deadlineMs: MANY_DEADLINE_MS };
  };
  const begin = ({ path, uidValidity, uids }: Group): Promise<Answers> =>
    lanes.use(
      async (session) => {
        if (session.mailbox.uidValidity !== uidValidity) throw new MailError('STALE');
        return work(session, uids);
      },
      {
        ...options,
        mailbox: path,
        upTo: uids.at(-1) ?? 0,
        ...laneFor(path),
      },
    );
  /** Waits in line behind the one before it, or that connection would go back to following in between. */
  const beginAhead = (batch: Group | undefined): Promise<Answers> | null => {
    if (batch === undefined || !goesAlong(batch.path)) return null;
    const ahead = begin(batch);
    ahead.catch(() => {});
    return ahead;
  };

  let isDone = false;
  let lost: MailError | null = null;
  let ahead: Promise<Answers> | null = null;
  const all = groups.flatMap((group) => pieces(group.uids, most).map((uids) => ({ ...group, uids })));
  for (const [index, batch] of all.entries()) {
    const { names, uids } = batch;
    const note = async (answer: (uid: number) => Result): Promise<void> => {
      await inSlices(uids, (uid) => results.set(names.get(uid) ?? '', answer(uid)));
    };
    try {
      // Once a connection was lost the rest would only wait for the next one.
      if (lost !== null && ahead === null) throw lost;
      const running: Promise<Answers> = ahead ?? begin(batch);
      ahead = lost === null ? beginAhead(all[index + 1]) : null;
      const answers = await running;
      isDone = true;
      await note((uid) => answers.get(uid) ?? new MailError('GONE'));
    } catch (thrown) {
      const error = translate(thrown);
      const isOfTheMessage = OF_THE_MESSAGE.has(error.code);
      if (!isDone && !isOfTheMessage) throw error;
      if (!isOfTheMessage) lost = error;
      await note(() => error);
    }
  }

  return inSlices(messages, (locator, index): Outcome => {
    const place = current[index] ?? locator;
    const result = results.get(place) ?? new MailError('GONE');
    if (result instanceof MailError) return { locator, error: result };
    return { locator, ...(place === locator ? {} : { replacedBy: place }), ...result };
  });
}

/** UIDs of ten digits may be too large to be one. */
const SHAPE = /^(\d+)\.([1-9]\d{0,8})\.([\s\S]+)$/;

/** Messages by mailbox; what is no name of a message is noted as such. */
async function grouped(locators: readonly string[], results: Map<string, Result>): Promise<Group[]> {
  const groups = new Map<string, Group & { names: Map<number, string> }>();
  await inSlices(locators, (locator) => {
    // What it begins and ends with is the same for thousands, and was looked at with the first of them.
    const [, start, digits, end] = SHAPE.exec(locator) ?? [];
    const known = digits === undefined ? undefined : groups.get(`${start}.${end}`);
    if (known !== undefined) {
      known.names.set(Number(digits), locator);
      return;
    }
    try {
      const { path, uidValidity, uid } = decodeMessage(locator);
      const key = `${uidValidity}.${path}`;
      const group = groups.get(key) ?? { path, uidValidity, uids: [], names: new Map<number, string>() };
      groups.set(key, group);
      group.names.set(uid, locator);
    } catch (error) {
      results.set(locator, translate(error));
    }
  });
  return [...groups.values()].map((group) => ({ ...group, uids: [...group.names.keys()].sort(ascending) }));
}

const ascending = (a: number, b: number): number => a - b;
