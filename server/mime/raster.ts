// What kind of picture some bytes are, by how they begin. A newcomer's trap: what a server calls them is not asked; a
// text that is sent as image/png is no picture, and neither is an SVG, which is a document.

/** Bytes that are enough to know. */
export const HEAD_BYTES = 64;

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

/** The media type of a raster picture that every browser shows, or null. */
export function rasterType(head: Uint8Array): string | null {
  if (ascii(head, 0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (ascii(head, 0, 3) === '\xff\xd8\xff') return 'image/jpeg';
  if (/^GIF8[79]a$/.test(ascii(head, 0, 6))) return 'image/gif';
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP') return 'image/webp';
  return isAvif(head) ? 'image/avif' : null;
}

/** ISO base media: a box "ftyp" whose major or compatible brands name AV1 pictures. */
function isAvif(head: Uint8Array): boolean {
  if (ascii(head, 4, 8) !== 'ftyp') return false;
  const [, , third = 0, fourth = 0] = head;
  const brands = ascii(head, 8, Math.min(head.length, HEAD_BYTES, third * 256 + fourth));
  for (let at = 0; at + 4 <= brands.length; at += 4)
    if (/^avi[fs]$/.test(brands.slice(at, at + 4)) && at !== 4) return true;
  return false;
}
