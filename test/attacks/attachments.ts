// Files that would run if they were opened as what they say they are.
import { type Attack, parts } from './attack.ts';

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" onload="RUN"><script>RUN</script><image href="LEAK/i.png"/></svg>';
const PAGE = '<!doctype html><script>RUN</script><img src=LEAK/f.png><p>page</p>';
const TEXT = 'Content-Type: text/plain\n\nSee the file.';
const file = (type: string, name: string, bytes: string, disposition = 'attachment'): string =>
  `Content-Type: ${type}; name="${name}"\nContent-Disposition: ${disposition}; filename="${name}"\nContent-ID: <${name}>\n\n${bytes}`;

export const ATTACHMENTS: readonly Attack[] = [
  parts(
    'a page',
    'mixed',
    TEXT,
    file('text/html', 'page.html', PAGE),
    file('application/xhtml+xml', 'page.xhtml', PAGE),
    file('message/rfc822', 'x.eml', `Content-Type: text/html\n\n${PAGE}`),
  ),
  parts('a page shown inline', 'mixed', TEXT, file('text/html', 'page.html', PAGE, 'inline')),
  parts(
    'pages under the names of pictures',
    'mixed',
    TEXT,
    file('image/png', 'picture.png', PAGE),
    file('image/svg+xml', 'picture.svg', SVG),
    file('image/jpeg', 'x.jpg.html', PAGE),
    file('application/octet-stream', 'x.svg', SVG),
    file('image/png', 'x.svg', SVG),
  ),
  parts(
    'an SVG shown inline and by its Content-ID',
    'related',
    'Content-Type: text/html\n\n<img src="cid:x.svg"><object data="cid:x.svg"></object><iframe src="cid:page.html"></iframe><embed src="cid:x.svg"><p>text</p>',
    file('image/svg+xml', 'x.svg', SVG, 'inline'),
    file('text/html', 'page.html', PAGE, 'inline'),
  ),
  parts(
    'a PDF with a script',
    'mixed',
    TEXT,
    file(
      'application/pdf',
      'x.pdf',
      '%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1);RUN)>>/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>',
      'inline',
    ),
    file('application/pdf', 'y.pdf', PAGE),
  ),
  parts(
    'XML and its styles',
    'mixed',
    TEXT,
    file(
      'text/xml',
      'x.xml',
      `<?xml-stylesheet href="LEAK/x.xsl" type="text/xsl"?><x:script xmlns:x="http://www.w3.org/1999/xhtml">RUN</x:script>`,
    ),
    file('application/rss+xml', 'x.rss', PAGE),
    file('application/xslt+xml', 'x.xsl', PAGE),
    file('text/vtt', 'x.vtt', PAGE),
  ),
  parts(
    'scripts and programs',
    'mixed',
    TEXT,
    file('text/javascript', 'x.js', 'RUN'),
    file('application/x-msdownload', 'invoice.pdf.exe', 'MZ'),
    file('application/hta', 'x.hta', PAGE),
    file('application/x-shockwave-flash', 'x.swf', 'FWS'),
    file('application/java-archive', 'x.jar', 'PK'),
    file('application/internet-shortcut', 'x.url', '[InternetShortcut]\nURL=LEAK/u'),
    file('application/x-apple-webloc', 'x.webloc', PAGE),
    file('text/html', 'x.mht', PAGE),
    file('application/wasm', 'x.wasm', '\0asm'),
  ),
  parts(
    'types that a browser guesses',
    'mixed',
    TEXT,
    file('text/plain', 'x.txt', PAGE),
    file('application/octet-stream', 'x', PAGE),
    file('', 'x.html', PAGE),
    file('unknown/unknown', 'x.html', PAGE),
    file('*/*', 'x.html', PAGE),
    file('text/plain; charset=utf-7', 'y.txt', '+ADw-script+AD4-RUN'),
    file('application/json', 'x.json', PAGE),
  ),
  parts(
    'audio and video that are pages',
    'mixed',
    TEXT,
    file('audio/mpeg', 'x.mp3', PAGE),
    file('video/mp4', 'x.mp4', PAGE),
    file('audio/x-mpegurl', 'x.m3u', '#EXTM3U\nLEAK/list'),
    file('application/x-mpegurl', 'x.m3u8', '#EXTM3U\nLEAK/list8'),
  ),
  parts(
    'a name that turns round',
    'mixed',
    TEXT,
    file('application/octet-stream', 'invoice\u202Efdp.exe', 'MZ'),
    file('application/octet-stream', `photo.jpg${' '.repeat(120)}.exe`, 'MZ'),
    file('application/octet-stream', 'a\u2066b\u2069.gpj.exe', 'MZ'),
    file('text/html', 'x.png\u200b', PAGE),
  ),
  parts(
    'two names that differ',
    'mixed',
    TEXT,
    `Content-Type: text/html; name="harmless.txt"\nContent-Disposition: attachment; filename="page.html"; filename*=utf-8''other.svg\n\n${PAGE}`,
  ),
  parts(
    '2,000 files',
    'mixed',
    TEXT,
    ...Array.from({ length: 900 }, (_, at) => file('image/svg+xml', `${at}<b>.svg`, '<svg/>')),
  ),
  parts(
    'an attached message that attacks',
    'mixed',
    TEXT,
    `Content-Type: message/rfc822\n\nFrom: "<img src=x onerror=RUN>" <a@HOST>\nSubject: <script>RUN</script>\nContent-Type: text/html\n\n<img src=x onerror=RUN><img src=LEAK/n.png>`,
  ),
  parts(
    'attached messages 60 deep',
    'mixed',
    TEXT,
    `${'Content-Type: message/rfc822\n\n'.repeat(60)}Content-Type: text/html\n\n<script>RUN</script>`,
  ),
  parts(
    'a partial message and a digest',
    'digest',
    `\nSubject: <img src=x onerror=RUN>\n\n<script>RUN</script>`,
    `Content-Type: message/partial; id="<script>RUN</script>"; number=1; total=99\n\nSubject: x\n\n<img src=x onerror=RUN>`,
    'Content-Type: message/global\n\nSubject: \u202E<b>\n\nx',
  ),
];
