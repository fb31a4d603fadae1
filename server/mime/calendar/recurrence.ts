// How often an event comes back (RRULE, RFC 5545 section 3.3.10), as parts that a person's language can make words
// of. A newcomer's trap: nothing is expanded here, on purpose: a rule is somebody else's program, and "every second
// until 9999" is a valid one.
import { wallOf } from './wall.ts';

export const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY', 'OTHER'] as const;
export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export interface Recurrence {
  /** OTHER: more often than daily, or a rule that can't be read. */
  frequency: (typeof FREQUENCIES)[number];
  /** Every so many of them, at least 1. */
  interval: number;
  /** `nth` counts within the month or year, from its end when negative; null for every such day. */
  days: readonly { day: Weekday; nth: number | null }[];
  /** 1 to 31, from the month's end when negative. */
  monthDays: readonly number[];
  /** 1 to 12. */
  months: readonly number[];
  count: number | null;
  /** The last possible day, as YYYY-MM-DD on the wall of the event's zone; where written in UTC, of UTC. */
  until: string | null;
  /** False when the rule says more than the fields above. */
  complete: boolean;
  /** As written. */
  rule: string;
}

const MAX_RULE = 1000;
const KNOWN = new Set([
  'FREQ',
  'INTERVAL',
  'BYDAY',
  'BYMONTHDAY',
  'BYMONTH',
  'COUNT',
  'UNTIL',
  'WKST',
  'BYSETPOS',
]);
const MAX_LISTED = 31;

/** Never throws. */
export function readRecurrence(value: string): Recurrence {
  const rule = value.trim().toUpperCase().slice(0, MAX_RULE);
  const parts = new Map(
    rule.split(';').map((part) => {
      const cut = part.indexOf('=');
      return [part.slice(0, Math.max(cut, 0)).trim(), part.slice(cut + 1).trim()] as const;
    }),
  );
  const numbers = (name: string, most: number): number[] =>
    list(parts.get(name)).flatMap((text) => {
      const number = /^[+-]?\d{1,2}$/.test(text) ? Number(text) : 0;
      return number !== 0 && Math.abs(number) <= most ? [number] : [];
    });
  const frequency = FREQUENCIES.find((each) => each === parts.get('FREQ') && each !== 'OTHER') ?? 'OTHER';
  const places = numbers('BYSETPOS', 31);
  const days = readDays(parts.get('BYDAY'));
  // "The last of the Fridays" is the last Friday; of several days it is something else.
  const single =
    places.length === 1 && days.length === 1 && days[0]?.nth === null ? (places[0] ?? null) : null;
  const until = wallOf(parts.get('UNTIL') ?? '');
  const count = Number(/^\d{1,6}$/.exec(parts.get('COUNT') ?? '')?.[0] ?? 0);
  return {
    frequency,
    interval: Math.max(Number(/^\d{1,4}$/.exec(parts.get('INTERVAL') ?? '')?.[0] ?? 1), 1),
    days: single === null ? days : days.map(({ day }) => ({ day, nth: single })),
    monthDays: numbers('BYMONTHDAY', 31),
    months: numbers('BYMONTH', 12).filter((month) => month > 0),
    count: count > 0 ? count : null,
    until: until === null ? null : new Date(until).toISOString().slice(0, 10),
    complete:
      frequency !== 'OTHER' &&
      (places.length === 0 || single !== null) &&
      [...parts.keys()].every((key) => key === '' || KNOWN.has(key)),
    rule,
  };
}

const list = (text = ''): string[] => text.split(',', MAX_LISTED).map((each) => each.trim());

function readDays(text: string | undefined): Recurrence['days'] {
  return list(text).flatMap((each) => {
    const [, nth, day] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(each) ?? [];
    const known = WEEKDAYS.find((name) => name === day);
    return known ? [{ day: known, nth: nth === undefined || Number(nth) === 0 ? null : Number(nth) }] : [];
  });
}
