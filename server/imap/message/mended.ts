// What BODYSTRUCTURE could not tell, read from the bytes themselves: names that the server cut or dropped, and
// multiparts in which it found no parts. A newcomer's trap: this costs a command, so only what is surely damaged is
// looked at, when the message is opened and never for a list; what was read is kept with the message's texts.
import type { Part } from '../../mail/message.ts';
import { describePart } from '../../mime/structure/part-header.ts';
import { NO_PARTS, parseStructure } from '../../mime/structure/structure.ts';

/** Bytes of a section; null when they are too many. */
export type ReadSection = (section: Part) => Promise<Buffer | null>;

/** Of one message; others keep the names that the server gave. */
const MAX_NAMES = 4;

export async function mended(root: Part, header: Part, read: ReadSection): Promise<Part> {
  if (isHollow(root)) return readHollow(root, header, read);
  const doubtful = withDoubtfulNames(root).slice(0, MAX_NAMES);
  if (doubtful.length === 0) return root;
  const names = new Map<Part, string | null>();
  await Promise.all(
    doubtful.map(async (part) => {
      const bytes = await read({ ...SECTION, path: `${part.path}.MIME` });
      if (bytes !== null) names.set(part, describePart(bytes).filename);
    }),
  );
  return renamed(root, names);
}

const SECTION: Part = {
  ...{ path: '', type: 'application/octet-stream', encoding: 'binary', size: 1_000, params: {} },
  ...{ filename: null, disposition: null, contentId: null, contentLocation: null, children: [] },
};

/** Servers put one empty text into a multipart whose boundary they did not find. */
function isHollow({ type, path, children: [child, ...more] }: Part): boolean {
  if (!type.startsWith('multipart/') || path !== '' || more.length > 0) return false;
  return child === undefined || (child.size === 0 && child.type === 'text/plain');
}

async function readHollow(root: Part, header: Part, read: ReadSection): Promise<Part> {
  const [head, text] = await Promise.all([read(header), read({ ...SECTION, path: 'TEXT' })]);
  const parsed = head && text ? parseStructure(Buffer.concat([head, text])).root : null;
  if (parsed?.type.startsWith('multipart/'))
    return parsed.children.length > 0 ? root : { ...root, children: [] };
  const size = text?.length ?? Number.MAX_SAFE_INTEGER;
  return { ...SECTION, type: 'text/plain', path: 'TEXT', encoding: '7bit', size, notes: [NO_PARTS] };
}

/** A file is called something with an ending; a server that does not know what to do with a name says less. */
function withDoubtfulNames(part: Part): Part[] {
  if (part.children.length > 0 && part.type.startsWith('multipart/'))
    return part.children.flatMap(withDoubtfulNames);
  // A part that is the whole message has no header of its own.
  if (part.path === '1' || !/^[\d.]+$/.test(part.path)) return [];
  const isFile = part.disposition === 'ATTACHMENT' || part.filename !== null;
  return isFile && part.children.length === 0 && !/\.[\w~-]{1,10}$/.test(part.filename ?? '') ? [part] : [];
}

function renamed(part: Part, names: ReadonlyMap<Part, string | null>): Part {
  if (part.children.length > 0)
    return { ...part, children: part.children.map((child) => renamed(child, names)) };
  const name = names.get(part);
  return name ? { ...part, filename: name } : part;
}
