// What a message says, read through its store: the parts that are shown, their text, and what had to be left
// out. A newcomer's trap: nothing here reads a whole message; the structure first, then only what is shown.
import type { Part } from '../mail/message.ts';
import type { MailStore } from '../mail/store.ts';
import { openContent } from './inner/content.ts';
import { type Block, findBlocks, withoutBlocks } from './inner/encoded-blocks.ts';
import { isIdentity } from './seek.ts';
import { shared } from './shared.ts';
import { type Shown, shown } from './structure/shown.ts';
import { decodeText } from './text/charset.ts';
import { enrichedText } from './text/enriched.ts';
import { formatOf, unflowed } from './text/flowed.ts';
import { htmlText } from './text/html-text.ts';
import { protectionOf } from './trust/protection.ts';

export const MAX_BODY_CHARS = 500_000;
/** Of one text part; the rest is left out and said so. Embedded pictures make some HTML this large. */
const MAX_PART_BYTES = 3 * 1024 * 1024;
/** Plain parts that are joined into one text. */
const MAX_TEXTS = 50;

export interface PartText {
  text: string;
  /** True when the part is larger than what was read. */
  cut: boolean;
  /** Files that stood in the text; there is a line for each. */
  blocks: readonly Block[];
}

/** The plain text of a message, and how it was got. */
export interface PlainText {
  text: string;
  truncated: boolean;
  /** The message's structure, and its HTML where it has some. */
  root: Part;
  html: Part | null;
}

/** The plain text of a message: its text parts, and what there is only in HTML as text. Throws what the store throws. */
export async function readPlainText(
  store: MailStore,
  message: string,
  signal?: AbortSignal,
): Promise<PlainText> {
  const root = await readStructure(store, message, signal);
  const { body, readable } = shown(root);
  const html = body?.type === 'text/html' ? body : null;
  const read = await Promise.all(
    readable.slice(0, MAX_TEXTS).map(async (part) => {
      const { text, cut } = await readText(store, message, part, signal);
      return { text: plainText(part, text), cut };
    }),
  );
  const text = read
    .map((one) => one.text)
    .filter((one) => one.trim() !== '')
    .join('\n\n');
  const truncated =
    readable.length > MAX_TEXTS || read.some((one) => one.cut) || text.length >= MAX_BODY_CHARS;
  return { text: text.slice(0, MAX_BODY_CHARS).toWellFormed(), truncated, root, html };
}

function plainText({ type, params }: Part, text: string): string {
  return type === 'text/html'
    ? htmlText(text, { rich: true, limit: MAX_BODY_CHARS })
    : unflowed(text, formatOf(params));
}

export const CUT_NOTE = 'This message is very long; only its beginning is shown.';

/** Why there is no body to show, or less than the message has; null when all is well. */
export function noteOf(root: Part, truncated: boolean): string | null {
  if (shown(root).body === null) return absence(root);
  const notes = [...(truncated ? [CUT_NOTE] : []), ...(root.notes ?? [])];
  return notes.length === 0 ? null : notes.join(' ');
}

/** Why there is no body to show. */
export function absence(root: Part): string {
  if (root.notes !== undefined && root.notes.length > 0) return `${root.notes.join(' ')} ${DOWNLOAD_NOTE}`;
  const protection = protectionOf(root);
  if (protection?.signed && !protection.encrypted && root.children.length === 0) {
    return 'This message is signed in a way that wraps its text (S/MIME), so it can not be read here. Download it and open it in a program that knows such mail.';
  }
  if (root.type === 'multipart/encrypted' || protection?.encrypted) {
    return 'This message is encrypted and can not be read here. Download it and open it in a program that has your key.';
  }
  return 'This message has no text. Look at its attachments, or download it.';
}

const DOWNLOAD_NOTE = 'Download it to see all of it.';

/** Plain bodies in order, at most 50; of HTML mail the plain alternative. */
export function plainParts({ body, bodies, text }: Shown): Part[] {
  if (body === null) return [];
  if (body.type !== 'text/html') return bodies.slice(0, MAX_TEXTS);
  return text ? [text] : [];
}

export function readStructure(store: MailStore, message: string, signal?: AbortSignal): Promise<Part> {
  return shared(store, message, signal, async (stop) => ({
    value: await store.structure(message, stop),
    bytes: 2000,
  }));
}

/** The decoded text of one part, as far as 3 MB of it go. */
export function readText(
  store: MailStore,
  message: string,
  part: Part,
  signal?: AbortSignal,
): Promise<PartText> {
  return shared(store, `${message}\0${part.path}`, signal, async (stop) => {
    const { bytes, cut } = await firstBytes(store, message, part, stop);
    const html = part.type === 'text/html';
    const blocks = html ? [] : blocksOf(bytes, part, cut);
    const words = blocks.length === 0 ? bytes : withoutBlocks(bytes, blocks);
    const decoded = decodeText(words, part.params.charset, { html, cut });
    const visible = decoded.replaceAll('\0', '');
    const text = part.type === 'text/enriched' ? enrichedText(visible) : visible;
    return { value: { text, cut: cut && !runsOn(blocks, bytes), blocks }, bytes: text.length * 2 };
  });
}

function blocksOf(bytes: Buffer, part: Part, cut: boolean): Block[] {
  const blocks = findBlocks(bytes);
  const last = blocks.at(-1);
  // A large file goes on behind what was read of the text.
  if (cut && last?.end === bytes.length && isIdentity(part))
    blocks[blocks.length - 1] = { ...last, end: part.size, size: Math.floor(part.size * 0.72), whole: true };
  return blocks;
}

const runsOn = (blocks: readonly Block[], bytes: Buffer): boolean => (blocks.at(-1)?.end ?? 0) > bytes.length;

async function firstBytes(
  store: MailStore,
  message: string,
  part: Part,
  signal: AbortSignal,
): Promise<{ bytes: Buffer; cut: boolean }> {
  const stream = await openContent(store, message, part, signal);
  const chunks: Buffer[] = [];
  let length = 0;
  // Leaving the loop early destroys the stream, so the connection is free again.
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MAX_PART_BYTES) break;
  }
  return { bytes: Buffer.concat(chunks).subarray(0, MAX_PART_BYTES), cut: length > MAX_PART_BYTES };
}
