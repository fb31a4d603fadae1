// Pictures from elsewhere: which get an address of ours, which are never shown, and what is said about them.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { safeDocument } from '../../../server/mime/html/document.ts';
import { safeHtml } from '../../../server/mime/html/html.ts';
import { candidateOf } from '../../../server/mime/html/pictures.ts';
import { trackerOf } from '../../../server/mime/html/trackers.ts';

/** As it is shown once the person allowed it: every address becomes one of ours. */
const shown = (html: string) => {
  const asked: string[] = [];
  const remoteUrl = (url: string) => `../image/${asked.push(url)}`;
  const cidUrl = (id: string) => (id === 'logo@x' ? '../blob/p1?inline=1' : null);
  const { body, css, bodyAttributes, blockedRemote, trackers, coloured } = safeHtml(html, {
    cidUrl,
    remoteUrl,
  });
  return { body, css, bodyAttributes, blockedRemote, trackers, coloured, asked };
};
const blocked = (html: string) => safeHtml(html, { cidUrl: () => null });

suite('a picture from elsewhere', () => {
  test('gets an address of ours when it is allowed, and its own is nowhere', () => {
    const html = '<img src="https://shop.example/a b.png#x" width="600" alt="Boat">';
    const { body, asked, blockedRemote } = shown(html);
    assert.equal(body, '<img src="../image/1" width="600" alt="Boat">');
    assert.deepEqual([asked, blockedRemote], [['https://shop.example/a%20b.png'], 1]);
    assert.doesNotMatch(JSON.stringify(blocked(html)), /shop\.example/);
  });

  test('is known in every spelling of its address', () => {
    for (const src of [
      '//shop.example/a',
      'HTTPS:\\\\shop.example/a',
      ' https://shop\n.example/a ',
      'https:////shop.example/a',
    ])
      assert.deepEqual(shown(`<img src="${src}">`).asked, ['https://shop.example/a'], src);
    for (const src of [
      'a.png',
      '/a.png',
      'ftp://shop.example/a',
      'https://user:pw@shop.example/a',
      'javascript:x',
      'blob:https://shop.example/a',
      'https:shop.example',
    ])
      assert.deepEqual(shown(`<img src="${src}">`).asked, [], src);
  });

  test('is counted once, however often it is shown', () => {
    const twice =
      '<img src="https://a.example/1"><img src="https://a.example/1#x"><img src="https://a.example/2">';
    assert.equal(blocked(twice).blockedRemote, 2);
    assert.equal(shown(twice).blockedRemote, 2);
  });

  test('is left out when its address is too long to be asked for', () => {
    const { asked, blockedRemote } = shown(`<img src="https://a.example/${'x'.repeat(4000)}" alt="Long">`);
    assert.deepEqual([asked, blockedRemote], [[], 1]);
  });

  test('is one of the set where there is a set', () => {
    assert.deepEqual(shown('<img src="https://a.example/1" srcset="https://a.example/2 2x">').asked, [
      'https://a.example/1',
    ]);
    assert.deepEqual(shown('<img srcset="https://a.example/1, https://a.example/2 2x">').asked, [
      'https://a.example/2',
    ]);
    assert.equal(candidateOf('a,b.png 1x, c 1.5x, d 4x'), 'c');
    assert.equal(candidateOf('a 400w, b 800w'), 'a');
    assert.equal(candidateOf(''), '');
  });

  test('is never a font, a style sheet, a film or anything else that loads', () => {
    const { asked, blockedRemote } = shown(`
      <link rel=stylesheet href="https://a.example/1"><style>@import "https://a.example/2"; @font-face{font-family:x;src:url(https://a.example/3)}
      p{list-style-image:url(https://a.example/4);cursor:url(https://a.example/5),auto;content:url(https://a.example/6)}
      q{background:image-set("https://a.example/7" 1x);border-image:url(https://a.example/8);filter:url(https://a.example/9)}</style>
      <video poster="https://a.example/10" src="https://a.example/11"></video><audio src="https://a.example/12"></audio>
      <input type=image src="https://a.example/13"><object data="https://a.example/14"></object><iframe src="https://a.example/15"></iframe>
      <picture><source srcset="https://a.example/16"></picture><svg><image href="https://a.example/17"/></svg>
      <p background="https://a.example/18">x</p>`);
    assert.deepEqual([asked, blockedRemote], [[], 0]);
  });
});

suite('a background', () => {
  test('is shown in a style attribute, in a style element and by the old attribute', () => {
    const { body, css, bodyAttributes, asked, coloured } = shown(
      `<body background="https://a.example/0"><style>.x{background:#fff url('https://a.example/1') no-repeat}</style>
       <td background="https://a.example/2" style="color:#000">x</td><p style="background-image:url( https://a.example/3 )">y</p>`,
    );
    assert.match(css, /\.x\{background:#fff url\("\.\.\/image\/2"\) no-repeat;\}/);
    assert.match(body, /<td style="background-image:url\(&quot;\.\.\/image\/3&quot;\);color:#000;">/);
    assert.match(body, /<p style="background-image:url\(&quot;\.\.\/image\/4&quot;\);">/);
    assert.match(bodyAttributes, /background-image:url\(&quot;\.\.\/image\/1&quot;\)/);
    assert.deepEqual(asked, [
      'https://a.example/0',
      'https://a.example/1',
      'https://a.example/2',
      'https://a.example/3',
    ]);
    assert.equal(coloured, true);
  });

  test('of several layers is whole or not there', () => {
    const layers = '<p style="background:linear-gradient(#000,#fff),url(https://a.example/1)">x</p>';
    assert.match(shown(layers).body, /linear-gradient\(#000,#fff\),url\(&quot;\.\.\/image\/1&quot;\)/);
    assert.doesNotMatch(blocked(layers).body, /style/);
    assert.equal(blocked(layers).blockedRemote, 1);
  });

  test('may be a part of the message', () => {
    assert.match(
      shown('<p style="background:url(cid:logo@x)">x</p>').body,
      /url\(&quot;\.\.\/blob\/p1\?inline=1&quot;\)/,
    );
  });

  test('can not be used to write other style', () => {
    for (const css of [
      'background:url(https://a.example/1\\29 x)',
      'background:url("https://a.example/1',
      'background:url(https://a.example/1',
      'background:url(var(--x))',
      'background:url("https://a.example/1" "https://a.example/2") x)',
      'background:src("https://a.example/1")',
      'background:url(https://a.example/1) url(data:text/html,x)',
    ]) {
      const { body } = shown(`<p style='${css}'>x</p>`);
      assert.match(
        body,
        /^<p(?: style="(?:background:(?:url\(&quot;\.\.\/image\/\d&quot;\)\s?)+;)?")?>x<\/p>$/,
        css,
      );
      assert.doesNotMatch(body, /a\.example|data:/, css);
    }
  });
});

suite('what counts openings', () => {
  const PIXELS = [
    '<img src="https://news.shop.example/open?u=1" width=1 height=1>',
    '<img src="https://news.shop.example/open?u=1" style="width:0;height:0px">',
    '<img src="https://news.shop.example/open?u=1" width="1">',
    '<img src="https://news.shop.example/open?u=1" height="2px">',
  ];

  test('is never asked for, also when pictures are allowed, and named by its host', () => {
    for (const html of PIXELS) {
      const { asked, trackers, blockedRemote } = shown(html);
      assert.deepEqual([asked, trackers, blockedRemote], [[], ['news.shop.example'], 0], html);
    }
  });

  test('is not what keeps room', () => {
    assert.deepEqual(shown('<img src="https://a.example/spacer.gif" width=1 height=1>').trackers, []);
    assert.deepEqual(shown('<img src="https://a.example/spacer.gif?u=1" width=1 height=1>').trackers, [
      'a.example',
    ]);
    for (const size of ['width="600" height="1"', 'width="100%" height="1"', 'height="1" style="width:50%"'])
      assert.deepEqual(shown(`<img src="https://a.example/line.png" ${size}>`).asked.length, 1, size);
  });

  test('is named by its service, whatever size it claims', () => {
    const html = `<img src="https://acme.us7.list-manage.com/track/open.php?u=1&id=2" width=300 height=200>
      <p style="background:url(https://u1.ct.sendgrid.net/wf/open?upn=x)">y</p>`;
    assert.deepEqual(shown(html).trackers, ['Mailchimp', 'SendGrid']);
    assert.deepEqual(shown(html).asked, []);
    assert.deepEqual(safeDocument({ html }, { cidUrl: () => null }).trackers, ['Mailchimp', 'SendGrid']);
  });

  test('is known by host and path together', () => {
    const known = (url: string) => trackerOf(new URL(url));
    for (const [url, name] of [
      ['https://mailtrack.io/trace/mail/x.png', 'Mailtrack'],
      ['https://acme.cmail20.com/t/x-o-abc/o.gif', 'Campaign Monitor'],
      ['https://links.acme.example/e/eo?_t=1', 'Iterable'],
      ['https://go.acme.example/q/AbC~~/x/y', 'SparkPost'],
      ['https://email.acme.example/o/eJwNyjEOg', 'Mailgun'],
      ['https://x.r.eu-west-1.awstrack.me/I0/0102/a', 'Amazon SES'],
      ['https://ad.doubleclick.net/x', 'DoubleClick'],
      ['https://github.com/notifications/beacon/A.gif', 'GitHub'],
      ['https://app.frontapp.com/api/1/noauth/companies/acme/seen/x/y.gif', 'Front'],
    ] as const)
      assert.equal(known(url), name, url);
    for (const url of [
      'https://mailtrack.io/logo.png',
      'https://notmailtrack.io/trace/x',
      'https://mailtrack.io.example/trace/x',
      'https://i.cmail20.com/ei/x/pic.jpg',
      'https://github.com/logo.png',
      'https://shop.example/q/a/b.png',
      'https://shop.example/opening.jpg',
    ])
      assert.equal(known(url), null, url);
  });
});
