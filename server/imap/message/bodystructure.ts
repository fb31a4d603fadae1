// BODYSTRUCTURE (RFC 3501 section 7.4.2) as the server sent it to a tree of nodes; structure.ts numbers them. A
// newcomer's trap: what is missing at the end of a list is left out and not NIL, and some servers leave things out in
// the middle, too.
import { collectParams } from '../../mime/header/params.ts';
import { decodeWords } from '../../mime/header/words.ts';
import type { Value } from './fetch-line.ts';

export interface BodyNode {
  /** Lower case. */
  type: string;
  /** Names in lower case, values decoded. */
  parameters?: Record<string, string>;
  /** Content-ID, with its brackets. */
  id?: string;
  encoding?: string;
  size?: number;
  disposition?: string;
  dispositionParameters?: Record<string, string>;
  location?: string;
  childNodes?: BodyNode[];
}

/** Null for what is no list. */
export function toBodyNode(value: Value | undefined): BodyNode | null {
  return Array.isArray(value) && value.length > 0 ? node(value) : null;
}

function node(list: readonly Value[]): BodyNode {
  return Array.isArray(list[0]) ? multipart(list) : single(list);
}

function multipart(list: readonly Value[]): BodyNode {
  let at = 0;
  const childNodes: BodyNode[] = [];
  for (let child = list[at]; Array.isArray(child); child = list[++at]) childNodes.push(node(child));
  const found: BodyNode = { type: `multipart/${textOf(list[at]).toLowerCase()}`, childNodes };
  const parameters = list[at + 1];
  if (Array.isArray(parameters)) found.parameters = toParameters(parameters);
  extend(found, list, at + 2);
  return found;
}

function single(list: readonly Value[]): BodyNode {
  const type = `${textOf(list[0])}/${textOf(list[1])}`.toLowerCase();
  const size = Number(textOf(list[6]));
  const found: BodyNode = {
    type,
    encoding: textOf(list[5]).toLowerCase(),
    size: Number.isSafeInteger(size) && size > 0 ? size : 0,
  };
  if (Array.isArray(list[2])) found.parameters = toParameters(list[2]);
  if (list[3]) found.id = decodeWords(textOf(list[3]));
  if (type === 'message/rfc822') {
    // Envelope, structure and lines of the message inside.
    const inner = toBodyNode(list[8]);
    if (inner !== null) found.childNodes = [inner];
    extend(found, list, 11);
  } else {
    // Lines of text; eleven fields with the disposition one place early: the server left them out.
    const hasLines =
      type.startsWith('text/') && !(list.length === 11 && Array.isArray(list[8]) && !Array.isArray(list[9]));
    extend(found, list, hasLines ? 9 : 8);
  }
  return found;
}

/** Disposition, language and location; `at` is where the disposition stands. */
function extend(found: BodyNode, list: readonly Value[], at: number): void {
  const disposition = list[at];
  const location = list[at + 2];
  if (Array.isArray(disposition) && disposition.length > 0) {
    found.disposition = textOf(disposition[0]).toLowerCase();
    if (Array.isArray(disposition[1])) found.dispositionParameters = toParameters(disposition[1]);
  }
  if (typeof location === 'string') found.location = decodeWords(location);
}

function toParameters(list: readonly Value[]): Record<string, string> {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < list.length; at += 2) pairs.push([textOf(list[at]), textOf(list[at + 1])]);
  return collectParams(pairs);
}

/** Binary. */
function textOf(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  return Buffer.isBuffer(value) ? value.toString('latin1') : '';
}
