// The connections of one account and who uses them when. INTERACTIVE and BACKGROUND stay open while they are used,
// DEMAND lanes open for what is long. A newcomer's trap: imapflow can't cancel a command and runs one
// at a time, so what somebody waits for must never stand behind something long; it takes any lane that is free.
import type { ImapFlow } from 'imapflow';
import { MailError } from '../../mail/errors.ts';
import type { Log } from '../../mail/log.ts';
import { wireOf } from '../commands.ts';
import { translate } from '../errors.ts';
import type { Mirrors } from '../mirror/mirrors.ts';
import { Allowance } from './allowance.ts';
import type { Dial } from './connection.ts';
import type { Host } from './hosts.ts';
import { createJob, type Job, type LaneName, Line, PATIENCE_MS, type UseOptions, type Work } from './job.ts';
import { Lane } from './lane.ts';
import { choose } from './placement.ts';

export type { LaneName, UseOptions, Work } from './job.ts';

export interface Lanes {
  /**
   * Borrows a connection for one job. Always ends within its deadline, with a MailError if not with data; a job that
   * yields has none and ends when it wants, or when it is asked to.
   */
  use<T>(work: Work<T>, options?: UseOptions): Promise<T>;
  /** Calls back each time the server was found there anew, so that a watch need not wait for its own turn. */
  onConnected(listener: () => void): void;
  /** Whether there may be such a lane just now. */
  has(lane: LaneName): boolean;
  /** Whether such a lane is connected, so that work there need not wait for a sign-in. */
  isOpen(lane: LaneName): boolean;
  stats(): { connections: number; commands: number };
  close(): Promise<void>;
}

/** How many connections of one account there may be: `soft` stay open while they are used, `hard` is the most. */
export interface LaneLimits {
  soft: number;
  hard: number;
}

export interface LanesOptions {
  dial: Dial;
  host: Host;
  mirrors: Mirrors;
  limits: LaneLimits;
  idleCloseMs: number;
  /** For an operation that names none. */
  deadlineMs?: number;
  log: Log;
}

const DEADLINE_MS = 10_000;
const DEMAND_CLOSE_MS = 30_000;
const MAX_LAST = 64;

export function createLanes(options: LanesOptions): Lanes {
  const { dial, host, mirrors, limits, idleCloseMs, deadlineMs = DEADLINE_MS, log } = options;
  let failed: MailError | null = null;
  let closed = false;
  /** Until the password was accepted once it is tried by one lane at a time. */
  let isProven = false;
  let proving: Promise<void> | null = null;
  let tellConnected = (): void => {};
  let commandsOfClosed = 0;
  const clients = new Set<ImapFlow>();
  const line = new Line();
  const allowance = new Allowance(limits.hard);
  /** Where somebody was last served in a mailbox: on another lane it is looked at anew, or it would seem as before. */
  const last = new Map<string, Lane>();
  /** Errors of jobs that got no connection, although others of this account are there. */
  const refusals = new WeakSet<MailError>();

  const lane = (name: LaneName, closeMs: number): Lane =>
    new Lane({ name, mirrors, idleCloseMs: closeMs, open });
  const kept =
    limits.soft >= 2 && limits.hard >= 2
      ? (['INTERACTIVE', 'BACKGROUND'] as const)
      : (['INTERACTIVE'] as const);
  const lanes = [
    ...kept.map((name) => lane(name, idleCloseMs)),
    ...Array.from({ length: limits.hard - kept.length }, () =>
      lane('DEMAND', Math.min(DEMAND_CLOSE_MS, idleCloseMs)),
    ),
  ];
  const opened = (): number => lanes.filter((each) => each.isTaken).length;
  const isUsable = (each: Lane): boolean => each.isTaken || allowance.allowsMoreThan(opened());

  async function open(seat: Lane, signal: AbortSignal): Promise<ImapFlow> {
    while (!isProven && proving !== null) await proving;
    if (closed) throw new MailError('UPSTREAM_OFFLINE');
    if (failed !== null) throw failed;
    const proof = Promise.withResolvers<void>();
    if (!isProven) proving = proof.promise;
    try {
      const client = await host.connect(seat, () => dial(signal, { silenceMs: seat.silenceMs }));
      clients.add(client);
      client.once('close', () => {
        clients.delete(client);
        commandsOfClosed += wireOf(client).tagCounter;
      });
      if (closed) client.close();
      isProven = true;
      allowance.granted(opened());
      tellConnected();
      return client;
    } catch (thrown) {
      const error = translate(thrown);
      if (error.code !== 'CANCELLED') log.debug({ code: error.code }, 'imap: no connection');
      noteRefusal(error, lanes.filter((each) => each.isOpen).length);
      throw error;
    } finally {
      proving = null;
      proof.resolve();
    }
  }

  function noteRefusal(error: MailError, others: number): void {
    const isWrong = error.code === 'UPSTREAM_AUTH';
    if (others === 0) {
      // A wrong password is tried once: servers lock accounts. Only a new sign-in makes a new store.
      if (isWrong) failed = error;
      return;
    }
    // The same password is good on another connection, so this is one connection too many, whatever it is called.
    // It is not asked again: if the password did change, a lane that is made anew will tell.
    if (!isWrong && error.code !== 'UPSTREAM_LIMIT' && error.code !== 'UPSTREAM_OFFLINE') return;
    refusals.add(error);
    allowance.refused(others, isWrong);
    log.warn({ code: error.code, connections: others }, 'imap: the server allows no more connections');
  }

  function place(): void {
    for (const job of line.all()) {
      const plan = choose(job, lanes, isUsable);
      plan.yield?.askToYield();
      if (plan.open !== undefined) warmUp(plan.open);
      if (plan.run !== undefined) start(job, plan.run);
      if (plan.hopeless === true) {
        line.remove(job);
        job.fail(new MailError('UPSTREAM_LIMIT', { retryAfterMs: allowance.retryAfterMs }));
      }
    }
  }

  /** Connects a lane for what comes next. */
  function warmUp(lane: Lane): void {
    const { job, result } = createJob(async () => {}, {}, deadlineMs);
    result.catch(() => {});
    lane.run(job).then(place, place);
  }

  function start(job: Job, on: Lane): void {
    line.remove(job);
    const { mailbox } = job.options;
    if (job.rank === 0 && mailbox !== undefined) {
      job.isElsewhere = (last.get(mailbox) ?? on) !== on;
      last.delete(mailbox);
      last.set(mailbox, on);
      if (last.size > MAX_LAST) last.delete(last.keys().next().value ?? '');
    }
    on.run(job)
      .catch((thrown: unknown) => {
        const error = translate(thrown);
        const another = refusals.has(error) && !job.signal.aborted && lanes.some((each) => each.isOpen);
        if (another) line.add(job);
        else job.fail(error);
      })
      .finally(place);
  }

  return {
    async use(work, useOptions = {}) {
      const { job, result } = createJob(work, useOptions, deadlineMs);
      const leave = (): void => line.remove(job);
      job.signal.addEventListener('abort', leave, { once: true });
      if (!job.signal.aborted) line.add(job);
      place();
      const impatient = line.has(job) && job.rank === 0 ? setTimeout(place, PATIENCE_MS + 1) : undefined;
      try {
        return await result;
      } catch (error) {
        throw translate(error);
      } finally {
        clearTimeout(impatient);
        job.signal.removeEventListener('abort', leave);
      }
    },

    onConnected(listener) {
      tellConnected = listener;
    },

    has: (name) => lanes.some((each) => each.name === name && isUsable(each)),
    isOpen: (name) => lanes.some((each) => each.name === name && each.isOpen),

    stats: () => ({
      connections: clients.size,
      commands: [...clients].reduce((sum, client) => sum + wireOf(client).tagCounter, commandsOfClosed),
    }),

    async close() {
      closed = true;
      for (const job of line.all()) {
        line.remove(job);
        job.fail(new MailError('UPSTREAM_OFFLINE'));
      }
      await Promise.all(lanes.map((each) => each.close()));
      for (const client of clients) client.close();
    },
  };
}
