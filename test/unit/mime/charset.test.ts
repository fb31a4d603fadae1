// Bytes and labels to text, also where the label lies.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { decodeText } from '../../../server/mime/text/charset.ts';

const bytes = (hex: string): Buffer => Buffer.from(hex.replace(/ /g, ''), 'hex');

/** Label, bytes, text. */
const TABLE: readonly (readonly [string | null, Buffer, string])[] = [
  [null, Buffer.from('Grüße'), 'Grüße'],
  [null, bytes('4772fcdf65'), 'Grüße'],
  [null, bytes('93 68 69 94'), '“hi”'],
  ['us-ascii', Buffer.from('Grüße'), 'Grüße'],
  ['US-ASCII', bytes('4772fcdf65'), 'Grüße'],
  ['unknown-8bit', Buffer.from('ж'), 'ж'],
  ['x-user-defined', bytes('e9'), 'é'],
  ['x-unknown', bytes('e9'), 'é'],
  ['utf-8', bytes('e9 74 e9'), 'été'],
  ['utf8', Buffer.from('é'), 'é'],
  ['"utf-8"', Buffer.from('é'), 'é'],
  ["utf-8''", Buffer.from('é'), 'é'],
  ['iso-8859-1', bytes('80 e9'), '€é'],
  ['latin1', bytes('e9'), 'é'],
  ['ISO_8859-15', bytes('a4'), '€'],
  ['iso8859-2', bytes('b1'), 'ą'],
  ['cp1251', bytes('cf f0 e8 e2 e5 f2'), 'Привет'],
  ['win-1251', bytes('cf f0'), 'Пр'],
  ['ms-1252', bytes('80'), '€'],
  ['koi8-r', bytes('f0 d2 c9 d7 c5 d4'), 'Привет'],
  ['gb2312', bytes('c4e3 ba c3 80'.replace(/ /g, '')), '你好€'],
  ['GBK', iconv.encode('镕', 'gbk'), '镕'],
  ['gb18030', iconv.encode('𠀀', 'gb18030'), '𠀀'],
  ['big5', iconv.encode('你好', 'big5'), '你好'],
  ['ks_c_5601-1987', iconv.encode('안녕', 'euc-kr'), '안녕'],
  ['cp949', iconv.encode('똠', 'cp949'), '똠'],
  ['shift_jis', iconv.encode('テスト', 'shift_jis'), 'テスト'],
  ['cp932', iconv.encode('①', 'cp932'), '①'],
  ['euc-jp', iconv.encode('テスト', 'euc-jp'), 'テスト'],
  ['iso-2022-jp', bytes('1b2442 2546 2539 2548 1b2842'), 'テスト'],
  [null, bytes('1b2442 2546 2539 2548 1b2842'), 'テスト'],
  ['iso-2022-kr', bytes('1b242943 0e 3e48 3367 0f'), '안녕'],
  ['hz-gb-2312', Buffer.from('~{<:Ky2;~} ~~'), '己所不 ~'],
  ['utf-7', Buffer.from('Gr+APwA3w-e'), 'Grüße'],
  ['unicode-1-1-utf-7', Buffer.from('+AOk-'), 'é'],
  ['utf-16', Buffer.from('hi', 'utf16le'), 'hi'],
  ['utf-16', bytes('0068 0069'), 'hi'],
  ['utf-16be', bytes('0068'), 'h'],
  ['iso-8859-1', bytes('feff 0068'), 'h'],
  ['iso-8859-1', bytes('efbbbf c3a9'), 'é'],
  ['tis-620', bytes('a1'), 'ก'],
  ['macintosh', bytes('8e'), 'é'],
  ['ibm850', bytes('82'), 'é'],
  ['no-such-charset', Buffer.from('é'), 'é'],
  ['no-such-charset', bytes('e9'), 'é'],
];

for (const [label, input, text] of TABLE) {
  test(`${label ?? 'no label'}: ${input.toString('hex')} is ${text}`, () => {
    assert.equal(decodeText(input, label), text);
  });
}

test('UTF-7 is read only where it is named, as it hides markup', () => {
  assert.equal(decodeText(Buffer.from('+ADw-script+AD4-'), null), '+ADw-script+AD4-');
  assert.equal(decodeText(Buffer.from('+ADw-'), 'us-ascii'), '+ADw-');
});

test('an HTML document may name its own charset where the header does not', () => {
  const russian = Buffer.concat([Buffer.from('<html><meta charset="koi8-r">'), bytes('f0d2')]);
  assert.match(decodeText(russian, null, { html: true }), /Пр$/);
  const old = Buffer.concat([
    Buffer.from('<meta http-equiv=Content-Type content="text/html; charset=windows-1251">'),
    bytes('cff0'),
  ]);
  assert.match(decodeText(old, null, { html: true }), /Пр$/);
  assert.match(decodeText(old, 'koi8-r', { html: true }), /оП$/, 'the header wins');
  assert.match(decodeText(Buffer.from('<meta charset=utf-16>é'), null, { html: true }), /é$/);
});

test('a character that is cut off at the end is left out', () => {
  const text = Buffer.from('Köln €');
  assert.equal(decodeText(text.subarray(0, -1), 'utf-8', { cut: true }), 'Köln ');
  assert.equal(decodeText(text.subarray(0, 2), 'utf-8', { cut: true }), 'K');
  assert.equal(decodeText(text.subarray(0, -1), null), 'Köln ');
});

test('any bytes under any label are some string', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 60 }),
      fc.oneof(fc.string(), fc.constantFrom(...TABLE.map(([label]) => label))),
      (input, label) => {
        assert.equal(typeof decodeText(input, label), 'string');
      },
    ),
  );
});
