// The header of one MIME part: its lines as they come in, then what they say about the part. A newcomer's
// trap: a part may have no header at all, and bad senders then leave out the blank line too.
import type { Part } from '../../mail/message.ts';
import { headerFields, MAX_HEADER_BYTES } from '../header/header.ts';
import { parseParameterised } from '../header/params.ts';
import { decodeWords, oneLineText } from '../header/words.ts';

export type PartDescription = Omit<Part, 'path' | 'size' | 'children'>;

export class PartHeader {
  readonly #defaultType: string;
  readonly #ofMessage: boolean;
  readonly #lines: Buffer[] = [];
  #bytes = 0;
  #fields = 0;
  /** True when it was longer than the limit and only its beginning is kept. */
  cut = false;

  /** `ofMessage`: the header of a message, not of a part inside one; it always ends with a blank line. */
  constructor(defaultType: string, ofMessage: boolean) {
    this.#defaultType = defaultType;
    this.#ofMessage = ofMessage;
  }

  /** Bytes of a line worth keeping. */
  get room(): number {
    return Math.max(MAX_HEADER_BYTES - this.#bytes, 2);
  }

  /** Takes one line without its end. END: this was the blank line. BODY: there is no header here, the line is body. */
  add(line: Buffer): 'MORE' | 'END' | 'BODY' {
    if (line.length === 0) return 'END';
    const continued = line[0] === 0x20 || line[0] === 0x09;
    const isField =
      !continued && /^[!-9;-~]{1,100}[ \t]{0,9}:/.test(line.subarray(0, 120).toString('latin1'));
    if (!this.#ofMessage && this.#fields === 0 && !isField)
      return line.toString('latin1').trim() === '' ? 'END' : 'BODY';
    if (isField) this.#fields++;
    if (this.#bytes + line.length + 1 > MAX_HEADER_BYTES) this.cut = true;
    else {
      this.#lines.push(Buffer.from(line), LF);
      this.#bytes += line.length + 1;
    }
    return 'MORE';
  }

  describe(): PartDescription {
    return describePart(Buffer.concat(this.#lines), this.#defaultType);
  }
}

const LF = Buffer.from('\n');
const TYPE = /^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}$/;

/** What a raw MIME header says about its part. An unreadable type is plain text (RFC 2045 section 5.2), but not a file's. */
export function describePart(header: Buffer, defaultType = 'text/plain'): PartDescription {
  const values = new Map<string, string>();
  for (const { name, value } of headerFields(header)) if (!values.has(name)) values.set(name, value);
  const type = values.get('content-type');
  const content = parseParameterised(type ?? '');
  const disposition = parseParameterised(values.get('content-disposition') ?? '');
  const filename = disposition.params.filename || content.params.name || null;
  return {
    type: readableType(content.value, filename !== null || disposition.value !== '', defaultType),
    params: content.params,
    disposition: dispositionOf(disposition.value),
    filename: filename && oneLineText(filename).slice(0, 500),
    contentId: /<?([^<>\s]{1,998})>?/.exec(values.get('content-id') ?? '')?.[1] ?? null,
    contentLocation: decodeWords(values.get('content-location') ?? '').replace(/\s+/g, '') || null,
    encoding:
      /^["\s]{0,9}([\w-]{1,40})/.exec(values.get('content-transfer-encoding') ?? '')?.[1]?.toLowerCase() ??
      '7bit',
  };
}

/** A type as it is, or what stands for one that makes no sense. */
export function readableType(value: string, isFile: boolean, defaultType = 'text/plain'): string {
  if (TYPE.test(value)) return value;
  const [major = '', ...minor] = value.split('/');
  if (major === '' && minor.join('') === '') return defaultType;
  const isText = value.startsWith('text') || value === 'plain';
  return isText || !(isFile || minor.join('') !== '') ? 'text/plain' : 'application/octet-stream';
}

/** RFC 2183 section 2.8: an unknown disposition is an attachment. */
function dispositionOf(value: string): Part['disposition'] {
  if (value === '') return null;
  return value === 'inline' ? 'INLINE' : 'ATTACHMENT';
}
