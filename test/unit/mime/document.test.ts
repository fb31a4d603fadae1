// What is left of a body in the safe document, and what is not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, walk } from 'css-tree';
import fc from 'fast-check';
import { parseDocument } from 'htmlparser2';
import { ELEMENTS, isAllowed } from '../../../server/mime/html/allow.ts';
import { isProperty } from '../../../server/mime/html/css-allow.ts';
import { safeDocument, safeHtmlDocument } from '../../../server/mime/html/document.ts';
import { type HtmlOptions, safeHtml } from '../../../server/mime/html/html.ts';
import { marked } from '../../attacks/attack.ts';
import { HTML_ATTACKS } from '../../attacks/index.ts';
import { bigNewsletter } from '../../support/big-mail.ts';
import { NEWSLETTER } from '../../support/wide-newsletter.ts';

const MARKS = { run: 'window.ran=1', leak: 'https://leak.example' };
const HOSTILE_HTML = HTML_ATTACKS.map(({ name, html }) => ({ name, html: marked(html, MARKS) }));

const options: HtmlOptions = { cidUrl: (id) => (id === 'logo@x' ? '../blob/p1?inline=1' : null) };
const body = (html: string): string => safeHtml(html, options).body;
const OUR_ATTRIBUTES = new Set([
  'href',
  'target',
  'rel',
  'src',
  'style',
  'class',
  'alt',
  'title',
  'role',
  'aria-label',
  'aria-hidden',
  'lang',
  'dir',
  'align',
  'valign',
  'bgcolor',
  'width',
  'height',
  'hidden',
  'border',
  'cellpadding',
  'cellspacing',
  'rules',
  'frame',
  'summary',
  'bordercolor',
  'colspan',
  'rowspan',
  'nowrap',
  'scope',
  'abbr',
  'span',
  'hspace',
  'vspace',
  'color',
  'face',
  'size',
  'noshade',
  'clear',
  'data-id',
  'start',
  'type',
  'reversed',
  'value',
  'datetime',
  'open',
  'text',
]);

interface Node {
  type: string;
  name?: string;
  attribs?: Record<string, string>;
  children?: Node[];
}

/** Reads a result again and fails on anything that is not known to be harmless. */
function assertHarmless(
  { body: html, css, bodyAttributes }: ReturnType<typeof safeHtml>,
  from: string,
): void {
  const visit = (node: Node): void => {
    assert.ok(['root', 'tag', 'text'].includes(node.type), `${node.type} from ${from}`);
    if (node.type === 'tag') {
      assert.ok(ELEMENTS.has(node.name!) || node.name === 'body', `<${node.name}> from ${from}`);
      for (const [name, value] of Object.entries(node.attribs!)) {
        assert.ok(OUR_ATTRIBUTES.has(name), `${name} from ${from}`);
        if (name === 'href') assert.match(value, /^(?:https?:\/\/|mailto:)/, from);
        if (name === 'src')
          assert.match(value, /^(?:\.\.\/blob\/|data:image\/(?:png|jpe?g|gif|webp|avif|bmp);base64,)/, from);
        if (name === 'style') assertStyle(value, 'declarationList', from);
        if (name === 'target') assert.equal(value, '_blank');
      }
    }
    for (const child of node.children ?? []) visit(child);
  };
  visit(parseDocument(`<body${bodyAttributes}>${html}</body>`) as unknown as Node);
  assertStyle(css, 'stylesheet', from);
}

function assertStyle(css: string, context: string, from: string): void {
  assert.doesNotMatch(css, /[<\\]|url\(|expression\(|var\(|image-set/i, from);
  walk(parse(css, { context, parseValue: true, onParseError: () => {} }), (node) => {
    assert.notEqual(node.type, 'Url', from);
    if (node.type === 'Atrule') assert.equal(node.name, 'media', from);
    if (node.type === 'Declaration') assert.ok(isProperty(node.property), `${node.property} from ${from}`);
  });
}

for (const { name, html } of HOSTILE_HTML) {
  test(`nothing live is left of: ${name}`, () => {
    const safe = safeHtml(html, options);
    assertHarmless(safe, name);
    const tags = safe.body.match(/<[^>]*>/g)?.join('') ?? '';
    assert.doesNotMatch(
      tags.replace(/ (?:href|aria-label|alt|title)="[^"]*"/g, '') + safe.css + safe.bodyAttributes,
      /leak\.example/,
      'an address that would be asked is gone',
    );
  });
}

test('the lists hold nothing that must never be shown', () => {
  const never =
    'script style svg math form input button select option textarea iframe frame frameset object embed applet base meta link template noscript title xmp plaintext audio video source picture canvas map area dialog slot portal html head body';
  for (const name of never.split(' ')) assert.equal(ELEMENTS.has(name), false, name);
  for (const name of 'behavior -moz-binding content filter mask mask-image clip-path shape-outside border-image animation animation-name transition --x'.split(
    ' ',
  )) {
    assert.equal(isProperty(name), false, name);
  }
  for (const name of 'id name onclick onload onerror srcdoc srcset action formaction background ping is slot href src style constructor __proto__ toString'.split(
    ' ',
  )) {
    for (const element of ELEMENTS) assert.equal(isAllowed(element, name, 'x'), false, `${element} ${name}`);
  }
});

const PIECES = [
  ...HOSTILE_HTML.map(({ html }) => html).filter(({ length }) => length < 5000),
  '<p>',
  '</p>',
  '<div>',
  '</div>',
  '<table>',
  '<tr>',
  '<td>',
  '</table>',
  '<svg>',
  '</svg>',
  '<math>',
  '<style>',
  '</style>',
  '<!--',
  '-->',
  '<a href="',
  '">',
  "'",
  '"',
  '`',
  '=',
  ' style="',
  'url(',
  ')',
  '\\',
  '/*',
  '*/',
  '<![CDATA[',
  ']]>',
  '&lt;',
  '&#x3c;',
  '&quot',
  'onerror=',
  '<img ',
  '<b><i>',
  '</b>',
  '<li>',
  '<pre>\n',
  'x',
];

test('random markup leaves nothing live', () => {
  const markup = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 8 })), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(markup, (pieces) => assertHarmless(safeHtml(pieces.join(''), options), 'the fuzzer')),
    { numRuns: 600 },
  );
});

test('what is safe stays as it is when it is read again', () => {
  const markup = fc.array(fc.constantFrom(...PIECES), { maxLength: 8 });
  fc.assert(
    fc.property(markup, (pieces) => {
      // Places to break depend on the tags around a word, and change nothing.
      const once = body(pieces.join('')).replaceAll('<wbr>', '');
      assert.equal(body(once).replaceAll('<wbr>', ''), once);
    }),
    { numRuns: 400 },
  );
});

test('the document names no script, refers to nothing and says what it is', () => {
  const { html } = safeDocument({ html: '<p>Hi</p>' }, options);
  assert.match(html, /^<!doctype html><html lang="en"><head><meta charset="utf-8">/);
  assert.doesNotMatch(html, /<script|<link|<base/);
});

test('links get a target of their own and lose what they must not have', () => {
  assert.equal(
    body('<a href="https://example.org/?a=1&amp;b=2" ping=x id=y target=_top>x</a>'),
    '<a href="https://example.org/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer" data-id="y">x</a>',
  );
  assert.match(
    body('<a href="MAILTO:a@example.org?subject=x">x</a>'),
    /href="mailto:a@example.org\?subject=x"/,
  );
  assert.match(body('<a href="//example.org/x">x</a>'), /href="https:\/\/example.org\/x"/);
  assert.match(body('<a href="www.example.org">x</a>'), /href="http:\/\/www.example.org\/"/);
  assert.equal(
    body('<a href="#top">x</a><a href="page.html">y</a><a href="/x">z</a>'),
    '<a>x</a><a>y</a><a>z</a>',
  );
});

test('embedded pictures point to our own route, remote ones leave their room and their description', () => {
  assert.equal(body('<img src="cid:logo%40x" alt="Logo">'), '<img src="../blob/p1?inline=1" alt="Logo">');
  const remote = safeHtml(
    '<img src="https://x.example/a.png" width="600" height="200" alt="A &lt;boat&gt;">',
    options,
  );
  assert.equal(
    remote.body,
    '<span role="img" aria-label="A &lt;boat&gt;" class="postern-image" style="width:min(600px,100%);aspect-ratio:600/200;">A &lt;boat&gt;</span>',
  );
  assert.equal(remote.blockedRemote, 1);
});

test('a tracking pixel is named and leaves nothing', () => {
  const {
    body: html,
    blockedRemote,
    trackers,
  } = safeHtml('<p>x</p><img src="https://x.example/o.gif" width=1 height=1>', options);
  assert.equal(html, '<p>x</p>');
  assert.deepEqual([blockedRemote, trackers], [0, ['x.example']]);
});

test('backgrounds that lie elsewhere are counted, and the colour beside them stays', () => {
  const safe = safeHtml('<td style="background:#fff url(https://x.example/b.png) no-repeat">x</td>', options);
  assert.match(safe.body, /background:#fff\s+no-repeat/);
  assert.equal(safe.blockedRemote, 1);
});

test('a picture of its own data stays when it is raster', () => {
  assert.match(
    body('<img src="data:image/png;base64,iVBORw0KGgo=">'),
    /src="data:image\/png;base64,iVBORw0KGgo="/,
  );
  assert.doesNotMatch(body('<img src="data:image/svg+xml;base64,PHN2Zy8+">'), /src=/);
  assert.doesNotMatch(body('<img src="data:image/png,notbase64">'), /src=/);
});

test('newsletter styles survive: classes, media queries, colours, tables', () => {
  const { html } = safeDocument({ html: NEWSLETTER }, options);
  assert.match(html, /\.b\{padding:12px 24px;background:#06c;color:#fff;text-decoration:none;\}/);
  assert.match(html, /@media \(max-width:600px\)\{\.w\{width:100%!important;\}\}/);
  assert.match(html, /<body bgcolor="#f4f4f4" style="margin:0;">/);
  assert.match(html, /<table (?=[^>]*width="600")(?=[^>]*class="w")(?=[^>]*align="center")[^>]*style="/);
});

test('mail with colours of its own gets a light sheet, other mail follows light and dark', () => {
  const scheme = (html: string): string =>
    /color-scheme:[a-z ]+/.exec(safeDocument({ html }, options).html)![0];
  assert.equal(scheme('<p>Hi</p>'), 'color-scheme:light dark');
  assert.equal(scheme('<p style="color:inherit;background:transparent">Hi</p>'), 'color-scheme:light dark');
  assert.equal(scheme('<p style="color:#000">Hi</p>'), 'color-scheme:light only');
  assert.equal(scheme('<table bgcolor=white><tr><td>Hi'), 'color-scheme:light only');
  assert.equal(scheme('<style>td{background-color:#eee}</style>Hi'), 'color-scheme:light only');
});

test('dark variants of the sender are left out, as the sheet is light', () => {
  assert.doesNotMatch(
    safeHtml('<style>@media (prefers-color-scheme:dark){p{color:#fff}}</style>', options).css,
    /fff/,
  );
});

test('styles by id find their element, which has no id', () => {
  const { css, body: html } = safeHtml('<style>#top, p#a-b{color:red}</style><p id="top">x</p>', options);
  assert.equal(css, ':is(#_,[data-id="top"]), p:is(#_,[data-id="a-b"]){color:red;}');
  assert.equal(html, '<p data-id="top">x</p>');
  assert.equal(body('<p id="a b">x</p><p id=\'"]{}\'>y</p>'), '<p>x</p><p>y</p>');
});

test('a message is laid out in the mode it was written for', () => {
  const mode = (html: string): string => /^<!doctype[^>]*>/i.exec(safeDocument({ html }, options).html)![0];
  assert.equal(mode('<!DOCTYPE html><table><tr><td>x</table>'), '<!doctype html>');
  assert.match(
    mode('<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">x'),
    /XHTML 1.0 Transitional/,
  );
  assert.match(mode('<table><tr><td><img src=x></table>'), /XHTML 1.0 Transitional/);
  assert.equal(mode('<p>x</p>'), '<!doctype html>');
});

test('only a message that is not laid out by its sender begins from our margins and type', () => {
  const isOurs = (html: string): boolean => /margin:12px/.test(safeDocument({ html }, options).html);
  assert.equal(isOurs('<p>Hi <b>there</b></p>'), true);
  assert.equal(isOurs('<table><tr><td>Hi</table>'), false);
  assert.equal(isOurs('<style>p{margin:0}</style><p>Hi'), false);
});

test('very long words get places to break, between whole characters', () => {
  assert.equal(body('a'.repeat(70)), `${'a'.repeat(30)}<wbr>${'a'.repeat(30)}<wbr>${'a'.repeat(10)}`);
  assert.equal(body(`${'a'.repeat(29)}${'😀'.repeat(10)}`), `${'a'.repeat(29)}😀<wbr>${'😀'.repeat(9)}`);
  assert.equal(body('a'.repeat(30)), 'a'.repeat(30));
});

test('deep nesting keeps its text and ends', () => {
  const html = body(`${'<div>'.repeat(5000)}deep${'</div>'.repeat(5000)}`);
  assert.match(html, /deep/);
  assert.ok(html.split('<div>').length <= 257);
  assert.equal(html.split('<div>').length, html.split('</div>').length);
});

test('stray closing tags do not tear a layout apart', () => {
  assert.equal(
    body('<div><table><tr><td>a</div>b</td><td>c</td></tr></table></div>'),
    '<div><table><tr><td>ab</td><td>c</td></tr></table></div>',
  );
  assert.equal(
    body('<table><tr><td>a<td>b<tr><td>c</table>'),
    '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>',
  );
  assert.equal(body('<p>a<p>b'), '<p>a</p><p>b</p>');
  assert.equal(body('<ul><li>a<li>b<ul><li>c</ul></ul>'), '<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>');
});

test('markup that is not closed does not hide what follows a dropped element', () => {
  assert.equal(body('<div><svg><path d=x></div><p>after</p>'), '<div></div><p>after</p>');
  assert.equal(body('<svg/><p>after</p>'), '<p>after</p>');
});

test('language and direction of the message are kept', () => {
  const { html } = safeDocument(
    { html: '<html lang="ar" dir="rtl"><body>مرحبا' },
    { ...options, lang: 'de' },
  );
  assert.match(html, /<html lang="ar" dir="rtl">/);
  assert.match(safeDocument({ html: 'x' }, { ...options, lang: 'de' }).html, /<html lang="de">/);
});

test('a large document lets others have their turn and comes out the same', async () => {
  const html = bigNewsletter(300_000);
  let turns = 0;
  const made = safeHtmlDocument(html, options);
  void made.finally(() => clearImmediate(others));
  let others = setImmediate(function count() {
    turns++;
    others = setImmediate(count);
  });
  const inTurns = await made;
  assert.ok(turns >= 3, `${turns}`);
  assert.deepEqual(inTurns, safeDocument({ html }, options));
});
