// Header blocks as they come, with the damage that real mail has.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseAddresses } from '../../../server/mime/header/addresses.ts';
import { parseDate, receivedDate } from '../../../server/mime/header/dates.ts';
import { headerFields, messageIds, readHeader } from '../../../server/mime/header/header.ts';
import { parseParameterised } from '../../../server/mime/header/params.ts';
import { decodeWords } from '../../../server/mime/header/words.ts';

const binary = (text: string): string => Buffer.from(text).toString('latin1');

const WORDS: readonly (readonly [string, string, string])[] = [
  ['plain text', 'Hello', 'Hello'],
  ['Q', '=?iso-8859-1?Q?Gr=FC=DFe_aus_K=F6ln?=', 'Grüße aus Köln'],
  ['B', '=?UTF-8?B?R3LDvMOfZQ==?=', 'Grüße'],
  ['lower-case encoding', '=?utf-8?q?=C3=A9?=', 'é'],
  ['an RFC 2231 language', '=?utf-8*en?Q?hi?=', 'hi'],
  ['white space between words is not there', '=?utf-8?Q?a?=\r\n =?utf-8?Q?b?=', 'ab'],
  ['white space beside text is', '=?utf-8?Q?a?= b =?utf-8?Q?c?=', 'a b c'],
  ['no white space between words', '=?utf-8?Q?a?==?utf-8?Q?b?=', 'ab'],
  ['a character cut over two Q words', '=?utf-8?Q?J=C3?= =?utf-8?Q?=B6rg?=', 'Jörg'],
  ['a character cut over two B words', '=?utf-8?B?w6TD?= =?utf-8?B?tg==?=', 'äö'],
  ['base64 cut anywhere', '=?utf-8?B?R3LDvMO?= =?utf-8?B?fZQ==?=', 'Grüße'],
  ['a character cut over B and Q', '=?utf-8?B?ww==?= =?utf-8?Q?=B6?=', 'ö'],
  ['different charsets', '=?iso-8859-1?Q?=E9?= =?utf-8?Q?=C3=A9?=', 'éé'],
  ['base64 without padding', '=?utf-8?B?R3LDvMOfZQ?=', 'Grüße'],
  ['spaces inside Q', '=?utf-8?Q?a b c?=', 'a b c'],
  ['a question mark inside Q', '=?utf-8?Q?really??=', 'really?'],
  ['a word that never ends', '=?utf-8?Q?abc', '=?utf-8?Q?abc'],
  ['an unknown encoding', '=?utf-8?X?abc?=', '=?utf-8?X?abc?='],
  ['raw UTF-8', binary('Grüße'), 'Grüße'],
  ['raw windows-1252', 'Gr\xfc\xdfe', 'Grüße'],
  ['raw UTF-8 beside a word', `${binary('ü ')}=?utf-8?Q?=C3=A9?=`, 'ü é'],
  ['an encoded line break', '=?utf-8?Q?a=0D=0ABcc:_x@y.org?=', 'a Bcc: x@y.org'],
  ['encoded controls', '=?utf-8?Q?a=00=07b?=', 'a b'],
  ['gb2312', '=?gb2312?B?xOO6ww==?=', '你好'],
  ['iso-2022-jp', '=?ISO-2022-JP?B?GyRCJUYlOSVIGyhC?=', 'テスト'],
  ['an unknown charset', '=?x-unknown?Q?=E9?=', 'é'],
];
for (const [name, input, text] of WORDS) {
  test(`encoded words: ${name}`, () => assert.equal(decodeWords(input), text));
}

const at = (name: string | null, address: string | null) => ({ name, address });
const ADDRESSES: readonly (readonly [string, ReturnType<typeof at>[]])[] = [
  ['', []],
  ['a@x.org', [at(null, 'a@x.org')]],
  ['<a@x.org>', [at(null, 'a@x.org')]],
  ['Jo Doe <a@x.org>', [at('Jo Doe', 'a@x.org')]],
  ['"Doe, Jo" <a@x.org>, b@x.org', [at('Doe, Jo', 'a@x.org'), at(null, 'b@x.org')]],
  ['Doe, Jo <a@x.org>', [at('Doe, Jo', 'a@x.org')]],
  ['"say \\"hi\\"" <a@x.org>', [at('say "hi"', 'a@x.org')]],
  ['a@x.org (Jo Doe)', [at('Jo Doe', 'a@x.org')]],
  ['Jo (home) <a@x.org>', [at('Jo', 'a@x.org')]],
  ['(nested (comment)) a@x.org', [at('nested (comment)', 'a@x.org')]],
  ['=?utf-8?Q?Smith=2C_J=C3=B6rg?= <a@x.org>', [at('Smith, Jörg', 'a@x.org')]],
  ['=?utf-8?Q?Smith,_Jo?= <a@x.org>', [at('Smith, Jo', 'a@x.org')]],
  ['"=?utf-8?Q?J=C3=B6rg?=" <a@x.org>', [at('Jörg', 'a@x.org')]],
  ['=?utf-8?Q?a;b<c@d.org>?= <a@x.org>', [at('a;b<c@d.org>', 'a@x.org')]],
  ["'Jo' <a@x.org>", [at('Jo', 'a@x.org')]],
  ['undisclosed-recipients:;', [at('undisclosed-recipients', null)]],
  ['Team: a@x.org, Jo <b@x.org>;, c@x.org', [at(null, 'a@x.org'), at('Jo', 'b@x.org'), at(null, 'c@x.org')]],
  ['Empty: ; a@x.org', [at('Empty', null), at(null, 'a@x.org')]],
  ['a@x.org; b@x.org', [at(null, 'a@x.org'), at(null, 'b@x.org')]],
  ['a@x.org,,b@x.org,', [at(null, 'a@x.org'), at(null, 'b@x.org')]],
  ['"quoted local"@x.org', [at(null, '"quoted local"@x.org')]],
  ['<@relay.org,@b.org:a@x.org>', [at(null, 'a@x.org')]],
  ['Jo <a@x.org', [at('Jo', 'a@x.org')]],
  ['Jo <a@x.org, b@x.org', [at('Jo', 'a@x.org'), at(null, 'b@x.org')]],
  ['Jo <<a@x.org>>', [at('Jo', 'a@x.org')]],
  ['Jo a@x.org', [at('Jo', 'a@x.org')]],
  ['a @ x.org', [at(null, 'a@x.org')]],
  ['Jo', [at('Jo', null)]],
  ['Jo <not an address>', [at('Jo', null)]],
  ['<>', []],
  ['mailto:a@x.org', [at(null, 'a@x.org')]],
  ['"evil@x.org" <real@y.org>', [at('evil@x.org', 'real@y.org')]],
  ['=?utf-8?Q?boss=40bank.org?=', [at('boss@bank.org', null)]],
  ['=?utf-8?Q?boss=40bank.org=20?= <thief@x.org>', [at('boss@bank.org', 'thief@x.org')]],
  ['a@x.org\0.evil', [at('a@x.org .evil', null)]],
];
for (const [input, expected] of ADDRESSES) {
  test(`addresses: ${JSON.stringify(input)}`, () =>
    assert.deepEqual(parseAddresses(binary(input)), expected));
}

test('raw 8-bit headers that are not UTF-8 are read in the charset of the text', () => {
  // "Билеты" and "Марина" in KOI8-R.
  const lines = [
    'Subject: \xe2\xc9\xcc\xc5\xd4\xd9',
    'From: \xed\xc1\xd2\xc9\xce\xc1 <m@demo.example>',
    'To: \xc3\xa9',
  ];
  const block = (...more: string[]): Buffer =>
    Buffer.from([...lines, ...more, '', ''].join('\r\n'), 'latin1');
  const own = readHeader(block('Content-Type: text/plain; charset=koi8-r'));
  assert.deepEqual([own.subject, own.from[0]?.name], ['Билеты', 'Марина']);
  assert.deepEqual(own.to, [{ name: 'é', address: null }], 'what is UTF-8 stays UTF-8');
  assert.equal(readHeader(block(), 'koi8-r').subject, 'Билеты');
  assert.equal(readHeader(block()).subject, 'âÉÌÅÔÙ');
  assert.equal(readHeader(block(), 'utf-16').subject, 'âÉÌÅÔÙ');
});

test('dates as programs write them and with everything else in them are the same moments', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1970-01-01'), max: new Date('2099-01-01'), noInvalidDate: true }),
      fc.integer({ min: -14 * 60, max: 14 * 60 }),
      (when, offset) => {
        const seconds = Math.floor(when.getTime() / 1000) * 1000;
        const local = new Date(seconds + offset * 60_000).toUTCString().slice(0, -4);
        const two = (number: number): string => String(number).padStart(2, '0');
        const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}${two(Math.abs(offset) % 60)}`;
        assert.equal(parseDate(`${local} ${zone}`)?.getTime(), seconds);
        assert.equal(parseDate(`${local} ${zone} (CET)`)?.getTime(), seconds);
        assert.equal(parseDate(`${local.replace(', ', ',  ')}   ${zone}`)?.getTime(), seconds);
      },
    ),
  );
});

test('raw 8-bit names and addresses are read (RFC 6532)', () => {
  assert.deepEqual(parseAddresses(binary('Jörg <jörg@köln.example>')), [at('Jörg', 'jörg@köln.example')]);
});

test('no more than 2,000 addresses are listed', () => {
  assert.equal(parseAddresses('a@x.org,'.repeat(20_000)).length, 2000);
});

const DATES: readonly (readonly [string, string | null])[] = [
  ['Tue, 3 Feb 2026 10:00:00 +0100', '2026-02-03T09:00:00.000Z'],
  ['3 Feb 2026 10:00 GMT', '2026-02-03T10:00:00.000Z'],
  ['Tue,  3 Feb 26 10:00:00 -0500 (EST)', '2026-02-03T15:00:00.000Z'],
  ['Tue, 03 Feb 2026 10:00:00 EST', '2026-02-03T15:00:00.000Z'],
  ['Tue, 03 Feb 2026 10:00:00 XYZ', '2026-02-03T10:00:00.000Z'],
  ['Tue, 03 Feb 2026 10:00:00', '2026-02-03T10:00:00.000Z'],
  ['Tue, 03 Feb 2026 24:00:00 +0000', null],
  ['Tuesday, 03-Feb-98 10:00:00 GMT', '1998-02-03T10:00:00.000Z'],
  ['Tue Feb  3 10:00:00 2026', '2026-02-03T10:00:00.000Z'],
  ['Tue Feb  3 10:00:00 CET 2026', '2026-02-03T09:00:00.000Z'],
  ['2026-02-03T10:00:00Z', '2026-02-03T10:00:00.000Z'],
  ['2026-02-03 10:00:00.123 +02:00', '2026-02-03T08:00:00.000Z'],
  ['Tue, 3 Feb 2026 10.00.00 +0100', '2026-02-03T09:00:00.000Z'],
  ['Tue, 3 February 2026 1:05 PM +0000', '2026-02-03T13:05:00.000Z'],
  ['Tue, 3 Feb 2026 10:00:00 GMT+0100', '2026-02-03T09:00:00.000Z'],
  ['Sat, 31 Dec 2016 23:59:60 +0000', '2016-12-31T23:59:59.000Z'],
  ['Mon, 31 Feb 2026 10:00:00 +0000', null],
  ['Mon, 1 Feb 0026 10:00:00 +0000', null],
  ['yesterday', null],
  ['', null],
  ['03/02/2026', null],
  ['Tue, 3 Foo 2026 10:00:00 +0000', null],
];
for (const [text, expected] of DATES) {
  test(`dates: ${JSON.stringify(text)}`, () =>
    assert.equal(parseDate(text)?.toISOString() ?? null, expected));
}

test('a Received line tells when the message came', () => {
  const line = 'from a (b; c) by d with ESMTP id 1;\r\n Tue, 3 Feb 2026 10:00:00 +0000 (UTC)';
  assert.equal(receivedDate(line)?.toISOString(), '2026-02-03T10:00:00.000Z');
  assert.equal(receivedDate('from a by b'), null);
});

test('Message-IDs are read with and without brackets, folded or not', () => {
  assert.deepEqual(messageIds('<a@x>\r\n <b@x>'), ['a@x', 'b@x']);
  assert.deepEqual(messageIds('a@x b@x'), ['a@x', 'b@x']);
  assert.deepEqual(messageIds('<a\r\n b@x>'), ['ab@x']);
  assert.deepEqual(messageIds('Your message of Monday'), []);
  const many = messageIds(Array.from({ length: 3000 }, (_, index) => `<${index}@x>`).join(' '));
  assert.equal(many.length, 1000);
  assert.deepEqual([many[0], many.at(-1)], ['0@x', '2999@x'], 'the root and the newest are kept');
});

const PARAMS: readonly (readonly [string, string, Record<string, string>])[] = [
  ['text/html; charset=utf-8', 'text/html', { charset: 'utf-8' }],
  ['TEXT/HTML;CHARSET="utf-8"', 'text/html', { charset: 'utf-8' }],
  ['text/plain (comment); charset=us-ascii (comment)', 'text/plain', { charset: 'us-ascii' }],
  ['attachment; filename="a;b.txt"', 'attachment', { filename: 'a;b.txt' }],
  ['attachment; filename="a \\"b\\".txt"', 'attachment', { filename: 'a "b".txt' }],
  ['attachment; filename="C:\\dir\\a.txt"', 'attachment', { filename: 'C:\\dir\\a.txt' }],
  ['attachment; filename=a b.txt', 'attachment', { filename: 'a b.txt' }],
  ["attachment; filename*=UTF-8''Gr%C3%BC%C3%9Fe.txt", 'attachment', { filename: 'Grüße.txt' }],
  [
    "attachment; filename*=iso-8859-1'de'Gr%FC%DFe.txt; filename=x.txt",
    'attachment',
    { filename: 'Grüße.txt' },
  ],
  [
    'attachment; filename*0*=UTF-8\'\'Gr%C3; filename*1*=%BC%C3%9Fe; filename*2=".txt"',
    'attachment',
    { filename: 'Grüße.txt' },
  ],
  ['attachment; filename*0="long "; filename*1="name.txt"', 'attachment', { filename: 'long name.txt' }],
  ['attachment; filename="=?utf-8?Q?Gr=C3=BC=C3=9Fe.txt?="', 'attachment', { filename: 'Grüße.txt' }],
  ['attachment; filename==?utf-8?B?R3LDvMOfZS50eHQ=?=', 'attachment', { filename: 'Grüße.txt' }],
  [binary('attachment; filename="Grüße.txt"'), 'attachment', { filename: 'Grüße.txt' }],
  ["attachment; filename*=UTF-8''a%0D%0Ab.txt", 'attachment', { filename: 'a b.txt' }],
  ['text/plain; charset', 'text/plain', {}],
  ['text/plain; charset=utf-8; charset=koi8-r', 'text/plain', { charset: 'utf-8' }],
  ['', '', {}],
];
for (const [input, value, params] of PARAMS) {
  test(`parameters: ${JSON.stringify(input)}`, () =>
    assert.deepEqual(parseParameterised(input), { value, params }));
}

test('a header block is read as far as it goes', () => {
  const header = readHeader(
    Buffer.from(
      [
        'From someone Tue Feb  3 10:00:00 2026',
        'Received: from b by c; Tue, 3 Feb 2026 10:00:05 +0000',
        'Received: from a by b; Tue, 3 Feb 2026 10:00:01 +0000',
        'this line lost its name',
        'Message-ID: <1@x.org>',
        'Subject: one',
        '\ttwo',
        'SUBJECT: second subject',
        'From : Jo <jo@x.org>',
        'To: a@x.org',
        'To: b@x.org',
        'Date: Tue, 3 Feb 2026 10:00:00 +0000',
        'References: <0@x.org>',
        'Content-Type: multipart/mixed; boundary=x',
        '',
        'From: not@a.header',
      ].join('\r\n'),
    ),
  );
  assert.equal(header.subject, 'one two');
  assert.deepEqual(header.from, [at('Jo', 'jo@x.org')]);
  assert.deepEqual(header.to, [at(null, 'a@x.org'), at(null, 'b@x.org')]);
  assert.equal(header.messageId, '1@x.org');
  assert.deepEqual(header.references, ['0@x.org']);
  assert.equal(header.receivedAt?.toISOString(), '2026-02-03T10:00:05.000Z');
  assert.equal(header.hasAttachments, true);
});

test('a header that is missing is null or empty, and an empty subject is a subject', () => {
  const none = readHeader(Buffer.from('\r\n'));
  assert.deepEqual([none.subject, none.messageId, none.sentAt, none.receivedAt], [null, null, null, null]);
  assert.deepEqual([none.from, none.to, none.references], [[], [], []]);
  assert.equal(none.hasAttachments, false);
  assert.equal(readHeader(Buffer.from('Subject:\r\n')).subject, '');
});

test('more than 256 kB of header is not read', () => {
  assert.ok(headerFields(Buffer.from('X: y\n'.repeat(200_000))).length <= (256 * 1024) / 5 + 1);
});

test('no header can make a field hold a line break or make reading fail', () => {
  const pieces = fc.constantFrom(
    '=?utf-8?Q?=0D=0A?=',
    '=?utf-8?B?DQo=?=',
    '\r\n ',
    '\n',
    ',',
    ';',
    '<',
    '>',
    '"',
    '(',
    ')',
    ':',
    '@',
    'a@x.org',
    'Subject: ',
    'From: ',
    'To: ',
    '\\',
    '=?',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 30 }), (parts) => {
      const { subject, from, to, contentType: _ } = readHeader(Buffer.from(`Subject: x${parts.join('')}`));
      for (const text of [subject, ...[...from, ...to].flatMap(({ name, address }) => [name, address])]) {
        assert.doesNotMatch(text ?? '', /\p{Cc}/u);
      }
    }),
  );
});
