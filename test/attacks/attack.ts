// One attack: a message that tries to run, load, lead away, draw over the app or deceive. A newcomer's trap: RUN,
// LEAK, HOST and B64[[...]] are marks; each message gets its own number in their place, so that whatever comes back
// names the message that it came from.

export interface Attack {
  name: string;
  /** The message without From, To, Date and Message-ID, unless it brings its own: header lines, an empty line, the body. */
  raw: string;
  /** For attacks by HTML: the HTML alone. */
  html?: string;
}

/** A message whose whole body is this HTML. */
export const body = (name: string, html: string): Attack => ({
  name,
  html,
  raw: `Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\nBASE64[[${html}]]`,
});

/** A message given as it travels, with LF. */
export const message = (name: string, ...lines: readonly string[]): Attack => ({
  name,
  raw: lines.join('\n'),
});

/** A multipart message of parts that are given as they travel. */
export const parts = (name: string, type: string, ...all: readonly string[]): Attack => ({
  name,
  raw: [
    `Content-Type: multipart/${type}; boundary=edge`,
    '',
    ...all.map((part) => `--edge\n${part}`),
    '--edge--',
    '',
  ].join('\n'),
});

/** What a script of the attack with this number would write to the console. */
export const RUN_BASE = 9_000_000_000;
/** Its servers: a17.trap.example and names below it. */
export const TRAP = 'trap.example';

export interface Marks {
  /** JavaScript without quotes and spaces, so that it fits everywhere. */
  run: string;
  /** Where nobody may ask: scheme and host. */
  leak: string;
}

export const marksOf = (number: number): Marks => ({
  run: `console.log(9e9+${number})`,
  leak: `http://a${number}.${TRAP}`,
});

/** Replaces the marks. */
export function marked(text: string, { run, leak }: Marks): string {
  return text
    .replaceAll('RUN', run)
    .replaceAll('LEAK', leak)
    .replaceAll('HOST', new URL(leak).host)
    .replace(/B64\[\[(.*?)\]\]/gs, (_, inner: string) => Buffer.from(inner).toString('base64'));
}

/** The message of the attack with this number, as it travels. */
export function rawMessage(attack: Attack, number: number): Buffer {
  const text = marked(attack.raw, marksOf(number)).replace(/BASE64\[\[(.*)\]\]/s, (_, inner: string) =>
    Buffer.from(inner.toWellFormed()).toString('base64').replace(/.{76}/g, '$&\n'),
  );
  const [head = ''] = text.split('\n\n', 1);
  const own = (name: string): boolean => new RegExp(`^${name}:`, 'im').test(head);
  const usual = [
    ['Message-ID', `<a${number}@${TRAP}>`],
    ['From', `Mallory <mallory@${TRAP}>`],
    ['To', 'alice@demo.example'],
    ['Subject', `Attack ${number}`],
    ['Date', 'Tue, 24 Nov 2026 10:00:00 +0000'],
    ['MIME-Version', '1.0'],
  ] as const;
  const lines = usual.flatMap(([name, value]) => (own(name) ? [] : [`${name}: ${value}\n`]));
  // Written byte for byte, so that an attack can hold what is no UTF-8.
  return Buffer.from((lines.join('') + text).replace(/\r?\n/g, '\r\n'), isBinary(text) ? 'latin1' : 'utf8');
}

/** Attacks by bytes say so in a line of their own. */
const isBinary = (text: string): boolean => /^X-Bytes: 1$/m.test(text);
