// `npm run demo` as a process, for tests that look at what it leaves behind. A newcomer's trap: each demo has a
// TMPDIR of its own, which is also how its processes are recognised.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from '../../demo/ports.ts';
import { atEnd } from './cleanup.ts';

export const DEMO = join(import.meta.dirname, '../../demo/main.ts');

export interface Demo {
  child: ChildProcess;
  port: number;
  folder: string;
  output(): string;
}

export async function startDemo(...args: string[]): Promise<Demo> {
  const folder = await mkdtemp(join(tmpdir(), 'postern-test-'));
  await chmod(folder, 0o711);
  const [port = 0] = await freePorts(1);
  const child = spawn(process.execPath, [DEMO, '--port', String(port), ...args], {
    env: { PATH: process.env.PATH, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  atEnd(async () => {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  });
  return { child, port, folder, output: () => text };
}

export async function until(what: string, true_: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await true_()); tries++) {
    if (tries > 600) assert.fail(`waited in vain: ${what}`);
    await sleep(100);
  }
}

export const ready = (demo: Demo): Promise<void> =>
  until('the demo is ready', () => /is ready/.test(demo.output()));

/** Processes that name the folder on their command line, without those that only wait to be collected. */
export async function running(folder: string): Promise<string[]> {
  const lines = (await readdir('/proc'))
    .filter((name) => /^\d+$/.test(name))
    .map(async (pid) => {
      const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      return line.includes(folder) ? `${pid} ${line.replaceAll('\0', ' ')}` : '';
    });
  return (await Promise.all(lines)).filter((line) => line !== '');
}

export async function leavesNothing(demo: Demo): Promise<void> {
  await until('no process is left', async () => (await running(demo.folder)).length === 0);
  await until('no file is left', async () => (await readdir(demo.folder)).length === 0);
  await assert.rejects(fetch(`http://127.0.0.1:${demo.port}/health`));
}

export async function ends(demo: Demo): Promise<number | null> {
  if (demo.child.exitCode === null && demo.child.signalCode === null) await once(demo.child, 'exit');
  return demo.child.exitCode;
}

/** The process number of the Postern behind a demo. */
export async function posternOf(demo: Demo): Promise<number> {
  for (const pid of await readdir('/proc')) {
    const env = /^\d+$/.test(pid) ? await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '') : '';
    if (env.split('\0').includes(`POSTERN_PORT=${demo.port}`)) return Number(pid);
  }
  throw new Error('The demo has no Postern.');
}
