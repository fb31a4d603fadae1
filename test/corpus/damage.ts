// Messages that are broken, cut off, huge or empty: all open, and where something could not be read a person is
// told.
import { base64, mail } from './build.ts';

const parts = (count: number): string =>
  `Content-Type: multipart/mixed; boundary=b\n\n${Array.from({ length: count }, (_, n) => `--b\n\npart ${n}\n`).join('')}--b--\n`;

function nested(depth: number): string {
  let inner = 'Content-Type: text/plain\n\nthe innermost words\n';
  for (let level = depth; level > 0; level--)
    inner = `Content-Type: multipart/mixed; boundary=b${level}x\n\n--b${level}x\n${inner}--b${level}x--\n`;
  return inner;
}

const TOO_MANY = /more than 1000 parts/;
const TOO_DEEP = /nested too deeply/;
const NO_BOUNDARY = /where its parts begin/;
const NO_TEXT = /no text/;

export const DAMAGE = [
  mail('no-mime', 'RFC 2045 4: mail without MIME', ''),
  mail(
    'no-mime-version',
    'Habit: the version is missing, the type counts',
    'Content-Type: text/html\n\n<p>rich words</p>\n',
    { text: 'rich words', shows: 'HTML' },
  ),
  mail(
    'wrong-mime-version',
    'RFC 2045 4: another version',
    'MIME-Version: 7.0 (odd)\nContent-Type: text/plain\n\nwords\n',
    { text: 'words' },
  ),
  mail(
    'no-body',
    'RFC 5322 3.5: a header and nothing else',
    'Subject: no-body\nFrom: a@example.org',
    { from: 'a@example.org', text: '', sentAt: null, note: null },
    { bare: true },
  ),
  mail('empty-body', 'RFC 5322 3.5: an empty body', 'MIME-Version: 1.0\n\n', { text: '' }),
  mail(
    'only-body',
    'Habit: an empty header',
    '\nWords without any header.\n',
    { subject: null, from: '', text: 'Words without any header.' },
    { bare: true, notDelivered: 'A server puts its own fields on top, right before the empty line' },
  ),
  mail(
    'mbox-line',
    'Habit: the From line of an mbox file',
    'From ann@example.org Tue Nov 24 10:00:00 2026\nFrom: a@example.org\nSubject: mbox-line\n\nwords\n',
    { from: 'a@example.org', text: 'words' },
    { bare: true },
  ),
  mail(
    'header-garbage',
    'Habit: lines in the header that are no fields',
    'Subject: header-garbage\nthis is no field\nContent-Type: text/html\n\n<p>rich words</p>\n',
    { text: 'rich words', shows: 'HTML' },
  ),
  mail(
    'header-no-end',
    'Habit: the empty line holds a space',
    'Content-Type: text/plain\nX-Last: 1\n \n\nwords\n',
    { text: 'words' },
  ),
  mail(
    'header-long-line',
    'RFC 5322 2.1.1: 100,000 characters in one line',
    `X-Long: ${'x'.repeat(100_000)}\nContent-Type: text/plain\n\nwords\n`,
    { text: 'words' },
  ),
  mail(
    'header-many',
    'Three thousand fields',
    `${Array.from({ length: 3000 }, (_, n) => `X-Field-${n}: value`).join('\n')}\nContent-Type: text/html\n\n<p>rich words</p>\n`,
    { text: 'rich words', shows: 'HTML' },
  ),
  mail(
    'type-twice',
    'RFC 2045 3: the first type counts',
    'Content-Type: text/html\nContent-Type: text/plain\n\n<p>rich words</p>\n',
    { text: 'rich words', shows: 'HTML' },
  ),
  mail('type-only-major', 'Habit: "text" and nothing else', 'Content-Type: text\n\nplain words\n', {
    text: 'plain words',
  }),
  mail(
    'type-garbage',
    'RFC 2045 5.2: an unreadable type of the whole is plain text',
    'Content-Type: <<>>;;\n\nplain words\n',
    { text: 'plain words' },
  ),
  mail('type-empty', 'RFC 2045 5.2: an empty type is plain text', 'Content-Type:\n\nplain words\n', {
    text: 'plain words',
  }),
  mail(
    'no-boundary',
    'RFC 2046 5.1.1: a multipart without a boundary',
    'Content-Type: multipart/mixed\n\nplain words\n',
    { text: 'plain words', note: NO_BOUNDARY },
  ),
  mail(
    'boundary-unused',
    'RFC 2046 5.1.1: the boundary never comes',
    'Content-Type: multipart/mixed; boundary=never\n\nplain words\n',
    { text: 'plain words', note: NO_BOUNDARY },
  ),
  mail(
    'boundary-never-ends',
    'Habit: the closing delimiter is missing',
    'Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntwo\n',
    { text: 'one\n\ntwo', note: null },
  ),
  mail(
    'boundary-quoted',
    'RFC 2046 5.1.1: all characters that a boundary may have',
    "Content-Type: multipart/mixed; boundary=\"a'()+_,-./:=? z\"\n\n--a'()+_,-./:=? z\n\none\n--a'()+_,-./:=? z--\n",
    { text: 'one' },
  ),
  mail(
    'boundary-space',
    'RFC 2046 5.1.1: white space behind a delimiter',
    'Content-Type: multipart/mixed; boundary=b\n\n--b  \t\n\none\n--b-- \n',
    { text: 'one' },
  ),
  mail(
    'boundary-prefix',
    'RFC 2046 5.1.2: an inner boundary that begins like the outer one',
    'Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=bb\n\n--bb\n\none\n--bb--\n--b\n\ntwo\n--b--\n',
    { text: 'one\n\ntwo' },
  ),
  mail(
    'boundary-inner-open',
    'RFC 2046 5.1.2: the outer delimiter ends what is open inside',
    'Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\none\n--b\n\ntwo\n--b--\n',
    { text: 'one\n\ntwo' },
  ),
  mail(
    'preamble-epilogue',
    'RFC 2046 5.1.1: what surrounds the parts is not shown',
    'Content-Type: multipart/mixed; boundary=b\n\nThis is MIME.\n--b\n\none\n--b--\nGoodbye.\n',
    { text: 'one' },
  ),
  mail(
    'parts-after-end',
    'RFC 2046 5.1.1: nothing follows the last delimiter',
    'Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--\n--b\n\ntwo\n--b--\n',
    { text: 'one' },
  ),
  mail(
    'part-no-header',
    'RFC 2046 5.1: a part may have no header',
    'Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--\n',
    { text: 'one' },
  ),
  mail(
    'part-empty',
    'RFC 2046 5.1.1: a part of nothing',
    'Content-Type: multipart/mixed; boundary=b\n\n--b\n--b\n\ntwo\n--b--\n',
    { text: 'two' },
  ),
  mail(
    'parts-none',
    'Habit: a multipart that ends at once',
    'Content-Type: multipart/mixed; boundary=b\n\n--b--\n',
    { text: '', shows: 'NOTHING', note: NO_TEXT },
  ),
  mail('parts-400', 'Four hundred parts', parts(400), {
    text: Array.from({ length: 50 }, (_, n) => `part ${n}`).join('\n\n'),
    note: /very long/,
  }),
  mail('parts-1200', 'Limit: more than 1,000 parts', parts(1200), {
    text: Array.from({ length: 50 }, (_, n) => `part ${n}`).join('\n\n'),
    note: TOO_MANY,
  }),
  mail('nested-20', 'Twenty multiparts in one another', nested(20), { text: 'the innermost words' }),
  mail('nested-60', 'Limit: more than 50 levels', nested(60), { text: '', shows: 'NOTHING', note: TOO_DEEP }),
  mail(
    'wide-and-deep',
    'A multipart in each of ten parts',
    `Content-Type: multipart/mixed; boundary=b\n\n${Array.from({ length: 10 }, (_, n) => `--b\nContent-Type: multipart/alternative; boundary=i${n}i\n\n--i${n}i\n\nwords ${n}\n--i${n}i--\n`).join('')}--b--\n`,
    { text: Array.from({ length: 10 }, (_, n) => `words ${n}`).join('\n\n') },
  ),
  mail(
    'text-long',
    'Limit: a text of more than 500,000 characters',
    `Content-Type: text/plain\n\n${'0123456789 abcdefghijk\n'.repeat(25_000)}`,
    { text: '0123456789 abcdefghijk\n'.repeat(25_000).slice(0, 500_000).trimEnd(), note: /very long/ },
  ),
  mail(
    'text-long-line',
    'RFC 5322 2.1.1: a line of 60,000 characters',
    `Content-Type: text/plain\n\n${'x'.repeat(60_000)}\n`,
    { text: 'x'.repeat(60_000) },
  ),
  mail('html-empty', 'HTML without any text', 'Content-Type: text/html\n\n<html><body></body></html>\n', {
    text: '',
    shows: 'HTML',
  }),
  mail(
    'bare-lf',
    'Habit: line ends without CR',
    'Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\ntwo\n--b--\n',
    { text: 'one\ntwo' },
    { exact: true },
  ),
  mail(
    'bare-cr',
    'RFC 5322 4.1: a CR alone is a line end to a reader',
    'Content-Type: text/plain\n\none\rtwo\rthree\n',
    { text: 'one\ntwo\nthree' },
    { notDelivered: "Dovecot's LMTP makes line ends of them" },
  ),
  mail(
    'mixed-line-ends',
    'Habit: some lines with CR, some without',
    'Content-Type: text/plain\n\none\ntwo\r\nthree\n',
    { text: 'one\ntwo\nthree' },
    { exact: true },
  ),
  mail(
    'nul',
    'RFC 5322 4: NUL characters are not shown',
    'Content-Type: text/plain\n\none\0two\n',
    { text: 'onetwo' },
    { notDelivered: 'IMAP has no NUL, servers send other bytes in its place' },
  ),
  mail(
    'eight-megabytes-file',
    'A file of two megabytes beside one word',
    `Content-Type: multipart/mixed; boundary=b\n\n--b\n\nword\n--b\nContent-Type: application/octet-stream; name=big.bin\nContent-Transfer-Encoding: base64\n\n${base64('\x01'.repeat(2_000_000))}\n--b--\n`,
    { text: 'word', files: [['big.bin', 'application/octet-stream', 2_000_000]] },
  ),
  mail(
    'resent',
    'RFC 5322 3.6.6: the fields of a resending say nothing of the sender',
    'Resent-From: Eve <eve@example.net>\nResent-Date: Wed, 25 Nov 2026 10:00:00 +0100\nResent-To: x@example.net',
  ),
];
