// Our own POP3 client: one signed-in session over TLS (RFC 1939, 2449, 2595, 5034). A newcomer's trap: a session is
// a snapshot. Message numbers mean nothing outside it, mail that arrives later is not in it, and DELE only counts
// once QUIT was answered.
import { Readable } from 'node:stream';
import { MailError } from '../mail/errors.ts';
import { fromReply, isRefusal } from './errors.ts';
import type { Limits } from './limits.ts';
import { LineCollector } from './reader.ts';
import {
  type Capabilities,
  command,
  NO_CAPABILITIES,
  parseCapabilities,
  parseListLine,
  parseUidlLine,
  type Reply,
} from './reply.ts';
import type { Sink, Wire } from './wire.ts';

type Phase = 'GREETING' | 'SIGN_IN' | 'SESSION';

export class Pop3Client {
  #wire: Wire;
  #limits: Limits;
  #capabilities: Capabilities = NO_CAPABILITIES;

  /** For a wire that is signed in, or about to be: see connect.ts. */
  constructor(wire: Wire, limits: Limits) {
    this.#wire = wire;
    this.#limits = limits;
  }

  get capabilities(): Capabilities {
    return this.#capabilities;
  }

  /** False once the connection is over, whoever ended it. */
  get isAlive(): boolean {
    return this.#wire.error === null;
  }

  /** Called when the connection is over, whoever ended it. */
  set onEnd(listener: (() => void) | null) {
    this.#wire.onEnd = listener;
  }

  /** Asks what the server can do; a server without CAPA leaves the usual minimum. */
  async capa(): Promise<Capabilities> {
    const lines: string[] = [];
    try {
      await this.#listing('CAPA', (line) => lines.push(line));
      this.#capabilities = parseCapabilities(lines);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.#capabilities = NO_CAPABILITIES;
    }
    if (this.#capabilities.pipelining) this.#wire.window = this.#limits.window;
    return this.#capabilities;
  }

  /** UIDLs by message number; null when the server has none. Throws a Refusal when it refuses for now. */
  async uidl(): Promise<Map<number, string> | null> {
    const uidls = new Map<number, string>();
    try {
      await this.#listing('UIDL', (line) => {
        const entry = parseUidlLine(line);
        if (entry) uidls.set(entry.number, entry.uidl);
      });
    } catch (error) {
      if (isRefusal(error) && error.code === 'UPSTREAM_REFUSED') return null;
      throw error;
    }
    return uidls;
  }

  /** Sizes by message number, as the server counts or guesses them. */
  async list(): Promise<Map<number, number>> {
    const sizes = new Map<number, number>();
    await this.#listing('LIST', (line) => {
      const entry = parseListLine(line);
      if (entry) sizes.set(entry.number, entry.size);
    });
    return sizes;
  }

  /** The header of a message with the empty line behind it; what is over the limit of a header is cut off. */
  top(number: number): Promise<Buffer> {
    return this.#collect(command('TOP', number, 0));
  }

  /** As `top`, for servers that have no TOP: the whole message travels. */
  topByRetr(number: number): Promise<Buffer> {
    return this.#collect(command('RETR', number));
  }

  /**
   * The whole message, un-stuffed. Read it to its end: destroying it earlier ends the connection, because POP3 has
   * no way to stop an answer. TOO_LARGE ends it too.
   */
  retr(number: number): Promise<Readable> {
    return new Promise((resolve, reject) => {
      this.#long(command('RETR', number), reject, () => {
        let isEnded = false;
        let size = 0;
        const stream = new Readable({
          highWaterMark: 256 * 1024,
          read: () => this.#wire.resume(),
          destroy: (error, done) => {
            if (!isEnded) this.#wire.fail(new MailError('CANCELLED', { cause: error }));
            done(error);
          },
        });
        // The connection may end before the reader listens; it still finds the error when it reads.
        stream.on('error', () => {});
        resolve(stream);
        return {
          data: (piece) => {
            size += piece.length;
            if (size > this.#limits.messageBytes) this.#wire.fail(new MailError('TOO_LARGE'));
            return stream.destroyed || stream.push(piece);
          },
          end: () => {
            isEnded = true;
            stream.push(null);
          },
          fail: (error) => {
            isEnded = true;
            stream.destroy(error);
          },
        };
      });
    });
  }

  /** Marks a message; nothing happens to it before `quit` was answered. */
  async dele(number: number): Promise<void> {
    await this.short(command('DELE', number), 'SESSION');
  }

  /** Ends the session. Throws when the server did not say that it removed what was marked. */
  async quit(): Promise<void> {
    try {
      await this.short(command('QUIT'), 'SESSION');
    } finally {
      this.destroy();
    }
  }

  /** Drops the connection; marked messages stay. */
  destroy(error = new MailError('UPSTREAM_OFFLINE')): void {
    this.#wire.fail(error);
  }

  /** One command with a one-line answer; for connect.ts. `CONTINUE` answers are returned, -ERR is thrown. */
  short(line: string | null, phase: Phase, options: { isHandover?: boolean } = {}): Promise<Reply> {
    return new Promise((resolve, reject) => {
      this.#wire.send({
        ...options,
        line,
        limitMs: this.#limits.commandMs,
        status: (reply) => {
          if (reply.kind === 'CONTINUE' && phase !== 'SIGN_IN') throw new MailError('UPSTREAM_PROTOCOL');
          if (reply.kind === 'ERR') reject(fromReply(reply, phase));
          else resolve(reply);
          return null;
        },
        fail: reject,
      });
    });
  }

  #long(line: string, reject: (error: MailError) => void, open: () => Sink): void {
    this.#wire.send({
      line,
      limitMs: this.#limits.dataMs,
      status: (reply) => {
        if (reply.kind === 'CONTINUE') throw new MailError('UPSTREAM_PROTOCOL');
        if (reply.kind === 'OK') return open();
        reject(fromReply(reply, 'SESSION'));
        return null;
      },
      fail: reject,
    });
  }

  #listing(verb: string, take: (line: string) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const lines = new LineCollector(this.#limits.lineBytes);
      let count = 0;
      this.#long(command(verb), reject, () => ({
        data: (piece) => {
          for (let at = 0; at < piece.length; ) {
            const found = lines.feed(piece, at);
            if (found === null) break;
            if (++count > this.#limits.listLines) throw new MailError('TOO_LARGE');
            take(found.line);
            at = found.next;
          }
          return true;
        },
        end: resolve,
        fail: reject,
      }));
    });
  }

  #collect(line: string): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const pieces: Buffer[] = [];
      let size = 0;
      let kept = 0;
      this.#long(line, reject, () => ({
        data: (piece) => {
          size += piece.length;
          if (size > this.#limits.messageBytes) throw new MailError('TOO_LARGE');
          const wanted = piece.subarray(0, this.#limits.headerBytes - kept);
          kept += wanted.length;
          if (wanted.length > 0) pieces.push(wanted);
          return true;
        },
        end: () => resolve(Buffer.concat(pieces)),
        fail: reject,
      }));
    });
  }
}
