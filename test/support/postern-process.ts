// Postern as a process of its own, as an operator runs it: for benchmarks and for tests that kill it. A
// newcomer's trap: its data folder goes with stop(), unless one was given.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../server/main.ts', import.meta.url));

export interface PosternProcess {
  pid: number;
  /** Ends with a slash. */
  url: string;
  /** Signs in; the cookie is kept for `graphql`. Gives the result of the operation that rides along. */
  signIn(address: string, password: string, query: string): Promise<unknown>;
  /** Runs an operation with the cookie and gives its data; throws on errors. */
  graphql(query: string, variables?: Record<string, unknown>): Promise<unknown>;
  /** Everything it wrote, for tests that look for secrets in it. */
  output(): string;
  kill(signal: NodeJS.Signals): Promise<void>;
  stop(): Promise<void>;
}

export interface ServerUrls {
  incoming: string;
  outgoing: string;
  ca: string;
}

export async function startPosternProcess(
  servers: Record<string, ServerUrls>,
  { data, env = {} }: { data?: string; env?: Record<string, string> } = {},
): Promise<PosternProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'postern-process-'));
  const table = join(folder, 'servers.json');
  await writeFile(table, JSON.stringify(servers));
  const settings = {
    POSTERN_PORT: '0',
    POSTERN_DATA: data ?? join(folder, 'data'),
    POSTERN_SERVERS: table,
    ...env,
  };
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const url = await listening(
    child,
    (chunk) => (text += chunk),
    () => text,
  );
  let cookie = '';
  const post = async (path: string, body: unknown): Promise<Response> =>
    fetch(new URL(path, url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-postern': '1', cookie },
      body: JSON.stringify(body),
    });
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  };
  return {
    pid: child.pid ?? 0,
    url,
    signIn: async (address, password, query) => {
      const response = await post('session', { address, password, operation: { query } });
      cookie = response.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ');
      const answer = (await response.json()) as { result?: { data: unknown } };
      if (!response.ok) throw new Error(JSON.stringify(answer));
      return answer.result?.data;
    },
    graphql: async (query, variables = {}) => {
      const { data: result, errors } = (await (await post('graphql', { query, variables })).json()) as {
        data: unknown;
        errors?: unknown;
      };
      if (errors) throw new Error(JSON.stringify(errors));
      return result;
    },
    output: () => text,
    kill,
    stop: async () => {
      await kill('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function listening(child: ChildProcess, keep: (chunk: string) => void, all: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(`Postern did not start:\n${all()}`)));
    child.stdout?.on('data', (chunk: Buffer) => {
      keep(chunk.toString());
      const url = /Postern listens on (http[^"]+)/.exec(all())?.[1];
      if (url) resolve(url);
    });
  });
}
