// A whole mailbox: a thousand messages of all kinds over 18 months, oldest first. A newcomer's trap: only the
// dates depend on `now`; who writes what is always the same for the same user.
import { newsletter, order } from './kinds/bulk-mail.ts';
import { exchangeOf } from './kinds/exchange.ts';
import { foreign, listThread, notice } from './kinds/machine.ts';
import { draft, junk, lettersNear } from './kinds/near.ts';
import { journey, meeting } from './kinds/plans.ts';
import { SPECIALS } from './kinds/special.ts';
import type { Seeded } from './letter.ts';
import type { Person } from './people.ts';
import { type Random, randomOf } from './random.ts';
import { FOREIGN } from './texts/foreign.ts';
import { PERSONAL } from './texts/personal.ts';
import { WORK } from './texts/work.ts';
import { daysAgo, minutesAgo, newWorld, someDay, type World } from './world.ts';

export interface MailboxPlan {
  me: Person;
  other: Person;
  now: Date;
  count?: number;
  /** For POP3: everything in INBOX, no flags. */
  inboxOnly?: boolean;
}

/** The folders that are not there by themselves, parents first. */
export const FOLDERS = ['Clients', 'Clients/Nordlicht Verlag', 'Receipts', 'Travel'];

const DAY = 86_400_000;

export function mailbox(plan: MailboxPlan): Seeded[] {
  const count = plan.count ?? 1000;
  const random = randomOf(plan.me.address);
  const world = newWorld({
    ...{ me: plan.me, other: plan.other, now: plan.now, random, inboxOnly: plan.inboxOnly ?? false },
  });
  const fixed = [
    ...lettersNear(world, random.fork('near')),
    ...SPECIALS.map((build, at) => build(world, random.fork(`special ${at}`))),
    ...FOREIGN.map((_, at) =>
      foreign(world, at, daysAgo(world, 2 + at * 5, random), random.fork(`foreign ${at}`)),
    ),
    ...meetings(world, random.fork('meetings')),
    ...today(world, random.fork('today')),
    ...(world.inboxOnly ? [] : [draft(world, random.fork('draft')), ...junk(world, random.fork('junk'))]),
  ];
  const filling: Seeded[] = [];
  for (let at = 0; fixed.length + filling.length < count; at++)
    filling.push(...anything(world, random.fork(at)));
  // A thread may go beyond the count; what is too much are the answers at its end.
  filling.length = Math.max(0, count - fixed.length);
  const all = [...fixed, ...filling].slice(0, count);
  const placed = all.map((item, at) => place(world, item, random.fork(`place ${at}`)));
  return placed.sort((a, b) => a.date.getTime() - b.date.getTime());
}

function anything(world: World, random: Random): Seeded[] {
  const start = someDay(world, random);
  const kind = random.next();
  if (kind < 0.24) {
    const friend = random.pick(world.friends);
    return exchangeOf(
      world,
      { exchange: random.pick(PERSONAL), with: friend, start, folder: 'INBOX' },
      random,
    );
  }
  if (kind < 0.4) {
    const team = random.pick(world.teams);
    const [writer = world.other] = [random.pick(team.people)];
    const copies = random.chance(0.3) ? team.people.filter((person) => person !== writer).slice(0, 2) : [];
    return exchangeOf(
      world,
      {
        ...{ exchange: random.pick(WORK), with: writer, start, company: team.company, cc: copies },
        folder: folderOf(world, team.company, start, random),
      },
      random,
    );
  }
  if (kind < 0.6) return [newsletter(world, start, random)];
  if (kind < 0.74) return [order(world, start, random)];
  if (kind < 0.82) return listThread(world, start, random);
  if (kind < 0.94) return [notice(world, start, random)];
  if (kind < 0.985) return [journey(world, start, random)];
  return [foreign(world, random.int(0, 99), start, random)];
}

function folderOf(world: World, company: string, date: Date, random: Random): string {
  const old = world.now.getTime() - date.getTime() > 45 * DAY;
  if (!old || random.chance(0.45)) return 'INBOX';
  return company === 'Nordlicht Verlag' ? 'Clients/Nordlicht Verlag' : 'Clients';
}

function meetings(world: World, random: Random): Seeded[] {
  const ask = (days: number, ahead: number, method: 'REQUEST' | 'CANCEL' | 'REPLY'): Seeded => {
    const team = random.pick(world.teams);
    const from = days === 2 ? world.other : random.pick(team.people);
    return meeting(
      world,
      { ...{ from, date: daysAgo(world, days, random), ahead, method }, others: team.people.slice(0, 1) },
      random.fork(days),
    );
  };
  return [
    ask(2, 6, 'REQUEST'),
    ask(4, 8, 'REQUEST'),
    ask(11, 3, 'REQUEST'),
    ask(13, 2, 'CANCEL'),
    ask(20, 4, 'REPLY'),
    ask(64, 5, 'REQUEST'),
  ];
}

/** So that the day has begun before somebody looks. */
function today(world: World, random: Random): Seeded[] {
  const builds = [newsletter, notice, order, newsletter, notice, journey];
  return builds.map((build, at) => build(world, minutesAgo(world, 58 + at * 67), random.fork(at)));
}

/** Puts older mail into folders and gives flags as a person would have. */
function place(world: World, item: Seeded, random: Random): Seeded {
  if (world.inboxOnly) return { ...item, folder: 'INBOX', flags: [] };
  if (['Sent', 'Drafts', 'Junk'].includes(item.folder)) return item;
  const days = (world.now.getTime() - item.date.getTime()) / DAY;
  const head = item.raw.subarray(0, 2000).toString('latin1');
  const folder = ((): string => {
    if (item.folder !== 'INBOX') return item.folder;
    if (days > 20 && /^From: .*<orders@/m.test(head)) return random.chance(0.6) ? 'Receipts' : 'INBOX';
    if (days > 20 && /^From: .*<(tickets|rooms)@/m.test(head)) return random.chance(0.7) ? 'Travel' : 'INBOX';
    if (days > 200 && random.chance(0.18)) return 'Archive';
    return days > 2 && random.chance(0.015) ? 'Trash' : 'INBOX';
  })();
  const flags = new Set(item.flags);
  if (random.chance(days > 21 ? 0.97 : days > 3 ? 0.85 : 0.4) && days > 0.1) flags.add('\\Seen');
  if (random.chance(0.02)) flags.add('\\Flagged');
  if (days > 10 && random.chance(0.01)) flags.add('$Forwarded');
  return { ...item, folder, flags: [...flags] };
}
