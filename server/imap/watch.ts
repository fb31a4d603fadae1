// Live events: one connection that idles on the first mailbox watched, asks STATUS for the others, and comes back
// by itself. A newcomer's trap: IDLE tells of one mailbox only, and any other command on its connection ends it;
// so the loop below always returns to idle().
import type { ImapFlow } from 'imapflow';
import type { Log } from '../mail/log.ts';
import type { StoreEvent, Watch } from '../mail/store.ts';
import { noop } from './commands.ts';
import { connectionLost, translate } from './errors.ts';
import type { Lanes } from './lanes.ts';
import { decodeMailbox } from './locator.ts';
import { Rounds } from './rounds.ts';
import { Tracker } from './tracker.ts';

type Listener = (event: StoreEvent) => void;

export interface WatchOptions {
  /** Between two looks at a mailbox that IDLE does not follow. */
  pollMs?: number;
  /** First wait after a lost connection; doubled up to 30 s, with jitter. */
  retryMs?: number;
  /** How long the connection stays when nobody watches any more. */
  lingerMs?: number;
}

const MAX_RETRY_MS = 30_000;
/** How often the followed mailbox is selected anew: most servers do not tell that it was deleted or made anew. */
const RESELECT_MS = 300_000;

export interface Watcher {
  watch: Watch;
  /** Tells every listener. */
  announce(event: StoreEvent): void;
  stop(): void;
}

export function createWatcher(
  lanes: Lanes,
  log: Log,
  { pollMs = 45_000, retryMs = 1_000, lingerMs = 30_000 }: WatchOptions = {},
): Watcher {
  const listeners = new Map<string, Set<Listener>>();
  let running: AbortController | null = null;
  let lingering: NodeJS.Timeout | undefined;
  let wake = (): void => {};
  /** Ends the wait for the next try. */
  let retry = (): void => {};
  lanes.onConnected(() => retry());

  const emit = (path: string, event: StoreEvent): void => {
    for (const listener of listeners.get(path) ?? []) listener(event);
  };
  const announce = (event: StoreEvent): void => {
    for (const each of new Set([...listeners.values()].flatMap((set) => [...set]))) each(event);
  };

  const rounds = new Rounds(pollMs, emit, announce);

  async function run(signal: AbortSignal): Promise<void> {
    let connected = true;
    let waitMs = retryMs;
    const tell = (now: boolean): void => {
      if (now !== connected) announce({ kind: 'CONNECTION', connected: now });
      connected = now;
    };
    while (!signal.aborted) {
      let error: unknown;
      try {
        const client = await lanes.hold(signal);
        tell(true);
        waitMs = retryMs;
        await follow(client, signal);
      } catch (thrown) {
        error = thrown;
      }
      if (signal.aborted) return;
      const { code, retryAfterMs } = translate(error);
      if (code === 'UPSTREAM_LIMIT' && (await pollThrough(signal))) {
        tell(true);
        await pause(Math.min(retryAfterMs ?? pollMs, pollMs), signal);
        continue;
      }
      tell(false);
      // A wrong password does not become right by itself; a new sign-in makes a new store.
      if (code === 'UPSTREAM_AUTH') return;
      log.debug({ code, waitMs }, 'imap: the watch lost its connection');
      const found = new Promise<void>((resolve) => {
        retry = resolve;
      });
      await Promise.race([found, pause(waitMs * (0.5 + Math.random()), signal)]);
      waitMs = Math.min(waitMs * 2, MAX_RETRY_MS);
    }
  }

  /** Where the server allows no connection of its own for the watch: looks by way of the interactive lane. */
  async function pollThrough(signal: AbortSignal): Promise<boolean> {
    try {
      await lanes.use(
        async (session) => {
          await session.sync();
          await rounds.look(session.client, [...listeners.keys()]);
        },
        { signal },
      );
      return true;
    } catch {
      return false;
    }
  }

  async function follow(client: ImapFlow, signal: AbortSignal): Promise<void> {
    let tracker = null as Tracker | null;
    let since = 0;
    const end = (): void => client.close();
    signal.addEventListener('abort', end, { once: true });
    client.once('close', () => wake());
    try {
      while (client.usable) {
        const woken = new Promise<void>((resolve) => {
          wake = resolve;
        });
        const target = [...listeners.keys()].find((path) => !rounds.gone.has(path));
        const isOld = tracker !== null && Date.now() - since > RESELECT_MS;
        if (target !== tracker?.path || isOld) {
          // What the server has not told yet is told now, to the tracker that still listens.
          if (isOld) await noop(client);
          tracker?.close();
          tracker = target === undefined ? null : await track(client, target);
          since = Date.now();
        }
        await tracker?.learn();
        await rounds.look(
          client,
          [...listeners.keys()].filter((path) => path !== tracker?.path),
        );
        if (tracker !== null && !client.capabilities.has('IDLE')) await noop(client);
        const idling = tracker === null ? new Promise<void>(() => {}) : idle(client, signal);
        await Promise.race([woken, idling, pause(pollMs, signal)]);
      }
    } finally {
      signal.removeEventListener('abort', end);
      tracker?.close();
      client.close();
    }
    throw connectionLost();
  }

  async function track(client: ImapFlow, path: string): Promise<Tracker | null> {
    const tracker = new Tracker(
      client,
      path,
      (event) => emit(path, event),
      () => wake(),
    );
    try {
      rounds.note(path, await tracker.open());
      return tracker;
    } catch (error) {
      tracker.close();
      if (translate(error).code !== 'MAILBOX_GONE') throw error;
      rounds.miss(path);
      return null;
    }
  }

  function start(): void {
    clearTimeout(lingering);
    wake();
    if (running !== null) return;
    const controller = new AbortController();
    running = controller;
    void run(controller.signal).finally(() => {
      if (running === controller) running = null;
    });
  }

  function stop(): void {
    clearTimeout(lingering);
    running?.abort();
    running = null;
  }

  return {
    watch(mailbox, listener) {
      const path = decodeMailbox(mailbox);
      // A listener of its own, so that the same function may watch twice.
      const own: Listener = (event) => listener(event);
      listeners.set(path, (listeners.get(path) ?? new Set<Listener>()).add(own));
      rounds.gone.delete(path);
      start();
      return () => {
        listeners.get(path)?.delete(own);
        if (listeners.get(path)?.size === 0) {
          listeners.delete(path);
          rounds.forget(path);
        }
        if (listeners.size > 0) wake();
        else {
          clearTimeout(lingering);
          lingering = setTimeout(stop, lingerMs);
          lingering.unref();
        }
      };
    },
    announce,
    stop,
  };
}

/** Resolves when IDLE ended by itself (a keep-alive, a server that does not like it), but not at once. */
async function idle(client: ImapFlow, signal: AbortSignal): Promise<void> {
  const begun = Date.now();
  await client.idle().catch(() => {});
  if (Date.now() - begun < 1_000) await pause(5_000, signal);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    timer.unref();
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
