// Server programs that must never outlive us. Each runs in a process group of its own, so that Ctrl-C in the
// terminal reaches only us and the order of ending is ours. A newcomer's trap: a small shell holds a pipe to
// us, and when this process is gone in whatever way, even by SIGKILL, it ends the group and its folder.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface KeptProcess {
  readonly ended: boolean;
  /** Settles when the program has ended, whoever ended it. */
  readonly exit: Promise<void>;
  /** SIGTERM, and SIGKILL to the whole group after 5 s. */
  stop(): Promise<void>;
  /** SIGKILL to the whole group. */
  kill(): Promise<void>;
}

// A program that has only just begun may not obey a SIGTERM yet, therefore more than one.
const KEEPER = `read _
n=0; while kill -TERM "$1" 2>/dev/null && [ $n -lt 20 ]; do sleep 0.1; n=$((n+1)); done
kill -KILL -- "-$1" 2>/dev/null
if [ -n "$2" ]; then rm -rf "$2"; fi`;

export interface KeepOptions {
  /** Removed should we be killed. */
  folder?: string;
  /** The whole environment; ours without it. */
  env?: NodeJS.ProcessEnv;
  /** Takes what it prints; without it that is thrown away. */
  logFile?: string;
}

/** Starts a program that stays in the foreground. */
export function keepProcess(
  program: string,
  args: readonly string[],
  options: KeepOptions = {},
): KeptProcess {
  const log = options.logFile === undefined ? null : openSync(options.logFile, 'a', 0o600);
  const child = spawn(program, args, {
    detached: true,
    stdio: ['ignore', log ?? 'ignore', log ?? 'ignore'],
    env: options.env ?? process.env,
  });
  if (log !== null) closeSync(log);
  const group = child.pid;
  const keeper = spawn('/bin/sh', ['-c', KEEPER, 'keeper', String(group), options.folder ?? ''], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  keeper.on('error', () => undefined);
  keeper.unref();
  child.unref();

  let ended = false;
  const signal = (name: 'SIGTERM' | 'SIGKILL', whole: boolean): void => {
    if (group === undefined || ended) return;
    try {
      process.kill(whole ? -group : group, name);
    } catch {
      // Already gone.
    }
  };
  const exit = new Promise<void>((resolve) => {
    const end = (): void => {
      // What it started goes with it; the keeper must not outlive the number it would kill.
      signal('SIGKILL', true);
      ended = true;
      keeper.kill('SIGKILL');
      resolve();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  const finish = async (): Promise<void> => {
    child.ref();
    signal('SIGKILL', true);
    await exit;
  };
  return {
    get ended() {
      return ended;
    },
    exit,
    async stop() {
      child.ref();
      for (let tries = 0; tries < 50 && !ended; tries++) {
        signal('SIGTERM', false);
        await Promise.race([exit, sleep(100)]);
      }
      await finish();
    },
    kill: finish,
  };
}

/** The path of a program, also where only root has its folder on PATH; null when it is not installed. */
export function findProgram(name: string): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/usr/bin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}
