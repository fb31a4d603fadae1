// What the parts of one store share.
import type { Log } from '../mail/log.ts';
import type { StoreEvent } from '../mail/store.ts';
import type { AccountHeaders } from './headers.ts';
import type { Lanes } from './lanes.ts';
import type { Moves } from './moves.ts';

export interface Context {
  lanes: Lanes;
  headers: AccountHeaders;
  moves: Moves;
  log: Log;
  /** Tells every watcher of the store. */
  announce(event: StoreEvent): void;
}
