// A private Courier-IMAP for one test file: the real imapd over Maildirs, with the sign-in in front of it played by
// this process, because Courier's own reads paths that only root can make. A newcomer's trap: DELETE and RENAME
// take two seconds each, because UIDVALIDITY is the second in which a mailbox was made and must not come again.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls, { type TLSSocket } from 'node:tls';
import { type Certificate, makeCertificate } from '../../demo/certificate.ts';
import { keepProcess } from '../../demo/child.ts';
import { atEnd } from './cleanup.ts';
import { ALICE, BOB, type User } from './dovecot.ts';
import type { ImapServer } from './imap.ts';
import { copyUnpacked, type Programs } from './unpacked.ts';

/** As Debian's configuration has it. */
const CAPABILITY =
  'IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA IDLE';
const GREETING = `* OK [CAPABILITY ${CAPABILITY} AUTH=PLAIN] Courier-IMAP ready.`;

/** ALICE and BOB, or the users given. Ends with the test file. */
export async function startCourier(users: readonly User[] = [ALICE, BOB]): Promise<ImapServer> {
  const folder = await mkdtemp(join(tmpdir(), 'postern-courier-'));
  atEnd(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  const programs = await copyUnpacked('courier-imap', join(folder, 'root'));
  const certificate = await makeCertificate(join(folder, 'tls'));
  for (const { name } of users)
    for (const part of ['cur', 'new', 'tmp'])
      await mkdir(join(folder, name, 'Maildir', part), { recursive: true });
  watchFiles(programs, folder);
  return listen(programs, folder, certificate, users);
}

/** Courier of this age asks a helper about files, and waits a second for each question without it. */
function watchFiles(programs: Programs, folder: string): void {
  const gamin = join(folder, 'root/usr/libexec/gam_server');
  if (!existsSync(gamin)) return;
  programs.env.GAM_CLIENT_ID = folder;
  const helper = keepProcess(gamin, ['--notimeout', folder], { env: programs.env });
  atEnd(() => helper.kill());
}

async function listen(
  programs: Programs,
  folder: string,
  { ca, keyFile, certFile }: Certificate,
  users: readonly User[],
): Promise<ImapServer> {
  const children = new Set<ChildProcess>();
  const sockets = new Set<TLSSocket>();
  const serve = (socket: TLSSocket, name: string, tag: string, rest: Buffer): void => {
    const child = spawn(programs.path('bin/imapd'), ['Maildir'], {
      cwd: join(folder, name),
      stdio: ['pipe', 'pipe', 'ignore'],
      env: {
        ...programs.env,
        ...{ AUTHENTICATED: name, AUTHADDR: name, IMAPLOGINTAG: tag, HOME: join(folder, name) },
        ...{ TCPREMOTEIP: '127.0.0.1', TCPREMOTEPORT: String(socket.remotePort), IMAP_TLS: '1' },
        ...{ IMAP_CAPABILITY: CAPABILITY, IMAP_CAPABILITY_TLS: CAPABILITY, IMAP_KEYWORDS: '1' },
        ...{ IMAP_ACL: '1', IMAP_USELOCKS: '1', IMAP_TRASHFOLDERNAME: 'Trash' },
        // It looks for new mail in this rhythm while a client idles; its own is a minute.
        IMAP_IDLE_TIMEOUT: '1',
      },
    });
    children.add(child);
    child.once('exit', () => {
      children.delete(child);
      socket.end();
    });
    child.stdin.on('error', () => {}).write(rest);
    child.stdout.pipe(socket);
    socket.pipe(child.stdin);
    socket.once('close', () => child.kill());
  };

  const server = tls.createServer(
    { key: await readFile(keyFile), cert: await readFile(certFile), noDelay: true },
    (socket) => {
      sockets.add(socket);
      socket.on('error', () => {}).once('close', () => sockets.delete(socket));
      signIn(socket, users, (name, tag, rest) => serve(socket, name, tag, rest));
    },
  );
  server.on('tlsClientError', () => {}).listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    const ends = [...children].map((child) => once(child, 'exit'));
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(ends);
  });
  return { imaps: (server.address() as AddressInfo).port, ca };
}

/** What Courier says until somebody is signed in. LOGIN takes quoted words only. */
function signIn(
  socket: TLSSocket,
  users: readonly User[],
  done: (name: string, tag: string, rest: Buffer) => void,
): void {
  const say = (line: string): void => {
    socket.write(`${line}\r\n`);
  };
  let buffered = Buffer.alloc(0);
  /** The tag of an AUTHENTICATE that waits for its second line. */
  let waiting: string | null = null;
  const handle = (line: string): boolean => {
    const [tag = '*', verb = '', ...words] = waiting === null ? line.split(' ') : [waiting, 'PLAIN', line];
    let credentials: (string | undefined)[] = [];
    if (verb === 'PLAIN') credentials = Buffer.from(line, 'base64').toString().split('\0').slice(1);
    if (verb.toUpperCase() === 'LOGIN')
      credentials = [...words.join(' ').matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word]) =>
        word?.replace(/\\(.)/g, '$1'),
      );
    waiting = null;
    switch (verb.toUpperCase()) {
      case 'CAPABILITY':
        say(`* CAPABILITY ${CAPABILITY} AUTH=PLAIN\r\n${tag} OK CAPABILITY completed`);
        return false;
      case 'AUTHENTICATE':
        waiting = tag;
        say('+ ');
        return false;
      case 'LOGOUT':
        socket.end(`* BYE Courier-IMAP server shutting down\r\n${tag} OK LOGOUT completed\r\n`);
        return false;
      case 'PLAIN':
      case 'LOGIN': {
        const user = users.find(
          ({ name, password }) => name === credentials[0] && password === credentials[1],
        );
        if (!user) {
          say(`${tag} NO Login failed.`);
          return false;
        }
        socket.off('data', read);
        socket.pause();
        done(user.name, tag, buffered);
        return true;
      }
      default:
        say(`${tag} OK ${verb} completed`);
        return false;
    }
  };
  const read = (chunk: Buffer): void => {
    buffered = Buffer.concat([buffered, chunk]);
    for (let end = buffered.indexOf('\r\n'); end >= 0; end = buffered.indexOf('\r\n')) {
      const line = buffered.toString('latin1', 0, end);
      buffered = buffered.subarray(end + 2);
      if (handle(line)) return;
    }
  };
  socket.on('data', read);
  say(GREETING);
}
