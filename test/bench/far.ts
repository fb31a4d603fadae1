// Near, and 40 ms away: the same server twice, once through a line that takes its time.
import { type Delay, startDelay } from '../support/delay.ts';
import type { Place } from './raw-imap.ts';
import { type Mailstore, PASSWORD } from './stores.ts';

export const RTT_MS = 40;

export interface Way {
  /** For the case of a figure. */
  name: 'near' | '40 ms away';
  rttMs: number;
  port: number;
  /** Counts bytes and turns; there is one near, too. */
  line: Delay;
  place(user: string): Place;
}

/** Runs the work once near and once far. */
export async function bothWays(
  store: Mailstore,
  work: (way: Way) => Promise<void>,
  rtts: readonly number[] = [0, RTT_MS],
): Promise<void> {
  const { host, imaps, ca } = store.dovecot;
  for (const rttMs of rtts) {
    const line = await startDelay({ target: { host, port: imaps }, rttMs });
    try {
      await work({
        ...{ name: rttMs === 0 ? 'near' : '40 ms away', rttMs, line },
        // The line costs time of its own, so nothing near goes through it.
        port: rttMs === 0 ? imaps : line.port,
        place: (user) => ({ port: rttMs === 0 ? imaps : line.port, ca, user, password: PASSWORD }),
      });
    } finally {
      await line.close();
    }
  }
}
