// Puts many messages into mailboxes quickly: MULTIAPPEND with LITERAL+ and a few commands in flight, because a
// round trip and a transaction for each would take longer than all the writing. A newcomer's trap: a server
// without these would wait for ever; this is for the Dovecot of the demo and the tests only.
import { connect, type TLSSocket } from 'node:tls';
import type { Seeded } from './letter.ts';

export interface Target {
  host: string;
  /** Of IMAP with TLS from the first byte. */
  port: number;
  ca: string;
  user: string;
  password: string;
}

const IN_FLIGHT = 3;
const TOGETHER = 100;
const TOGETHER_BYTES = 4 * 1024 * 1024;

/** Appends in the order given, creating the folders first. Throws the server's words when it refuses. */
export async function append(
  target: Target,
  folders: readonly string[],
  messages: Iterable<Seeded>,
  progress: (done: number) => void = () => undefined,
): Promise<void> {
  const socket = connect({ host: target.host, port: target.port, ca: target.ca, servername: 'localhost' });
  const session = new Session(socket);
  try {
    await session.answer('*');
    await session.command(`LOGIN ${quote(target.user)} ${quote(target.password)}`);
    for (const folder of folders) {
      await session.command(`CREATE ${quote(folder)}`).catch(() => undefined);
      await session.command(`SUBSCRIBE ${quote(folder)}`);
    }
    const waiting: Promise<void>[] = [];
    let done = 0;
    for (const group of grouped(messages)) {
      const answered = session.command(`APPEND ${quote(group[0]?.folder ?? '')}`, group);
      const counted = answered.then(() => {
        done += group.length;
        progress(done);
      });
      // Whoever waits for an earlier group hears of the failure there.
      counted.catch(() => undefined);
      waiting.push(counted);
      if (waiting.length >= IN_FLIGHT) await waiting.shift();
    }
    await Promise.all(waiting);
    await session.command('LOGOUT');
  } finally {
    socket.destroy();
  }
}

/** Neighbours that go into the same folder. */
function* grouped(messages: Iterable<Seeded>): Generator<Seeded[]> {
  let group: Seeded[] = [];
  let bytes = 0;
  for (const item of messages) {
    const full = group.length >= TOGETHER || bytes + item.raw.length > TOGETHER_BYTES;
    if (group.length > 0 && (full || group[0]?.folder !== item.folder)) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(item);
    bytes += item.raw.length;
  }
  if (group.length > 0) yield group;
}

class Session {
  readonly #socket: TLSSocket;
  readonly #waiting = new Map<string, { resolve: () => void; reject: (error: Error) => void }>();
  #rest = '';
  #count = 0;

  constructor(socket: TLSSocket) {
    this.#socket = socket;
    const fail = (error: Error): void => {
      for (const each of this.#waiting.values()) each.reject(error);
      this.#waiting.clear();
    };
    socket.on('error', fail);
    socket.on('close', () => fail(new Error('The mail server closed the connection.')));
    socket.on('data', (chunk: Buffer) => this.#read(chunk.toString('latin1')));
  }

  /** Settles with the line that bears the tag. */
  answer(tag: string): Promise<void> {
    return new Promise((resolve, reject) => this.#waiting.set(tag, { resolve, reject }));
  }

  command(text: string, messages: readonly Seeded[] = []): Promise<void> {
    const tag = `s${++this.#count}`;
    const answered = this.answer(tag);
    const literals = messages.flatMap(({ flags, date, raw }) => [
      Buffer.from(` (${flags.join(' ')}) "${internalDate(date)}" {${raw.length}+}\r\n`),
      raw,
    ]);
    this.#socket.write(Buffer.concat([Buffer.from(`${tag} ${text}`), ...literals, Buffer.from('\r\n')]));
    return answered;
  }

  #read(text: string): void {
    const lines = (this.#rest + text).split('\r\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      const [tag = '', status = ''] = line.split(' ');
      const waiter = this.#waiting.get(tag);
      if (!waiter) continue;
      this.#waiting.delete(tag);
      if (status === 'OK') waiter.resolve();
      else waiter.reject(new Error(`The mail server refused: ${line.slice(tag.length + 1)}`));
    }
  }
}

const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function internalDate(date: Date): string {
  const day = String(date.getUTCDate()).padStart(2, ' ');
  return `${day}-${MONTHS[date.getUTCMonth()]}-${date.getUTCFullYear()} ${date.toISOString().slice(11, 19)} +0000`;
}
