// The messages that Python tests its own mail parser with, out of Debian's package of those tests. A newcomer's trap:
// the package is only unpacked into the cache folder, and its name holds the version of Python.
import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const CACHE = join(import.meta.dirname, '../../node_modules/.cache/postern');
const FOLDER = join(CACHE, 'python-mail');

/** A folder with msg_01.txt and so on. Throws with what to type where apt can't fetch it. */
export async function pythonMail(): Promise<string> {
  if (existsSync(FOLDER)) return FOLDER;
  await mkdir(CACHE, { recursive: true });
  const work = await mkdtemp(join(CACHE, 'work-'));
  try {
    await run('apt-get', ['download', '-q', await packageName()], { cwd: work });
    const [deb = ''] = (await readdir(work)).filter((file) => file.endsWith('.deb'));
    await run('dpkg-deb', ['-x', join(work, deb), join(work, 'root')]);
    const [first = ''] = globSync('**/test_email/data/msg_01.txt', { cwd: work });
    const found = join(work, 'found');
    await cp(dirname(join(work, first)), found, { recursive: true });
    await rename(found, FOLDER).catch((error: NodeJS.ErrnoException) => {
      // Another test file was quicker.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
    return FOLDER;
  } catch (error) {
    const { message } = error as Error;
    throw new Error(
      `Python's mail could not be fetched; on Debian "apt-get update" helps most often.\n${message}`,
    );
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function packageName(): Promise<string> {
  const find = async (): Promise<string | undefined> => {
    const { stdout } = await run('apt-cache', ['pkgnames', 'libpython3']);
    return stdout.split('\n').find((name) => /^libpython3\.\d+-testsuite$/.test(basename(name)));
  };
  const known = await find();
  if (known !== undefined) return known;
  if (process.getuid?.() === 0) await run('apt-get', ['update', '-q']);
  const name = await find();
  if (name === undefined) throw new Error('There is no package libpython3.x-testsuite.');
  return name;
}
