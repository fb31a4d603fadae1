// Header lines, names and types with markup or with line ends: everything that is no body is mere text.
import { type Attack, message, parts } from './attack.ts';

const IMG = '<img src=x onerror=RUN>';
const word = (text: string): string => `=?utf-8?B?B64[[${text}]]?=`;
const TEXT = ['Content-Type: text/plain; charset=utf-8', '', 'The text.'];

export const HEADERS: readonly Attack[] = [
  message('a subject of markup', `Subject: ${IMG}<script>RUN</script>`, ...TEXT),
  message(
    'a subject of encoded markup',
    `Subject: ${word(`</title>${IMG}`)} ${word('<svg onload=RUN>')}`,
    ...TEXT,
  ),
  message('a subject of entities', 'Subject: &lt;img src=x onerror=RUN&gt; &#60;script&#62;RUN', ...TEXT),
  message(
    'a subject with a line end inside a word',
    `Subject: =?utf-8?Q?Hello=0D=0ABcc:_spy@HOST=0D=0A=0D=0A${'=3Cscript=3ERUN=3C/script=3E'}?=`,
    ...TEXT,
  ),
  message(
    'a subject of another template',
    `Subject: {{constructor.constructor("RUN")()}} $\{RUN} <%= RUN %> #{RUN} {%RUN%}`,
    ...TEXT,
  ),
  message(
    'a subject that leaks',
    'Subject: <img src="LEAK/s"><link rel=stylesheet href=LEAK/c><iframe src=LEAK/f>',
    ...TEXT,
  ),
  message('a subject of 60,000 letters', `Subject: ${`${'W'.repeat(900)}\n `.repeat(66)}end`, ...TEXT),
  message(
    'a subject of piled marks',
    `Subject: ${word(`Z${'\u0351\u0300\u0360\u0316'.repeat(200)}algo`)}`,
    ...TEXT,
  ),
  message(
    'a subject of nothing one can see',
    `Subject: ${word('\u200b\u2060\ufeff\u00ad\u3164\u2800')}`,
    ...TEXT,
  ),
  message(
    'a subject with controls',
    `Subject: ${word('a\0b\x07c\x1b[31md\x7fe\x9bf\u2028g\u2029h')}`,
    ...TEXT,
  ),
  message('a sender of markup', `From: "${IMG}" <a@HOST>`, ...TEXT),
  message('a sender of encoded markup', `From: ${word(`<script>RUN</script>${IMG}`)} <a@HOST>`, ...TEXT),
  message('an address of markup', `From: <"${IMG}"@HOST>, "x" <a@"><svg/onload=RUN>>`, ...TEXT),
  message(
    'an address that is a script',
    'From: x <javascript:RUN@HOST>\nReply-To: "javascript:RUN" <data:text/html,RUN@HOST>',
    ...TEXT,
  ),
  message('a name that is an address', `From: "security@demo.example" <mallory@HOST>`, ...TEXT),
  message(
    'an address with a line end',
    `From: ${word('a@demo.example>\r\nBcc: spy@HOST\r\n')} <b@HOST>`,
    ...TEXT,
  ),
  message(
    'recipients of markup',
    `To: "${IMG}" <a@HOST>, ${word('<svg onload=RUN>')} <b@HOST>, undisclosed:<script>RUN</script>;\nCc: ${IMG}`,
    ...TEXT,
  ),
  message(
    '5,000 recipients',
    `To: ${Array.from({ length: 5000 }, (_, at) => `"${at} <b>" <p${at}@HOST>`).join(',\n ')}`,
    ...TEXT,
  ),
  message('a group in a group in a group', `To: ${'a:'.repeat(2000)}x@HOST${';'.repeat(2000)}`, ...TEXT),
  message(
    'a comment in a comment',
    `From: ${'('.repeat(5000)}x${')'.repeat(5000)} <a@HOST> (${IMG})`,
    ...TEXT,
  ),
  message('a date of markup', `Date: ${IMG}`, ...TEXT),
  message(
    'a date beyond all dates',
    'Date: Fri, 31 Feb 275760 99:99:99 +9999 (<script>RUN</script>)',
    ...TEXT,
  ),
  message(
    'ids of markup',
    `Message-ID: <${IMG}@HOST>\nIn-Reply-To: <"><script>RUN</script>>\nReferences: <../../graphql> <javascript:RUN>`,
    ...TEXT,
  ),
  message(
    'list headers with scripts',
    `List-Unsubscribe: <javascript:RUN>, <LEAK/unsubscribe>, <data:text/html,<script>RUN</script>>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\nList-Id: ${IMG} <list.HOST>\nList-Archive: <javascript:RUN>\nList-Help: <file:///etc/passwd>`,
    ...TEXT,
  ),
  message(
    'authentication results of markup',
    `Authentication-Results: ${IMG}; dkim=pass header.d="${IMG}"; spf=pass smtp.mailfrom=<script>RUN</script>\nReceived-SPF: ${IMG}\nDKIM-Signature: v=1; d=<svg onload=RUN>\nARC-Authentication-Results: i=1; ${IMG}`,
    ...TEXT,
  ),
  message(
    'pictures of the sender',
    'X-Face: LEAK/face\nFace: iVBORw0KGgo=\nX-Image-URL: LEAK/x.png\nBIMI-Location: v=BIMI1; l=LEAK/logo.svg\nBIMI-Indicator: B64[[<svg onload=RUN/>]]',
    ...TEXT,
  ),
  message(
    'a receipt is asked for',
    'Disposition-Notification-To: spy@HOST\nReturn-Receipt-To: spy@HOST\nX-Confirm-Reading-To: spy@HOST\nGenerate-Delivery-Report: LEAK',
    ...TEXT,
  ),
  message(
    'a type of markup',
    `Content-Type: text/html"><img src=x onerror=RUN>; charset="><script>RUN</script>"`,
    '',
    'The text.',
  ),
  message(
    'a content location and base',
    'Content-Base: LEAK/\nContent-Location: LEAK/page.html\nLink: <LEAK/l.css>; rel=stylesheet\nRefresh: 0; url=LEAK/r\nContent-Type: text/html',
    '',
    '<img src="x.png"><a href="y">y</a>',
  ),
  message(
    '10,000 header lines',
    ...Array.from({ length: 10_000 }, (_, at) => `X-Many-${at}: ${IMG}`),
    ...TEXT,
  ),
  message('one header line of 200,000 letters', `X-Long: ${'<b>'.repeat(66_000)}`, ...TEXT),
  message(
    'headers again',
    'Subject: First',
    `Subject: ${IMG}`,
    `From: ${IMG} <x@HOST>`,
    'From: Second <y@HOST>',
    ...TEXT,
  ),
  parts(
    'names of markup',
    'mixed',
    'Content-Type: text/plain\n\nThe text.',
    `Content-Type: application/pdf; name="${IMG}.pdf"\nContent-Disposition: attachment; filename="</title><svg onload=RUN>.pdf"\n\n%PDF-1.4`,
    `Content-Type: image/png; name="=?utf-8?B?B64[[<script>RUN</script>]]?="\n\nx`,
    `Content-Type: application/zip\nContent-Disposition: attachment; filename*=utf-8''%3Cimg%20src=x%20onerror=RUN%3E.zip\nContent-Description: ${IMG}\n\nx`,
  ),
  parts(
    'names that are paths',
    'mixed',
    'Content-Type: text/plain\n\nThe text.',
    'Content-Type: text/plain\nContent-Disposition: attachment; filename="../../../../etc/cron.d/x"\n\nx',
    'Content-Type: text/plain\nContent-Disposition: attachment; filename="C:\\\\Windows\\\\x.exe"\n\nx',
    'Content-Type: text/plain\nContent-Disposition: attachment; filename="con.txt"\n\nx',
    'Content-Type: text/plain\nContent-Disposition: attachment; filename=".htaccess"\n\nx',
    `Content-Type: text/plain\nContent-Disposition: attachment; filename*=utf-8''a%0D%0AContent-Type:%20text/html%0D%0A%0D%0A%3Cscript%3ERUN%3C/script%3E\n\nx`,
    'Content-Type: text/plain\nContent-Disposition: attachment; filename="LEAK/x"\n\nx',
    `Content-Type: text/plain\nContent-Disposition: attachment; filename="${'n'.repeat(5000)}.txt"\n\nx`,
  ),
  parts(
    'types of markup',
    'mixed',
    'Content-Type: text/plain\n\nThe text.',
    'Content-Type: "><img src=x onerror=RUN>/x; name=a.bin\nContent-ID: <"><script>RUN</script>>\n\nx',
    'Content-Type: application/<script>RUN</script>; name=b.bin\nContent-Transfer-Encoding: <svg onload=RUN>\n\nx',
  ),
];
