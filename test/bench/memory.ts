// What a message costs in the index, and a signed-in account that nobody uses, in memory of the process. A
// newcomer's trap: what is measured is what the process holds after a garbage collection (index), or its resident
// pages (accounts), which the allocator gives back late; so accounts are measured as a slope over many.
import { setTimeout as sleep } from 'node:timers/promises';
import { startDovecot } from '../../demo/dovecot.ts';
import { launch } from './launched.ts';
import { FIRST, ROWS } from './list.ts';
import { type Person, type Product, quiet, startProduct } from './product.ts';
import { figures, type Report } from './report.ts';
import { PASSWORD, SIZES, withMail } from './stores.ts';

/** A sign-in takes a tenth of a second of one core, so a thousand accounts are for who has the time. */
const ACCOUNTS = Number(process.env.BENCH_ACCOUNTS ?? 300);
const WARM_UP = 30;
/** After so long nobody's rows lie ready as objects any more. */
const AWAY_MS = 95_000;
const CACHE_BYTES = 8 * 1024 * 1024;
const EVENTS = 'subscription { events { kind } }';

export async function memory(report: Report): Promise<void> {
  await index(report);
  if (ACCOUNTS > 0) await accounts(report);
}

/** Of messages whose rows nobody looked at: two sizes, and what lies between them. */
async function index(report: Report): Promise<void> {
  const [small = 10_000, large = 100_000] = SIZES;
  await withMail('mdbox', { sizes: SIZES }, async (store) => {
    const figure = figures(report, `${large} messages`);
    const held = async (size: number, work: (product: Product) => Promise<void>): Promise<number> => {
      const product = await startProduct(store.servers(), { POSTERN_CACHE_BYTES: '64M' });
      try {
        const { person } = await product.signIn(store.owner(size), PASSWORD, FIRST);
        await followed(product, person);
        await work(product);
        return (await product.usage(true)).heldBytes;
      } finally {
        await product.stop();
      }
    };
    const nothing = async (): Promise<void> => {};
    const bytes = (await held(large, nothing)) - (await held(small, nothing));
    figure('index of a message', bytes / (large - small), 'B', { bar: 40 });
    await bound(store.owner(large), store.servers(), report, large);
  });
}

/** Looks until a page needs no command, so that the index is known to be there. */
async function followed(product: Product, person: Person): Promise<void> {
  for (let look = 0; look < 10; look++) {
    await quiet(product, 1500);
    await person.graphql(FIRST);
    if ((await product.usage()).commands.length === 0) return;
  }
  throw new Error('The mailbox is not followed.');
}

/** Every page of a large mailbox through a cache that holds a small part of it. */
async function bound(
  user: string,
  servers: Parameters<typeof startProduct>[0],
  report: Report,
  size: number,
): Promise<void> {
  const figure = figures(report, `${size} messages, cache of ${CACHE_BYTES / 1024 / 1024} MB`);
  const product = await startProduct(servers, { POSTERN_CACHE_BYTES: '8M' });
  try {
    const { person, data } = await product.signIn(user, PASSWORD, FIRST);
    const { id } = data.viewer.accounts[0].mailbox;
    await followed(product, person);
    const before = (await product.usage(true)).heldBytes;
    let most = 0;
    let after: string | undefined;
    for (let page = 0; page < 150; page++) {
      const { node } = await person.graphql(
        `query ($id: ID!, $after: String) { node(id: $id) { ... on Mailbox { messages(first: 200, after: $after) { ${ROWS} } } } }`,
        { id, after },
      );
      after = node.messages.pageInfo.endCursor;
      if (page % 15 === 14) most = Math.max(most, (await product.usage(true)).heldBytes - before);
    }
    figure('held after 30,000 rows', most, 'B', { bar: CACHE_BYTES * 1.05 });
    person.end();
  } finally {
    await product.stop();
  }
}

async function accounts(report: Report): Promise<void> {
  const certificates = await startDovecot({ users: [] });
  const { certFile, keyFile, caFile } = certificates;
  const server = await launch(new URL('./small-imap.ts', import.meta.url), {
    CERT_FILE: certFile,
    KEY_FILE: keyFile,
  });
  try {
    const { port } = new URL(server.url);
    const servers = { 'bench.example': { incoming: `imaps://localhost:${port}`, ca: caFile } };
    for (const lanes of [1, 2] as const) {
      const product = await startProduct(servers, {
        POSTERN_CACHE_BYTES: '256M',
        POSTERN_IDLE_CLOSE: '3600',
      });
      const ends: (() => void)[] = [];
      const signIn = async (at: number): Promise<void> => {
        const { person } = await product.signIn(`a${at}@bench.example`, PASSWORD, FIRST);
        // Somebody who follows his mailbox has a connection that idles there.
        if (lanes === 2) ends.push(await person.events(EVENTS, {}, () => {}));
        else person.end();
      };
      try {
        for (let at = 0; at < WARM_UP; at++) await signIn(at);
        await sleep(AWAY_MS);
        const before = (await product.usage(true)).residentMb;
        let next = WARM_UP;
        const clients = Array.from({ length: 4 }, async () => {
          while (next < WARM_UP + ACCOUNTS) await signIn(next++);
        });
        await Promise.all(clients);
        // Idle: what is kept ready for who is at it has been put away.
        await sleep(AWAY_MS);
        const { residentMb } = await product.usage(true);
        const figure = figures(
          report,
          `${ACCOUNTS} accounts, ${lanes === 1 ? 'nobody follows' : 'all followed'}`,
        );
        figure('resident memory an account', ((residentMb - before) * 1024) / ACCOUNTS, 'KB', {
          bar: lanes === 1 ? 120 : 220,
        });
      } finally {
        for (const end of ends) end();
        await product.stop();
      }
    }
  } finally {
    await server.stop();
    await certificates.stop();
  }
}
