// The two places where text becomes markup. Everything that is written into a document goes through one of
// them; nothing else builds markup from mail.

/** For text between tags. */
export function escapeText(text: string): string {
  return clean(text).replace(/[&<>]/g, (char) => (char === '&' ? '&amp;' : char === '<' ? '&lt;' : '&gt;'));
}

/** For a value between double quotes. */
export function escapeAttribute(text: string): string {
  return escapeText(text).replace(/"/g, '&quot;').replace(/`/g, '&#96;');
}

/** A browser's parser would turn NUL, lone surrogates and other non-characters into something else; do it first. */
function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '\uFFFD');
}
