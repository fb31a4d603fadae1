// Multiparts by the rules of RFC 2046 and RFC 2387: what is the body, what are files, what belongs to the HTML.
import { base64, type Expected, mail } from './build.ts';

/** "[type; boundary]" and "[/]" lines would hide what is tested, so the parts are written out as they travel. */
const tree = (
  name: string,
  rule: string,
  type: string,
  parts: readonly string[],
  expected: Partial<Expected>,
) =>
  mail(
    name,
    rule,
    `Content-Type: ${type}; boundary="b"\n\n${parts.map((part) => `--b\n${part}\n`).join('')}--b--\n`,
    expected,
  );
/** A part that is a multipart itself, with a boundary of its own. */
const multi = (boundary: string, type: string, parts: readonly string[]): string =>
  `Content-Type: ${type}; boundary=${boundary}\n\n${parts.map((part) => `--${boundary}\n${part}\n`).join('')}--${boundary}--`;

const TEXT = (text: string): string => `Content-Type: text/plain\n\n${text}`;
const HTML = (html: string): string => `Content-Type: text/html; charset=utf-8\n\n${html}`;
const PDF =
  'Content-Type: application/pdf; name=a.pdf\nContent-Disposition: attachment; filename=a.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=';
const PICTURE = (id: string, more = ''): string =>
  `Content-Type: image/gif\nContent-ID: <${id}>${more}\nContent-Transfer-Encoding: base64\n\nR0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7`;
const GIF_BYTES = 42;
const INNER = 'From: Carl <carl@example.com>\nSubject: inside\n\nInner words.';
const NO_TEXT = /no text/;

export const STRUCTURE = [
  tree(
    'alternative',
    'RFC 2046 5.1.4: the last one that can be shown',
    'multipart/alternative',
    [TEXT('plain words'), HTML('<p>rich words</p>')],
    { text: 'plain words', shows: 'HTML' },
  ),
  tree(
    'alternative-html-first',
    'Habit: HTML first; it is shown all the same',
    'multipart/alternative',
    [HTML('<p>rich words</p>'), TEXT('plain words')],
    { text: 'plain words', shows: 'HTML' },
  ),
  tree(
    'alternative-plain-only',
    'RFC 2046 5.1.4: one alternative',
    'multipart/alternative',
    [TEXT('plain words')],
    { text: 'plain words' },
  ),
  tree(
    'alternative-html-only',
    'RFC 2046 5.1.4: one alternative, and that is HTML',
    'multipart/alternative',
    [HTML('<p>rich <b>words</b></p>')],
    { text: 'rich words', shows: 'HTML' },
  ),
  tree(
    'alternative-unknown-last',
    'RFC 2046 5.1.4: what can not be shown is passed over',
    'multipart/alternative',
    [
      TEXT('plain words'),
      'Content-Type: text/x-amp-html\n\n<html amp4email></html>',
      HTML('<p>rich words</p>'),
      'Content-Type: text/x-watch-html\n\n<b>watch</b>',
    ],
    { text: 'plain words', shows: 'HTML' },
  ),
  tree(
    'alternative-calendar',
    'RFC 6047 2.4: an invitation beside its words',
    'multipart/alternative',
    [
      TEXT('plain words'),
      HTML('<p>rich words</p>'),
      'Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nEND:VCALENDAR',
    ],
    { text: 'plain words', shows: 'HTML' },
  ),
  tree(
    'alternative-related',
    'RFC 2387: HTML with its pictures as one alternative',
    'multipart/alternative',
    [
      TEXT('plain words'),
      multi('r', 'multipart/related', [HTML('<p>rich <img src="cid:p1@x"></p>'), PICTURE('p1@x')]),
    ],
    { text: 'plain words', shows: 'HTML' },
  ),
  tree(
    'alternative-mixed',
    'Habit, Apple Mail: HTML and files as one alternative',
    'multipart/alternative',
    [TEXT('plain words'), multi('m', 'multipart/mixed', [HTML('<p>rich words</p>'), PDF])],
    { text: 'plain words', shows: 'HTML', files: [['a.pdf', 'application/pdf', 5]] },
  ),
  tree(
    'alternative-empty-html',
    'RFC 2046 5.1.4: HTML without anything in it is passed over',
    'multipart/alternative',
    [TEXT('plain words'), 'Content-Type: text/html\n'],
    { text: 'plain words', shows: 'TEXT' },
  ),
  tree(
    'related',
    'RFC 2387 3: the first part is the root',
    'multipart/related',
    [HTML('<p>rich <img src="cid:p1@x"></p>'), PICTURE('p1@x')],
    { text: 'rich', shows: 'HTML' },
  ),
  tree(
    'related-start',
    'RFC 2387 3.2: the root is the one that start names',
    'multipart/related; start="<root@x>"',
    [PICTURE('p1@x'), 'Content-Type: text/html\nContent-ID: <root@x>\n\n<p>rich <img src="cid:p1@x"></p>'],
    { text: 'rich', shows: 'HTML' },
  ),
  tree(
    'related-location',
    'RFC 2557 4: a picture by its Content-Location',
    'multipart/related',
    [
      HTML('<p>rich <img src="pics/one.gif"></p>'),
      'Content-Type: image/gif\nContent-Location: pics/one.gif\nContent-Transfer-Encoding: base64\n\nR0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7',
    ],
    { text: 'rich', shows: 'HTML' },
  ),
  tree(
    'related-pdf',
    'Habit: files inside related are files',
    'multipart/related',
    [HTML('<p>rich words</p>'), PDF],
    { text: 'rich words', shows: 'HTML', files: [['a.pdf', 'application/pdf', 5]] },
  ),
  tree(
    'related-text-root',
    'Habit, Apple Mail: pictures beside plain text are files',
    'multipart/related',
    [TEXT('plain words'), PICTURE('p1@x', '\nContent-Disposition: inline; filename=one.gif')],
    { text: 'plain words', files: [['one.gif', 'image/gif', GIF_BYTES]] },
  ),
  tree(
    'related-alternative',
    'Habit, Outlook: related around alternative',
    'multipart/related',
    [
      multi('a', 'multipart/alternative', [TEXT('plain words'), HTML('<p>rich <img src="cid:p1@x"></p>')]),
      PICTURE('p1@x'),
    ],
    { text: 'plain words', shows: 'HTML' },
  ),
  tree('mixed', 'RFC 2046 5.1.3: text and a file', 'multipart/mixed', [TEXT('plain words'), PDF], {
    text: 'plain words',
    files: [['a.pdf', 'application/pdf', 5]],
  }),
  tree(
    'mixed-two-texts',
    'RFC 2046 5.1.3: two texts in order',
    'multipart/mixed',
    [TEXT('first words'), TEXT('second words')],
    { text: 'first words\n\nsecond words' },
  ),
  tree(
    'mixed-footer',
    'Habit: a list puts its footer behind',
    'multipart/mixed',
    [TEXT('the words'), PDF, 'Content-Type: text/plain\nContent-Disposition: inline\n\nlist footer'],
    { text: 'the words\n\nlist footer', files: [['a.pdf', 'application/pdf', 5]] },
  ),
  tree(
    'mixed-text-html',
    'Habit: words before an HTML text, no alternatives',
    'multipart/mixed',
    [TEXT('words before'), HTML('<p>rich words</p>')],
    { text: 'words before\n\nrich words', shows: 'HTML', files: [[null, 'text/plain', 12]] },
  ),
  tree(
    'mixed-html-html',
    'Habit, Apple Mail: HTML, a file, HTML',
    'multipart/mixed',
    [HTML('<p>one</p>'), PDF, HTML('<p>two</p>')],
    {
      text: 'one\n\ntwo',
      shows: 'HTML',
      files: [
        ['a.pdf', 'application/pdf', 5],
        [null, 'text/html', 10],
      ],
    },
  ),
  tree(
    'mixed-everything',
    'Habit: alternative in related in mixed',
    'multipart/mixed',
    [
      multi('r', 'multipart/related', [
        multi('a', 'multipart/alternative', [TEXT('plain words'), HTML('<p>rich <img src="cid:p1@x"></p>')]),
        PICTURE('p1@x'),
      ]),
      PDF,
    ],
    { text: 'plain words', shows: 'HTML', files: [['a.pdf', 'application/pdf', 5]] },
  ),
  tree('mixed-file-only', 'RFC 2046 5.1.3: a file and no text', 'multipart/mixed', [PDF], {
    text: '',
    shows: 'NOTHING',
    files: [['a.pdf', 'application/pdf', 5]],
    note: NO_TEXT,
  }),
  tree(
    'mixed-text-attached',
    'RFC 2183 2.2: a text that is a file',
    'multipart/mixed',
    [
      TEXT('plain words'),
      'Content-Type: text/plain; name=log.txt\nContent-Disposition: attachment; filename=log.txt\n\nline',
    ],
    { text: 'plain words', files: [['log.txt', 'text/plain', 4]] },
  ),
  tree(
    'mixed-text-only-attached',
    'Habit: the only text is labelled attachment',
    'multipart/mixed',
    ['Content-Type: text/plain\nContent-Disposition: attachment\n\nplain words'],
    { text: 'plain words', shows: 'TEXT' },
  ),
  mail(
    'single-text-attached',
    'Habit: the whole message is labelled attachment',
    'Content-Type: text/plain\nContent-Disposition: attachment\n\nplain words\n',
    { text: 'plain words' },
  ),
  mail('single-html', 'RFC 2854: HTML alone', 'Content-Type: text/html\n\n<p>rich words</p>\n', {
    text: 'rich words',
    shows: 'HTML',
  }),
  mail(
    'single-pdf',
    'RFC 2045: a file alone',
    'Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n',
    { text: '', shows: 'NOTHING', files: [['a.pdf', 'application/pdf', 5]], note: NO_TEXT },
  ),
  mail(
    'single-image',
    'RFC 2046 4.2: a picture alone',
    `Content-Type: image/gif\nContent-Transfer-Encoding: base64\n\n${base64('GIF89a')}\n`,
    { text: '', shows: 'NOTHING', files: [[null, 'image/gif', 6]], note: NO_TEXT },
  ),
  mail(
    'text-unknown',
    'RFC 2046 4.1.4: an unknown kind of text is shown as text',
    'Content-Type: text/x-special\n\nwords of a kind\n',
    { text: 'words of a kind' },
  ),
  mail(
    'text-markdown',
    'RFC 7763: Markdown is made to be read',
    'Content-Type: text/markdown; charset=utf-8\n\n# Title\n\n*words*\n',
    { text: '# Title\n\n*words*' },
  ),
  mail(
    'text-enriched',
    'RFC 1896: commands, << and line ends',
    'Content-Type: text/enriched\n\n<bold>Now</bold> is the\ntime, 1 << 2.\n\nNew <color><param>red</param>line</color>\n',
    { text: 'Now is the time, 1 < 2.\nNew line' },
  ),
  mail(
    'application-unknown',
    'RFC 2046 4.5.1: an unknown application is bytes',
    'Content-Type: application/x-special\n\nbytes\n',
    { text: '', shows: 'NOTHING', files: [[null, 'application/x-special', 7]], note: NO_TEXT },
  ),
  tree('parallel', 'RFC 2046 5.1.6: parallel as mixed', 'multipart/parallel', [TEXT('plain words'), PDF], {
    text: 'plain words',
    files: [['a.pdf', 'application/pdf', 5]],
  }),
  tree(
    'unknown-multipart',
    'RFC 2046 5.1.7: unknown as mixed',
    'multipart/x-strange',
    [TEXT('plain words'), PDF],
    { text: 'plain words', files: [['a.pdf', 'application/pdf', 5]] },
  ),
  tree(
    'digest',
    'RFC 2046 5.1.5: parts are messages',
    'multipart/digest',
    [`\n${INNER}`, `Content-Type: message/rfc822\n\n${INNER}`],
    {
      text: '',
      shows: 'NOTHING',
      files: [
        [null, 'message/rfc822', INNER.length + 3],
        [null, 'message/rfc822', INNER.length + 3],
      ],
      note: NO_TEXT,
    },
  ),
  tree(
    'digest-text',
    'RFC 2046 5.1.5: a text inside a digest says so',
    'multipart/digest',
    ['Content-Type: text/plain\n\ncontents', `\n${INNER}`],
    { text: 'contents', files: [[null, 'message/rfc822', INNER.length + 3]] },
  ),
  tree(
    'forwarded',
    'RFC 2046 5.2.1: a message inside a message',
    'multipart/mixed',
    [TEXT('see below'), `Content-Type: message/rfc822\n\n${INNER}`],
    { text: 'see below', files: [[null, 'message/rfc822', INNER.length + 3]] },
  ),
  tree(
    'forwarded-deep',
    'RFC 2046 5.2.1: three deep',
    'multipart/mixed',
    [
      TEXT('see below'),
      `Content-Type: message/rfc822\n\nSubject: 1\nContent-Type: message/rfc822\n\nSubject: 2\n\nwords`,
    ],
    { text: 'see below', files: [[null, 'message/rfc822', 63]] },
  ),
  tree(
    'forwarded-base64',
    'RFC 2046 5.2.1 forbids it: a message in base64',
    'multipart/mixed',
    [
      TEXT('see below'),
      `Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n${base64(INNER)}`,
    ],
    { text: 'see below', files: [[null, 'message/rfc822', INNER.length]] },
  ),
  mail(
    'message-alone',
    'RFC 2046 5.2.1: a message and nothing else',
    `Content-Type: message/rfc822\n\n${INNER}\n`,
    { text: '', shows: 'NOTHING', files: [[null, 'message/rfc822', INNER.length + 5]], note: NO_TEXT },
  ),
  tree(
    'partial',
    'RFC 2046 5.2.2: a piece of a message is a file',
    'multipart/mixed',
    [TEXT('one of two'), 'Content-Type: message/partial; number=1; total=2; id="x@y"\n\nhalf'],
    { text: 'one of two', files: [[null, 'message/partial', 4]] },
  ),
  tree(
    'external',
    'RFC 2046 5.2.3: what lies elsewhere is never fetched',
    'multipart/mixed',
    [
      TEXT('it is there'),
      'Content-Type: message/external-body; access-type=URL; URL="http://example.org/x"\n\nContent-Type: text/plain\n',
    ],
    { text: 'it is there', files: [[null, 'message/external-body', 26]] },
  ),
  tree(
    'signed-pgp',
    'RFC 3156 5: the signature is no file',
    'multipart/signed; micalg=pgp-sha256; protocol="application/pgp-signature"',
    [
      TEXT('plain words'),
      'Content-Type: application/pgp-signature; name=signature.asc\n\n-----BEGIN PGP SIGNATURE-----',
    ],
    { text: 'plain words' },
  ),
  tree(
    'signed-smime',
    'RFC 8551 3.5.3: nor is that of S/MIME',
    'multipart/signed; micalg=sha-256; protocol="application/pkcs7-signature"',
    [
      multi('m', 'multipart/mixed', [TEXT('plain words'), PDF]),
      'Content-Type: application/pkcs7-signature; name=smime.p7s\nContent-Disposition: attachment; filename=smime.p7s\nContent-Transfer-Encoding: base64\n\nMIIB',
    ],
    { text: 'plain words', files: [['a.pdf', 'application/pdf', 5]] },
  ),
  tree(
    'encrypted-pgp',
    'RFC 3156 4: what can not be read is said',
    'multipart/encrypted; protocol="application/pgp-encrypted"',
    [
      'Content-Type: application/pgp-encrypted\n\nVersion: 1',
      'Content-Type: application/octet-stream; name=encrypted.asc\n\n-----BEGIN PGP MESSAGE-----',
    ],
    {
      text: '',
      shows: 'NOTHING',
      files: [
        [null, 'application/pgp-encrypted', 10],
        ['encrypted.asc', 'application/octet-stream', 27],
      ],
      note: /encrypted/,
    },
  ),
  mail(
    'encrypted-smime',
    'RFC 8551 3.3',
    'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nMIIB\n',
    { text: '', shows: 'NOTHING', files: [['smime.p7m', 'application/pkcs7-mime', 3]], note: /encrypted/ },
  ),
  tree(
    'report',
    'RFC 6522 3: the words of a report, then its data',
    'multipart/report; report-type=delivery-status',
    [
      TEXT('It did not arrive.'),
      'Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; b@example.net\nAction: failed\nStatus: 5.1.1',
      'Content-Type: text/rfc822-headers\n\nSubject: lost',
    ],
    {
      text: 'It did not arrive.',
      files: [
        [null, 'message/delivery-status', 103],
        [null, 'text/rfc822-headers', 13],
      ],
    },
  ),
  tree(
    'form-data',
    'RFC 7578: a form by mail, as mixed',
    'multipart/form-data',
    ['Content-Type: text/plain\nContent-Disposition: form-data; name="field"\n\nvalue'],
    { text: 'value', shows: 'TEXT' },
  ),
  tree(
    'apple-double',
    'RFC 1740: both forks are files',
    'multipart/mixed',
    [
      TEXT('a file'),
      multi('d', 'multipart/appledouble', ['Content-Type: application/applefile\n\nfork', PDF]),
    ],
    {
      text: 'a file',
      files: [
        [null, 'application/applefile', 4],
        ['a.pdf', 'application/pdf', 5],
      ],
    },
  ),
  tree(
    'header-set',
    'RFC 1806: a voice message',
    'multipart/voice-message',
    [
      TEXT('call me'),
      'Content-Type: audio/mpeg; name=v.mp3\nContent-Disposition: inline; voice=Voice-Message; filename=v.mp3\n\nsound',
    ],
    { text: 'call me', files: [['v.mp3', 'audio/mpeg', 5]] },
  ),
  tree(
    'tnef',
    'Habit, Outlook: winmail.dat beside the text',
    'multipart/mixed',
    [
      TEXT('plain words'),
      'Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\neJ8+Ig==',
    ],
    { text: 'plain words', files: [['winmail.dat', 'application/ms-tnef', 4]] },
  ),
  tree(
    'cid-unused',
    'Habit: a picture with an id that the HTML never names is a file',
    'multipart/mixed',
    [HTML('<p>rich words</p>'), PICTURE('p9@x', '\nContent-Disposition: attachment; filename=nine.gif')],
    { text: 'rich words', shows: 'HTML', files: [['nine.gif', 'image/gif', GIF_BYTES]] },
  ),
];
