// The rules of a time zone that a calendar brings itself (VTIMEZONE, RFC 5545 section 3.6.5): when summer time begins
// and ends. A newcomer's trap: they are not expanded; only the two changes around a moment are worked out, so that a
// rule that never ends costs nothing.

import { type Component, paramOf, propertiesOf, propertyOf } from '../content-lines.ts';
import { wallOf } from './wall.ts';

interface Observance {
  minutes: number;
  /** The wall time (ms) at which it begins in a year; null where it does not. */
  begins(year: number): number | null;
}

const MAX_OBSERVANCES = 50;

/** Minutes ahead of UTC at a wall clock's time; null where the component has no rule that can be read. */
export function observedOffset(zone: Component): ((wall: number) => number) | null {
  const observances = zone.components
    .filter(({ name }) => name === 'STANDARD' || name === 'DAYLIGHT')
    .slice(0, MAX_OBSERVANCES)
    .flatMap((each) => observance(each) ?? []);
  const [first] = observances;
  if (!first) return null;
  return (wall) => {
    const year = new Date(wall).getUTCFullYear();
    let current = first;
    let since = Number.NEGATIVE_INFINITY;
    for (const each of observances) {
      for (const begin of [each.begins(year - 1), each.begins(year)]) {
        if (begin !== null && begin <= wall && begin > since) [current, since] = [each, begin];
      }
    }
    return current.minutes;
  };
}

function observance(component: Component): Observance | null {
  const offset = /^([+-])(\d\d)(\d\d)/.exec(propertyOf(component, 'TZOFFSETTO')?.value.trim() ?? '');
  const start = wallOf(propertyOf(component, 'DTSTART')?.value ?? '');
  if (!offset || start === null) return null;
  const minutes = (Number(offset[2]) * 60 + Number(offset[3])) * (offset[1] === '-' ? -1 : 1);
  const rule = propertyOf(component, 'RRULE')?.value.toUpperCase() ?? '';
  const dates = propertiesOf(component, 'RDATE')
    .filter((each) => paramOf(each, 'VALUE') !== 'PERIOD')
    .flatMap(({ value }) => value.split(',', 200).flatMap((each) => wallOf(each) ?? []));
  return { minutes, begins: (year) => begin(year, start, rule, dates) };
}

function begin(year: number, start: number, rule: string, dates: readonly number[]): number | null {
  const first = new Date(start);
  if (year < first.getUTCFullYear()) return null;
  if (rule === '') {
    const past = [start, ...dates].filter((each) => new Date(each).getUTCFullYear() <= year);
    return Math.max(...past);
  }
  const until = /UNTIL=(\d{4})/.exec(rule)?.[1];
  const within = until === undefined ? year : Math.min(year, Number(until));
  const month = Number(/BYMONTH=(\d{1,2})/.exec(rule)?.[1] ?? first.getUTCMonth() + 1) - 1;
  const time = start - Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), first.getUTCDate());
  return Date.UTC(within, month, dayIn(within, month, rule, first)) + time;
}

const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

function dayIn(year: number, month: number, rule: string, first: Date): number {
  const [, nth, name = ''] = /BYDAY=([+-]?\d)?(SU|MO|TU|WE|TH|FR|SA)/.exec(rule) ?? [];
  const weekday = DAYS.indexOf(name);
  const from = /BYMONTHDAY=(-?\d{1,2})/.exec(rule)?.[1];
  if (weekday < 0) return from === undefined ? first.getUTCDate() : Number(from);
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  if (nth?.startsWith('-')) {
    const last = new Date(Date.UTC(year, month, length)).getUTCDay();
    return length - ((last - weekday + 7) % 7) - 7 * (Math.abs(Number(nth)) - 1);
  }
  // "The Sunday among the 8th to the 14th" is the first one from the 8th on.
  const begin = nth === undefined ? Math.max(Number(from ?? 1), 1) : 1 + 7 * (Number(nth) - 1);
  const day = new Date(Date.UTC(year, month, begin)).getUTCDay();
  return begin + ((weekday - day + 7) % 7);
}
