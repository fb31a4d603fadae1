// Bodies in every family of charsets that browsers and iconv-lite know, then labels that are missing or lie. A
// newcomer's trap: the bytes of the table were written by other encoders than ours, so a wrong table here shows.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CorpusMessage, hex, mail, utf8 } from './build.ts';

const FAMILIES: CorpusMessage[] = readFileSync(join(import.meta.dirname, 'charsets.tsv'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [label = '', rule = '', text = '', bytes = ''] = line.split('\t');
    return mail(
      `charset-${label}`,
      rule,
      `Content-Type: text/plain; charset="${label}"\nContent-Transfer-Encoding: base64\n\n${bytes.replace(/.{76}(?=.)/g, '$&\n')}\n`,
      { text },
    );
  });

/** `bytes` under a Content-Type, 8bit. */
const labelled = (
  name: string,
  rule: string,
  type: string,
  bytes: string,
  text: string,
  shows: 'TEXT' | 'HTML' = 'TEXT',
) =>
  mail(
    `label-${name}`,
    rule,
    `${type === '' ? '' : `Content-Type: ${type}\n`}Content-Transfer-Encoding: 8bit\n\n${bytes}\n`,
    { text, shows },
  );

const GRUESSE = 'Gr\xfc\xdfe';
const HELLO_JIS = hex('1b244246 7c4b5c1b2842');

export const CHARSETS: CorpusMessage[] = [
  ...FAMILIES,
  labelled('none-utf8', 'RFC 2045 5.2 says ASCII; in truth it is UTF-8', '', utf8('Grüße 😀'), 'Grüße 😀'),
  labelled(
    'none-latin1',
    'Habit: no label and no UTF-8 is windows-1252',
    'text/plain',
    `${GRUESSE} \x96 \x80`,
    'Grüße – €',
  ),
  labelled('none-jis', 'Habit: no label, but the escapes of RFC 1468', 'text/plain', HELLO_JIS, '日本'),
  labelled(
    'ascii-utf8',
    'Habit: UTF-8 called us-ascii',
    'text/plain; charset=us-ascii',
    utf8('Grüße'),
    'Grüße',
  ),
  labelled('utf8-latin1', 'Habit: Latin-1 called UTF-8', 'text/plain; charset=utf-8', GRUESSE, 'Grüße'),
  labelled(
    'utf8-one-bad',
    'Unicode 3.9: a wrong byte does not spoil the rest',
    'text/plain; charset=utf-8',
    `${utf8('Grüße ')}\xff${utf8(' ñ')}`,
    'Grüße \ufffd ñ',
  ),
  labelled(
    'latin1-bom',
    'Encoding standard: a byte order mark wins',
    'text/plain; charset=iso-8859-1',
    `\xef\xbb\xbf${utf8('Grüße')}`,
    'Grüße',
  ),
  labelled(
    'unknown',
    'RFC 2046 4.1.2: a charset nobody knows',
    'text/plain; charset=x-no-such-set',
    utf8('Grüße'),
    'Grüße',
  ),
  labelled(
    'unknown-8bit',
    'RFC 1428: a server did not know either',
    'text/plain; charset=unknown-8bit',
    GRUESSE,
    'Grüße',
  ),
  labelled(
    'codec-name',
    'Security: names of codecs that are no charsets',
    'text/plain; charset=base64',
    utf8('Grüße, plain'),
    'Grüße, plain',
  ),
  labelled(
    'codec-name-hex',
    'Security: names of codecs that are no charsets',
    'text/plain; charset=hex',
    'abc def',
    'abc def',
  ),
  labelled('binary', 'Habit: "binary" says nothing', 'text/plain; charset=binary', utf8('Grüße'), 'Grüße'),
  labelled('empty', 'Habit: an empty label', 'text/plain; charset=""', utf8('Grüße'), 'Grüße'),
  labelled(
    'single-quotes',
    'Habit: apostrophes around the label',
    "text/plain; charset='utf-8'",
    utf8('Grüße'),
    'Grüße',
  ),
  labelled('upper-case', 'RFC 2046 4.1.2: in any case', 'TEXT/PLAIN; CHARSET=UTF-8', utf8('Grüße'), 'Grüße'),
  labelled(
    'comment',
    'RFC 2045 5.1: a comment behind the label',
    'text/plain; charset=us-ascii (Plain text)',
    'Hello',
    'Hello',
  ),
  labelled(
    'folded',
    'RFC 2045 5.1: folded between type and label',
    'text/plain;\n\tcharset="koi8-r"',
    hex('f0d2c9d7c5d4'),
    'Привет',
  ),
  labelled(
    'cp-number',
    'Habit: cp1251 for windows-1251',
    'text/plain; charset=cp1251',
    hex('cff0e8e2e5f2'),
    'Привет',
  ),
  labelled(
    'win-number',
    'Habit: win-1251 for windows-1251',
    'text/plain; charset=win-1251',
    hex('cff0e8e2e5f2'),
    'Привет',
  ),
  labelled(
    'x-sjis',
    'Encoding standard: another name',
    'text/plain; charset=x-sjis',
    hex('93fa967b'),
    '日本',
  ),
  labelled(
    'iso-underscore',
    'Encoding standard: another name',
    'text/plain; charset=iso_8859-2',
    hex('b1'),
    'ą',
  ),
  labelled(
    'utf7-not-named',
    'Security: UTF-7 is never guessed',
    'text/plain; charset=us-ascii',
    '+ADw-script+AD4-',
    '+ADw-script+AD4-',
  ),
  labelled(
    'html-meta',
    'HTML: the label inside where mail has none',
    'text/html',
    `<meta charset="koi8-r"><p>${hex('f0d2c9d7c5d4')}</p>`,
    'Привет',
    'HTML',
  ),
  labelled(
    'html-meta-old',
    'HTML 4: the label as http-equiv',
    'text/html',
    `<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>${hex('cff0e8e2e5f2')}</p>`,
    'Привет',
    'HTML',
  ),
  labelled(
    'html-meta-loses',
    'RFC 2854 6: the label of the mail comes first',
    'text/html; charset=utf-8',
    `<meta charset="koi8-r"><p>${utf8('Привет')}</p>`,
    'Привет',
    'HTML',
  ),
  labelled(
    'html-meta-utf16',
    'HTML 4.2.5.5: what can be read cannot be UTF-16',
    'text/html',
    `<meta charset="utf-16"><p>${utf8('Grüße')}</p>`,
    'Grüße',
    'HTML',
  ),
];
