// An order made by ourselves, where the server has no SORT (Gmail, Exchange): one field of every message is fetched in
// slices on the background lane and sorted here. A newcomer's trap: between two slices others use the lane, so mail
// may come and go; what is gone is left out, what came waits for the next time.
import { MailError } from '../../mail/errors.ts';
import type { Lanes } from '../lanes/lanes.ts';
import type { AccountHeaders } from '../message/headers.ts';
import { fetchKeys, type Keyed, type OrderKey } from '../message/message.ts';
import type { Mirror } from '../mirror/mirror.ts';

const SLICE = 250;
const SLICE_DEADLINE_MS = 30_000;

type Key = number | string;

export async function sortKeys(
  lanes: Lanes,
  headers: AccountHeaders,
  picture: Mirror,
  by: OrderKey,
): Promise<Uint32Array> {
  const { path, selected } = picture;
  const uidValidity = selected?.uidValidity ?? 0n;
  const keys = new Map<number, Key>();
  const asked: number[] = [];
  for (const uid of picture.columns?.uids() ?? []) {
    const row = headers.peek(path, uidValidity, uid);
    if (row === null) asked.push(uid);
    else keys.set(uid, keyOf(row.header, by));
  }
  for (let at = 0; at < asked.length; at += SLICE) {
    const part = asked.slice(at, at + SLICE);
    await lanes.use(
      async (session) => {
        if (session.mailbox.uidValidity !== uidValidity) throw new MailError('STALE');
        for (const [uid, header] of await fetchKeys(session, part, by)) keys.set(uid, keyOf(header, by));
      },
      { mailbox: path, lane: 'BACKGROUND', deadlineMs: SLICE_DEADLINE_MS },
    );
  }
  const compare = new Intl.Collator('und', { sensitivity: 'base', numeric: true }).compare;
  const inOrder = (one: Key, other: Key): number =>
    typeof one === 'number' && typeof other === 'number' ? one - other : compare(String(one), String(other));
  const sorted = [...keys].sort(([uid, one], [other, two]) => inOrder(one, two) || uid - other);
  return Uint32Array.from(sorted, ([uid]) => uid);
}

function keyOf({ sentAt, receivedAt, from, subject, size }: Keyed, by: OrderKey): Key {
  if (by === 'DATE') return (sentAt ?? receivedAt).getTime();
  if (by === 'SIZE') return size;
  if (by === 'SENDER') return from[0]?.name ?? from[0]?.address ?? '';
  // The base subject of RFC 5256 section 2.1, with what other languages put for "Re" and "Fwd".
  return (subject ?? '').replace(
    /^(?:\s*(?:re|fwd?|aw|wg|sv|vs|tr|rif|odp)\s*(?:\[[^\]]*\])?\s*:|\s*\[[^\]]*\])*\s*/i,
    '',
  );
}
