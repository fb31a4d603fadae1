// The connections of one account, each a lane with one operation at a time: INTERACTIVE for what somebody waits
// for, BULK (opened on demand) for downloads and slow searches, and one that the watch holds. A newcomer's trap:
// imapflow can't cancel a command, so a lane whose command ran out of time is closed and made anew.
import type { ImapFlow } from 'imapflow';
import { type ErrorCode, MailError } from '../mail/errors.ts';
import type { Log } from '../mail/log.ts';
import { fromSocketError } from '../net/errors.ts';
import { wireOf } from './commands.ts';
import { type Dial, logout } from './connection.ts';
import { translate } from './errors.ts';
import { Lane, type UseOptions } from './lane.ts';
import type { Session } from './selection.ts';

export interface Lanes {
  /** Borrows a connection for one operation. Always ends within its deadline, with a MailError if not with data. */
  use<T>(work: (session: Session) => Promise<T>, options?: UseOptions): Promise<T>;
  /** A connection for the watch alone. It may be closed at any time to make room for an interactive one. */
  hold(signal: AbortSignal): Promise<ImapFlow>;
  /** Calls back each time an operation found the server there anew, so that a watch need not wait for its own turn. */
  onConnected(listener: () => void): void;
  stats(): { connections: number; commands: number };
  close(): Promise<void>;
}

export interface LanesOptions {
  dial: Dial;
  /** Connections at most; 2 or more. */
  max: number;
  idleCloseMs: number;
  /** For an operation that names none. */
  deadlineMs?: number;
  log: Log;
}

const DEADLINE_MS = 10_000;
/** A watch that hears nothing for so long asks, and gives up when that is not answered either. */
const WATCH_SILENCE_MS = 75_000;
const LIMIT_FIRST_MS = 30_000;
const LIMIT_MOST_MS = 600_000;

export function createLanes({ dial, max, idleCloseMs, deadlineMs = DEADLINE_MS, log }: LanesOptions): Lanes {
  let failed: MailError | null = null;
  let closed = false;
  let held: ImapFlow | null = null;
  let tellConnected = (): void => {};
  let commandsOfClosed = 0;
  /** While the server allows fewer connections than we may open: only the interactive one is made. */
  let limited = { until: 0, waitMs: LIMIT_FIRST_MS };
  const clients = new Set<ImapFlow>();

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

  const interactive = new Lane(idleCloseMs, async (signal) => {
    try {
      const client = await open(signal, laneSilenceMs);
      tellConnected();
      return client;
    } catch (error) {
      // Our own other connections may be the ones too many.
      if (!isCode(error, 'UPSTREAM_LIMIT') || clients.size === 0) throw error;
      noteLimit();
      await Promise.all([bulk?.close(), endHeld()]);
      return await open(signal, laneSilenceMs);
    }
  });
  const bulk = max >= 3 ? new Lane(idleCloseMs, (signal) => openSpare(signal, laneSilenceMs)) : null;

  async function endHeld(): Promise<void> {
    const client = held;
    held = null;
    if (client !== null) await logout(client);
  }

  return {
    async use(work, options = {}) {
      const limit = deadline(options.deadlineMs ?? deadlineMs, options.signal);
      try {
        if (options.bulk === true && bulk !== null && !isLimited()) {
          try {
            return await bulk.use(work, options, limit.signal);
          } catch (error) {
            if (!isCode(error, 'UPSTREAM_LIMIT')) throw error;
          }
        }
        return await interactive.use(work, options, limit.signal);
      } catch (error) {
        throw translate(error);
      } finally {
        limit.clear();
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

    stats: () => ({
      connections: clients.size,
      commands: [...clients].reduce((sum, client) => sum + wireOf(client).tagCounter, commandsOfClosed),
    }),

    async close() {
      closed = true;
      await Promise.all([interactive.close(), bulk?.close(), endHeld()]);
      for (const client of clients) client.close();
    },
  };
}

const isCode = (error: unknown, code: ErrorCode): boolean => translate(error).code === code;

function deadline(ms: number, outer: AbortSignal | undefined): { signal: AbortSignal; clear(): void } {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new MailError('UPSTREAM_TIMEOUT')), ms);
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
