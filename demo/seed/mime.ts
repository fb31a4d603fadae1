// Builds messages byte by byte, in any charset and with the small faults that real mail has; a well-behaved
// composer could not write them. A newcomer's trap: every line ends in CR LF here already.
import iconv from 'iconv-lite';
import type { Person } from './people.ts';
import type { Random } from './random.ts';

export interface Part {
  /** Header lines without the line end, folded already. */
  headers: string[];
  body: Buffer;
}

export const CRLF = '\r\n';

/** Text with bare line feeds as bytes of the charset, with CR LF. */
export const bytesOf = (text: string, charset = 'utf-8'): Buffer =>
  iconv.encode(text.replace(/\r?\n/g, CRLF), charset);

/** RFC 2047, in pieces of at most 75 characters; plain ASCII stays as it is. */
export function encodeHeader(text: string, charset = 'utf-8'): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const pieces: string[] = [];
  let piece = '';
  const size = (value: string): number => Math.ceil(iconv.encode(value, charset).length / 3) * 4;
  for (const character of text) {
    if (size(piece + character) > 72 - charset.length - 7) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece]
    .map((each) => `=?${charset}?B?${iconv.encode(each, charset).toString('base64')}?=`)
    .join(`${CRLF} `);
}

export function encodeAddress(person: Person, charset = 'utf-8'): string {
  if (person.name === '') return person.address;
  if (!/^[\x20-\x7e]*$/.test(person.name)) return `${encodeHeader(person.name, charset)} <${person.address}>`;
  return /^[\w .-]+$/.test(person.name) && !person.name.includes('.')
    ? `${person.name} <${person.address}>`
    : `"${person.name.replace(/["\\]/g, '\\$&')}" <${person.address}>`;
}

export function encodeDate(date: Date, zone = '+0000'): string {
  const minutes = Number(zone.slice(0, 3)) * 60 + Number(zone[0] + zone.slice(3));
  return new Date(date.getTime() + minutes * 60_000).toUTCString().replace('GMT', zone);
}

export function quotedPrintable(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .split(CRLF)
    .map((line) => {
      const coded = line
        .replace(/[^\x20-\x3c\x3e-\x7e\t]/g, (character) => `=${hex(character)}`)
        .replace(/[ \t]$/, (character) => `=${hex(character)}`);
      const rows: string[] = [];
      let rest = coded;
      while (rest.length > 76) {
        let cut = 75;
        while (rest[cut - 1] === '=' || rest[cut - 2] === '=') cut--;
        rows.push(`${rest.slice(0, cut)}=`);
        rest = rest.slice(cut);
      }
      return [...rows, rest].join(CRLF);
    })
    .join(CRLF);
}

const hex = (character: string): string =>
  character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');

export const base64 = (bytes: Buffer): Buffer =>
  Buffer.from(bytes.toString('base64').replace(/.{76}/g, `$&${CRLF}`), 'latin1');

export interface TextOptions {
  charset?: string;
  /** As in Content-Type, for example text/html. */
  type?: string;
  encoding?: '7bit' | '8bit' | 'quoted-printable' | 'base64';
  /** Further parameters of the Content-Type, for example `format=flowed`. */
  parameters?: string;
}

/** A text part; 7bit when the text is ASCII, else quoted-printable. */
export function text(content: string, options: TextOptions = {}): Part {
  const { charset = 'utf-8', type = 'text/plain', parameters = '' } = options;
  const bytes = bytesOf(content, charset);
  const plain = bytes.every((byte) => byte < 0x80) && !/.{900}/.test(content);
  const encoding = options.encoding ?? (plain ? '7bit' : 'quoted-printable');
  const body =
    encoding === 'base64'
      ? base64(bytes)
      : encoding === 'quoted-printable'
        ? Buffer.from(quotedPrintable(bytes), 'latin1')
        : bytes;
  return {
    headers: [
      `Content-Type: ${type}; charset=${charset}${parameters && `; ${parameters}`}`,
      `Content-Transfer-Encoding: ${encoding}`,
    ],
    body,
  };
}

export interface FileOptions {
  filename: string;
  type: string;
  bytes: Buffer;
  /** Shown in the HTML by `cid:` instead of listed. */
  cid?: string;
  /** How a name outside ASCII is written: RFC 2231, or an RFC 2047 word in quotes as many programs do. */
  naming?: '2231' | '2047';
}

export function file(options: FileOptions): Part {
  const { filename, naming = '2231' } = options;
  const ascii = /^[\x20-\x7e]*$/.test(filename);
  const parameter = (name: string): string => {
    if (ascii) return `${name}="${filename}"`;
    if (naming === '2047') return `${name}="${encodeHeader(filename).replaceAll(`${CRLF} `, ' ')}"`;
    return `${name}*=utf-8''${encodeURIComponent(filename).replace(/['()*]/g, (each) => `%${hex(each)}`)}`;
  };
  return {
    headers: [
      `Content-Type: ${options.type};${CRLF}\t${parameter('name')}`,
      `Content-Disposition: ${options.cid ? 'inline' : 'attachment'};${CRLF}\t${parameter('filename')}`,
      ...(options.cid ? [`Content-ID: <${options.cid}>`] : []),
      'Content-Transfer-Encoding: base64',
    ],
    body: base64(options.bytes),
  };
}

/** Another message inside this one. */
export const nested = (raw: Buffer): Part => ({
  headers: ['Content-Type: message/rfc822', 'Content-Disposition: inline'],
  body: raw,
});

export function multipart(kind: string, parts: readonly Part[], random: Random): Part {
  const boundary = `=_${kind.split(/\W/)[0]}_${random.int(1e9, 9e9).toString(36)}${random.int(1e9, 9e9).toString(36)}`;
  const chunks = parts.flatMap((part) => [
    Buffer.from(`--${boundary}${CRLF}${part.headers.join(CRLF)}${CRLF}${CRLF}`),
    part.body,
    Buffer.from(CRLF),
  ]);
  return {
    headers: [`Content-Type: multipart/${kind};${CRLF}\tboundary="${boundary}"`],
    body: Buffer.concat([...chunks, Buffer.from(`--${boundary}--${CRLF}`)]),
  };
}

/** The whole message; the headers come first, as strings in ASCII or as raw bytes. */
export function message(headers: readonly (string | Buffer)[], content: Part): Buffer {
  const lines = [...headers, 'MIME-Version: 1.0', ...content.headers].flatMap((line) => [
    typeof line === 'string' ? Buffer.from(line) : line,
    Buffer.from(CRLF),
  ]);
  return Buffer.concat([...lines, Buffer.from(CRLF), content.body]);
}
