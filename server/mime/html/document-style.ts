// The small style every message document starts with; the message's own styles come after it and win. A
// newcomer's trap: a message that its sender laid out must start from what a browser does by itself, or it looks
// unlike what was sent; only its typeface and the size of stray pictures are ours.

const FONT = 'system-ui,-apple-system,"Segoe UI",Roboto,sans-serif';

/**
 * HTML from a message. The app's frame makes what is too wide smaller (web/lib/frame-fit.ts); where text would get
 * too small by that, it sets postern-reflow, which lets boxes shrink instead. overflow-wrap: anywhere is not used:
 * it would squeeze table columns to one letter.
 */
const BASE_STYLE = `
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{font-family:${FONT};overflow-wrap:break-word}
img:not([width],[height],[style]){max-width:100%}
blockquote{margin:0 0 0 4px;padding:0 0 0 10px;border-left:2px solid #8886}
.postern-image{display:inline-block;box-sizing:border-box;max-width:100%;min-height:1.5em;overflow:hidden;vertical-align:middle;border:1px dashed #8888;color:inherit;font-size:13px;line-height:1.3;padding:2px}
.postern-reflow body,.postern-reflow body *{max-width:100%!important;min-width:0!important}
.postern-reflow img{height:auto!important}
.postern-reflow :is(table,td,th,div,p,center,section)[width],.postern-reflow :is(table,td,th,div)[style*="width"]{width:auto!important}
.postern-reflow table[width],.postern-reflow table[style*="width"]{width:100%!important}
.postern-reflow pre{white-space:pre-wrap}
@media print{html{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
`;

/** A message that is only written, not laid out: our type and margins. */
const WRITTEN_STYLE = `
body{margin:12px;font-size:15px;line-height:1.5}
pre{white-space:pre-wrap}
`;

export const htmlStyle = (designed: boolean): string => BASE_STYLE + (designed ? '' : WRITTEN_STYLE);

/** Mail that brings colours of its own lies on a light sheet, or dark text would stand on dark ground. */
export const COLOURED_STYLE = ':root{color-scheme:light only}html{background:#fff;color:#111}';

/** The same mail with its colours changed (dark.ts), on the app's own dark surface. */
export const DARK_STYLE =
  ':root{color-scheme:dark}html{background:oklch(20.5% 0.014 255);color:#e8eaee}a{color:#9fc1ff}';

/** Plain mail follows light and dark, on the ground of the page around it (alone, on the browser's own). */
export const PLAIN_STYLE = `:root{color-scheme:light dark}html{color:CanvasText}a{color:LinkText}`;

export const TEXT_STYLE = `
body{margin:12px;font:15px/1.5 ${FONT};overflow-wrap:anywhere}
hr{border:0;border-top:1px solid #8886;margin:16px 0}
.postern-lines{white-space:pre-wrap;unicode-bidi:plaintext;text-align:start}
.postern-table{white-space:pre;overflow-x:auto;overflow-wrap:normal;font:13px/1.45 ui-monospace,Menlo,Consolas,monospace;touch-action:pan-x pan-y pinch-zoom}
.postern-quote{margin:2px 0;padding-inline-start:12px;border-inline-start:3px solid #5b8def99}
.postern-quote .postern-quote{border-inline-start-color:#3aa17e99}
.postern-quote .postern-quote .postern-quote{border-inline-start-color:#c58a3f99}
.postern-quote>.postern-lines{opacity:.8}
.postern-fold summary{display:inline-block;cursor:pointer;padding:0 10px;margin:8px 0;border-radius:10px;background:#8883;list-style:none;min-height:24px;line-height:24px}
.postern-signature{opacity:.7;font-size:14px;margin-top:8px}
.postern-notice{padding:16px 4px}
`;
