// A server that stands for every host outside: whoever connects to it was led out of the app. A newcomer's trap:
// it speaks to no one in particular, so that a TLS handshake, too, counts by the name in it.
import { createServer, type Socket } from 'node:net';
import { atEnd } from './cleanup.ts';

export interface Trap {
  port: number;
  /** What was asked so far: "host first-line", or what a handshake names. */
  readonly asked: string[];
}

export async function startTrap(): Promise<Trap> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    socket.once('data', (bytes) => {
      asked.push(whoWasAsked(bytes.toString('latin1')));
      socket.end(
        'HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const address = server.address();
  return { port: typeof address === 'object' ? (address?.port ?? 0) : 0, asked };
}

function whoWasAsked(text: string): string {
  const host = /^host: ?(\S+)/im.exec(text)?.[1];
  if (host) return `${host} ${text.split('\r\n', 1)[0]}`;
  return `${/[\w-]+(?:\.[\w-]+)*\.[a-z]{2,9}/.exec(text)?.[0] ?? 'somebody'} by TLS`;
}
