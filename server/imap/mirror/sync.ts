// The ladder by which a mirror is brought to what the server has now: QRESYNC tells it all with the SELECT; else equal
// counts and MODSEQ mean that nothing happened; else the UIDs are asked for anew (ESEARCH in some hundred bytes, plain
// SEARCH in slices). A newcomer's trap: flags of a server without CONDSTORE may have changed without a sign, so they
// count as unknown after every SELECT.
import { MailError } from '../../mail/errors.ts';
import type { SelectAnswer, Session } from '../lanes/selection.ts';
import { searchUids } from '../list/search.ts';
import { expandSet, parseRanges } from '../locator.ts';
import type { Mirror, Selected } from './mirror.ts';

/** A plain SEARCH answers with each UID in digits; so many at a time keep the answer short to read. */
const SLICE = 5_000;
const MAX_TRIES = 5;
/** A mailbox of more is read by windows: its columns would take 50 MB. */
const MAX_MESSAGES = 3_000_000;

export function selectedOf({ mailbox }: SelectAnswer): Selected {
  const { uidValidity, exists, uidNext, highestModseq } = mailbox;
  return { uidValidity, exists: exists ?? 0, uidNext: uidNext || null, modseq: highestModseq ?? null };
}

/** Takes what a SELECT told. False when it is not known (any more) which messages there are: then learn(). */
export function settle(mirror: Mirror, answer: SelectAnswer): boolean {
  const before = mirror.selected;
  const now = selectedOf(answer);
  if (before !== null && before.uidValidity !== now.uidValidity) mirror.reset();
  if (mirror.columns === null) {
    mirror.selected = now;
    return false;
  }
  if (answer.resumed) {
    mirror.vanished(answer.vanished);
    const came = answer.flagged.flatMap(({ uid }) => (uid && !mirror.columns?.has(uid) ? [uid] : []));
    for (const uid of came.sort((a, b) => a - b)) mirror.arrived(uid);
    for (const { uid, flags, modseq } of answer.flagged) if (uid && flags) mirror.told(uid, flags, modseq);
  } else {
    const isSame = before?.exists === now.exists && before.uidNext === now.uidNext && now.uidNext !== null;
    if (!isSame) {
      mirror.distrust();
      return false;
    }
    if (now.modseq === null || now.modseq !== before.modseq) mirror.forgetFlags();
  }
  if (mirror.columns.size !== now.exists) {
    mirror.distrust();
    return false;
  }
  mirror.checked(now);
  return true;
}

/**
 * Asks which messages there are, and which of them are unread, in the selected mailbox. 2 commands with ESEARCH.
 * TOO_LARGE for a mailbox of millions.
 */
export async function learn(session: Session, mirror: Mirror, selected: Selected): Promise<void> {
  const { client } = session;
  if (session.mailbox.exists > MAX_MESSAGES) throw new MailError('TOO_LARGE');
  let removals = 0;
  const count = (): void => void removals++;
  const events = client as NodeJS.EventEmitter;
  events.on('expunge', count).on('vanished', count);
  try {
    for (let tries = 1; ; tries++) {
      const before = removals;
      mirror.learn(await allUids(session));
      if (selected.modseq === null) mirror.forgetFlags();
      mirror.columns?.learnUnseen(await searchUids(session, { seen: false }));
      // Removals may be told with an answer, before or after the UIDs were counted: ask again.
      if (removals === before || tries === MAX_TRIES) break;
    }
  } finally {
    events.off('expunge', count).off('vanished', count);
  }
  mirror.checked({ ...selected, exists: mirror.columns?.size ?? 0 });
}

/** Every UID of the selected mailbox, ascending. 1 command with ESEARCH, else one for each 5,000 messages. */
export async function allUids({ client, mailbox }: Session): Promise<number[]> {
  if (client.capabilities.has('ESEARCH')) {
    const found = await client.search({ all: true }, { uid: true, returnOptions: ['ALL'] });
    if (!found || Array.isArray(found)) throw new MailError('UPSTREAM_REFUSED');
    if (found.all === undefined) return [];
    // The mailbox may have grown since it was counted, but not by much during one command.
    const limit = mailbox.exists + 10_000;
    const uids = expandSet(found.all, limit);
    return parseRanges(found.all).length > 1 ? uids.sort((a, b) => a - b) : uids;
  }
  const uids: number[] = [];
  for (let first = 1; first <= mailbox.exists; first += SLICE) {
    const found = await client.search(
      { seq: `${first}:${Math.min(first + SLICE - 1, mailbox.exists)}` },
      { uid: true },
    );
    if (!found || !Array.isArray(found) || found.length > SLICE) throw new MailError('UPSTREAM_REFUSED');
    uids.push(...found);
  }
  return uids;
}
