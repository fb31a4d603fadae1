// The first touch of a page anywhere in a list: one FETCH and nothing else, beside imapflow that fetches the same
// fields of as many messages elsewhere in the same mailbox. A newcomer's trap: no page is touched twice, by either.
import { bothWays, type Way } from './far.ts';
import { openFlow, ROW } from './flow.ts';
import { FIRST, ROWS } from './list.ts';
import { alternate, elapsed, timed } from './measure.ts';
import { type Data, type Person, quiet, startProduct } from './product.ts';
import { figures, type Report } from './report.ts';
import { type Mailstore, PASSWORD, SIZES, withEach } from './stores.ts';

const RUNS = 15;
/** A page and its snippets, which the app asks for in a second request. */
const PREVIEWS = 'nodes { id preview }';

export async function touch(report: Report): Promise<void> {
  await withEach({}, async (store) => {
    for (const size of SIZES) await bothWays(store, (way) => pages(store, size, way, report));
  });
}

async function pages(store: Mailstore, size: number, way: Way, report: Report): Promise<void> {
  const figure = figures(report, `${store.format}, ${size} messages, ${way.name}`);
  const product = await startProduct(store.servers(way.port));
  const flow = await openFlow(way.place(store.owner(size)));
  try {
    const { person, data } = await product.signIn(store.owner(size), PASSWORD, FIRST);
    const { id } = data.viewer.accounts[0].mailbox;
    const deep = await commandsOf(product, () => page(person, id, Math.floor(size * 0.7) + 7));
    figure('first deep page, index not known', deep.ms, 'ms');
    console.error(`commands of that and of the index: ${deep.commands.join(' ')}`);
    await quiet(product);

    // Far enough from each other that no block of rows reaches from one to the next.
    const step = Math.floor(size / (2 * RUNS + 4));
    const counts: number[] = [];
    const wall = await alternate(
      RUNS,
      timed(async (run) => {
        const last = size - (2 * run + 1) * step;
        await flow.fetchAll(`${last - 49}:${last}`, ROW);
      }),
      async (run) => {
        const touched = await commandsOf(product, () => page(person, id, (2 * run + 2) * step));
        counts.push(touched.commands.length);
        if (touched.rows !== 50) throw new Error(`A page of ${touched.rows} rows.`);
        return touched.ms;
      },
    );
    figure('commands of a page, at most', Math.max(...counts), 'commands', { bar: 1 });
    figure(
      'page anywhere, wall',
      wall.product,
      'ms',
      way.rttMs === 0 ? { floor: wall.floor, times: 1.3 } : { floor: wall.floor, bar: wall.floor + 10 },
    );
    const again = await elapsed(() => page(person, id, 2 * step));
    figure('the same page again, wall', again, 'ms');
    const snippets = await commandsOf(product, () => page(person, id, 2 * step, PREVIEWS));
    figure('snippets of a known page, wall', snippets.ms, 'ms');
    figure('snippets of a known page', snippets.commands.length, 'commands');
    person.end();
  } finally {
    flow.close();
    await product.stop();
  }
}

async function page(person: Person, id: string, offset: number, rows = ROWS): Promise<number> {
  const data: Data = await person.graphql(
    `query ($id: ID!, $offset: Int) { node(id: $id) { ... on Mailbox { messages(first: 50, offset: $offset) { ${rows} } } } }`,
    { id, offset },
  );
  return data.node.messages.nodes.length;
}

async function commandsOf(
  product: Awaited<ReturnType<typeof startProduct>>,
  work: () => Promise<number>,
): Promise<{ ms: number; commands: string[]; rows: number }> {
  await product.usage();
  let rows = 0;
  const ms = await elapsed(async () => {
    rows = await work();
  });
  return { ms, commands: (await product.usage()).commands, rows };
}
