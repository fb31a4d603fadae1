// What is quick for most text and most dates must be the same as the long way for all.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { isoOf } from '../../../server/graphql/iso.ts';
import { visible } from '../../../server/graphql/visible.ts';

const HIDDEN = /[\p{Cc}\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/u;

it('what a person sees has no hidden characters, no double spaces and no blank ends, and loses no letter', () => {
  const piece = fc.constantFrom(
    ' ',
    '  ',
    '\u202E',
    '\u00A0',
    '\t',
    '\n',
    '\u0007',
    '\u2028',
    'a',
    'é',
    '漢',
    '👩‍👩‍👧',
    '.exe',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'grapheme' })), { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      const shown = visible(text);
      assert.ok(!HIDDEN.test(shown) && !shown.includes('  ') && shown.trim() === shown);
      const letters = (of: string): string => of.replace(new RegExp(HIDDEN, 'gu'), '').replace(/\s/g, '');
      assert.equal(letters(shown), letters(text));
      assert.equal(visible(shown), shown);
    }),
  );
});

it('a date is written as toISOString writes it', () => {
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true }), (date) => assert.equal(isoOf(date), date.toISOString())),
  );
  for (const ms of [0, -1, 8.64e15, -8.64e15, 253402300800000, -62198755200000])
    assert.equal(isoOf(new Date(ms)), new Date(ms).toISOString());
  assert.throws(() => isoOf(new Date(Number.NaN)), RangeError);
});
