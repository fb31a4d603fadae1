// Jobs in short sessions: signs in when there is something to do, does it, stays a little for a reader who opens
// several messages, and quits. A newcomer's trap: a session is a snapshot, so a job that must see new mail asks for
// a fresh one, and a job that deletes has one alone, whose QUIT is part of the job.
import { setTimeout as sleep } from 'node:timers/promises';
import { MailError } from '../mail/errors.ts';
import type { Log } from '../mail/log.ts';
import type { Pop3Client } from './client.ts';
import { isBareSignInRefusal, translate } from './errors.ts';
import { Jobs, type Kind } from './jobs.ts';
import type { Limits } from './limits.ts';
import { type Lease, lockMaildrop } from './locks.ts';
import { Session } from './session.ts';

/** A wrong password is not tried again by itself before this time, in milliseconds: servers lock accounts. */
const AUTH_PAUSE_MS = 900_000;
/** A session that others wait for ends after this time, in milliseconds, even if there is more to do. */
const SHARED_MS = 2000;

export interface MaildropOptions {
  /** Names the maildrop in this process: host, port and user. */
  name: string;
  connect(signal: AbortSignal): Promise<Pop3Client>;
  limits: Limits;
  log: Log;
  /** Hears when the server can no longer be reached, and when it can be again. */
  onConnection(isConnected: boolean): void;
}

export class Maildrop {
  #options: MaildropOptions;
  #jobs = new Jobs();
  #serving: Promise<void> | null = null;
  #closing = new AbortController();
  #wake: () => void = () => {};
  #serial = 0;
  #hasSignedIn = false;
  #isConnected = true;
  #loginDelayMs = 0;
  #trouble: { error: MailError; since: number; until: number; times: number } | null = null;

  constructor(options: MaildropOptions) {
    this.#options = options;
  }

  /** What the server wants between two sign-ins, in milliseconds. */
  get loginDelayMs(): number {
    return this.#loginDelayMs;
  }

  /** Milliseconds until work in the background is welcome again. */
  get pauseMs(): number {
    return this.#trouble ? Math.max(0, this.#trouble.until - Date.now()) : 0;
  }

  /** Does something in a session; joins the one that is open where `kind` allows. Throws MailError. */
  run<T>(work: (session: Session) => Promise<T>, kind: Kind): Promise<T> {
    if (this.#closing.signal.aborted) return Promise.reject(new MailError('CANCELLED'));
    const trouble = this.#staysAway(kind);
    if (trouble) return Promise.reject(trouble);
    const result = this.#jobs.add(work, kind, this.#serial);
    this.#wake();
    this.#serving ??= this.#serve();
    return result;
  }

  /** Drops the connection and refuses everything that waits. */
  async close(): Promise<void> {
    this.#closing.abort(new MailError('CANCELLED'));
    this.#wake();
    await this.#serving;
  }

  /** Background work waits out the whole pause; a person may ask again after its first step. */
  #staysAway({ isBackground }: Kind): MailError | null {
    const trouble = this.#trouble;
    if (!trouble) return null;
    const now = Date.now();
    const isLimit = trouble.error.code === 'UPSTREAM_LIMIT';
    const until = isBackground
      ? trouble.until
      : isLimit
        ? Math.min(trouble.until, trouble.since + this.#options.limits.backOffMs)
        : now;
    if (now >= until) return null;
    const { code, message, serverText } = trouble.error;
    return new MailError(code, {
      ...{ message, retryAfterMs: until - now },
      ...(serverText === undefined ? {} : { serverText }),
    });
  }

  async #serve(): Promise<void> {
    const { signal } = this.#closing;
    while (!this.#jobs.isEmpty) {
      try {
        signal.throwIfAborted();
        const lease = await lockMaildrop(this.#options.name, signal);
        try {
          await this.#serveIn(await this.#signIn(), lease);
        } finally {
          lease.release();
        }
      } catch (error) {
        this.#jobs.failAll(translate(error));
      }
    }
    this.#serving = null;
  }

  async #signIn(): Promise<Session> {
    const { connect, limits } = this.#options;
    const { signal } = this.#closing;
    const serial = ++this.#serial;
    try {
      let client: Pop3Client;
      try {
        client = await connect(signal);
      } catch (error) {
        // "-ERR" to a password that was good before may mean "not now"; twice is an answer.
        if (!this.#hasSignedIn || !isBareSignInRefusal(error)) throw error;
        await sleep(limits.backOffMs, undefined, { signal });
        client = await connect(signal);
      }
      this.#hasSignedIn = true;
      this.#trouble = null;
      this.#setConnected(true);
      return new Session(client, { serial, batch: limits.window });
    } catch (thrown) {
      const error = translate(thrown);
      if (!signal.aborted) this.#noteTrouble(error);
      throw error;
    }
  }

  #noteTrouble(error: MailError): void {
    const { limits, log } = this.#options;
    const times = (this.#trouble?.times ?? 0) + 1;
    const pause = Math.min(limits.backOffMs * 2 ** (times - 1), limits.maxBackOffMs);
    // Jitter, so that the accounts of one server don't come back all at once.
    const wait = error.code === 'UPSTREAM_AUTH' ? AUTH_PAUSE_MS : pause * (0.5 + Math.random() / 2);
    const now = Date.now();
    this.#trouble = { error, since: now, until: now + wait, times };
    log.info({ code: error.code, times }, 'The POP3 server did not let us in.');
    if (error.code !== 'UPSTREAM_AUTH' && error.code !== 'UPSTREAM_LIMIT') this.#setConnected(false);
  }

  #setConnected(isConnected: boolean): void {
    if (this.#isConnected === isConnected) return;
    this.#isConnected = isConnected;
    this.#options.onConnection(isConnected);
  }

  async #serveIn(session: Session, lease: Lease): Promise<void> {
    const { client } = session;
    const drop = (): void => client.destroy(new MailError('CANCELLED'));
    this.#closing.signal.addEventListener('abort', drop, { once: true });
    const began = Date.now();
    let isUnused = true;
    let hasRested = false;
    try {
      while (client.isAlive) {
        const isShared = lease.isContended && Date.now() - began > SHARED_MS;
        const job =
          isShared && !isUnused ? null : this.#jobs.take(session, { isUnused, isShared: lease.isContended });
        if (job === null) {
          if (!this.#jobs.isEmpty || !(await this.#rest(client, lease))) break;
          hasRested = true;
          continue;
        }
        const result = await job.run(session);
        if (job.kind.isAlone) return;
        // The server may have hung up while we rested; that is no answer to the job.
        if (!result.isDone && hasRested && !client.isAlive) this.#jobs.putBack(job);
        else job.settle(result);
        isUnused = false;
        hasRested = false;
      }
      if (client.isAlive) await client.quit().catch(() => {});
    } finally {
      this.#loginDelayMs = client.capabilities.loginDelayMs;
      this.#closing.signal.removeEventListener('abort', drop);
      client.destroy();
    }
  }

  /** Waits for more to do; false when the time is over, or somebody else needs the maildrop. */
  #rest(client: Pop3Client, lease: Lease): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#wake = () => {};
        lease.onContended = null;
        client.onEnd = null;
        resolve(client.isAlive && !lease.isContended && !this.#jobs.isEmpty);
      };
      const timer = setTimeout(end, lease.isContended ? 0 : this.#options.limits.lingerMs);
      this.#wake = end;
      lease.onContended = end;
      client.onEnd = end;
    });
  }
}
