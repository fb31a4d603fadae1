// Date to text as toISOString does it, for lists: two dates a row, most of them of the same few days. A newcomer's
// trap: it must stay equal to toISOString to the letter (a test compares), and throws RangeError where that does.
const DAY_MS = 86_400_000;
const TWO = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));

let last = { day: Number.NaN, text: '' };

export function isoOf(date: Date): string {
  const ms = date.getTime();
  const day = Math.floor(ms / DAY_MS);
  if (day !== last.day) last = { day, text: new Date(day * DAY_MS).toISOString().slice(0, -13) };
  const rest = ms - day * DAY_MS;
  const hours = TWO[Math.floor(rest / 3_600_000)];
  const minutes = TWO[Math.floor(rest / 60_000) % 60];
  const seconds = TWO[Math.floor(rest / 1000) % 60];
  return `${last.text}${hours}:${minutes}:${seconds}.${String(rest % 1000).padStart(3, '0')}Z`;
}
