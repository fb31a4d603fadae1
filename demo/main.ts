// `npm run demo`: a private mail server full of lifelike mail, and Postern in front of it. A newcomer's trap:
// everything that runs is bound to this process by keepProcess (child.ts), so nothing outlives it, and
// everything that is written lies in one temporary folder.
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { buildWeb, ROOT } from './build.ts';
import { makeCertificate } from './certificate.ts';
import { keepProcess } from './child.ts';
import { type Dovecot, startDovecot } from './dovecot.ts';
import { lanAddresses, lanNames } from './lan.ts';
import { ensurePackages, MAIL_PACKAGES } from './packages.ts';
import { isFree } from './ports.ts';
import { seedMailbox } from './seed/seed.ts';
import { type Submission, startSubmission } from './submission.ts';
import { progressLine, quietWhenTerminalGoes, say } from './terminal.ts';

const PASSWORD = 'lighthouse';
const ALICE = { name: 'Alice Rowan', address: 'alice@demo.example' };
const BOB = { name: 'Bob Tarrant', address: 'bob@pop.example' };

const tasks: (() => Promise<unknown>)[] = [];
let stopping: Promise<void> | null = null;

/** Undoes everything in reverse order; a second call waits for the first. */
function stopAll(): Promise<void> {
  stopping ??= (async () => {
    for (const task of tasks.reverse()) await task().catch(() => undefined);
  })();
  return stopping;
}

async function leave(code: number): Promise<never> {
  // A second Ctrl-C does not wait; the keepers do the rest.
  if (stopping) process.exit(code);
  await stopAll();
  process.exit(code);
}

function readArguments(): { lan: boolean; port: number | null } {
  const options = { lan: { type: 'boolean', default: false }, port: { type: 'string' } } as const;
  const { values } = parseArgs({ options });
  const port = values.port === undefined ? null : Number(values.port);
  if (port !== null && !(Number.isInteger(port) && port > 0 && port < 65536))
    throw new Error('--port takes a number from 1 to 65535.');
  return { lan: values.lan, port };
}

async function choosePort(host: string, wanted: number | null): Promise<number> {
  if (wanted !== null && !(await isFree(wanted, host))) throw new Error(`Port ${wanted} is taken.`);
  for (let port = wanted ?? 8080; port < 65536; port++) if (await isFree(port, host)) return port;
  throw new Error('There is no free port.');
}

/** Fills both mailboxes and says how far it is. */
async function fill(dovecot: Dovecot): Promise<void> {
  const now = new Date(Math.floor(Date.now() / 60_000) * 60_000);
  const counts = [0, 0];
  const line = progressLine((done) =>
    Number.isFinite(done)
      ? `Filling two mailboxes: ${done} of 2000 ...`
      : 'Filled two mailboxes with 1000 messages each.',
  );
  const target = { host: dovecot.host, port: dovecot.imaps, ca: dovecot.ca, password: PASSWORD };
  const show = (user: 0 | 1) => (done: number) => {
    counts[user] = done;
    line.show((counts[0] ?? 0) + (counts[1] ?? 0));
  };
  await Promise.all([
    seedMailbox({ ...target, user: ALICE.address }, { me: ALICE, other: BOB, now }, show(0)),
    seedMailbox({ ...target, user: BOB.address }, { me: BOB, other: ALICE, now, inboxOnly: true }, show(1)),
  ]);
  line.end();
}

interface Place {
  folder: string;
  host: string;
  port: number;
  tls: { certFile: string; keyFile: string } | null;
}

/** Starts Postern and waits until it answers. Ends the demo should Postern end. */
async function startPostern(place: Place, dovecot: Dovecot, submission: Submission): Promise<void> {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('POSTERN_'));
  const outgoing = `smtp://127.0.0.1:${submission.smtp}`;
  const servers = {
    'demo.example': { incoming: `imaps://127.0.0.1:${dovecot.imaps}`, outgoing, ca: dovecot.caFile },
    'pop.example': { incoming: `pop3s://127.0.0.1:${dovecot.pop3s}`, outgoing, ca: dovecot.caFile },
  };
  const logFile = join(place.folder, 'postern.log');
  const postern = keepProcess(process.execPath, [join(ROOT, 'server/main.ts')], {
    ...{ folder: place.folder, logFile },
    env: {
      ...Object.fromEntries(own),
      POSTERN_HOST: place.host,
      POSTERN_PORT: String(place.port),
      POSTERN_DATA: join(place.folder, 'data'),
      POSTERN_SERVERS: JSON.stringify(servers),
      POSTERN_GRAPHIQL: 'true',
      ...(place.tls ? { POSTERN_TLS_CERT: place.tls.certFile, POSTERN_TLS_KEY: place.tls.keyFile } : {}),
    },
  });
  tasks.push(() => postern.stop());
  void Promise.race([postern.exit.then(() => 'Postern'), dovecot.exit().then(() => 'Dovecot')]).then(
    async (name) => {
      if (stopping) return;
      const log = await readFile(logFile, 'utf8').catch(() => '');
      console.error(`\n${name} has ended unexpectedly.\n${log.split('\n').slice(-12).join('\n')}`);
      await leave(1);
    },
  );
  const health = `${place.tls ? 'https' : 'http'}://127.0.0.1:${place.port}/health`;
  while (!(await answers(health))) await sleep(50);
}

/** The certificate is our own and the connection goes to this machine, so it is not checked here. */
async function answers(health: string): Promise<boolean> {
  const { request } = health.startsWith('https') ? await import('node:https') : await import('node:http');
  return new Promise((resolve) => {
    const asked = request(health, { rejectUnauthorized: false, timeout: 2000 } as object, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => resolve(false));
    asked.end();
  });
}

async function main(): Promise<void> {
  const { lan, port: wanted } = readArguments();
  await ensurePackages(MAIL_PACKAGES);
  const host = lan ? '0.0.0.0' : '127.0.0.1';
  const port = await choosePort(host, wanted);
  const folder = await mkdtemp(join(tmpdir(), 'postern-demo-'));
  tasks.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  // Dovecot's own users must pass through to its folder.
  await chmod(folder, 0o711);

  const users = [ALICE, BOB].map(({ address }) => ({ name: address, password: PASSWORD }));
  const dovecot = await startDovecot({ parent: folder, users });
  tasks.push(() => dovecot.stop());
  const { certFile, keyFile } = dovecot;
  const lmtp = { host: dovecot.host, port: dovecot.lmtp };
  const submission = await startSubmission({ users, lmtp, certFile, keyFile });
  tasks.push(() => submission.stop());
  const hosts = [...lanAddresses(), ...lanNames()];
  const tls = lan ? await makeCertificate(join(folder, 'tls'), hosts) : null;
  const ready = buildWeb(folder, (running) => tasks.push(() => running.kill())).then(() =>
    startPostern({ folder, host, port, tls }, dovecot, submission),
  );
  await Promise.all([fill(dovecot), ready]);

  const places = tls
    ? lanAddresses().map((address) => `https://${address}:${port}`)
    : [`http://localhost:${port}`];
  say(`
  Postern is ready:  ${places.join('\n                     ')}

    over IMAP   ${ALICE.address}   ${PASSWORD}
    over POP3   ${BOB.address}      ${PASSWORD}
${tls ? `\n  The certificate was made just now, so the browser will warn. Its SHA-256 fingerprint:\n  ${tls.fingerprint}\n` : ''}
  Ctrl-C stops everything and leaves nothing behind.
`);
}

quietWhenTerminalGoes();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leave(0));
if (process.env.npm_lifecycle_event) {
  // When npm is killed it can pass nothing on; then we have another parent.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void leave(0);
  }, 500).unref();
}
try {
  await main();
} catch (error) {
  if (!stopping) {
    console.error(error instanceof Error ? error.message : error);
    await leave(1);
  }
}
