// A server as far away as one likes: passes bytes on after half a round trip in each direction, in order and
// without a limit on how many are under way. A newcomer's trap: opening a connection takes one round trip in the
// network, too; a listener here accepts at once, so what the client says first waits for that longer.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface DelayOptions {
  target: { host: string; port: number };
  /** Milliseconds for there and back, without the server's own time. */
  rttMs?: number;
}

export interface Delay {
  port: number;
  /** All that came in since the start, on all connections: from the clients and from the server. */
  bytes(): { up: number; down: number };
  /** How often a client spoke after the server had, or first. Commands in one go count once. */
  turns(): number;
  connections(): number;
  /** Ends every connection and the listener. */
  close(): Promise<void>;
}

/** Bytes that one direction holds before its sender is made to wait; more than any line here keeps under way. */
const MAX_UNDERWAY = 64 * 1024 * 1024;

/** The caller closes it. */
export async function startDelay({ target, rttMs = 40 }: DelayOptions): Promise<Delay> {
  const open = new Set<Line>();
  const bytes = { up: 0, down: 0 };
  let turns = 0;
  let connections = 0;

  // Half-open, so that an end in one direction is passed on in its turn and does not overtake what follows.
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    connections++;
    const upstream = connect({ ...target, allowHalfOpen: true, noDelay: true });
    let isServersTurn = false;
    const up = new Line(client, upstream, rttMs / 2, performance.now() + rttMs * 1.5, (size) => {
      bytes.up += size;
      if (!isServersTurn) turns++;
      isServersTurn = true;
    });
    const down = new Line(upstream, client, rttMs / 2, performance.now() + rttMs * 2, (size) => {
      bytes.down += size;
      isServersTurn = false;
    });
    for (const line of [up, down]) {
      open.add(line);
      line.onClosed = () => {
        open.delete(line);
      };
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    bytes: () => ({ ...bytes }),
    turns: () => turns,
    connections: () => connections,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const line of [...open]) line.destroy();
      await closed;
    },
  };
}

/** One direction of one connection. */
class Line {
  onClosed = (): void => {};
  readonly #from: Socket;
  readonly #to: Socket;
  /** Null is the end. */
  readonly #queue: { due: number; chunk: Buffer | null }[] = [];
  #underway = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(from: Socket, to: Socket, delayMs: number, notBefore: number, count: (size: number) => void) {
    this.#from = from;
    this.#to = to;
    const push = (chunk: Buffer | null): void => {
      this.#queue.push({ due: Math.max(performance.now() + delayMs, notBefore), chunk });
      this.#schedule();
    };
    from.on('data', (chunk) => {
      count(chunk.length);
      this.#underway += chunk.length;
      if (this.#underway > MAX_UNDERWAY) from.pause();
      push(chunk);
    });
    from.on('end', () => push(null));
    from.on('error', () => {});
    from.on('close', (hadError) => {
      // A reset loses what is under way, as it does in a network.
      if (hadError) this.destroy();
      this.onClosed();
    });
    to.on('drain', () => this.#schedule());
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#queue.length = 0;
    this.#from.destroy();
    this.#to.destroy();
  }

  #schedule(): void {
    const [next] = this.#queue;
    if (next === undefined || this.#to.writableNeedDrain) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#flush(), Math.max(0, next.due - performance.now()));
  }

  #flush(): void {
    // A timer may be a fraction of a millisecond early.
    const now = performance.now() + 0.3;
    for (;;) {
      const [next] = this.#queue;
      if (next === undefined || next.due > now || this.#to.writableNeedDrain) break;
      this.#queue.shift();
      if (next.chunk === null) this.#to.end();
      else {
        this.#underway -= next.chunk.length;
        this.#to.write(next.chunk);
      }
    }
    if (this.#from.isPaused() && this.#underway < MAX_UNDERWAY / 2) this.#from.resume();
    this.#schedule();
  }
}
