// What a time zone of a calendar means: its name as the world knows it, and how far it is from UTC on a day. A
// newcomer's trap: the rules that the file itself brings (VTIMEZONE) are often wrong or out of date; they count
// only where the name says nothing, as for a zone that somebody put together in Outlook.
import { LRUCache } from 'lru-cache';
import { type Component, propertyOf } from '../content-lines.ts';
import { observedOffset } from './rules.ts';
import { WINDOWS_ZONES } from './windows-zones.ts';

export interface Zone {
  /** Of the IANA database; null for rules of the file's own. */
  name: string | null;
  /** The instant (ms) of a wall clock's time, given as if it were UTC. */
  toInstant(wall: number): number;
}

export const UTC: Zone = { name: 'Etc/UTC', toInstant: (wall) => wall };

const MINUTE = 60_000;

/** The zone behind a TZID, null where nothing tells. `calendar` may hold a VTIMEZONE of that name. */
export function zoneOf(tzid: string, calendar: Component | null): Zone | null {
  const id = tzid.trim().replace(/^"|"$/g, '').slice(0, 200);
  if (id === '') return null;
  const rules = calendar?.components.find(
    (each) => each.name === 'VTIMEZONE' && propertyOf(each, 'TZID')?.value.trim() === id,
  );
  const location = rules && propertyOf(rules, 'X-LIC-LOCATION')?.value;
  const name = nameOf(id) ?? nameOf(location ?? '');
  if (name !== null) return named(name);
  const minutes = rules && observedOffset(rules);
  if (minutes) return { name: null, toInstant: (wall) => wall - minutes(wall) * MINUTE };
  return fixedBy(id);
}

/** Europe/Berlin, W. Europe Standard Time, /example.org/20050126_1/Europe/Berlin. */
function nameOf(id: string): string | null {
  const windows = WINDOWS_ZONES.get(id.toLowerCase());
  if (windows !== undefined) return known(windows);
  const parts = id.split('/').filter((part) => part !== '');
  for (let from = 0; from < Math.min(parts.length, 6); from++) {
    const found = known(parts.slice(from).join('/'));
    if (found !== null) return found;
  }
  return null;
}

const formats = new LRUCache<string, Intl.DateTimeFormat>({ max: 40 });

function formatOf(name: string): Intl.DateTimeFormat {
  const kept = formats.get(name);
  if (kept) return kept;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(name, format);
  return format;
}

/** The name as the runtime spells it, or null. A bare offset or a word such as "Berlin" is none. */
function known(name: string): string | null {
  if (
    !/^(?:[A-Za-z][\w+-]{0,30}\/[\w+/-]{1,40}|UTC|GMT|Z|EST|MST|HST|CET|EET|WET|MET|[A-Z]{3}\d[A-Z]{3})$/.test(
      name,
    )
  )
    return null;
  if (name === 'Z') return 'Etc/UTC';
  try {
    return formatOf(name).resolvedOptions().timeZone === 'UTC' ? 'Etc/UTC' : name;
  } catch {
    return null;
  }
}

function named(name: string): Zone {
  const format = formatOf(name);
  const offset = (instant: number): number => {
    const at: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(instant)) at[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = at;
    const wall = new Date(0);
    wall.setUTCFullYear(year, month - 1, day);
    wall.setUTCHours(hour, minute, second);
    return wall.getTime() - Math.floor(instant / 1000) * 1000;
  };
  return {
    name,
    toInstant: (wall) => {
      // Twice, because the first guess may lie on the other side of a change.
      const guess = wall - offset(wall);
      return wall - offset(guess);
    },
  };
}

/** "(UTC+01:00) Amsterdam, Berlin, Rome" and "GMT-0500" without rules: that far from UTC all year. */
function fixedBy(id: string): Zone | null {
  const match = /(?:UTC|GMT)\s?([+-])(\d{1,2}):?(\d\d)?/i.exec(id);
  if (!match) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  const ahead = match[1] === '-' ? -minutes : minutes;
  return { name: null, toInstant: (wall) => wall - ahead * MINUTE };
}
