// A meeting request, an update, a cancellation or an answer (text/calendar: RFC 5545, RFC 5546) as what a person
// wants to know of it. A newcomer's trap: every text in it is the sender's; X-ALT-DESC, the HTML one, is never
// read, and times without a zone are the wall clock of whoever looks, so they have no instant.
import type { Address } from '../../mail/message.ts';
import {
  type Component,
  type Property,
  paramOf,
  propertiesOf,
  propertyOf,
  readComponents,
  textOf,
} from '../content-lines.ts';
import { httpsUrl, joinUrlOf } from './join-url.ts';
import { type Recurrence, readRecurrence } from './recurrence.ts';
import { wallOf } from './wall.ts';
import { UTC, zoneOf } from './zones.ts';

export const METHODS = [
  'PUBLISH',
  'REQUEST',
  'REPLY',
  'ADD',
  'CANCEL',
  'REFRESH',
  'COUNTER',
  'DECLINECOUNTER',
] as const;
export const PARTICIPATIONS = ['NEEDS_ACTION', 'ACCEPTED', 'DECLINED', 'TENTATIVE', 'DELEGATED'] as const;
export const ROLES = ['CHAIR', 'REQUIRED', 'OPTIONAL', 'NON_PARTICIPANT'] as const;
export const KINDS = ['INDIVIDUAL', 'GROUP', 'RESOURCE', 'ROOM'] as const;

export interface EventTime {
  /** On the wall of its zone: 2026-11-24 for a whole day, else 2026-11-24T09:30:00. */
  local: string;
  /** IANA's name; null for a whole day, for a time of no zone, and for rules of the file's own. */
  timeZone: string | null;
  /** Null for a whole day and for a time of no zone. */
  instant: Date | null;
}

export interface Attendee extends Address {
  status: (typeof PARTICIPATIONS)[number];
  role: (typeof ROLES)[number];
  kind: (typeof KINDS)[number];
}

export interface CalendarEvent {
  method: (typeof METHODS)[number];
  uid: string;
  sequence: number;
  /** DTSTAMP; with `sequence` it says which of two messages is the newer one. */
  stamp: Date | null;
  cancelled: boolean;
  /** Which one of a series this is about, as written; null for the event or series as a whole. */
  occurrence: EventTime | null;
  summary: string | null;
  location: string | null;
  description: string | null;
  /** Of an answer: what was written beside it. */
  comment: string | null;
  start: EventTime | null;
  /** For whole days the day after the last one. */
  end: EventTime | null;
  allDay: boolean;
  recurrence: Recurrence | null;
  organizer: Address | null;
  /** At most 200. */
  attendees: readonly Attendee[];
  attendeeCount: number;
  joinUrl: string | null;
  /** The event's own page, as the calendar names it; https only. */
  pageUrl: string | null;
  /** Further events in the same file, exceptions of a series left out. */
  moreEvents: number;
}

const MAX_ATTENDEES = 200;
const MAX_LINE = 1000;
const MAX_TEXT = 10_000;

/** The first event of a calendar, series before their exceptions; null where there is none. Never throws. */
export function readCalendar(text: string, methodOfPart = ''): CalendarEvent | null {
  const calendars = readComponents(text).filter(({ name }) => name === 'VCALENDAR');
  const all = calendars.flatMap((calendar) =>
    calendar.components.filter(({ name }) => name === 'VEVENT').map((event) => ({ calendar, event })),
  );
  const whole = all.filter(({ event }) => !propertyOf(event, 'RECURRENCE-ID'));
  const chosen = whole[0] ?? all[0];
  if (!chosen) return null;
  const uidOf = ({ event }: { event: Component }): string => propertyOf(event, 'UID')?.value.trim() ?? '';
  const others = new Set(all.map(uidOf)).size - 1;
  return readEvent(chosen.calendar, chosen.event, methodOfPart, Math.max(others, 0));
}

function readEvent(
  calendar: Component,
  event: Component,
  methodOfPart: string,
  moreEvents: number,
): CalendarEvent {
  const first = (name: string): Property | undefined => propertyOf(event, name);
  const method = methodOf(propertyOf(calendar, 'METHOD')?.value ?? methodOfPart);
  const start = timeOf(first('DTSTART'), calendar);
  const allDay = start !== null && !start.local.includes('T');
  const rule = first('RRULE');
  const attendees = propertiesOf(event, 'ATTENDEE');
  return {
    method,
    uid: oneLine(first('UID')) ?? '',
    sequence: Number(/^\d{1,9}$/.exec(first('SEQUENCE')?.value.trim() ?? '')?.[0] ?? 0),
    stamp: timeOf(first('DTSTAMP'), calendar)?.instant ?? null,
    cancelled: method === 'CANCEL' || /^\s*CANCELL?ED\s*$/i.test(first('STATUS')?.value ?? ''),
    occurrence: timeOf(first('RECURRENCE-ID'), calendar),
    summary: oneLine(first('SUMMARY')),
    location: oneLine(first('LOCATION')),
    description: lines(first('DESCRIPTION')),
    comment: lines(first('COMMENT')),
    start,
    end: start && endOf(start, allDay, first('DTEND'), first('DURATION')?.value, calendar),
    allDay,
    recurrence: rule ? readRecurrence(rule.value) : null,
    organizer: first('ORGANIZER') ? personOf(first('ORGANIZER')) : null,
    attendees: attendees.slice(0, MAX_ATTENDEES).map(attendeeOf),
    attendeeCount: attendees.length,
    joinUrl: joinUrlOf(event),
    pageUrl: httpsUrl(textOf(first('URL')?.value ?? ''))?.href ?? null,
    moreEvents,
  };
}

function methodOf(text: string): CalendarEvent['method'] {
  const upper = text.trim().toUpperCase();
  return METHODS.find((each) => each === upper) ?? 'PUBLISH';
}

function oneLine(property: Property | undefined): string | null {
  return (
    textOf(property?.value ?? '')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, MAX_LINE) || null
  );
}

function lines(property: Property | undefined): string | null {
  return (
    textOf(property?.value ?? '')
      .trim()
      .slice(0, MAX_TEXT) || null
  );
}

function timeOf(property: Property | undefined, calendar: Component): EventTime | null {
  if (!property) return null;
  const wall = wallOf(property.value);
  if (wall === null) return null;
  const text = property.value.trim();
  if (!/T/i.test(text)) return { local: localOf(wall, true), timeZone: null, instant: null };
  const zone = /Z$/i.test(text) ? UTC : zoneOf(paramOf(property, 'TZID'), calendar);
  return {
    local: localOf(wall, false),
    timeZone: zone?.name ?? null,
    instant: zone ? new Date(zone.toInstant(wall)) : null,
  };
}

const localOf = (wall: number, allDay: boolean): string =>
  new Date(wall).toISOString().slice(0, allDay ? 10 : 19);

const DAY_MS = 86_400_000;

/** RFC 5545 section 3.6.1: without an end a whole day lasts a day, anything else no time at all. */
function endOf(
  start: EventTime,
  allDay: boolean,
  written: Property | undefined,
  duration: string | undefined,
  calendar: Component,
): EventTime | null {
  const end = timeOf(written, calendar);
  if (end && end.local.includes('T') !== allDay && !isBefore(end, start)) return end;
  const length = durationOf(duration ?? '') ?? (allDay ? DAY_MS : 0);
  if (length <= 0) return null;
  const wall = wallOf(start.local) ?? 0;
  return {
    local: localOf(wall + length, allDay),
    timeZone: start.timeZone,
    instant: start.instant && new Date(start.instant.getTime() + length),
  };
}

function isBefore(one: EventTime, other: EventTime): boolean {
  return one.instant && other.instant ? one.instant < other.instant : one.local < other.local;
}

/** RFC 5545 section 3.3.6, in ms; null for what is none. */
function durationOf(text: string): number | null {
  const match =
    /^\s*\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?\s*$/i.exec(
      text,
    );
  if (!match) return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((each) => Number(each ?? 0));
  return (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1000;
}

/** A value such as mailto:ann@x.example with the name beside it. */
function personOf(property: Property | undefined): Address {
  const value = property?.value ?? '';
  const email = property ? paramOf(property, 'EMAIL') : '';
  // Some programs write a name with a colon in it and no quotes; the address still ends the line.
  const address = /mailto:\s*([^\s<>"]{1,320})\s*$/i.exec(value.slice(-MAX_LINE))?.[1] ?? (email || value);
  const isAddress = /^[^\s@<>"]+@[^\s@<>"]+$/.test(address);
  const name = (property ? paramOf(property, 'CN') : '').replace(/\s+/g, ' ').trim().slice(0, MAX_LINE);
  return { name: name === '' || name === address ? null : name, address: isAddress ? address : null };
}

function attendeeOf(property: Property): Attendee {
  const param = (name: string): string => paramOf(property, name).toUpperCase();
  const status = param('PARTSTAT').replace('-', '_');
  const role = param('ROLE').replace(/-PARTICIPANT$|^REQ$/, '');
  const kind = param('CUTYPE');
  return {
    ...personOf(property),
    status: PARTICIPATIONS.find((each) => each === status) ?? 'NEEDS_ACTION',
    role:
      role === 'CHAIR'
        ? 'CHAIR'
        : role === 'OPT'
          ? 'OPTIONAL'
          : role === 'NON'
            ? 'NON_PARTICIPANT'
            : 'REQUIRED',
    kind: KINDS.find((each) => each === kind) ?? 'INDIVIDUAL',
  };
}
