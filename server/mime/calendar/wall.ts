// Dates and times of a calendar as a clock on a wall shows them. A newcomer's trap: what comes out is counted as if
// the wall were in UTC; only a zone makes an instant of it.

/** A date, with a time or without, as a wall clock's ms; null for what is none. */
export function wallOf(text: string): number | null {
  const match =
    /^\s*(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?\s*$/i.exec(
      text,
    );
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map((each) => Number(each ?? 0));
  if (month === undefined || day === undefined || month < 1 || month > 12 || day < 1 || day > 31) return null;
  if ((hour ?? 0) > 24 || (minute ?? 0) > 59 || (second ?? 0) > 60) return null;
  // What lies further ahead could not be written in four digits any more once something is added to it.
  if ((year ?? 0) > 9000) return null;
  const date = new Date(0);
  date.setUTCFullYear(year ?? 0, month - 1, day);
  // The 31st of a month that has none is no date.
  if (date.getUTCDate() !== day) return null;
  date.setUTCHours(hour ?? 0, minute ?? 0, Math.min(second ?? 0, 59));
  return date.getTime();
}
