// Compressed RTF ([MS-OXRTFCP]), as Outlook keeps formatted text. A newcomer's trap: it refers to a dictionary that
// is filled before anything is read, and the size that it claims is the sender's word.

const COMPRESSED = 0x75465a4c;
const PLAIN = 0x414c454d;
const MAX_BYTES = 3 * 1024 * 1024;

const BEGINNING = Buffer.from(
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx',
  'latin1',
);

/** The RTF, at most 3 MB of it; what makes no sense ends it. Null for what is no such thing. */
export function unpackRtf(bytes: Buffer): Buffer | null {
  if (bytes.length < 16) return null;
  const kind = bytes.readUInt32LE(8);
  const claimed = Math.min(bytes.readUInt32LE(4), MAX_BYTES);
  if (kind === PLAIN) return bytes.subarray(16, 16 + claimed);
  if (kind !== COMPRESSED) return null;
  const dictionary = Buffer.alloc(4096);
  BEGINNING.copy(dictionary);
  let to = BEGINNING.length;
  const out = Buffer.allocUnsafe(claimed);
  let length = 0;
  const put = (byte: number): void => {
    dictionary[to] = byte;
    to = (to + 1) & 4095;
    if (length < claimed) out[length++] = byte;
  };
  for (let at = 16; at < bytes.length && length < claimed; ) {
    const control = bytes[at++] ?? 0;
    for (let bit = 0; bit < 8 && at < bytes.length && length < claimed; bit++) {
      if ((control & (1 << bit)) === 0) {
        put(bytes[at++] ?? 0);
        continue;
      }
      const word = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
      at += 2;
      const from = word >> 4;
      // Where it points to itself the text ends.
      if (from === to) return out.subarray(0, length);
      for (let index = 0; index < (word & 15) + 2; index++) put(dictionary[(from + index) & 4095] ?? 0);
    }
  }
  return out.subarray(0, length);
}
