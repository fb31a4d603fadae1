// The floor: a bare TLS socket that speaks just enough IMAP to fetch the same rows. It parses nothing; it reads
// until the tagged answer. Whatever a client adds on top of this is the client's own.
import tls from 'node:tls';

export interface RawImap {
  /** Sends one command and resolves with the bytes of its whole answer. */
  command(text: string): Promise<Buffer>;
  end(): void;
}

export async function openRawImap(
  port: number,
  ca: string,
  user: string,
  password: string,
): Promise<RawImap> {
  const socket = tls.connect({ host: 'localhost', port, ca });
  socket.setNoDelay(true);
  let tag = 0;
  let chunks: Buffer[] = [];
  let waiting: { tag: string; resolve: (answer: Buffer) => void } | null = null;
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    // The tagged line is the last one, so it lies in the last 2,000 bytes once it is here (LOGIN lists capabilities).
    const tail = (chunk.length >= 2000 ? chunk : Buffer.concat(chunks.slice(-3)))
      .subarray(-2000)
      .toString('latin1');
    if (
      waiting &&
      tail.endsWith('\r\n') &&
      new RegExp(`(^|\r\n)${waiting.tag} (OK|NO|BAD)[^\r\n]*\r\n$`).test(tail)
    ) {
      const { resolve } = waiting;
      waiting = null;
      resolve(Buffer.concat(chunks));
      chunks = [];
    }
  });
  await new Promise((resolve) => socket.once('data', resolve));
  chunks = [];
  const command = (text: string): Promise<Buffer> =>
    new Promise((resolve) => {
      waiting = { tag: `a${++tag}`, resolve };
      socket.write(`a${tag} ${text}\r\n`);
    });
  await command(`LOGIN "${user}" "${password}"`);
  return { command, end: () => socket.destroy() };
}
