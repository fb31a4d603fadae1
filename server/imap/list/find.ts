// Everything a filter matches in a mailbox. No command while the mailbox is followed and the filter asks for nothing
// but "unread"; a newcomer's trap: mail that was just moved here may be on its way to the picture, and is waited for.
import type { Filter } from '../../mail/message.ts';
import { inSlices } from '../../mail/slices.ts';
import type { Lanes } from '../lanes/lanes.ts';
import { encodeMessage } from '../locator.ts';
import type { Mirror } from '../mirror/mirror.ts';
import { isFiltered, type Matching, searchMailbox } from './search.ts';

/** Locators, newest first, `limit` at most. 0 to 2 commands. */
export async function findMessages(
  lanes: Lanes,
  mirror: Mirror,
  filter: Filter,
  limit: number,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const { uids, uidValidity } = known(mirror, filter) ?? (await searchMailbox(lanes, mirror, filter, signal));
  const { path } = mirror;
  const visible = uids.filter((uid) => !mirror.isHidden(uid)).slice(-limit);
  return inSlices(visible.reverse(), (uid) => encodeMessage({ path, uidValidity, uid }));
}

function known({ isTold, behind, columns, selected }: Mirror, filter: Filter): Matching | null {
  if (!isTold || behind !== null || columns === null || selected === null) return null;
  if (isFiltered({ ...filter, unread: false })) return null;
  const uids = filter.unread === true ? columns.unseen() : columns.uids();
  return uids && { uids, uidValidity: selected.uidValidity };
}
