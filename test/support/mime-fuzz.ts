// What a message can meet in mime/, each as a target for any bytes; and bytes that begin as a message of the corpus
// and are then damaged. A newcomer's trap: a call that never comes back ends the test run by its time limit, not by
// an assertion; the seed in the name of a failure repeats everything.
import assert from 'node:assert/strict';
import type { Part } from '../../server/mail/message.ts';
import { readCalendar } from '../../server/mime/calendar/calendar.ts';
import { decodeBytes } from '../../server/mime/decode.ts';
import { parseAddresses } from '../../server/mime/header/addresses.ts';
import { parseDate, receivedDate } from '../../server/mime/header/dates.ts';
import { fieldsOf } from '../../server/mime/header/fields.ts';
import { readHeader } from '../../server/mime/header/header.ts';
import { parseParameterised } from '../../server/mime/header/params.ts';
import { decodeWords } from '../../server/mime/header/words.ts';
import { safeDocument } from '../../server/mime/html/document.ts';
import { readMailingList } from '../../server/mime/mailing-list.ts';
import { readDeliveryStatus } from '../../server/mime/report/delivery-report.ts';
import { readDisposition, receiptAskedBy } from '../../server/mime/report/receipt.ts';
import { describePart } from '../../server/mime/structure/part-header.ts';
import { parseStructure, StructureScanner, shown } from '../../server/mime/structure/structure.ts';
import { decodeText } from '../../server/mime/text/charset.ts';
import { enrichedText } from '../../server/mime/text/enriched.ts';
import { textLines, unflowed } from '../../server/mime/text/flowed.ts';
import { htmlText } from '../../server/mime/text/html-text.ts';
import { linkTokens } from '../../server/mime/text/links.ts';
import { previewText } from '../../server/mime/text/preview.ts';
import { parseAuthenticationResults } from '../../server/mime/trust/authentication.ts';
import { parseReceived } from '../../server/mime/trust/received.ts';
import { readContacts } from '../../server/mime/vcard.ts';
import { CORPUS } from '../corpus/corpus.ts';

export type Target = (bytes: Buffer) => unknown;

const LABELS = CORPUS.map(({ name }) => /^charset-(.*)/.exec(name)?.[1]).filter(
  (label) => label !== undefined,
);
const ENCODINGS = ['base64', 'quoted-printable', 'x-uuencode', '7bit'];
const binary = (bytes: Buffer): string => bytes.toString('latin1');
const NO_PICTURES = { cidUrl: () => null };

const previewed = (type: string): Target => {
  const part = { type, params: {}, encoding: 'quoted-printable' } as unknown as Part;
  return (bytes) => previewText(bytes, part);
};

export const TARGETS: Readonly<Record<string, Target>> = {
  structure: whole,
  chunks: (bytes) => {
    const scanner = new StructureScanner();
    for (let at = 0; at < bytes.length; at += 97) scanner.write(bytes.subarray(at, at + 97));
    assert.deepEqual(scanner.end(), parseStructure(bytes), 'cut into chunks it is the same');
  },
  header: (bytes) => readHeader(bytes),
  fields: (bytes) => {
    const fields = fieldsOf(bytes);
    readMailingList(fields);
    receiptAskedBy(fields);
  },
  part: (bytes) => describePart(bytes),
  words: (bytes) => assert.ok(!/[\r\n\0]/.test(decodeWords(binary(bytes)))),
  params: (bytes) => parseParameterised(binary(bytes)),
  addresses: (bytes) => parseAddresses(binary(bytes)),
  dates: (bytes) => [parseDate(binary(bytes)), receivedDate(binary(bytes))],
  received: (bytes) => parseReceived(binary(bytes)),
  authentication: (bytes) => parseAuthenticationResults(binary(bytes)),
  charset: (bytes) => decodeText(bytes, LABELS[bytes.length % LABELS.length]),
  guess: (bytes) => decodeText(bytes, null, { html: true, cut: true }),
  decode: (bytes) => decodeBytes(bytes, ENCODINGS[bytes.length % ENCODINGS.length] ?? ''),
  flowed: (bytes) => [
    unflowed(binary(bytes), { flowed: true, delSp: true }),
    textLines(binary(bytes), { flowed: false, delSp: false }),
  ],
  links: (bytes) =>
    assert.equal(
      linkTokens(bytes.toString())
        .map(({ text }) => text)
        .join(''),
      bytes.toString(),
    ),
  text: (bytes) => safeDocument({ text: bytes.toString() }, NO_PICTURES),
  html: (bytes) => safeDocument({ html: bytes.toString() }, NO_PICTURES),
  htmlText: (bytes) => htmlText(bytes.toString(), { rich: true }),
  enriched: (bytes) => enrichedText(bytes.toString()),
  previewText: previewed('text/plain'),
  previewHtml: previewed('text/html'),
  calendar: (bytes) => readCalendar(bytes.toString()),
  contacts: (bytes) => readContacts(bytes.toString()),
  delivery: (bytes) => readDeliveryStatus(binary(bytes)),
  disposition: (bytes) => readDisposition(binary(bytes)),
};

/** The tree, what is shown of it, and the first texts. */
function whole(bytes: Buffer): void {
  const { root } = parseStructure(bytes);
  const { readable, attachments } = shown(root);
  for (const part of [...readable, ...attachments].slice(0, 10)) {
    const { start, end } = part as unknown as { start: number; end: number };
    assert.ok(start <= end && end <= bytes.length, 'a part lies inside its message');
    decodeText(decodeBytes(bytes.subarray(start, end), part.encoding), part.params.charset);
  }
}

/** Mulberry32: small, and the same everywhere. */
export function random(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const SEEDS = CORPUS.map(({ raw }) => raw).filter(({ length }) => length < 20_000);
const DICTIONARY = [
  ...['=?utf-8?Q?', '?=', '=?utf-8?B?', '\r\n', '\n\n', '\r\n\r\n', '\0', '\xff\xfe', '\x1b$B', '\x1b(B'],
  ...[
    '--b',
    '--b--',
    'Content-Type: multipart/mixed; boundary=b\r\n\r\n',
    'message/rfc822',
    '"',
    '\\',
    '<',
    '>',
  ],
  ...[
    ';',
    '*0*=',
    "utf-8''%",
    '(',
    ')',
    ',',
    '@',
    '=',
    '=\r\n',
    '>'.repeat(60),
    '('.repeat(500),
    '<b>'.repeat(50),
  ],
  ...[
    'BEGIN:VCALENDAR\r\n',
    'RRULE:FREQ=',
    'BEGIN:VCARD\r\n',
    '<style>',
    '</style>',
    '<!--',
    '-->',
    '&#x',
    'url(',
  ],
];

/** A message of the corpus with one to eight wounds: bytes flipped, cut, doubled, moved, words put in. */
export function damaged(pick: (below: number) => number): Buffer {
  let bytes: Buffer = Buffer.from(SEEDS[pick(SEEDS.length)] ?? '');
  for (let wounds = 1 + pick(8); wounds > 0; wounds--) {
    const at = pick(bytes.length + 1);
    const end = Math.min(bytes.length, at + pick(200));
    const [head, inner, tail] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)];
    switch (pick(6)) {
      case 0:
        if (at < bytes.length) bytes[at] = pick(256);
        break;
      case 1:
        bytes = Buffer.concat([head, tail]);
        break;
      case 2:
        bytes = Buffer.concat([head, ...Array<Buffer>(2 + pick(20)).fill(inner), tail]);
        break;
      case 3:
        bytes = Buffer.concat([tail, inner, head]);
        break;
      case 4:
        bytes = head;
        break;
      default:
        bytes = Buffer.concat([
          head,
          Buffer.from(DICTIONARY[pick(DICTIONARY.length)] ?? '', 'latin1'),
          inner,
          tail,
        ]);
    }
  }
  return bytes.subarray(0, 200_000);
}

/** What one call may take. A machine may be busy, so it is far above what is ever needed. */
const HANG_MS = 2_000;
const MEMORY_BYTES = 600 * 1024 * 1024;

/** Damages and reads until the time is over; answers how many messages that were. */
export function fuzz(milliseconds: number, seed: number): number {
  const pick = random(seed);
  const until = performance.now() + milliseconds;
  const before = process.memoryUsage().rss;
  let count = 0;
  for (; performance.now() < until; count++) {
    const bytes = damaged(pick);
    for (const [name, target] of Object.entries(TARGETS)) {
      const started = performance.now();
      try {
        target(bytes);
      } catch (error) {
        throw new Error(`${name} fails on message ${count} of seed ${seed}:\n${bytes.toString('base64')}`, {
          cause: error,
        });
      }
      const took = performance.now() - started;
      if (took > HANG_MS) throw new Error(`${name} took ${took} ms on message ${count} of seed ${seed}`);
    }
  }
  const grown = process.memoryUsage().rss - before;
  assert.ok(grown < MEMORY_BYTES, `memory grew by ${grown} bytes`);
  return count;
}
