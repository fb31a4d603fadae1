// A 25 MB attachment over HTTP, beside a raw socket that fetches the same part in one command; how far the memory
// rises meanwhile; and how much is fetched to read the text beside a 20 MB attachment. A newcomer's trap: Postern fetches
// in pieces, so that others get their turn and nothing is held in whole; each piece far away costs a round trip.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { bothWays, type Way } from './far.ts';
import { openFlow } from './flow.ts';
import { alternate, elapsed } from './measure.ts';
import { type Person, quiet, startProduct } from './product.ts';
import { openRawImap } from './raw-imap.ts';
import { figures, type Report } from './report.ts';
import { type Mailstore, PASSWORD, withEach } from './stores.ts';

const RUNS = 5;
const SIZE = 10;
const MB = 1024 * 1024;
const ROWS =
  '{ viewer { accounts { mailbox(role: INBOX) { messages(first: 2) { nodes { id documentUrl } } } } } }';
const FILES = 'query ($id: ID!) { node(id: $id) { ... on Message { attachments { url } } } }';

export async function download(report: Report): Promise<void> {
  await withEach({ sizes: [SIZE] }, async (store) => {
    const user = store.owner(SIZE);
    const flow = await openFlow({ ...store.dovecot, port: store.dovecot.imaps, user, password: PASSWORD });
    await flow.append('INBOX', withFile(20 * MB), [], new Date());
    await flow.append('INBOX', withFile(25 * MB), [], new Date());
    flow.close();
    await bothWays(store, (way) => measure(store, way, report));
  });
}

async function measure(store: Mailstore, way: Way, report: Report): Promise<void> {
  const figure = figures(report, `${store.format}, ${way.name}`);
  const user = store.owner(SIZE);
  const product = await startProduct(store.servers(way.line.port));
  const raw = await openRawImap({ ...way.place(user), port: way.line.port });
  try {
    await raw.command('EXAMINE INBOX');
    const { person, data } = await product.signIn(user, PASSWORD, ROWS);
    const [large, beside] = data.viewer.accounts[0].mailbox.messages.nodes;
    await quiet(product);
    const before = way.line.bytes().down;
    await Promise.all([person.get(beside.documentUrl), person.graphql(FILES, { id: beside.id })]);
    figure('text and list of files beside 20 MB', way.line.bytes().down - before, 'bytes from the server', {
      bar: 5 * 1024,
    });
    const { node } = await person.graphql(FILES, { id: large.id });
    const url = new URL(node.attachments[0].url, product.url);
    // Warm, so that growth is the download's own.
    await read(person, url);
    await product.usage(true);
    const { floor, product: ours } = await alternate(
      RUNS,
      () => elapsed(() => raw.command(`FETCH ${SIZE + 2} (UID BODY.PEEK[2])`)),
      () => elapsed(() => read(person, url)),
    );
    figure('25 MB, wall', ours, 'ms', { floor, times: 1.2 });
    await product.usage(true);
    const idle = residentOf(product.pid);
    let most = idle;
    const timer = setInterval(() => {
      most = Math.max(most, residentOf(product.pid));
    }, 5);
    await read(person, url);
    clearInterval(timer);
    figure('25 MB, memory above idle', (most - idle) / MB, 'MB', { bar: 10 });
    person.end();
  } finally {
    raw.end();
    await product.stop();
  }
}

/** Throws away what comes, as a browser's disk does. */
function read({ headers }: Person, url: URL): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${response.statusCode}`));
      response.on('error', reject).on('end', resolve).resume();
    });
    request.on('error', reject);
  });
}

const residentOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;

function withFile(size: number): Buffer {
  const lines = `${'QUJD'.repeat(19)}\r\n`.repeat(Math.ceil(size / 57));
  return Buffer.from(
    `From: Shop <shop@shop.example>\r\nSubject: ${size}\r\nMessage-ID: <${size}-${Date.now()}@shop.example>\r\nMIME-Version: 1.0\r\n` +
      'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nIt is attached.\r\n' +
      `--b\r\nContent-Type: application/octet-stream; name=file.bin\r\nContent-Disposition: attachment; filename=file.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines}--b--\r\n`,
  );
}
