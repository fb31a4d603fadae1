// The connections of one account and who uses them when. INTERACTIVE and BACKGROUND stay open while they are used,
// DEMAND lanes open for downloads and slow searches. A newcomer's trap: imapflow can't cancel a command and runs one
// at a time, so what somebody waits for must never stand behind something long; it takes any lane that is free.
import type { ImapFlow } from 'imapflow';
import { type ErrorCode, MailError } from '../mail/errors.ts';
import type { Log } from '../mail/log.ts';
import { wireOf } from './commands.ts';
import { type Dial, logout } from './connection.ts';
import { translate } from './errors.ts';
import { createJob, type Job, type LaneName, Line, type UseOptions, type Work } from './job.ts';
import { Lane } from './lane.ts';
import type { Mirrors } from './mirrors.ts';

export type { LaneName, UseOptions, Work } from './job.ts';

export interface Lanes {
  /** Borrows a connection for one job. Always ends within its deadline, with a MailError if not with data. */
  use<T>(work: Work<T>, options?: UseOptions): Promise<T>;
  /** A connection for the watch alone. It may be closed at any time to make room for an interactive one. */
  hold(signal: AbortSignal): Promise<ImapFlow>;
  /** Calls back each time the server was found there anew, so that a watch need not wait for its own turn. */
  onConnected(listener: () => void): void;
  /** Whether there may be such a lane just now. */
  has(lane: LaneName): boolean;
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
  mirrors: Mirrors;
  limits: LaneLimits;
  idleCloseMs: number;
  /** For an operation that names none. */
  deadlineMs?: number;
  log: Log;
}

const DEADLINE_MS = 10_000;
const DEMAND_CLOSE_MS = 30_000;
/** A watch that hears nothing for so long asks, and gives up when that is not answered either. */
const WATCH_SILENCE_MS = 75_000;
const LIMIT_FIRST_MS = 30_000;
const LIMIT_MOST_MS = 600_000;

export function createLanes({
  dial,
  mirrors,
  limits,
  idleCloseMs,
  deadlineMs = DEADLINE_MS,
  log,
}: LanesOptions): Lanes {
  let failed: MailError | null = null;
  let closed = false;
  let held: ImapFlow | null = null;
  let tellConnected = (): void => {};
  let commandsOfClosed = 0;
  /** While the server allows fewer connections than we may open. */
  let limited = { until: 0, waitMs: LIMIT_FIRST_MS };
  const clients = new Set<ImapFlow>();
  const line = new Line();

  async function open(signal: AbortSignal, silenceMs: number): Promise<ImapFlow> {
    if (closed) throw new MailError('UPSTREAM_OFFLINE');
    if (failed !== null) throw failed;
    try {
      const client = await dial(signal, { silenceMs });
      clients.add(client);
      client.once('close', () => {
        clients.delete(client);
        commandsOfClosed += wireOf(client).tagCounter;
      });
      if (closed) client.close();
      tellConnected();
      return client;
    } catch (thrown) {
      const error = translate(thrown);
      // A wrong password is tried once: servers lock accounts. Only a new sign-in makes a new store.
      if (error.code === 'UPSTREAM_AUTH') failed = error;
      if (error.code !== 'CANCELLED') log.debug({ code: error.code }, 'imap: no connection');
      throw error;
    }
  }

  const laneSilenceMs = idleCloseMs + 60_000;
  const openSpare = async (signal: AbortSignal, silenceMs: number): Promise<ImapFlow> => {
    try {
      const client = await open(signal, silenceMs);
      limited = { until: 0, waitMs: LIMIT_FIRST_MS };
      return client;
    } catch (error) {
      if (isCode(error, 'UPSTREAM_LIMIT')) noteLimit();
      throw error;
    }
  };
  const noteLimit = (): void => {
    limited = { until: Date.now() + limited.waitMs, waitMs: Math.min(limited.waitMs * 2, LIMIT_MOST_MS) };
    log.warn({ retryAfterMs: limited.until - Date.now() }, 'imap: the server allows no more connections');
  };
  const isLimited = (): boolean => Date.now() < limited.until;

  const interactive = new Lane({
    name: 'INTERACTIVE',
    mirrors,
    idleCloseMs,
    open: async (signal) => {
      try {
        return await open(signal, laneSilenceMs);
      } catch (error) {
        // Our own other connections may be the ones too many.
        if (!isCode(error, 'UPSTREAM_LIMIT') || clients.size === 0) throw error;
        noteLimit();
        await Promise.all([...spare.map((lane) => lane.close()), endHeld()]);
        return await open(signal, laneSilenceMs);
      }
    },
  });
  const spareLane = (name: 'BACKGROUND' | 'DEMAND', closeMs: number): Lane =>
    new Lane({ name, mirrors, idleCloseMs: closeMs, open: (signal) => openSpare(signal, laneSilenceMs) });
  const background = limits.soft >= 2 ? [spareLane('BACKGROUND', idleCloseMs)] : [];
  const demand = Array.from({ length: limits.hard - 1 - background.length }, () =>
    spareLane('DEMAND', Math.min(DEMAND_CLOSE_MS, idleCloseMs)),
  );
  const spare = [...background, ...demand];
  const lanes = [interactive, ...spare];

  /** The lanes a job may run on, the best first. */
  function candidates({ lane, options }: Job): Lane[] {
    const others = lanes
      .filter((each) => each.isOpen && each !== interactive)
      .sort((a, b) => Number(b.hasSelected(options.mailbox)) - Number(a.hasSelected(options.mailbox)));
    if (lane === 'INTERACTIVE') return [interactive, ...others];
    const own = lane === 'DEMAND' ? [...demand, ...background] : background;
    const usable = own.filter((each) => each.isOpen || !isLimited());
    return usable.length > 0 ? usable : [interactive];
  }

  function place(): void {
    for (const job of line.all()) {
      const places = candidates(job);
      const lane = places.find((each) => each.isFree && each.isOpen) ?? places.find((each) => each.isFree);
      if (lane !== undefined) start(job, lane);
      // Jobs that yield do not push each other aside.
      else if (job.options.yields !== true) places.find((each) => each.isYielding)?.askToYield();
    }
  }

  function start(job: Job, lane: Lane): void {
    line.remove(job);
    lane
      .run(job)
      .catch((error: unknown) => {
        const refused = lane !== interactive && isCode(error, 'UPSTREAM_LIMIT') && !job.signal.aborted;
        if (refused) line.add(job);
        else job.fail(error);
      })
      .finally(place);
  }

  async function endHeld(): Promise<void> {
    const client = held;
    held = null;
    if (client !== null) await logout(client);
  }

  return {
    async use(work, options = {}) {
      const { job, result } = createJob(work, options, deadlineMs);
      job.signal.addEventListener('abort', () => line.remove(job), { once: true });
      if (!job.signal.aborted) line.add(job);
      place();
      try {
        return await result;
      } catch (error) {
        throw translate(error);
      }
    },

    async hold(signal) {
      if (isLimited()) throw new MailError('UPSTREAM_LIMIT', { retryAfterMs: limited.until - Date.now() });
      const client = await openSpare(signal, WATCH_SILENCE_MS);
      held = client;
      return client;
    },

    onConnected(listener) {
      tellConnected = listener;
    },

    has: (name) =>
      lanes.some((lane) => lane.name === name && (lane.isOpen || lane === interactive || !isLimited())),

    stats: () => ({
      connections: clients.size,
      commands: [...clients].reduce((sum, client) => sum + wireOf(client).tagCounter, commandsOfClosed),
    }),

    async close() {
      closed = true;
      for (const lane of lanes) lane.askToYield();
      await Promise.all([...lanes.map((lane) => lane.close()), endHeld()]);
      for (const client of clients) client.close();
    },
  };
}

const isCode = (error: unknown, code: ErrorCode): boolean => translate(error).code === code;
