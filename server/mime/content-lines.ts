// Content lines of iCalendar (RFC 5545) and vCard (2.1, RFC 2426, RFC 6350) to components and their properties.
// A newcomer's trap: a line is cut anywhere, also inside a quoted-printable character (vCard 2.1), and half of
// all programs forget the indent of what they cut; a line that is no property belongs to the one before.

export interface Property {
  /** Upper case. */
  name: string;
  /** What stands before a dot (item1.TEL), '' for nothing. */
  group: string;
  /** Names in upper case; a bare word of vCard 2.1 (TEL;HOME) is one of TYPE. */
  params: ReadonlyMap<string, readonly string[]>;
  /** As written; see textOf and listOf. */
  value: string;
}

export interface Component {
  /** Upper case. */
  name: string;
  properties: readonly Property[];
  components: readonly Component[];
}

/** What is beyond is not read. A photo inside a contact is the longest that is met. */
export const MAX_CARD_CHARS = 1024 * 1024;
const MAX_LINES = 20_000;
const MAX_DEPTH = 8;
const MAX_PARAMS = 50;

interface Building {
  name: string;
  properties: Property[];
  components: Building[];
}

/** The components of a text, in order. Never throws; what is open at its end is closed. */
export function readComponents(text: string): readonly Component[] {
  const root: Building = { name: '', properties: [], components: [] };
  const open = [root];
  for (const line of logicalLines(text)) {
    const property = readProperty(line);
    const inner = open.at(-1) ?? root;
    if (property === null) continue;
    const name = property.value.trim().toUpperCase();
    if (property.name === 'BEGIN') {
      const child: Building = { name, properties: [], components: [] };
      // Deeper ones are read as part of the last, so that their END still finds its BEGIN.
      if (open.length <= MAX_DEPTH) inner.components.push(child);
      open.push(child);
    } else if (property.name === 'END') {
      const at = open.findLastIndex((each) => each.name === name);
      if (at > 0) open.length = at;
    } else inner.properties.push(property);
  }
  return root.components;
}

const START = /^(?:[\w-]{1,60}\.)?[A-Za-z][\w-]{0,60}\s?[;:]/;
const QUOTED = /^[^:]{0,500}[;=]QUOTED-PRINTABLE[;:]/i;

/** Lines with their continuations joined. */
function logicalLines(text: string): string[] {
  const lines: string[][] = [];
  let soft = false;
  for (const line of text.slice(0, MAX_CARD_CHARS).split(/\r\n|\n|\r/, MAX_LINES)) {
    const last = lines.at(-1);
    if (soft && last) {
      last.push(line);
      soft = line.endsWith('=');
    } else if (last && (line.startsWith(' ') || line.startsWith('\t'))) last.push(line.slice(1));
    else if (START.test(line)) {
      lines.push([line]);
      soft = line.endsWith('=') && QUOTED.test(line);
    } else if (last && line.trim() !== '') last.push(line);
  }
  // A soft line break leaves its mark, which quoted-printable takes out itself.
  return lines.map((pieces) => pieces.join(QUOTED.test(pieces[0] ?? '') ? '\n' : ''));
}

function readProperty(line: string): Property | null {
  const head = /^(?:([\w-]{1,60})\.)?([A-Za-z][\w-]{0,60})\s?(?=[;:])/.exec(line);
  if (!head) return null;
  const params = new Map<string, string[]>();
  let at = head[0].length;
  while (line[at] === ';' && params.size < MAX_PARAMS) at = readParam(line, at + 1, params);
  const colon = line.indexOf(':', at);
  if (colon < 0) return null;
  return {
    name: (head[2] ?? '').toUpperCase(),
    group: head[1] ?? '',
    params,
    value: line.slice(colon + 1),
  };
}

const VALUE = /"([^"]*)"|[^";:,]*/y;

/** One parameter that starts at `at`; answers with where it ends. */
function readParam(line: string, at: number, params: Map<string, string[]>): number {
  const name = /[^=;:,"]{0,60}/y;
  name.lastIndex = at;
  const written = (name.exec(line)?.[0] ?? '').trim().toUpperCase();
  let end = name.lastIndex;
  if (line[end] !== '=') {
    const kind = /^(?:QUOTED-PRINTABLE|BASE64|[78]BIT|B)$/.test(written) ? 'ENCODING' : 'TYPE';
    if (written !== '') params.set(kind, [...(params.get(kind) ?? []), written]);
    return end;
  }
  const values = params.get(written) ?? [];
  do {
    VALUE.lastIndex = end + 1;
    const value = VALUE.exec(line);
    // A quote that never closes: what follows is the value.
    if (value === null) return line.length;
    end = VALUE.lastIndex;
    if (value[0] === '' && line[end] === '"') return Math.max(line.indexOf(':', end), end + 1);
    values.push((value[1] ?? value[0]).replace(/\^([n'^])/g, (_, sign: string) => CARETS[sign] ?? sign));
  } while (line[end] === ',' && values.length < MAX_PARAMS);
  params.set(written, values);
  // What a careless program wrote behind a closing quote.
  while (end < line.length && line[end] !== ';' && line[end] !== ':') end++;
  return end;
}

/** RFC 6868. */
const CARETS: Readonly<Record<string, string>> = { n: '\n', "'": '"', '^': '^' };

/** The first property of that name (upper case). */
export function propertyOf({ properties }: Component, name: string): Property | undefined {
  return properties.find((property) => property.name === name);
}

/** All of that name. */
export function propertiesOf({ properties }: Component, name: string): Property[] {
  return properties.filter((property) => property.name === name);
}

/** The first value of a parameter, '' where there is none. */
export function paramOf({ params }: Property, name: string): string {
  return params.get(name)?.[0] ?? '';
}

/** A text value with its escapes undone. */
export function textOf(value: string): string {
  return value.replace(/\\([\s\S])/g, (_, char: string) => (char === 'n' || char === 'N' ? '\n' : char));
}

/** The parts of a value between separators that are not escaped, as texts. */
export function listOf(value: string, separator: ',' | ';'): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at <= value.length; at++) {
    if (value[at] === '\\') at++;
    else if (at === value.length || value[at] === separator) {
      parts.push(textOf(value.slice(start, at)));
      start = at + 1;
    }
  }
  if (start < value.length) parts.push(textOf(value.slice(start)));
  return parts;
}
