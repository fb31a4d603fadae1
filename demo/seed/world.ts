// What all kinds of mail share: whose mailbox it is, when "now" is, and the values for the templates. A
// newcomer's trap: everything is counted back from `now`, so the same `now` gives the same bytes.
import { CITIES, friends, type Person, PLACES, SHOPS, type Team, teams } from './people.ts';
import { phrase, type Values } from './phrase.ts';
import type { Random } from './random.ts';

export interface World {
  me: Person;
  /** The other user of the demo: mail to this one arrives. */
  other: Person;
  /** The newest moment that mail may have. */
  now: Date;
  /** True where only the inbox exists. */
  inboxOnly: boolean;
  random: Random;
  friends: Person[];
  teams: Team[];
}

const DAY = 86_400_000;
export const MONTHS_18 = 548;
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const TIMES = ['8:15', '9:30', '11:00', '12:45', '14:00', '16:30', '17:40', '18:00', '19:30', '20:15'];

export const newWorld = (options: Omit<World, 'friends' | 'teams'>): World => ({
  ...options,
  friends: friends(),
  teams: teams(),
});

/** So many days before now, at a time of the day at which people write. */
export function daysAgo(world: World, days: number, random: Random): Date {
  const day = new Date(world.now.getTime() - days * DAY);
  day.setUTCHours(random.int(6, 21), random.int(0, 59), random.int(0, 59), 0);
  return day > world.now ? minutesAgo(world, random.int(20, 400)) : day;
}

export const minutesAgo = (world: World, minutes: number): Date =>
  new Date(world.now.getTime() - minutes * 60_000);

/** A day within the last 18 months, recent ones a little more often. */
export const someDay = (world: World, random: Random): Date =>
  daysAgo(world, 1 + Math.floor(random.next() ** 1.25 * (MONTHS_18 - 1)), random);

/** Values for every name that a template may use, the same within one exchange. */
export function valuesFor(world: World, random: Random, more: Values = {}): Values {
  return {
    me: world.me.name,
    third: random.pick(world.friends).name.split(' ')[0] ?? '',
    city: random.pick(CITIES),
    place: random.pick(PLACES),
    day: random.pick(DAYS),
    time: random.pick(TIMES),
    number: String(random.int(10, 99)),
    code: String(random.int(100_000, 999_999)),
    issue: String(random.int(80, 240)),
    company: random.pick(SHOPS).name,
    ...more,
  };
}

export const say = (template: string, random: Random, values: Values): string =>
  phrase(template, random, values);
