// Names and sizes of files, for people. A newcomer's trap: a name comes from outside, so it is cleaned of
// direction overrides (an "exe" can be made to read as "pdf"), and its true ending is always kept in view.

/**
 * Invisible characters that can turn text around or hide a part of it (CVE-2019-15237). The two joiners stay:
 * Persian words and many emoji are spelt with them.
 */
const INVISIBLE = /[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;

/** Text from outside as it may be shown. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, '');
}

/** "Itinerary v2.pdf" as ["Itinerary v2", ".pdf"], so that only the first part may be cut for space. */
export function nameParts(filename: string): [stem: string, ending: string] {
  const name = visible(filename);
  const ending = /\.[^.\s]{1,10}$/.exec(name)?.[0] ?? '';
  return [name.slice(0, name.length - ending.length), ending];
}

/** The badge of a file: its true ending, at most four letters, else "FILE". */
export function badgeOf(filename: string): string {
  const ending = nameParts(filename)[1].slice(1).toUpperCase();
  return ending === '' ? 'FILE' : ending.slice(0, 4);
}

/** Bytes as "284 kB" or "3.1 MB", in the language of the page. */
export function formatBytes(bytes: number, locale?: string): string {
  const steps = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  let value = bytes;
  let step = 0;
  while (value >= 1000 && step < steps.length - 1) {
    value /= 1000;
    step += 1;
  }
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: steps[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step > 1 && value < 10 ? 1 : 0,
  }).format(value);
}
