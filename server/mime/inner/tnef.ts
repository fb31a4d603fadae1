// winmail.dat: what Outlook puts around files and formatted text ([MS-OXTNEF]). Read forward in pieces; of each file
// only its name and where its bytes lie. A newcomer's trap: what is wrong in one place leaves what was read before it;
// an attached item is another such file inside this one, and its files are listed with the others.
import { MailError } from '../../mail/errors.ts';
import { decodeText } from '../text/charset.ts';
import { ByteReader, EndOfBytes, type Openable } from './byte-reader.ts';
import { BINARY, OBJECT, type Property, readProperties, STRING8, UNICODE } from './mapi.ts';

export interface TnefFile {
  filename: string | null;
  /** In the sender's words; null where not said. */
  type: string | null;
  contentId: string | null;
  start: number;
  end: number;
}

export interface TnefBody {
  kind: 'HTML' | 'TEXT' | 'RTF';
  charset: string;
  start: number;
  end: number;
}

export interface Tnef {
  files: TnefFile[];
  /** Every form of the text that is there. */
  bodies: TnefBody[];
  /** It ended in the middle, or made no sense from some place on. */
  broken: boolean;
}

const SIGNATURE = 0x223e9f78;
const MAX_ATTRIBUTES = 10_000;
const MAX_FILES = 200;
const MAX_ITEMS = 20;
const SHORT_BYTES = 4 * 1024;

/** Null for what is no such file. Throws what the content throws. */
export async function readTnef(content: Openable): Promise<Tnef | null> {
  const found: Tnef = { files: [], bodies: [], broken: false };
  /** The file, and the items in it. */
  const stretches = [{ start: 0, end: content.size ?? Number.MAX_SAFE_INTEGER }];
  for (let index = 0; index < Math.min(stretches.length, MAX_ITEMS); index++) {
    const { start, end } = stretches[index] ?? NOTHING;
    const reader = new ByteReader(content, start);
    try {
      const head = await reader.read(6);
      if (head.readUInt32LE() !== SIGNATURE) throw new Error('No such file.');
      await readAttributes(reader, end, { found, isOuter: index === 0, items: stretches });
    } catch (error) {
      if (error instanceof MailError) throw error;
      if (index === 0 && reader.at <= 6) return null;
      found.broken = true;
    } finally {
      reader.close();
    }
  }
  return found;
}

const NOTHING = { start: 0, end: 0 };

interface Reading {
  found: Tnef;
  isOuter: boolean;
  /** Where attached items lie. */
  items: { start: number; end: number }[];
}

interface Open {
  title: string | null;
  file: TnefFile;
  hasBytes: boolean;
}

async function readAttributes(reader: ByteReader, end: number, reading: Reading): Promise<void> {
  const { found } = reading;
  let codepage = 'windows-1252';
  let open: Open | null = null;
  const close = (): void => {
    if (open?.hasBytes && found.files.length < MAX_FILES)
      found.files.push({ ...open.file, filename: open.file.filename ?? open.title });
    open = null;
  };
  try {
    for (let count = 0; reader.at < end && !(await reader.isAtEnd()) && count < MAX_ATTRIBUTES; count++) {
      const head = await reader.read(9);
      const length = head.readUInt32LE(5);
      const start = reader.at;
      const stop = start + length;
      if ((head[0] !== 1 && head[0] !== 2) || stop > end) throw new Error('No attribute.');
      const attribute = head.readUInt32LE(1);
      if (attribute === ATTACHMENT_BEGINS) {
        close();
        open = newFile();
      } else if (head[0] === 2) {
        open ??= newFile();
        await readOfFile(reader, { attribute, stop, open, codepage }, reading);
      } else if (attribute === CODEPAGE && length >= 4) {
        codepage = charsetOf((await reader.read(4)).readUInt32LE());
      } else if (reading.isOuter) {
        if (attribute === BODY) found.bodies.push({ kind: 'TEXT', charset: codepage, start, end: stop });
        if (attribute === PROPERTIES) bodiesOf(await propertiesOf(reader, stop, found), codepage, found);
      }
      // And its checksum, which proves nothing: some programs leave it zero.
      await reader.skip(stop + 2 - reader.at);
    }
  } finally {
    close();
  }
}

const CODEPAGE = 0x00069007;
const BODY = 0x0002800c;
const PROPERTIES = 0x00069003;
const ATTACHMENT_BEGINS = 0x00069002;
const ATTACHMENT_TITLE = 0x00018010;
const ATTACHMENT_DATA = 0x0006800f;
const ATTACHMENT_PROPERTIES = 0x00069005;

async function readOfFile(
  reader: ByteReader,
  { attribute, stop, open, codepage }: { attribute: number; stop: number; open: Open; codepage: string },
  { items, found }: Reading,
): Promise<void> {
  const start = reader.at;
  if (attribute === ATTACHMENT_TITLE && stop - start <= SHORT_BYTES)
    open.title = text(await reader.read(stop - start), codepage);
  if (attribute === ATTACHMENT_DATA) {
    // First to its end: what is cut off is not offered.
    await reader.skip(stop - start);
    Object.assign(open.file, { start, end: stop });
    open.hasBytes = true;
  }
  if (attribute === ATTACHMENT_PROPERTIES)
    items.push(...describe(open, await propertiesOf(reader, stop, found), codepage));
}

/** What can't be read of a list leaves the others, for it is known where they begin. */
async function propertiesOf(reader: ByteReader, end: number, found: Tnef): Promise<Property[]> {
  const read: Property[] = [];
  try {
    await readProperties(reader, end, read);
  } catch (error) {
    if (error instanceof MailError || error instanceof EndOfBytes || reader.at > end) throw error;
    found.broken = true;
  }
  return read;
}

const newFile = (): Open => ({
  title: null,
  file: { filename: null, type: null, contentId: null, start: 0, end: 0 },
  hasBytes: false,
});

/** Answers with where an attached item lies, if the file is one. */
function describe(
  open: Open,
  properties: readonly Property[],
  codepage: string,
): { start: number; end: number }[] {
  const word = (id: number): string | null => {
    const property = properties.find((each) => each.id === id && each.bytes !== null);
    return property?.bytes ? text(property.bytes, property.type === UNICODE ? 'utf-16le' : codepage) : null;
  };
  const { file } = open;
  file.filename = word(0x3707) ?? word(0x3704) ?? word(0x3001);
  file.type = word(0x370e)?.toLowerCase() ?? null;
  file.contentId = word(0x3712);
  const data = properties.find(({ id }) => id === 0x3701);
  if (data?.type === BINARY && !open.hasBytes) {
    Object.assign(file, { start: data.start, end: data.end });
    open.hasBytes = true;
  }
  // 16 bytes say which kind of object it is.
  return data?.type === OBJECT ? [{ start: data.start + 16, end: data.end }] : [];
}

function bodiesOf(properties: readonly Property[], codepage: string, found: Tnef): void {
  const cpid = properties.find(({ id }) => id === 0x3fde)?.number;
  for (const { id, type, start, end } of properties) {
    const charset = type === UNICODE ? 'utf-16le' : type === BINARY && cpid ? charsetOf(cpid) : codepage;
    if (end <= start) continue;
    if (id === 0x1000 && (type === UNICODE || type === STRING8))
      found.bodies.push({ kind: 'TEXT', charset, start, end });
    if (id === 0x1013) found.bodies.push({ kind: 'HTML', charset, start, end });
    if (id === 0x1009 && type === BINARY) found.bodies.push({ kind: 'RTF', charset, start, end });
  }
}

/** Windows' number of a character set as a label. */
function charsetOf(codepage: number): string {
  return CODEPAGES[codepage] ?? `cp${codepage}`;
}

const CODEPAGES: Readonly<Record<number, string>> = {
  20127: 'us-ascii',
  20866: 'koi8-r',
  21866: 'koi8-u',
  28591: 'iso-8859-1',
  28592: 'iso-8859-2',
  28595: 'iso-8859-5',
  28597: 'iso-8859-7',
  28605: 'iso-8859-15',
  50220: 'iso-2022-jp',
  50221: 'iso-2022-jp',
  50222: 'iso-2022-jp',
  51932: 'euc-jp',
  51949: 'euc-kr',
  54936: 'gb18030',
  65001: 'utf-8',
};

/** What a text says up to its zero. */
function text(bytes: Buffer, charset: string): string | null {
  const said = decodeText(bytes, charset).split('\0')[0]?.trim() ?? '';
  return said === '' ? null : said.slice(0, 500);
}
