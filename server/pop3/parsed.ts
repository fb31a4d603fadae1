// What is learnt from a whole message and kept beside it: the tree with its offsets, how the text begins, whether
// there are files. A newcomer's trap: the stored tree is a cache of what mime/ says today; VERSION makes an older
// one be parsed anew.

import { type LocatedPart, StructureScanner, shown } from '../mime/structure/structure.ts';
import { previewText } from '../mime/text/preview.ts';

const VERSION = 2;
/** Encoded bytes of the text that a preview is made of. */
const PREVIEW_BYTES = 16 * 1024;

export interface ParsedBody {
  root: LocatedPart;
  preview: string | null;
  hasAttachments: boolean;
}

/** A message that can be read from any byte on. */
export type ReadRange = (start: number, end: number) => AsyncIterable<Uint8Array>;

/** One pass over the message, and a second look at its first text. */
export async function parseBody(read: ReadRange, size: number): Promise<ParsedBody> {
  const scanner = new StructureScanner();
  for await (const piece of read(0, size)) scanner.write(Buffer.from(piece));
  const { root } = scanner.end();
  const { body, text, bodies, attachments } = shown(root);
  const first = (text ?? body) as LocatedPart | null;
  const bytes = first
    ? await collect(read(first.start, Math.min(first.end, first.start + PREVIEW_BYTES)))
    : null;
  const preview = first && bytes ? previewText(bytes, first) : '';
  return {
    root,
    preview: preview === '' ? null : preview,
    hasAttachments: attachments.some((part) => !bodies.includes(part)),
  };
}

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

export const inMemory =
  (raw: Buffer): ReadRange =>
  (start, end) =>
    (async function* () {
      yield raw.subarray(start, end);
    })();

/** The columns of a row for what was learnt. */
export function parsedColumns({ root, preview, hasAttachments }: ParsedBody) {
  return {
    structure: JSON.stringify({ version: VERSION, root }),
    preview,
    has_attachments: hasAttachments ? (1 as const) : (0 as const),
  };
}

/** The stored tree; null when it has to be parsed anew. */
export function storedRoot(structure: string | null): LocatedPart | null {
  if (structure === null) return null;
  const { version, root } = JSON.parse(structure) as { version: number; root: LocatedPart };
  return version === VERSION ? root : null;
}
