// Invitations in the shape of many programs, whole and broken, to what a person reads.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type CalendarEvent, readCalendar } from '../../../server/mime/calendar/calendar.ts';
import { readRecurrence } from '../../../server/mime/calendar/recurrence.ts';
import { WINDOWS_ZONES } from '../../../server/mime/calendar/windows-zones.ts';
import { zoneOf } from '../../../server/mime/calendar/zones.ts';
import { readComponents } from '../../../server/mime/content-lines.ts';
import {
  APPLE,
  EXCHANGE_TEAMS,
  GOOGLE,
  OUTLOOK,
  REPLY,
  ZIMBRA_CANCEL,
} from '../../support/calendars/requests.ts';

function read(text: string, method = ''): CalendarEvent {
  const event = readCalendar(text, method);
  assert.ok(event, 'there is an event');
  return event;
}

/** An event of these lines alone. */
const event = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'UID:x', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join(
    '\r\n',
  );
const start = (...lines: string[]): string | null | undefined =>
  read(event(...lines)).start?.instant?.toISOString() ?? read(event(...lines)).start?.local;

suite('invitations of many programs', () => {
  test('Outlook: a Windows zone in quotes, a tab as the fold, and no word of its HTML', () => {
    const found = read(OUTLOOK);
    assert.equal(found.method, 'REQUEST');
    assert.equal(found.summary, 'Budget review');
    assert.equal(found.location, 'Room 4, second floor');
    assert.deepEqual(found.start, {
      local: '2026-11-27T14:00:00',
      timeZone: 'Europe/Berlin',
      instant: new Date('2026-11-27T13:00:00Z'),
    });
    assert.equal(found.end?.instant?.toISOString(), '2026-11-27T14:00:00.000Z');
    assert.deepEqual(found.organizer, { name: 'Baker, Ann', address: 'ann@demo.example' });
    assert.deepEqual(
      found.attendees.map(({ name, address, role, status }) => [name, address, role, status]),
      [
        [null, 'alice@demo.example', 'REQUIRED', 'NEEDS_ACTION'],
        ['Tom Baker (Ext)', 'tom@demo.example', 'OPTIONAL', 'NEEDS_ACTION'],
      ],
    );
    assert.equal(found.description, 'Agenda\n\n1. Numbers\n2. Next year');
    assert.ok(!JSON.stringify(found).includes('<script'));
  });

  test('Google: times in UTC, a weekly series, a room, and the meeting to join', () => {
    const found = read(GOOGLE);
    assert.deepEqual([found.sequence, found.cancelled, found.allDay], [2, false, false]);
    assert.equal(found.start?.instant?.toISOString(), '2026-12-01T08:30:00.000Z');
    assert.equal(found.joinUrl, 'https://meet.google.com/abc-defg-hij');
    assert.deepEqual(found.attendees[2], {
      name: 'Lisboa-2',
      address: 'c_1@resource.calendar.example',
      status: 'ACCEPTED',
      role: 'REQUIRED',
      kind: 'RESOURCE',
    });
    const { frequency, interval, days, until, complete } = found.recurrence!;
    assert.deepEqual([frequency, interval, until, complete], ['WEEKLY', 1, '2027-03-01', true]);
    assert.deepEqual(days, [
      { day: 'TU', nth: null },
      { day: 'TH', nth: null },
    ]);
  });

  test('Apple: whole days, a place of several lines, people behind addresses that are none', () => {
    const found = read(APPLE);
    assert.equal(found.allDay, true);
    assert.deepEqual(
      [found.start?.local, found.end?.local, found.start?.instant],
      ['2026-12-24', '2026-12-27', null],
    );
    assert.equal(found.location, 'Rua da Oliveira 12 Lisboa Portugal');
    assert.deepEqual(found.organizer, { name: 'Joana Pinto', address: 'joana@demo.example' });
    assert.equal(found.attendees[0]?.role, 'CHAIR');
  });

  test('Exchange: the second Tuesday of a month, six times, and the Teams link in the description', () => {
    const found = read(EXCHANGE_TEAMS);
    assert.equal(found.start?.instant?.toISOString(), '2026-11-11T01:00:00.000Z');
    assert.equal(found.start?.timeZone, 'America/Los_Angeles');
    assert.match(found.joinUrl ?? '', /^https:\/\/teams\.microsoft\.com\/l\/meetup-join\/19%3ameeting/);
    assert.deepEqual(found.recurrence?.days, [{ day: 'TU', nth: 2 }]);
    assert.deepEqual([found.recurrence?.count, found.recurrence?.complete], [6, true]);
  });

  test('Zimbra: a cancellation with its reason, and an end that is a duration', () => {
    const found = read(ZIMBRA_CANCEL);
    assert.deepEqual([found.method, found.cancelled, found.sequence], ['CANCEL', true, 3]);
    assert.equal(found.comment, 'The site is closed that week.');
    assert.equal(found.end?.local, '2026-12-03T11:00:00');
    assert.equal(found.end?.instant?.toISOString(), '2026-12-03T10:00:00.000Z');
  });

  test('an answer: who, and what was written beside it, the zone named in the way of old Mozilla', () => {
    const found = read(REPLY);
    assert.equal(found.method, 'REPLY');
    assert.deepEqual(
      found.attendees.map(({ name, status }) => [name, status]),
      [['Tom', 'DECLINED']],
    );
    assert.equal(found.comment, 'Away that weekend, sorry.');
    assert.deepEqual(
      [found.start?.timeZone, found.start?.instant?.toISOString()],
      ['Europe/Lisbon', '2026-12-05T20:00:00.000Z'],
    );
    assert.equal(found.organizer?.address, 'alice@demo.example');
  });
});

suite('when', () => {
  test('every Windows zone is one that this runtime knows', () => {
    assert.ok(WINDOWS_ZONES.size >= 139, `${WINDOWS_ZONES.size}`);
    for (const [windows, iana] of WINDOWS_ZONES) assert.equal(zoneOf(windows, null)?.name, iana, windows);
  });

  test('summer and winter, on both sides of the change', () => {
    assert.equal(start('DTSTART;TZID=Europe/Berlin:20260329T013000'), '2026-03-29T00:30:00.000Z');
    assert.equal(start('DTSTART;TZID=Europe/Berlin:20260329T033000'), '2026-03-29T01:30:00.000Z');
    assert.equal(start('DTSTART;TZID=America/New_York:20261101T033000'), '2026-11-01T08:30:00.000Z');
    assert.equal(start('DTSTART;TZID=Asia/Katmandu:20260701T120000'), '2026-07-01T06:15:00.000Z');
  });

  test('rules of the file itself, where the name says nothing', () => {
    const own = (at: string): string | undefined =>
      read(
        [
          'BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Customized Time Zone',
          'BEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETTO:+0330\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD',
          'BEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETTO:+0430\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\nEND:DAYLIGHT',
          `END:VTIMEZONE\nBEGIN:VEVENT\nUID:x\nDTSTART;TZID=Customized Time Zone:${at}\nEND:VEVENT\nEND:VCALENDAR`,
        ].join('\n'),
      ).start?.instant?.toISOString();
    assert.equal(own('20260115T120000'), '2026-01-15T08:30:00.000Z');
    assert.equal(own('20260308T015900'), '2026-03-07T22:29:00.000Z');
    assert.equal(own('20260308T120000'), '2026-03-08T07:30:00.000Z');
    assert.equal(own('20261025T120000'), '2026-10-25T08:30:00.000Z');
  });

  test('an offset in the name, where there are no rules at all', () => {
    assert.equal(
      start('DTSTART;TZID="(UTC+05:30) Chennai, Kolkata":20260115T120000'),
      '2026-01-15T06:30:00.000Z',
    );
    assert.equal(start('DTSTART;TZID=GMT-0500:20260115T120000'), '2026-01-15T17:00:00.000Z');
  });

  test('a time of no zone, or of one that nobody knows, has no instant', () => {
    assert.equal(start('DTSTART:20260115T120000'), '2026-01-15T12:00:00');
    assert.equal(start('DTSTART;TZID=Atlantis:20260115T120000'), '2026-01-15T12:00:00');
  });

  test('an end before its start is none, and a whole day without an end is one day', () => {
    assert.equal(read(event('DTSTART:20260115T120000Z', 'DTEND:20260115T110000Z')).end, null);
    assert.equal(read(event('DTSTART;VALUE=DATE:20260115')).end?.local, '2026-01-16');
    assert.equal(
      read(event('DTSTART:20260115T120000Z', 'DURATION:P1DT2H')).end?.local,
      '2026-01-16T14:00:00',
    );
  });

  test('days and hours that are none are left out', () => {
    for (const wrong of [
      '20260231T100000Z',
      '20261301',
      '20260101T250000Z',
      'tomorrow',
      '',
      '99990101T000000Z',
    ])
      assert.equal(read(event(`DTSTART:${wrong}`)).start, null, wrong);
  });
});

test('rules that say more than the fields are told to be incomplete', () => {
  const rules: [rule: string, frequency: string, complete: boolean][] = [
    ['FREQ=DAILY', 'DAILY', true],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;WKST=SU', 'WEEKLY', true],
    ['FREQ=MONTHLY;BYDAY=-1FR', 'MONTHLY', true],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 'MONTHLY', false],
    ['FREQ=YEARLY;BYWEEKNO=20', 'YEARLY', false],
    ['FREQ=SECONDLY;UNTIL=99991231', 'OTHER', false],
    ['every now and then', 'OTHER', false],
    ['', 'OTHER', false],
  ];
  for (const [rule, frequency, complete] of rules) {
    const found = readRecurrence(rule);
    assert.deepEqual([found.frequency, found.complete], [frequency, complete], rule);
  }
});

suite('broken calendars', () => {
  test('no method of its own: that of the part counts, else it is only published', () => {
    assert.equal(read(event('SUMMARY:x'), 'request').method, 'REQUEST');
    assert.equal(read(event('SUMMARY:x')).method, 'PUBLISH');
  });

  test('lines that lost their indent belong to the text before', () => {
    assert.equal(
      read(event('SUMMARY:Lunch', 'with everybody', 'DTSTART:20260115T120000Z')).summary,
      'Lunchwith everybody',
    );
  });

  test('a name with a colon and no quotes does not hide the address', () => {
    assert.deepEqual(
      read(event('ORGANIZER;CN=Team: Sales:mailto:sales@demo.example')).organizer?.address,
      'sales@demo.example',
    );
  });

  test('a quote that never closes, an END without a BEGIN, a calendar that ends early', () => {
    assert.equal(read(event('ORGANIZER;CN="Ann:mailto:ann@demo.example', 'SUMMARY:Lunch')).summary, 'Lunch');
    assert.equal(read(`END:VEVENT\r\n${event('SUMMARY:Lunch')}`).summary, 'Lunch');
    assert.equal(read(event('SUMMARY:Lunch').slice(0, -20)).summary, 'Lunch');
  });

  test('what holds no event is nothing', () => {
    for (const text of [
      '',
      'BEGIN:VCALENDAR\nEND:VCALENDAR',
      'hello',
      'BEGIN:VEVENT\nUID:x\nEND:VEVENT',
      '\0\0\0',
    ])
      assert.equal(readCalendar(text), null);
  });

  test('links that are not https are no links', () => {
    for (const url of [
      'javascript:alert(1)',
      'http://meet.google.com/abc-defg-hij',
      'https://user:x@zoom.us/j/1',
      'file:///x',
    ])
      assert.equal(read(event(`LOCATION:${url}`, `URL:${url}`, `CONFERENCE:${url}`)).joinUrl, null, url);
    assert.equal(read(event('LOCATION:https://zoom.us.evil.example/j/1')).joinUrl, null);
    assert.equal(
      read(event('DESCRIPTION:see https://eu.zoom.us/j/123?pwd=a.')).joinUrl,
      'https://eu.zoom.us/j/123?pwd=a',
    );
  });

  test('a calendar of a thousand nested components and one of a million lines end at once', () => {
    assert.equal(readComponents('BEGIN:A\n'.repeat(1000)).length, 1);
    assert.ok(readComponents(`BEGIN:VCALENDAR\n${'X:1\n'.repeat(1_000_000)}`).length === 1);
  });

  test('an exception that stands before its series does not hide it', () => {
    const both = event('RECURRENCE-ID:20260115T120000Z', 'SUMMARY:Once').replace(
      'END:VCALENDAR',
      'BEGIN:VEVENT\r\nUID:x\r\nSUMMARY:Series\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\nEND:VCALENDAR',
    );
    const found = read(both);
    assert.deepEqual([found.summary, found.occurrence, found.moreEvents], ['Series', null, 0]);
  });
});
