// Packages that only some tests read, fetched by npm into a cache folder when they are first wanted, so that
// `npm ci` stays quick. A newcomer's trap: no script of theirs is run, and nothing of theirs enters the repository.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const CACHE = join(import.meta.dirname, '../../node_modules/.cache/postern');
const NPM = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** One package without what it depends on. Resolves with its folder. */
export function packedNpm(name: string, version: string): Promise<string> {
  return kept(`packed-${name.replace(/\W+/g, '-')}-${version}`, async (work) => {
    const { stdout } = await run('npm', ['pack', '--silent', ...NPM, `${name}@${version}`], { cwd: work });
    await run('tar', ['-xzf', stdout.trim().split('\n').at(-1) ?? '', '--strip-components=1'], { cwd: work });
  });
}

/** Packages with what they depend on, side by side. Resolves with the folder that holds their node_modules. */
export function installedNpm(name: string, packages: Readonly<Record<string, string>>): Promise<string> {
  const wanted = JSON.stringify({ private: true, dependencies: packages });
  return kept(
    `installed-${name}`,
    async (work) => {
      await writeFile(join(work, 'package.json'), wanted);
      await run('npm', ['install', '--legacy-peer-deps', '--omit=dev', ...NPM], { cwd: work });
      // npm writes its own form of it.
      await writeFile(join(work, 'wanted.json'), wanted);
    },
    async (folder) => (await readFile(join(folder, 'wanted.json'), 'utf8').catch(() => '')) === wanted,
  );
}

async function kept(
  name: string,
  make: (work: string) => Promise<void>,
  isGood: (folder: string) => Promise<boolean> = async () => true,
): Promise<string> {
  const folder = join(CACHE, name);
  if (existsSync(folder)) {
    if (await isGood(folder)) return folder;
    await rm(folder, { recursive: true, force: true });
  }
  await mkdir(CACHE, { recursive: true });
  const work = await mkdtemp(join(CACHE, 'work-'));
  try {
    await make(work);
    await rename(work, folder).catch((error: NodeJS.ErrnoException) => {
      // Another test file was quicker.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
    return folder;
  } catch (error) {
    throw new Error(`${name} could not be fetched from the npm registry.\n${(error as Error).message}`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
