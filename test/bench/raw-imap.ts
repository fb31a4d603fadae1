// The floor: a bare TLS socket that speaks just enough IMAP to do the same. It parses nothing; it reads until the
// tagged answer. Whatever a client adds on top of this is the client's own.
import { once } from 'node:events';
import tls from 'node:tls';

export interface RawImap {
  /** Sends one command and resolves with the bytes of its whole answer. Throws on NO and BAD. */
  command(text: string): Promise<Buffer>;
  /** Bytes so far, inside TLS. */
  bytes(): number;
  /** IDLE; each line that comes is told at once. Resolves when the server idles. */
  idle(heard: (line: string) => void): Promise<void>;
  end(): void;
}

export interface Place {
  port: number;
  ca: string;
  user: string;
  password: string;
}

/** Connects, waits for the greeting and logs in. */
export async function openRawImap({ port, ca, user, password }: Place): Promise<RawImap> {
  const socket = tls.connect({ host: 'localhost', port, ca });
  socket.setNoDelay(true);
  let tag = 0;
  let bytes = 0;
  let chunks: Buffer[] = [];
  let idling: ((line: string) => void) | null = null;
  let waiting: { tag: string; resolve: (answer: Buffer) => void; reject: (error: Error) => void } | null =
    null;
  const fail = (): void => waiting?.reject(new Error('The connection ended.'));
  socket.on('error', fail).on('close', fail);
  socket.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (idling) {
      for (const line of chunk.toString('latin1').split('\r\n')) if (line !== '') idling(line);
      return;
    }
    chunks.push(chunk);
    // The tagged line is the last one, so it lies in the last 2,000 bytes once it is here (LOGIN lists capabilities).
    const tail = (chunk.length >= 2000 ? chunk : Buffer.concat(chunks.slice(-3)))
      .subarray(-2000)
      .toString('latin1');
    if (!waiting || !tail.endsWith('\r\n')) return;
    const status = new RegExp(`(?:^|\r\n)${waiting.tag} (OK|NO|BAD)[^\r\n]*\r\n$`).exec(tail)?.[1];
    if (!status) return;
    const { resolve, reject } = waiting;
    waiting = null;
    const answer = Buffer.concat(chunks);
    chunks = [];
    if (status === 'OK') resolve(answer);
    else reject(new Error(answer.subarray(-300).toString('latin1')));
  });
  await once(socket, 'data');
  chunks = [];
  const command = (text: string): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      waiting = { tag: `a${++tag}`, resolve, reject };
      socket.write(`a${tag} ${text}\r\n`);
    });
  await command(`LOGIN "${user}" "${password}"`);
  return {
    command,
    bytes: () => bytes,
    idle: (heard) =>
      new Promise((resolve) => {
        idling = (line) => (line.startsWith('+') ? resolve() : heard(line));
        socket.write(`a${++tag} IDLE\r\n`);
      }),
    end: () => socket.destroy(),
  };
}
