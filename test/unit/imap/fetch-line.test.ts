// FETCH rows as servers write them, and as they should not.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isFetch, readFetch, type Value } from '../../../server/imap/message/fetch-line.ts';

/** The items of one row; `{n}` in the text is filled up with the next literal. */
function items(text: string, ...literals: string[]): Record<string, Value> | null {
  let next = 0;
  const line = text.replace(/\{\}/g, () => `{${literals[next++]?.length}}\r\n`);
  const read = readFetch(
    Buffer.from(line, 'latin1'),
    literals.map((literal) => Buffer.from(literal, 'latin1')),
  );
  return read === null ? null : Object.fromEntries(read.items);
}

const atom = fc.stringMatching(/^[A-Za-z0-9\\$.*_-]{1,8}$/).filter((word) => word.toUpperCase() !== 'NIL');
const tree = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    fc.constant(null),
    atom,
    fc.string({ unit: fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code)) }),
    fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
    fc.array(tie('value'), { maxLength: 5 }),
  ),
})).value;

/** As a server may write it: strings quoted, or as literals where they hold a line end. */
function write(value: Value, literals: Buffer[]): string {
  if (value === null) return 'NIL';
  if (Array.isArray(value)) return `(${value.map((each) => write(each, literals)).join(' ')})`;
  if (typeof value === 'string') return `"${value.replace(/["\\]/g, '\\$&')}"`;
  literals.push(value);
  return `{${value.length}}\r\n`;
}

describe('A FETCH row', () => {
  it('is read item by item, whatever the order and the case', () => {
    assert.deepEqual(items('* 12 FETCH (FLAGS (\\Seen $Label1) uid 7 RFC822.SIZE 123)'), {
      FLAGS: ['\\Seen', '$Label1'],
      UID: '7',
      'RFC822.SIZE': '123',
    });
    assert.equal(readFetch(Buffer.from('* 12 FETCH (UID 7)'), [])?.seq, 12);
  });

  it('names its sections as they were asked for, without the place where a piece begins', () => {
    const row = items(
      '* 1 FETCH (BODY[1.2]<0> {} BODY[HEADER.FIELDS (DATE "X")] {} BODY[]<10> NIL)',
      'ab',
      '',
    );
    assert.deepEqual(row, {
      'BODY[1.2]': Buffer.from('ab'),
      'BODY[HEADER.FIELDS (DATE "X")]': Buffer.alloc(0),
      'BODY[]': null,
    });
  });

  it('keeps 8-bit bytes as they came', () => {
    assert.deepEqual(items('* 1 FETCH (X ("gr\xfc\xdfe" {}))', '\xff\n'), {
      X: ['gr\xfc\xdfe', Buffer.from('\xff\n', 'latin1')],
    });
  });

  it('needs no space between lists, and takes one too many', () => {
    assert.deepEqual(items('* 1 FETCH ( X  (("a")("b") )  Y NIL )'), { X: [['a'], ['b']], Y: null });
  });

  it('comes out as it was written', () => {
    fc.assert(
      fc.property(tree, tree, (one, other) => {
        const literals: Buffer[] = [];
        const line = `* 5 FETCH (UID 9 ONE ${write(one, literals)} OTHER ${write(other, literals)})`;
        const read = readFetch(Buffer.from(line, 'latin1'), literals);
        assert.deepEqual(read && Object.fromEntries(read.items), { UID: '9', ONE: one, OTHER: other });
      }),
    );
  });

  it('that is cut off anywhere is none, and never an exception', () => {
    const whole = '* 5 FETCH (UID 9 BODYSTRUCTURE (("a" "\\"b" NIL)(c)) BODY[1] "x")';
    for (let end = 0; end < whole.length; end++) assert.equal(items(whole.slice(0, end)), null);
    assert.notEqual(items(whole), null);
  });

  it('has no more literals than came', () => {
    assert.equal(readFetch(Buffer.from('* 1 FETCH (X {3}\r\n Y {3}\r\n)'), [Buffer.from('abc')]), null);
  });

  it('is kept without a list that is nested beyond sense, or that has no end of values', () => {
    const deep = `${'('.repeat(100_000)}${')'.repeat(100_000)}`;
    const nested = items(`* 1 FETCH (X ${deep} UID 3)`);
    assert.equal(nested?.UID, '3');
    const wide = items(`* 1 FETCH (X (${'(1 2 3)'.repeat(200_000)}) UID 3)`);
    assert.equal(wide?.UID, '3');
    assert.equal((wide as { X: Value[] }).X.at(-1), null);
  });

  it('is told from everything else', () => {
    assert.equal(isFetch(Buffer.from('* 4294967295 fetch (UID 1)')), true);
    for (const line of ['* 1 EXISTS', '* OK FETCH (', 'A1 OK FETCH done', '* VANISHED 1', '* 1 FETCHED ('])
      assert.equal(isFetch(Buffer.from(line)), false);
  });
});
