// What the parts of one store share.
import type { Log } from '../mail/log.ts';
import type { StoreEvent } from '../mail/store.ts';
import type { Moves } from './action/moves.ts';
import type { Lanes } from './lanes/lanes.ts';
import type { Labels } from './mailbox/labels.ts';
import type { AccountHeaders } from './message/headers.ts';

/**
 * What an action of ours did to messages of one mailbox: their flags now, as of `modseq` (a newer change has a higher
 * one), or that they are gone from it.
 */
export type Changed =
  | { flags: ReadonlyMap<number, ReadonlySet<string>>; modseq: bigint | null }
  | { removed: readonly number[] };

export interface Context {
  lanes: Lanes;
  headers: AccountHeaders;
  moves: Moves;
  /** What moving and removing mean where mailboxes are labels. */
  labels: Labels;
  log: Log;
  /** Tells every watcher of the store. */
  announce(event: StoreEvent): void;
  /** Tells whoever keeps a picture of the mailbox; the server does not tell our other connections at once. */
  changed(path: string, uidValidity: bigint, what: Changed): void;
  /** Tells that we put mail into this mailbox. */
  arrived(path: string): void;
  /** Whether the background lane follows the mailbox and so hears of every change in it. */
  follows(path: string): boolean;
  /** Under this path there is nothing any more, or another mailbox. */
  lost(path: string): void;
  /** Flags as they are known without asking; null where that picture may be old, and no entry where it has a gap. */
  flagsOf(
    path: string,
    uidValidity: bigint,
    uids: readonly number[],
  ): ReadonlyMap<number, ReadonlySet<string>> | null;
}
