// The Range header (RFC 9110 section 14). A newcomer's trap: what is not understood is not refused; the whole is sent
// then. Only a range that begins behind the end is an error (416).

export interface ByteRange {
  start: number;
  /** The first byte that is no longer wanted. */
  end: number;
}

/** The one range asked for of so many bytes; null for the whole, as for several ranges at once. */
export function parseRange(header: string | undefined, size: number): ByteRange | 'UNSATISFIABLE' | null {
  const match = /^bytes\s*=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/i.exec(header ?? '');
  if (!match) return null;
  const [, first = '', last = ''] = match;
  if (first === '') {
    if (last === '') return null;
    const suffix = Math.min(Number(last), size);
    return suffix === 0 ? 'UNSATISFIABLE' : { start: size - suffix, end: size };
  }
  const start = Number(first);
  const end = last === '' ? size : Math.min(Number(last) + 1, size);
  if (last !== '' && Number(last) < start) return null;
  return start < size ? { start, end } : 'UNSATISFIABLE';
}
