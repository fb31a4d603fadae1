// Multiparts and messages with a purpose: digests, forwarded mail, signatures, encryption, reports, forms.
import { base64, mail } from './build.ts';
import { GIF_BYTES, HTML, INNER, multi, NO_TEXT, PDF, PICTURE, TEXT, tree } from './parts.ts';

export const CONTAINERS = [
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
