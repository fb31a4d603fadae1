// When an event is, and how often it comes back, in words; in the language of the tests.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventTimes } from '../../../web/lib/event-time.ts';
import { recurrenceWords, type ShownRecurrence } from '../../../web/lib/recurrence.ts';

const at = (instant: string, timeZone: string | null = null) => ({ instant, local: '', timeZone });
const day = (local: string) => ({ instant: null, local, timeZone: null });

test('the own clock comes first, and the one it was written on only where it differs', () => {
  const start = at('2026-11-27T13:00:00Z', 'Europe/Berlin');
  const end = at('2026-11-27T14:00:00Z', 'Europe/Berlin');
  const lisbon = eventTimes(start, end, false, 'Europe/Lisbon');
  assert.match(lisbon?.line ?? '', /27.*0?1:00|27.*13:00/);
  assert.equal(lisbon?.elsewhere?.zone, 'Berlin');
  assert.match(lisbon?.elsewhere?.time ?? '', /0?2:00|14:00/);
  assert.equal(eventTimes(start, end, false, 'Europe/Paris')?.elsewhere, null);
  assert.equal(
    eventTimes(at('2026-11-27T13:00:00Z', 'Etc/UTC'), null, false, 'Europe/Paris')?.elsewhere,
    null,
  );
  assert.equal(
    eventTimes(at('2026-11-27T13:00:00Z', 'Mars/Base'), null, false, 'Europe/Paris')?.elsewhere,
    null,
  );
});

test('a clock on the other side of midnight is told with its day', () => {
  const times = eventTimes(at('2026-11-11T01:00:00Z', 'America/Los_Angeles'), null, false, 'Europe/Lisbon');
  assert.equal(times?.day, '11');
  assert.match(times?.elsewhere?.time ?? '', /10/);
  assert.equal(times?.elsewhere?.zone, 'Los Angeles');
});

test('whole days end the day before their end, and belong to no zone', () => {
  const days = eventTimes(day('2026-12-24'), day('2026-12-27'), true, 'Pacific/Auckland');
  assert.match(days?.line ?? '', /24/);
  assert.match(days?.line ?? '', /26/);
  assert.doesNotMatch(days?.line ?? '', /27/);
  assert.deepEqual([days?.elsewhere, days?.floating, days?.day], [null, false, '24']);
  assert.doesNotMatch(eventTimes(day('2026-12-24'), day('2026-12-25'), true)?.line ?? '', /25/);
});

test('hours of no zone stand as they are, and what is no time is nothing', () => {
  const times = eventTimes(day('2026-12-24T09:30:00'), null, false, 'Asia/Tokyo');
  assert.match(times?.line ?? '', /0?9:30/);
  assert.equal(times?.floating, true);
  assert.equal(eventTimes(day('soon'), null, false), null);
});

test('rules become sentences, and say where there is more to them', () => {
  const plain: ShownRecurrence = {
    ...{ frequency: 'WEEKLY', interval: 1, days: [], monthDays: [] },
    ...{ count: null, until: null, complete: true },
  };
  const on = (...names: string[]) => names.map((name) => ({ day: name, nth: null }));
  const cases: [rule: Partial<ShownRecurrence>, words: string | RegExp][] = [
    [{}, 'Every week'],
    [{ interval: 2, days: on('TH', 'MO') }, 'Every 2 weeks on Monday and Thursday'],
    [{ days: on('MO', 'TU', 'WE', 'TH', 'FR') }, 'Every weekday'],
    [{ frequency: 'DAILY', count: 10 }, 'Every day, 10 times'],
    [{ frequency: 'MONTHLY', days: [{ day: 'FR', nth: -1 }] }, 'Every month on the last Friday'],
    [{ frequency: 'MONTHLY', monthDays: [15] }, 'Every month on day 15'],
    [{ frequency: 'MONTHLY', monthDays: [-1] }, 'Every month on its last day'],
    [{ frequency: 'MONTHLY', days: [{ day: 'FR', nth: -2 }] }, 'Every month'],
    [{ frequency: 'YEARLY', complete: false }, 'Every year, with further rules'],
    [{ until: '2027-03-01' }, /^Every week, until .*2027/],
    [{ frequency: 'OTHER', count: 3 }, 'It comes back, by a rule of its own'],
  ];
  for (const [rule, words] of cases) {
    const said = recurrenceWords({ ...plain, ...rule });
    if (typeof words === 'string') assert.equal(said, words);
    else assert.match(said, words);
  }
});
