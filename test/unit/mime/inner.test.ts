// What lies inside the parts of a message, through a store: winmail.dat, uuencode, yEnc, attached messages.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import type { Part } from '../../../server/mail/message.ts';
import { readText } from '../../../server/mime/body.ts';
import { contentOf, wholeOf } from '../../../server/mime/inner/content.ts';
import { readContents } from '../../../server/mime/inner/inner.ts';
import { readHead } from '../../../server/mime/inner/nested.ts';
import { isMessage, shown } from '../../../server/mime/structure/shown.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { base64Lines, tnef, uuencoded, yencoded } from '../../support/tnef.ts';

async function open(raw: string | Buffer) {
  const store = memoryStore();
  store.deliver(Buffer.isBuffer(raw) ? raw : Buffer.from(raw, 'latin1'));
  const { rows } = await store.page('INBOX', { limit: 1 });
  const message = rows[0]!.header.locator;
  const root = await readContents(store, message);
  const bytes = async (part: Part): Promise<Buffer> =>
    (await wholeOf(await (await contentOf(store, message, part)).open(), 100e6))!;
  const piece = async (part: Part, start: number, end: number): Promise<Buffer> =>
    (await wholeOf(await (await contentOf(store, message, part)).open({ start, end }), 100e6))!;
  return { store, message, root, bytes, piece, ...shown(root) };
}

const mixed = (...parts: string[]): string =>
  [
    'Subject: s',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    ...parts.flatMap((part) => ['--b', part]),
    '--b--',
    '',
  ].join('\r\n');
const winmail = (bytes: Buffer): string =>
  `Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(bytes)}`;
const TEXT = 'Content-Type: text/plain\r\n\r\nHello';

test('the files of a winmail.dat stand in its place, under their long names', async () => {
  const big = randomBytes(700_000);
  const file = tnef({
    files: [
      { short: 'BUDGET~1.XLS', long: 'Budget für 2026.xlsx', bytes: Buffer.from('one') },
      { short: 'big.bin', bytes: big },
    ],
    item: { files: [{ short: 'inside.txt', bytes: Buffer.from('two') }] },
  });
  const { attachments, bytes, piece, body } = await open(mixed(TEXT, winmail(file)));
  assert.deepEqual(
    attachments.map(({ path, filename, size }) => [path, filename, size]),
    [
      ['2!1', 'Budget für 2026.xlsx', 3],
      ['2!2', 'big.bin', 700_000],
      ['2!3', 'inside.txt', 3],
    ],
  );
  assert.equal((await bytes(attachments[0]!)).toString(), 'one');
  assert.ok(big.equals(await bytes(attachments[1]!)));
  assert.ok(big.subarray(600_001, 600_100).equals(await piece(attachments[1]!, 600_001, 600_100)));
  assert.equal((await bytes(attachments[2]!)).toString(), 'two');
  assert.equal(body?.path, '1');
});

test('the text of a winmail.dat is shown where the message has no other', async () => {
  for (const [input, expected] of [
    [{ html: '<p>Gr\u00fc\u00dfe</p>' }, '<p>Gr\u00fc\u00dfe</p>'],
    [
      {
        rtf: "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 {\\*\\htmltag64 <p>}\\htmlrtf \\par\\htmlrtf0 Gr\\'fc\\'dfe{\\*\\htmltag72 </p>}}",
      },
      '<p>Gr\u00fc\u00dfe</p>',
    ],
  ] as const) {
    const { store, message, body, attachments } = await open(winmail(tnef(input)));
    assert.equal(body?.type, 'text/html');
    assert.equal((await readText(store, message, body!)).text.trim(), expected);
    assert.deepEqual(attachments, []);
  }
});

test('a winmail.dat that ends early keeps what was whole, and stays itself beside it', async () => {
  const whole = tnef({
    files: [
      { short: 'first.txt', bytes: Buffer.from('first') },
      { short: 'second.txt', bytes: randomBytes(5_000) },
    ],
  });
  const { attachments } = await open(mixed(TEXT, winmail(whole.subarray(0, whole.length - 2_000))));
  assert.deepEqual(
    attachments.map(({ filename }) => filename),
    ['first.txt', 'winmail.dat'],
  );
  assert.match(attachments[1]!.note!, /damaged/);
});

test('what only calls itself winmail.dat stays the file that it is, with a sentence', async () => {
  const { attachments, bytes } = await open(mixed(TEXT, winmail(Buffer.from('not at all'))));
  assert.deepEqual([attachments.length, attachments[0]!.path], [1, '2']);
  assert.match(attachments[0]!.note!, /could not be unpacked/);
  assert.equal((await bytes(attachments[0]!)).toString(), 'not at all');
});

test('whatever byte of a winmail.dat is wrong, the message opens', async () => {
  const whole = tnef({
    html: '<p>x</p>',
    files: [{ short: 'a.txt', long: 'long.txt', bytes: Buffer.from('abc') }],
    item: { files: [{ short: 'b.txt', bytes: Buffer.from('abc') }] },
  });
  for (let at = 0; at < whole.length; at += 3) {
    const broken = Buffer.from(whole);
    broken[at] = (broken[at] ?? 0) ^ 0xff;
    const { attachments, bytes } = await open(mixed(TEXT, winmail(broken)));
    for (const part of attachments) await bytes(part);
  }
});

test('files in the text are taken out of it, named there, and listed', async () => {
  const photo = randomBytes(1_000);
  const sound = randomBytes(2_000);
  const raw = Buffer.concat([
    Buffer.from(`Content-Type: text/plain\r\n\r\nHello\r\n${uuencoded('photo.jpg', photo)}\r\nand\r\n`),
    yencoded('sound.mp3', sound),
    Buffer.from('begin 644 is what people write\r\nBye\r\n'),
  ]);
  const { store, message, body, attachments, bytes } = await open(raw);
  const { text } = await readText(store, message, body!);
  assert.equal(
    text.replaceAll('\r', '').trim(),
    'Hello\n[photo.jpg]\nand\n[sound.mp3]\nbegin 644 is what people write\nBye',
  );
  assert.deepEqual(
    attachments.map(({ path, filename, size }) => [path, filename, size]),
    [
      ['1!1', 'photo.jpg', 1_000],
      ['1!2', 'sound.mp3', 2_000],
    ],
  );
  assert.ok(photo.equals(await bytes(attachments[0]!)));
  assert.ok(sound.equals(await bytes(attachments[1]!)));
});

test('a file in a text goes on behind what is read of the text', async () => {
  const big = randomBytes(3_000_000);
  const { attachments, bytes } = await open(
    `Content-Type: text/plain\r\n\r\n${uuencoded('big.bin', big)}\r\n`,
  );
  assert.ok(big.equals(await bytes(attachments[0]!)));
});

const INNER = [
  'From: Carol <carol@x.example>',
  'Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=',
  'Content-Type: multipart/mixed; boundary=i',
  '',
  '--i',
  '',
  'inner words',
  '--i',
  'Content-Type: text/plain; name=note.txt',
  'Content-Disposition: attachment; filename=note.txt',
  '',
  'noted',
  '--i--',
  '',
].join('\r\n');

test('attached messages open as messages, whichever way they were attached', async () => {
  const ways = [
    `Content-Type: message/rfc822\r\n\r\n${INNER}`,
    `Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(Buffer.from(INNER))}`,
    `Content-Type: application/octet-stream; name="a.eml"\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(Buffer.from(INNER))}`,
    winmail(tnef({ files: [{ short: 'A.EML', bytes: Buffer.from(INNER) }] })),
  ];
  for (const way of ways) {
    const { store, message, attachments, bytes } = await open(mixed(TEXT, way));
    const [part] = attachments;
    assert.equal(isMessage(part!), true, way.slice(0, 60));
    assert.equal((await readHead(store, message, part!)).subject, 'Gr\u00fc\u00dfe');
    const inside = shown(part!.children[0]!);
    assert.equal((await readText(store, message, inside.body!)).text.trim(), 'inner words');
    assert.deepEqual(
      inside.attachments.map(({ filename }) => filename),
      ['note.txt'],
    );
    assert.equal((await bytes(inside.attachments[0]!)).toString().trim(), 'noted');
  }
});

test('a file that is only called .eml stays a file', async () => {
  const { attachments } = await open(
    mixed(TEXT, 'Content-Type: application/octet-stream; name="a.eml"\r\n\r\n\u0001\u0002 no message'),
  );
  assert.equal(isMessage(attachments[0]!), false);
});
