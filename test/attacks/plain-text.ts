// Plain text that becomes markup once somebody looks for links in it.
import { type Attack, message } from './attack.ts';

const text = (name: string, body: string, params = ''): Attack =>
  message(name, `Content-Type: text/plain; charset=utf-8${params}`, '', body);

export const PLAIN_TEXT: readonly Attack[] = [
  text('markup', '<img src=x onerror=RUN><script>RUN</script><iframe src=LEAK/f></iframe>'),
  text(
    'markup in entities',
    '&lt;img src=x onerror=RUN&gt; &#60;script&#62;RUN &amp;lt;svg onload=RUN&amp;gt;',
  ),
  text('a link with a quote', 'https://example.org/"onmouseover="RUN"x="<img src=x onerror=RUN>'),
  text(
    'a link with brackets',
    'https://example.org/<img src=x onerror=RUN> <https://example.org/?a="><script>RUN</script>>',
  ),
  text(
    'a link in entities',
    "https://example.org/&quot;onmouseover=RUN&quot; https://example.org/&#34;&#62;&#60;img src=x onerror=RUN&#62; https://example.org/'onclick='RUN",
  ),
  text(
    'a link with a name',
    'https://demo.example@HOST/ https://demo.example%40HOST/ http://user:password@HOST/ https://demo.example\\@HOST/',
  ),
  text(
    'a link that is a script',
    'javascript:RUN JaVaScRiPt:RUN data:text/html,<script>RUN</script> vbscript:x http:javascript:RUN www.javascript:RUN',
  ),
  text(
    'links in links',
    'http://example.org/http://example.org/"<a href="http://example.org/<script>RUN</script>">www.example.org/www.example.org</a>',
  ),
  text(
    'addresses of mail with markup',
    '"<img src=x onerror=RUN>"@example.org a@example.org"onclick=RUN mailto:a@b.example?subject="><script>RUN</script> mailto:javascript:RUN@b.example',
  ),
  text(
    'letters that hide where a link ends',
    'https://example.org/\u202Egpj.exe https://example.org\u2028/<img src=x onerror=RUN> https://exam\u200bple.org/ https://\u0435xample.org/ https://example.org\u3002evil.example/',
  ),
  text(
    'attributes of the tool that makes links',
    'http://example.org/?style=x:expression(RUN)&onfocus=RUN&autofocus=1#"tabindex=1 onfocus=RUN autofocus',
  ),
  text(
    'markdown and BBCode',
    '[x](javascript:RUN) ![x](LEAK/md.png) <javascript:RUN> [url=javascript:RUN]x[/url] [img]LEAK/bb.png[/img] `<img src=x onerror=RUN>`\n\n<details open ontoggle=RUN>',
  ),
  text(
    'pictures that some would show',
    'LEAK/picture.png\nLEAK/movie.mp4\nhttps://www.youtube.com/watch?v=x\ncid:none\n:-) LEAK/smiley.gif',
  ),
  text(
    'flowed lines that make a tag',
    '<img src=x \nonerror=RUN \n><scr \nipt>RUN</scr \nipt>',
    '; format=flowed; delsp=yes',
  ),
  text('quotation of 5,000 marks', `${'>'.repeat(5000)} <img src=x onerror=RUN>\n${'> '.repeat(2000)}x`),
  text(
    'a signature and a fold with markup',
    `Hi\n\n> ${'<script>RUN</script>\n> '.repeat(10)}\n-- \n<img src=x onerror=RUN>`,
  ),
  text(
    'controls, bells and escapes',
    'a\x07\x08\x1b]0;x\x07\x1b[2J\x9b31mb\x0b\x0cc\x7f\x85d \u2028<img src=x onerror=RUN>',
  ),
  text('one line of 300,000 letters', `${'a@b.'.repeat(75_000)} <img src=x onerror=RUN>`),
  text('50,000 links', 'http://a.example/?<b> '.repeat(13_000)),
  text(
    'what a PGP block may hold',
    '-----BEGIN PGP SIGNED MESSAGE-----\nHash: <img src=x onerror=RUN>\n\n<script>RUN</script>\n-----BEGIN PGP SIGNATURE-----\nVersion: <svg onload=RUN>\nComment: LEAK/key\n\nAAAA\n-----END PGP SIGNATURE-----',
  ),
  text(
    'uuencode with a name of markup',
    'begin 644 <img src=x onerror=RUN>.html\n#0V%T\n`\nend\n\n=ybegin line=128 size=3 name=<script>RUN</script>.svg\nabc\n=yend size=3',
  ),
  message(
    'text/enriched and text/richtext',
    'Content-Type: text/enriched',
    '',
    '<bold>x</bold><param>LEAK/p</param><x-html><img src=x onerror=RUN></x-html><<script>RUN',
  ),
  message(
    'text of types nobody shows',
    'Content-Type: text/x-markdown',
    '',
    '<img src=x onerror=RUN>[x](javascript:RUN)',
  ),
  message(
    'text/xml',
    'Content-Type: text/xml',
    '',
    '<?xml version="1.0"?><?xml-stylesheet href="LEAK/x.xsl" type="text/xsl"?><html xmlns="http://www.w3.org/1999/xhtml"><script>RUN</script></html>',
  ),
  message(
    'text/css and text/javascript',
    'Content-Type: text/javascript',
    '',
    'RUN;//<img src=x onerror=RUN>',
  ),
  message(
    'application/xhtml+xml',
    'Content-Type: application/xhtml+xml',
    '',
    '<html xmlns="http://www.w3.org/1999/xhtml"><body onload="RUN"><script>RUN</script>x</body></html>',
  ),
];
