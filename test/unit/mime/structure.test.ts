// Raw messages to trees of parts, whole, cut and hostile.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type LocatedPart,
  MAX_DEPTH,
  MAX_PARTS,
  parseStructure,
  StructureScanner,
} from '../../../server/mime/structure/structure.ts';

const raw = (lines: readonly string[]): Buffer => Buffer.from(lines.join('\r\n'));
/** A tree as nested [path, type, body] lists. */
type Tree = [string, string, string | Tree[]];
function tree(message: Buffer, part: LocatedPart = parseStructure(message).root): Tree {
  const children = part.children.map((child) => tree(message, child));
  return [
    part.path,
    part.type,
    children.length > 0 ? children : message.subarray(part.start, part.end).toString(),
  ];
}

test('a message without a structure is one part', () => {
  assert.deepEqual(tree(raw(['Subject: x', '', 'Hello', ''])), ['1', 'text/plain', 'Hello\r\n']);
  assert.deepEqual(tree(raw(['Subject: x'])), ['1', 'text/plain', '']);
  assert.deepEqual(tree(Buffer.from('')), ['1', 'text/plain', '']);
  assert.deepEqual(tree(Buffer.from('Subject: x\n\nbare LF\n')), ['1', 'text/plain', 'bare LF\n']);
});

test('a multipart has its parts, without preamble, epilogue and the line ends of delimiters', () => {
  const message = raw([
    'Content-Type: multipart/mixed; boundary="a b"',
    '',
    'preamble',
    '--a b',
    '',
    'one',
    '',
    '--a b  ',
    'Content-Type: image/png',
    '',
    'two',
    '--a b--',
    'epilogue',
    '--a b',
    '',
    'not a part',
  ]);
  assert.deepEqual(tree(message), [
    'TEXT',
    'multipart/mixed',
    [
      ['1', 'text/plain', 'one\r\n'],
      ['2', 'image/png', 'two'],
    ],
  ]);
  assert.deepEqual(parseStructure(message).notes, []);
});

test('sections are numbered as IMAP numbers them (RFC 3501 section 6.4.5)', () => {
  const message = raw([
    'Content-Type: multipart/mixed; boundary=m',
    '',
    '--m',
    'Content-Type: multipart/alternative; boundary=n',
    '',
    '--n',
    '',
    'plain',
    '--n',
    'Content-Type: text/html',
    '',
    'html',
    '--n--',
    '--m',
    'Content-Type: message/rfc822',
    '',
    'Subject: inner',
    'Content-Type: multipart/mixed; boundary=o',
    '',
    '--o',
    '',
    'inner text',
    '--o',
    'Content-Type: message/rfc822',
    '',
    'Subject: innermost',
    '',
    'words',
    '--o--',
    '--m',
    'Content-Type: message/rfc822',
    '',
    '',
    'no header',
    '--m--',
    '',
  ]);
  assert.deepEqual(tree(message), [
    'TEXT',
    'multipart/mixed',
    [
      [
        '1',
        'multipart/alternative',
        [
          ['1.1', 'text/plain', 'plain'],
          ['1.2', 'text/html', 'html'],
        ],
      ],
      [
        '2',
        'message/rfc822',
        [
          [
            '2.TEXT',
            'multipart/mixed',
            [
              ['2.1', 'text/plain', 'inner text'],
              ['2.2', 'message/rfc822', [['2.2.1', 'text/plain', 'words']]],
            ],
          ],
        ],
      ],
      ['3', 'message/rfc822', [['3.1', 'text/plain', 'no header']]],
    ],
  ]);
});

test('boundaries that begin like another one are told apart', () => {
  const message = raw([
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: multipart/mixed; boundary=bb',
    '',
    '--bb',
    '',
    '--bbb',
    'x',
    '--bb--',
    '--b',
    '',
    'y',
    '--b--',
  ]);
  assert.deepEqual(tree(message), [
    'TEXT',
    'multipart/mixed',
    [
      ['1', 'multipart/mixed', [['1.1', 'text/plain', '--bbb\r\nx']]],
      ['2', 'text/plain', 'y'],
    ],
  ]);
});

test('an outer delimiter ends inner parts that are not closed', () => {
  const message = raw([
    'Content-Type: multipart/mixed; boundary=a',
    '',
    '--a',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    '',
    'x',
    '--a',
    '',
    'y',
  ]);
  assert.deepEqual(tree(message), [
    'TEXT',
    'multipart/mixed',
    [
      ['1', 'multipart/mixed', [['1.1', 'text/plain', 'x']]],
      ['2', 'text/plain', 'y'],
    ],
  ]);
  assert.deepEqual(parseStructure(message).notes, []);
});

test('parts without a header, or without the blank line, are read', () => {
  const message = raw([
    'Content-Type: multipart/mixed; boundary=a',
    '',
    '--a',
    '',
    'x',
    '--a',
    'no header here',
    '--a',
    'Content-Type: text/html',
    '--a--',
  ]);
  assert.deepEqual(tree(message), [
    'TEXT',
    'multipart/mixed',
    [
      ['1', 'text/plain', 'x'],
      ['2', 'text/plain', 'no header here'],
      ['3', 'text/html', ''],
    ],
  ]);
});

test('a digest holds messages unless a part says otherwise', () => {
  const message = raw([
    'Content-Type: multipart/digest; boundary=a',
    '',
    '--a',
    '',
    'Subject: s',
    '',
    'x',
    '--a--',
  ]);
  assert.deepEqual(tree(message), [
    'TEXT',
    'multipart/digest',
    [['1', 'message/rfc822', [['1.1', 'text/plain', 'x']]]],
  ]);
});

test('a multipart whose parts can not be found is shown as plain text', () => {
  for (const type of ['multipart/mixed', 'multipart/mixed; boundary=never']) {
    const { root, notes } = parseStructure(raw([`Content-Type: ${type}`, '', 'words']));
    assert.deepEqual([root.path, root.type, root.children.length], ['1', 'text/plain', 0]);
    assert.match(notes.join(), /plain text/);
  }
});

test('what a part says about itself is read', () => {
  const { root } = parseStructure(
    raw([
      'Content-Type: application/pdf; name="=?utf-8?Q?Gr=C3=BC=C3=9Fe.pdf?="',
      'Content-Disposition: Attachment',
      'Content-Transfer-Encoding: BASE64 ',
      'Content-ID: <logo@x>',
      'Content-Location: https://example.org/',
      ' logo.png',
      '',
      'AAAA',
    ]),
  );
  const { start: _, end: __, ...part } = root;
  assert.deepEqual(part, {
    path: '1',
    type: 'application/pdf',
    params: { name: 'Grüße.pdf' },
    disposition: 'ATTACHMENT',
    filename: 'Grüße.pdf',
    contentId: 'logo@x',
    contentLocation: 'https://example.org/logo.png',
    encoding: 'base64',
    size: 4,
    children: [],
  });
});

test('types that make no sense are text or bytes', () => {
  const typeOf = (value: string): string => parseStructure(raw([`Content-Type: ${value}`, '', ''])).root.type;
  assert.equal(typeOf('text'), 'text/plain');
  assert.equal(typeOf('Image/PNG'), 'image/png');
  assert.equal(typeOf('pdf'), 'text/plain');
  assert.equal(typeOf('pdf; name=a.pdf'), 'application/octet-stream');
  assert.equal(typeOf('image/png<script>'), 'application/octet-stream');
});

test('chunks may be cut anywhere', () => {
  const message = raw([
    'Content-Type: multipart/mixed; boundary=a',
    '',
    '--a',
    'X: y',
    '',
    'one',
    '',
    '--a',
    'Content-Type: message/rfc822',
    '',
    'Subject: s',
    '',
    '--not',
    '--a--',
    '',
  ]);
  const whole = parseStructure(message);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (sizes) => {
      const scanner = new StructureScanner();
      for (let offset = 0, turn = 0; offset < message.length; turn++) {
        const size = sizes[turn % sizes.length]!;
        scanner.write(message.subarray(offset, offset + size));
        offset += size;
      }
      assert.deepEqual(scanner.end(), whole);
    }),
  );
});

test('any bytes have some structure, with every part inside its parent', () => {
  const pieces = fc.constantFrom(
    '--a\r\n',
    '--a--\r\n',
    '--b\n',
    '\r\n',
    'Content-Type: multipart/mixed; boundary=a\r\n',
    'Content-Type: multipart/mixed; boundary=b\r\n',
    'Content-Type: message/rfc822\r\n',
    'x\r\n',
    '\r',
    '--',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 5 })), { maxLength: 40 }), (parts) => {
      const message = Buffer.from(parts.join(''));
      const check = (part: LocatedPart): void => {
        assert.ok(part.start <= part.end && part.end <= message.length);
        assert.equal(part.size, part.end - part.start);
        for (const child of part.children) {
          assert.ok(child.start >= part.start && child.end <= part.end);
          check(child);
        }
      };
      check(parseStructure(message).root);
    }),
  );
});

test('20,000 parts are 1,000 and a note', () => {
  const { root, notes } = parseStructure(
    Buffer.from(`Content-Type: multipart/mixed; boundary=a\r\n\r\n${'--a\r\n\r\nx\r\n'.repeat(20_000)}`),
  );
  assert.equal(root.children.length, MAX_PARTS - 1);
  assert.match(notes.join(), /more than 1000 parts/);
});

test('2,000 nested multiparts are 50 and a note', () => {
  const levels = Array.from(
    { length: 2000 },
    (_, index) => `Content-Type: multipart/mixed; boundary=b${index}\r\n\r\n--b${index}\r\n`,
  );
  const { root, notes } = parseStructure(Buffer.from(levels.join('')));
  let depth = 1;
  for (let part: LocatedPart | undefined = root; part; part = part.children[0]) depth++;
  assert.ok(depth <= MAX_DEPTH + 2, String(depth));
  assert.match(notes.join(), /too deeply/);
});

test('a header of a megabyte is read in part and its body found', () => {
  const { root, notes } = parseStructure(
    Buffer.from(`Content-Type: text/html\r\n${'X: yyyyyyyy\r\n'.repeat(90_000)}\r\nbody`),
  );
  assert.equal(root.type, 'text/html');
  assert.equal(root.size, 4);
  assert.match(notes.join(), /256 kB/);
  const long = parseStructure(
    Buffer.from(`Content-Type: text/html\r\nX: ${'y'.repeat(1_000_000)}\r\n\r\nbody`),
  );
  assert.deepEqual([long.root.type, long.root.size], ['text/html', 4]);
});
