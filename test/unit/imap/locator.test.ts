// Locators, cursors and number sets: what goes out comes back, and nothing else gets in.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Moves } from '../../../server/imap/action/moves.ts';
import {
  decodeCursor,
  decodeMailbox,
  decodeMessage,
  encodeCursor,
  encodeMessage,
  expandSet,
  pieces,
  sequenceSet,
} from '../../../server/imap/locator.ts';
import { type ErrorCode, MailError } from '../../../server/mail/errors.ts';
import { NEWEST_FIRST } from '../../../server/mail/message.ts';

const throws = (work: () => unknown, code: ErrorCode): void =>
  assert.throws(work, (error) => error instanceof MailError && error.code === code);

const uid = fc.integer({ min: 1, max: 0xffffffff });
const uidValidity = fc.bigInt({ min: 1n, max: 0xffffffffffffffffn });
const path = fc
  .string({ minLength: 1, maxLength: 60, unit: 'grapheme' })
  .filter((text) => !/\p{Cc}/u.test(text) && text.toUpperCase() !== 'INBOX');

describe('The locator of a message', () => {
  it('comes back as it was, dots and digits in the path included', () => {
    fc.assert(
      fc.property(path, uidValidity, uid, (path, uidValidity, uid) => {
        assert.deepEqual(decodeMessage(encodeMessage({ path, uidValidity, uid })), {
          path,
          uidValidity,
          uid,
        });
      }),
    );
    assert.deepEqual(decodeMessage('7.8.9.10'), { path: '9.10', uidValidity: 7n, uid: 8 });
  });

  it('is not found when it is none of ours', () => {
    const bad = [
      '',
      'x',
      '1.2',
      '1.2.',
      '0.2.INBOX',
      '1.0.INBOX',
      '01.2.INBOX',
      '1.-2.INBOX',
      '1.4294967296.INBOX',
    ];
    for (const text of [...bad, '1.2.IN\r\nBOX', '1.2.a\0b', '1.2e3.x', ' 1.2.x'])
      throws(() => decodeMessage(text), 'NOT_FOUND');
  });
});

describe('The locator of a mailbox', () => {
  it('is its path, and INBOX in any spelling is the inbox', () => {
    assert.equal(decodeMailbox('Größe & Co/x'), 'Größe & Co/x');
    assert.equal(decodeMailbox('Inbox'), 'INBOX');
  });
  it('has no control characters and an end', () => {
    for (const text of ['', 'a\rb', 'a\nb', 'a\0b', 'a\x7fb', 'x'.repeat(1_001)])
      throws(() => decodeMailbox(text), 'NOT_FOUND');
  });
});

describe('A cursor', () => {
  it('comes back as it was, and only so', () => {
    fc.assert(
      fc.property(uidValidity, uid, (uidValidity, uid) => {
        const cursor = { uidValidity, uid, at: 0, sort: NEWEST_FIRST };
        assert.deepEqual(decodeCursor(encodeCursor(cursor)), cursor);
        const dated = { uidValidity, uid, at: 7, sort: { by: 'DATE', ascending: true } as const };
        assert.deepEqual(decodeCursor(encodeCursor(dated)), dated);
      }),
    );
    for (const text of [
      '',
      'x',
      'MS4y=',
      Buffer.from('1.2.3').toString('base64url'),
      Buffer.from('1:*').toString('base64url'),
    ])
      throws(() => decodeCursor(text), 'VALIDATION');
  });
});

describe('A set of numbers', () => {
  it('is as short as can be, and expands to the same numbers', () => {
    assert.equal(sequenceSet([5, 1, 2, 3, 7, 7]), '1:3,5,7');
    assert.equal(sequenceSet([]), '');
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { minLength: 1 }), (numbers) => {
        const sorted = [...numbers].sort((a, b) => a - b);
        assert.deepEqual(expandSet(sequenceSet(numbers), 300), sorted);
      }),
    );
  });

  it('is not expanded beyond what it may hold', () => {
    assert.deepEqual(expandSet('3:1', 3), [1, 2, 3]);
    for (const set of ['1:4294967295', '1:4', '1,2,3,4', '1:*', '', 'x', '1;2', '99999999999'])
      throws(() => expandSet(set, 3), 'UPSTREAM_PROTOCOL');
  });
});

describe('What was moved', () => {
  it('is found where it is now, after several moves, and a message of its own is itself', () => {
    const moves = new Moves();
    moves.note('a', 'b');
    moves.note('b', 'c');
    assert.deepEqual([moves.resolve('a'), moves.resolve('b'), moves.resolve('c')], ['c', 'c', 'c']);
  });
});

it('pieces of a long set fit into a command each, and are the set together', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(uid, { maxLength: 3_000 }),
      fc.integer({ min: 1, max: 4_000 }),
      (found, most) => {
        const uids = found.sort((a, b) => a - b);
        const all = pieces(uids, most);
        assert.deepEqual(all.flat(), uids);
        for (const piece of all) assert.ok(piece.length <= most && sequenceSet(piece).length <= 8_000);
      },
    ),
    { numRuns: 50 },
  );
});
