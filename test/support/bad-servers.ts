// Everything an address can lead to besides a mail server that works, one domain each, for POSTERN_SERVERS. A
// newcomer's trap: `heard` is all that came before any TLS, so a password found there was sent in clear.
import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import tls from 'node:tls';
import { atEnd } from './cleanup.ts';
import { certificate } from './smtp.ts';

export interface BadServer {
  domain: string;
  /** What it is, as a part of a sentence. */
  what: string;
  incoming: string;
  code: string;
}

export interface BadServers {
  all: readonly BadServer[];
  /** Everything that clients said to them in clear. */
  heard(): string;
}

/** They end with the test file. */
export async function startBadServers(): Promise<BadServers> {
  const heard: string[] = [];
  const { key, cert } = await certificate();

  /** Greets, then answers each line. */
  const speaker = async (greeting: string, answer: (line: string) => string): Promise<number> => {
    const server = net.createServer((socket) => {
      socket.on('error', () => {});
      let rest = '';
      socket.on('data', (chunk) => {
        heard.push(chunk.toString('latin1'));
        const lines = (rest + chunk.toString('latin1')).split('\r\n');
        rest = lines.pop() ?? '';
        for (const line of lines) if (socket.writable) socket.write(answer(line));
      });
      socket.write(`${greeting}\r\n`);
    });
    return listen(server);
  };

  const web = await listen(http.createServer());
  const webGreeting = await speaker('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n', () => '');
  const smtp = await speaker('220 mail.example.org ESMTP ready', () => '502 5.5.2 not understood\r\n');
  const imap = await speaker('* OK ready', (line) => {
    const tag = line.split(' ')[0] ?? '';
    return / CAPABILITY/i.test(line)
      ? `* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=LOGIN\r\n${tag} OK\r\n`
      : `${tag} BAD unknown\r\n`;
  });
  const pop3 = await speaker('+OK ready', (line) =>
    /^CAPA/i.test(line) ? '+OK\r\nUSER\r\nSASL PLAIN\r\n.\r\n' : '-ERR unknown\r\n',
  );
  const selfSigned = await listen(
    tls.createServer({ key, cert }, (socket) => {
      socket.on('error', () => {}).on('data', (chunk) => heard.push(chunk.toString('latin1')));
      socket.write('* OK ready\r\n');
    }),
  );
  const refused = await closedPort();

  const at = (scheme: string, port: number): string => `${scheme}://127.0.0.1:${port}`;
  const kinds: [domain: string, what: string, incoming: string, code: string][] = [
    ['unknown', 'a host that is not there', 'imaps://mail.nowhere.invalid', 'UPSTREAM_UNKNOWN_HOST'],
    ['refused', 'a port where nobody listens', at('imaps', refused), 'UPSTREAM_OFFLINE'],
    ['refused-pop', 'a POP3 port where nobody listens', at('pop3s', refused), 'UPSTREAM_OFFLINE'],
    ['http', 'a web server on a TLS port', at('imaps', web), 'UPSTREAM_PROTOCOL'],
    ['http-plain', 'a web server on a port for IMAP', at('imap', webGreeting), 'UPSTREAM_PROTOCOL'],
    ['http-pop', 'a web server on a port for POP3', at('pop3', webGreeting), 'UPSTREAM_PROTOCOL'],
    ['smtp', 'an SMTP server on a TLS port', at('imaps', smtp), 'UPSTREAM_PROTOCOL'],
    ['smtp-plain', 'an SMTP server on a port for IMAP', at('imap', smtp), 'UPSTREAM_PROTOCOL'],
    ['smtp-pop', 'an SMTP server on a port for POP3', at('pop3', smtp), 'UPSTREAM_PROTOCOL'],
    ['no-tls', 'an IMAP server without STARTTLS', at('imap', imap), 'UPSTREAM_NO_TLS'],
    ['no-tls-pop', 'a POP3 server without STLS', at('pop3', pop3), 'UPSTREAM_NO_TLS'],
    ['self-signed', 'a self-signed certificate', at('imaps', selfSigned), 'TLS_UNTRUSTED'],
    ['self-signed-pop', 'one behind POP3', at('pop3s', selfSigned), 'TLS_UNTRUSTED'],
  ];
  return {
    all: kinds.map(([domain, what, incoming, code]) => ({
      ...{ domain: `${domain}.example`, what, incoming, code },
    })),
    heard: () => heard.join(''),
  };
}

/** As POSTERN_SERVERS wants them, beside others. */
export function serversWith(others: string, { all }: BadServers): string {
  const outgoing = 'smtp://127.0.0.1:9';
  const bad = Object.fromEntries(all.map(({ domain, incoming }) => [domain, { incoming, outgoing }]));
  return JSON.stringify({ ...JSON.parse(others), ...bad });
}

async function listen(server: net.Server): Promise<number> {
  const open = new Set<net.Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

/** A port that was free a moment ago. */
async function closedPort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
