// What lies inside the parts of a message: the files of a winmail.dat, those that stand in a text as uuencode or
// yEnc, and messages that were attached as bare files. A newcomer's trap: the mail server knows nothing of these;
// their paths are ours (see Part.path), and what can't be opened stays the file that it is, with a sentence.
import { MailError } from '../../mail/errors.ts';
import type { Part } from '../../mail/message.ts';
import type { MailStore } from '../../mail/store.ts';
import { readStructure, readText } from '../body.ts';
import { shared } from '../shared.ts';
import { isMessage, shown } from '../structure/shown.ts';
import { type LocatedPart, StructureScanner } from '../structure/structure.ts';
import { contentOf, INSIDE, type InnerPart } from './content.ts';
import type { Block } from './encoded-blocks.ts';
import { readTnef, type Tnef, type TnefBody } from './tnef.ts';

/** Encoded bytes of a file that is read to see what is in it. */
const MAX_BYTES = 64 * 1024 * 1024;
/** Files of one message that are opened, and how deep they may lie in one another. */
const MAX_OPENED = 20;
const MAX_DEPTH = 5;

interface Walk {
  store: MailStore;
  message: string;
  /** Attached messages that this path leads through are looked into, too. */
  towards: string;
  opened: number;
  signal: AbortSignal | undefined;
}

/**
 * The tree of a message with what was found in its parts. `towards` is the path of what is looked for: where that is
 * one of the server's own, nothing is opened. Throws what the store throws.
 */
export async function readContents(
  store: MailStore,
  message: string,
  signal?: AbortSignal,
  towards?: string,
): Promise<Part> {
  const root = await readStructure(store, message, signal);
  if (towards !== undefined && !towards.includes(INSIDE)) return root;
  return withContents({ store, message, towards: towards ?? '', opened: 0, signal }, root, 0);
}

/** The same for the tree of an attached message, which is only looked into when it is opened. */
export async function readContentsOf(
  store: MailStore,
  message: string,
  part: Part,
  signal?: AbortSignal,
): Promise<Part> {
  return withContents({ store, message, towards: '', opened: 0, signal }, part, 0);
}

async function withContents(walk: Walk, root: Part, depth: number): Promise<Part> {
  const { body, bodies, attachments } = shown(root);
  const texts = body?.type === 'text/html' ? [] : bodies;
  const found = new Map<string, Part>();
  for (const part of [...texts, ...attachments]) {
    if (found.has(part.path)) continue;
    const opened = texts.includes(part)
      ? await textWithFiles(walk, part)
      : await fileWithContents(walk, part, { hasBody: body !== null, depth });
    if (opened !== part) found.set(part.path, opened);
  }
  return found.size === 0 ? root : replaced(root, found);
}

function replaced(part: Part, found: ReadonlyMap<string, Part>): Part {
  const other = found.get(part.path);
  if (other) return other;
  if (isMessage(part) || part.children.length === 0) return part;
  return { ...part, children: part.children.map((child) => replaced(child, found)) };
}

async function fileWithContents(
  walk: Walk,
  part: Part,
  { hasBody, depth }: { hasBody: boolean; depth: number },
): Promise<Part> {
  const into = (root: Part): Promise<Part> =>
    depth < MAX_DEPTH && isOnTheWay(part.path, walk.towards)
      ? withContents(walk, root, depth + 1)
      : Promise.resolve(root);
  const [first] = part.children;
  if (isMessage(part) && first !== undefined && !isEncodedMessage(part)) {
    const inside = await into(first);
    return inside === first ? part : { ...part, children: [inside] };
  }
  const isTnef = looksLikeTnef(part);
  if (!isTnef && !looksLikeMessage(part)) return part;
  if (++walk.opened > MAX_OPENED || part.size > MAX_BYTES) return part;
  if (!isTnef) {
    const inner = await readMessage(walk, part);
    return inner === null ? part : { ...part, children: [await into(inner)] };
  }
  const opened = await unpacked(walk, part, hasBody);
  if (opened === part || depth >= MAX_DEPTH) return opened;
  const files = await Promise.all(
    opened.children.map((child) =>
      child.path === part.path ? child : fileWithContents(walk, child, { hasBody: true, depth: depth + 1 }),
    ),
  );
  return { ...opened, children: files };
}

function isOnTheWay(path: string, towards: string): boolean {
  return towards.startsWith(path) && /^[.!]/.test(towards.slice(path.length));
}

const looksLikeTnef = ({ type, filename }: Part): boolean =>
  /^application\/(?:vnd\.)?ms-tnef$/.test(type) ||
  (/^application\//.test(type) && /^win(?:mail|dat).*\.dat$/i.test(filename ?? ''));

/** Attached as a file, or (which is not allowed) encoded, so that the server can't look into it. */
const looksLikeMessage = (part: Part): boolean =>
  isEncodedMessage(part) ||
  (/\.eml$/i.test(part.filename ?? '') && /^(?:application\/octet-stream|text\/plain)$/.test(part.type));

const isEncodedMessage = ({ type, encoding }: Part): boolean =>
  type === 'message/rfc822' && /^(?:base64|quoted-printable)$/.test(encoding);

/** The tree of a message that is a file; null where there is no header at its beginning. */
async function readMessage({ store, message, signal }: Walk, part: Part): Promise<InnerPart | null> {
  const outer: Part = { ...part, children: [] };
  return shared(store, `${message}\0${part.path}\0message`, signal, async (stop) => {
    const scanner = new StructureScanner();
    const stream = await (await contentOf(store, message, outer, stop)).open();
    let seen = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      if (seen === 0 && !/^(?:From |[!-9;-~]{1,100}[ \t]{0,9}:)/.test(chunk.toString('latin1', 0, 200)))
        return { value: null, bytes: 100 };
      scanner.write(chunk);
      seen += chunk.length;
      if (seen > MAX_BYTES) throw new MailError('TOO_LARGE');
    }
    const { root } = scanner.end();
    const value = root.start === 0 ? null : located(root, outer);
    return { value, bytes: 2000 };
  });
}

function located(part: LocatedPart, outer: Part): InnerPart {
  const children = part.children.map((child) => located(child, outer));
  return { ...part, path: `${outer.path}${INSIDE}${part.path}`, children, outer };
}

async function unpacked({ store, message, signal }: Walk, part: Part, hasBody: boolean): Promise<Part> {
  const tnef = await shared(store, `${message}\0${part.path}\0tnef`, signal, async (stop) => {
    const value = await readTnef(await contentOf(store, message, part, stop));
    return { value, bytes: 500 + (value?.files.length ?? 0) * 300 };
  });
  if (tnef === null) return { ...part, note: NOT_UNPACKED };
  const files = filesOf(tnef, part);
  const body = hasBody ? null : bodyOf(tnef, part);
  if (tnef.broken || (files.length === 0 && tnef.bodies.length === 0)) {
    const note = files.length === 0 ? NOT_UNPACKED : PARTLY_UNPACKED;
    if (files.length === 0) return { ...part, note };
    files.push({ ...part, note });
  }
  const children: Part[] = body === null ? files : [body, ...files];
  return { ...part, path: `${part.path}${INSIDE}`, type: 'multipart/mixed', children };
}

const NOT_UNPACKED =
  'This file comes from Outlook and could not be unpacked. Ask the sender to send the files in another way, or download it.';
const PARTLY_UNPACKED =
  'This file comes from Outlook and is damaged; what could be read of it stands beside it.';

function filesOf({ files }: Tnef, outer: Part): Part[] {
  return files.map(
    ({ filename, type, contentId, start, end }, index): InnerPart => ({
      ...{ outer, start, end, filename, contentId },
      ...{ path: `${outer.path}${INSIDE}${index + 1}`, size: end - start, encoding: 'binary', children: [] },
      type:
        type !== null && /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(type) ? type : 'application/octet-stream',
      ...{ params: {}, disposition: contentId === null ? 'ATTACHMENT' : null, contentLocation: null },
    }),
  );
}

const BEST: readonly TnefBody['kind'][] = ['HTML', 'RTF', 'TEXT'];

/** The best form of its text, for a message that has no other. */
function bodyOf({ bodies }: Tnef, outer: Part): InnerPart | null {
  const body = BEST.flatMap((kind) => bodies.filter((each) => each.kind === kind))[0];
  if (body === undefined) return null;
  const { kind, charset, start, end } = body;
  return {
    ...{ outer, start, end, size: end - start, children: [] },
    path: `${outer.path}${INSIDE}body`,
    type: kind === 'TEXT' ? 'text/plain' : 'text/html',
    params: { charset: kind === 'RTF' ? 'utf-8' : charset },
    encoding: kind === 'RTF' ? 'x-compressed-rtf' : 'binary',
    ...{ disposition: 'INLINE', filename: null, contentId: null, contentLocation: null },
  };
}

/** A text and the files that stand in it, side by side. */
async function textWithFiles({ store, message, signal }: Walk, part: Part): Promise<Part> {
  const { blocks } = await readText(store, message, part, signal);
  if (blocks.length === 0) return part;
  const files = blocks.map((block, index) => fileOf(block, part, index + 1));
  return { ...part, path: `${part.path}${INSIDE}`, type: 'multipart/mixed', children: [part, ...files] };
}

function fileOf(
  { encoding, filename, start, end, size, whole }: Block,
  outer: Part,
  number: number,
): InnerPart {
  return {
    ...{ outer, start, end, size, encoding, filename, children: [] },
    path: `${outer.path}${INSIDE}${number}`,
    type: 'application/octet-stream',
    ...{ params: {}, disposition: 'ATTACHMENT', contentId: null, contentLocation: null },
    ...(whole ? {} : { note: 'The end of this file is missing in the message.' }),
  };
}
