// The load generator, a process of its own: so many clients, each with one kept connection and one request at a
// time. Its orders come as JSON on the command line, its figures go out as JSON.
import http from 'node:http';

export interface Orders {
  url: string;
  headers: Record<string, string>;
  body: string;
  clients: number;
  requests: number;
}

export interface Counted {
  requests: number;
  ms: number;
  /** Of one request. */
  p50: number;
  p99: number;
  bytes: number;
}

const { url, headers, body, clients, requests } = JSON.parse(process.argv[2] ?? '{}') as Orders;
const target = new URL(url);
const options = {
  ...{ host: target.hostname, port: target.port, path: target.pathname, method: 'POST' },
  headers: { ...headers, 'content-length': Buffer.byteLength(body) },
};
const times: number[] = [];
let left = requests;
let bytes = 0;

const start = performance.now();
await Promise.all(Array.from({ length: clients }, client));
const ms = performance.now() - start;
times.sort((a, b) => a - b);
const at = (share: number): number => times[Math.floor(times.length * share)] ?? Number.NaN;
const counted: Counted = { requests, ms, p50: at(0.5), p99: at(0.99), bytes };
process.stdout.write(JSON.stringify(counted));

async function client(): Promise<void> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  while (left-- > 0) {
    const begun = performance.now();
    await once(agent);
    times.push(performance.now() - begun);
  }
  agent.destroy();
}

function once(agent: http.Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.request({ ...options, agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`));
      response.on('data', (chunk: Buffer) => (bytes += chunk.length)).on('end', resolve);
    });
    request.on('error', reject);
    request.end(body);
  });
}
