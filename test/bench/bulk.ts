// Ten thousand messages marked and a thousand moved in one call, beside imapflow doing the same to the same set of
// UIDs; and what another person waits for a message in the meantime. A newcomer's trap: to mark what is marked
// already costs a server nothing, so each run sets another mark, and floor and product take turns.
import { bothWays, type Way } from './far.ts';
import { openFlow } from './flow.ts';
import { alternate, elapsed, percentile } from './measure.ts';
import { type Data, type Person, quiet, startProduct } from './product.ts';
import { figures, type Report } from './report.ts';
import { type Mailstore, PASSWORD, withEach } from './stores.ts';

const MANY = 10_000;
const MOVED = 1_000;
const RUNS = 5;
const OTHER = 200;
const START =
  '{ viewer { accounts { inbox: mailbox(role: INBOX) { id messages(first: 100) { nodes { id documentUrl } } } archive: mailbox(role: ARCHIVE) { id } } } }';
const FLAG = `mutation ($id: ID!, $add: [SystemFlag!]!, $remove: [SystemFlag!]!) {
  setFlags(target: { mailboxId: $id }, add: $add, remove: $remove, options: { maxAffected: 100000 }) { done failed problem { code message } } }`;
const MOVE = `mutation ($ids: [ID!]!, $to: ID!) {
  moveMessages(target: { messageIds: $ids }, to: $to) { done failed problem { code message } } }`;
const NEXT =
  'query ($id: ID!, $after: String) { node(id: $id) { ... on Mailbox { messages(first: 200, after: $after) { nodes { id } pageInfo { endCursor } } } } }';

export async function bulk(report: Report): Promise<void> {
  await withEach({ sizes: [MANY, OTHER] }, (store) => bothWays(store, (way) => measure(store, way, report)));
}

async function measure(store: Mailstore, way: Way, report: Report): Promise<void> {
  const figure = figures(report, `${store.format}, ${way.name}`);
  const user = store.owner(MANY);
  const product = await startProduct(store.servers(way.port));
  const flow = await openFlow(way.place(user));
  try {
    const { person, data } = await product.signIn(user, PASSWORD, START);
    const other = await product.signIn(store.owner(OTHER), PASSWORD, START);
    const urls = (other.data.viewer.accounts[0].inbox.messages.nodes as { documentUrl: string }[]).map(
      ({ documentUrl }) => documentUrl,
    );
    const { inbox, archive } = data.viewer.accounts[0];
    // Who marks a mailbox has been reading in it, so it is followed.
    for (let look = 0; look < 2; look++) await person.graphql(NEXT, { id: inbox.id });
    await quiet(product);

    await product.watchLoop();
    const alone = await openings(other.person, urls.slice(0, 30), async () => {});
    const meanwhile: number[] = [];
    let longest = 0;
    const marked = await alternate(
      RUNS,
      (run) =>
        elapsed(async () => {
          const change = run % 2 === 0 ? 'messageFlagsAdd' : 'messageFlagsRemove';
          if (!(await flow[change]('1:*', ['\\Answered'], { uid: true, silent: true } as never)))
            throw new Error('imapflow was refused.');
        }),
      async (run) => {
        const set = run % 2 === 0 ? { add: ['FLAGGED'], remove: [] } : { add: [], remove: ['FLAGGED'] };
        let ms = 0;
        await product.usage();
        const opened = await openings(other.person, urls.slice(30 + run * 10), async () => {
          ms = await elapsed(() => changed(person, FLAG, { id: inbox.id, ...set }));
        });
        const { commands, late } = await product.usage();
        longest = Math.max(longest, late?.max ?? 0);
        if (run === 0) console.error(`flag: ${commands.join(' ')}`);
        meanwhile.push(...opened);
        return ms;
      },
    );
    figure('flag 10,000, wall', marked.product, 'ms', { floor: marked.floor, times: 1.5 });
    figure('another opens a message meanwhile, p99', percentile(meanwhile, 99), 'ms', {
      floor: percentile(alone, 99),
      bar: percentile(alone, 99) + 2 * way.rttMs + 25,
    });

    figure('longest wait of the event loop', longest, 'ms');

    const ids: string[] = [];
    for (let after: string | undefined; ids.length < 3 * MOVED; ) {
      const { node } = await person.graphql(NEXT, { id: inbox.id, after });
      ids.push(...(node.messages.nodes as { id: string }[]).map(({ id }) => id));
      after = node.messages.pageInfo.endCursor;
    }
    const low = (await flow.fetchAll(`1:${3 * MOVED}`, { uid: true })).map(({ uid }) => uid);
    const set = (all: readonly number[], run: number): string =>
      all.slice(run * MOVED, (run + 1) * MOVED).join(',');
    const moved = await alternate(
      3,
      (run) =>
        elapsed(async () => {
          if (!(await flow.messageMove(set(low, run), 'Archive', { uid: true })))
            throw new Error('imapflow was refused.');
        }),
      (run) =>
        elapsed(() =>
          changed(person, MOVE, { ids: ids.slice(run * MOVED, (run + 1) * MOVED), to: archive.id }),
        ),
    );
    figure('move 1,000, wall', moved.product, 'ms', { floor: moved.floor, times: 1.5 });
    // The next way begins with as many messages.
    await flow.mailboxOpen('Archive');
    await flow.messageMove('1:*', 'INBOX', { uid: true });
    person.end();
    other.person.end();
  } finally {
    flow.close();
    await product.stop();
  }
}

async function changed(person: Person, query: string, variables: Record<string, unknown>): Promise<void> {
  const answer: Data = await person.graphql(query, variables);
  const [{ done, failed, problem }] = Object.values(answer) as [
    { done: number; failed: number; problem: unknown },
  ];
  if (failed > 0 || problem || done === 0) throw new Error(JSON.stringify(answer).slice(0, 500));
}

/** Opens one message after the other while the work goes on, at least five of them. */
async function openings(
  person: Person,
  urls: readonly string[],
  work: () => Promise<void>,
): Promise<number[]> {
  const times: number[] = [];
  let working = true;
  const end = work().finally(() => {
    working = false;
  });
  const least = Math.min(urls.length, 30);
  for (const [at, url] of urls.entries()) {
    if (!working && at >= Math.min(least, 5)) break;
    times.push(await elapsed(() => person.get(url)));
  }
  await end;
  return times;
}
