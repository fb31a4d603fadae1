// POP3 servers that do as they are told: a maildrop in memory, and for each command an answer of the test's own
// where it wants one. A newcomer's trap: the client only talks over TLS, so `plainly` stands in for the egress and
// says that its plain socket is one.
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { Egress } from '../../server/net/egress.ts';
import { LIMITS, type Limits } from '../../server/pop3/limits.ts';
import { atEnd } from './cleanup.ts';

export interface ScriptedMessage {
  uidl: string;
  raw: Buffer;
  /** What LIST says; the true size unless told. */
  size?: number;
}

export interface Peer {
  socket: Socket;
  /** Exactly these bytes. */
  write(bytes: string | Buffer): void;
  /** A long answer: the content stuffed, and its end. */
  writeLong(status: string, content: Buffer | string): void;
}

type Answer = (args: string, peer: Peer) => string | undefined;

export interface Script {
  greeting: string | null;
  /** Lines of CAPA; null for a server without it. */
  capa: readonly string[] | null;
  messages: ScriptedMessage[];
  /** Answers by verb, in upper case; undefined leaves it to the usual answer, '' says nothing. */
  on: Record<string, Answer>;
}

export interface ScriptedPop3 extends Script {
  port: number;
  /** Every line that came, without its end, over all connections. */
  heard: string[];
  /** Connections made so far, and open now. */
  connections: number;
  open: Set<Socket>;
  close(): Promise<void>;
}

export const CAPA = ['TOP', 'UIDL', 'USER', 'RESP-CODES', 'PIPELINING', 'SASL PLAIN'];

/** Listens on a free port until the end of the test file. */
export async function scriptedPop3(script: Partial<Script> = {}): Promise<ScriptedPop3> {
  const server = createServer();
  const scripted: ScriptedPop3 = {
    ...{ greeting: '+OK ready', capa: CAPA, messages: [], on: {} },
    ...script,
    ...{ port: 0, heard: [], connections: 0, open: new Set<Socket>() },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of scripted.open) socket.destroy();
      }),
  };
  server.on('connection', (socket) => {
    scripted.connections++;
    scripted.open.add(socket);
    socket.on('close', () => scripted.open.delete(socket)).on('error', () => {});
    serve(scripted, socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  scripted.port = (server.address() as AddressInfo).port;
  atEnd(() => scripted.close());
  return scripted;
}

function serve(script: ScriptedPop3, socket: Socket): void {
  const snapshot = [...script.messages];
  const marked = new Set<ScriptedMessage>();
  const peer: Peer = {
    socket,
    write: (bytes) => void socket.write(bytes),
    writeLong: (status, content) => {
      const text = Buffer.from(content).toString('latin1');
      socket.write(Buffer.from(`${status}\r\n${text.replace(/^\./gm, '..')}.\r\n`, 'latin1'));
    },
  };
  const usual = answers(script, snapshot, marked);
  if (script.greeting !== null) socket.write(`${script.greeting}\r\n`);
  let rest = '';
  socket.on('data', (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      script.heard.push(line);
      const [verb = '', ...args] = line.split(' ');
      const own = script.on[verb.toUpperCase()]?.(args.join(' '), peer);
      const answer = own ?? usual[verb.toUpperCase()]?.(args.join(' '), peer) ?? '-ERR unknown command';
      if (answer !== '') socket.write(`${answer}\r\n`);
      if (verb.toUpperCase() === 'QUIT' && answer !== '') socket.end();
    }
  });
}

function answers(
  script: ScriptedPop3,
  snapshot: readonly ScriptedMessage[],
  marked: Set<ScriptedMessage>,
): Record<string, Answer> {
  const at = (args: string): ScriptedMessage | undefined => snapshot[Number(args.split(' ')[0]) - 1];
  const listing = (peer: Peer, of: (message: ScriptedMessage) => string | number): string => {
    peer.writeLong('+OK', snapshot.map((message, index) => `${index + 1} ${of(message)}\r\n`).join(''));
    return '';
  };
  return {
    CAPA: (_, peer) => {
      if (script.capa === null) return '-ERR unknown command';
      peer.writeLong('+OK', script.capa.map((line) => `${line}\r\n`).join(''));
      return '';
    },
    AUTH: () => '+OK signed in',
    USER: () => '+OK',
    PASS: () => '+OK signed in',
    UIDL: (_, peer) => listing(peer, ({ uidl }) => uidl),
    LIST: (_, peer) => listing(peer, ({ raw, size }) => size ?? raw.length),
    TOP: (args, peer) => {
      const raw = at(args)?.raw;
      if (!raw) return '-ERR no such message';
      const end = raw.indexOf('\r\n\r\n');
      peer.writeLong('+OK', end < 0 ? raw : raw.subarray(0, end + 4));
      return '';
    },
    RETR: (args, peer) => {
      const raw = at(args)?.raw;
      if (!raw) return '-ERR no such message';
      peer.writeLong('+OK', raw);
      return '';
    },
    DELE: (args) => {
      const message = at(args);
      if (!message) return '-ERR no such message';
      marked.add(message);
      return '+OK';
    },
    QUIT: () => {
      script.messages = script.messages.filter((message) => !marked.has(message));
      return '+OK bye';
    },
  };
}

/** An egress that calls a plain socket TLS. */
export const plainly: Egress = {
  route: async ({ port }) => ({
    address: '127.0.0.1',
    addresses: ['127.0.0.1'],
    ...{ port, servername: 'localhost', tls: 'IMPLICIT' },
  }),
  connect: ({ port }) =>
    new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(socket.off('error', reject)));
      socket.once('error', reject);
    }),
  upgrade: async (socket) => socket as never,
};

/** Pauses of our own are short; deadlines are the real ones, so that a busy machine is no failure. */
export const SHORT: Limits = {
  ...LIMITS,
  ...{ previewMs: 100, deleteMs: 1000, lingerMs: 50, backOffMs: 50, maxBackOffMs: 200 },
};

/** Deadlines for a test that waits them out. */
export const IMPATIENT = { commandMs: 200, dataMs: 200 };

export const scriptedLogin = ({ port }: { port: number }) => ({
  incoming: { host: 'localhost', port, tls: 'IMPLICIT' as const, listed: true },
  username: 'alice',
  password: 'secret',
});
