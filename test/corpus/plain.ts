// Plain text: format=flowed (RFC 3676), quotations, signatures, blocks of PGP, and the text of HTML.
import { mail, utf8 } from './build.ts';

const flowed = (name: string, rule: string, lines: string, text: string, more = '') =>
  mail(
    `flowed-${name}`,
    rule,
    `Content-Type: text/plain; charset=utf-8; format=flowed${more}\n\n${lines}\n`,
    { text },
  );
const plain = (name: string, rule: string, lines: string, text = lines) =>
  mail(`plain-${name}`, rule, `Content-Type: text/plain; charset=utf-8\n\n${lines}\n`, { text });
const html = (name: string, rule: string, markup: string, text: string) =>
  mail(`html-${name}`, rule, `Content-Type: text/html; charset=utf-8\n\n${markup}\n`, {
    text,
    shows: 'HTML',
  });

export const PLAIN = [
  flowed(
    'paragraph',
    'RFC 3676 4.1: a space at the end goes on',
    'one \ntwo \nthree\nfour',
    'one two three\nfour',
  ),
  flowed(
    'delsp',
    'RFC 3676 4.1: with DelSp the space goes',
    utf8('日本 \n語の \n文'),
    '日本語の文',
    '; delsp=yes',
  ),
  flowed(
    'quotes',
    'RFC 3676 4.5: quotations flow, too',
    '> one \n> two\n>> deep \n>> er\nmine',
    '> one two\n>> deep er\nmine',
  ),
  flowed('depths', 'RFC 3676 4.5: other depths never join', '> one \nmine', '> one \nmine'),
  flowed(
    'stuffed',
    'RFC 3676 4.4: a stuffed space goes',
    ' From here\n > not quoted\n  indented',
    'From here\n> not quoted\n indented',
  ),
  flowed('signature', 'RFC 3676 4.3: "-- " is a line of its own', 'words \n-- \nAnn', 'words \n-- \nAnn'),
  flowed('upper-case', 'RFC 3676 4.1: values in any case', 'one \ntwo', 'one two', '; DelSp=NO'),
  flowed('hard', 'RFC 3676 4.1: lines without a space stay', 'one\ntwo\n\nthree', 'one\ntwo\n\nthree'),
  plain('not-flowed', 'RFC 3676 4: without the parameter a space is a space', 'one \ntwo'),
  plain('quoted', 'Habit: an answer under its question', '> What is it?\n\nThis.\n\n>> older\n> old'),
  plain('from', 'Habit: From at a line start is escaped on the way', '>From here on'),
  plain('markup', 'Security: markup is text', '<script>alert(1)</script> &amp; <b>'),
  plain(
    'links',
    'Links stay as they are written',
    'See https://example.org/a?b=1&c=2 and <mailto:x@example.org>.',
  ),
  plain('tabs', 'Tabs and runs of spaces stay', 'a\tb   c'),
  plain('signature', 'RFC 3676 4.3: a signature', 'Words.\n\n-- \nAnn\nExample Ltd'),
  plain(
    'pgp-signed',
    'RFC 9580 7: a signed text with its armour',
    '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nWords.\n-----BEGIN PGP SIGNATURE-----\n\niQEz\n-----END PGP SIGNATURE-----',
  ),
  plain(
    'pgp-encrypted',
    'RFC 9580 6: an encrypted block stays readable as such',
    '-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----',
  ),
  plain(
    'bidi',
    'Unicode: text of the body keeps its marks',
    utf8('abc \u202etxt\u202c שלום'),
    'abc \u202etxt\u202c שלום',
  ),
  plain('emoji', 'Unicode: sequences stay whole', utf8('👩‍👩‍👧‍👦 🏳️‍🌈'), '👩‍👩‍👧‍👦 🏳️‍🌈'),
  plain('long-lines', 'Long lines are not broken', 'word '.repeat(500).trimEnd()),
  plain('blank-lines', 'Blank lines stay', 'one\n\n\n\ntwo'),
  html(
    'paragraphs',
    'HTML: blocks are lines',
    '<p>one<br>two</p><p>three</p><div>four</div>',
    'one\ntwo\n\nthree\n\nfour',
  ),
  html(
    'entities',
    'HTML: entities are characters',
    '<p>&lt;b&gt; &amp; &euro; &#x1F600; &nbsp;x</p>',
    '<b> & € 😀 \u00a0x',
  ),
  html('white-space', 'HTML: white space collapses', '<p>  one \n two\t three  </p>', 'one two three'),
  html('pre', 'HTML: but not in pre', '<pre>one\n  two</pre>', 'one\n  two'),
  html(
    'links',
    'A link says where it goes',
    '<p>See <a href="https://example.org/x">this page</a>.</p>',
    'See this page <https://example.org/x>.',
  ),
  html('list', 'HTML: a list', '<ul><li>one</li><li>two</li></ul>', '- one\n- two'),
  html('quote', 'HTML: a quotation', '<blockquote>one</blockquote>mine', '> one\n\nmine'),
  html(
    'hidden',
    'What is hidden is not read',
    '<style>p{}</style><script>x</script><title>t</title><p style="display:none">no</p><p>yes</p>',
    'yes',
  ),
  html(
    'table',
    'HTML: cells are words',
    '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>',
    'a b\nc',
  ),
  html('unclosed', 'HTML: what never closes', '<p>one<p>two <b>three', 'one\n\ntwo three'),
  html(
    'comment',
    'HTML: comments and conditions of Outlook',
    '<!-- no --><!--[if mso]><p>no</p><![endif]--><p>yes</p>',
    'yes',
  ),
  html(
    'alt',
    'HTML: a picture is its description',
    '<p>see <img alt="a cat" src="cid:none"></p>',
    'see [a cat]',
  ),
];
