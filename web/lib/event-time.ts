// When an event is, for whoever looks: on this device's clock, and on the clock it was written on where that differs. A
// newcomer's trap: a whole day ends with the day before its `end`, and has no zone to be moved by.

export interface ShownTime {
  instant: string | null;
  local: string;
  timeZone: string | null;
}

export interface EventTimes {
  /** For the block with the day. */
  month: string;
  day: string;
  weekday: string;
  /** Day and time, or days. */
  line: string;
  /** The hours on the clock it was written on, and where that is; null where it is the same. */
  elsewhere: { time: string; zone: string } | null;
  /** True for hours that belong to no zone. */
  floating: boolean;
}

const locales = typeof navigator === 'undefined' ? undefined : [...navigator.languages];
const DAY = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
const HOURS = { hour: '2-digit', minute: '2-digit' } as const;

/** Null for what can't be read. `ownZone` is that of the device when left out. */
export function eventTimes(
  start: ShownTime,
  end: ShownTime | null,
  allDay: boolean,
  ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone,
): EventTimes | null {
  // Hours of no zone, and days, are drawn as they stand: in UTC, as if the wall were there.
  const zone = start.instant === null ? 'UTC' : ownZone;
  const from = dateOf(start);
  const to = end ? dateOf(end) : null;
  if (!from) return null;
  const last = to && (allDay ? new Date(to.getTime() - 86_400_000) : to);
  const line = range({ ...DAY, ...(allDay ? {} : HOURS), timeZone: zone }, from, last);
  const part = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locales, { ...options, timeZone: zone }).format(from);
  return {
    month: part({ month: 'short' }),
    day: part({ day: 'numeric' }),
    weekday: part({ weekday: 'short' }),
    line,
    elsewhere: start.instant === null ? null : elsewhere(start, from, last, ownZone),
    floating: start.instant === null && !allDay,
  };
}

function dateOf({ instant, local }: ShownTime): Date | null {
  const date = new Date(instant ?? (local.includes('T') ? `${local}Z` : `${local}T00:00:00Z`));
  return Number.isNaN(date.getTime()) ? null : date;
}

function range(options: Intl.DateTimeFormatOptions, from: Date, to: Date | null): string {
  const format = new Intl.DateTimeFormat(locales, options);
  return to && to > from ? format.formatRange(from, to) : format.format(from);
}

function elsewhere(
  { timeZone }: ShownTime,
  from: Date,
  to: Date | null,
  ownZone: string,
): EventTimes['elsewhere'] {
  // UTC is how programs write, and not where anybody sits.
  if (timeZone === null || /^(?:Etc\/)?(?:UTC|GMT)$/.test(timeZone)) return null;
  try {
    const there = range({ ...DAY, ...HOURS, timeZone }, from, to);
    if (there === range({ ...DAY, ...HOURS, timeZone: ownZone }, from, to)) return null;
    const sameDay =
      range({ ...DAY, timeZone }, from, null) === range({ ...DAY, timeZone: ownZone }, from, null);
    return {
      time: sameDay ? range({ ...HOURS, timeZone }, from, to) : there,
      zone: (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' '),
    };
  } catch {
    // A zone that this browser does not know.
    return null;
  }
}
