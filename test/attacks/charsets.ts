// Bytes that are markup in one charset and none in another.
import { type Attack, message } from './attack.ts';

const html = (charset: string): string => `Content-Type: text/html; charset=${charset}`;
const BYTES = 'X-Bytes: 1';
const UTF7 = '+ADw-img src=x onerror=RUN+AD4-+ADw-script+AD4-RUN+ADw-/script+AD4-<p>text</p>';

export const CHARSETS: readonly Attack[] = [
  message('UTF-7, labelled', html('utf-7'), '', UTF7),
  message('UTF-7, not labelled', 'Content-Type: text/html', '', UTF7),
  message(
    'UTF-7 by a meta element',
    html('utf-8'),
    '',
    `<meta charset=utf-7><meta http-equiv=content-type content="text/html;charset=utf-7">${UTF7}`,
  ),
  message(
    'UTF-7 in a subject',
    `Subject: =?utf-7?Q?+ADw-img_src=3Dx_onerror=3DRUN+AD4-?=`,
    'Content-Type: text/plain; charset=utf-7',
    '',
    UTF7,
  ),
  message(
    'ISO-2022-JP hides a quote',
    BYTES,
    html('iso-2022-jp'),
    '',
    '<p title="\x1b$B"><img title="\x1b(B src=x onerror=RUN //">text',
  ),
  message(
    'ISO-2022-JP hides a backslash',
    BYTES,
    html('utf-8'),
    '',
    '<meta charset=iso-2022-jp><a title="\x1b(J\\"><img src=x onerror=RUN>">text</a>\x1b(B',
  ),
  message(
    'HZ and ISO-2022-KR',
    BYTES,
    html('hz-gb-2312'),
    '',
    '~{<img src=x onerror=RUN>~}<p title="~{"><img src=x onerror=RUN>~}">text\x0e<\x0f',
  ),
  message(
    'UTF-16 with a byte order mark in UTF-8',
    BYTES,
    html('utf-8'),
    '',
    `\xff\xfe${[...'<img src=x onerror=RUN>'].join('\0')}\0`,
  ),
  message('UTF-16, labelled so, in ASCII', html('utf-16'), '', '<img src=x onerror=RUN>text'),
  message(
    'UTF-16BE with another mark',
    BYTES,
    html('utf-16le'),
    '',
    `\xfe\xff\0${[...'<script>RUN</script>'].join('\0')}`,
  ),
  message(
    'UTF-32',
    BYTES,
    html('utf-32'),
    '',
    `\xff\xfe\0\0${[...'<img src=x onerror=RUN>'].map((c) => `${c}\0\0\0`).join('')}`,
  ),
  message(
    'overlong UTF-8',
    BYTES,
    html('utf-8'),
    '',
    '\xc0\xbcimg src=x onerror=RUN\xc0\xbe\xe0\x80\xbcscript\xe0\x80\xbeRUN\xc0\xbc/script\xc0\xbetext',
  ),
  message(
    'half a character swallows a quote',
    BYTES,
    html('utf-8'),
    '',
    '<p title="\xf0\x9f"><img src=x onerror=RUN title="\xe2">text',
  ),
  message(
    'half a character in Shift_JIS',
    BYTES,
    html('shift_jis'),
    '',
    '<p title="\x81"><img src=x onerror=RUN title="\x81">text',
  ),
  message(
    'half a character in GBK and Big5',
    BYTES,
    html('gbk'),
    '',
    '<p title="\x81"><img src=x onerror=RUN title="\xfe">text<p class="\xa1\\"onclick=RUN">',
  ),
  message('EBCDIC', BYTES, html('cp037'), '', '\x4c\x89\x94\x87\x40\xa2\x99\x83\x7e\xa7\x6e'),
  message(
    'full-width letters',
    html('utf-8'),
    '',
    '\uff1cimg src=x onerror=RUN\uff1e\uff1cscript\uff1eRUN\uff1c/script\uff1e<a href="\uff4aavascript:RUN">x</a>text',
  ),
  message(
    'letters that a best fit turns into brackets',
    html('windows-1252'),
    '',
    '\u2039img src=x onerror=RUN\u203a\u3008script\u3009RUN\u2329x\u232atext',
  ),
  message(
    'a charset nobody knows',
    html('x-user-defined"><script>RUN</script>'),
    '',
    '<img src=x onerror=RUN>text',
  ),
  message('a charset of a million letters', html('a'.repeat(900)), '', '<img src=x onerror=RUN>text'),
  message(
    'charsets that contradict',
    BYTES,
    'Content-Type: text/html; charset=utf-8; charset=utf-7; charset*=utf-16',
    '',
    `\xef\xbb\xbf<meta charset=utf-16>${UTF7}`,
  ),
];
