// The mail of the demo: always the same for the same moment, a thousand of each, and nothing in it that could
// reach a real person. A newcomer's trap: these tests read the raw bytes, so that they need no mail parser.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { smallMessages } from '../../../demo/seed/bulk.ts';
import { calendar, noise, pdf, zip } from '../../../demo/seed/files.ts';
import { NEAR_SUBJECTS } from '../../../demo/seed/kinds/near.ts';
import { flow, wrap } from '../../../demo/seed/letter.ts';
import { mailbox } from '../../../demo/seed/mailbox.ts';
import { encodeHeader, quotedPrintable } from '../../../demo/seed/mime.ts';
import { phrase } from '../../../demo/seed/phrase.ts';
import { randomOf } from '../../../demo/seed/random.ts';

const alice = { name: 'Alice Rowan', address: 'alice@demo.example' };
const bob = { name: 'Bob Tarrant', address: 'bob@pop.example' };
const now = new Date('2026-03-12T09:20:00Z');
const all = mailbox({ me: alice, other: bob, now });
const text = (raw: Buffer): string => raw.toString('latin1');
/** With the soft breaks of quoted-printable taken out. */
const joined = (raw: Buffer): string => text(raw).replace(/=\r\n/g, '').replace(/=3D/g, '=');

test('there are a thousand, oldest first, none in the future, over 18 months', () => {
  assert.equal(all.length, 1000);
  for (const [at, item] of all.entries()) {
    assert.ok(item.date <= now, `${item.date.toISOString()} is in the future`);
    if (at > 0) assert.ok((all[at - 1]?.date ?? now) <= item.date);
  }
  const days = (now.getTime() - all[0]!.date.getTime()) / 86_400_000;
  assert.ok(days > 500 && days < 560, `the oldest is ${days} days old`);
});

test('the same moment gives the same bytes, another moment the same mail with other dates', () => {
  assert.deepEqual(mailbox({ me: alice, other: bob, now }), all);
  const subjects = (at: Date): string[] =>
    mailbox({ me: alice, other: bob, now: at })
      .map((item) => /^Subject: (.*)$/m.exec(text(item.raw))?.[1] ?? '')
      .filter((subject) => !/\d/.test(subject))
      .sort();
  const later = subjects(new Date('2026-03-13T09:20:00Z'));
  assert.deepEqual(later, subjects(now));
});

test('every address and link is on a reserved domain', () => {
  for (const { raw } of all) {
    const found = joined(raw).match(/(?:@|https?:\/\/)(?:[a-z\d-]+\.)+[a-z]{2,}/gi) ?? [];
    // Office files name their XML by addresses of its standard, but those lie within the ZIP.
    for (const address of found) assert.match(address, /\.(example|invalid)$/i);
  }
});

test('every line ends in CR LF and fits into RFC 5322', () => {
  for (const { raw } of all) {
    assert.doesNotMatch(text(raw), /(?<!\r)\n/);
    assert.ok(
      text(raw)
        .split('\r\n')
        .every((line) => line.length <= 998),
    );
  }
});

test('no template shows its brackets or braces', () => {
  for (const { raw } of all) {
    const parts = text(raw).split(/\r\n--=_/);
    const words = parts.filter((part) => !/base64/.test(part.slice(0, 400)) && !/<style>/.test(part));
    for (const part of words) assert.doesNotMatch(part, /\{\w+\}|\[[^\]\n]*\|/);
  }
});

test('answers name the message they answer, and it is there', () => {
  const ids = new Set(all.map(({ raw }) => /^Message-ID: (<.*>)/m.exec(text(raw))?.[1]));
  const parents = all.flatMap(({ raw }) => /^In-Reply-To: (<.*>)/m.exec(text(raw))?.[1] ?? []);
  assert.ok(parents.length > 200, `${parents.length} answers`);
  const lost = parents.filter((id) => !ids.has(id));
  assert.ok(lost.length < parents.length * 0.02, `${lost.length} of ${parents.length} answer nothing`);
});

test('the newest are unread letters from the other user, one of them HTML', () => {
  const newest = all
    .filter((item) => item.folder === 'INBOX')
    .slice(-2)
    .reverse();
  assert.deepEqual(
    newest.map(({ raw }) => /^Subject: (.*?)\r?$/m.exec(text(raw))?.[1]),
    [NEAR_SUBJECTS.plain, NEAR_SUBJECTS.html],
  );
  for (const item of newest) {
    assert.match(text(item.raw), /^From: Bob Tarrant <bob@pop\.example>\r$/m);
    assert.deepEqual(item.flags, []);
  }
  assert.match(text(newest[1]!.raw), /text\/html/);
});

test('all the kinds are there', () => {
  const has = (pattern: RegExp, least = 1): void => {
    const count = all.filter(({ raw }) => pattern.test(joined(raw))).length;
    assert.ok(count >= least, `${pattern}: ${count}`);
  };
  for (const charset of [
    ...['iso-8859-1', 'windows-1251', 'koi8-r', 'shift_jis', 'iso-2022-jp', 'gb18030', 'big5', 'euc-kr'],
    ...['utf-8', 'windows-1252', 'iso-8859-7'],
  ])
    has(new RegExp(`charset=${charset}`, 'i'));
  has(/method=REQUEST/, 3);
  has(/method=CANCEL/);
  has(/^List-Unsubscribe-Post/m, 50);
  has(/width="1" height="1"/, 50);
  has(/report-type=delivery-status/);
  has(/^Content-Type: message\/rfc822/m);
  has(/format=flowed/, 20);
  has(/^Content-ID: /m);
  has(/application\/pdf/, 30);
  has(/^Subject: \r$/m);
  has(/filename\*=utf-8''/);
  assert.ok(
    all.some(({ raw }) => !/^Date: /m.test(text(raw))),
    'one has no date',
  );
  assert.ok(
    all.some(({ raw }) => raw.length > 6_500_000),
    'one is large',
  );
  assert.ok(
    all.some(({ raw }) => /[\x80-\xff]/.test(/^Subject: .*$/m.exec(text(raw))?.[0] ?? '')),
    'raw 8-bit',
  );
  const folders = new Set(all.map((item) => item.folder));
  for (const folder of ['Sent', 'Drafts', 'Archive', 'Clients', 'Travel', 'Receipts', 'Junk', 'Trash'])
    assert.ok(folders.has(folder), folder);
});

test('a POP3 user has everything in the inbox, without flags and without own letters', () => {
  const own = mailbox({ me: bob, other: alice, now, inboxOnly: true });
  assert.equal(own.length, 1000);
  for (const item of own) {
    assert.equal(item.folder, 'INBOX');
    assert.deepEqual(item.flags, []);
    assert.doesNotMatch(text(item.raw).split('\r\n\r\n')[0]!, /^From: Bob Tarrant/m);
  }
});

test('a phrase takes one of its readings, also nested, and misses no value', () => {
  const random = randomOf('phrase');
  for (let round = 0; round < 20; round++)
    assert.match(phrase('[a[1|2]|b] {x}', random, { x: 'end' }), /^(a1|a2|b) end$/);
  assert.throws(() => phrase('{y}', random), /\{y\}/);
  assert.throws(() => phrase('[a|b', random), /bracket/);
});

test('header words are short and keep the text', () => {
  const subject = 'Übergrößenträger – 展覧会のご案内 '.repeat(5).trim();
  const words = encodeHeader(subject).split('\r\n ');
  for (const word of words) assert.ok(word.length <= 75, word);
  const pieces = words.map((word) => Buffer.from(word.slice(10, -2), 'base64'));
  assert.equal(Buffer.concat(pieces).toString(), subject);
});

test('quoted-printable lines are at most 76 long and never cut a code', () => {
  const coded = quotedPrintable(Buffer.from('ä = ö '.repeat(60)));
  for (const line of coded.split('\r\n')) {
    assert.ok(line.length <= 76);
    assert.doesNotMatch(line, /=[\dA-F]?=$|=[\dA-F]$/);
  }
});

test('wrapping and flowing keep the words', () => {
  const words = 'one two three '.repeat(30).trim();
  for (const line of wrap(words).split('\n')) assert.ok(line.length <= 72);
  assert.equal(wrap(words).replace(/\n/g, ' '), words);
  assert.equal(flow(words).replace(/ \n/g, ' '), words);
});

test('files are what they say', () => {
  const document = pdf('Title', ['(a) \\ b']).toString('latin1');
  const at = Number(/startxref\n(\d+)/.exec(document)?.[1]);
  assert.equal(document.slice(at, at + 4), 'xref');
  const archive = zip([{ name: 'ä.txt', bytes: Buffer.from('hello') }]);
  assert.equal(archive.readUInt32LE(archive.length - 22), 0x06054b50);
  assert.equal(noise(64).compare(noise(64)), 0);
  const ics = calendar({
    ...{ uid: 'u', method: 'REQUEST', title: 'A, B; C', place: 'é'.repeat(80), start: now, minutes: 30 },
    ...{ organizer: alice, attendees: [bob] },
  });
  assert.match(ics, /SUMMARY:A\\, B\\; C/);
  for (const line of ics.split('\n')) assert.ok(Buffer.byteLength(line) <= 75);
});

test('bulk messages are small, numbered and threaded', () => {
  const many = [...smallMessages('alice@demo.example', 2000, { newest: now })];
  assert.equal(many.length, 2000);
  assert.ok(many.every(({ raw }) => raw.length < 4000));
  assert.equal(many.at(-1)?.date.getTime(), now.getTime());
  const answers = many.filter(({ raw }) => /^In-Reply-To/m.test(text(raw))).length;
  assert.ok(answers > 700 && answers < 950, `${answers}`);
});
