// Removing messages for good, and only those. A newcomer's trap: a bare EXPUNGE removes everything in the mailbox
// that any client has marked \Deleted. With UIDPLUS the set is named; without it (RFC 4315 is from 1998, and some
// servers still lack it) the marks of others are taken off for that moment and put back afterwards.
import { MailError } from '../../mail/errors.ts';
import type { Outcome } from '../../mail/message.ts';
import { expungeAll, noop, uidExpunge, uidTransfer } from '../commands.ts';
import type { Context } from '../context.ts';
import type { Session } from '../lanes/selection.ts';
import { searchUids } from '../list/search.ts';
import { encodeMessage, sequenceSet } from '../locator.ts';
import type { LabelPlaces } from '../mailbox/labels.ts';
import { inBulk, type Result } from './bulk.ts';
import { uidStore } from './store-command.ts';

const DELETED = ['\\Deleted'];
/** Messages in one command. */
const MOST = 1_000;

/** `copies`: what they are copies of stays, also where mailboxes are labels. */
export function destroy(
  context: Context,
  messages: readonly string[],
  signal: AbortSignal | undefined,
  copies = false,
): Promise<Outcome[]> {
  // A MOVE into Trash that is done again finds nothing, and would pass for a removal.
  const once = context.labels.inUse;
  return inBulk(context, messages, { signal, most: MOST, once }, async (session, uids) => {
    const { path, uidValidity, readOnly } = session.mailbox;
    if (readOnly) throw new MailError('READ_ONLY');
    const places = await context.labels.of(session);
    // A copy in Trash or Spam took the message there from everywhere else: it is no copy, but all there is.
    if (copies && places?.isBin(path)) throw new MailError('UNSUPPORTED');
    const isLabel = places !== null && !places.isBin(path) && !copies;
    if (isLabel) await destroyLabelled(session, places, uids);
    else await removeUids(session, uids);
    const left = new Set(isLabel ? [] : await existing(session, uids));
    const removed = uids.filter((uid) => !left.has(uid));
    for (const uid of removed) {
      context.headers.forget(path, uidValidity, uid);
      context.moves.noteGone(encodeMessage({ path, uidValidity, uid }));
    }
    context.changed(path, uidValidity, { removed });
    return new Map(
      uids.map((uid): [number, Result] => [
        uid,
        left.has(uid) ? new MailError('UPSTREAM_REFUSED') : { gone: true },
      ]),
    );
  });
}

/** Only what is expunged in Trash is gone. UNSUPPORTED where Trash is hidden from IMAP. */
async function destroyLabelled(
  session: Session,
  { trash }: LabelPlaces,
  uids: readonly number[],
): Promise<void> {
  if (trash === null) throw new MailError('UNSUPPORTED', { message: 'The bin is not shown over IMAP.' });
  const told = await uidTransfer(session.client, 'MOVE', sequenceSet(uids), uids.length, trash);
  if (told === null) return;
  await session.select(trash, { fresh: true });
  if (session.mailbox.uidValidity !== told.uidValidity) throw new MailError('STALE');
  await removeUids(
    session,
    [...told.uids.values()].sort((a, b) => a - b),
  );
}

/** Those of the UIDs that are in the selected mailbox. */
export function existing(session: Session, uids: readonly number[]): Promise<number[]> {
  return searchUids(session, { uid: sequenceSet(uids) });
}

export async function removeUids(session: Session, uids: readonly number[]): Promise<void> {
  if (uids.length === 0) return;
  const { client } = session;
  if (client.capabilities.has('UIDPLUS')) {
    await uidStore(client, uids, '+', DELETED);
    await uidExpunge(client, sequenceSet(uids));
    return;
  }
  const ours = new Set(uids);
  // A server searches what it has told this connection of, and what it does not find here would be lost.
  await noop(client);
  const others = (await searchUids(session, { deleted: true })).filter((uid) => !ours.has(uid));
  if (others.length > 0) await uidStore(client, others, '-', DELETED);
  try {
    await uidStore(client, uids, '+', DELETED);
    await expungeAll(client);
  } finally {
    if (others.length > 0 && client.usable) await uidStore(client, others, '+', DELETED);
  }
}
