// Ten changes in a hundred thousand messages, asked for by a token from before: nothing is cached and a connection
// is open. A newcomer's trap: the store is used as the API uses it, in this process, because the state of a cache
// can't be set from outside; the floor is imapflow's own SELECT (QRESYNC) on an open connection.
import { setTimeout as sleep } from 'node:timers/promises';
import { startDelay } from '../support/delay.ts';
import { openFlow } from './flow.ts';
import { elapsed, median } from './measure.ts';
import { openStore } from './own-store.ts';
import { figures, type Report } from './report.ts';
import { FORMATS, type Mailstore, PASSWORD, withMail } from './stores.ts';

const SIZE = Math.max(...(process.env.BENCH_SIZES ?? '100000').split(',').map(Number));
const RUNS = 7;
const LIMIT = 500;
/** What Dovecot says without QRESYNC. */
const CONDSTORE_ONLY =
  'imap_capability = IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT THREAD=REFERENCES MULTIAPPEND UNSELECT CHILDREN NAMESPACE UIDPLUS LIST-EXTENDED I18NLEVEL=1 CONDSTORE ESEARCH ESORT SEARCHRES WITHIN CONTEXT=SEARCH LIST-STATUS BINARY MOVE SPECIAL-USE LITERAL+';

export async function resync(report: Report): Promise<void> {
  for (const format of FORMATS.filter((each) => (process.env.BENCH_FORMAT ?? each) === each)) {
    await withMail(format, { sizes: [SIZE] }, (store) => measure(store, 'QRESYNC', report));
    await withMail(format, { sizes: [SIZE], extraConfig: CONDSTORE_ONLY }, (store) =>
      measure(store, 'CONDSTORE', report),
    );
  }
}

async function measure(store: Mailstore, ladder: 'QRESYNC' | 'CONDSTORE', report: Report): Promise<void> {
  const figure = figures(report, `${store.format}, ${SIZE} messages, ${ladder}`);
  const { host, imaps, ca } = store.dovecot;
  const user = store.owner(SIZE);
  const place = { port: imaps, ca, user, password: PASSWORD };
  const line = await startDelay({ target: { host, port: imaps }, rttMs: 0 });
  const other = await openFlow(place);
  const times: number[] = [];
  const bytes: number[] = [];
  const floors: number[] = [];
  try {
    for (let run = 0; run < RUNS; run++) {
      const flow = await openFlow(place, { mailbox: null, qresync: true });
      const before = openStore({ port: line.port, ca, user, password: PASSWORD });
      const inbox = (await before.mailboxes()).find(({ role }) => role === 'INBOX')?.locator ?? '';
      const state = await before.changes?.state(inbox);
      await before.close();
      if (state === undefined) throw new Error('The store keeps no changes.');
      const known = await other.status('INBOX', { highestModseq: true, uidValidity: true });
      await tenChanges(other, run);

      if (ladder === 'QRESYNC' && known)
        floors.push(
          await elapsed(() =>
            flow.mailboxOpen('INBOX', {
              changedSince: known.highestModseq,
              uidValidity: known.uidValidity,
            } as never),
          ),
        );
      flow.close();

      const after = openStore({ port: line.port, ca, user, password: PASSWORD });
      await after.connect();
      const { down } = line.bytes();
      let found = 0;
      times.push(
        await elapsed(async () => {
          const changes = await after.changes?.since(inbox, state, LIMIT);
          found =
            (changes?.added.length ?? 0) + (changes?.changed.length ?? 0) + (changes?.removed.length ?? 0);
          if (changes?.present) found += 3;
        }),
      );
      bytes.push(line.bytes().down - down);
      if (found !== 10) console.error(`resync: ${found} changes, not 10`);
      await after.close();
    }
  } finally {
    other.close();
    await line.close();
  }
  const floor = ladder === 'QRESYNC' ? { floor: median(floors) } : {};
  figure('10 changes, wall', median(times), 'ms', { ...floor, bar: ladder === 'QRESYNC' ? 60 : 200 });
  figure('10 changes, received with TLS', median(bytes), 'B', ladder === 'QRESYNC' ? { bar: 2048 } : {});
}

/** Four come, three are flagged, three go. */
async function tenChanges(other: Awaited<ReturnType<typeof openFlow>>, run: number): Promise<void> {
  for (let at = 0; at < 4; at++)
    await other.append('INBOX', `From: a@b.example\r\nSubject: New ${run}.${at}\r\n\r\nHello\r\n`);
  const base = 1000 + run * 500;
  await other.messageFlagsAdd(`${base},${base + 50},${base + 100}`, [`run${run}`], { uid: true });
  await other.messageDelete(`${base + 200},${base + 250},${base + 300}`, { uid: true });
  await sleep(50);
}
