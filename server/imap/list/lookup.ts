// Header rows by name, in the order asked. A newcomer's trap: one name that is none, or one mailbox that is not there,
// is no reason to answer for none of the others.
import { MailError } from '../../mail/errors.ts';
import type { MessageHeader } from '../../mail/message.ts';
import { isCode } from '../errors.ts';
import type { Lanes } from '../lanes/lanes.ts';
import { encodeMessage, type Placement } from '../locator.ts';
import type { AccountHeaders } from '../message/headers.ts';
import { type FlaggedRow, toHeader, uidRows } from '../message/message.ts';
import type { Mirrors } from '../mirror/mirrors.ts';
import { addPreviews } from './preview.ts';

const MAX_HEADERS = 500;

export interface LookupParts {
  lanes: Lanes;
  mirrors: Mirrors;
  headers: AccountHeaders;
  placeOf: (message: string) => Placement;
}

/** Null where the message is gone. No command for what is known of a mailbox that is followed, else 1 a mailbox. */
export async function headersOf(
  { lanes, mirrors, headers, placeOf }: LookupParts,
  messages: readonly string[],
  signal: AbortSignal | undefined,
  previews = false,
): Promise<(MessageHeader | null)[]> {
  if (messages.length > MAX_HEADERS)
    throw new MailError('VALIDATION', { message: `Ask for ${MAX_HEADERS} messages at most.` });
  const places = messages.map((message) => {
    try {
      return placeOf(message);
    } catch {
      return null;
    }
  });
  const found = new Map<string, MessageHeader>();
  const note = (path: string, uidValidity: bigint, row: FlaggedRow): void => {
    const header = toHeader({ path, uidValidity }, row);
    found.set(header.locator, header);
  };
  const asked: Placement[] = [];
  /** All is known of these but how their text begins. */
  const plain = new Map<Placement, FlaggedRow>();
  for (const place of places) {
    if (place === null) continue;
    const { path, uidValidity, uid } = place;
    const mirror = mirrors.peek(path);
    const flags = mirror?.isCurrent === true && !mirror.isHidden(uid) ? mirror.columns?.flagsOf(uid) : null;
    const isSame = mirror?.selected?.uidValidity === uidValidity;
    const row = flags && isSame ? headers.get(path, uidValidity, uid) : null;
    if (!flags || !row) asked.push(place);
    else if (!previews || row.preview !== undefined) note(path, uidValidity, { uid, row, flags });
    else {
      asked.push(place);
      plain.set(place, { uid, row, flags });
    }
  }
  for (const [path, group] of Map.groupBy(asked, (place) => place.path)) {
    try {
      await lanes.use(
        async (session) => {
          const { uidValidity } = session.mailbox;
          const still = group.filter((place) => place.uidValidity === uidValidity);
          const uids = still.filter((place) => !plain.has(place)).map(({ uid }) => uid);
          const mirror = mirrors.peek(path);
          const known = still.flatMap((place) => plain.get(place) ?? []);
          const fetched = uids.length === 0 ? [] : await uidRows(session, headers, uids);
          if (previews) await addPreviews(session, headers, [...known, ...fetched]);
          for (const row of known) note(path, uidValidity, row);
          for (const row of fetched) {
            if (mirror?.selected?.uidValidity === uidValidity) mirror.mark(row.uid, row.flags, row.modseq);
            note(path, uidValidity, row);
          }
        },
        { mailbox: path, upTo: Math.max(...group.map(({ uid }) => uid)), signal },
      );
    } catch (error) {
      if (!isCode(error, 'MAILBOX_GONE')) throw error;
    }
  }
  return places.map((place) => (place && found.get(encodeMessage(place))) ?? null);
}
