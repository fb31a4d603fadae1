// Moving messages to another mailbox, and putting new ones there. A newcomer's trap: neither may be repeated when
// the connection breaks (it may have been done already), so both run once and say so.
import type { ImapFlow } from 'imapflow';
import { MailError } from '../../mail/errors.ts';
import type { FilingStore } from '../../mail/store.ts';
import { type CopyUid, uidTransfer } from '../commands.ts';
import type { Context } from '../context.ts';
import { isRefusal, responseCode } from '../errors.ts';
import type { Session } from '../lanes/selection.ts';
import { decodeMailbox, encodeMessage, sequenceSet } from '../locator.ts';
import { Lister } from '../mailbox/list-command.ts';
import { inBulk, type Result } from './bulk.ts';
import { destroy, existing, removeUids } from './expunge.ts';
import { nameOf } from './flag-names.ts';

/** Larger messages go to the server on the lane for long work. */
const LARGE_BYTES = 256 * 1024;
/** The slowest upload that is still waited for. */
const SLOWEST_BYTES_PER_MS = 64;

/** Messages in one command: a server that keeps each in a file of its own takes a millisecond for each. */
const MOST = 1_000;

export function createFiling(context: Context): FilingStore {
  const { lanes, moves, headers } = context;
  return {
    async move(messages, to, signal) {
      const target = decodeMailbox(to);
      return inBulk(context, messages, { signal, once: true, most: MOST }, async (session, uids) => {
        const { path, uidValidity, readOnly } = session.mailbox;
        if (path === target) return new Map(uids.map((uid) => [uid, { from: path }]));
        if (readOnly) throw new MailError('READ_ONLY');
        const places = await context.labels.of(session);
        // Nothing is moved out of All Mail but into a bin: it gets one more label.
        if (path === places?.all && !places.isBin(target)) return copied(context, session, uids, target);
        const { moved, refused, told } = await transfer(session, uids, target);
        context.changed(path, uidValidity, { removed: moved });
        if (moved.length > 0) context.arrived(target);
        const results = new Map<number, Result>(
          refused.map((uid) => [uid, new MailError('UPSTREAM_REFUSED')]),
        );
        for (const uid of moved) {
          headers.forget(path, uidValidity, uid);
          const replacedBy = copyOf(told, uid, target);
          results.set(uid, { replacedBy, from: path });
          if (replacedBy !== null) moves.note(encodeMessage({ path, uidValidity, uid }), replacedBy);
        }
        return results;
      });
    },

    async copy(messages, to, signal) {
      const target = decodeMailbox(to);
      return inBulk(context, messages, { signal, once: true, most: MOST }, async (session, uids) => {
        return copied(context, session, uids, target);
      });
    },

    takeBack: (copies, signal) => destroy(context, copies, signal, true),

    append: (mailbox, raw, flags, signal) =>
      lanes.use(
        async ({ client }) => {
          const path = decodeMailbox(mailbox);
          const appended = await client
            .append(path, raw, flags.map(nameOf))
            .catch((error: unknown) => orGone(client, path, error));
          if (appended === false) throw new MailError('UPSTREAM_REFUSED');
          context.arrived(path);
          const { uid, uidValidity } = appended;
          return uid && uidValidity ? encodeMessage({ path, uidValidity, uid }) : null;
        },
        {
          once: true,
          lane: raw.length > LARGE_BYTES ? 'DEMAND' : 'INTERACTIVE',
          deadlineMs: 10_000 + raw.length / SLOWEST_BYTES_PER_MS,
          signal,
        },
      ),
  };
}

/** MAILBOX_GONE where there is no such target, also by servers (Courier) that only say no. */
async function send(
  { client }: Session,
  verb: 'COPY' | 'MOVE',
  uids: readonly number[],
  target: string,
): Promise<CopyUid> {
  try {
    return await uidTransfer(client, verb, sequenceSet(uids), uids.length, target);
  } catch (error) {
    return orGone(client, target, error);
  }
}

async function orGone(client: ImapFlow, target: string, error: unknown): Promise<never> {
  if (!isRefusal(error) || responseCode(error) !== '') throw error;
  const rows = await new Lister().rows(client, [target], false);
  throw rows.some(({ path }) => path === target) ? error : new MailError('MAILBOX_GONE');
}

async function copied(
  context: Context,
  session: Session,
  uids: readonly number[],
  target: string,
): Promise<Map<number, Result>> {
  const told = await send(session, 'COPY', uids, target);
  const done = told ? uids.filter((uid) => told.uids.has(uid)) : await existing(session, uids);
  if (done.length > 0) context.arrived(target);
  return new Map(done.map((uid) => [uid, { copy: copyOf(told, uid, target) }]));
}

function copyOf(told: CopyUid, uid: number, path: string): string | null {
  const copy = told?.uids.get(uid);
  return told && copy ? encodeMessage({ path, uidValidity: told.uidValidity, uid: copy }) : null;
}

interface Transfer {
  moved: readonly number[];
  /** Still there. What is neither moved nor refused was not there. */
  refused: readonly number[];
  told: CopyUid;
}

async function transfer(session: Session, uids: readonly number[], target: string): Promise<Transfer> {
  const { client } = session;
  // Without UIDPLUS the answer names no messages, so it is looked up which are there.
  const present = client.capabilities.has('UIDPLUS') ? uids : await existing(session, uids);
  const atOnce = client.capabilities.has('MOVE');
  const told = await send(session, atOnce ? 'MOVE' : 'COPY', uids, target);
  if (!atOnce) {
    // Only what was copied for certain is removed here.
    const copied = told ? uids.filter((uid) => told.uids.has(uid)) : await existing(session, present);
    await removeUids(session, copied);
    return { moved: copied, refused: [], told };
  }
  if (told) return { moved: uids.filter((uid) => told.uids.has(uid)), refused: [], told };
  const left = new Set(await existing(session, uids));
  return {
    moved: present.filter((uid) => !left.has(uid)),
    refused: present.filter((uid) => left.has(uid)),
    told,
  };
}
