// Something done to many messages: grouped by mailbox, one answer for each in the order asked. A newcomer's trap:
// what fails for the connection's sake before anything was done is thrown; once something was done, or where a
// message or mailbox is at fault, the answer stands with its message.
import { type ErrorCode, MailError } from '../mail/errors.ts';
import type { Outcome } from '../mail/message.ts';
import { translate } from './errors.ts';
import type { Lanes } from './lanes.ts';
import { decodeMessage, encodeMessage, type Placement } from './locator.ts';
import type { Moves } from './moves.ts';
import type { Session } from './selection.ts';

/** What became of one UID. */
export type Result = { replacedBy?: string; gone?: boolean } | MailError;

/** UIDs in one command at most: a long set is refused by some servers and hard to answer for. */
const BATCH = 500;

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

/** `work` gets UIDs of the selected mailbox and answers for each of them. */
export async function inBulk(
  { lanes, moves }: { lanes: Lanes; moves: Moves },
  messages: readonly string[],
  options: { once?: boolean; signal: AbortSignal | undefined },
  work: (session: Session, uids: readonly number[]) => Promise<ReadonlyMap<number, Result>>,
): Promise<Outcome[]> {
  // Now and not later: a move of this very call must not be followed.
  const current = new Map(messages.map((each) => [each, moves.resolve(each)]));
  const results = new Map<string, Result>();
  const groups = new Map<string, Placement[]>();
  for (const locator of new Set(current.values())) {
    try {
      const place = decodeMessage(locator);
      const group = `${place.uidValidity}.${place.path}`;
      groups.set(group, [...(groups.get(group) ?? []), place]);
    } catch (error) {
      results.set(locator, translate(error));
    }
  }

  let isDone = false;
  for (const places of [...groups.values()].flatMap((group) => batches(group))) {
    const [{ path, uidValidity } = { path: '', uidValidity: 0n }] = places;
    try {
      const answers = await lanes.use(
        async (session) => {
          if (session.mailbox.uidValidity !== uidValidity) throw new MailError('STALE');
          return work(
            session,
            places.map(({ uid }) => uid),
          );
        },
        { ...options, mailbox: path },
      );
      isDone = true;
      for (const place of places)
        results.set(encodeMessage(place), answers.get(place.uid) ?? new MailError('GONE'));
    } catch (thrown) {
      const error = translate(thrown);
      if (!isDone && !OF_THE_MESSAGE.has(error.code)) throw error;
      for (const place of places) results.set(encodeMessage(place), error);
    }
  }

  return messages.map((locator): Outcome => {
    const place = current.get(locator) ?? locator;
    const result = results.get(place) ?? new MailError('GONE');
    if (result instanceof MailError) return { locator, error: result };
    return { locator, ...(place === locator ? {} : { replacedBy: place }), ...result };
  });
}

function batches<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / BATCH) }, (_, index) =>
    items.slice(index * BATCH, (index + 1) * BATCH),
  );
}
