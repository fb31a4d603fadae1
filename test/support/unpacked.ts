// Courier and Cyrus beside Dovecot: their Debian packages exclude each other, so they are fetched by apt and only
// unpacked, into a cache folder; nothing is installed, no service starts, and an ordinary user can do it. A
// newcomer's trap: the programs find their libraries by `env` below and by nothing else.
import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const CACHE = join(import.meta.dirname, '../../node_modules/.cache/postern');

export const UNPACKED = ['courier-imap', 'cyrus-imapd'] as const;
export type UnpackedName = (typeof UNPACKED)[number];

/** What an IMAP server alone does not use of what its package depends on, and what every Debian has. */
const NOT_NEEDED = /^lib(clamav|mspack|zephyr|sigsegv|gnutls|perl)/;
const NEEDED = /^(lib|courier-imap$|courier-authlib$|gamin$|cyrus-(common|imapd)$)/;

export const isUnpacked = (name: UnpackedName): boolean => existsSync(join(CACHE, name));

/** Fetches what is not there yet. Throws with what to type where apt can't. */
export async function ensureUnpacked(name: UnpackedName): Promise<string> {
  const folder = join(CACHE, name);
  if (isUnpacked(name)) return folder;
  await mkdir(CACHE, { recursive: true });
  const work = await mkdtemp(join(CACHE, 'work-'));
  try {
    const names = await dependencies(name);
    await run('apt-get', ['download', '-q', ...names], { cwd: work });
    const root = join(work, 'root');
    for (const file of await readdir(work))
      if (file.endsWith('.deb')) await run('dpkg-deb', ['-x', join(work, file), root]);
    await rm(join(root, 'usr/share'), { recursive: true, force: true });
    await rename(root, folder).catch((error: NodeJS.ErrnoException) => {
      // Another test file was quicker.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
    return folder;
  } catch (error) {
    const { message } = error as Error;
    throw new Error(`${name} could not be fetched; on Debian "apt-get update" helps most often.\n${message}`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The package and what it needs that is not installed here. */
async function dependencies(name: UnpackedName): Promise<string[]> {
  const simulate = async (): Promise<string> => {
    const args = ['install', '--simulate', '-q', '--no-install-recommends', name];
    return (await run('apt-get', args, { maxBuffer: 10_000_000 })).stdout;
  };
  const plan = await simulate().catch(async (error) => {
    if (process.getuid?.() !== 0) throw error;
    await run('apt-get', ['update', '-q']);
    return simulate();
  });
  // "Inst name [what is installed now] (what would be ...": an upgrade is not needed.
  return [...plan.matchAll(/^Inst (\S+) \(/gm)]
    .map(([, each = '']) => each)
    .filter((each) => NEEDED.test(each) && !NOT_NEEDED.test(each));
}

export interface Programs {
  /** The whole path of an unpacked program. */
  path(name: string): string;
  env: NodeJS.ProcessEnv;
}

/** A copy under a folder of the test, which another user of the system can reach where the cache can't be. */
export async function copyUnpacked(name: UnpackedName, to: string): Promise<Programs> {
  await cp(await ensureUnpacked(name), to, { recursive: true, verbatimSymlinks: true });
  const libraries = new Set(globSync('**/*.so.*', { cwd: to }).map((file) => join(to, dirname(file))));
  return {
    path(program) {
      const [found] = globSync(`**/${program}`, { cwd: to });
      if (found === undefined) throw new Error(`${program} is not in ${name}.`);
      return join(to, found);
    },
    env: { PATH: process.env.PATH, LD_LIBRARY_PATH: [...libraries].join(':') },
  };
}
