// One message marked, and one moved, through the API, beside imapflow doing the same to another message on an open
// connection. A newcomer's trap: a move takes messages out of the list, so each run has one of its own.
import { bothWays, type Way } from './far.ts';
import { openFlow } from './flow.ts';
import { alternate, elapsed } from './measure.ts';
import { type Data, quiet, startProduct } from './product.ts';
import { figures, type Report } from './report.ts';
import { type Mailstore, PASSWORD, SIZES, withEach } from './stores.ts';

const RUNS = 21;
const START =
  '{ viewer { accounts { inbox: mailbox(role: INBOX) { id messages(first: 100) { nodes { id } } } archive: mailbox(role: ARCHIVE) { id } } } }';
const FLAG =
  'mutation ($id: ID!) { setFlags(target: { messageIds: [$id] }, add: [FLAGGED]) { done failed problem { code } } }';
const MOVE =
  'mutation ($id: ID!, $to: ID!) { moveMessages(target: { messageIds: [$id] }, to: $to) { done failed problem { code } } }';

export const flag = (report: Report): Promise<void> => each('flag', report);
export const move = (report: Report): Promise<void> => each('move', report);

async function each(what: 'flag' | 'move', report: Report): Promise<void> {
  await withEach({}, async (store) => {
    for (const size of SIZES) await bothWays(store, (way) => measure(what, store, way, size, report));
  });
}

async function measure(
  what: 'flag' | 'move',
  store: Mailstore,
  way: Way,
  size: number,
  report: Report,
): Promise<void> {
  const figure = figures(report, `${store.format}, ${size} messages, ${way.name}`);
  const user = store.owner(size);
  const product = await startProduct(store.servers(way.port));
  const flow = await openFlow(way.place(user));
  try {
    const { person, data } = await product.signIn(user, PASSWORD, START);
    const { inbox, archive } = data.viewer.accounts[0];
    const ids = (inbox.messages.nodes as { id: string }[]).map(({ id }) => id);
    const uids = (await flow.fetchAll('1:50', { uid: true })).map(({ uid }) => uid);
    await quiet(product);
    // What is marked already is not marked again, near or far.
    const turn = way.rttMs === 0 ? 0 : 1;
    const counts: number[] = [];
    const wall = await alternate(
      RUNS,
      (run) =>
        elapsed(async () => {
          const uid = String(uids[2 * run + turn]);
          const done =
            what === 'flag'
              ? await flow.messageFlagsAdd(uid, ['\\Flagged'], { uid: true })
              : await flow.messageMove(uid, 'Archive', { uid: true });
          if (!done) throw new Error('imapflow was refused.');
        }),
      async (run) => {
        const id = ids[2 * run + turn];
        await product.usage();
        const ms = await elapsed(async () => {
          const answer: Data = await person.graphql(what === 'flag' ? FLAG : MOVE, { id, to: archive.id });
          const [{ done }] = Object.values(answer) as [{ done: number }];
          if (done !== 1) throw new Error(JSON.stringify(answer));
        });
        const { commands } = await product.usage();
        counts.push(commands.length);
        if (run === 0) console.error(`${what}: ${commands.join(' ')}`);
        return ms;
      },
    );
    figure('commands, median', counts.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN, 'commands', {
      bar: 1,
    });
    figure('wall', wall.product, 'ms', { floor: wall.floor, times: 1.2 });
    person.end();
  } finally {
    flow.close();
    await product.stop();
  }
}
