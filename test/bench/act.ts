// One message marked, and one moved, through the API, beside imapflow doing the same to another message on an open
// connection. A newcomer's trap: a move takes messages out of the list, so each run has one of its own.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import { bothWays, type Way } from './far.ts';
import { openFlow } from './flow.ts';
import { alternate, elapsed } from './measure.ts';
import { openStore } from './own-store.ts';
import { type Data, quiet, startProduct } from './product.ts';
import type { Place } from './raw-imap.ts';
import { figures, type Report } from './report.ts';
import { type Mailstore, PASSWORD, SIZES, withEach } from './stores.ts';

const RUNS = 21;
/** Both are measured as in a process that has run for a while, which the engine takes some hundred calls for. */
const WARM_UP = 40;
const TOGGLES = 400;
const START =
  '{ viewer { accounts { inbox: mailbox(role: INBOX) { id messages(first: 150) { nodes { id } } } archive: mailbox(role: ARCHIVE) { id } } } }';
const FLAG =
  'mutation ($id: ID!) { setFlags(target: { messageIds: [$id] }, add: [FLAGGED]) { done failed problem { code } } }';
const UNFLAG = FLAG.replace('add:', 'remove:');
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
    const act = async (id: string | undefined): Promise<void> => {
      const answer: Data = await person.graphql(what === 'flag' ? FLAG : MOVE, { id, to: archive.id });
      const [{ done }] = Object.values(answer) as [{ done: number }];
      if (done !== 1) throw new Error(JSON.stringify(answer));
    };
    for (let n = 1; n <= WARM_UP / 2; n++) await act(ids.at(-(2 * n + turn)));
    if (what === 'flag' && turn === 0)
      for (let n = 0; n < TOGGLES; n++) await person.graphql(n % 2 === 0 ? FLAG : UNFLAG, { id: ids.at(-1) });
    const early = (await flow.fetchAll('60:140', { uid: true })).map(({ uid }) => uid);
    for (let n = 1; n <= WARM_UP / 2; n++)
      if (what === 'flag') await flow.messageFlagsAdd(`${early[2 * n + turn]}`, ['\\Flagged'], { uid: true });
      else await flow.messageMove(`${early[2 * n + turn]}`, 'Archive', { uid: true });
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
        const ms = await elapsed(() => act(id));
        const { commands } = await product.usage();
        counts.push(commands.length);
        if (run === 0) console.error(`${what}: ${commands.join(' ')}`);
        return ms;
      },
    );
    figure('commands, median', counts.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN, 'commands', {
      bar: 1,
    });
    figure('wall, through HTTP and GraphQL', wall.product, 'ms', { floor: wall.floor, times: 1.2 });
    person.end();
    const bare = await alone(what, way.place(user), flow, turn);
    figure('wall, the store alone', bare.product, 'ms', { floor: bare.floor, times: 1.2 });
  } finally {
    flow.close();
    await product.stop();
  }
}

/** Without HTTP around it, which has a price of its own. */
async function alone(
  what: 'flag' | 'move',
  place: Place,
  flow: ImapFlow,
  turn: number,
): Promise<{ product: number; floor: number }> {
  const own = openStore(place);
  try {
    const inbox = (await own.mailboxes()).find(({ role }) => role === 'INBOX')?.locator ?? '';
    const page = async (offset: number): Promise<string[]> =>
      (await own.page(inbox, { limit: 100, offset })).rows.map(({ header }) => header.locator);
    const [mine, theirs] = [await page(300), await page(500)];
    for (let n = 0; n < TOGGLES && what === 'flag' && turn === 0; n++) {
      const marks =
        n % 2 === 0 ? { add: ['FLAGGED' as const], remove: [] } : { add: [], remove: ['FLAGGED' as const] };
      await own.flags?.set([theirs.at(-1) ?? ''], marks);
    }
    for (let last = -1; last !== own.stats().commands; await sleep(300)) last = own.stats().commands;
    return await alternate(
      RUNS,
      (run) =>
        elapsed(async () => {
          const uid = theirs[2 * run + turn]?.split('.')[1] ?? '';
          if (what === 'flag') await flow.messageFlagsAdd(uid, ['\\Flagged'], { uid: true });
          else await flow.messageMove(uid, 'Archive', { uid: true });
        }),
      (run) =>
        elapsed(async () => {
          const id = mine[2 * run + turn] ?? '';
          if (what === 'flag') await own.flags?.set([id], { add: ['FLAGGED'], remove: [] });
          else await own.filing?.move([id], 'Archive');
        }),
    );
  } finally {
    await own.close();
  }
}
