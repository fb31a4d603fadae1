// From BODYSTRUCTURE to our tree of parts. A newcomer's trap: the server does not send the numbers, they are made
// here. A multipart that is the body of a message has no number of its own in IMAP; it gets '' or '<message>.TEXT',
// as in mime/structure/structure.
import type { Part } from '../../mail/message.ts';
import { readableType } from '../../mime/structure/part-header.ts';
import { MANY_PARTS, MAX_DEPTH, MAX_PARTS, NESTED, shown } from '../../mime/structure/structure.ts';
import type { BodyNode } from './bodystructure.ts';

/** Characters of a file name, and of anything else that is kept of a part. */
const MAX_NAME = 500;
const MAX_TEXT = 1_000;

/** What is beyond 1,000 parts or 50 levels is left out, and the root's notes say so. */
export function toPart(root: BodyNode): Part {
  let count = 0;
  const notes = new Set<string>();

  /** `prefix` is the number that the node's children continue, `own` the node's. */
  function convert(node: BodyNode, prefix: string, own: string, depth: number): Part {
    count++;
    const params = kept(node.parameters);
    const disposition = toDisposition(node.disposition);
    const filename = (node.dispositionParameters?.filename || params.name)?.slice(0, MAX_NAME) || null;
    const below = depth < MAX_DEPTH ? (node.childNodes ?? []) : [];
    if (below.length < (node.childNodes?.length ?? 0)) notes.add(NESTED);
    const children: Part[] = [];
    const isMultipart = node.type.startsWith('multipart/');
    for (const [index, child] of below.entries()) {
      if (count >= MAX_PARTS) {
        notes.add(MANY_PARTS);
        break;
      }
      children.push(
        isMultipart
          ? body(child, join(prefix, `${index + 1}`), depth + 1)
          : body(child, own, depth + 1, true),
      );
    }
    return {
      path: own,
      type: readableType(node.type, filename !== null || disposition !== null),
      params,
      disposition,
      filename,
      contentId: node.id?.replace(/^\s*<|>\s*$/g, '').slice(0, MAX_TEXT) || null,
      contentLocation: node.location?.slice(0, MAX_TEXT) || null,
      encoding: node.encoding?.replace(/^[\s"]+|[\s"]+$/g, '').toLowerCase() || '7bit',
      size: node.size ?? children.reduce((sum, child) => sum + child.size, 0),
      children,
    };
  }

  /** `embedded`: the body of a message, whose number is the message's or, when it is a single part, one below. */
  function body(node: BodyNode, number: string, depth: number, embedded = false): Part {
    const isMultipart = node.type.startsWith('multipart/');
    if (!embedded) return convert(node, number, number, depth);
    return convert(
      node,
      number,
      isMultipart && number === '' ? '' : join(number, isMultipart ? 'TEXT' : '1'),
      depth,
    );
  }

  const whole = body(root, '', 0, true);
  return notes.size === 0 ? whole : { ...whole, notes: [...notes] };
}

/** Stands for a structure that the server did not tell, or that is beyond all bounds. */
export const UNREADABLE: Part = {
  ...{ path: '', type: 'multipart/mixed', params: {}, encoding: '7bit', size: 0, children: [] },
  ...{ disposition: null, filename: null, contentId: null, contentLocation: null },
  notes: ['The parts of this message could not be read.'],
};

/** Files a person would look for: what the opened message lists as such, but for a text that stands beside another. */
export function hasAttachments(root: Part): boolean {
  const { attachments, bodies } = shown(root);
  return attachments.some((part) => !bodies.includes(part));
}

/** The part whose beginning is the preview: the plain text, else the HTML. */
export function previewPart(root: Part): Part | null {
  const { text, body } = shown(root);
  return text ?? body;
}

const join = (prefix: string, last: string): string => (prefix === '' ? last : `${prefix}.${last}`);

/** The server has cut the message at its boundaries already. */
function kept(params: Readonly<Record<string, string>> = {}): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name in params)
    if (name !== 'boundary') found[name.slice(0, MAX_TEXT)] = (params[name] ?? '').slice(0, MAX_TEXT);
  return found;
}

function toDisposition(text: string | undefined): Part['disposition'] {
  if (text === undefined || text === '') return null;
  // RFC 2183 section 2.8: an unknown disposition is an attachment.
  return text.toLowerCase() === 'inline' ? 'INLINE' : 'ATTACHMENT';
}
