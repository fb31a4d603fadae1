// Times as people say them: 09:42, Yesterday, Sun, 12 Nov. A newcomer's trap: days are days of this device's
// calendar, never 24 hours, and every function takes `now` so that tests need no clock.
import { t } from './t.ts';

const locales = typeof navigator === 'undefined' ? undefined : [...navigator.languages];
const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(locales, options);

const formats = {
  time: format({ hour: '2-digit', minute: '2-digit' }),
  weekday: format({ weekday: 'short' }),
  day: format({ day: 'numeric', month: 'short' }),
  date: format({ day: 'numeric', month: 'short', year: 'numeric' }),
  month: format({ month: 'long' }),
  monthYear: format({ month: 'long', year: 'numeric' }),
  full: format({ dateStyle: 'full', timeStyle: 'short' }),
};

/** Midnights between two instants, by this device's calendar; negative when `then` is ahead. */
export function daysBetween(then: Date, now: Date): number {
  const day = (date: Date): number => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((day(now) - day(then)) / 86_400_000);
}

const read = (instant: string | Date): Date | null => {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? null : date;
};

/** For a list row: the time today, the weekday in the last week, else the date. '' when unreadable. */
export function shortDate(instant: string | Date, now = new Date()): string {
  const date = read(instant);
  if (!date) return '';
  const days = daysBetween(date, now);
  if (days === 0) return formats.time.format(date);
  if (days > 0 && days < 7) return formats.weekday.format(date);
  return date.getFullYear() === now.getFullYear() ? formats.day.format(date) : formats.date.format(date);
}

/** For the head of a message: the time, with the day in front unless it is today. */
export function dateTime(instant: string | Date, now = new Date()): string {
  const date = read(instant);
  if (!date) return '';
  const time = formats.time.format(date);
  const days = daysBetween(date, now);
  if (days === 0) return time;
  const day = days === 1 ? t('date.yesterday') : shortDate(date, now);
  return `${day} ${time}`;
}

/** Everything: weekday, date and time. */
export function fullDate(instant: string | Date): string {
  const date = read(instant);
  return date ? formats.full.format(date) : '';
}

/** The heading a row stands under: Today, Yesterday, Last 7 days, a month. */
export function dayGroup(instant: string | Date, now = new Date()): string {
  const date = read(instant);
  if (!date) return t('date.unknown');
  const days = daysBetween(date, now);
  if (days <= 0) return t('date.today');
  if (days === 1) return t('date.yesterday');
  if (days < 7) return t('date.week');
  return date.getFullYear() === now.getFullYear()
    ? formats.month.format(date)
    : formats.monthYear.format(date);
}

/** The day and year, for a place in a long list; '' when unreadable. */
export function dayOf(instant: string | Date): string {
  const date = read(instant);
  return date ? formats.date.format(date) : '';
}

/** How long ago something was, in words: just now, 5 min ago, 2 h ago, else the date and time. */
export function ago(then: number, now = Date.now()): string {
  const minutes = Math.floor((now - then) / 60_000);
  if (minutes < 1) return t('date.now');
  if (minutes < 60) return t('date.minutes', { count: minutes });
  if (minutes < 24 * 60) return t('date.hours', { count: Math.floor(minutes / 60) });
  return dateTime(new Date(then), new Date(now));
}
