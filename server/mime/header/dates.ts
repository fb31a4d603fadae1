// The Date and Received headers' dates: RFC 5322, its obsolete forms, asctime and ISO 8601. A newcomer's
// trap: Date.parse accepts nonsense in the server's own time zone, so it is not used; what is not a real
// moment is null, and the list then falls back to when the message arrived.

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Minutes east of Greenwich. RFC 5322 section 4.3; unknown names mean UTC. */
const ZONES: Readonly<Record<string, number>> = {
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  cet: 60,
  met: 60,
  cest: 120,
  mest: 120,
  eet: 120,
  eest: 180,
  bst: 60,
  msk: 180,
  jst: 540,
};

const TIME = '(\\d{1,2})[:.](\\d{1,2})(?:[:.](\\d{1,2}))?(?:[.,]\\d{1,9})?\\s{0,9}([ap]m)?';
const RFC5322 = new RegExp(
  `^(?:[a-z]{2,9}\\.?\\s{0,9},?\\s{0,9})?(\\d{1,2})[\\s-]{1,9}([a-z]{3})[a-z.]{0,8}[\\s,-]{1,9}(\\d{2,4}),?\\s{1,9}${TIME}(.*)$`,
  'i',
);
const ASCTIME = new RegExp(
  `^(?:[a-z]{2,9},?\\s{1,9})?([a-z]{3})[a-z]{0,6}\\s{1,9}(\\d{1,2}),?\\s{1,9}${TIME}\\s{1,9}(?:([a-z]{1,5})\\s{1,9})?(\\d{4})(.*)$`,
  'i',
);
const ISO = new RegExp(`^(\\d{4})-(\\d{1,2})-(\\d{1,2})[T\\s]\\s{0,3}${TIME}(.*)$`, 'i');

/** As nearly all programs write it; the patterns above are for everything else. */
const USUAL =
  /^(?:[A-Za-z]{3}, )?(\d{1,2}) ([A-Za-z]{3}) (\d{4}) (\d\d):(\d\d):(\d\d) ([+-]\d{4})(?: \([A-Za-z]{1,9}\))?$/;

/** A moment, or null for anything that is not one (the 31st of February, an hour 25, a year before 1900). */
export function parseDate(text: string): Date | null {
  const usual = USUAL.exec(text);
  if (usual)
    return moment(
      Number(usual[3]),
      month(usual[2]),
      Number(usual[1]),
      [usual[4], usual[5], usual[6]],
      usual[7] ?? '',
    );
  const plain = text
    .slice(0, 200)
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const iso = ISO.exec(plain);
  if (iso) return moment(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]), iso.slice(4, 8), iso[8] ?? '');
  const rfc = RFC5322.exec(plain);
  if (rfc)
    return moment(fullYear(rfc[3] ?? ''), month(rfc[2]), Number(rfc[1]), rfc.slice(4, 8), rfc[8] ?? '');
  const asc = ASCTIME.exec(plain);
  if (asc)
    return moment(Number(asc[8]), month(asc[1]), Number(asc[2]), asc.slice(3, 7), asc[7] ?? asc[9] ?? '');
  return null;
}

/** The date of a Received header: what stands after its last semicolon. */
export function receivedDate(value: string): Date | null {
  const cut = value.lastIndexOf(';');
  return cut < 0 ? null : parseDate(value.slice(cut + 1));
}

const month = (name = ''): number => MONTHS.indexOf(name.toLowerCase());

/** RFC 5322 section 4.3: two digits 00-49 are 2000-2049, other two and all three digits count from 1900. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 2) return year < 50 ? 2000 + year : 1900 + year;
  return digits.length === 3 ? 1900 + year : year;
}

function moment(
  year: number,
  monthIndex: number,
  day: number,
  time: readonly (string | undefined)[],
  zone: string,
): Date | null {
  const [hours = '', minutes = '', seconds = '0', half] = time;
  let hour = Number(hours);
  if (half) hour = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  const minute = Number(minutes);
  // A leap second is written as 60.
  const second = Math.min(Number(seconds), 59);
  if (year < 1900 || monthIndex < 0 || monthIndex > 11 || hour > 23 || minute > 59 || Number(seconds) > 60)
    return null;
  const utc = Date.UTC(year, monthIndex, day, hour, minute, second);
  const back = new Date(utc);
  if (back.getUTCMonth() !== monthIndex || back.getUTCDate() !== day) return null;
  return new Date(utc - offsetOf(zone) * 60_000);
}

function offsetOf(zone: string): number {
  const numeric = /^\s{0,9}(?:gmt|utc?|z)?\s{0,3}([+-])(\d{1,2}):?(\d{2})\b/i.exec(zone);
  if (numeric) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3]);
    return minutes > 16 * 60 ? 0 : numeric[1] === '-' ? -minutes : minutes;
  }
  return ZONES[/^\s{0,9}([a-z]{1,5})\b/i.exec(zone)?.[1]?.toLowerCase() ?? ''] ?? 0;
}
