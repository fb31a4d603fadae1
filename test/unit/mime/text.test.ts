// Plain text to safe HTML, and HTML to plain text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDocument } from 'htmlparser2';
import { textLines, unflowed } from '../../../server/mime/text/flowed.ts';
import { htmlText } from '../../../server/mime/text/html-text.ts';
import { linkTokens, safeHref } from '../../../server/mime/text/links.ts';
import { previewOf, previewText } from '../../../server/mime/text/preview.ts';
import { textHtml } from '../../../server/mime/text/text.ts';

const links = (text: string): string[] =>
  linkTokens(text).flatMap(({ href }) => (href === null ? [] : [href]));

test('links are found where people write them', () => {
  assert.deepEqual(links('see https://example.org/a?b=1&c=2.'), ['https://example.org/a?b=1&c=2']);
  assert.deepEqual(links('(https://example.org/wiki/Tree_(data))'), ['https://example.org/wiki/Tree_(data)']);
  assert.deepEqual(links('www.example.org, or jo.doe@example.org!'), [
    'https://www.example.org/',
    'mailto:jo.doe@example.org',
  ]);
  assert.deepEqual(links('<https://example.org/x>'), ['https://example.org/x']);
  assert.deepEqual(links('mailto:a@example.org?subject=Hi'), ['mailto:a@example.org?subject=Hi']);
});

test('what only looks like a link is text', () => {
  for (const text of [
    'javascript:alert(1)',
    'http://',
    'https://user:pw@example.org/',
    'a@b',
    'file:///etc/passwd',
    'xhttps//',
    'data:text/html,x',
  ]) {
    assert.deepEqual(links(text), [], text);
  }
});

test('the tokens of a text are the text', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('http://x.org/', 'a@b.org', ' ', '<', '"', '&'))),
      (parts) => {
        const text = parts.join('');
        assert.equal(
          linkTokens(text)
            .map((token) => token.text)
            .join(''),
          text,
        );
      },
    ),
  );
});

test('plain text never becomes markup of its own', () => {
  const pieces = fc.constantFrom(
    '<img src=x onerror=ran=1>',
    '</div>',
    '"',
    "'",
    '&lt;script&gt;',
    '> ',
    '>> ',
    '\n',
    'http://x.org/"onclick=1 ',
    'http://x.org/<b>',
    '-- \n',
    'text',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 20 }), (parts) => {
      const visit = (node: {
        type: string;
        name?: string;
        attribs?: Record<string, string>;
        children?: unknown[];
      }): void => {
        if (node.type === 'tag') {
          assert.ok(['div', 'blockquote', 'details', 'summary', 'a'].includes(node.name!), node.name);
          for (const [name, value] of Object.entries(node.attribs!)) {
            assert.ok(['class', 'dir', 'href', 'target', 'rel', 'aria-label'].includes(name), name);
            if (name === 'href') assert.match(value, /^(?:https?:\/\/|mailto:)/);
          }
        } else assert.ok(node.type === 'text' || node.type === 'root', node.type);
        for (const child of node.children ?? []) visit(child as Parameters<typeof visit>[0]);
      };
      visit(parseDocument(textHtml(parts.join(''))) as unknown as Parameters<typeof visit>[0]);
    }),
  );
});

test("a link's target is written as an attribute", () => {
  assert.match(
    textHtml('http://x.org/?a=1&copy=2'),
    /<a href="http:\/\/x.org\/\?a=1&amp;copy=2" target="_blank"/,
  );
});

test('quotations are nested, and the one that ends the message is folded', () => {
  assert.equal(
    textHtml('Yes.\n> one\n>> two\n\nMore'),
    '<div class="postern-lines" dir="auto">Yes.\n</div><blockquote class="postern-quote"><div class="postern-lines" dir="auto">one\n</div>' +
      '<blockquote class="postern-quote"><div class="postern-lines" dir="auto">two\n</div></blockquote></blockquote>' +
      '<div class="postern-lines" dir="auto">\nMore\n</div>',
  );
  assert.match(
    textHtml(`Yes.\n\nJo wrote:\n${'> line\n'.repeat(8)}`),
    /Jo wrote:\n<\/div><details class="postern-fold"><summary aria-label="Quoted text">/,
  );
  assert.doesNotMatch(
    textHtml('> line\n'.repeat(8)),
    /details/,
    'a message that is all quotation is not folded',
  );
});

test('format=flowed is undone: soft breaks, stuffing, quotes, signatures (RFC 3676)', () => {
  const flowed = { flowed: true, delSp: false };
  assert.equal(
    unflowed('one \r\ntwo\r\n From me\r\n>> a \r\n>> b\r\n> c \r\n-- \r\nsig', flowed),
    'one two\nFrom me\n>> a b\n> c \n-- \nsig',
  );
  assert.equal(unflowed('日本 \n語', { flowed: true, delSp: true }), '日本語');
  assert.equal(unflowed('a \nb', { flowed: false, delSp: false }), 'a \nb');
  assert.deepEqual(textLines('> > x\n>y', { flowed: false, delSp: false }), [
    { depth: 2, text: 'x' },
    { depth: 1, text: 'y' },
  ]);
});

test('link targets come out of a URL parser', () => {
  assert.equal(safeHref(' https://example.org/a b '), 'https://example.org/a%20b');
  assert.equal(safeHref('HTTPS://EXAMPLE.ORG'), 'https://example.org/');
  assert.equal(safeHref('java\nscript:alert(1)'), null);
  assert.equal(safeHref('javascript://example.org/'), null);
  assert.equal(safeHref('http:'), null);
  assert.equal(safeHref(''), null);
});

test('HTML becomes text as a person would copy it', () => {
  assert.equal(htmlText('<p>One\n two</p><p>three<br>four</p>'), 'One two\n\nthree\nfour');
  assert.equal(
    htmlText('<ul><li>a</li><li>b</li></ul><table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>'),
    '- a\n- b\n\n1 2\n3',
  );
  assert.equal(htmlText('<style>p{}</style><script>x</script><title>t</title>a<b>b</b> c'), 'ab c');
  assert.equal(htmlText('<pre>a\n  b</pre>'), 'a\n  b');
  assert.equal(htmlText('&lt;script&gt;&nbsp;&amp;'), '<script>\u00a0&');
});

test('for quoting, links keep their target, quotations their marks, hidden text is left out', () => {
  const rich = { rich: true };
  assert.equal(htmlText('<a href="https://example.org/x">here</a>', rich), 'here <https://example.org/x>');
  assert.equal(
    htmlText('<a href="https://example.org/x">https://example.org/x</a>', rich),
    'https://example.org/x',
  );
  assert.equal(
    htmlText('a<blockquote>b<blockquote>c</blockquote></blockquote>d', rich),
    'a\n\n> b\n>\n>> c\n\nd',
  );
  assert.equal(htmlText('<div style="display: none">x<p>y</p></div>z', rich), 'z');
});

const part = (type: string, encoding = '8bit', charset = 'utf-8') => ({
  path: '1',
  type,
  params: { charset },
  disposition: null,
  filename: null,
  contentId: null,
  contentLocation: null,
  encoding,
  size: 0,
  children: [],
});

test('a preview is one line of at most 200 characters', () => {
  assert.equal(
    previewText(Buffer.from('Hello\r\n\r\n> quoted\r\nworld  again'), part('text/plain')),
    'Hello world again',
  );
  assert.equal(previewText(Buffer.from('x'.repeat(500)), part('text/plain')).length, 200);
  assert.ok(previewOf('😀'.repeat(200)).isWellFormed());
});

test('a preview survives being cut anywhere', () => {
  const html = Buffer.from(
    '<html><head><style>p{color:red}</style></head><body><p>Grüße aus Köln</p><a href="x">',
  );
  const base64 = Buffer.from(html.toString('base64'));
  const quoted = Buffer.from('Gr=C3=BC=C3=9Fe aus =\r\nK=C3=B6ln');
  for (let end = 0; end <= html.length; end++) {
    assert.doesNotMatch(previewText(html.subarray(0, end), part('text/html')), /[<\uFFFD{]/);
    assert.doesNotMatch(previewText(base64.subarray(0, end), part('text/html', 'base64')), /[<\uFFFD{]/);
    assert.doesNotMatch(
      previewText(quoted.subarray(0, end), part('text/plain', 'quoted-printable')),
      /\uFFFD/,
    );
  }
  assert.equal(previewText(quoted, part('text/plain', 'quoted-printable')), 'Grüße aus Köln');
});

test('invisible padding of newsletters is left out, joiners inside words and emoji stay', () => {
  const padding = '&zwnj;&nbsp;&#847; &#8203;&shy;&#8199;'.repeat(60);
  assert.equal(
    previewText(Buffer.from(`<div>Sale${padding}</div><p>Now</p>`), part('text/html')),
    'Sale Now',
  );
  assert.equal(previewOf('می‌خواهم 👩‍👩‍👧'), 'می‌خواهم 👩‍👩‍👧');
  assert.equal(previewOf('a\u202Eb\u2066c'), 'abc');
});

test('a table drawn with letters keeps its columns, one line with bars is chance', () => {
  const tables = (text: string): number => (textHtml(text).match(/postern-table/g) ?? []).length;
  assert.equal(tables('Boat | Length | Owner\n-----+--------+------\nOstrea | 12 m | Tom\n'), 1);
  assert.equal(tables('\u250c\u2500\u2500\u2510\n\u2502x \u2502\n\u2514\u2500\u2500\u2518'), 1);
  assert.equal(tables('Name      Length     Owner\nOstrea    12 m       Tom'), 1);
  assert.equal(tables('a | b | c\n\nThe end.'), 0);
  assert.equal(tables('Two    words\nand a line'), 0);
  assert.equal(tables('> a | b | c\n> d | e | f'), 1);
});
