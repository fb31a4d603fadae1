// Markup that a browser reads in another way than a sanitiser did (mXSS): what is text for one is a tag for
// the other.
import { type Attack, body } from './attack.ts';

export const MUTATIONS: readonly Attack[] = [
  body(
    'form and math mutation',
    '<form><math><mtext></form><form><mglyph><style></math><img src onerror=RUN></style></mglyph></form>',
  ),
  body(
    'math table mutation',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=RUN&gt;">',
  ),
  body('noscript mutation', '<noscript><p title="</noscript><img src=x onerror=RUN>">'),
  body('noembed mutation', '<noembed><p title="</noembed><img src=x onerror=RUN>">'),
  body('noframes mutation', '<noframes><p title="</noframes><img src=x onerror=RUN>">'),
  body('template', '<template><img src=x onerror=RUN></template><template><script>RUN</script>'),
  body('textarea mutation', '<textarea><p title="</textarea><img src=x onerror=RUN>">'),
  body('title mutation', '<title><p title="</title><img src=x onerror=RUN>">'),
  body('xmp mutation', '<xmp><p title="</xmp><img src=x onerror=RUN>">'),
  body('iframe mutation', '<iframe><p title="</iframe><img src=x onerror=RUN>">'),
  body('style mutation', '<style><p title="</style><img src=x onerror=RUN>">'),
  body('style that ends in a string', '<style>a{content:"</style><img src=x onerror=RUN>"}</style>'),
  body('style that never ends', '<style>p{color:red}<img src=x onerror=RUN>'),
  body('plaintext', '<plaintext><img src=x onerror=RUN>'),
  body(
    'comment ends',
    '<!--><img src=x onerror=RUN>--><!--->x--!><img src=x onerror=RUN><!-- --!><img src=x onerror=RUN>',
  ),
  body(
    'conditional comment',
    '<!--[if gte IE 4]><script>RUN</script><![endif]--><![if !mso]><p>shown</p><![endif]>',
  ),
  body('CDATA', '<![CDATA[<img src=x onerror=RUN>]]><svg><![CDATA[><img src=x onerror=RUN>]]></svg>'),
  body('processing instruction', '<?xml version="1.0"?><?php echo 1 ?><img src=x onerror=RUN>'),
  body('select and option', '<select><option><style></option></select><img src=x onerror=RUN></style>'),
  body(
    'nested anchors and tables',
    '<a href="https://example.org/1"><table><a href="https://example.org/2"><tr><td><a>x</table>',
  ),
  body('attribute without an end', '<a href="https://example.org/" title="<img src=x onerror=RUN>'),
  body('less-than without an end', '<p>1 < 2 <'),
  body('wrong surrogates and NUL', '<p title="\ud800\0">\udc00\0 text</p>'),
  body(
    'select takes tags away',
    '<select><svg><style><a title="</style><img src=x onerror=RUN>"></select><select><img src=x onerror=RUN></select><select><input onfocus=RUN autofocus>',
  ),
  body(
    'table sends its content before itself',
    '<table><style><td title="</style><img src=x onerror=RUN>"></table><table><tr><img src=x onerror=RUN><td>x<table></a></table>',
  ),
  body(
    'table and a hidden input',
    '<table><input type=hidden onfocus=RUN><form><input type=image src="LEAK/ti"></form><tr><td>x</td></tr></table>',
  ),
  body(
    'caption and nested tables',
    '<table><caption><table></caption><img src=x onerror=RUN></table><table><colgroup><img src=x onerror=RUN></colgroup></table>',
  ),
  body(
    'formatting elements are opened again',
    `<b><i><u><a href="javascript:RUN"><p></b></i></u><p>x</a>${'<font><b><i>'.repeat(40)}<p>y`,
  ),
  body(
    'a listing, a pre and a first line end',
    '<pre>\n\n<img src=x onerror=RUN></pre><listing>\n<img src=x onerror=RUN></listing><textarea>\n</textarea>',
  ),
  body(
    'frameset takes the body away',
    '<p>x</p><frameset onload=RUN><frame src="javascript:RUN"></frameset><noframes><img src=x onerror=RUN></noframes>',
  ),
  body(
    'comment ends of all kinds',
    '<!--a--!><img src=x onerror=RUN><!----!><img src=x onerror=RUN>--><!-><img src=x onerror=RUN><!--><img src=x onerror=RUN>--><!doctype "x><img src=x onerror=RUN>">',
  ),
  body(
    'bogus comments',
    '</ <img src=x onerror=RUN>><//><img src=x onerror=RUN><!x "><img src=x onerror=RUN>"><?x "?><img src=x onerror=RUN>"></!--><img src=x onerror=RUN>',
  ),
  body(
    'CDATA in an integration point',
    '<svg><title><![CDATA[><img src=x onerror=RUN>]]></title></svg><math><mtext><![CDATA[</mtext><img src=x onerror=RUN>]]>',
  ),
  body(
    'a title in the head and one in svg',
    '<svg><title><a title="</title><img src=x onerror=RUN>"></title></svg><title><svg><a title="</title><img src=x onerror=RUN>">',
  ),
  body(
    'style in table in svg',
    '<svg></p><table><style><img src=x onerror=RUN></style></table></svg><svg><p></svg><style><!--</style><img src=x onerror=RUN>-->',
  ),
  body(
    'noscript inside an attribute',
    '<noscript><style></noscript><img src=x onerror=RUN></style><p id="</noscript><img src=x onerror=RUN>">',
  ),
  body(
    'option, optgroup and datalist',
    '<datalist><option><img src=x onerror=RUN></datalist><option><svg onload=RUN></option><optgroup label="</optgroup><img src=x onerror=RUN>">',
  ),
  body(
    'entities that make markup',
    '&lt;img src=x onerror=RUN&gt;<p title="&quot;&gt;&lt;img src=x onerror=RUN&gt;">x</p>&amp;lt;script&amp;gt;RUN&amp;lt;/script&amp;gt;&LT;script&GT;RUN&LT;/script&GT;',
  ),
  body(
    'entities without their semicolon',
    '<a href="https://example.org/?a=1&lt=2&gt=3&quot=4&amp;lt;script">x</a><p title="&quotx onmouseover=RUN">y</p>&ltimg src=x onerror=RUN&gt',
  ),
  body(
    'numbers that are no characters',
    '&#0;&#x80;&#xD800;&#x110000;&#xFFFFFFFFFF;&#60;img src=x onerror=RUN&#62;&#x3c;script&#x3e;RUN&#x3c;/script&#x3e;',
  ),
  body(
    'NUL everywhere',
    '<\0script>RUN</script><img\0 src=x onerror=RUN><img src=x o\0nerror=RUN><a href="java\0script:RUN">x</a><!-\0-><img src=x onerror=RUN>-->\0',
  ),
  body(
    'quotes that look like quotes',
    '<img src=\u201cx\u201d onerror=\u201cRUN\u201d><a title=`x` onclick=`RUN` href=`javascript:RUN`>x</a><p title=\u2019>\u2019 onclick=RUN>y',
  ),
  body(
    'a slash before the value',
    '<a/href=/javascript:RUN/>x</a><a href=\u002fjavascript:RUN>y</a><iframe/src/=javascript:RUN></iframe>',
  ),
  body(
    'an equals sign as a name',
    '<img =src=x onerror=RUN><img = x onerror=RUN src=x><p =title="><img src=x onerror=RUN>">x',
  ),
  body('half a tag at the end', '<p>shown</p><img src=x onerror=RUN'),
  body('half an attribute at the end', '<p>shown</p><img src=x onerror="RUN'),
  body(
    'isindex, keygen and menuitem',
    '<isindex type=image src="LEAK/ii" action="javascript:RUN"><keygen autofocus onfocus=RUN><menu type=context><menuitem onclick=RUN>x</menuitem></menu>',
  ),
  body(
    'unknown elements with a dash or a colon',
    '<o:p onclick=RUN>x</o:p><v:shape style="behavior:url(LEAK/vml)"><v:imagedata src="LEAK/vml.png"/></v:shape><w:wordDocument><img src=x onerror=RUN></w:wordDocument>',
  ),
  body(
    'an xmp in math in a table',
    '<table><math><xmp><img src=x onerror=RUN></xmp></math></table><math><xmp><p title="</xmp><img src=x onerror=RUN>">',
  ),
  body(
    'ruby, summary and details crossing',
    '<details><summary><a href="javascript:RUN"><details></summary><img src=x onerror=RUN></details></a><ruby><rt><rtc><img src=x onerror=RUN></ruby>',
  ),
  body(
    'html and body again and again',
    '<body><html onload=RUN><body onload=RUN bgcolor=red><head><script>RUN</script></head><html><body onfocus=RUN>text</body></html></body>after',
  ),
  body(
    'a doctype with a subset',
    '<!DOCTYPE html [<!ENTITY x "<img src=x onerror=RUN>"><!ENTITY y SYSTEM "LEAK/dtd">]><html>&x;&y;</html>',
  ),
];
