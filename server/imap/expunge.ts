// Removing messages for good, and only those. A newcomer's trap: a bare EXPUNGE removes everything in the mailbox
// that any client has marked \Deleted. With UIDPLUS the set is named; without it (RFC 4315 is from 1998, and some
// servers still lack it) the marks of others are taken off for that moment and put back afterwards.
import { MailError } from '../mail/errors.ts';
import type { Outcome } from '../mail/message.ts';
import { inBulk, type Result } from './bulk.ts';
import { expungeAll, uidExpunge, uidStore } from './commands.ts';
import type { Context } from './context.ts';
import { sequenceSet } from './locator.ts';
import { searchUids } from './search.ts';
import type { Session } from './selection.ts';

const DELETED = ['\\Deleted'];
/** Messages in one command. */
const MOST = 1_000;

export function destroy(
  context: Context,
  messages: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Outcome[]> {
  return inBulk(context, messages, { signal, most: MOST }, async (session, uids) => {
    if (session.mailbox.readOnly) throw new MailError('READ_ONLY');
    await removeUids(session, uids);
    const left = new Set(await existing(session, uids));
    const removed = uids.filter((uid) => !left.has(uid));
    const { path, uidValidity } = session.mailbox;
    for (const uid of removed) context.headers.forget(path, uidValidity, uid);
    context.changed?.(path, uidValidity, { removed });
    return new Map(
      uids.map((uid): [number, Result] => [
        uid,
        left.has(uid) ? new MailError('UPSTREAM_REFUSED') : { gone: true },
      ]),
    );
  });
}

/** Those of the UIDs that are in the selected mailbox. */
export function existing(session: Session, uids: readonly number[]): Promise<number[]> {
  return searchUids(session, { uid: sequenceSet(uids) });
}

export async function removeUids(session: Session, uids: readonly number[]): Promise<void> {
  if (uids.length === 0) return;
  const { client } = session;
  const set = sequenceSet(uids);
  if (client.capabilities.has('UIDPLUS')) {
    await uidStore(client, set, '+', DELETED);
    await uidExpunge(client, set);
    return;
  }
  const ours = new Set(uids);
  const others = sequenceSet((await searchUids(session, { deleted: true })).filter((uid) => !ours.has(uid)));
  if (others !== '') await uidStore(client, others, '-', DELETED);
  try {
    await uidStore(client, set, '+', DELETED);
    await expungeAll(client);
  } finally {
    if (others !== '' && client.usable) await uidStore(client, others, '+', DELETED);
  }
}
