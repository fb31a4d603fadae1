// A row as one line of text, as the cache keeps it while nobody looks at it: an eighth to a third of what its objects
// take. A newcomer's trap: nothing here is written anywhere, so the form may change with every version; but it must
// hold all that a Row has, or a message looks different the second time.
import type { Address, Part } from '../../mail/message.ts';
import { textBytes } from './cache.ts';
import type { Row } from './headers.ts';

/** Name, address, name, address …; 0 for none, 1 where they are the same as in From. */
type Addresses = (string | null)[] | 0 | 1;

/** Ends early where what follows is as usual: no parameters, no disposition … */
type PackedPart = [
  path: string,
  type: string,
  encoding: string,
  size: number,
  params?: Readonly<Record<string, string>> | 0,
  disposition?: Part['disposition'],
  filename?: string | null,
  contentId?: string | null,
  contentLocation?: string | null,
  children?: PackedPart[],
  notes?: readonly string[],
];

type PackedRow = [
  messageId: string | null,
  subject: string | null,
  from: Addresses,
  to: Addresses,
  sentAt: number | null,
  receivedAt: number,
  size: number,
  hasAttachments: 0 | 1,
  structure: PackedPart | 0,
  cc: Addresses,
  bcc: Addresses,
  sender: Addresses,
  replyTo: Addresses,
  inReplyTo: readonly string[] | 0,
  references: readonly string[] | 0,
  emailId: string | null,
  preview?: string | null,
];

const NONE: readonly never[] = Object.freeze([]);

export function pack({ header, structure, preview }: Row): string {
  const { from } = header;
  const row: PackedRow = [
    header.messageId,
    header.subject,
    packAddresses(from, NONE),
    packAddresses(header.to, from),
    header.sentAt?.getTime() ?? null,
    header.receivedAt.getTime(),
    header.size,
    header.hasAttachments ? 1 : 0,
    structure === null ? 0 : packPart(structure),
    packAddresses(header.cc, from),
    packAddresses(header.bcc, from),
    packAddresses(header.sender, from),
    packAddresses(header.replyTo, from),
    header.inReplyTo.length === 0 ? 0 : header.inReplyTo,
    header.references.length === 0 ? 0 : header.references,
    header.emailId,
  ];
  if (preview !== undefined) row.push(preview);
  return JSON.stringify(row);
}

export function unpack(text: string): Row {
  const row = JSON.parse(text) as PackedRow;
  const [messageId, subject, sender, to, sentAt, receivedAt, size, hasAttachments, structure] = row;
  const from = unpackAddresses(sender, NONE);
  return {
    header: {
      messageId,
      emailId: row[15],
      inReplyTo: row[13] || NONE,
      references: row[14] || NONE,
      subject,
      from,
      sender: unpackAddresses(row[11], from),
      to: unpackAddresses(to, from),
      cc: unpackAddresses(row[9], from),
      bcc: unpackAddresses(row[10], from),
      replyTo: unpackAddresses(row[12], from),
      sentAt: sentAt === null ? null : new Date(sentAt),
      receivedAt: new Date(receivedAt),
      size,
      hasAttachments: hasAttachments === 1,
      availability: 'FULL',
    },
    structure: structure === 0 ? null : unpackPart(structure),
    ...(row.length > 16 ? { preview: row[16] ?? null } : {}),
  };
}

function packAddresses(list: readonly Address[], from: readonly Address[]): Addresses {
  if (list.length === 0) return 0;
  if (isSame(list, from)) return 1;
  return list.flatMap(({ name, address }) => [name, address]);
}

function isSame(list: readonly Address[], from: readonly Address[]): boolean {
  return (
    list.length === from.length &&
    list.every(({ name, address }, at) => from[at]?.name === name && from[at]?.address === address)
  );
}

function unpackAddresses(packed: Addresses, from: readonly Address[]): readonly Address[] {
  if (packed === 0) return NONE;
  if (packed === 1) return from;
  const list: Address[] = [];
  for (let at = 0; at < packed.length; at += 2)
    list.push({ name: packed[at] ?? null, address: packed[at + 1] ?? null });
  return list;
}

function packPart(part: Part): PackedPart {
  const packed: PackedPart = [part.path, part.type, part.encoding, part.size];
  const hasParams = Object.keys(part.params).length > 0;
  const isNamed = part.disposition !== null || part.filename !== null;
  const isReferred = part.contentId !== null || part.contentLocation !== null;
  const isParent = part.children.length > 0 || part.notes !== undefined;
  if (hasParams || isNamed || isReferred || isParent) packed.push(hasParams ? part.params : 0);
  if (isNamed || isReferred || isParent) packed.push(part.disposition, part.filename);
  if (isReferred || isParent) packed.push(part.contentId, part.contentLocation);
  if (isParent) packed.push(part.children.map(packPart));
  if (isParent && part.notes !== undefined) packed.push(part.notes);
  return packed;
}

function unpackPart(packed: PackedPart): Part {
  const [path, type, encoding, size, params, disposition, filename, contentId, contentLocation] = packed;
  const [children, notes] = packed.slice(9) as [PackedPart[]?, string[]?];
  return {
    path,
    type,
    params: params || {},
    disposition: disposition ?? null,
    filename: filename ?? null,
    contentId: contentId ?? null,
    contentLocation: contentLocation ?? null,
    encoding,
    size,
    children: children?.map(unpackPart) ?? NONE,
    ...(notes === undefined ? {} : { notes }),
  };
}

/** Bytes that a row's objects take, without packing it: measured with a thousand rows of real shape, and rounded up. */
export function looseBytes({ header, structure, preview }: Row): number {
  return (
    LOOSE_ROW +
    (header.subject === null ? 0 : textBytes(header.subject)) +
    (header.messageId?.length ?? 0) +
    (header.emailId?.length ?? 0) +
    (preview ? textBytes(preview) : 0) +
    idBytes(header.inReplyTo) +
    idBytes(header.references) +
    addressBytes(header.from) +
    addressBytes(header.to) +
    addressBytes(header.cc) +
    addressBytes(header.bcc) +
    (header.sender === header.from ? 0 : addressBytes(header.sender)) +
    (header.replyTo === header.from ? 0 : addressBytes(header.replyTo)) +
    (structure === null ? 0 : partBytes(structure))
  );
}

const LOOSE_ROW = 400;
const STRING = 24;
const LOOSE_ADDRESS = 48 + 2 * STRING;
const LOOSE_PART = 320;
const LOOSE_PARAM = 96;

function idBytes(ids: readonly string[]): number {
  return ids.reduce((sum, id) => sum + STRING + 8 + id.length, ids.length === 0 ? 0 : 32);
}

function addressBytes(list: readonly Address[]): number {
  return list.reduce(
    (sum, { name, address }) =>
      sum + LOOSE_ADDRESS + (name === null ? 0 : textBytes(name)) + (address?.length ?? 0),
    list.length === 0 ? 0 : 32,
  );
}

function partBytes(part: Part): number {
  let sum = LOOSE_PART + (part.filename === null ? 0 : textBytes(part.filename));
  for (const name in part.params) sum += LOOSE_PARAM + (part.params[name]?.length ?? 0);
  for (const child of part.children) sum += partBytes(child);
  return sum;
}
