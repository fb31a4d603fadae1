// Stands between Postern and a server and cuts the line at an exact byte, so that "in the middle of" is no matter
// of luck. A newcomer's trap: what goes through is TLS, so bytes are counted and never read.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { atEnd } from './cleanup.ts';

type Side = 'SERVER' | 'CLIENT';

export interface Relay {
  port: number;
  /**
   * Lets so many more bytes of one side through, on all connections together, then nothing, and runs `act`; when
   * that is done, the connections end. Resolves then.
   */
  cutAfter(bytes: number, from: Side, act: () => Promise<unknown>): Promise<void>;
}

/** Ends with the test file. */
export async function startRelay(target: number): Promise<Relay> {
  const sockets = new Set<Socket>();
  let cut: { left: number; from: Side; act: () => Promise<unknown>; done: () => void } | null = null;
  let holding = false;

  const hangUp = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const pass = (chunk: Buffer, from: Side, to: Socket): void => {
    if (holding) return;
    if (cut?.from !== from || chunk.length < cut.left) {
      if (cut?.from === from) cut.left -= chunk.length;
      to.write(chunk);
      return;
    }
    const { left, act, done } = cut;
    cut = null;
    holding = true;
    to.write(chunk.subarray(0, left));
    void act().finally(() => {
      holding = false;
      hangUp();
      done();
    });
  };

  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const [from, to, side] of [
      [client, upstream, 'CLIENT'],
      [upstream, client, 'SERVER'],
    ] as const) {
      sockets.add(from);
      from.on('error', () => {}).on('data', (chunk) => pass(chunk, side, to));
      // What the act does to the server must not be seen before the act is over.
      from.on('close', () => {
        sockets.delete(from);
        if (!holding) to.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => {
    server.close();
    hangUp();
  });
  return {
    port: (server.address() as AddressInfo).port,
    cutAfter: (bytes, from, act) =>
      new Promise((resolve) => {
        cut = { left: bytes, from, act, done: resolve };
      }),
  };
}
