// What every resolver gets. A newcomer's trap: `caller` throws SIGNED_OUT when nobody is signed in, so a
// resolver never checks for it; what a token may do is checked by @requires in the schema, not here.
import type { HttpClient } from '../net/http.ts';
import type { Caller } from '../session/caller.ts';
import type { Budget } from './budget.ts';
import type { Repeats } from './repeats.ts';
import type { Undos } from './undo.ts';

export interface Context {
  readonly caller: Caller;
  /** Null when nobody is signed in; for the few places where that is an answer and not an error. */
  readonly callerOrNull: Caller | null;
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal;
  readonly requestId: string;
  readonly limits: { maxMessageBytes: number };
  readonly budget: Budget;
  /** Of the process, for all callers. */
  readonly repeats: Repeats;
  readonly undos: Undos;
  /** For what a message points to; only ever on a click. */
  readonly web: HttpClient;
}
