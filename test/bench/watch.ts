// Another client appends: when a subscriber hears of it, beside a raw socket that idles on the same mailbox at the
// same time. A newcomer's trap: Dovecot looks at a mailbox some time after it was told of a change; what it takes
// is the server's, and the raw socket shows it.
import { setTimeout as sleep } from 'node:timers/promises';
import { bothWays, type Way } from './far.ts';
import { openFlow } from './flow.ts';
import { FIRST } from './list.ts';
import { median, percentile } from './measure.ts';
import { quiet, startProduct } from './product.ts';
import { openRawImap } from './raw-imap.ts';
import { figures, type Report } from './report.ts';
import { type Mailstore, PASSWORD, SIZES, withEach } from './stores.ts';

const RUNS = 12;
const WAIT_MS = 15_000;
const EVENTS = 'subscription { events { kind messageIds } }';

export async function watch(report: Report): Promise<void> {
  await withEach({}, async (store) => {
    for (const size of SIZES) await bothWays(store, (way) => measure(store, way, size, report));
  });
}

async function measure(store: Mailstore, way: Way, size: number, report: Report): Promise<void> {
  const figure = figures(report, `${store.format}, ${size} messages, ${way.name}`);
  const user = store.owner(size);
  const product = await startProduct(store.servers(way.port));
  const raw = await openRawImap(way.place(user));
  const near = { port: store.dovecot.imaps, ca: store.dovecot.ca, user, password: PASSWORD };
  const other = await openFlow(near, { mailbox: null });
  try {
    const { person } = await product.signIn(user, PASSWORD, FIRST);
    let heard: { raw: number; ours: number };
    let done = (): void => {};
    const note = (who: 'raw' | 'ours'): void => {
      if (heard === undefined || heard[who] > 0) return;
      heard[who] = performance.now();
      if (heard.raw > 0 && heard.ours > 0) done();
    };
    heard = { raw: 1, ours: 1 };
    const stop = await person.events(EVENTS, {}, (data) => {
      if (data?.events.kind === 'MESSAGES_ADDED') note('ours');
    });
    await quiet(product);
    await raw.command('SELECT INBOX');
    await raw.idle((line) => {
      if (/^\* \d+ EXISTS/.test(line)) note('raw');
    });
    const servers: number[] = [];
    const late: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const both = new Promise<void>((resolve) => (done = resolve));
      heard = { raw: 0, ours: 0 };
      const start = performance.now();
      await other.append('INBOX', `From: a@b.example\r\nSubject: News ${run}\r\n\r\nHello\r\n`);
      const missed = sleep(WAIT_MS, 'missed', { ref: false });
      if ((await Promise.race([both, missed])) === 'missed')
        throw new Error(`Not heard: ${JSON.stringify(heard)}`);
      servers.push(heard.raw - start);
      late.push(heard.ours - heard.raw);
      await sleep(600);
    }
    figure("the server's own delay", median(servers), 'ms');
    figure('event after that', median(late), 'ms', { bar: 50 });
    figure('event after that, p90', percentile(late, 90), 'ms', { bar: 50 });
    stop();
    person.end();
  } finally {
    raw.end();
    other.close();
    await product.stop();
  }
}
