// SVG and MathML: other rules of parsing, other elements that run and load.
import { type Attack, body } from './attack.ts';

export const FOREIGN: readonly Attack[] = [
  body('svg handler', '<svg onload=RUN><circle r=9></svg>'),
  body('svg script', '<svg><script>RUN</script></svg>'),
  body(
    'svg animation of a link',
    '<svg><a><animate attributeName=href values="javascript:RUN"/><text y=20>x</text></a></svg>',
  ),
  body('svg set with begin', '<svg><set attributeName=onmouseover to=RUN begin=0s></svg>'),
  body(
    'svg feImage',
    '<svg><filter id=f><feImage href="LEAK/f.png"/></filter><rect filter="url(#f)"/></svg>',
  ),
  body('svg use', '<svg><use href="data:image/svg+xml;base64,PHN2Zy8+#x"/></svg>'),
  body(
    'svg foreignObject',
    '<svg><foreignObject><body onload=RUN><iframe srcdoc="<script>RUN</script>"></iframe></foreignObject></svg>',
  ),
  body(
    'svg image in an img',
    '<img src="data:image/svg+xml;base64,B64[[<svg xmlns="http://www.w3.org/2000/svg" onload="RUN"/>]]">',
  ),
  body('svg style breaks out', '<svg></p><style><a title="</style><img src=x onerror=RUN>">'),
  body('svg renamed', '<svg><title><style><!--</style><img src=x onerror=RUN>--></title></svg>'),
  body(
    'math link',
    '<math href="javascript:RUN">x</math><math><mtext><a href="javascript:RUN">x</a></mtext></math>',
  ),
  body(
    'math annotation',
    '<math><annotation-xml encoding="text/html"><style><img src=x onerror=RUN></style></annotation-xml></math>',
  ),
  body(
    'svg animations of every kind',
    '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><a xlink:href="#"><animate attributeName=xlink:href begin=0 from="javascript:RUN" to="javascript:RUN"/><set attributeName=href to="javascript:RUN"/><animateTransform onbegin=RUN attributeName=transform /><animateMotion onend=RUN dur=1ms /><discard onbegin=RUN /><text y=20>x</text></a></svg>',
  ),
  body(
    'svg image and use from elsewhere',
    '<svg><image href="LEAK/si.png" width=9 height=9 /><image xlink:href="LEAK/si2.png"/><use href="LEAK/u.svg#x"/><tref xlink:href="LEAK/tr#x"/><cursor xlink:href="LEAK/cu"/></svg>',
  ),
  body(
    'svg style and font',
    '<svg><style>@import "LEAK/ss.css";*{fill:url(LEAK/fl#x);background:url(LEAK/bg.png)}</style><font-face><font-face-src><font-face-uri xlink:href="LEAK/ff"/></font-face-src></font-face><rect width=9 height=9 /></svg>',
  ),
  body(
    'svg handler element and script with a source',
    '<svg><handler type="text/javascript" ev:event="load">RUN</handler><script href="data:text/javascript,RUN"/><script xlink:href="data:,RUN"></script></svg>',
  ),
  body(
    'svg marker, mask, pattern, clip-path',
    '<svg><path marker-end="url(LEAK/m#a)" mask="url(LEAK/m#b)" clip-path="url(LEAK/m#c)" fill="url(LEAK/m#d)" filter="url(LEAK/m#e)" d="M0 0h9v9"/></svg>',
  ),
  body('svg without its end swallows the text', 'before<svg><desc><p>inside</p><img src=x onerror=RUN>'),
  body(
    'svg integration points',
    '<svg><title><img src=x onerror=RUN></title><desc><script>RUN</script></desc><foreignObject><img src=x onerror=RUN></foreignObject></svg>',
  ),
  body(
    'svg and html take turns',
    '<svg><p><style><g title="</style><img src=x onerror=RUN>"></svg><svg><font color><img src=x onerror=RUN></svg>',
  ),
  body(
    'svg in a namespace prefix',
    '<x:svg xmlns:x="http://www.w3.org/2000/svg"><x:script>RUN</x:script></x:svg><html:script xmlns:html="http://www.w3.org/1999/xhtml">RUN</html:script>',
  ),
  body(
    'math actions',
    '<math><maction actiontype="statusline#LEAK/ma" xlink:href="javascript:RUN">x<mtext>LEAK</mtext></maction><mrow href="javascript:RUN" xlink:show=new>y</mrow></math>',
  ),
  body(
    'math integration points',
    '<math><mi><img src=x onerror=RUN></mi><mo><script>RUN</script></mo><mtext><style><img src=x onerror=RUN></style></mtext><annotation-xml encoding="application/xhtml+xml"><img src=x onerror=RUN></annotation-xml></math>',
  ),
  body(
    'math and mglyph keep their namespace',
    '<math><mtext><mglyph><svg><mtext><textarea><a title="</textarea><img src=x onerror=RUN>"></math>',
  ),
  body(
    'math malignmark and a comment',
    '<math><mtext><malignmark><style><!--</style><a title="--&gt;&lt;img src=x onerror=RUN&gt;">x',
  ),
  body(
    'svg as an image by every door',
    '<img src="data:image/svg+xml,<svg xmlns=\'http://www.w3.org/2000/svg\' onload=\'RUN\'/>"><object data="data:image/svg+xml;base64,B64[[<svg xmlns="http://www.w3.org/2000/svg" onload="RUN"/>]]"></object><embed src="data:image/svg+xml;base64,B64[[<svg xmlns="http://www.w3.org/2000/svg" onload="RUN"/>]]"><iframe src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 onload=%22RUN%22/%3E"></iframe>',
  ),
];
