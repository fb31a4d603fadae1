// Mailboxes of ten thousand and a hundred thousand messages in a private Dovecot, as maildir and as mdbox. A
// newcomer's trap: appending so many takes half a minute, so the maildir is written as files with its UID list,
// and the mdbox imported from it; the server's own caches are filled before anything is measured.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Dovecot, startDovecot } from '../../demo/dovecot.ts';
import { smallMessages } from '../../demo/seed/bulk.ts';

export const FORMATS = ['maildir', 'mdbox'] as const;
export type Format = (typeof FORMATS)[number];
export const PASSWORD = 'correct horse';
/** BENCH_SIZES and BENCH_FORMAT make a run shorter while something is worked on. */
export const SIZES = (process.env.BENCH_SIZES ?? '10000,100000').split(',').map(Number);

export interface Mailstore {
  format: Format;
  dovecot: Dovecot;
  /** Address of the one whose INBOX holds so many messages. */
  owner(size: number): string;
  /** POSTERN_SERVERS for it, reached at another port where one is given. */
  servers(port?: number): Record<string, { incoming: string; ca: string }>;
}

export interface StoreOptions {
  sizes?: readonly number[];
  /** Further people, without mail. */
  others?: readonly string[];
  extraConfig?: string;
}

const FIELDS =
  'uid flags date.received date.sent size.physical size.virtual imap.envelope imap.bodystructure hdr.references body.snippet';
const OVER = 'mail_max_userip_connections = 5000\n';

/** Starts a Dovecot with these mailboxes, runs the work, and removes everything. */
export async function withMail(
  format: Format,
  { sizes = SIZES, others = [], extraConfig = '' }: StoreOptions,
  work: (store: Mailstore) => Promise<void>,
): Promise<void> {
  const owner = (size: number): string => `m${size}@bench.example`;
  const dovecot = await startDovecot({
    users: [...sizes.map(owner), ...others].map((name) => ({ name, password: PASSWORD })),
    extraConfig: `mail_location = ${format}:~/mail\n${OVER}${extraConfig}`,
  });
  try {
    for (const size of sizes) {
      const start = performance.now();
      await seed(dovecot, format, owner(size), size);
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.error(`${format}: ${size} messages are there after ${seconds} s`);
    }
    await work({
      ...{ format, dovecot, owner },
      servers: (port = dovecot.imaps) => ({
        'bench.example': { incoming: `imaps://localhost:${port}`, ca: dovecot.caFile },
      }),
    });
  } finally {
    await dovecot.stop();
  }
}

/** The same for each format, one after the other. */
export async function withEach(
  options: StoreOptions,
  work: (store: Mailstore) => Promise<void>,
): Promise<void> {
  const only = process.env.BENCH_FORMAT;
  for (const format of FORMATS) if (!only || only === format) await withMail(format, options, work);
}

async function seed(dovecot: Dovecot, format: Format, user: string, size: number): Promise<void> {
  const doveadm = (...args: string[]) => run('doveadm', '-c', dovecot.configFile, ...args);
  const home = join(dovecot.folder, 'mail', user);
  const folder = join(home, format === 'maildir' ? 'mail' : 'import');
  writeMaildir(folder, user, size);
  if (process.getuid?.() === 0) {
    const { uid, gid } = statSync(join(dovecot.folder, 'mail'));
    await run('chown', '-R', `${uid}:${gid}`, home);
  }
  if (format === 'mdbox') {
    await doveadm('import', '-u', user, `maildir:${folder}`, '', 'mailbox', 'INBOX', 'all');
    rmSync(folder, { recursive: true });
  }
  await doveadm('fetch', '-u', user, FIELDS, 'mailbox', 'INBOX', 'all');
}

/** What it prints is not looked at. */
async function run(program: string, ...args: string[]): Promise<void> {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${program} ${args[2]} failed.`);
}

function writeMaildir(folder: string, user: string, size: number): void {
  for (const name of ['cur', 'new', 'tmp']) mkdirSync(join(folder, name), { recursive: true });
  const list = [`3 V${Math.floor(Date.now() / 1000)} N${size + 1} G${'0123456789abcdef'.repeat(2)}\n`];
  let uid = 0;
  for (const { raw, date, flags } of smallMessages(user, size)) {
    uid++;
    const seconds = Math.floor(date.getTime() / 1000);
    const lines = raw.toString('latin1').split('\n').length - 1;
    const crlf = raw.toString('latin1').split('\r\n').length - 1;
    const name = `${seconds}.M${uid}.bench,S=${raw.length},W=${raw.length + lines - crlf}`;
    const letters = `${flags.includes('\\Flagged') ? 'F' : ''}${flags.includes('\\Seen') ? 'S' : ''}`;
    const file = join(folder, 'cur', `${name}:2,${letters}`);
    writeFileSync(file, raw);
    utimesSync(file, seconds, seconds);
    list.push(`${uid} :${name}\n`);
  }
  writeFileSync(join(folder, 'dovecot-uidlist'), list.join(''));
}
