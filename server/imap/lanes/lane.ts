// One lane: a connection that is made when it is wanted, used by one job at a time, made anew after it broke, and
// closed when nobody used it for a while. A newcomer's trap: a caller who gives up gets his answer at once, but the
// lane stays taken until the command he left behind has ended.
import type { ImapFlow } from 'imapflow';
import { MailError } from '../../mail/errors.ts';
import { noop } from '../commands.ts';
import { isConnectionLost } from '../errors.ts';
import type { Mirrors } from '../mirror/mirrors.ts';
import { expectSilence, faultOf, logout } from './connection.ts';
import type { Seat } from './hosts.ts';
import type { Job, LaneName } from './job.ts';
import { Session } from './selection.ts';

/** How long a command that nobody waits for any more may go on before its connection is closed for it. */
const GRACE_MS = 1_000;
/** How long a watch may take to end its IDLE: a DONE and its answer. */
const YIELD_GRACE_MS = 2_000;
/** A watch that hears nothing for so long asks, and gives up when that is not answered either. */
const WATCH_SILENCE_MS = 75_000;
/** A connection that was quiet for so long is asked for a sign of life before something that can't be repeated. */
const QUIET_MS = 3_000;

export interface LaneOptions {
  name: LaneName;
  mirrors: Mirrors;
  idleCloseMs: number;
  open: (lane: Lane, signal: AbortSignal) => Promise<ImapFlow>;
}

export class Lane implements Seat {
  readonly name: LaneName;
  readonly #mirrors: Mirrors;
  readonly #idleCloseMs: number;
  readonly #open: LaneOptions['open'];
  #session: Session | null = null;
  #job: Job | null = null;
  #isOpening = false;
  #idleTimer: NodeJS.Timeout | undefined;
  #yieldTimer: NodeJS.Timeout | undefined;
  usedAt = 0;

  constructor({ name, mirrors, idleCloseMs, open }: LaneOptions) {
    this.name = name;
    this.#mirrors = mirrors;
    this.#idleCloseMs = idleCloseMs;
    this.#open = open;
  }

  get isOpen(): boolean {
    return this.#session?.client.usable === true;
  }

  /** A connection is there, or will be. */
  get isTaken(): boolean {
    return this.isOpen || this.#isOpening;
  }

  get isFree(): boolean {
    return this.#job === null;
  }

  get isInteractive(): boolean {
    return this.name === 'INTERACTIVE';
  }

  get isIdle(): boolean {
    return this.isOpen && (this.isFree || this.isYielding);
  }

  /** True while it only waits for news, which it gives up when it is asked to. */
  get isYielding(): boolean {
    return this.#job?.options.yields === true;
  }

  /** How long its connection may be quiet before it counts as dead. */
  get silenceMs(): number {
    return this.#idleCloseMs + 60_000;
  }

  /** The mailbox selected on it, if any. */
  get selected(): string | null {
    const mailbox = this.isOpen && this.#session?.client.mailbox;
    return mailbox ? mailbox.path : null;
  }

  /** True where another SELECT would end the following of a mailbox. */
  get isFollowing(): boolean {
    return this.isOpen && this.#session?.followed !== null;
  }

  /** Runs a job on a lane that is free. Resolves when the lane is free again; rejects with the job's failure. */
  async run(job: Job): Promise<void> {
    clearTimeout(this.#idleTimer);
    this.#job = job;
    try {
      await this.#attempt(job);
    } finally {
      if (job.options.yields === true && this.#session !== null)
        expectSilence(this.#session.client, this.silenceMs);
      clearTimeout(this.#yieldTimer);
      this.#yieldTimer = undefined;
      this.#job = null;
      this.usedAt = Date.now();
      this.#closeLater();
    }
  }

  /** Asks a job that yields to end; closes the connection under it when it does not. */
  askToYield(): void {
    if (!this.isYielding || this.#yieldTimer !== undefined) return;
    this.#yieldTimer = setTimeout(() => this.#session?.client.close(), YIELD_GRACE_MS);
    this.#job?.yieldNow.abort();
  }

  async close(): Promise<void> {
    clearTimeout(this.#idleTimer);
    const session = this.#session;
    this.#session = null;
    if (session === null) return;
    this.#job?.yieldNow.abort();
    if (this.isFree || this.isYielding) await logout(session.client);
    else session.client.close();
  }

  async #attempt(job: Job): Promise<void> {
    const { options, signal } = job;
    for (let tries = 1; ; tries++) {
      const isQuiet = this.isOpen && Date.now() - this.usedAt > QUIET_MS;
      const session = await this.#connected(signal);
      const release = closeOnAbort(session.client, signal);
      let begun = false;
      if (options.yields === true) expectSilence(session.client, WATCH_SILENCE_MS);
      try {
        if (options.mailbox !== undefined) {
          const fresh = options.fresh === true || job.isElsewhere;
          await session.select(options.mailbox, { ...options, fresh });
        } else if (options.once === true && isQuiet) await noop(session.client);
        begun = true;
        return await unlessLost(session.client, job.run(session));
      } catch (error) {
        const fault = faultOf(session.client);
        if (fault !== null) throw fault;
        const lost = isConnectionLost(error) || !session.client.usable;
        if (!lost || signal.aborted || error instanceof MailError) throw error;
        session.client.close();
        if (tries > 1 || options.yields === true || (begun && options.once === true)) throw error;
      } finally {
        release();
      }
    }
  }

  async #connected(signal: AbortSignal): Promise<Session> {
    signal.throwIfAborted();
    if (this.#session?.client.usable === true) return this.#session;
    this.#isOpening = true;
    try {
      this.#session = new Session(await this.#open(this, signal), this.#mirrors);
      return this.#session;
    } finally {
      this.#isOpening = false;
    }
  }

  #closeLater(): void {
    if (!this.isOpen) return;
    this.#idleTimer = setTimeout(() => {
      if (this.isFree) void this.close();
    }, this.#idleCloseMs);
    this.#idleTimer.unref();
  }
}

/** Work that does not notice the end of its connection must not keep the lane for ever. */
function unlessLost(client: ImapFlow, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const closed = (): void => {
      timer = setTimeout(() => reject(new MailError('UPSTREAM_OFFLINE')), GRACE_MS);
    };
    client.once('close', closed);
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      client.off('close', closed);
    });
  });
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
