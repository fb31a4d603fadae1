// One connection as a queue of commands and their answers: sends them in order (several at once where the server
// allows), gives each its answer, and ends everything with one error when anything is wrong. A newcomer's trap:
// answers have no tag, so after a time-out or a stray byte nothing can be trusted any more; `fail` is final.
import type { Socket } from 'node:net';
import { MailError } from '../mail/errors.ts';
import { fromReply, translate } from './errors.ts';
import type { Limits } from './limits.ts';
import { LineCollector, Unstuffer } from './reader.ts';
import { parseReply, type Reply } from './reply.ts';

/** Takes the lines of a long answer, un-stuffed and cut anywhere. */
export interface Sink {
  /** False asks the wire to stop reading until `resume`. */
  data(piece: Buffer): boolean;
  end(): void;
  fail(error: MailError): void;
}

export interface Exchange {
  /** With its CR LF; null for the greeting, which nobody asks for. */
  line: string | null;
  /** How long the status line may take, in milliseconds. */
  limitMs: number;
  /** A sink when a long answer follows; throws what makes the whole connection useless. */
  status(reply: Reply): Sink | null;
  /** Only before `status` was called. */
  fail(error: MailError): void;
  /** Nothing may follow a good answer: the socket is handed over to TLS. */
  isHandover?: boolean;
}

export class Wire {
  #limits: Limits;
  #socket: Socket | null = null;
  #waiting: Exchange[] = [];
  #sent: Exchange[] = [];
  #window = 1;
  #lines: LineCollector;
  #sink: Sink | null = null;
  #unstuffer = new Unstuffer();
  #timer: NodeJS.Timeout | undefined;
  #lastLook: NodeJS.Immediate | undefined;
  #isPaused = false;
  #error: MailError | null = null;
  /** Called once when the connection is over. */
  onEnd: (() => void) | null = null;

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#lines = new LineCollector(limits.lineBytes);
  }

  get error(): MailError | null {
    return this.#error;
  }

  /** Reads from a socket from now on. */
  attach(socket: Socket): void {
    if (this.#error) {
      socket.destroy();
      return;
    }
    this.#socket = socket;
    socket.setNoDelay(true);
    socket
      .on('data', this.#onData)
      .on('error', this.#onError)
      .on('end', this.#onEnd)
      .on('close', this.#onEnd);
  }

  /** How many commands may be on their way at once. */
  set window(size: number) {
    this.#window = size;
    this.#write();
  }

  send(exchange: Exchange): void {
    if (this.#error) {
      exchange.fail(this.#error);
    } else {
      this.#waiting.push(exchange);
      this.#write();
    }
  }

  /** Goes on reading after a sink asked for a stop. */
  resume(): void {
    if (!this.#isPaused || this.#error) return;
    this.#isPaused = false;
    this.#watchClock();
    this.#socket?.resume();
  }

  /** Ends the connection; everything that waits fails with this error, and so does everything that comes. */
  fail(error: MailError): void {
    if (this.#error) return;
    this.#error = error;
    this.#stopClock();
    const socket = this.#socket;
    this.#socket = null;
    socket?.off('data', this.#onData);
    socket?.destroy();
    const [sink, head, ...others] = [this.#sink, ...this.#sent, ...this.#waiting];
    this.#sink = null;
    this.#sent = [];
    this.#waiting = [];
    if (sink) sink.fail(error);
    else head?.fail(error);
    for (const exchange of others) exchange.fail(error);
    this.onEnd?.();
  }

  /** Takes the socket away from this wire, after the answer to a handover. */
  detach(): Socket {
    const socket = this.#socket;
    if (socket === null) throw this.#error ?? new MailError('UPSTREAM_OFFLINE');
    this.#socket = null;
    socket
      .off('data', this.#onData)
      .off('error', this.#onError)
      .off('end', this.#onEnd)
      .off('close', this.#onEnd);
    // Until TLS listens, an error has nobody else to go to.
    return socket.on('error', () => {});
  }

  #onData = (chunk: Buffer): void => {
    try {
      this.#feed(chunk);
    } catch (error) {
      this.fail(translate(error));
    }
  };
  #onError = (error: Error): void => this.fail(translate(error));
  #onEnd = (): void => this.fail(new MailError('UPSTREAM_OFFLINE'));

  #write(): void {
    while (this.#waiting.length > 0 && this.#sent.length < this.#window) {
      const exchange = this.#waiting.shift();
      if (exchange === undefined) return;
      this.#sent.push(exchange);
      if (this.#sent.length === 1) this.#watchClock();
      if (exchange.line !== null) this.#socket?.write(exchange.line);
    }
  }

  #feed(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0 && !this.#error) {
      if (this.#sink) {
        const sink = this.#sink;
        const next = this.#unstuffer.feed(rest, (piece) => {
          if (!this.#error && !sink.data(piece)) this.#isPaused = true;
        });
        if (this.#error) return;
        if (next < 0) break;
        rest = rest.subarray(next);
        this.#sink = null;
        // Nobody asks for more of an answer that is whole.
        this.#isPaused = false;
        this.#done();
        sink.end();
        continue;
      }
      const head = this.#sent[0];
      if (head === undefined) throw unasked(rest);
      const found = this.#lines.feed(rest);
      if (found === null) return;
      rest = rest.subarray(found.next);
      this.#answer(head, parseReply(found.line), rest.length);
    }
    if (this.#error) return;
    if (this.#isPaused) {
      this.#stopClock();
      this.#socket?.pause();
    } else if (this.#sink) {
      this.#watchClock();
    }
  }

  #answer(head: Exchange, reply: Reply, bytesBehind: number): void {
    if (head.isHandover && reply.kind === 'OK') {
      // What follows was put there by someone who can't speak TLS as the server (CVE-2011-0411).
      if (bytesBehind > 0) throw new MailError('UPSTREAM_PROTOCOL');
      this.#socket?.pause();
    }
    const sink = head.status(reply);
    if (this.#error) return;
    if (sink === null) {
      this.#done();
    } else {
      this.#sink = sink;
      this.#unstuffer = new Unstuffer();
    }
  }

  #done(): void {
    this.#sent.shift();
    this.#stopClock();
    if (this.#sent.length > 0) this.#watchClock();
    this.#write();
  }

  /** (Re)starts the deadline of the answer that is due. A reader who is slow is not the server's fault. */
  #watchClock(): void {
    this.#stopClock();
    const head = this.#sent[0];
    if (head === undefined || this.#isPaused) return;
    // When this process itself was held up, the answer may lie in the socket: node looks there between the two.
    const late = (): void => {
      this.#lastLook = setImmediate(() => this.fail(new MailError('UPSTREAM_TIMEOUT')));
    };
    this.#timer = setTimeout(late, this.#sink ? this.#limits.dataMs : head.limitMs);
  }

  #stopClock(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#lastLook);
  }
}

/** Bytes that no command asked for: a farewell such as "-ERR autologout", or not POP3. */
function unasked(bytes: Buffer): MailError {
  const line = bytes.subarray(0, 500).toString('latin1').split('\n', 1)[0] ?? '';
  if (!line.startsWith('-ERR')) return new MailError('UPSTREAM_PROTOCOL', { serverText: line });
  return fromReply(parseReply(line.trimEnd()), 'GREETING');
}
