// A web server on this machine under made-up names, and the HTTP client that reaches it: what a message may point to. A
// newcomer's trap: only the names given here exist, and only the server's own port may be asked.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEgress, type EgressOptions } from '../../server/net/egress.ts';
import { createHttpClient, type HttpClient } from '../../server/net/http.ts';
import { atEnd } from './cleanup.ts';

export interface Web {
  client: HttpClient;
  port: number;
  /** What was asked, oldest first. */
  asked: IncomingMessage[];
  /** http://name:port/path */
  url(path: string, name?: string): string;
}

export async function startWeb(listener: RequestListener, more: Partial<EgressOptions> = {}): Promise<Web> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    listener(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => server.close());
  atEnd(() => server.closeAllConnections());
  const { port } = server.address() as AddressInfo;
  const egress = createEgress({
    allowNetworks: ['127.0.0.1'],
    allowPorts: [port],
    lookup: async (name) => (name.startsWith('private.') ? ['10.1.2.3'] : ['127.0.0.1']),
    ...more,
  });
  return {
    client: createHttpClient(egress),
    port,
    asked,
    url: (path, name = 'shop.example') => `http://${name}:${port}${path}`,
  };
}
