// How often an event comes back, in words. A newcomer's trap: what the rule says beyond its parts is not guessed at;
// the sentence then says that there is more.
import { dayOf } from './dates.ts';
import { t } from './t.ts';

export interface ShownRecurrence {
  frequency: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY' | 'OTHER';
  interval: number;
  days: readonly { day: string; nth: number | null }[];
  monthDays: readonly number[];
  count: number | null;
  until: string | null;
  complete: boolean;
}

const ORDER = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const locales = typeof navigator === 'undefined' ? undefined : [...navigator.languages];
const weekday = new Intl.DateTimeFormat(locales, { weekday: 'long', timeZone: 'UTC' });
const list = new Intl.ListFormat(locales, { type: 'conjunction' });

/** 1 January 2024 was a Monday. */
const nameOf = (day: string): string =>
  weekday.format(Date.UTC(2024, 0, 1 + Math.max(ORDER.indexOf(day), 0)));

/** One sentence without a full stop. */
export function recurrenceWords(rule: ShownRecurrence): string {
  const text = every(rule);
  if (rule.frequency === 'OTHER') return text;
  const whole = rule.complete ? text : t('recur.partly', { text });
  if (rule.count !== null) return t('recur.times', { text: whole, count: rule.count });
  return rule.until === null
    ? whole
    : t('recur.until', { text: whole, date: dayOf(`${rule.until}T12:00:00`) });
}

function every({ frequency, interval: count, days, monthDays }: ShownRecurrence): string {
  if (frequency === 'DAILY') return t('recur.daily', { count });
  if (frequency === 'YEARLY') return t('recur.yearly', { count });
  if (frequency === 'WEEKLY') {
    if (days.length === 0) return t('recur.weekly', { count });
    const sorted = ORDER.filter((each) => days.some(({ day }) => day === each));
    if (count === 1 && sorted.join() === 'MO,TU,WE,TH,FR') return t('recur.weekdays');
    return t('recur.weeklyOn', { count, days: list.format(sorted.map(nameOf)) });
  }
  if (frequency !== 'MONTHLY') return t('recur.other');
  const nth = days.flatMap(({ day, nth: at }) => nthWords(at, nameOf(day)) ?? []);
  if (days.length > 0 && nth.length === days.length)
    return t('recur.monthlyNth', { count, days: list.format(nth) });
  if (monthDays.length === 1 && monthDays[0] === -1) return t('recur.monthlyLast', { count });
  const dates = monthDays.filter((each) => each > 0);
  if (dates.length > 0) return t('recur.monthlyOn', { count, days: list.format(dates.map(String)) });
  return t('recur.monthly', { count });
}

function nthWords(nth: number | null, day: string): string | null {
  if (nth === -1) return t('recur.nth.last', { day });
  return nth === 1 || nth === 2 || nth === 3 || nth === 4 || nth === 5
    ? t(`recur.nth.${nth}`, { day })
    : null;
}
