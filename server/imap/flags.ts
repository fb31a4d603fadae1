// Flags, set by UID and verified. A newcomer's trap: a server may answer OK and not have set anything (a keyword
// it does not keep, a message that is gone), so what it reports is compared with what was wanted.
import { MailError } from '../mail/errors.ts';
import type { Flag } from '../mail/message.ts';
import type { FlagStore } from '../mail/store.ts';
import { inBulk, type Result } from './bulk.ts';
import { uidStore } from './commands.ts';
import type { Context } from './context.ts';
import { nameOf, namesOf, toFlags } from './flag-names.ts';
import { sequenceSet } from './locator.ts';
import { fetchByUid } from './message.ts';
import type { Session } from './selection.ts';

export function createFlags(context: Context): FlagStore {
  return {
    set: (messages, change, signal) =>
      inBulk(context, messages, { signal }, (session, uids) => setFlags(session, uids, change)),
  };
}

async function setFlags(
  session: Session,
  uids: readonly number[],
  { add, remove }: { add: readonly Flag[]; remove: readonly Flag[] },
): Promise<Map<number, Result>> {
  const { readOnly, keeps } = session.mailbox;
  if (readOnly) throw new MailError('READ_ONLY');
  if (!add.every((flag) => keeps(nameOf(flag)))) throw new MailError('UNSUPPORTED');
  const set = sequenceSet(uids);
  const now = new Map<number, ReadonlySet<string>>();
  const note = (reported: ReadonlyMap<number, ReadonlySet<string>>): void => {
    for (const [uid, flags] of reported) now.set(uid, flags);
  };
  if (add.length > 0) note(await uidStore(session.client, set, '+', add.map(nameOf)));
  if (remove.length > 0) {
    // The first answer is out of date once the second command ran.
    now.clear();
    note(await uidStore(session.client, set, '-', namesOf(remove)));
  }
  // A server need not report what did not change.
  const silent = uids.filter((uid) => !now.has(uid));
  const rows = await fetchByUid(
    session,
    sequenceSet(silent),
    { uid: true, flags: true },
    { uid: true, count: silent.length },
  );
  for (const [uid, { flags }] of rows) if (flags) now.set(uid, flags);

  const verdict = (flags: ReadonlySet<string> | undefined): Result => {
    if (flags === undefined) return new MailError('GONE');
    const has = new Set(toFlags(flags));
    const isDone =
      add.every((flag) => has.has(flag) || remove.includes(flag)) && !remove.some((flag) => has.has(flag));
    return isDone ? {} : new MailError('UPSTREAM_REFUSED');
  };
  return new Map(uids.map((uid) => [uid, verdict(now.get(uid))]));
}
