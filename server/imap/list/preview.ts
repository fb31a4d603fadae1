// How the messages of a page begin. A newcomer's trap: a FETCH names its sections for all messages alike, so the
// page is asked in groups, one command for each section in which a text part lies (usually "1" and "1.1"). Servers
// with PREVIEW (RFC 8970) tell it in one command, or say NIL to all of it.
import type { Part } from '../../mail/message.ts';
import { previewOf, previewText } from '../../mime/text/preview.ts';
import type { Session } from '../lanes/selection.ts';
import { sequenceSet } from '../locator.ts';
import type { AccountHeaders } from '../message/headers.ts';
import { type FlaggedRow, fetchByUid } from '../message/message.ts';
import { previewPart } from '../message/structure.ts';

const TEXT_BYTES = 512;
/** HTML begins with a head and its styles. */
const HTML_BYTES = 4_096;

/** Fills in the previews that are not known yet. 0 to 3 commands, 1 with PREVIEW. */
export async function addPreviews(
  session: Session,
  headers: AccountHeaders,
  rows: readonly FlaggedRow[],
): Promise<void> {
  const { path, uidValidity } = session.mailbox;
  const learn = (flagged: FlaggedRow, preview: string | null): void => {
    flagged.row = { ...flagged.row, preview };
    headers.put(path, uidValidity, flagged.uid, flagged.row);
  };
  const unknown = (): FlaggedRow[] => rows.filter(({ row }) => row.preview === undefined);
  if (session.client.capabilities.has('PREVIEW')) {
    const uids = unknown().map(({ uid }) => uid);
    const options = { uid: true, count: uids.length };
    const found = await fetchByUid(session, sequenceSet(uids), { preview: true }, options);
    for (const row of unknown()) {
      const preview = previewOf(found.get(row.uid)?.preview ?? '');
      if (preview !== '') learn(row, preview);
    }
  }
  const groups = new Map<string, { row: FlaggedRow; part: Part }[]>();
  for (const row of unknown()) {
    const part = row.row.structure && previewPart(row.row.structure);
    if (part === null || part.size === 0) learn(row, null);
    else groups.set(part.path, [...(groups.get(part.path) ?? []), { row, part }]);
  }
  for (const [key, group] of groups) {
    const maxLength = group.some(({ part }) => part.type === 'text/html') ? HTML_BYTES : TEXT_BYTES;
    const set = sequenceSet(group.map(({ row }) => row.uid));
    const options = { uid: true, count: group.length };
    const query = { bodyParts: [{ key, start: 0, maxLength }] };
    const found = await fetchByUid(session, set, query, options);
    for (const { row, part } of group) {
      const bytes = found.get(row.uid)?.bodyParts?.get(key);
      if (bytes) learn(row, previewText(bytes, part) || null);
    }
  }
}
