// Names of files: parameters of Content-Type and Content-Disposition (RFC 2045, 2183, 2231) as they really come.
import { type CorpusMessage, hex, mail, utf8 } from './build.ts';

/** A text, and a part of these fields with four bytes in it. */
const file = (
  name: string,
  rule: string,
  fields: string,
  filename: string | null,
  type = 'application/pdf',
  notDelivered?: string,
): CorpusMessage =>
  mail(
    `file-${name}`,
    rule,
    `Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSee the file.\n--b\n${fields}\n\ndata\n--b--\n`,
    { text: 'See the file.', files: [[filename, type, 4]] },
    notDelivered === undefined ? {} : { notDelivered },
  );

const disposition = (
  name: string,
  rule: string,
  parameters: string,
  filename: string | null,
  notDelivered?: string,
) =>
  file(
    name,
    rule,
    `Content-Type: application/pdf\nContent-Disposition: attachment; ${parameters}`,
    filename,
    'application/pdf',
    notDelivered,
  );

export const PARAMS = [
  disposition('quoted', 'RFC 2183 2.3', 'filename="a report.pdf"', 'a report.pdf'),
  disposition('token', 'RFC 2183 2.3: a token needs no quotes', 'filename=report.pdf', 'report.pdf'),
  file(
    'by-type',
    'RFC 2045 5.1: the name of the type where there is no other',
    'Content-Type: application/pdf; name="report.pdf"',
    'report.pdf',
  ),
  file(
    'two-names',
    'RFC 2183 2.3: the disposition comes first',
    'Content-Type: application/pdf; name=old.pdf\nContent-Disposition: attachment; filename=new.pdf',
    'new.pdf',
  ),
  file(
    'empty-name',
    'Habit: an empty name is none',
    'Content-Type: application/pdf; name=real.pdf\nContent-Disposition: attachment; filename=""',
    'real.pdf',
  ),
  file(
    'no-name',
    'RFC 2183 2: a file without a name',
    'Content-Type: application/pdf\nContent-Disposition: attachment',
    null,
  ),
  disposition('extended', 'RFC 2231 4', "filename*=utf-8''%E2%82%AC%20rates.pdf", '€ rates.pdf'),
  disposition(
    'language',
    'RFC 2231 4: with a language',
    "filename*=iso-8859-1'de'Gr%FC%DFe.pdf",
    'Grüße.pdf',
  ),
  disposition(
    'pieces',
    'RFC 2231 3: continued',
    'filename*0="a long "; filename*1="name.pdf"',
    'a long name.pdf',
  ),
  disposition(
    'pieces-encoded',
    'RFC 2231 4.1: continued and encoded',
    "filename*0*=utf-8''Gr%C3%BC; filename*1*=%C3%9Fe; filename*2=.pdf",
    'Grüße.pdf',
  ),
  disposition(
    'pieces-split',
    'Habit: a character cut over two pieces',
    "filename*0*=utf-8''caf%C3; filename*1*=%A9.pdf",
    'café.pdf',
  ),
  disposition(
    'pieces-plain',
    'RFC 2231 4.1: a piece without * is taken as it is',
    'filename*0*=utf-8\'\'%C3%A9; filename*1="-100%25.pdf"',
    'é-100%25.pdf',
  ),
  disposition('pieces-order', 'RFC 2231 3: in any order', 'filename*1="b.pdf"; filename*0="a"', 'ab.pdf'),
  disposition(
    'pieces-many',
    'RFC 2231 3: twelve pieces',
    Array.from({ length: 12 }, (_, n) => `filename*${n}="${n}-"`).join(';\n '),
    '0-1-2-3-4-5-6-7-8-9-10-11-',
  ),
  disposition(
    'both',
    'RFC 6266 4.3: the extended one wins',
    'filename="Gru?e.pdf"; filename*=utf-8\'\'Gr%C3%BC%C3%9Fe.pdf',
    'Grüße.pdf',
  ),
  disposition('no-charset', 'Habit: percent signs without a charset', 'filename*=%41bc.pdf', 'Abc.pdf'),
  disposition(
    'word',
    'Habit, forbidden by RFC 2047 5: a word in quotes',
    'filename="=?utf-8?Q?caf=C3=A9.pdf?="',
    'café.pdf',
  ),
  disposition('word-bare', 'Habit: a word without quotes', 'filename==?utf-8?B?Y2Fmw6kucGRm?=', 'café.pdf'),
  disposition(
    'words-folded',
    'Habit: two words over two lines',
    'filename="=?utf-8?Q?ca?=\n =?utf-8?Q?f=C3=A9.pdf?="',
    'café.pdf',
  ),
  disposition(
    'word-line-end',
    'Security: no line end comes out of a name',
    'filename="=?utf-8?Q?a=0D=0Ab.pdf?="',
    'a b.pdf',
  ),
  disposition('escaped', 'RFC 5322 3.2.4: escaped quotes', 'filename="a \\"b\\".pdf"', 'a "b".pdf'),
  disposition('semicolon', 'RFC 5322 3.2.4: a semicolon in quotes', 'filename="a;b.pdf"; size=4', 'a;b.pdf'),
  disposition('raw-utf8', 'RFC 6532: UTF-8 in quotes', utf8('filename="Grüße.pdf"'), 'Grüße.pdf'),
  disposition('raw-latin1', 'Habit: Latin-1 in quotes', 'filename="Gr\xfc\xdfe.pdf"', 'Grüße.pdf'),
  disposition('spaces', 'Habit: spaces without quotes', 'filename=my last report.pdf', 'my last report.pdf'),
  disposition('brackets', 'Habit: brackets without quotes', 'filename=report[1](2).pdf', 'report[1](2).pdf'),
  disposition(
    'backslash',
    'Habit: a path of Windows',
    'filename="C:\\docs\\a.pdf"',
    'C:\\docs\\a.pdf',
    'Dovecot takes the backslashes away',
  ),
  disposition('never-closed', 'Habit: the quotes never close', 'filename="report.pdf', 'report.pdf'),
  disposition(
    'upper-case',
    'RFC 2045 5.1: names of parameters in any case',
    'FILENAME="Report.PDF"',
    'Report.PDF',
  ),
  disposition('around-equals', 'RFC 822 3.1.4: white space around =', 'filename = "a.pdf"', 'a.pdf'),
  disposition('two-semicolons', 'Habit: semicolons without anything', 'filename="a.pdf";; ;', 'a.pdf'),
  disposition('twice', 'Habit: the name twice', 'filename="first.pdf"; filename="second.pdf"', 'first.pdf'),
  disposition('long', 'A name of 300 letters', `filename="${'a'.repeat(300)}.pdf"`, `${'a'.repeat(300)}.pdf`),
  file(
    'unknown-disposition',
    'RFC 2183 2.8: unknown is attachment',
    'Content-Type: text/plain\nContent-Disposition: x-other; filename=a.txt',
    'a.txt',
    'text/plain',
  ),
  file(
    'inline-pdf',
    'RFC 2183 2.1: inline, but nothing that is text',
    'Content-Type: application/pdf\nContent-Disposition: inline; filename=a.pdf',
    'a.pdf',
  ),
  file(
    'named-html',
    'Habit: a named HTML file is a file',
    'Content-Type: text/html; name=page.html\nContent-Disposition: inline; filename=page.html',
    'page.html',
    'text/html',
  ),
  file(
    'broken-type',
    'RFC 2045 5.2: a type that is none',
    'Content-Type: pdf\nContent-Disposition: attachment; filename=a.pdf',
    'a.pdf',
    'application/octet-stream',
  ),
  file(
    'empty-type',
    'Habit: an empty type, but a file',
    'Content-Type:\nContent-Disposition: attachment; filename=a.pdf',
    'a.pdf',
    'text/plain',
  ),
  file('upper-type', 'RFC 2045 5.1: types in any case', 'Content-Type: APPLICATION/PDF; NAME=A.PDF', 'A.PDF'),
  file(
    'jis-name',
    'Habit: a name in ISO-2022-JP words',
    `Content-Type: application/pdf; name="=?iso-2022-jp?B?GyRCRnxLXBsoQi5wZGY=?="`,
    '日本.pdf',
  ),
  file(
    'raw-jis',
    'Habit: a name in raw Shift JIS is kept readable',
    `Content-Type: application/pdf; name="a${hex('e9')}.pdf"`,
    'aé.pdf',
  ),
];
