// An IMAP server that says what a test tells it to, over TLS. A newcomer's trap: what a script leaves out is
// answered as a small, honest server with one mailbox of three messages would.
import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';
import tls from 'node:tls';
import type { Server } from '../../server/mail/account.ts';
import { atEnd } from './cleanup.ts';
import { certificate } from './smtp.ts';

/** Lines to send, with TAG for the command's tag; null: say nothing; or do as you like with the connection. */
export type Answer = readonly string[] | null | ((connection: ScriptedConnection) => void);

export interface ScriptedConnection {
  socket: Socket;
  /** 1 for the first connection. */
  number: number;
  tag: string;
  say(...lines: string[]): void;
}

export interface Script {
  greeting?: string;
  /** Extensions, besides IMAP4rev1. */
  capabilities?: string;
  /** By command in upper case ("UID FETCH"); AUTH answers the password. */
  answers?: Record<
    string,
    readonly string[] | null | ((line: string, connection: ScriptedConnection) => Answer)
  >;
  /** Plain text with STARTTLS in place of TLS from the first byte. */
  plain?: boolean;
  /** False: the connection is closed without a word. */
  accept?: (socket: Socket) => boolean;
}

export interface ScriptedImap {
  server: Server;
  /** Every command line of every connection, tag left out. */
  lines: string[];
  connections(): number;
}

export async function scriptedImap({
  greeting = '* OK ready',
  capabilities = 'UIDPLUS MOVE ESEARCH IDLE LIST-STATUS',
  answers = {},
  plain = false,
  accept = () => true,
}: Script): Promise<ScriptedImap> {
  const { key, cert, ca } = await certificate();
  const lines: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;

  const honest: NonNullable<Script['answers']> = {
    CAPABILITY: [`* CAPABILITY IMAP4rev1 AUTH=PLAIN ${plain ? 'STARTTLS ' : ''}${capabilities}`, 'TAG OK'],
    AUTH: [`TAG OK [CAPABILITY IMAP4rev1 ${capabilities}] welcome`],
    ENABLE: ['* ENABLED', 'TAG OK'],
    LIST: ['* LIST () "/" INBOX', '* STATUS INBOX (MESSAGES 3 UNSEEN 3 UIDVALIDITY 7 UIDNEXT 40)', 'TAG OK'],
    SELECT: [
      '* FLAGS (\\Seen \\Flagged \\Deleted)',
      '* OK [PERMANENTFLAGS (\\Seen \\Flagged \\Deleted \\*)] ok',
      '* 3 EXISTS',
      '* OK [UIDVALIDITY 7] ok',
      '* OK [UIDNEXT 40] ok',
      'TAG OK [READ-WRITE] selected',
    ],
    FETCH: [...UIDS.map((uid, index) => row(index + 1, uid)), 'TAG OK'],
    'UID FETCH': (line) => [...asked(line).map((uid) => row(UIDS.indexOf(uid) + 1, uid)), 'TAG OK'],
    'UID SEARCH': (_, { tag }) => [`* ESEARCH (TAG "${tag}") UID ALL ${UIDS.join(',')}`, 'TAG OK'],
    IDLE: () => (connection) => connection.say('+ idling'),
    DONE: ['TAG OK'],
    LOGOUT: ['* BYE', 'TAG OK'],
  };

  const serve = (socket: Socket): void => {
    const number = ++connections;
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    if (!accept(socket)) {
      socket.destroy();
      return;
    }
    let tag = '';
    let awaitsPassword = false;
    const say = (...all: string[]): void => {
      if (socket.writable) socket.write(all.map((line) => `${line.replace(/^TAG/, tag)}\r\n`).join(''));
    };
    const handle = (line: string): void => {
      let command = 'AUTH';
      if (!awaitsPassword) {
        const match = /^(\S+) ((?:UID )?\S+)/i.exec(line === 'DONE' ? `${tag} DONE` : line);
        tag = match?.[1] ?? '*';
        command = match?.[2]?.toUpperCase() ?? '';
        lines.push(line === 'DONE' ? line : line.slice(tag.length + 1));
      }
      awaitsPassword = command === 'AUTHENTICATE' && line.split(' ').length === 3;
      if (awaitsPassword) {
        say('+ ');
        return;
      }
      if (command === 'AUTHENTICATE') command = 'AUTH';
      const connection: ScriptedConnection = { socket, number, tag, say };
      const scripted = command in answers ? answers[command] : (honest[command] ?? ['TAG OK']);
      const answer =
        typeof scripted === 'function' ? scripted(line.slice(tag.length + 1), connection) : scripted;
      if (typeof answer === 'function') answer(connection);
      else if (answer) say(...answer);
    };
    let buffered = '';
    socket.on('data', (chunk) => {
      buffered += chunk.toString('latin1');
      const all = buffered.split('\r\n');
      buffered = all.pop() ?? '';
      for (const line of all) handle(line);
    });
    say(greeting);
  };

  const listener = plain ? net.createServer(serve) : tls.createServer({ key, cert }, serve);
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  atEnd(() => {
    listener.close();
    for (const socket of sockets) socket.destroy();
  });
  return {
    server: {
      host: 'localhost',
      port: (listener.address() as AddressInfo).port,
      tls: plain ? 'STARTTLS' : 'IMPLICIT',
      ca,
      listed: true,
    },
    lines,
    connections: () => connections,
  };
}

const UIDS = [10, 20, 30];

/** The messages there are of those that a UID FETCH asks for. */
function asked(line: string): number[] {
  const ranges = (/^UID FETCH (\S+)/i.exec(line)?.[1] ?? '').split(',').map((range) => {
    const [low = '', high = low] = range.split(':');
    return [Number(low), high === '*' ? Infinity : Number(high)] as const;
  });
  return UIDS.filter((uid) => ranges.some(([low, high]) => uid >= low && uid <= high));
}

const PLAIN = '("text" "plain" ("charset" "utf-8") NIL NIL "7bit" 10 1)';

/** A FETCH row with everything a list asks for. */
export function row(seq: number, uid: number, flags = '', structure = PLAIN): string {
  const header = [
    ...['Date: Tue, 24 Nov 2026 10:00:00 +0100', `Subject: Mail ${uid}`, 'From: Bob <bob@demo.example>'],
    ...[`Message-ID: <${uid}@demo.example>`, '', ''],
  ].join('\r\n');
  return `* ${seq} FETCH (UID ${uid} FLAGS (${flags}) INTERNALDATE "24-Nov-2026 10:00:00 +0100" RFC822.SIZE 100 BODYSTRUCTURE ${structure} BODY[HEADER.FIELDS (DATE SUBJECT FROM)] {${Buffer.byteLength(header)}}\r\n${header})`;
}
