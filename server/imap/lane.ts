// One lane: a connection that is made when it is wanted, used by one operation at a time in the order they came,
// made anew after it broke, and closed when nobody used it for a while. A newcomer's trap: a caller who gives up
// gets his answer at once, but the lane stays his until the command he left behind has ended.
import type { ImapFlow } from 'imapflow';
import { MailError } from '../mail/errors.ts';
import { noop } from './commands.ts';
import { logout } from './connection.ts';
import { isConnectionLost } from './errors.ts';
import { Session } from './selection.ts';

/** How long a command that nobody waits for any more may go on before its connection is closed for it. */
const GRACE_MS = 1_000;
/** A connection that was quiet for so long is asked for a sign of life before something that can't be repeated. */
const QUIET_MS = 3_000;

export interface UseOptions {
  /** Selected (and checked) before the work begins. */
  mailbox?: string;
  /** Ask the server about the selection even when it was checked a moment ago. */
  fresh?: boolean;
  /** Run on the lane for long work, where there is one. */
  bulk?: boolean;
  /** Not repeated on a new connection when the old one broke under it: an append, a move. */
  once?: boolean;
  signal?: AbortSignal | undefined;
  /** From now to the end, waiting and connecting included; 10 s unless told. */
  deadlineMs?: number;
}

type Open = (signal: AbortSignal) => Promise<ImapFlow>;

export class Lane {
  readonly #idleCloseMs: number;
  readonly #open: Open;
  #session: Session | null = null;
  #tail: Promise<void> = Promise.resolve();
  #waiting = 0;
  #idleTimer: NodeJS.Timeout | undefined;
  #usedAt = 0;

  constructor(idleCloseMs: number, open: Open) {
    this.#idleCloseMs = idleCloseMs;
    this.#open = open;
  }

  /** Runs `work` when its turn has come. Rejects with the signal's reason as soon as it aborts. */
  async use<T>(work: (session: Session) => Promise<T>, options: UseOptions, signal: AbortSignal): Promise<T> {
    clearTimeout(this.#idleTimer);
    this.#waiting++;
    const previous = this.#tail;
    const turn = Promise.withResolvers<void>();
    this.#tail = previous.then(() => turn.promise);
    let running: Promise<T> | undefined;
    try {
      await unlessAborted(previous, signal);
      running = this.#attempt(work, options, signal);
      return await unlessAborted(running, signal);
    } finally {
      void Promise.allSettled([running]).then(() => {
        this.#waiting--;
        this.#usedAt = Date.now();
        if (this.#waiting === 0) this.#closeLater();
        turn.resolve();
      });
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#idleTimer);
    const session = this.#session;
    this.#session = null;
    if (session === null) return;
    if (this.#waiting > 0) session.client.close();
    else await logout(session.client);
  }

  async #attempt<T>(
    work: (session: Session) => Promise<T>,
    options: UseOptions,
    signal: AbortSignal,
  ): Promise<T> {
    for (let tries = 1; ; tries++) {
      const isQuiet = this.#session?.client.usable === true && Date.now() - this.#usedAt > QUIET_MS;
      const session = await this.#connected(signal);
      const release = closeOnAbort(session.client, signal);
      let begun = false;
      try {
        if (options.mailbox !== undefined) await session.select(options.mailbox, options.fresh);
        else if (options.once === true && isQuiet) await noop(session.client);
        begun = true;
        return await work(session);
      } catch (error) {
        const lost = isConnectionLost(error) || !session.client.usable;
        if (!lost || signal.aborted || error instanceof MailError) throw error;
        session.client.close();
        if (tries > 1 || (begun && options.once === true)) throw error;
      } finally {
        release();
      }
    }
  }

  async #connected(signal: AbortSignal): Promise<Session> {
    signal.throwIfAborted();
    if (this.#session?.client.usable !== true) this.#session = new Session(await this.#open(signal));
    return this.#session;
  }

  #closeLater(): void {
    this.#idleTimer = setTimeout(() => {
      if (this.#waiting === 0) void this.close();
    }, this.#idleCloseMs);
    this.#idleTimer.unref();
  }
}

/** At a deadline the connection is closed at once; a caller who left gives the command a moment to end by itself. */
function closeOnAbort(client: ImapFlow, signal: AbortSignal): () => void {
  let timer: NodeJS.Timeout | undefined;
  const abort = (): void => {
    const left = signal.reason instanceof MailError && signal.reason.code === 'CANCELLED';
    if (left) timer = setTimeout(() => client.close(), GRACE_MS);
    else client.close();
  };
  signal.addEventListener('abort', abort, { once: true });
  return () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  };
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
