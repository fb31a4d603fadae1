// One letter with everything around it: headers, greeting, quotation of what it answers, signature, and the
// form that the writer's program gives it. A newcomer's trap: dates of headers and of the mailbox are the same
// here, so a list sorted by either looks alike.
import {
  CRLF,
  encodeAddress,
  encodeDate,
  encodeHeader,
  message,
  multipart,
  type Part,
  text,
} from './mime.ts';
import type { Person } from './people.ts';
import { firstName } from './people.ts';
import type { Random } from './random.ts';

/** A message as it goes into a mailbox. */
export interface Seeded {
  /** Path with "/" between the levels. */
  folder: string;
  date: Date;
  flags: string[];
  raw: Buffer;
}

export interface Letter {
  id: string;
  references: readonly string[];
  from: Person;
  to: readonly Person[];
  cc?: readonly Person[];
  date: Date;
  subject: string;
  /** Further header lines. */
  headers?: readonly string[];
}

const PROGRAMS = [
  'User-Agent: Fennel Mail 4.2',
  'X-Mailer: Larkspur (18B92)',
  'User-Agent: Quillpost/2.11 (Linux)',
  'X-Mailer: Office Courier 16.0',
];
const ZONES = ['+0000', '+0100', '+0100', '+0200', '-0500', '+0900'];

/** Same person, same program and time zone. */
const habit = <T>(list: readonly T[], person: Person): T =>
  list[[...person.address].reduce((sum, each) => sum + each.charCodeAt(0), 0) % list.length] as T;

export const newId = (random: Random, domain: string): string =>
  `${random.int(0x10000000, 0xffffffff).toString(16)}.${random.int(0x100000, 0xffffff).toString(36)}@${domain}`;

export const domainOf = (person: Person): string => person.address.slice(person.address.indexOf('@') + 1);

/** The header lines of a letter, in the order programs write them. */
export function headersOf(letter: Letter, charset = 'utf-8'): string[] {
  const list = (people: readonly Person[]): string =>
    people.map((person) => encodeAddress(person, charset)).join(`,${CRLF}\t`);
  const parent = letter.references.at(-1);
  return [
    ...(letter.headers ?? []),
    `From: ${encodeAddress(letter.from, charset)}`,
    `To: ${list(letter.to)}`,
    ...(letter.cc?.length ? [`Cc: ${list(letter.cc)}`] : []),
    `Subject: ${encodeHeader(letter.subject, charset)}`,
    `Date: ${encodeDate(letter.date, habit(ZONES, letter.from))}`,
    `Message-ID: <${letter.id}>`,
    ...(parent ? [`In-Reply-To: <${parent}>`] : []),
    ...(letter.references.length
      ? [`References: ${letter.references.map((id) => `<${id}>`).join(`${CRLF}\t`)}`]
      : []),
  ];
}

/** What the servers on the way added to mail that came in from outside. */
export function traceOf(letter: Letter, random: Random): string[] {
  const domain = domainOf(letter.from);
  const to = domainOf(letter.to[0] ?? letter.from);
  const number = random.int(2, 250);
  return [
    `Received: from mx.${domain} (mx.${domain} [192.0.2.${number}])${CRLF}\tby mail.${to} with ESMTPS id ${random.int(1e6, 9e6).toString(36)};${CRLF}\t${encodeDate(letter.date)}`,
    `Authentication-Results: mail.${to};${CRLF}\tdkim=pass header.d=${domain}; spf=pass smtp.mailfrom=${domain}; dmarc=pass`,
  ];
}

export interface Written {
  /** The words without greeting. */
  words: string;
  quoted?: { letter: Letter; plain: string };
  /** Put beside the text, as attachments. */
  files?: readonly Part[];
  signature?: string;
}

const html = (words: string): string =>
  words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\n/g, '<br>');

/** The letter as bytes, and its plain text for those who quote it. */
export function write(letter: Letter, written: Written, random: Random): { raw: Buffer; plain: string } {
  const reader = firstName(letter.to[0] ?? letter.from);
  const writer = firstName(letter.from);
  const hello = random.pick(['Hi', 'Hello', 'Dear', 'Hey', 'Good morning']);
  const bye = random.pick(['Best', 'Warmly', 'See you soon', 'All the best', 'Greetings', 'Cheers']);
  const greeting = letter.references.length > 1 && random.chance(0.5) ? '' : `${hello} ${reader},\n\n`;
  const plain = `${greeting}${written.words}\n\n${bye}\n${writer}`;
  const quoted = written.quoted;
  const cited = quoted ? `${citation(quoted.letter)}\n` : '';
  const signature = written.signature ? `\n\n-- \n${written.signature}` : '';
  const whole = `${plain}${signature}${quoted ? `\n\n${cited}${wrap(quoted.plain).replace(/^/gm, '> ')}` : ''}\n`;
  const form = habit(['plain', 'alternative', 'flowed', 'alternative', 'office'], letter.from);
  const body = ((): Part => {
    if (form === 'plain') return text(wrap(whole));
    if (form === 'flowed') return text(flow(whole), { parameters: 'format=flowed' });
    const style =
      form === 'office' ? ' style="font-family:Calibri,sans-serif;font-size:11pt"' : ' dir="auto"';
    const paragraphs = plain.split('\n\n').map((each) => `<p>${html(each)}</p>`);
    const tail = [
      written.signature ? `<p style="color:#777777">-- <br>${html(written.signature)}</p>` : '',
      quoted
        ? `<p>${html(cited.trim())}</p><blockquote style="margin:0 0 0 .8ex;border-left:1px solid #cccccc;padding-left:1ex">${html(quoted.plain)}</blockquote>`
        : '',
    ];
    const page = `<html><body${style}>\n${[...paragraphs, ...tail].filter(Boolean).join('\n')}\n</body></html>\n`;
    return multipart('alternative', [text(wrap(whole)), text(page, { type: 'text/html' })], random);
  })();
  const content = written.files?.length ? multipart('mixed', [body, ...written.files], random) : body;
  const headers = [...headersOf(letter), habit(PROGRAMS, letter.from)];
  return { raw: message(headers, content), plain: `${plain}${signature}` };
}

export const citation = (letter: Letter): string =>
  `On ${letter.date.toUTCString().slice(0, 22)}, ${letter.from.name} <${letter.from.address}> wrote:`;

/** Lines of at most 72 characters; quotations and lists stay as they are. */
export function wrap(whole: string): string {
  return whole
    .split('\n')
    .flatMap((line) => (/^[>\s\-+@]/.test(line) ? [line] : (line.match(/.{1,72}(?:\s|$)|\S+/g) ?? [''])))
    .map((line) => (line === '-- ' ? line : line.trimEnd()))
    .join('\n');
}

/** RFC 3676: a space at the end of a line says that the paragraph goes on. */
export function flow(whole: string): string {
  return whole
    .split('\n')
    .map((line) => {
      if (/^[>-]/.test(line)) return line;
      const rows = line.match(/.{1,70}(?: |$)|\S+ ?/g) ?? [''];
      return rows.map((row) => (/^(?: |From |>)/.test(row) ? ` ${row}` : row)).join('\n');
    })
    .join('\n');
}
