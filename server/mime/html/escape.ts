// The two places where text becomes markup. Everything that is written into a document goes through one of
// them; nothing else builds markup from mail.

/** For text between tags. */
export function escapeText(text: string): string {
  return clean(text).replace(/[&<>]/g, (char) => (char === '&' ? '&amp;' : char === '<' ? '&lt;' : '&gt;'));
}

/** The same with places to break in very long words: an address of 200 letters would make its table as wide. */
export function escapeWithBreaks(text: string): string {
  if (text.length <= LONG_WORD) return escapeText(text);
  return text
    .split(TOO_LONG)
    .map((piece, index) =>
      index % 2 === 0 ? escapeText(piece) : chunks(piece).map(escapeText).join('<wbr>'),
    )
    .join('');
}

/** Of the widest font that a bare system has (DejaVu Sans, 15 px), these fit the column of a phone. */
const LONG_WORD = 30;
const TOO_LONG = new RegExp(`(\\S{${LONG_WORD + 1},})`);

function chunks(word: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < word.length; ) {
    const next = at + LONG_WORD;
    // Never between the halves of one character, nor before what combines with it.
    const joined =
      /^[\uDC00-\uDFFF]?[\p{M}\u200C\u200D]*/u.exec(word.slice(next, next + 16))?.[0].length ?? 0;
    found.push(word.slice(at, next + joined));
    at = next + joined;
  }
  return found;
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
