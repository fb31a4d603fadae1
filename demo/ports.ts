// Free TCP ports for servers that can't be told to take port 0. A newcomer's trap: they lie below the range
// that the kernel hands out to outgoing connections, else such a connection may take one before we do.
import { createServer } from 'node:net';

const LOW = 20_000;
const COUNT = 12_000;

/** True when nothing listens there now. */
export function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** So many ports in random places; another process may still take one before it is used. */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  while (found.size < count) {
    const port = LOW + Math.floor(Math.random() * COUNT);
    if (!found.has(port) && (await isFree(port, '127.0.0.1'))) found.add(port);
  }
  return [...found];
}
