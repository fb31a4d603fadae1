// Builds winmail.dat files as Outlook does, attribute by attribute. A newcomer's trap: lengths are written as they are
// given here, so a broken file is made by cutting one that is whole.

const attribute = (level: 1 | 2, id: number, data: Buffer): Buffer => {
  const head = Buffer.alloc(9);
  head[0] = level;
  head.writeUInt32LE(id, 1);
  head.writeUInt32LE(data.length, 5);
  const sum = Buffer.alloc(2);
  sum.writeUInt16LE(data.reduce((total, byte) => total + byte, 0) & 0xffff);
  return Buffer.concat([head, data, sum]);
};

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

const filled = (data: Buffer): Buffer => Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);

/** A property of a text or of bytes. */
const property = (id: number, type: number, data: Buffer): Buffer =>
  Buffer.concat([u32((id << 16) | type), u32(1), u32(data.length), filled(data)]);

const list = (properties: Buffer[]): Buffer => Buffer.concat([u32(properties.length), ...properties]);
const unicode = (text: string): Buffer => Buffer.from(`${text}\0`, 'utf16le');

export interface TnefInput {
  files?: { short: string; long?: string; bytes: Buffer }[];
  html?: string;
  /** As compressed RTF holds it: [size] [size] "MELA" [crc] rtf. */
  rtf?: string;
  /** A message inside it, with its files. */
  item?: TnefInput;
}

export function tnef({ files = [], html, rtf, item }: TnefInput): Buffer {
  const pieces = [u32(0x223e9f78), Buffer.from([1, 0]), attribute(1, 0x00069007, u32(1252))];
  const props: Buffer[] = [];
  if (html !== undefined) props.push(property(0x1013, 0x0102, Buffer.from(html, 'latin1')));
  if (rtf !== undefined) {
    const text = Buffer.from(rtf, 'latin1');
    props.push(
      property(
        0x1009,
        0x0102,
        Buffer.concat([u32(text.length + 12), u32(text.length), Buffer.from('MELA'), u32(0), text]),
      ),
    );
  }
  if (props.length > 0) pieces.push(attribute(1, 0x00069003, list(props)));
  for (const { short, long, bytes } of files) {
    pieces.push(attribute(2, 0x00069002, Buffer.alloc(14)));
    pieces.push(attribute(2, 0x00018010, Buffer.from(`${short}\0`, 'latin1')));
    pieces.push(attribute(2, 0x0006800f, bytes));
    if (long) pieces.push(attribute(2, 0x00069005, list([property(0x3707, 0x001f, unicode(long))])));
  }
  if (item) {
    pieces.push(attribute(2, 0x00069002, Buffer.alloc(14)));
    const object = Buffer.concat([Buffer.alloc(16), tnef(item)]);
    pieces.push(attribute(2, 0x00069005, list([property(0x3701, 0x000d, object)])));
  }
  return Buffer.concat(pieces);
}

/** Base64 as it stands in a message. */
export const base64Lines = (bytes: Buffer, width = 76): string =>
  bytes
    .toString('base64')
    .replace(new RegExp(`(.{${width}})`, 'g'), '$1\r\n')
    .trimEnd();

/** uuencode, with its first and last line. */
export function uuencoded(name: string, bytes: Buffer): string {
  const char = (value: number): string => (value === 0 ? '`' : String.fromCharCode(value + 32));
  const lines = [`begin 644 ${name}`];
  for (let at = 0; at < bytes.length; at += 45) {
    const line = bytes.subarray(at, at + 45);
    let text = char(line.length);
    for (let byte = 0; byte < line.length; byte += 3) {
      const [a = 0, b = 0, c = 0] = line.subarray(byte, byte + 3);
      text +=
        char(a >> 2) + char(((a & 3) << 4) | (b >> 4)) + char(((b & 15) << 2) | (c >> 6)) + char(c & 63);
    }
    lines.push(text);
  }
  return [...lines, '`', 'end'].join('\r\n');
}

export function yencoded(name: string, bytes: Buffer): Buffer {
  const out: number[] = [];
  let column = 0;
  for (const byte of bytes) {
    const code = (byte + 42) & 255;
    const escaped = [0, 10, 13, 61].includes(code);
    if (escaped) out.push(61, (code + 64) & 255);
    else out.push(code);
    column += escaped ? 2 : 1;
    if (column < 128) continue;
    out.push(13, 10);
    column = 0;
  }
  return Buffer.concat([
    Buffer.from(`=ybegin line=128 size=${bytes.length} name=${name}\r\n`),
    Buffer.from(out),
    Buffer.from(`\r\n=yend size=${bytes.length}\r\n`),
  ]);
}
