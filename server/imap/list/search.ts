// A filtered list: which UIDs match, asked from the server. A newcomer's trap: a list is continued with the UIDs
// found for its first page, so that reading on does not search again; flags are read with every page all the
// same, so a row of the "unread" list may show that it was read meanwhile.
import type { SearchObject } from 'imapflow';
import { MailError } from '../../mail/errors.ts';
import type { Filter } from '../../mail/message.ts';
import { noop } from '../commands.ts';
import type { Lanes } from '../lanes/lanes.ts';
import type { Session } from '../lanes/selection.ts';
import { expandSet } from '../locator.ts';
import type { Mirror } from '../mirror/mirror.ts';

const KEEP_MS = 60_000;
const KEEP = 4;
const MAX_WORDS = 10;
const MAX_ADDRESSES = 10;

interface Found {
  key: string;
  version: string;
  uids: readonly number[];
  at: number;
}

export const isFiltered = (filter: Filter | undefined): boolean =>
  filter !== undefined && Object.keys(toQuery(filter)).length > 0;

/** Words and addresses are looked for in every message's headers, which may take a server seconds. */
const isSlow = ({ text = '', to = [], attachments, messageId }: Filter): boolean =>
  text.trim() !== '' || to.length > 0 || attachments === true || messageId !== undefined;

export class Searches {
  #found: Found[] = [];

  /**
   * UIDs that match, ascending. None is asked for while nothing happened in a mailbox that is followed; with
   * `continued` an answer of the last minute will do. Messages with attachments are those that look so.
   */
  async find(
    lanes: Lanes,
    picture: Mirror,
    filter: Filter,
    continued: boolean,
    signal: AbortSignal | undefined,
  ): Promise<readonly number[]> {
    const { path, selected, version } = picture;
    const query = toQuery(filter);
    const isUnread = filter.unread === true && Object.keys(query).length === 1;
    const unseen = isUnread && picture.isTold ? picture.columns?.unseen() : null;
    if (unseen && !continued) return unseen;
    const key = JSON.stringify([path, `${selected?.uidValidity}`, query]);
    const known = this.#found.find((each) => each.key === key && Date.now() - each.at < KEEP_MS);
    if (known !== undefined && (continued || (picture.isTold && known.version === version)))
      return known.uids;
    const uids = unseen ?? (await this.#ask(lanes, picture, filter, signal));
    this.#found = [
      { key, version, uids, at: Date.now() },
      ...this.#found.filter((each) => each.key !== key),
    ].slice(0, KEEP);
    return uids;
  }

  forget(): void {
    this.#found = [];
  }

  async #ask(
    lanes: Lanes,
    picture: Mirror,
    filter: Filter,
    signal: AbortSignal | undefined,
  ): Promise<readonly number[]> {
    const found = await searchMailbox(lanes, picture, filter, signal);
    if (found.uidValidity !== picture.selected?.uidValidity) throw new MailError('STALE');
    return found.uids;
  }
}

/** UIDs that mean something with this UIDVALIDITY only. */
export interface Matching {
  uidValidity: bigint;
  uids: readonly number[];
}

/**
 * UIDs that match now, ascending, and what they are UIDs of: the mailbox may be another one than the picture is of.
 * 2 commands: one for the truth, one for the answer.
 */
export function searchMailbox(
  lanes: Lanes,
  { path, isTold }: Mirror,
  filter: Filter,
  signal: AbortSignal | undefined,
): Promise<Matching> {
  const query = toQuery(filter);
  const matching = async (session: Session): Promise<Matching> => {
    const { uidValidity } = session.mailbox;
    return { uidValidity, uids: await searchUids(session, query) };
  };
  // A server searches what it told this connection of; the follower's is the one that has heard of most.
  if (isTold)
    return lanes.use(
      async (session) => {
        await noop(session.client);
        return matching(session);
      },
      { mailbox: path, lane: 'BACKGROUND', signal },
    );
  const lane = isSlow(filter) ? 'DEMAND' : 'INTERACTIVE';
  return lanes.use(matching, { mailbox: path, fresh: true, lane, signal });
}

/** UID SEARCH, ascending; compact where the server has ESEARCH. */
export async function searchUids(session: Session, query: SearchObject): Promise<number[]> {
  const found = await session.client.search(query, { uid: true, returnOptions: ['ALL'] });
  if (!found) throw new MailError('UPSTREAM_REFUSED');
  if (Array.isArray(found)) return found;
  // The mailbox may have grown since it was counted, but not by much during one command.
  const limit = session.mailbox.exists + 1_000;
  return found.all === undefined ? [] : expandSet(found.all, limit).sort((a, b) => a - b);
}

export function toQuery(filter: Filter): SearchObject {
  const { unread, flagged, text = '', attachments, to = [], keyword, messageId } = filter;
  const words = text
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS);
  if (/\p{Cc}/u.test(words.join(''))) throw new MailError('VALIDATION', { path: ['filter', 'text'] });
  if (/\p{Cc}/u.test(to.join(''))) throw new MailError('VALIDATION', { path: ['filter', 'to'] });
  if (keyword !== undefined && !/^[^\s()[\]{}%*"\\\p{C}\x80-\uffff]{1,100}$/u.test(keyword))
    throw new MailError('VALIDATION', { path: ['filter', 'keyword'] });
  if (/\p{Cc}/u.test(messageId ?? '')) throw new MailError('VALIDATION', { path: ['messageId'] });
  const anywhere = (word: string): SearchObject => ({
    or: [{ subject: word }, { from: word }, { to: word }, { cc: word }],
  });
  const terms = words.map(anywhere);
  if (to.length > 0)
    terms.push({ or: to.slice(0, MAX_ADDRESSES).flatMap((each) => [{ to: each }, { cc: each }]) });
  if (attachments === true) terms.push(LOOKS_ATTACHED);
  // A SearchObject has room for one "or": all of these are not any of their opposites. (Courier refuses NOT NOT.)
  const [only, ...more] = terms;
  const all = more.length === 0 ? only : { not: { or: terms.map((term) => ({ not: term })) } };
  return {
    ...(unread === true ? { seen: false } : {}),
    ...(flagged === true ? { flagged: true } : {}),
    ...(keyword === undefined ? {} : { keyword }),
    ...(messageId === undefined ? {} : { header: { 'message-id': messageId } }),
    ...all,
  };
}

/** No search key asks for attachments; this is how messages with files are built (RFC 2046 section 5.1.3). */
const LOOKS_ATTACHED: SearchObject = {
  or: [
    { header: { 'content-type': 'multipart/mixed' } },
    { header: { 'content-type': 'application/' } },
    { header: { 'content-type': 'multipart/report' } },
  ],
};
