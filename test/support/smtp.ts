// SMTP servers for tests: a real one (smtp-server) that keeps what it gets, and a scripted one over TLS for
// everything a server should not do. A newcomer's trap: both listen with a certificate that only `ca` vouches
// for, so a Server made by hand needs that `ca`.
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { makeCertificate } from '../../demo/certificate.ts';
import type { AccountSecret, Server, TlsMode } from '../../server/mail/account.ts';
import { atEnd } from './cleanup.ts';

export const USER = 'ann@example.org';
export const PASSWORD = 'correct horse';

interface Pem {
  key: string;
  cert: string;
  ca: string;
}

let made: Promise<Pem> | undefined;

/** One certificate for the test file: localhost and 127.0.0.1. */
export function certificate(): Promise<Pem> {
  made ??= (async () => {
    const folder = await mkdtemp(join(tmpdir(), 'postern-smtp-'));
    atEnd(() => rm(folder, { recursive: true, force: true }));
    const { ca, keyFile, certFile } = await makeCertificate(folder);
    return { ca, key: await readFile(keyFile, 'utf8'), cert: await readFile(certFile, 'utf8') };
  })();
  return made;
}

/** An account that sends through a server on this machine. */
export function accountAt(port: number, tlsMode: TlsMode, ca?: string): AccountSecret {
  const outgoing: Server = {
    host: 'localhost',
    port,
    tls: tlsMode,
    listed: true,
    ...(ca === undefined ? {} : { ca }),
  };
  return {
    id: 'acc1',
    name: USER,
    address: USER,
    protocol: 'IMAP',
    incoming: { ...outgoing, port: 1 },
    outgoing,
    username: USER,
    password: PASSWORD,
  };
}

export interface Received {
  from: string;
  to: string[];
  raw: Buffer;
}

export interface Smtp {
  account: AccountSecret;
  received: Received[];
  /** How many connections came so far. */
  connections(): number;
}

/** smtp-server: signs in USER, keeps messages; `refuse` gives an address a reply code and a text. */
export async function startSmtp(
  tlsMode: TlsMode,
  options: SMTPServerOptions & { refuse?: (address: string) => [number, string] | undefined } = {},
): Promise<Smtp> {
  const { refuse, ...more } = options;
  const { key, cert, ca } = await certificate();
  const received: Received[] = [];
  let connections = 0;
  const server = new SMTPServer({
    secure: tlsMode === 'IMPLICIT',
    key,
    cert,
    logger: false,
    closeTimeout: 100,
    onConnect: (_session, done) => {
      connections++;
      done();
    },
    onAuth: (auth, _session, done) =>
      auth.username === USER && auth.password === PASSWORD
        ? done(null, { user: USER })
        : done(Object.assign(new Error('Invalid login'), { responseCode: 535 })),
    onRcptTo: ({ address }, _session, done) => {
      const reply = refuse?.(address);
      done(reply ? Object.assign(new Error(reply[1]), { responseCode: reply[0] }) : undefined);
    },
    onData: (stream, { envelope }, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        received.push({
          from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
          to: envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(pieces),
        });
        done(null, 'OK: kept');
      });
    },
    ...more,
  });
  server.on('error', () => {});
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  atEnd(() => new Promise<void>((resolve) => server.close(resolve)));
  const { port } = listening.address() as AddressInfo;
  return { account: accountAt(port, tlsMode, ca), received, connections: () => connections };
}

/** What the scripted server does; each answer may be left out for the good one, null means silence. */
export interface Script {
  greeting?: string | null;
  ehlo?: string;
  auth?: string;
  mail?: string;
  rcpt?: string;
  /** The reply to DATA; text after the first line is sent with it. */
  data?: string;
  /** Runs when some of the message came, and what it returns is sent. */
  inMessage?: (socket: tls.TLSSocket) => string | undefined;
  /** Runs when the whole message came: return the reply, or null for none. */
  message?: (socket: tls.TLSSocket, raw: string) => Promise<string | null> | string | null;
}

/** A server over implicit TLS that follows a script. */
export async function startScript(script: Script): Promise<Smtp & { commands: string[] }> {
  const { key, cert, ca } = await certificate();
  const received: Received[] = [];
  const commands: string[] = [];
  let connections = 0;
  const sockets = new Set<tls.TLSSocket>();
  const server = tls.createServer({ key, cert }, (socket) => {
    connections++;
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    let buffer = '';
    let message = '';
    let inData = false;
    const say = (text: string | null | undefined): void => {
      if (text && socket.writable) socket.write(`${text}\r\n`);
    };
    const command = (line: string): void => {
      commands.push(line);
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO') say(script.ehlo ?? '250-hi\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 AUTH PLAIN');
      else if (verb === 'AUTH') say(script.auth ?? '235 2.7.0 ok');
      else if (verb === 'MAIL') say(script.mail ?? '250 2.1.0 ok');
      else if (verb === 'RCPT') say(script.rcpt ?? '250 2.1.5 ok');
      else if (verb === 'DATA') {
        const reply = script.data ?? '354 go on';
        inData = /^[23]/.test(reply);
        say(reply);
      } else if (verb === 'QUIT') socket.end('221 bye\r\n');
      else say('500 what?');
    };
    const read = async (text: string): Promise<void> => {
      if (inData) {
        message += text;
        say(script.inMessage?.(socket));
        const end = message.indexOf('\r\n.\r\n');
        if (end < 0) return;
        inData = false;
        const raw = message.slice(0, end);
        message = '';
        received.push({ from: '', to: [], raw: Buffer.from(raw, 'latin1') });
        say(script.message ? await script.message(socket, raw) : '250 2.0.0 kept');
        return;
      }
      buffer += text;
      for (let end = buffer.indexOf('\r\n'); end >= 0 && !inData; end = buffer.indexOf('\r\n')) {
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        command(line);
      }
    };
    socket.on('data', (piece: Buffer) => void read(piece.toString('latin1')));
    say(script.greeting === undefined ? '220 hello' : script.greeting);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { account: accountAt(port, 'IMPLICIT', ca), received, commands, connections: () => connections };
}
