// Postern in a process of its own, as an operator runs it, with its line a request in the log; and people who are
// signed in to it over kept HTTP connections.
import { writeFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { newFolder } from './folder.ts';
import type { Launched } from './launched.ts';
import { launch } from './launched.ts';

const MAIN = new URL('../../server/main.ts', import.meta.url);

// biome-ignore lint/suspicious/noExplicitAny: a bench names the fields it asked for; typing each would hide it.
export type Data = any;

export interface Person {
  graphql(query: string, variables?: Record<string, unknown>): Promise<Data>;
  /** Bytes of a path that the API gave. */
  get(path: string): Promise<Buffer>;
  /** Follows a subscription until the signal; resolves when it is open. */
  events(
    query: string,
    variables: Record<string, unknown>,
    heard: (event: Data) => void,
  ): Promise<() => void>;
  headers: Record<string, string>;
  end(): void;
}

export interface Product extends Launched {
  /** One request: the sign-in, with an operation that rides along. */
  signIn(address: string, password: string, query?: string): Promise<{ person: Person; data: Data }>;
}

/** `servers` is POSTERN_SERVERS. */
export async function startProduct(
  servers: Record<string, { incoming: string; ca: string }>,
  env: Record<string, string> = {},
  nodeArgs: readonly string[] = [],
): Promise<Product> {
  const { path: folder, remove } = newFolder();
  try {
    const table = Object.entries(servers).map(([domain, server]) => [
      domain,
      { ...server, outgoing: 'smtps://localhost:465' },
    ]);
    writeFileSync(join(folder, 'servers.json'), JSON.stringify(Object.fromEntries(table)));
    const launched = await launch(
      MAIN,
      {
        ...{ POSTERN_PORT: '0', POSTERN_SIGN_IN_TRIES: '100000' },
        ...{ POSTERN_DATA: join(folder, 'data'), POSTERN_SERVERS: join(folder, 'servers.json') },
        ...env,
      },
      [...nodeArgs, ...profiled()],
    );
    return {
      ...launched,
      signIn: (address, password, query) => signIn(launched.url, address, password, query),
      async stop() {
        await launched.stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** BENCH_PROFILE names a folder for what --cpu-prof writes. */
function profiled(): string[] {
  const folder = process.env.BENCH_PROFILE;
  return folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
}

async function signIn(
  url: string,
  address: string,
  password: string,
  query?: string,
): Promise<{ person: Person; data: Data }> {
  const agent = new http.Agent({ keepAlive: true });
  const headers: Record<string, string> = { 'content-type': 'application/json', 'x-postern': '1' };
  const body = { address, password, ...(query ? { operation: { query } } : {}) };
  const { answer, cookie } = await send(
    agent,
    new URL('session', url),
    'POST',
    headers,
    JSON.stringify(body),
  );
  const signedIn = JSON.parse(answer.toString()) as Data;
  if (cookie === '' || signedIn.result?.errors) throw new Error(`sign-in: ${answer}`);
  headers.cookie = cookie;
  const person: Person = {
    headers,
    async graphql(query, variables = {}) {
      const text = JSON.stringify({ query, variables });
      const { answer } = await send(agent, new URL('graphql', url), 'POST', headers, text);
      const { data, errors } = JSON.parse(answer.toString()) as Data;
      if (errors) throw new Error(JSON.stringify(errors));
      return data;
    },
    get: async (path) => (await send(agent, new URL(path, url), 'GET', headers)).answer,
    events: (query, variables, heard) => follow(agent, url, headers, { query, variables }, heard),
    end: () => agent.destroy(),
  };
  return { person, data: signedIn.result?.data };
}

function send(
  agent: http.Agent,
  url: URL,
  method: string,
  headers: Record<string, string>,
  body?: string,
): Promise<{ answer: Buffer; cookie: string }> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const answer = Buffer.concat(chunks);
        if ((response.statusCode ?? 500) >= 400)
          return reject(new Error(`${url.pathname}: ${response.statusCode} ${answer.subarray(0, 500)}`));
        const cookie = (response.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
        resolve({ answer, cookie });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

function follow(
  agent: http.Agent,
  url: string,
  headers: Record<string, string>,
  operation: { query: string; variables: Record<string, unknown> },
  heard: (event: Data) => void,
): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const accept = { ...headers, accept: 'text/event-stream' };
    const request = http.request(
      new URL('graphql', url),
      { method: 'POST', agent, headers: accept },
      (response) => {
        let rest = '';
        response.setEncoding('utf8').on('error', () => {});
        response.on('data', (chunk: string) => {
          const lines = (rest + chunk).split('\n');
          rest = lines.pop() ?? '';
          for (const line of lines) if (line.startsWith('data: {')) heard(JSON.parse(line.slice(6)).data);
        });
        resolve(() => request.destroy());
      },
    );
    request.on('error', reject);
    request.end(JSON.stringify(operation));
  });
}

/** Waits until the process sends no more IMAP commands by itself, and forgets those. */
export async function quiet(product: Launched, ms = 800): Promise<void> {
  const limit = performance.now() + 60_000;
  let last = performance.now();
  while (performance.now() - last < ms) {
    if (performance.now() > limit) throw new Error('It never came to rest.');
    await sleep(100);
    if ((await product.usage()).commands.length > 0) last = performance.now();
  }
}
