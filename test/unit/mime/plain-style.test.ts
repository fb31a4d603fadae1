// Style attributes that are read without the parser come out as the parser would have them. A newcomer's trap: a
// comment in front sends a text to the parser, and changes nothing else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { safeDeclarations } from '../../../server/mime/html/css.ts';

const PIECES = ['color', 'Margin', 'width', 'position', 'behavior', '-x', ':', ';', ' ', '\n', '\t', ','];
const VALUES = [
  'red',
  '#fff',
  '#12',
  '12px',
  '-1.5em',
  '50%',
  '0',
  '+3',
  'absolute',
  'fixed',
  '1-2',
  '--',
  '.',
];

test('a plain style attribute is read as the parser reads it', () => {
  const text = fc.array(fc.constantFrom(...PIECES, ...VALUES), { maxLength: 14 }).map((all) => all.join(''));
  for (const dark of [null, 0.02])
    fc.assert(
      fc.property(text, (style) => {
        const quick = safeDeclarations(style, { dark });
        assert.deepEqual(quick, safeDeclarations(`/**/${style}`, { dark }));
      }),
      { numRuns: 3000 },
    );
  assert.equal(safeDeclarations('COLOR : Red ;width:10px').css, 'color:Red;width:10px;');
});
