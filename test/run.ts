// Everything that must be true before a change is good: `npm test`, with --full also the long tests. The
// closing lines are node's own summary of all tests. A newcomer's trap: a failed check does not stop the run,
// it is named again above the tests and makes the exit code 1.
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ensurePackages, MAIL_PACKAGES } from '../demo/packages.ts';
import { ensureUnpacked, isUnpacked, UNPACKED } from './support/unpacked.ts';

const ROOT = join(import.meta.dirname, '..');
const full = process.argv.includes('--full');
/** Files given by name are run alone, without the checks. */
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));

const bin = (name: string): string => join(ROOT, 'node_modules', '.bin', name);

const CHECKS = [
  { title: 'Types of the server', program: bin('tsc'), args: ['--noEmit'] },
  { title: 'Types of the web app', program: bin('tsc'), args: ['--noEmit', '-p', 'web'] },
  { title: 'Style', program: bin('biome'), args: ['check', '.'] },
  { title: 'Build', program: bin('vite'), args: ['build', 'web', '--logLevel', 'warn'] },
];

function run(program: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    // PATH is npm's, so a `node` inside the tools is the one of this project.
    const env = { ...process.env, ...(full ? { POSTERN_TEST_FULL: '1' } : {}) };
    const child = spawn(program, args, { cwd: ROOT, stdio: 'inherit', env });
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}

const section = (title: string): void =>
  console.log(`\n── ${title} ${'─'.repeat(Math.max(0, 70 - title.length))}`);

await ensurePackages([...MAIL_PACKAGES, 'chromium', 'nginx']);
for (const name of UNPACKED) {
  if (isUnpacked(name)) continue;
  process.stdout.write(`Fetching ${name} ... `);
  await ensureUnpacked(name);
  console.log('done.');
}
const failed: string[] = [];
if (named.length === 0) {
  for (const check of CHECKS) {
    section(check.title);
    const started = performance.now();
    const ok = await run(check.program, check.args);
    console.log(`${ok ? 'ok' : 'FAILED'} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
    if (!ok) failed.push(check.title);
  }
}

const kinds = ['unit', 'integration', 'e2e', ...(full ? ['full'] : [])];
const files =
  named.length > 0
    ? named
    : kinds.flatMap((kind) => globSync(`test/${kind}/**/*.test.ts`, { cwd: ROOT }).sort());
section(`Tests: ${named.length > 0 ? named.join(', ') : kinds.join(', ')}`);
if (failed.length > 0) console.log(`These checks failed above: ${failed.join(', ')}.\n`);
const passed = await run(process.execPath, [
  '--test',
  // One more than there are cores: many files wait for a mail server half of their time.
  `--test-concurrency=${availableParallelism() + 1}`,
  '--test-timeout=120000',
  '--test-reporter=spec',
  ...files,
]);
process.exitCode = passed && failed.length === 0 ? 0 : 1;
