// Folding quoted text while writing: what is folded, and that nothing is lost by it.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { joinQuote, splitQuote } from '../../../web/lib/quote.ts';

suite('folding a quotation', () => {
  test('a reply is parted at the line that names the writer', () => {
    assert.deepEqual(splitQuote('Yes.\n\nOn Tuesday, Mara wrote:\n> Shall we?\n>\n> Mara\n'), {
      text: 'Yes.',
      quote: 'On Tuesday, Mara wrote:\n> Shall we?\n>\n> Mara',
    });
  });

  test('an empty line between the writer and the quoted lines belongs to the quotation', () => {
    assert.equal(splitQuote('Yes.\n\nMara wrote:\n\n> Shall we?').quote, 'Mara wrote:\n\n> Shall we?');
  });

  test('an answer below the quoted lines is not folded away', () => {
    const text = 'Mara wrote:\n> Shall we?\n\nYes.';
    assert.deepEqual(splitQuote(text), { text, quote: '' });
  });

  test('a forwarded message is folded whole', () => {
    const quote = '---------- Forwarded message ----------\nFrom: Mara\n\nHi,\n\nMara';
    assert.deepEqual(splitQuote(`For you.\n\n${quote}`), { text: 'For you.', quote });
  });

  test('a text without a quotation stays whole', () => {
    assert.deepEqual(splitQuote('Hello\n\nTom'), { text: 'Hello\n\nTom', quote: '' });
    assert.deepEqual(splitQuote(''), { text: '', quote: '' });
  });

  test('joined again, written text and quotation have one empty line between them', () => {
    assert.equal(joinQuote({ text: 'Yes.\n', quote: '> Shall we?' }), 'Yes.\n\n> Shall we?');
    assert.equal(joinQuote({ text: 'Yes.', quote: '' }), 'Yes.');
  });
});
