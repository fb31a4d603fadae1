// A page of 50 that is already known: what it costs a process that does nothing else, beside Yoga returning the
// same rows from a constant. A newcomer's trap: CPU counts every thread of the process, and is measured under one
// client; requests a second under eight.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { firstLoad } from './first-load.ts';
import { newFolder } from './folder.ts';
import { type Launched, launch } from './launched.ts';
import type { Counted, Orders } from './load.ts';
import { alternate, elapsed } from './measure.ts';
import { quiet, startProduct } from './product.ts';
import { figures, type Report } from './report.ts';
import { type Mailstore, PASSWORD, SIZES, withEach } from './stores.ts';

const run = promisify(execFile);
const LOAD = fileURLToPath(new URL('./load.ts', import.meta.url));
const CONSTANT = new URL('./constant.ts', import.meta.url);
export const ROWS =
  'nodes { id subject from { name address display } sentAt receivedAt size flags hasAttachments documentUrl } pageInfo { endCursor hasNextPage }';
export const FIRST = `{ viewer { accounts { id mailbox(role: INBOX) { id messages(first: 50) { ${ROWS} } } } } }`;

export async function list(report: Report): Promise<void> {
  await firstLoad(report);
  await withEach({}, async (store) => {
    for (const size of SIZES) await warm(store, size, report);
  });
}

async function warm(store: Mailstore, size: number, report: Report): Promise<void> {
  const figure = figures(report, `${store.format}, ${size} messages, warm`);
  const folder = newFolder();
  const product = await startProduct(store.servers());
  let constant: Launched | null = null;
  try {
    const { person, data } = await product.signIn(store.owner(size), PASSWORD, FIRST);
    writeFileSync(join(folder.path, 'rows.json'), JSON.stringify(data));
    constant = await launch(CONSTANT, { ROWS_FILE: join(folder.path, 'rows.json') });
    await quiet(product);
    // The mailbox is followed from the first time somebody looks.
    await person.graphql(FIRST);
    await quiet(product);

    for (let page = 0; page < 20; page++) await person.graphql(FIRST);
    const { commands } = await product.usage();
    figure('IMAP commands for 20 pages', commands.length, 'commands', { bar: 0 });
    if (commands.length > 0) console.error(commands.join(' '));

    const orders = { headers: person.headers, body: JSON.stringify({ query: FIRST }) };
    const cpu = (of: Launched, url: string) => async (): Promise<number> => {
      await of.usage();
      await load({ ...orders, url, clients: 1, requests: 150 });
      return (await of.usage()).cpuMs / 150;
    };
    const [ours, theirs] = [`${product.url}graphql`, `${constant.url}graphql`];
    // So that both run what the engine makes of code that runs often.
    for (const url of [ours, theirs]) await load({ ...orders, url, clients: 1, requests: 400 });
    const spent = await alternate(7, cpu(constant, theirs), cpu(product, ours));
    figure('CPU a page', spent.product, 'ms', { floor: spent.floor, bar: 1.0 });
    figure('CPU a page, to the same rows from a constant', spent.product / spent.floor, 'times', {
      bar: 1.6,
    });

    const rate = (url: string) => async (): Promise<number> => {
      const { requests, ms } = await load({ ...orders, url, clients: 8, requests: 1000 });
      return (requests / ms) * 1000;
    };
    const rates = await alternate(3, rate(theirs), rate(ours));
    figure('pages a second, 8 clients', rates.product, '1/s', { floor: rates.floor, least: 900 });
    const wall = await alternate(
      41,
      () => elapsed(() => load1(theirs, orders)),
      () => elapsed(() => person.graphql(FIRST)),
    );
    figure('wall', wall.product, 'ms', { floor: wall.floor });
    person.end();
  } finally {
    await constant?.stop();
    await product.stop();
    folder.remove();
  }
}

async function load1(url: string, { headers, body }: Pick<Orders, 'headers' | 'body'>): Promise<void> {
  await (await fetch(url, { method: 'POST', headers, body })).text();
}

async function load(orders: Orders): Promise<Counted> {
  const { stdout } = await run(process.execPath, [LOAD, JSON.stringify(orders)]);
  return JSON.parse(stdout) as Counted;
}
