// From bytes to lines and messages, cut anywhere.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LineCollector, Unstuffer } from '../../../server/pop3/reader.ts';
import { fails } from '../../support/promises.ts';

/** What a server does to content (RFC 1939 section 3): lines that begin with a dot get another one. */
function stuffed(content: Buffer): Buffer {
  const text = content.toString('latin1');
  const lines = text.split('\r\n').map((line) => (line.startsWith('.') ? `.${line}` : line));
  return Buffer.from(`${lines.join('\r\n')}.\r\n`, 'latin1');
}

/** Feeds bytes cut at these places; what came out, and what was left behind the end. */
function unstuff(bytes: Buffer, cuts: readonly number[]): { content: Buffer; rest: Buffer | null } {
  const unstuffer = new Unstuffer();
  const pieces: Buffer[] = [];
  const places = [...new Set(cuts.map((cut) => Math.min(cut, bytes.length)))].sort((a, b) => a - b);
  let from = 0;
  for (const to of [...places, bytes.length]) {
    const chunk = bytes.subarray(from, to);
    const next = unstuffer.feed(chunk, (piece) => pieces.push(Buffer.from(piece)));
    if (next >= 0) return { content: Buffer.concat(pieces), rest: bytes.subarray(from + next) };
    from = to;
  }
  return { content: Buffer.concat(pieces), rest: null };
}

/** Bytes among which line ends and dots are frequent, ending in CR LF as every message does on the wire. */
const content = fc
  .array(fc.constantFrom('\r', '\n', '\r\n', '.', '..', '.\r\n', '.\r', 'a', '\xe9', '\0', ' '), {
    maxLength: 40,
  })
  .map((pieces) => Buffer.from(`${pieces.join('')}\r\n`, 'latin1'));

test('content comes out as it went in, wherever TCP cuts it', () => {
  fc.assert(
    fc.property(content, fc.array(fc.nat(100), { maxLength: 12 }), (original, cuts) => {
      const wire = Buffer.concat([stuffed(original), Buffer.from('+OK next')]);
      const { content, rest } = unstuff(wire, cuts);
      assert.deepEqual(content, original);
      assert.equal(String(rest), '+OK next');
    }),
    { numRuns: 2000 },
  );
});

test('the end is found at every split of the terminator, and nothing behind it is taken', () => {
  const wire = Buffer.from('a\r\n..b\r\n.\r\n+OK', 'latin1');
  for (let first = 0; first <= wire.length; first++) {
    for (let second = first; second <= wire.length; second++) {
      const { content, rest } = unstuff(wire, [first, second]);
      assert.equal(content.toString(), 'a\r\n.b\r\n', `cut at ${first} and ${second}`);
      assert.equal(String(rest), '+OK');
    }
  }
});

test('an empty answer is only its end', () => {
  assert.deepEqual(unstuff(Buffer.from('.\r\n'), []), { content: Buffer.alloc(0), rest: Buffer.alloc(0) });
});

test('a bare line feed ends no line, so a message can not end its own answer', () => {
  const { content } = unstuff(Buffer.from('a\n.\r\nb\r\n.\r\n'), []);
  assert.equal(content.toString(), 'a\n.\r\nb\r\n');
});

test('a dot and a lone CR are content', () => {
  for (const cut of [0, 1, 2, 3]) {
    const { content } = unstuff(Buffer.from('.\rx\r\n.\r\n'), [cut]);
    assert.equal(content.toString(), '\rx\r\n', `cut at ${cut}`);
  }
});

test('a line is collected from any pieces, and refused when it does not end', async () => {
  const lines = new LineCollector(10);
  assert.equal(lines.feed(Buffer.from('+O')), null);
  assert.equal(lines.feed(Buffer.from('K\r')), null);
  assert.deepEqual(lines.feed(Buffer.from('\nrest')), { line: '+OK', next: 1 });
  assert.deepEqual(lines.feed(Buffer.from('bare\n')), { line: 'bare', next: 5 });
  await fails((async () => lines.feed(Buffer.from('12345678901')))(), 'UPSTREAM_PROTOCOL');
});
