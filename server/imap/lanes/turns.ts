// A turn for everybody. imapflow reads what lies in its buffers without a pause, so an answer of ten thousand lines
// would keep the whole process for half a second. A newcomer's trap: the time is that of the process and not of a
// connection, because ten connections of 4 ms each are as bad as one of 40.
import type { ImapFlow } from 'imapflow';
import { wireOf } from '../commands.ts';

/** Others wait this long at most, in milliseconds. */
const TURN_MS = 4;

let isRunning = false;
let begun = 0;

/** Resolves in the next turn of the event loop when this one has taken long enough; null: go on. */
export function giveWay(): Promise<void> | null {
  if (!isRunning) {
    isRunning = true;
    begun = performance.now();
    setImmediate(() => {
      isRunning = false;
    });
  }
  if (performance.now() - begun < TURN_MS) return null;
  return new Promise((resolve) => setImmediate(resolve));
}

/** Gives way between the lines of every answer. */
export function takeTurns(client: ImapFlow): void {
  const wire = wireOf(client);
  const original = wire.handleResponse;
  wire.handleResponse = async (data) => {
    const turn = giveWay();
    if (turn !== null) await turn;
    return original.call(wire, data);
  };
}
