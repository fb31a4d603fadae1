// From imapflow's BODYSTRUCTURE to our tree of parts. A newcomer's trap: the numbers are made here and not taken
// from imapflow, which numbers the body inside a message/rfc822 like the part that holds it. A multipart has no
// number of its own in IMAP; it gets the section that fetches its text (RFC 3501 section 6.4.5).
import type { MessageStructureObject } from 'imapflow';
import { MailError } from '../mail/errors.ts';
import type { Part } from '../mail/message.ts';

const MAX_PARTS = 1_000;
const MAX_DEPTH = 50;

/** TOO_LARGE for a tree of more than 1,000 parts or 50 levels. */
export function toPart(root: MessageStructureObject): Part {
  let count = 0;

  /** `prefix` is the number that the node's children continue, `own` the node's. */
  function convert(node: MessageStructureObject, prefix: string, own: string, depth: number): Part {
    if (++count > MAX_PARTS || depth > MAX_DEPTH) throw new MailError('TOO_LARGE');
    const dispositions = lowerKeys(node.dispositionParameters);
    const params = lowerKeys(node.parameters);
    const below = node.childNodes ?? [];
    const children = node.type.startsWith('multipart/')
      ? below.map((child, index) => body(child, join(prefix, `${index + 1}`), depth + 1))
      : below.map((child) => body(child, own, depth + 1, true));
    return {
      path: own,
      type: node.type.toLowerCase(),
      params,
      disposition: toDisposition(node.disposition),
      filename: dispositions.filename ?? params.name ?? null,
      contentId: node.id?.replace(/^\s*<|>\s*$/g, '') || null,
      contentLocation: node.location || null,
      encoding: node.encoding?.trim().toLowerCase() || '7bit',
      size: node.size ?? children.reduce((sum, child) => sum + child.size, 0),
      children,
    };
  }

  /** `embedded`: the body of a message, whose number is the message's or, when it is a single part, one below. */
  function body(node: MessageStructureObject, number: string, depth: number, embedded = false): Part {
    const isMultipart = node.type.startsWith('multipart/');
    if (!embedded) return convert(node, number, number, depth);
    return convert(node, number, join(number, isMultipart ? 'TEXT' : '1'), depth);
  }

  return body(root, '', 0, true);
}

/** Every part, in order, the given one first. */
export function* walkParts(part: Part): Generator<Part> {
  yield part;
  for (const child of part.children) yield* walkParts(child);
}

/** Files a person would look for: attachments, named parts that are not text, forwarded messages; not inline images. */
export function hasAttachments(root: Part): boolean {
  const isFile = (part: Part): boolean => {
    if (part.type.startsWith('multipart/')) return part.children.some(isFile);
    if (part.disposition === 'ATTACHMENT' || part.type === 'message/rfc822') return true;
    const inline = part.disposition === 'INLINE' || part.contentId !== null;
    return part.filename !== null && !part.type.startsWith('text/') && !inline;
  };
  return isFile(root);
}

/** The part whose beginning is the preview: the first plain text, else the first HTML, attachments left out. */
export function previewPart(root: Part): Part | null {
  const texts: Part[] = [];
  const collect = (part: Part): void => {
    if (part.type.startsWith('multipart/')) part.children.forEach(collect);
    else if (/^text\/(plain|html)$/.test(part.type) && part.disposition !== 'ATTACHMENT') texts.push(part);
  };
  collect(root);
  return texts.find(({ type }) => type === 'text/plain') ?? texts[0] ?? null;
}

const join = (prefix: string, last: string): string => (prefix === '' ? last : `${prefix}.${last}`);

function lowerKeys(params: Record<string, string> | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(params ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
}

function toDisposition(text: string | undefined): Part['disposition'] {
  if (text === undefined || text === '') return null;
  // RFC 2183 section 2.8: an unknown disposition is an attachment.
  return text.toLowerCase() === 'inline' ? 'INLINE' : 'ATTACHMENT';
}
