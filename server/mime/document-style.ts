// The small style every message document starts with; the message's own styles come after it and win. A
// newcomer's trap: a frame has no viewport of its own, so fitting a phone means letting boxes shrink, and
// "overflow-wrap: anywhere" would squeeze table columns to one letter.

/** HTML from a message: system font, pictures and fixed boxes no wider than the screen. */
export const BASE_STYLE = `
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:12px;font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:break-word}
img{max-width:100%}
img[width][height]{height:auto}
pre{white-space:pre-wrap}
blockquote{margin:0 0 0 4px;padding:0 0 0 10px;border-left:2px solid #8886}
.postern-image{display:inline-block;box-sizing:border-box;max-width:100%;min-height:1.5em;overflow:hidden;vertical-align:middle;border:1px dashed #8888;color:inherit;font-size:13px;line-height:1.3;padding:2px}
@media (max-width:640px){
body *{max-width:100%!important;min-width:0!important}
.postern-wide{width:auto!important}
table.postern-wide{width:100%!important}
}
`;

/** Mail that brings colours of its own lies on a light sheet, or dark text would stand on dark ground. */
export const COLOURED_STYLE = ':root{color-scheme:light only}html{background:#fff;color:#111}';

/** Plain mail follows light and dark, on the ground of the page around it (alone, on the browser's own). */
export const PLAIN_STYLE = `:root{color-scheme:light dark}html{color:CanvasText}a{color:LinkText}`;

export const TEXT_STYLE = `
body{margin:12px;font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
hr{border:0;border-top:1px solid #8886;margin:16px 0}
.postern-lines{white-space:pre-wrap;unicode-bidi:plaintext;text-align:start}
.postern-quote{margin:0;padding-inline-start:10px;border-inline-start:2px solid #8886;opacity:.85}
.postern-fold summary{display:inline-block;cursor:pointer;padding:0 10px;margin:8px 0;border-radius:10px;background:#8883;list-style:none;min-height:24px;line-height:24px}
.postern-signature{opacity:.7}
.postern-notice{padding:16px 4px}
`;
