// Content-Disposition for downloads (RFC 6266, RFC 8187), with file names made safe to save. A newcomer's
// trap: the name comes from the sender; direction overrides would show "exe.txt" for "txt.exe", and a dot or a
// slash in front would hide or move the file.

const MAX_NAME = 150;

export function disposition(kind: 'attachment' | 'inline', filename: string): string {
  const name = safeFilename(filename);
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    // Compatibility forms hold more than one would think: \u2100 becomes "a/c", \u2024 a dot.
    .replace(/[^\x20-\x7e]|["\\%/:*?<>|]/g, '_')
    .replace(/^\.+/, '');
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded(name)}`;
}

/** One path segment of at most 150 characters that keeps its true ending; "attachment" when nothing is left. */
export function safeFilename(filename: string): string {
  const bare = filename
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029\uFFFD]+/gu, '')
    .replace(/[/\\:*?"<>|]+/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  if (bare === '') return 'attachment';
  // Windows keeps these names for devices.
  const name = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(bare) ? `_${bare}` : bare;
  if (name.length <= MAX_NAME) return name;
  const ending = /\.[^.\s]{1,20}$/.exec(name)?.[0] ?? '';
  return (
    name
      .slice(0, MAX_NAME - ending.length)
      .toWellFormed()
      .replace(/\uFFFD$/, '') + ending
  );
}

/** RFC 8187 section 3.2.1: everything but attr-char is percent-encoded. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
