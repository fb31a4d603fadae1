// Something done to many messages: grouped by mailbox, one answer for each in the order asked. A newcomer's trap:
// what fails for the connection's sake before anything was done is thrown; once something was done, or where a
// message or mailbox is at fault, the answer stands with its message.
import { type ErrorCode, MailError } from '../mail/errors.ts';
import type { FlagChange, Outcome } from '../mail/message.ts';
import { inSlices } from '../mail/slices.ts';
import { translate } from './errors.ts';
import type { Lanes } from './lanes.ts';
import { decodeMessage, encodeMessage, type Placement, sequenceSet } from './locator.ts';
import type { Moves } from './moves.ts';
import type { Session } from './selection.ts';

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

/** Servers take a command line of 8,192 octets (RFC 7162 section 4), and some no more. */
const SET_LENGTH = 8_000;
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
  uids: number[];
}

/** `work` gets UIDs of the selected mailbox, ascending, and answers for each of them. */
export async function inBulk(
  { lanes, moves }: { lanes: Lanes; moves: Moves },
  messages: readonly string[],
  { most, ...options }: BulkOptions,
  work: (session: Session, uids: readonly number[]) => Promise<ReadonlyMap<number, Result>>,
): Promise<Outcome[]> {
  // Now and not later: a move of this very call must not be followed.
  const current = await inSlices(messages, (each) => moves.resolve(each));
  const results = new Map<string, Result>();
  const groups = await grouped(current, results);
  const isLong = messages.length > FEW;

  let isDone = false;
  let lost: MailError | null = null;
  for (const { path, uidValidity, uids } of groups.flatMap((group) => batches(group, most))) {
    const note = async (answer: (uid: number) => Result): Promise<void> => {
      await inSlices(uids, (uid) => results.set(encodeMessage({ path, uidValidity, uid }), answer(uid)));
    };
    if (lost !== null) {
      const error = lost;
      await note(() => error);
      continue;
    }
    try {
      const answers = await lanes.use(
        async (session) => {
          if (session.mailbox.uidValidity !== uidValidity) throw new MailError('STALE');
          return work(session, uids);
        },
        {
          ...options,
          mailbox: path,
          upTo: Math.max(...uids),
          ...(isLong ? { lane: 'DEMAND', deadlineMs: MANY_DEADLINE_MS } : {}),
        },
      );
      isDone = true;
      await note((uid) => answers.get(uid) ?? new MailError('GONE'));
    } catch (thrown) {
      const error = translate(thrown);
      const isOfTheMessage = OF_THE_MESSAGE.has(error.code);
      if (!isDone && !isOfTheMessage) throw error;
      // The rest would only wait for the same connection.
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

/** Messages by mailbox; what is no name of a message is noted as such. */
async function grouped(locators: readonly string[], results: Map<string, Result>): Promise<Group[]> {
  const groups = new Map<string, Group & { known: Set<number> }>();
  await inSlices(locators, (locator) => {
    let place: Placement;
    try {
      place = decodeMessage(locator);
    } catch (error) {
      results.set(locator, translate(error));
      return;
    }
    const { path, uidValidity, uid } = place;
    const key = `${uidValidity}.${path}`;
    const group = groups.get(key) ?? { path, uidValidity, uids: [], known: new Set() };
    groups.set(key, group);
    if (group.known.has(uid)) return;
    group.known.add(uid);
    group.uids.push(uid);
  });
  return [...groups.values()].map(({ known: _, ...group }) => group);
}

/** As many messages in a command as their set of numbers has room for, and `most` at most. */
function batches({ path, uidValidity, uids }: Group, most: number): Group[] {
  const sorted = uids.toSorted((a, b) => a - b);
  const all: Group[] = [];
  for (let at = 0; at < sorted.length; ) {
    let count = most;
    while (count > 1 && sequenceSet(sorted.slice(at, at + count)).length > SET_LENGTH) count >>= 1;
    all.push({ path, uidValidity, uids: sorted.slice(at, at + count) });
    at += count;
  }
  return all;
}
