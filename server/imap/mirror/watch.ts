// Keeps mirrors true and tells what happens: the background lane idles on one mailbox, a second lane (where there may
// be one) on another, and STATUS looks at the rest. A newcomer's trap: IDLE tells of one mailbox only, and any other
// command on its connection ends it; so a turn below ends when its lane is wanted, and queues again.
import type { Log } from '../../mail/log.ts';
import type { StoreEvent, Watch } from '../../mail/store.ts';
import { noop } from '../commands.ts';
import { connectionLost, isCode, translate } from '../errors.ts';
import type { LaneName, Lanes } from '../lanes/lanes.ts';
import type { Session } from '../lanes/selection.ts';
import { decodeMailbox } from '../locator.ts';
import type { AccountHeaders } from '../message/headers.ts';
import { Follower } from './follower.ts';
import type { Mirrors } from './mirrors.ts';
import { idle, pause } from './pause.ts';
import { Rounds } from './rounds.ts';

type Listener = (event: StoreEvent) => void;

export interface WatchOptions {
  /** Between two looks at a mailbox that IDLE does not follow. */
  pollMs?: number;
  /** First wait after a lost connection; doubled up to 30 s, with jitter. */
  retryMs?: number;
  /** How long a mailbox is followed when nobody watches it any more. */
  lingerMs?: number;
}

const MAX_RETRY_MS = 30_000;
/** How often the followed mailbox is selected anew: most servers do not tell that it was deleted or made anew. */
const RESELECT_MS = 300_000;
/** Two pages of a mailbox within so long mean that somebody is at it. */
const TOUCH_MS = 60_000;
/** Mailboxes that somebody read lately; a client may name more than there are. */
const MAX_TOUCHED = 64;

export interface Watcher {
  watch: Watch;
  /** Somebody reads this mailbox; it is followed for a while, so that its pages cost nothing. */
  touch(path: string): void;
  readonly isFollowing: boolean;
  /** Asks the server what is new in what is followed. Resolves when the mirrors know. */
  refresh(signal: AbortSignal | undefined): Promise<void>;
  /** We put mail into this mailbox on another connection: pages wait until whoever follows it has heard of it. */
  expect(path: string): void;
  /** Tells every listener. */
  announce(event: StoreEvent): void;
  /** Tells the listeners of the event's mailbox. */
  emit(path: string, event: StoreEvent): void;
  stop(): void;
}

interface WatchParts {
  lanes: Lanes;
  mirrors: Mirrors;
  headers: AccountHeaders;
  log: Log;
  /** Called with everything that is told, before anybody is. */
  onEvent(event: StoreEvent): void;
}

export function createWatcher(
  { lanes, mirrors, headers, log, onEvent }: WatchParts,
  { pollMs = 45_000, retryMs = 1_000, lingerMs = 30_000 }: WatchOptions = {},
): Watcher {
  const listeners = new Map<string, Set<Listener>>();
  /** When somebody read it last, and until when it is followed for that. */
  const touched = new Map<string, { at: number; until: number }>();
  const following = new Map<Session, Follower>();
  /** Too large to be followed; STATUS looks at them. */
  const huge = new Set<string>();
  let running: AbortController | null = null;
  let lingering: NodeJS.Timeout | undefined;
  const wakers = new Set<() => void>();
  const wake = (): void => {
    for (const each of wakers) each();
  };
  const woken = (): Promise<void> =>
    new Promise((resolve) => {
      const once = (): void => {
        wakers.delete(once);
        resolve();
      };
      wakers.add(once);
    });
  /** Ends the wait for the next try. */
  let retry = (): void => {};
  lanes.onConnected(() => retry());

  const emit = (path: string, event: StoreEvent): void => {
    onEvent(event);
    for (const listener of listeners.get(path) ?? []) listener(event);
  };
  const announce = (event: StoreEvent): void => {
    onEvent(event);
    for (const each of new Set([...listeners.values()].flatMap((set) => [...set]))) each(event);
  };
  const rounds = new Rounds(pollMs, emit, announce);

  /** Mailboxes to follow; those that somebody watches come last, and of these the newest, which is the one to prefer. */
  function wanted(): string[] {
    const now = Date.now();
    const read = [...touched].filter(([, { until }]) => until > now).map(([path]) => path);
    return [...new Set([...read.filter((path) => !listeners.has(path)), ...listeners.keys()])].filter(
      (path) => !rounds.gone.has(path) && !huge.has(path),
    );
  }

  /** INBOX is followed by the background lane when the other one can follow the mailbox that is open. */
  function target(lane: LaneName): string | undefined {
    const paths = wanted();
    const open = paths.findLast((path) => path !== 'INBOX');
    if (!lanes.has('DEMAND')) return lane === 'BACKGROUND' ? (open ?? paths[0]) : undefined;
    const inbox = paths.includes('INBOX') ? 'INBOX' : undefined;
    if (lane === 'BACKGROUND') return inbox ?? open;
    return inbox === undefined ? undefined : open;
  }

  async function run(lane: LaneName, signal: AbortSignal): Promise<void> {
    const isMain = lane === 'BACKGROUND';
    let connected = true;
    let waitMs = retryMs;
    const tell = (now: boolean): void => {
      if (isMain && now !== connected) announce({ kind: 'CONNECTION', connected: now });
      connected = now;
    };
    while (!signal.aborted) {
      if (target(lane) === undefined) {
        await Promise.race([woken(), pause(pollMs, signal)]);
        if (isMain && wanted().length === 0 && listeners.size === 0) return;
        continue;
      }
      try {
        await lanes.use(
          (session, yieldNow) => turn(session, lane, AbortSignal.any([yieldNow, signal]), tell),
          {
            lane,
            yields: true,
            signal,
          },
        );
        waitMs = retryMs;
      } catch (error) {
        if (signal.aborted) return;
        const { code } = translate(error);
        tell(false);
        // A wrong password does not become right by itself; a new sign-in makes a new store.
        if (code === 'UPSTREAM_AUTH') return;
        log.debug({ code, waitMs }, 'imap: the watch lost its connection');
        const found = new Promise<void>((resolve) => {
          if (isMain) retry = resolve;
        });
        await Promise.race([found, pause(waitMs * (0.5 + Math.random()), signal)]);
        waitMs = Math.min(waitMs * 2, MAX_RETRY_MS);
      }
    }
  }

  /** Follows on a lane until it is wanted for something else. */
  async function turn(
    session: Session,
    lane: LaneName,
    ending: AbortSignal,
    tell: (connected: boolean) => void,
  ): Promise<void> {
    const { client } = session;
    let follower = following.get(session) ?? null;
    // There was no second lane after all: the first one follows something already.
    if (follower?.isAttached === true && follower.lane !== lane) return pause(pollMs, ending);
    const drop = (): void => {
      if (follower !== null) leave(session, follower);
      follower = null;
    };
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    ending.addEventListener('abort', () => end(), { once: true });
    client.once('close', end);
    void ended.then(() => client.off('close', end));
    tell(true);
    try {
      while (!ending.aborted && client.usable) {
        const news = woken();
        const path = target(lane);
        if (path === undefined) return drop();
        const isOld = follower !== null && Date.now() - follower.since > RESELECT_MS;
        if (follower?.mirror.path !== path || !follower.isAttached || isOld) {
          // What the server has not told yet is told now, to the follower that still listens.
          if (isOld) await noop(client);
          drop();
          follower = await follow(session, lane, path);
          if (follower === null) continue;
          enter(session, follower);
        }
        await follower.catchUp();
        if (lane === 'BACKGROUND') await lookAround(session, ending);
        if (!client.capabilities.has('IDLE')) await noop(client);
        await Promise.race([news, idle(client, ending), pause(pollMs, ending), ended]);
      }
    } finally {
      end();
    }
    if (!client.usable && !ending.aborted) {
      drop();
      throw connectionLost();
    }
  }

  /** What ends the following of a session whose connection closed. */
  const closers = new WeakMap<Follower, () => void>();

  function enter(session: Session, follower: Follower): void {
    const close = (): void => leave(session, follower);
    closers.set(follower, close);
    following.set(session, follower);
    session.client.once('close', close);
  }

  function leave(session: Session, follower: Follower): void {
    const close = closers.get(follower);
    if (close !== undefined) session.client.off('close', close);
    follower.close();
    if (following.get(session) === follower) following.delete(session);
  }

  async function follow(session: Session, lane: LaneName, path: string): Promise<Follower | null> {
    const follower = new Follower(session, mirrors.of(path), {
      lane,
      headers,
      emit: (event) => emit(path, event),
      onBehind: wake,
    });
    try {
      const told = await follower.open();
      const { selected } = follower.mirror;
      if (selected !== null) rounds.follow(path, selected, told);
      return follower;
    } catch (error) {
      follower.close();
      const { code } = translate(error);
      if (code === 'TOO_LARGE') huge.add(path);
      else if (code === 'MAILBOX_GONE') rounds.miss(path);
      else throw error;
      return null;
    }
  }

  async function lookAround(session: Session, ending: AbortSignal): Promise<void> {
    const followed = new Set([...following.values()].map(({ mirror }) => mirror.path));
    await rounds.look(
      session.client,
      [...listeners.keys()].filter((path) => !followed.has(path)),
      ending,
    );
  }

  function start(): void {
    clearTimeout(lingering);
    wake();
    if (running !== null) return;
    const controller = new AbortController();
    running = controller;
    const ends = (['BACKGROUND', 'DEMAND'] as const).map((lane) => run(lane, controller.signal));
    // Without the main one the other has nothing to do.
    void ends[0]?.finally(() => {
      controller.abort();
      if (running === controller) running = null;
    });
  }

  function stop(): void {
    clearTimeout(lingering);
    running?.abort();
    running = null;
    for (const follower of following.values()) follower.close();
    following.clear();
    wake();
  }

  return {
    watch(mailbox, listener) {
      const path = decodeMailbox(mailbox);
      // A listener of its own, so that the same function may watch twice.
      const own: Listener = (event) => listener(event);
      const all = listeners.get(path) ?? new Set<Listener>();
      listeners.delete(path);
      listeners.set(path, all.add(own));
      rounds.gone.delete(path);
      start();
      return () => {
        listeners.get(path)?.delete(own);
        if (listeners.get(path)?.size !== 0) return;
        listeners.delete(path);
        rounds.forget(path);
        touched.set(path, { at: Date.now(), until: Date.now() + lingerMs });
        wake();
        lingering = setTimeout(wake, lingerMs + 50);
        lingering.unref();
      };
    },
    touch(path) {
      const now = Date.now();
      const last = touched.get(path);
      touched.delete(path);
      const isAtIt = last !== undefined && now - last.at < TOUCH_MS;
      touched.set(path, { at: now, until: isAtIt ? now + TOUCH_MS : (last?.until ?? 0) });
      if (touched.size > MAX_TOUCHED) touched.delete(touched.keys().next().value ?? '');
      if (isAtIt && mirrors.peek(path)?.live !== true) start();
    },
    get isFollowing() {
      return following.size > 0;
    },
    async refresh(signal) {
      for (const follower of following.values())
        try {
          await lanes.use(
            async (session) => {
              // Only another SELECT tells whether it is still the same mailbox.
              if (follower.session === session && follower.isAttached) await follower.reopen();
            },
            { lane: follower.lane, mailbox: follower.mirror.path, signal },
          );
        } catch (error) {
          // It is told where it is looked at.
          if (!isCode(error, 'MAILBOX_GONE')) throw error;
        }
    },
    expect(path) {
      const follower = [...following.values()].find(({ mirror }) => mirror.path === path);
      if (follower === undefined) return;
      const { mirror, lane } = follower;
      const hear = async (session: Session): Promise<void> => {
        if (follower.session !== session || !follower.isAttached) return;
        await noop(session.client);
        await follower.catchUp();
      };
      const heard = lanes
        .use(hear, { lane, mailbox: path })
        .catch(() => {})
        .then(() => {
          if (mirror.behind === heard) mirror.behind = null;
        });
      mirror.behind = heard;
    },
    announce,
    emit,
    stop,
  };
}
