// Flags and keywords, set by UID and verified. A newcomer's trap: a server may answer OK and not have set anything
// (a keyword it does not keep, a message that is gone), so what it reports is compared with what was wanted.
import { MailError } from '../../mail/errors.ts';
import type { FlagChange } from '../../mail/message.ts';
import { inSlices } from '../../mail/slices.ts';
import type { FlagStore } from '../../mail/store.ts';
import type { Context } from '../context.ts';
import type { Session } from '../lanes/selection.ts';
import { giveWay } from '../lanes/turns.ts';
import { inBulk, type Result } from './bulk.ts';
import { lowerCase, namesOf } from './flag-names.ts';
import { afterwards } from './flags-after.ts';
import { undoOf } from './flags-before.ts';
import { uidStore } from './store-command.ts';

/** Messages in one command: far enough away each further command costs as much as a thousand messages do. */
const MOST = 10_000;
/** Told at a time, so that others get their turn. */
const TOLD = 500;

type FlagsByUid = Map<number, ReadonlySet<string>>;

export function createFlags(context: Context): FlagStore {
  return {
    set: (messages, change, signal, undo = false) =>
      inBulk(context, messages, { signal, most: MOST }, (session, uids) =>
        setFlags(context, session, uids, change, undo),
      ),
  };
}

async function setFlags(
  context: Context,
  session: Session,
  uids: readonly number[],
  change: FlagChange,
  undo: boolean,
): Promise<Map<number, Result>> {
  const { path, uidValidity, readOnly, keeps } = session.mailbox;
  const { add, remove } = namesOf(change);
  if (readOnly) throw new MailError('READ_ONLY');
  if (!add.every(keeps)) throw new MailError('UNSUPPORTED');
  const takesBack = undo ? await undoOf(context, session, uids, { add, remove }) : null;
  const now = await store(session, uids, add, remove);
  const silent = uids.filter((uid) => !now.has(uid));
  const { done, flags: others } = await afterwards(session, silent, { add, remove });
  for (const [uid, flags] of others) now.set(uid, flags);
  const { modseq } = session.mailbox;
  await tell(now, (some) => context.changed(path, uidValidity, { flags: some, modseq }));

  const isDone = judge((has) => add.every(has) && !remove.some(has));
  return new Map(
    await inSlices(uids, (uid): [number, Result] => {
      const flags = now.get(uid);
      if (flags === undefined && !done.has(uid)) return [uid, new MailError('GONE')];
      if (flags !== undefined && !isDone(flags)) return [uid, new MailError('UPSTREAM_REFUSED')];
      const back = takesBack?.(uid);
      return [uid, back === undefined ? {} : { undo: back }];
    }),
  );
}

async function tell(now: FlagsByUid, listener: (some: FlagsByUid) => void): Promise<void> {
  const rows = [...now];
  for (let at = 0; at < rows.length; at += TOLD) {
    listener(new Map(rows.slice(at, at + TOLD)));
    await giveWay();
  }
}

/** A question about flags, asked once of each set: thousands of messages share a few. */
function judge(
  question: (has: (name: string) => boolean) => boolean,
): (flags: ReadonlySet<string>) => boolean {
  const known = new Map<ReadonlySet<string>, boolean>();
  return (flags) => {
    let answer = known.get(flags);
    if (answer === undefined) {
      const has = lowerCase(flags);
      answer = question((name) => has.has(name.toLowerCase()));
      known.set(flags, answer);
    }
    return answer;
  };
}

/** The flags that the messages have afterwards, of those that the server tells of. */
async function store(
  session: Session,
  uids: readonly number[],
  add: readonly string[],
  remove: readonly string[],
): Promise<FlagsByUid> {
  const now: FlagsByUid = new Map();
  if (add.length > 0) await uidStore(session.client, uids, '+', add, now);
  // What has nothing to be removed, by what was just reported, is left alone.
  const hasUnwanted = judge((has) => remove.some(has));
  const rest = uids.filter((uid) => {
    const flags = now.get(uid);
    return flags === undefined || hasUnwanted(flags);
  });
  if (remove.length > 0 && rest.length > 0) {
    for (const uid of rest) now.delete(uid);
    await uidStore(session.client, rest, '-', remove, now);
  }
  return now;
}
