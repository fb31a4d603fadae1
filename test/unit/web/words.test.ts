// Dates, counts and names in words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ago, dateTime, dayGroup, daysBetween, fullDate, shortDate } from '../../../web/lib/dates.ts';
import { hueOf, initials, namesOf } from '../../../web/lib/people.ts';
import { t } from '../../../web/lib/t.ts';

const now = new Date(2026, 10, 24, 9, 30);
const at = (year: number, month: number, day: number, hour = 8, minute = 5): string =>
  new Date(year, month - 1, day, hour, minute).toISOString();

test('a sentence takes its values and its plural', () => {
  assert.equal(t('list.new', { count: 1 }), '1 new message');
  assert.equal(t('list.new', { count: 3 }), '3 new messages');
  assert.equal(t('list.search', { folder: 'Inbox' }), 'Search in Inbox');
});

test('a value that is missing stays visible, and one in braces is not replaced again', () => {
  assert.equal(t('list.search'), 'Search in {folder}');
  assert.equal(t('list.search', { folder: '{folder}' }), 'Search in {folder}');
});

test('a row shows the time today, the weekday in the last week, else the date', () => {
  assert.match(shortDate(at(2026, 11, 24, 7, 5), now), /^0?7[:.]05/);
  assert.match(shortDate(at(2026, 11, 22), now), /^Sun/);
  assert.match(shortDate(at(2026, 11, 12), now), /12/);
  assert.match(shortDate(at(2025, 11, 12), now), /2025/);
  assert.match(shortDate(at(2026, 11, 26), now), /26/, 'a date ahead is no weekday of the past');
});

test('days are those of the calendar, also a minute after midnight', () => {
  assert.equal(daysBetween(new Date(2026, 10, 23, 23, 59), new Date(2026, 10, 24, 0, 1)), 1);
  assert.equal(daysBetween(new Date(2026, 2, 28, 12), new Date(2026, 2, 30, 12)), 2, 'over a clock change');
});

test('headings are today, yesterday, the last days, then months', () => {
  assert.equal(dayGroup(at(2026, 11, 24), now), 'Today');
  assert.equal(dayGroup(at(2026, 11, 25), now), 'Today', 'a clock that is ahead');
  assert.equal(dayGroup(at(2026, 11, 23), now), 'Yesterday');
  assert.equal(dayGroup(at(2026, 11, 18), now), 'Last 7 days');
  assert.match(dayGroup(at(2026, 11, 2), now), /November/);
  assert.match(dayGroup(at(2025, 11, 2), now), /November 2025/);
});

test('a date that can not be read is said, never shown as Invalid Date', () => {
  assert.equal(shortDate('nonsense', now), '');
  assert.equal(dateTime('nonsense', now), '');
  assert.equal(fullDate('nonsense'), '');
  assert.equal(dayGroup('nonsense', now), 'No date');
});

test('how long ago is said in minutes and hours, then as a date', () => {
  const base = now.getTime();
  assert.equal(ago(base - 20_000, base), 'just now');
  assert.equal(ago(base - 5 * 60_000, base), '5 min ago');
  assert.equal(ago(base - 3 * 3_600_000, base), '3 h ago');
  assert.match(ago(base - 30 * 3_600_000, base), /Yesterday/);
});

test('initials come from the first and last name, in any script', () => {
  assert.equal(initials('Mara Köhler'), 'MK');
  assert.equal(initials('Dr. Ada de Bruijn'), 'DB');
  assert.equal(initials('mara@work.example'), 'M');
  assert.equal(initials('jo.ann-smith@work.example'), 'JS');
  assert.equal(initials('佐藤 六月'), '佐');
  assert.equal(initials('"Öz" (home)'), 'ÖH');
  assert.equal(initials('🙂'), '?');
  assert.equal(initials(''), '?');
});

test('a colour follows the address, whatever its case', () => {
  assert.equal(hueOf('A@b.example'), hueOf('a@B.example '));
  const hues = new Set(Array.from({ length: 60 }, (_, n) => hueOf(`person${n}@example.org`)));
  assert.ok(hues.size >= 9, `${hues.size} hues for 60 people`);
});

test('names of several people stand in one line', () => {
  assert.equal(namesOf([{ display: 'Ada' }, { display: 'Bo' }]), 'Ada, Bo');
});
