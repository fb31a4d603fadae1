// Builds the web app when it is older than its sources. A newcomer's trap: this is not done in package.json,
// because a shell between npm and the demo would keep signals to itself.
import { globSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type KeptProcess, keepProcess } from './child.ts';

export const ROOT = join(import.meta.dirname, '..');

const changed = (file: string): number => statSync(join(ROOT, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;

function isFresh(): boolean {
  const built = changed('dist/web/index.html');
  const sources = globSync(['web/**/*', 'schema/*', 'package-lock.json'], { cwd: ROOT });
  return sources.every((file) => changed(file) < built);
}

/** Throws what the build printed. `started` gets the process, so that it can be ended meanwhile. */
export async function buildWeb(folder: string, started: (running: KeptProcess) => void): Promise<void> {
  if (isFresh()) return;
  const logFile = join(folder, 'build.log');
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', join(ROOT, 'web'), '--logLevel', 'warn'];
  // Else Vite leaves a cache of compiled code in the system's temporary folder.
  const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' };
  const running = keepProcess(process.execPath, args, { folder, logFile, env });
  started(running);
  await running.exit;
  if (!isFresh()) throw new Error(`The web app could not be built.\n${await readFile(logFile, 'utf8')}`);
}
