// Everything in HTML that fetches, and so tells the sender that the message was opened.
import { type Attack, body } from './attack.ts';

export const LOADING: readonly Attack[] = [
  body(
    'remote images',
    '<img src="LEAK/1.png"><img src="//example.invalid/2.png"><img srcset="LEAK/3.png 2x"><picture><source srcset="LEAK/4.png"><img src="LEAK/5.png" alt="Five" width=300 height=100></picture>',
  ),
  body(
    'image with newlines in its URL',
    '<img src="ht\ntps://example.invalid/x.png"><img src="LEAK\t/6.png">',
  ),
  body(
    'input image, video, audio',
    '<input type=image src="LEAK/7.png"><video src="LEAK/8.mp4" poster="LEAK/9.png" autoplay></video><audio src="LEAK/a.mp3" autoplay></audio>',
  ),
  body(
    'links that load',
    '<link rel=stylesheet href="LEAK/b.css"><link rel=prefetch href="LEAK/c"><link rel=dns-prefetch href="LEAK"><link rel=icon href="LEAK/d.ico">',
  ),
  body(
    'frames and objects',
    '<iframe src="LEAK/e"></iframe><object data="LEAK/f"></object><embed src="LEAK/g"><applet code="LEAK/h"></applet><frameset><frame src="LEAK/i"></frameset>',
  ),
  body('srcdoc', '<iframe srcdoc="<script>RUN</script><img src=LEAK/j>"></iframe>'),
  body(
    'base and meta',
    '<base href="LEAK/"><meta http-equiv=refresh content="0;url=LEAK/k"><meta http-equiv="Content-Security-Policy" content="default-src *"><img src="l.png">',
  ),
  body(
    'backgrounds',
    '<body background="LEAK/m.png"><table background="LEAK/n.png"><tr><td background="LEAK/o.png">x</table>',
  ),
  body('import', '<style>@import "LEAK/p.css"; @import url(LEAK/q.css) screen; p{color:green}</style><p>x'),
  body('font-face', '<style>@font-face{font-family:x;src:url(LEAK/r.woff)} p{font-family:x}</style><p>x'),
  body(
    'style URLs',
    '<style>p{background:url(LEAK/s.png);list-style:url("LEAK/t.png");cursor:url(LEAK/u.cur),auto;content:url(LEAK/v)} p::before{content:url(LEAK/w)}</style><p style="background-image:url(&quot;LEAK/x.png&quot;)">x',
  ),
  body(
    'image-set and friends',
    "<p style=\"background-image:image-set('LEAK/y.png' 1x);background-image:-webkit-image-set(url(LEAK/z.png) 1x);mask-image:url(LEAK/a1);border-image:url(LEAK/a2) 1;filter:url(LEAK/a3);shape-outside:url(LEAK/a4);background:src('LEAK/a5')\">x",
  ),
  body('unclosed url', '<p style="background:url(LEAK/b1.png">x<style>p{background:url(LEAK/b2.png</style>'),
  body(
    'var with a URL',
    '<style>:root{--a:url(LEAK/c1.png)} p{background:var(--a)}</style><p style="--b:url(LEAK/c2.png);background:var(--b)">x',
  ),
  body(
    'CSS escapes',
    '<style>p{background:\\75\\72\\6c(LEAK/d1.png);b\\61ckground:url(LEAK/d2.png)} @\\69mport url(LEAK/d3.css);</style><p style="background:\\75 rl(LEAK/d4.png)">x',
  ),
  body(
    'CSS comments',
    '<p style="back/**/ground:url(LEAK/e1.png);background:u/**/rl(LEAK/e2.png);background:url/**/(LEAK/e3.png)">x',
  ),
  body(
    'CSS expression and binding',
    '<p style="width:expression(RUN);-moz-binding:url(LEAK/f1.xml#x);behavior:url(LEAK/f2.htc)">x',
  ),
  body(
    'CSS ends the element',
    '<p style="color:red&lt;/style>&lt;script>RUN&lt;/script>">x<style>a[title="</style><script>RUN</script>"]{}</style>',
  ),
  body(
    'CSS in CDO and media',
    '<!-- x --><style><!-- @media screen { p { color: red; background: url(LEAK/g1.png) } } --></style><style media="screen and (x:url(LEAK/g2))">p{color:blue}</style><p>x',
  ),
  body(
    'CSS layer, namespace, supports',
    '<style>@namespace url(LEAK/h1);@layer a{p{background:url(LEAK/h2)}}@supports(background:url(LEAK/h3)){p{background:url(LEAK/h4)}}@container x{p{background:url(LEAK/h5)}}p{q{background:url(LEAK/h6)}}</style><p>x',
  ),
  body(
    'attribute selectors that leak',
    '<style>a[href^="https"]{background:url(LEAK/i1)}</style><a href="https://example.org/">x</a>',
  ),
  body(
    'ping and target',
    '<a href="https://example.org/" ping="LEAK/j1" target=_top download referrerpolicy=unsafe-url>x</a>',
  ),
  body(
    'xlink and href on others',
    '<p href="javascript:RUN" src="LEAK/k1" xlink:href="LEAK/k2">x</p><image src="LEAK/k3" xlink:href="LEAK/k4">',
  ),
  body(
    'lowsrc, dynsrc, longdesc, usemap',
    '<img src="LEAK/l1" lowsrc="LEAK/l2" dynsrc="LEAK/l3" longdesc="LEAK/l4" usemap="#m"><map name=m><area href="javascript:RUN"></map>',
  ),
  body(
    'bgsound, layer, xml',
    '<bgsound src="LEAK/m1"><layer src="LEAK/m2"></layer><xml src="LEAK/m3"></xml><import src="LEAK/m4"></import>',
  ),
  body(
    'every link relation',
    [
      'stylesheet',
      'preload',
      'modulepreload',
      'prefetch',
      'prerender',
      'preconnect',
      'dns-prefetch',
      'manifest',
      'icon',
      'shortcut icon',
      'apple-touch-icon',
      'import',
      'next',
      'pingback',
      'alternate stylesheet',
      'mask-icon',
      'expect',
      'compression-dictionary',
    ]
      .map((rel) => `<link rel="${rel}" as="image" href="LEAK/${rel.replace(' ', '-')}">`)
      .concat('<p>x')
      .join(''),
  ),
  body(
    'preload by srcset',
    '<link rel=preload as=image imagesrcset="LEAK/is1 1x, LEAK/is2 2x" imagesizes=100vw><p>x',
  ),
  body(
    'meta that loads, leads away or loosens',
    '<meta http-equiv=refresh content="0; url=LEAK/r1"><meta http-equiv="refresh" content="0;URL=\'data:text/html,<script>RUN</script>\'"><meta http-equiv=set-cookie content="a=b"><meta http-equiv=link content="<LEAK/l>; rel=stylesheet"><meta name=referrer content=unsafe-url><meta http-equiv=x-dns-prefetch-control content=on><meta http-equiv=content-type content="text/html; charset=utf-7"><meta http-equiv=accept-ch content=dpr><meta name=color-scheme content=dark><p>x',
  ),
  body(
    'refresh of the whole page',
    '<meta http-equiv=refresh content="0; url=javascript:RUN"><meta http-equiv=refresh content="1; LEAK/r2"><p>x',
  ),
  body(
    'image candidates in all spellings',
    '<img srcset="LEAK/a 1x, LEAK/b 2x" sizes="1px" src="LEAK/c" loading=lazy><img src="LEAK/d" loading=eager fetchpriority=high decoding=sync crossorigin=use-credentials referrerpolicy=unsafe-url><img src=//HOST/e><img src="/\\HOST/f"><img src="\\\\HOST\\g"><img src="http:/\\HOST/h"><img src="https:HOST/i"><img src="HTTP://HOST/j"><img src="&#x68;ttp://HOST/k"><img src="ht&Tab;tp://HOST/l">',
  ),
  body(
    'picture and source',
    '<picture><source srcset="LEAK/p1" media="(min-width:1px)"><source src="LEAK/p2" type=image/webp><img src="LEAK/p3" alt="Three"></picture><source srcset="LEAK/p4">',
  ),
  body(
    'video and audio in all spellings',
    '<video autoplay muted preload=auto poster="LEAK/v1"><source src="LEAK/v2"><track default src="LEAK/v3.vtt"></video><audio preload=auto src="LEAK/v4"></audio><bgsound src="LEAK/v5"><embed src="LEAK/v6"><video src="LEAK/v7" controls></video>',
  ),
  body(
    'frames in all spellings',
    '<iframe src="LEAK/f1" loading=eager></iframe><iframe srcdoc="&lt;script&gt;RUN&lt;/script&gt;"></iframe><frame src="LEAK/f2"><fencedframe src="LEAK/f3"></fencedframe><portal src="LEAK/f4"></portal><iframe src="javascript:RUN"></iframe><iframe src="//HOST/f5" name=x sandbox="allow-scripts allow-top-navigation"></iframe><webview src="LEAK/f6"></webview><controlledframe src="LEAK/f7"></controlledframe>',
  ),
  body(
    'frame that leads the whole page away',
    '<iframe src="data:text/html,<script>top.location=%22LEAK/top%22</script>"></iframe><iframe srcdoc="<base target=_top><a href=LEAK/x>x</a><script>top.location.href=\'LEAK/top2\'</script>"></iframe>',
  ),
  body(
    'object and embed in all spellings',
    '<object data="LEAK/o1" type="text/html"><param name=src value="LEAK/o2"></object><object classid="clsid:1" codebase="LEAK/o3"></object><embed type="text/html" src="LEAK/o4"><applet archive="LEAK/o5" code=x codebase="LEAK/"></applet><object data="javascript:RUN"></object><object type="text/x-scriptlet" data="LEAK/o6"></object>',
  ),
  body(
    'data addresses in frames',
    '<iframe src="data:text/html,<script>RUN</script>"></iframe><object data="data:text/html,<script>RUN</script>"></object><embed src="data:text/html,<script>RUN</script>" type=text/html>',
  ),
  body(
    'image maps and their areas',
    '<img src="cid:none" usemap="#m" ismap alt="map"><map name=m><area shape=default href="javascript:RUN" ping="LEAK/pa"><area shape=rect coords=0,0,999,999 href="LEAK/ar"></map>',
  ),
  body(
    'attributes that name addresses',
    '<blockquote cite="LEAK/c1"><q cite="LEAK/c2"><ins cite="LEAK/c3"><del cite="LEAK/c4"></del></ins></q></blockquote><body profile="LEAK/c5"><html manifest="LEAK/c6.appcache"><input src="LEAK/c7"><button formaction="LEAK/c8">x</button><a attributionsrc="LEAK/c9" href="LEAK/c10">x</a><img attributionsrc="LEAK/c11">',
  ),
  body(
    'table cells with pictures behind',
    '<table background="LEAK/t1"><thead background="LEAK/t2"><tr background="LEAK/t3"><th background="LEAK/t4">x<tbody background="LEAK/t5"><tr><td background="//HOST/t6" style="background:url(//HOST/t7)">y</table>',
  ),
  body(
    'embedded parts that are none',
    '<img src="cid:../../graphql"><img src="cid:javascript:RUN"><img src="cid:"><img src="cid:%00"><img src="cid:LEAK/x"><img src="mid:x/y"><img src="cid:&quot;onerror=RUN"><a href="cid:x">x</a>',
  ),
  body(
    'pictures of the site itself',
    '<img src="/session"><img src="../graphql?query=mutation{signOut}"><img src="/blob/../graphql"><img src="?x"><img src="blob/x" onerror=RUN><img src="../raw/x">',
  ),
  body(
    'pictures by other schemes',
    '<img src="ftp://HOST/x"><img src="file:///etc/hosts"><img src="ws://HOST/"><img src="blob:null/x"><img src="filesystem:LEAK/x"><img src="chrome://favicon/"><img src="resource://x"><img src="about:blank"><img src="view-source:LEAK/x"><img src="feed://HOST/">',
  ),
  body(
    'pictures in data that are something else',
    '<img src="data:text/html,<script>RUN</script>"><img src="data:image/png;base64,B64[[<script>RUN</script>]]"><img src="data:image/png;base64,AAAA\u0022 onerror=RUN"><img src="data:image/svg+xml;utf8,<svg/onload=RUN>"><img src="data:,"><img src="DATA:IMAGE/PNG;BASE64,AAAA"><img src="data:image/x-icon;base64,AAAA">',
  ),
  body(
    'half a picture swallows what follows',
    '<img src="LEAK/half?<p>The secret of the message</p><a href="https://example.org/">',
  ),
  body(
    'an unclosed attribute sends the rest',
    "<p>text</p><img alt='<p>The secret</p><form action=LEAK/dm><textarea name=x>",
  ),
  body(
    'a base for everything that follows',
    '<base href="LEAK/"><base href="javascript:/"><img src="x.png"><a href="y">y</a><form action="z"><button>z</button></form>',
  ),
  body(
    'plain and odd closing of what loads',
    '<img src="LEAK/q1" / ><IMG\nSRC\n=\nLEAK/q2\n><image src="LEAK/q3"><img src=LEAK/q4/><p><img src="LEAK/q5"alt=x>',
  ),
];
