// What a message of the corpus is: its bytes, the rule that it tests, and what a reader must find in it. A
// newcomer's trap: expectations come from the RFC or from what senders mean, worked out by hand; never paste what
// the code answers, or the corpus tests nothing.

/** Name (null where it has none), type, decoded bytes. */
export type ExpectedFile = readonly [name: string | null, type: string, bytes: number];

export interface Expected {
  subject: string | null;
  /** "Name <address>", an entry without an address as "Name <>", several with ", " between. */
  from: string;
  to?: string;
  cc?: string;
  replyTo?: string;
  /** ISO 8601, or null for none that can be read. */
  sentAt?: string | null;
  /** The plain text, without white space at its end. */
  text: string;
  /** The part that is shown. */
  shows: 'TEXT' | 'HTML' | 'NOTHING';
  files: readonly ExpectedFile[];
  /** Must match what a person is told; null: nothing may be told. */
  note: RegExp | null;
}

export interface CorpusMessage {
  name: string;
  /** The paragraph of the RFC, or the habit of real senders. */
  rule: string;
  raw: Buffer;
  expected: Expected;
  /** Why it can't go through a server as it is: what the server changes of it by itself. */
  notDelivered?: string;
}

interface Options {
  /** No header is added. */
  bare?: boolean;
  /** Line ends stay as they are. */
  exact?: boolean;
  notDelivered?: string;
}

/** A text as UTF-8, one char per byte. */
export const utf8 = (text: string): string => Buffer.from(text).toString('latin1');
/** Bytes by their hexadecimal digits, one char per byte. */
export const hex = (digits: string): string =>
  Buffer.from(digits.replace(/\s+/g, ''), 'hex').toString('latin1');
export const base64 = (binary: string): string =>
  Buffer.from(binary, 'latin1')
    .toString('base64')
    .replace(/.{76}(?=.)/g, '$&\n');

const USUAL = (name: string): readonly string[] => [
  'From: Ann Author <ann@example.org>',
  'To: bob@example.net',
  `Subject: ${name}`,
  'Date: Tue, 24 Nov 2026 10:00:00 +0100',
  `Message-ID: <${name}@corpus.example>`,
];

/**
 * `lines` is a header, an empty line and a body, one char per byte, with LF line ends that become CR LF. What every
 * message has and `lines` has not is put before it: sender, recipient, subject (the name), date, id. Without a body
 * it says "Hello.".
 */
export function mail(
  name: string,
  rule: string,
  lines: string,
  expected: Partial<Expected> = {},
  { bare = false, exact = false, notDelivered }: Options = {},
): CorpusMessage {
  if (!/^[\0-\xff]*$/.test(lines)) throw new Error(`${name} is not written in bytes`);
  const cut = lines.indexOf('\n\n');
  const head = `\n${cut < 0 ? lines : lines.slice(0, cut)}`.toLowerCase();
  const added = bare
    ? []
    : USUAL(name).filter((line) => !new RegExp(`\n${line.slice(0, line.indexOf(':'))} *:`, 'i').test(head));
  const whole = [...added, bare || cut >= 0 ? lines : `${lines}${lines === '' ? '' : '\n'}\nHello.\n`];
  const text = whole.join('\n');
  return {
    name,
    rule,
    raw: Buffer.from(exact ? text : text.replace(/\r?\n/g, '\r\n'), 'latin1'),
    expected: {
      subject: name,
      from: 'Ann Author <ann@example.org>',
      text: 'Hello.',
      shows: 'TEXT',
      files: [],
      note: null,
      ...expected,
    },
    ...(notDelivered === undefined ? {} : { notDelivered }),
  };
}
