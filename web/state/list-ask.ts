// How a list asks the server, and what it says of itself meanwhile.
import { ApiError } from '../api/client.ts';
import type { MessageFilter, MessageSort, PageFragment, PatchFragment } from '../api/operations.gen.ts';
import { t } from '../lib/t.ts';

/**
 * EMPTY: nothing was asked yet. LOADING: nothing to show, the first page is on its way. READY: as the server
 * says. STALE: rows of before, since asking again failed. FAILED: nothing to show, and asking failed.
 */
export type ListStatus = 'EMPTY' | 'LOADING' | 'READY' | 'STALE' | 'FAILED';

export const PAGE = 50;
/** The server's limits: rows of one page, and rows that a patch can be about. */
export const MOST_AT_ONCE = 200;

export interface PageArgs {
  first?: number;
  after?: string;
  last?: number;
  before?: string;
  offset?: number;
  filter?: MessageFilter | null;
  sort?: MessageSort | null;
}

/** How the server is asked. All reject with an ApiError. */
export interface AskServer {
  page(args: PageArgs, signal: AbortSignal): Promise<PageFragment>;
  patch(state: string, first: number, signal: AbortSignal): Promise<PatchFragment>;
}

/** The error for a mailbox that is not there. */
export const mailboxGone = (): ApiError => new ApiError('MAILBOX_GONE', t('error.mailboxGone'), false);
