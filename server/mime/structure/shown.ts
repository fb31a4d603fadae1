// Which parts of a message are its body, which its files, which its pictures. A newcomer's trap: the
// disposition alone decides nothing. Bodies come labelled "attachment", pictures that the HTML shows come
// labelled as files, and files come labelled "inline"; where a part stands in the tree counts first.
import type { Part } from '../../mail/message.ts';

export interface Shown {
  /** The part to show: HTML before plain inside an alternative. Null when the message has no readable body. */
  body: Part | null;
  /** The best plain text, for reading aloud, quoting and search. */
  text: Part | null;
  /** All readable parts in order, one for each alternative. */
  bodies: readonly Part[];
  /** What says the same as plain text, in order: the plain form where an alternative has one, else the HTML. */
  readable: readonly Part[];
  /** Files, and further bodies that an HTML body can't be joined with, in order; pictures of the HTML (`related`) are left out. */
  attachments: readonly Part[];
  /** Pictures and the like that the HTML may name, by Content-ID. */
  related: ReadonlyMap<string, Part>;
  /** Invitations, whether alternative or attached (an attached one is in `attachments` too). */
  calendar: readonly Part[];
  /** What a mail server or a mail program tells other programs of a message (RFC 3464, RFC 8098). */
  reports: readonly Part[];
}

interface Found {
  bodies: Part[];
  texts: Part[];
  readable: Part[];
  attachments: Part[];
  related: Map<string, Part>;
  /** Those of `related` that are taken to belong to the HTML as long as it is not known. */
  hidden: Set<Part>;
  calendar: Part[];
  reports: Part[];
}

const nothing = (): Found => ({
  bodies: [],
  texts: [],
  readable: [],
  attachments: [],
  related: new Map(),
  hidden: new Set(),
  calendar: [],
  reports: [],
});

/**
 * Reads a tree by RFC 2046 and RFC 2387. With the body's `html` at hand it is known which pictures it names; the
 * others are attachments. Without, what lies beside the HTML in a multipart/related is taken to be named.
 */
export function shown(root: Part, html?: string): Shown {
  const found = nothing();
  visit(root, found);
  if (found.bodies.length === 0) readNameless(found);
  const filled = found.bodies.filter((part) => !isBlank(part));
  const body = filled.find(({ type }) => type === 'text/html') ?? filled[0] ?? found.bodies[0] ?? null;
  const noHtml = body?.type !== 'text/html';
  for (const [id, part] of found.related) {
    const belongs = html === undefined ? found.hidden.has(part) : names(html, id, part);
    if (noHtml || !belongs) found.attachments.push(part);
  }
  // One document for each part: what can't stand beside the HTML is at least there to open.
  if (!noHtml) found.attachments.push(...found.bodies.filter((part) => part !== body && !isBlank(part)));
  return {
    body,
    text: found.texts[0] ?? null,
    bodies: found.bodies,
    readable: found.readable,
    attachments: inOrder(root, found.attachments),
    related: found.related,
    calendar: found.calendar,
    reports: found.reports,
  };
}

function visit(part: Part, found: Found): void {
  if (part.children.length > 0 && part.type.startsWith('multipart/')) {
    if (part.type === 'multipart/alternative') alternative(part, found);
    else if (part.type === 'multipart/related') related(part, found);
    else for (const child of part.children) if (!isSignature(part, child)) visit(child, found);
    return;
  }
  leaf(part, found);
}

/** A detached signature says nothing to a person; smime.p7s and signature.asc are no files of the sender's. */
function isSignature(parent: Part, child: Part): boolean {
  return (
    parent.type === 'multipart/signed' &&
    parent.children.indexOf(child) === 1 &&
    /signature$/.test(child.type)
  );
}

function leaf(part: Part, found: Found): void {
  if (part.type === 'text/calendar') found.calendar.push(part);
  if (REPORT.test(part.type)) found.reports.push(part);
  if (isBody(part)) {
    addBody(part, found);
  } else if (part.contentId !== null && isPicture(part)) {
    keepRelated(part, found);
  } else if (!part.type.startsWith('multipart/')) {
    found.attachments.push(part);
  }
}

const REPORT = /^message\/(?:global-)?(?:delivery-status|disposition-notification)$/;

function addBody(part: Part, found: Found): void {
  found.bodies.push(part);
  found.readable.push(part);
  if (part.type !== 'text/html' && !isBlank(part)) found.texts.push(part);
}

/** Nothing is there but the hope of a line end. */
const isBlank = ({ size }: Part): boolean => size <= 2;

/** A named HTML file is a file even when it is labelled inline; a named text file is one unless it is. */
function isBody({ type, filename, disposition }: Part): boolean {
  if (disposition === 'ATTACHMENT') return false;
  if (filename === null) return isReadable(type);
  return (type === 'text/plain' || type === 'text/enriched') && disposition === 'INLINE';
}

/** RFC 2046 section 4.1.4: an unknown kind of text is shown as it is. Known ones that mean nothing to a person are not. */
function isReadable(type: string): boolean {
  return type.startsWith('text/') && !NOT_READ.test(type);
}

const NOT_READ =
  /^text\/(?:calendar|vcard|x-vcard|directory|rfc822-headers|css|javascript|ecmascript|rtf|x-amp-html|x-watch-html|csv|tab-separated-values)$/;

/** What is labelled a file but has no name is the text when there is no other. */
function readNameless(found: Found): void {
  const nameless = ({ type, filename }: Part): boolean => filename === null && isReadable(type);
  const first = found.attachments.find(nameless);
  if (first === undefined) return;
  found.attachments.splice(found.attachments.indexOf(first), 1);
  addBody(first, found);
}

/** Takes the last readable kind, HTML before plain; files inside an alternative (Apple Mail) are kept. */
function alternative(part: Part, found: Found): void {
  const branches = part.children.map((child) => {
    const own = nothing();
    visit(child, own);
    return own;
  });
  const isHtml = ({ type, size }: Part): boolean => type === 'text/html' && size > 0;
  const rich = branches.findLast(({ bodies }) => bodies.some(isHtml));
  const chosen =
    rich ??
    branches.findLast(({ texts }) => texts.length > 0) ??
    branches.findLast(({ bodies }) => bodies.length > 0);
  const plain = branches.find(({ bodies, texts }) => texts.length > 0 && !bodies.some(isHtml));
  found.readable.push(...((plain ?? chosen)?.readable ?? []));
  for (const own of branches) {
    if (own === chosen) found.bodies.push(...own.bodies);
    found.texts.push(...own.texts);
    // A calendar, or a form for watches and the like, is a form of the body and not a file, unless it has a name.
    found.attachments.push(
      ...own.attachments.filter(({ type, filename }) => !type.startsWith('text/') || filename !== null),
    );
    found.calendar.push(...own.calendar);
    found.reports.push(...own.reports);
    for (const [id, one] of own.related) found.related.set(id, one);
    for (const one of own.hidden) found.hidden.add(one);
  }
}

/** RFC 2387: the root is the first part or the one `start` names; all others belong to it. */
function related(part: Part, found: Found): void {
  const start = part.params.start?.replace(/^<|>$/g, '');
  const root =
    part.children.find(({ contentId }) => start !== undefined && contentId === start) ?? part.children[0];
  for (const child of part.children) {
    // Labelled a file, it is shown as one too, unless the HTML is known to name it.
    if (child !== root && isPicture(child)) keepRelated(child, found, child.disposition !== 'ATTACHMENT');
    else visit(child, found);
  }
}

function keepRelated(part: Part, found: Found, hide = false): void {
  const id = part.contentId ?? part.contentLocation ?? '';
  if (id === '' || found.related.has(id)) found.attachments.push(part);
  else {
    found.related.set(id, part);
    if (hide) found.hidden.add(part);
  }
}

/** Many programs send the HTML's pictures as bare bytes with a name. */
function isPicture({ type, filename }: Part): boolean {
  const bare = type === 'application/octet-stream' && /\.(?:png|jpe?g|gif|webp)$/i.test(filename ?? '');
  return type.startsWith('image/') || bare;
}

function names(html: string, id: string, part: Part): boolean {
  return (
    html.includes(id) ||
    html.includes(encodeURIComponent(id)) ||
    (part.contentLocation !== null && html.includes(part.contentLocation))
  );
}

function inOrder(root: Part, parts: readonly Part[]): Part[] {
  if (parts.length < 2) return [...parts];
  const wanted = new Set(parts);
  const ordered: Part[] = [];
  const walk = (part: Part): void => {
    if (wanted.has(part)) ordered.push(part);
    else part.children.forEach(walk);
  };
  walk(root);
  return ordered;
}

/** An attached message, or a file that turned out to be one: what it holds is its only child. */
export const isMessage = ({ type, children }: Part): boolean =>
  children.length === 1 && !type.startsWith('multipart/');

/** The part with this path in a tree of whatever kind of parts, or null. */
export function findPart<P extends Pick<Part, 'path'> & { children: readonly P[] }>(
  root: P,
  path: string,
): P | null {
  if (root.path === path) return root;
  for (const child of root.children) {
    const found = findPart(child, path);
    if (found) return found;
  }
  return null;
}
