// Invitations, contacts, reports and containers with markup in every field: they are shown as cards, and mere text.
import { type Attack, message, parts } from './attack.ts';

const IMG = '<img src=x onerror=RUN>';
const event = (...lines: readonly string[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//x//<script>RUN</script>//EN',
    'METHOD:REQUEST',
    'BEGIN:VEVENT',
    'UID:1@x',
    'DTSTAMP:20261124T100000Z',
    'DTSTART:20261130T100000Z',
    'DTEND:20261130T110000Z',
    ...lines,
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\n');
const calendar = (name: string, ...lines: readonly string[]): Attack =>
  parts(
    name,
    'alternative',
    'Content-Type: text/plain\n\nAn invitation.',
    `Content-Type: text/calendar; charset=utf-8; method=REQUEST\n\n${event(...lines)}`,
  );
const contact = (name: string, ...lines: readonly string[]): Attack =>
  parts(
    name,
    'mixed',
    'Content-Type: text/plain\n\nMy card.',
    `Content-Type: text/vcard; charset=utf-8; name=card.vcf\nContent-Disposition: attachment; filename=card.vcf\n\n${['BEGIN:VCARD', 'VERSION:4.0', ...lines, 'END:VCARD'].join('\n')}`,
  );
const report = (name: string, type: string, status: string, human = 'It failed.'): Attack => ({
  name,
  raw: `Content-Type: multipart/report; report-type=${type}; boundary=edge\n\n--edge\nContent-Type: text/plain\n\n${human}\n--edge\nContent-Type: message/${type}\n\n${status}\n--edge\nContent-Type: message/rfc822\n\nSubject: ${IMG}\nContent-Type: text/html\n\n<script>RUN</script>${IMG}\n--edge--\n`,
});

/** MS-TNEF: a signature, a key, then attributes of level, id, length, bytes, checksum. */
const tnef = (attributes: readonly (readonly [level: number, id: number, bytes: string])[]): string => {
  const pieces: Buffer[] = [Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0])];
  for (const [level, id, text] of attributes) {
    const bytes = Buffer.from(text, 'latin1');
    const head = Buffer.alloc(9);
    head.writeUInt8(level, 0);
    head.writeUInt32LE(id, 1);
    head.writeUInt32LE(bytes.length, 5);
    const sum = Buffer.alloc(2);
    sum.writeUInt16LE(bytes.reduce((all, one) => (all + one) & 0xffff, 0));
    pieces.push(head, bytes, sum);
  }
  return Buffer.concat(pieces).toString('base64');
};
const winmail = (name: string, encoded: string): Attack =>
  parts(
    name,
    'mixed',
    'Content-Type: text/plain\n\nSee what is packed.',
    `Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=winmail.dat\n\n${encoded}`,
  );

export const CARDS: readonly Attack[] = [
  calendar(
    'an invitation of markup',
    `SUMMARY:${IMG}`,
    `LOCATION:<script>RUN</script>`,
    `DESCRIPTION:<svg onload=RUN>\\n${IMG}`,
    `ORGANIZER;CN="${IMG}":mailto:a@HOST`,
    `ATTENDEE;CN="<script>RUN</script>";PARTSTAT="${IMG}":mailto:b@HOST`,
    `CATEGORIES:${IMG}`,
    `COMMENT:${IMG}`,
  ),
  calendar(
    'an invitation with HTML of its own',
    'SUMMARY:x',
    `X-ALT-DESC;FMTTYPE=text/html:<html><body onload=RUN>${IMG}</body></html>`,
    `STYLED-DESCRIPTION;VALUE=TEXT;FMTTYPE=text/html:${IMG}`,
  ),
  calendar(
    'an invitation with addresses',
    'SUMMARY:x',
    'URL:javascript:RUN',
    'ATTACH:LEAK/attached',
    'ATTACH;FMTTYPE=text/html;ENCODING=BASE64;VALUE=BINARY:B64[[<script>RUN</script>]]',
    'CONFERENCE;VALUE=URI:javascript:RUN',
    'IMAGE;VALUE=URI:LEAK/image.png',
    'ORGANIZER:javascript:RUN',
    'LOCATION:javascript:RUN',
    'X-GOOGLE-CONFERENCE:LEAK/c',
    'SOURCE:LEAK/s',
  ),
  calendar(
    'an invitation that repeats without end',
    'SUMMARY:x',
    'RRULE:FREQ=SECONDLY;INTERVAL=0;COUNT=999999999',
    'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31',
    `EXDATE:${'20261130T100000Z,'.repeat(5000)}`,
    'RRULE:FREQ=<script>RUN</script>',
  ),
  calendar(
    'an invitation in a time zone of markup',
    `SUMMARY:x`,
    `DTSTART;TZID="${IMG}":20261130T100000`,
    'DURATION:P999999999999W',
    'DTSTART:99999999T999999Z',
    'SEQUENCE:<script>RUN</script>',
    'STATUS:<svg onload=RUN>',
  ),
  message(
    'an invitation nested 3,000 times',
    'Content-Type: text/calendar; method=REQUEST',
    '',
    `${'BEGIN:VCALENDAR\n'.repeat(3000)}${event(`SUMMARY:${IMG}`)}`,
  ),
  message(
    'an invitation of lines that never end',
    'Content-Type: text/calendar; method=PUBLISH',
    '',
    `BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:${IMG}${`\n ${'x'.repeat(70)}`.repeat(3000)}`,
  ),
  message(
    'an alarm that runs a program',
    'Content-Type: text/calendar; method=REQUEST',
    '',
    event(
      'SUMMARY:x',
      'BEGIN:VALARM',
      'ACTION:PROCEDURE',
      'ATTACH:javascript:RUN',
      'TRIGGER:-PT0S',
      'END:VALARM',
      'BEGIN:VALARM',
      'ACTION:AUDIO',
      'ATTACH:LEAK/sound',
      'ACTION:EMAIL',
      'END:VALARM',
    ),
  ),
  contact(
    'a contact of markup',
    `FN:${IMG}`,
    `N:<script>RUN</script>;${IMG};;;`,
    `ORG:${IMG}`,
    `TITLE:<svg onload=RUN>`,
    `NOTE:${IMG}\\n<script>RUN</script>`,
    `EMAIL:"${IMG}"@HOST`,
    `TEL:${IMG}`,
    `ADR:;;${IMG};${IMG};;;`,
    `BDAY:${IMG}`,
  ),
  contact(
    'a contact with addresses',
    'FN:x',
    'URL:javascript:RUN',
    'PHOTO:LEAK/photo.png',
    'PHOTO;ENCODING=b;TYPE=SVG+XML:B64[[<svg xmlns="http://www.w3.org/2000/svg" onload="RUN"/>]]',
    'PHOTO:data:text/html,<script>RUN</script>',
    'LOGO:LEAK/logo',
    'SOUND:LEAK/sound',
    'KEY:LEAK/key',
    'SOURCE:LEAK/s',
    'IMPP:javascript:RUN',
    'TEL;VALUE=uri:javascript:RUN',
    'CALURI:javascript:RUN',
    'FBURL:LEAK/f',
  ),
  contact(
    'a contact whose e-mail has line ends',
    'FN:x',
    'EMAIL:a@HOST\\r\\nBcc: spy@HOST',
    'EMAIL;TYPE="<script>RUN</script>":b@HOST',
  ),
  report(
    'a delivery report of markup',
    'delivery-status',
    `Reporting-MTA: dns; ${IMG}\nReceived-From-MTA: dns; <script>RUN</script>\n\nFinal-Recipient: rfc822; "${IMG}"@HOST\nAction: failed\nStatus: 5.1.1 ${IMG}\nRemote-MTA: dns; <svg onload=RUN>\nDiagnostic-Code: smtp; 550 ${IMG} <script>RUN</script> LEAK/x`,
    `It failed: ${IMG}`,
  ),
  report(
    'a delivery report of 10,000 recipients',
    'delivery-status',
    `Reporting-MTA: dns; x\n\n${Array.from({ length: 3000 }, (_, at) => `Final-Recipient: rfc822; ${at}<b>@HOST\nAction: failed\nStatus: 5.0.0\n`).join('\n')}`,
  ),
  report(
    'a read receipt of markup',
    'disposition-notification',
    `Reporting-UA: ${IMG}\nFinal-Recipient: rfc822; <script>RUN</script>\nOriginal-Message-ID: <${IMG}>\nDisposition: manual-action/${IMG}; displayed`,
  ),
  report(
    'a report of abuse with markup',
    'feedback-report',
    `Feedback-Type: ${IMG}\nUser-Agent: <script>RUN</script>\nVersion: 1\nReported-URI: javascript:RUN`,
  ),
  winmail(
    'a packed message of markup',
    tnef([
      [1, 0x00018004, `${IMG}\0`],
      [1, 0x0002800c, `<script>RUN</script>${IMG}`],
      [2, 0x00069002, '\x01\0'.padEnd(14, '\0')],
      [2, 0x00018010, '<svg onload=RUN>.html\0'],
      [2, 0x0006800f, `<script>RUN</script>`],
    ]),
  ),
  winmail(
    'a packed message that lies about its lengths',
    Buffer.from('789f3e22010001048001000ffffff7f41414141', 'hex').toString('base64'),
  ),
  winmail(
    'a packed name that is a path',
    tnef([
      [2, 0x00069002, '\x01\0'.padEnd(14, '\0')],
      [2, 0x00018010, '../../../etc/passwd\0'],
      [2, 0x0006800f, 'x'],
    ]),
  ),
  message(
    'a body that lies elsewhere',
    'Content-Type: message/external-body; access-type=URL; URL="LEAK/external"; site="HOST"; name="/etc/passwd"',
    '',
    'Content-Type: text/html',
    '',
    '<script>RUN</script>',
  ),
  message(
    'an unsubscribe by one click',
    'List-Unsubscribe: <LEAK/one-click>',
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    'Content-Type: text/html',
    '',
    '<p>News</p>',
  ),
  parts(
    'a key and a signature',
    'signed',
    'Content-Type: text/html\n\n<p>signed</p><script>RUN</script>',
    `Content-Type: application/pgp-signature; name="${IMG}.asc"\nContent-Description: ${IMG}\n\n-----BEGIN PGP SIGNATURE-----\nVersion: <script>RUN</script>\n\nAAAA\n-----END PGP SIGNATURE-----`,
    'Content-Type: application/pgp-keys\n\nLEAK/keys',
  ),
];
