// Transfer encodings (RFC 2045 section 6), whole and damaged.
import { mail, utf8 } from './build.ts';

const body = (name: string, rule: string, encoding: string, lines: string, text: string) =>
  mail(
    `transfer-${name}`,
    rule,
    `Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: ${encoding}\n\n${lines}\n`,
    { text },
  );

export const TRANSFER = [
  body('qp', 'RFC 2045 6.7', 'quoted-printable', 'Gr=C3=BC=C3=9Fe, 100=25', 'Grüße, 100%'),
  body(
    'qp-soft',
    'RFC 2045 6.7 (5): soft line breaks',
    'quoted-printable',
    'one=\n two =\nthree',
    'one two three',
  ),
  body(
    'qp-soft-space',
    'RFC 2045 6.7: white space added behind a soft break',
    'quoted-printable',
    'one=  \ntwo',
    'onetwo',
  ),
  body(
    'qp-trailing',
    'RFC 2045 6.7 (3): white space at a line end was added on the way',
    'quoted-printable',
    'one   \ntwo=20\nthree',
    'one\ntwo \nthree',
  ),
  body('qp-lower', 'RFC 2045 6.7 (1): lower case digits are taken', 'quoted-printable', 'caf=c3=a9', 'café'),
  body('qp-bad', 'RFC 2045 6.7: a bare = is kept', 'quoted-printable', '1=2, a=xy, b= c', '1=2, a=xy, b= c'),
  body(
    'qp-raw',
    'Habit: 8-bit letters in quoted-printable',
    'quoted-printable',
    utf8('Grüße =C3=A9'),
    'Grüße é',
  ),
  body('qp-ends-soft', 'RFC 2045 6.7: the last line ends softly', 'quoted-printable', 'the end=', 'the end'),
  body(
    'qp-long',
    'RFC 2045 6.7 (5): a line above 76 characters',
    'quoted-printable',
    'word '.repeat(300) + '=C3=A9',
    `${'word '.repeat(300)}é`,
  ),
  body(
    'qp-split',
    'RFC 2045 6.7: a soft break inside a character',
    'quoted-printable',
    'caf=C3=\n=A9',
    'café',
  ),
  body('qp-dot', 'RFC 5321 4.5.2: a line of one dot', 'quoted-printable', 'one\n.\n..two', 'one\n.\n..two'),
  body('base64', 'RFC 2045 6.8', 'base64', 'R3LDvMOfZQ==', 'Grüße'),
  body('base64-lines', 'RFC 2045 6.8: line ends anywhere', 'base64', 'R3L\nDv\nMOfZQ\n==', 'Grüße'),
  body('base64-no-padding', 'Habit: padding left out', 'base64', 'R3LDvMOfZQ', 'Grüße'),
  body(
    'base64-strange',
    'RFC 2045 6.8: other characters are left out',
    'base64',
    'R3LD-*vM!OfZ\x80Q==',
    'Grüße',
  ),
  body('base64-glued', 'Habit: two encodings one after the other', 'base64', 'R3LDvMOfZQ==\nICE=', 'Grüße !'),
  body('base64-footer', 'Habit: a list put its footer behind', 'base64', 'SGVsbG8uCg==\n', 'Hello.'),
  body('upper-case', 'RFC 2045 6.1: in any case', 'BASE64', 'R3LDvMOfZQ==', 'Grüße'),
  body('comment', 'RFC 2045 6.1: a comment behind', 'base64 (really)', 'R3LDvMOfZQ==', 'Grüße'),
  body('quoted', 'Habit: in quotes', '"base64"', 'R3LDvMOfZQ==', 'Grüße'),
  body('unknown', 'RFC 2045 6.4: an unknown encoding is shown as it is', 'x-strange', 'as it is', 'as it is'),
  body('8bit', 'RFC 2045 6.2', '8bit', utf8('Grüße'), 'Grüße'),
  body('binary', 'RFC 2045 6.2', 'binary', utf8('Grüße'), 'Grüße'),
  body('empty', 'Habit: an empty field', '', utf8('Grüße'), 'Grüße'),
  body('wrong-7bit', 'RFC 2045 6.2: 8-bit letters in 7bit', '7bit', utf8('Grüße'), 'Grüße'),
  mail(
    'transfer-missing',
    'RFC 2045 6.1: 7bit is the default',
    `Content-Type: text/plain; charset=utf-8\n\n${utf8('Grüße')}\n`,
    { text: 'Grüße' },
  ),
  mail(
    'transfer-multipart',
    'RFC 2045 6.4: an encoding on a multipart says nothing',
    'Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n--b\n\none\n--b\n\ntwo\n--b--\n',
    { text: 'one\n\ntwo' },
  ),
  mail(
    'transfer-multipart-qp',
    'RFC 2045 6.4: an encoding on a multipart says nothing',
    'Content-Type: multipart/alternative; boundary="=_b"\nContent-Transfer-Encoding: quoted-printable\n\n--=_b\n\none=\n--=_b--\n',
    { text: 'one=' },
  ),
  mail(
    'transfer-uuencode',
    'Habit: uuencode as a transfer encoding',
    'Content-Type: multipart/mixed; boundary=b\n\n--b\n\nA file.\n--b\nContent-Type: application/octet-stream; name=cat.txt\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 cat.txt\n#0V%T\n`\nend\n--b--\n',
    { text: 'A file.', files: [['cat.txt', 'application/octet-stream', 3]] },
  ),
];
