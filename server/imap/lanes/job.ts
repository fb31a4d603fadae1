// What somebody wants done on a lane, and the line in which it waits. A newcomer's trap: a job has two ends. Its
// caller has his answer (or gave up) at the first; the lane is free only at the second, when the work returned.
import { MailError } from '../../mail/errors.ts';
import { fromSocketError } from '../../net/errors.ts';
import type { Session } from './selection.ts';

/**
 * INTERACTIVE: somebody waits for it. BACKGROUND: sync, sort, watch. DEMAND: downloads, slow searches, actions on
 * thousands, and the watch of a second mailbox.
 */
export type LaneName = 'INTERACTIVE' | 'BACKGROUND' | 'DEMAND';

export interface UseOptions {
  /** INTERACTIVE unless told. */
  lane?: LaneName;
  /**
   * Work without a deadline and of the lowest rank, the watch's IDLE. When its `yieldNow` aborts it must return
   * within two seconds, or its connection is closed.
   */
  yields?: boolean;
  /** Selected (and checked) before the work begins. */
  mailbox?: string;
  /** Ask the server about the selection even when it was checked a moment ago. */
  fresh?: boolean;
  /** The highest UID the work is about: a selection from before that message came is made anew. */
  upTo?: number;
  /** Not repeated on a new connection when the old one broke under it: an append, a move. */
  once?: boolean;
  signal?: AbortSignal | undefined;
  /** From now to the end, waiting and connecting included; 10 s unless told. */
  deadlineMs?: number;
}

/** `yieldNow` aborts only for work that yields. */
export type Work<T> = (session: Session, yieldNow: AbortSignal) => Promise<T>;

/** So long a job that somebody waits for stands behind what should be one short command. */
export const PATIENCE_MS = 100;

export interface Job {
  readonly options: UseOptions;
  readonly lane: LaneName;
  /** Lower goes first. */
  readonly rank: number;
  /** When it was asked for. */
  readonly since: number;
  /** The caller's signal and the deadline. */
  readonly signal: AbortSignal;
  readonly yieldNow: AbortController;
  /** On another lane than what was done in this mailbox before: the selection there may be of before that. */
  isElsewhere: boolean;
  run(session: Session): Promise<void>;
  fail(error: unknown): void;
}

/** A job and the promise for its caller, which rejects with the signal's reason as soon as that aborts. */
export function createJob<T>(
  work: Work<T>,
  options: UseOptions,
  defaultDeadlineMs: number,
): { job: Job; result: Promise<T> } {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const yields = options.yields === true;
  const lane = options.lane ?? 'INTERACTIVE';
  const limit = deadline(yields ? null : (options.deadlineMs ?? defaultDeadlineMs), options.signal);
  const yieldNow = new AbortController();
  const { signal } = limit;
  const giveUp = (): void => reject(signal.reason);
  if (signal.aborted) giveUp();
  signal.addEventListener('abort', giveUp, { once: true });
  const settled = (): void => {
    limit.clear();
    // A connection knows for as long as it lives the signal that it was opened under, and must not hold the result.
    signal.removeEventListener('abort', giveUp);
  };
  return {
    job: {
      ...{ options, lane, signal, yieldNow, since: Date.now(), isElsewhere: false },
      rank: yields ? 2 : lane === 'INTERACTIVE' ? 0 : 1,
      async run(session) {
        resolve(await work(session, yieldNow.signal));
      },
      fail: reject,
    },
    result: promise.finally(settled),
  };
}

/** Jobs in the order they are to be done: by rank, then by arrival. */
export class Line {
  readonly #jobs: Job[] = [];

  add(job: Job): void {
    const behind = this.#jobs.findIndex((each) => each.rank > job.rank);
    this.#jobs.splice(behind < 0 ? this.#jobs.length : behind, 0, job);
  }

  remove(job: Job): void {
    const index = this.#jobs.indexOf(job);
    if (index >= 0) this.#jobs.splice(index, 1);
  }

  has(job: Job): boolean {
    return this.#jobs.includes(job);
  }

  /** A copy, so that jobs may leave while it is walked. */
  all(): Job[] {
    return [...this.#jobs];
  }
}

function deadline(ms: number | null, outer: AbortSignal | undefined): { signal: AbortSignal; clear(): void } {
  const controller = new AbortController();
  const timer =
    ms === null ? undefined : setTimeout(() => controller.abort(new MailError('UPSTREAM_TIMEOUT')), ms);
  const cancel = (): void => controller.abort(fromSocketError(outer?.reason));
  if (outer?.aborted === true) cancel();
  else outer?.addEventListener('abort', cancel, { once: true });
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', cancel);
    },
  };
}
