// Somebody opens messages while the same account, or another one, is at heavy work: a search through every body, a
// download of 20 MB, and the first sync of a hundred thousand messages. A newcomer's trap: each opening is of a
// message that was not opened before, and the floor of the event-loop delay is an idle process beside it.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { seedMany } from '../../demo/seed/bulk.ts';
import { bothWays, type Way } from './far.ts';
import { openFlow } from './flow.ts';
import { elapsed, median, percentile } from './measure.ts';
import { type Data, type Person, quiet, startProduct } from './product.ts';
import { figures, type Report } from './report.ts';
import { FORMATS, type Mailstore, PASSWORD, withMail } from './stores.ts';

const SIZE = Math.max(...(process.env.BENCH_SIZES ?? '100000').split(',').map(Number));
const OTHER = 'other@bench.example';
/** Messages opened alone, and at most so many meanwhile. */
const ALONE = 60;
const MEANWHILE = 200;
const BIG_BYTES = 20 * 1024 * 1024;
const INBOX =
  '{ viewer { accounts { mailbox(role: INBOX) { id messages(first: 50) { nodes { id documentUrl } } } } } }';
const PAGE =
  'query ($id: ID!, $after: String) { node(id: $id) { ... on Mailbox { messages(first: 200, after: $after) { nodes { id subject documentUrl attachments { url } } pageInfo { endCursor } } } } }';
const LIST =
  'query ($id: ID!, $after: String) { node(id: $id) { ... on Mailbox { messages(first: 200, after: $after) { nodes { documentUrl } pageInfo { endCursor } } } } }';
const SEARCH =
  'query ($id: ID!, $text: String!) { node(id: $id) { ... on Mailbox { messages(first: 50, filter: { text: $text }) { nodes { id } } } } }';

export async function fair(report: Report): Promise<void> {
  for (const format of FORMATS.filter((each) => (process.env.BENCH_FORMAT ?? each) === each)) {
    await withMail(format, { sizes: [SIZE], others: [OTHER] }, async (store) => {
      const { host, imaps: port, ca } = store.dovecot;
      await seedMany({ host, port, ca, user: OTHER, password: PASSWORD }, 2 * (ALONE + MEANWHILE));
      const flow = await openFlow({ port, ca, user: store.owner(SIZE), password: PASSWORD });
      await flow.mailboxCreate('Big');
      await flow.append('Big', bigMessage(), [], new Date());
      flow.close();
      await bothWays(store, (way) => measure(store, way, report));
    });
  }
}

async function measure(store: Mailstore, way: Way, report: Report): Promise<void> {
  const figure = figures(report, `${store.format}, ${SIZE} messages, ${way.name}`);
  const product = await startProduct(store.servers(way.port));
  const idle = monitorEventLoopDelay({ resolution: 1 });
  try {
    const other = (await product.signIn(OTHER, PASSWORD, INBOX)).person;
    const others = await urlsOf(other, 2);
    await quiet(product);
    const alone = await openings(other, others.slice(0, ALONE), () => false);
    figure('alone, median', median(alone), 'ms');
    const bar = percentile(alone, 99) + 2 * way.rttMs + 25;

    await product.watchLoop();
    idle.enable();
    // The first sync begins with the sign-in.
    const { person, data } = await product.signIn(store.owner(SIZE), PASSWORD, INBOX);
    const inbox: string = data.viewer.accounts[0].mailbox.id;
    const heavy = { isOver: false, done: { searches: 0, downloads: 0 } };
    const work = atWork(person, inbox, heavy);
    const own = await urlsOf(person, 2);
    const start = performance.now();
    const until = (): boolean => performance.now() - start > 12_000;
    const [same, another] = await Promise.all([
      openings(person, own.slice(0, MEANWHILE), until),
      openings(other, others.slice(ALONE, ALONE + MEANWHILE), until),
    ]);
    heavy.isOver = true;
    const { late } = await product.usage();
    idle.disable();
    const quietLoop = Math.max(0, idle.percentile(99) / 1e6 - 1);
    await work;
    const { searches, downloads } = heavy.done;
    console.error(
      `fair: ${searches} searches, ${downloads} downloads, ${same.length}+${another.length} openings`,
    );
    const floor = percentile(alone, 99);
    figure('the same user opens a message, p99', percentile(same, 99), 'ms', { floor, bar });
    figure('the same user opens a message, median', median(same), 'ms', { floor: median(alone) });
    figure('another user opens a message, p99', percentile(another, 99), 'ms', { floor, bar });
    figure('another user opens a message, median', median(another), 'ms', { floor: median(alone) });
    figure('event-loop delay, p99', late?.p99 ?? Number.NaN, 'ms', { floor: quietLoop, bar: 10 });
    figure('event-loop delay, longest', late?.max ?? Number.NaN, 'ms');
    person.end();
    other.end();
  } finally {
    idle.disable();
    await product.stop();
  }
}

interface Heavy {
  isOver: boolean;
  done: { searches: number; downloads: number };
}

/** Searches and downloads, one after the other of each, until it is over. */
async function atWork(person: Person, inbox: string, heavy: Heavy): Promise<void> {
  const boxes: Data = await person.graphql('{ viewer { accounts { mailboxes { id name } } } }');
  const big = (boxes.viewer.accounts[0].mailboxes as { id: string; name: string }[]).find(
    ({ name }) => name === 'Big',
  );
  const { node } = await person.graphql(PAGE, { id: big?.id });
  const [attachment] = node.messages.nodes[0].attachments as { url: string }[];
  const search = async (): Promise<void> => {
    while (!heavy.isOver) {
      // A word that is nowhere; a different one each time. What is refused for its time has had its effect.
      const text = `nowhere${heavy.done.searches}`;
      await person.graphql(SEARCH, { id: inbox, text }).catch(() => sleep(100));
      heavy.done.searches++;
    }
  };
  const download = async (): Promise<void> => {
    while (!heavy.isOver) {
      const bytes = await person.get(attachment?.url ?? '');
      if (bytes.length < BIG_BYTES) throw new Error(`A download of ${bytes.length} bytes.`);
      heavy.done.downloads++;
    }
  };
  await Promise.all([search(), download()]);
}

async function urlsOf(person: Person, pages: number): Promise<string[]> {
  const { viewer } = await person.graphql(INBOX);
  const { id } = viewer.accounts[0].mailbox;
  const urls: string[] = [];
  for (let page = 0, after: string | undefined; page < pages; page++) {
    const { node } = await person.graphql(LIST, { id, after });
    urls.push(...(node.messages.nodes as { documentUrl: string }[]).map(({ documentUrl }) => documentUrl));
    after = node.messages.pageInfo.endCursor;
  }
  return urls;
}

async function openings(person: Person, urls: readonly string[], isOver: () => boolean): Promise<number[]> {
  const times: number[] = [];
  for (const url of urls) {
    if (isOver()) break;
    times.push(await elapsed(() => person.get(url)));
    await sleep(20);
  }
  return times;
}

function bigMessage(): Buffer {
  const line = `${'QUJD'.repeat(19)}\r\n`;
  const lines = Math.ceil((BIG_BYTES * 4) / 3 / 76) + 1;
  return Buffer.from(
    `From: a@b.example\r\nSubject: Big\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n` +
      `--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b\r\nContent-Type: application/octet-stream\r\n` +
      `Content-Disposition: attachment; filename=big.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n${line.repeat(lines)}--b--\r\n`,
  );
}
