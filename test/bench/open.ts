// Opening a small HTML message whose row is known: its safe document over HTTP, beside a raw socket that fetches
// the same part. A newcomer's trap: the app asks for the document and the head side by side; both are measured.
import { bothWays, type Way } from './far.ts';
import { openFlow } from './flow.ts';
import { elapsed, median } from './measure.ts';
import { type Person, quiet, startProduct } from './product.ts';
import { openRawImap } from './raw-imap.ts';
import { figures, type Report } from './report.ts';
import { type Mailstore, PASSWORD, SIZES, withEach } from './stores.ts';

const RUNS = 21;
const HEAD =
  'query ($id: ID!) { node(id: $id) { ... on Message { id subject sender { display } cc { display } rawUrl attachments { id filename size } } } }';

export async function open(report: Report): Promise<void> {
  const size = SIZES[0] ?? 10_000;
  await withEach({ sizes: [size] }, async (store) => {
    const flow = await openFlow({
      ...store.dovecot,
      port: store.dovecot.imaps,
      user: store.owner(size),
      password: PASSWORD,
    });
    for (let at = 0; at < 2 * RUNS; at++) await flow.append('INBOX', newsletter(at), [], new Date());
    flow.close();
    await bothWays(store, (way) => measure(store, way, size, report));
  });
}

async function measure(store: Mailstore, way: Way, size: number, report: Report): Promise<void> {
  const figure = figures(report, `${store.format}, ${size} messages, ${way.name}`);
  const user = store.owner(size);
  const product = await startProduct(store.servers(way.port));
  const raw = await openRawImap(way.place(user));
  try {
    await raw.command('EXAMINE INBOX');
    const rows =
      '{ viewer { accounts { mailbox(role: INBOX) { messages(first: 50) { nodes { id documentUrl } } } } } }';
    const { person, data } = await product.signIn(user, PASSWORD, rows);
    const all = data.viewer.accounts[0].mailbox.messages.nodes as { id: string; documentUrl: string }[];
    // Each way opens messages that the server has not just been asked for.
    const ours = all.slice(0, 2 * RUNS).filter((_, at) => at % 2 === (way.rttMs > 0 ? 1 : 0));
    await quiet(product);
    const times: Record<'floor' | 'first' | 'turns' | 'commands' | 'again' | 'both', number[]> = {
      ...{ floor: [], first: [], turns: [], commands: [], again: [], both: [] },
    };
    for (const [at, { id, documentUrl }] of ours.entries()) {
      const seq = size + 2 * RUNS - at;
      times.floor.push(await elapsed(() => raw.command(`FETCH ${seq} (UID BODY.PEEK[2])`)));
      await product.usage();
      const turns = way.line.turns();
      times.first.push(await elapsed(() => document(person, documentUrl)));
      times.turns.push(way.line.turns() - turns);
      times.commands.push((await product.usage()).commands.length);
      times.again.push(await elapsed(() => document(person, documentUrl)));
      times.both.push(
        await elapsed(() => Promise.all([document(person, documentUrl), person.graphql(HEAD, { id })])),
      );
    }
    const floor = median(times.floor);
    figure('first time, wall', median(times.first), 'ms', {
      floor,
      bar: way.rttMs === 0 ? 8 : floor + 8,
    });
    figure('first time', median(times.commands), 'commands', { bar: 1 });
    if (way.rttMs > 0) figure('first time', median(times.turns), 'round trips', { bar: 1 });
    figure('again, wall', median(times.again), 'ms', { bar: 2 });
    figure('again with its head side by side, wall', median(times.both), 'ms');
    person.end();
  } finally {
    raw.end();
    await product.stop();
  }
}

async function document(person: Person, url: string): Promise<void> {
  const bytes = await person.get(url);
  if (!bytes.includes('Number')) throw new Error('That is not the message.');
}

/** About 6 KB, as a shop sends it. */
function newsletter(at: number): Buffer {
  const row =
    '<tr><td style="padding:8px;color:#333"><a href="https://shop.example/a">An offer</a> for you &amp; yours</td></tr>';
  return Buffer.from(
    `From: Shop <shop@shop.example>\r\nTo: you@bench.example\r\nSubject: Offers ${at}\r\nDate: ${new Date().toUTCString()}\r\n` +
      `Message-ID: <html-${at}-${Date.now()}@shop.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n` +
      `--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nNumber ${at}\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n` +
      `<html><head><style>td { font: 14px sans-serif }</style></head><body><h1>Number ${at}</h1><table>${`${row}\r\n`.repeat(45)}</table></body></html>\r\n--b--\r\n`,
  );
}
