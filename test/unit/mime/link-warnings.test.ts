// Links whose text names another place than they lead to.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { linkWarnings } from '../../../server/mime/trust/link-warnings.ts';

const judge = (html: string, confirmedDomain: string | null = null): string[] =>
  linkWarnings(html, { confirmedDomain, own: ['home.example'] }).map(
    ({ kind, level, claimed, actual }) => `${kind} ${level} ${claimed} ${actual}`,
  );

const CASES: readonly [what: string, html: string, warnings: readonly string[]][] = [
  ['a link with words', '<a href="https://evil.example">Sign in</a>', []],
  ['a link that says where it leads', '<a href="https://www.bank.example/a">bank.example</a>', []],
  [
    'a link that says another host',
    '<a href="https://evil.example/x">https://www.bank.example/login</a>',
    ['LINK_TEXT_MISMATCH CAUTION www.bank.example evil.example'],
  ],
  [
    'a link that says a famous host, in pieces',
    '<a href="https://evil.example/x"><b>www.</b>paypal<i>.com</i></a>',
    ['LINK_TEXT_MISMATCH DANGER www.paypal.com evil.example'],
  ],
  [
    'a link that says the host of the reader',
    '<a href="http://192.0.2.7/x">home.example</a>',
    ['LINK_TEXT_MISMATCH DANGER home.example 192.0.2.7'],
  ],
  [
    'a name before the @ of a target',
    '<a href="https://bank.example@evil.example/">Sign in</a>',
    ['LINK_TEXT_MISMATCH CAUTION bank.example evil.example'],
  ],
  ['a user name before the @', '<a href="https://bob@git.example/">Repository</a>', []],
  [
    'an image between',
    '<a href="https://evil.example"><img src="x"> bank.example </a>',
    ['LINK_TEXT_MISMATCH CAUTION bank.example evil.example'],
  ],
  [
    'a file name',
    '<a href="https://files.example/1">report.pdf</a> <a href="https://x.example">v2.1</a>',
    [],
  ],
  ['a sentence with a host in it', '<a href="https://evil.example">See bank.example for more</a>', []],
  ['a mail address', '<a href="mailto:a@b.example">bank.example</a>', []],
  ['a script', '<a href="javascript:1">bank.example</a>', []],
  [
    'a look-alike target',
    '<a href="https://login.paypa1.com/">Sign in</a>',
    ['LINK_LOOKALIKE DANGER paypal.com login.paypa1.com'],
  ],
  [
    'zero width letters in the text',
    '<a href="https://evil.example">bank&#8203;.example</a>',
    ['LINK_TEXT_MISMATCH CAUTION bank.example evil.example'],
  ],
  [
    'a link that never ends',
    '<a href="https://evil.example">bank.example',
    ['LINK_TEXT_MISMATCH CAUTION bank.example evil.example'],
  ],
  [
    'the same twice',
    '<a href="https://evil.example/1">bank.example</a><a href="https://evil.example/2">bank.example</a>',
    ['LINK_TEXT_MISMATCH CAUTION bank.example evil.example'],
  ],
];

describe('a link is judged by its text and its target:', () => {
  for (const [what, html, warnings] of CASES) it(what, () => assert.deepEqual(judge(html), warnings));

  it('a confirmed sender may count clicks on links with his own name, and no other', () => {
    const html = '<a href="https://click.esp.example/1">www.shop.example</a>';
    assert.deepEqual(judge(html, 'news.shop.example'), []);
    assert.equal(judge(html, 'other.example').length, 1);
    assert.equal(judge('<a href="https://shop.example@evil.example">x</a>', 'shop.example').length, 1);
  });

  it('at most five warnings come of any number of links', () => {
    const links = Array.from({ length: 50 }, (_, n) => `<a href="https://evil.example">bank${n}.example</a>`);
    assert.equal(judge(links.join('')).length, 5);
  });

  it('nothing that is written throws', () => {
    const piece = fc.constantFrom(
      '<a href="',
      '">',
      '</a>',
      'https://',
      'x.example',
      '@',
      '%',
      '[',
      ':',
      '//',
      '<b>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 100 }), (pieces) => {
        judge(pieces.join(''));
      }),
    );
  });
});
