// A page of 50 rows from 1,000 and from 100,000 messages: the product over HTTP and GraphQL, beside a raw
// socket that fetches the same items from the same Dovecot, in turn. Also what the process takes: CPU and memory.
import { startDovecot } from '../../demo/dovecot.ts';
import { seedMany } from '../../demo/seed/bulk.ts';
import { startPosternProcess } from '../support/postern-process.ts';
import { alternate, cpuMs, elapsed, median, residentMb } from './measure.ts';
import { openRawImap } from './raw-imap.ts';
import type { Report } from './run.ts';

const RUNS = 41;
const PASSWORD = 'correct horse';
const SIZES = [1_000, 100_000];
const ROWS = `nodes { id subject from { display } receivedAt size flags hasAttachments } pageInfo { endCursor hasNextPage }`;
const FIRST = `{ viewer { accounts { mailbox(role: INBOX) { id messages(first: 50) { ${ROWS} } } } } }`;
const NEXT = `query ($id: ID!, $after: String) { node(id: $id) { ... on Mailbox { messages(first: 50, after: $after) { ${ROWS} } } } }`;
const ITEMS =
  '(UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (REFERENCES)])';

export async function list(report: Report): Promise<void> {
  const users = SIZES.map((size) => ({ name: `m${size}@bench.example`, password: PASSWORD, size }));
  const dovecot = await startDovecot({ users });
  try {
    for (const { name, size } of users) {
      console.error(`seeding ${size} messages`);
      await seedMany(
        { host: dovecot.host, port: dovecot.imaps, ca: dovecot.ca, user: name, password: PASSWORD },
        size,
      );
    }
    for (const user of users) await measure(user.name, user.size, dovecot, report);
  } finally {
    await dovecot.stop();
  }
}

async function measure(
  name: string,
  size: number,
  dovecot: Awaited<ReturnType<typeof startDovecot>>,
  report: Report,
): Promise<void> {
  const postern = await startPosternProcess({
    'bench.example': {
      incoming: `imaps://localhost:${dovecot.imaps}`,
      outgoing: 'smtps://localhost:465',
      ca: dovecot.caFile,
    },
  });
  const raw = await openRawImap(dovecot.imaps, dovecot.ca, name, PASSWORD);
  const figure = (metric: string, value: number, unit: string, floor: number | null = null) =>
    report({
      case: `${size} messages`,
      metric,
      value,
      unit,
      floor,
      ratio: floor === null ? null : value / floor,
      bar: null,
      ok: null,
    });
  try {
    await raw.command('SELECT INBOX');
    figure('resident memory before sign-in', residentMb(postern.pid), 'MB');
    const signIn = await elapsed(async () => postern.signIn(name, PASSWORD, FIRST));
    figure('sign-in with the first page', signIn, 'ms');
    figure('resident memory after sign-in', residentMb(postern.pid), 'MB');

    const floor = () => raw.command(`FETCH ${size - 49}:* ${ITEMS}`);
    const first = () => postern.graphql(FIRST);
    await floor();
    await first();
    const warm = await alternate(RUNS, floor, first);
    figure('first page again, wall', warm.product, 'ms', warm.floor);

    const bytes = (await floor()).length;
    figure('bytes of the raw answer', bytes, 'B');
    figure('bytes of our answer', JSON.stringify(await first()).length, 'B', bytes);

    const before = cpuMs(postern.pid);
    for (let run = 0; run < 200; run++) await first();
    figure('CPU of our process for a page', (cpuMs(postern.pid) - before) / 200, 'ms');

    const older = await olderPages(postern, 20);
    figure('next older page, not seen before, wall', older, 'ms');
  } finally {
    raw.end();
    await postern.stop();
  }
}

/** Pages towards the past, none of which was asked for before. */
async function olderPages(
  postern: Awaited<ReturnType<typeof startPosternProcess>>,
  pages: number,
): Promise<number> {
  const start = (await postern.graphql(FIRST)) as {
    viewer: { accounts: [{ mailbox: { id: string; messages: { pageInfo: { endCursor: string } } } }] };
  };
  const { id, messages } = start.viewer.accounts[0].mailbox;
  const times: number[] = [];
  let after = messages.pageInfo.endCursor;
  for (let page = 0; page < pages && after; page++) {
    times.push(
      await elapsed(async () => {
        const { node } = (await postern.graphql(NEXT, { id, after })) as {
          node: { messages: { pageInfo: { endCursor: string; hasNextPage: boolean } } };
        };
        after = node.messages.pageInfo.hasNextPage ? node.messages.pageInfo.endCursor : '';
      }),
    );
  }
  return median(times);
}
