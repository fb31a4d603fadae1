// Which lane a job goes to. A newcomer's trap: a lane that idles for the watch is as good as free for whoever waits,
// but it costs a DONE, and another SELECT there ends the following of its mailbox; so it is asked only when it must.
import { type Job, type LaneName, PATIENCE_MS } from './job.ts';

/** A lane as it looks from outside. */
export interface Place {
  readonly name: LaneName;
  readonly isOpen: boolean;
  readonly isFree: boolean;
  readonly isYielding: boolean;
  readonly isFollowing: boolean;
  readonly selected: string | null;
}

export interface Plan<P> {
  /** Where the job begins at once; it stays in line without. */
  run?: P | undefined;
  /** A lane that is to give up waiting for news. */
  yield?: P | undefined;
  /** A lane to connect meanwhile. */
  open?: P | undefined;
  /** There is no lane for such a job, and none is to be had. */
  hopeless?: true;
}

/** `isUsable`: open, or may be opened now. What the plan says is done by the caller. */
export function choose<P extends Place>(
  job: Job,
  lanes: readonly P[],
  isUsable: (lane: P) => boolean,
  now = Date.now(),
): Plan<P> {
  const usable = lanes.filter(isUsable);
  const homes = homesOf(job, usable);
  return job.rank === 0 ? forSomebody(job, homes, usable, now) : forNobody(job, homes);
}

/** The lanes a job belongs on, the best first; where there are fewer connections than lanes, the next best. */
function homesOf<P extends Place>({ lane, options }: Job, usable: readonly P[]): P[] {
  const named = (name: LaneName): P[] => usable.filter((each) => each.name === name);
  const own = named(lane);
  if (lane === 'DEMAND' && options.yields === true) return own;
  if (lane === 'DEMAND') own.push(...named('BACKGROUND'));
  for (const name of ['BACKGROUND', 'INTERACTIVE', 'DEMAND'] as const)
    if (own.length === 0) own.push(...named(name));
  return own;
}

function forNobody<P extends Place>({ options }: Job, homes: readonly P[]): Plan<P> {
  if (homes.length === 0) return { hopeless: true };
  const free = homes.filter((lane) => lane.isFree);
  const run = free.find((lane) => lane.isOpen && lane.selected === options.mailbox) ?? free[0];
  // Jobs that yield do not push each other aside.
  if (run !== undefined || options.yields === true) return { run };
  return { yield: homes.find((lane) => lane.isYielding) };
}

function forSomebody<P extends Place>(
  { since, options }: Job,
  homes: readonly P[],
  usable: readonly P[],
  now: number,
): Plan<P> {
  const path = options.mailbox ?? null;
  const isHome = (lane: P): boolean => homes.includes(lane);
  const isUrgent = now - since >= PATIENCE_MS;
  /** A SELECT, and what it spoils. */
  const cost = (lane: P): number =>
    (isHome(lane) ? 0 : 1) + (lane.selected === path ? 0 : lane.isFollowing && !isHome(lane) ? 4 : 2);
  const open = usable.filter((lane) => lane.isOpen).sort((a, b) => cost(a) - cost(b));
  const free = open.find((lane) => lane.isFree);
  const idling = open.find((lane) => lane.isYielding);
  const closed = usable.filter((lane) => !lane.isOpen && lane.isFree);
  const home = closed.find(isHome);
  if (free !== undefined && (cost(free) < 4 || isUrgent || home !== undefined))
    return { run: free, open: home };
  // Asking is quicker than signing in; the lane of its own is made meanwhile, for what comes next.
  if (home !== undefined) return idling === undefined ? { run: home } : { yield: idling, open: home };
  const isHeldUp = homes.some((lane) => !lane.isYielding);
  if (isHeldUp && !isUrgent) return {};
  return idling === undefined ? { open: closed[0] } : { yield: idling };
}
