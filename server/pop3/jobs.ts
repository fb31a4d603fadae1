// What waits for a session, and which of it goes next. A newcomer's trap: a job may not fit the session that is open;
// then the session must end, or the job would wait for ever while others keep it open.
import { MailError } from '../mail/errors.ts';
import { translate } from './errors.ts';
import type { Session } from './session.ts';

export interface Kind {
  /** Nobody waits for it. */
  isBackground?: boolean;
  /** Needs a session that began after it was asked for. */
  isFresh?: boolean;
  /** Needs a session of its own; it is only done when QUIT was answered. */
  isAlone?: boolean;
  /** Not begun any more once this aborts. */
  signal?: AbortSignal | undefined;
}

type Result<T> = { isDone: true; value: T } | { isDone: false; error: unknown };

export interface Job {
  readonly kind: Kind;
  /** Settles a lone job by itself; the result of another is settled with `settle`. */
  run(session: Session): Promise<Result<unknown>>;
  settle(result: Result<unknown>): void;
}

interface Waiting extends Job {
  serial: number;
  retried: boolean;
}

export class Jobs {
  #waiting: Waiting[] = [];

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** `serial` is that of the newest session when the job was asked for. */
  add<T>(work: (session: Session) => Promise<T>, kind: Kind, serial: number): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle = (result: Result<unknown>): void => {
        if (result.isDone) resolve(result.value as T);
        else reject(translate(result.error));
      };
      const run = async (session: Session): Promise<Result<unknown>> => {
        let result: Result<unknown>;
        try {
          const value = await work(session);
          if (kind.isAlone) await session.client.quit();
          result = { isDone: true, value };
        } catch (error) {
          result = { isDone: false, error };
        }
        if (kind.isAlone) settle(result);
        return result;
      };
      this.#waiting.push({ kind, run, settle, serial, retried: false });
    });
  }

  /** To be tried once more, in another session. */
  putBack(job: Job): void {
    const again = job as Waiting;
    if (again.retried) again.settle({ isDone: false, error: new MailError('UPSTREAM_OFFLINE') });
    else this.#waiting.unshift(Object.assign(again, { retried: true }));
  }

  /** The next job for this session, people's before the background's; null when it should rest or end. */
  take(session: Session, { isUnused, isShared }: { isUnused: boolean; isShared: boolean }): Job | null {
    this.#dropAborted();
    const fits = ({ kind, serial }: Waiting): boolean =>
      kind.isAlone ? isUnused : !kind.isFresh || session.serial > serial;
    const people = this.#waiting.filter(({ kind }) => !kind.isBackground);
    const job =
      people.find(fits) ??
      // Somebody waits for what this session can't do, or for the maildrop: the background has time.
      (people.length > 0 || (isShared && !isUnused) ? undefined : this.#waiting.find(fits));
    if (job === undefined) return null;
    this.#waiting = this.#waiting.filter((each) => each !== job);
    return job;
  }

  failAll(error: MailError): void {
    const all = this.#waiting;
    this.#waiting = [];
    for (const job of all) job.settle({ isDone: false, error });
  }

  #dropAborted(): void {
    const aborted = this.#waiting.filter(({ kind }) => kind.signal?.aborted);
    this.#waiting = this.#waiting.filter(({ kind }) => !kind.signal?.aborted);
    for (const { settle, kind } of aborted) settle({ isDone: false, error: kind.signal?.reason });
  }
}
