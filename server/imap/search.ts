// A filtered list: which UIDs match, asked from the server. A newcomer's trap: a list is continued with the UIDs
// found for its first page, so that reading on does not search again; flags are fetched with every page all the
// same, so a row of the "unread" list may show that it was read meanwhile.
import type { SearchObject } from 'imapflow';
import { MailError } from '../mail/errors.ts';
import type { Filter } from '../mail/message.ts';
import { expandSet } from './locator.ts';
import type { Session } from './selection.ts';

const KEEP_MS = 60_000;
const KEEP = 4;
const MAX_WORDS = 10;

interface Found {
  key: string;
  uids: readonly number[];
  at: number;
}

export const isFiltered = (filter: Filter | undefined): boolean =>
  filter?.unread === true || filter?.flagged === true || (filter?.text ?? '').trim() !== '';

/** Words are looked for in every message's headers, which may take a server seconds. */
export const isSlow = (filter: Filter | undefined): boolean => (filter?.text ?? '').trim() !== '';

export class Searches {
  #found: Found[] = [];

  /** UIDs that match, ascending. With `continued` an answer of the last minute will do. */
  async find(session: Session, filter: Filter, continued: boolean): Promise<readonly number[]> {
    const { path, uidValidity } = session.mailbox;
    const key = JSON.stringify([path, `${uidValidity}`, filter.unread, filter.flagged, filter.text?.trim()]);
    const known = this.#found.find((each) => each.key === key && Date.now() - each.at < KEEP_MS);
    if (continued && known !== undefined) return known.uids;
    const uids = await searchUids(session, toQuery(filter));
    this.#found = [{ key, uids, at: Date.now() }, ...this.#found.filter((each) => each.key !== key)].slice(
      0,
      KEEP,
    );
    return uids;
  }

  forget(): void {
    this.#found = [];
  }
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

function toQuery({ unread, flagged, text = '' }: Filter): SearchObject {
  const words = text
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS);
  if (/\p{Cc}/u.test(words.join(''))) throw new MailError('VALIDATION', { path: ['filter', 'text'] });
  const anywhere = (word: string): SearchObject => ({
    or: [{ subject: word }, { from: word }, { to: word }, { cc: word }],
  });
  // A SearchObject has room for one "or", so each further word hangs below as a double negation.
  const all = words.map(anywhere).reduceRight<SearchObject>((rest, word) => and(word, rest), {});
  return {
    ...(unread === true ? { seen: false } : {}),
    ...(flagged === true ? { flagged: true } : {}),
    ...all,
  };
}

const and = (one: SearchObject, rest: SearchObject): SearchObject =>
  Object.keys(rest).length === 0 ? one : { ...one, not: { not: rest } };
