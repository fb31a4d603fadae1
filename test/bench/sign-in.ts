// From the password to the first list, in one HTTP request, beside a raw socket that connects, logs in, selects
// and fetches the same rows, and beside imapflow left to itself. A newcomer's trap: each run is another person, so
// that nothing is known of a mailbox; the TLS session of the server may be known, as it is in life.
import { seedMany } from '../../demo/seed/bulk.ts';
import { bothWays, type Way } from './far.ts';
import { openFlow, ROW, ROW_ITEMS } from './flow.ts';
import { FIRST } from './list.ts';
import { elapsed, median } from './measure.ts';
import { startProduct } from './product.ts';
import { openRawImap } from './raw-imap.ts';
import { figures, type Report } from './report.ts';
import { type Mailstore, PASSWORD, withEach } from './stores.ts';

const RUNS = 9;
const MESSAGES = 200;
const PEOPLE = Array.from({ length: 2 * RUNS }, (_, at) => `p${at}@bench.example`);

export async function signIn(report: Report): Promise<void> {
  await withEach({ sizes: [], others: PEOPLE }, async (store) => {
    const { host, imaps: port, ca } = store.dovecot;
    for (const user of PEOPLE) await seedMany({ host, port, ca, user, password: PASSWORD }, MESSAGES);
    await bothWays(store, (way) =>
      measure(store, way, way.rttMs === 0 ? PEOPLE.slice(0, RUNS) : PEOPLE.slice(RUNS), report),
    );
  });
}

async function measure(store: Mailstore, way: Way, people: readonly string[], report: Report): Promise<void> {
  const figure = figures(report, `${store.format}, ${way.name}`);
  const product = await startProduct(store.servers(way.port));
  const range = `${MESSAGES - 49}:*`;
  const times: Record<'raw' | 'flow' | 'ours' | 'turns', number[]> = {
    raw: [],
    flow: [],
    ours: [],
    turns: [],
  };
  try {
    for (const user of people) {
      times.raw.push(
        await elapsed(async () => {
          const raw = await openRawImap(way.place(user));
          await raw.command('SELECT INBOX');
          await raw.command(`FETCH ${range} ${ROW_ITEMS}`);
          raw.end();
        }),
      );
      times.flow.push(
        await elapsed(async () => {
          const flow = await openFlow(way.place(user));
          await flow.fetchAll(range, ROW);
          flow.close();
        }),
      );
      const before = way.line.turns();
      await product.usage();
      times.ours.push(
        await elapsed(async () => {
          const { person, data } = await product.signIn(user, PASSWORD, FIRST);
          if (data.viewer.accounts[0].mailbox.messages.nodes.length !== 50) throw new Error('Not 50 rows.');
          person.end();
        }),
      );
      times.turns.push(way.line.turns() - before);
      if (user === people.at(-1)) console.error(`sign-in: ${(await product.usage()).commands.join(' ')}`);
    }
    const raw = median(times.raw);
    // Near, the password's scrypt alone is more than the server takes; a bar is set for far.
    const bounds = way.rttMs > 0 ? { floor: raw, bar: raw + 5 * way.rttMs } : { floor: raw };
    figure('sign-in to first list, wall', median(times.ours), 'ms', bounds);
    figure('the same by imapflow alone, wall', median(times.flow), 'ms', { floor: raw });
    if (way.rttMs > 0) figure('turns of all connections', median(times.turns), 'turns');
  } finally {
    await product.stop();
  }
}
