// Date fields: RFC 5322, its obsolete forms, and what else is found there.
import { mail } from './build.ts';

const date = (name: string, rule: string, raw: string, sentAt: string | null) =>
  mail(`date-${name}`, rule, `Date: ${raw}`, { sentAt });

export const DATES = [
  date('usual', 'RFC 5322 3.3', 'Tue, 24 Nov 2026 10:30:15 +0100', '2026-11-24T09:30:15.000Z'),
  date(
    'no-seconds',
    'RFC 5322 3.3: seconds are optional',
    'Tue, 24 Nov 2026 10:30 -0500',
    '2026-11-24T15:30:00.000Z',
  ),
  date(
    'no-weekday',
    'RFC 5322 3.3: the weekday is optional',
    '4 Nov 2026 10:30:15 +0000',
    '2026-11-04T10:30:15.000Z',
  ),
  date(
    'wrong-weekday',
    'Habit: the weekday does not decide',
    'Mon, 24 Nov 2026 10:30:15 +0000',
    '2026-11-24T10:30:15.000Z',
  ),
  date(
    'two-digits',
    'RFC 5322 4.3: 00 to 49 are 2000 to 2049',
    'Tue, 24 Nov 26 10:30:15 +0000',
    '2026-11-24T10:30:15.000Z',
  ),
  date(
    'two-digits-old',
    'RFC 5322 4.3: 50 to 99 are 1950 to 1999',
    'Wed, 24 Nov 99 10:30:15 +0000',
    '1999-11-24T10:30:15.000Z',
  ),
  date(
    'three-digits',
    'RFC 5322 4.3: 1900 is added',
    'Tue, 24 Nov 126 10:30:15 +0000',
    '2026-11-24T10:30:15.000Z',
  ),
  date(
    'zone-name',
    'RFC 5322 4.3: EST is -0500',
    'Tue, 24 Nov 2026 10:30:15 EST',
    '2026-11-24T15:30:15.000Z',
  ),
  date('zone-ut', 'RFC 5322 4.3: UT is +0000', 'Tue, 24 Nov 2026 10:30:15 UT', '2026-11-24T10:30:15.000Z'),
  date(
    'zone-military',
    'RFC 5322 4.3: single letters are -0000',
    'Tue, 24 Nov 2026 10:30:15 N',
    '2026-11-24T10:30:15.000Z',
  ),
  date(
    'zone-comment',
    'RFC 5322 3.3: a comment after the zone',
    'Tue, 24 Nov 2026 10:30:15 +0530 (India (Standard) Time)',
    '2026-11-24T05:00:15.000Z',
  ),
  date(
    'zone-gmt-plus',
    'Habit: GMT before the offset',
    'Tue, 24 Nov 2026 10:30:15 GMT+0200',
    '2026-11-24T08:30:15.000Z',
  ),
  date(
    'zone-far',
    'RFC 5322 3.3: fourteen hours east',
    'Tue, 24 Nov 2026 10:30:15 +1400',
    '2026-11-23T20:30:15.000Z',
  ),
  date('zone-missing', 'Habit: no zone is UTC', 'Tue, 24 Nov 2026 10:30:15', '2026-11-24T10:30:15.000Z'),
  date(
    'comments',
    'RFC 5322 4.3: comments anywhere',
    'Tue(x), 24 (y) Nov 2026 10:30:15 +0000',
    '2026-11-24T10:30:15.000Z',
  ),
  date('folded', 'RFC 5322 2.2.3: folded', 'Tue, 24 Nov 2026\n 10:30:15\n +0000', '2026-11-24T10:30:15.000Z'),
  date(
    'leap-second',
    'RFC 5322 3.3: second 60',
    'Wed, 31 Dec 2025 23:59:60 +0000',
    '2025-12-31T23:59:59.000Z',
  ),
  date('asctime', 'Habit: the form of C', 'Tue Nov 24 10:30:15 2026', '2026-11-24T10:30:15.000Z'),
  date('iso', 'Habit: ISO 8601', '2026-11-24T10:30:15+01:00', '2026-11-24T09:30:15.000Z'),
  date('dashes', 'Habit: dashes as in Usenet', 'Tue, 24-Nov-2026 10:30:15 GMT', '2026-11-24T10:30:15.000Z'),
  date(
    'upper-case',
    'RFC 5234: names in any case',
    'TUE, 24 NOV 2026 10:30:15 GMT',
    '2026-11-24T10:30:15.000Z',
  ),
  date(
    'long-names',
    'Habit: months and days written out',
    'Tuesday, 24 November 2026 10:30:15 +0000',
    '2026-11-24T10:30:15.000Z',
  ),
  date(
    'epoch',
    'Habit: a clock that was never set',
    'Thu, 1 Jan 1970 00:00:00 +0000',
    '1970-01-01T00:00:00.000Z',
  ),
  date('no-such-day', 'RFC 5322 3.3: not a day of the calendar', 'Tue, 31 Feb 2026 10:30:15 +0000', null),
  date('no-such-hour', 'RFC 5322 3.3: hours end at 23', 'Tue, 24 Nov 2026 25:30:15 +0000', null),
  date('words', 'Habit: no date at all', 'yesterday evening', null),
  date('empty', 'Habit: an empty field', '', null),
  mail(
    'date-missing',
    'RFC 5322 3.6: a message without its date',
    'From: Ann Author <ann@example.org>\nSubject: date-missing\n\nHello.\n',
    { sentAt: null },
    { bare: true },
  ),
];
