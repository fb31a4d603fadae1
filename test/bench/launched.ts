// Starts a program under launch.ts, talks to it by IPC, and ends it whatever happens.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Question, Usage } from './launch.ts';

const LAUNCHER = fileURLToPath(new URL('./launch.ts', import.meta.url));

const START_MS = 30_000;

export interface Launched {
  pid: number;
  /** Ends with a slash. */
  url: string;
  usage(gc?: boolean): Promise<Usage>;
  /** From now on usage() tells how late the event loop was. */
  watchLoop(): Promise<void>;
  stop(): Promise<void>;
}

type Ask = Question extends infer Q ? (Q extends { id: number } ? Omit<Q, 'id'> : never) : never;

/** `program` says "listens on URL" on its standard output. */
export async function launch(
  program: URL,
  env: Record<string, string>,
  nodeArgs: readonly string[] = [],
): Promise<Launched> {
  const child = spawn(process.execPath, [...nodeArgs, '--expose-gc', LAUNCHER, program.href], {
    // As `npm start` does.
    env: { PATH: process.env.PATH, MALLOC_ARENA_MAX: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const end = (): void => void child.kill('SIGKILL');
  // Before its folder is removed, which it would go on writing into.
  process.prependOnceListener('exit', end);
  const waiting = new Map<number, (usage: Usage | undefined) => void>();
  child.on('message', ({ id, usage }: { id: number; usage?: Usage }) => {
    waiting.get(id)?.(usage);
    waiting.delete(id);
  });
  let count = 0;
  const ask = (question: Ask): Promise<Usage | undefined> =>
    new Promise((resolve) => {
      const id = ++count;
      waiting.set(id, resolve);
      child.send({ ...question, id });
    });
  const url = await listening(child);
  return {
    pid: child.pid ?? 0,
    url,
    async usage(gc = false) {
      const usage = await ask({ ask: 'usage', gc });
      if (!usage) throw new Error('The process gave no figures.');
      return usage;
    },
    watchLoop: async () => void (await ask({ ask: 'watchLoop' })),
    async stop() {
      process.off('exit', end);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      const late = setTimeout(end, 10_000);
      await exit;
      clearTimeout(late);
    },
  };
}

function listening(child: ChildProcess): Promise<string> {
  let text = '';
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(new Error(`It did not start:\n${text.slice(-3000)}`));
    child.once('exit', fail);
    setTimeout(fail, START_MS).unref();
    child.stderr?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (process.env.BENCH_VERBOSE) process.stderr.write(chunk);
    });
    const wait = (chunk: Buffer): void => {
      text += chunk.toString();
      const url = /listens on (http[^"\s]+)/.exec(text)?.[1];
      if (!url) return;
      child.stdout?.off('data', wait).resume();
      resolve(url);
    };
    child.stdout?.on('data', wait);
  });
}
