// What a small Gmail answers to FETCH and SEARCH. A newcomer's trap: the structure comes from our own reader of MIME,
// which other tests hold against real servers; here it only has to be said in IMAP's words.
import { type LocatedPart, parseStructure } from '../../server/mime/structure/structure.ts';
import type { GmailMail, Placed } from './gmail-mail.ts';
import { inSet, type Token } from './imap-tokens.ts';

const quote = (text: string | null): string =>
  text === null ? 'NIL' : `"${text.replace(/["\\]/g, '\\$&')}"`;
const literal = (bytes: Buffer): string => `{${bytes.length}}\r\n${bytes.toString('latin1')}`;

export function fetchItems(mail: GmailMail, row: Placed, items: readonly Token[]): string[] {
  const { message } = row;
  return items.map((item): string => {
    const name = String(item).toUpperCase();
    switch (name) {
      case 'UID':
        return `UID ${row.uid}`;
      case 'FLAGS':
        return `FLAGS (${flagsOf(row).join(' ')})`;
      case 'MODSEQ':
        return `MODSEQ (${message.modseq})`;
      case 'INTERNALDATE':
        return `INTERNALDATE "${internalDate(message.receivedAt)}"`;
      case 'RFC822.SIZE':
        return `RFC822.SIZE ${message.raw.length}`;
      case 'X-GM-MSGID':
        return `X-GM-MSGID ${message.id}`;
      case 'X-GM-THRID':
        return `X-GM-THRID ${message.thread}`;
      case 'X-GM-LABELS':
        return `X-GM-LABELS (${mail.labelsOf(message).map(quote).join(' ')})`;
      case 'BODYSTRUCTURE':
        return `BODYSTRUCTURE ${structure(parseStructure(message.raw).root)}`;
      default:
        return section(message.raw, String(item));
    }
  });
}

export const flagsOf = ({ message, isDeleted }: Placed): string[] => [
  ...message.flags,
  ...(isDeleted ? ['\\Deleted'] : []),
];

function internalDate(date: Date): string {
  const [, day = '', month = '', year = ''] = date.toUTCString().split(' ');
  return `${day}-${month}-${year} ${date.toISOString().slice(11, 19)} +0000`;
}

function section(raw: Buffer, item: string): string {
  const [, name = '', , start, length] = /^BODY(?:\.PEEK)?\[([^\]]*)\](<(\d+)\.(\d+)>)?$/i.exec(item) ?? [];
  let bytes = bytesOf(raw, name);
  if (start !== undefined) bytes = bytes?.subarray(Number(start), Number(start) + Number(length)) ?? null;
  return `BODY[${name}]${start === undefined ? '' : `<${start}>`} ${bytes === null ? 'NIL' : literal(bytes)}`;
}

function bytesOf(raw: Buffer, name: string): Buffer | null {
  const { root } = parseStructure(raw);
  const head = raw.subarray(0, root.start);
  const wanted = /^HEADER\.FIELDS \(([^)]*)\)$/i.exec(name)?.[1]?.toUpperCase().split(' ');
  if (wanted !== undefined) {
    const fields = head.toString('latin1').match(/^[^\s:]+:.*(\r\n[ \t].*)*\r\n/gm) ?? [];
    const kept = fields.filter((field) => wanted.includes(field.split(':')[0]?.toUpperCase() ?? ''));
    return Buffer.from(`${kept.join('')}\r\n`, 'latin1');
  }
  if (name === '') return raw;
  if (name.toUpperCase() === 'HEADER') return head;
  if (name.toUpperCase() === 'TEXT') return raw.subarray(root.start);
  const part = find(root, name);
  return part === null ? null : raw.subarray(part.start, part.end);
}

function find(part: LocatedPart, path: string): LocatedPart | null {
  if (part.path === path) return part;
  for (const child of part.children) {
    const found = find(child, path);
    if (found !== null) return found;
  }
  return null;
}

function structure(part: LocatedPart): string {
  const [type = '', subtype = ''] = part.type.split('/');
  const list = (params: Readonly<Record<string, string>>): string => {
    const words = Object.entries(params).flatMap(([name, value]) => [quote(name), quote(value)]);
    return words.length > 0 ? `(${words.join(' ')})` : 'NIL';
  };
  if (type === 'multipart')
    return `(${part.children.map(structure).join('')} ${quote(subtype)} ${list({})} NIL NIL NIL)`;
  const size = part.end - part.start;
  const id = part.contentId === null ? 'NIL' : quote(`<${part.contentId}>`);
  const file: Record<string, string> =
    part.filename === null ? {} : { 'filename*': `utf-8''${encodeURIComponent(part.filename)}` };
  const disposition =
    part.disposition === null ? 'NIL' : `(${quote(part.disposition.toLowerCase())} ${list(file)})`;
  const params = list(part.params.charset === undefined ? {} : { charset: part.params.charset });
  const head = `${quote(type)} ${quote(subtype)} ${params} ${id} NIL ${quote(part.encoding)} ${size}`;
  return `(${head}${type === 'text' ? ' 1' : ''} NIL ${disposition} NIL NIL)`;
}

/** Throws for a key that it does not know. */
export function search(rows: readonly Placed[], keys: readonly Token[]): Placed[] {
  const rest = [...keys];
  const highest = rows.at(-1)?.uid ?? 0;
  const has = (row: Placed, field: string, text: string): boolean =>
    fieldOf(row, field).toLowerCase().includes(text.toLowerCase());
  type Test = (row: Placed, seq: number) => boolean;
  const flag =
    (name: string, is: boolean): Test =>
    (row) =>
      flagsOf(row).includes(name) === is;
  const next = (): Test => {
    const key = rest.shift();
    if (Array.isArray(key)) {
      const found = new Set(search(rows, key));
      return (row) => found.has(row);
    }
    const word = String(key).toUpperCase();
    const argument = (): string => String(rest.shift());
    switch (word) {
      case 'ALL':
        return () => true;
      case 'NOT': {
        const test = next();
        return (row, seq) => !test(row, seq);
      }
      case 'OR': {
        const [one, two] = [next(), next()];
        return (row, seq) => one(row, seq) || two(row, seq);
      }
      case 'SEEN':
      case 'FLAGGED':
      case 'DELETED':
      case 'ANSWERED':
      case 'DRAFT':
        return flag(`\\${word[0]}${word.slice(1).toLowerCase()}`, true);
      case 'UNSEEN':
      case 'UNFLAGGED':
      case 'UNDELETED':
        return flag(`\\${word[2]}${word.slice(3).toLowerCase()}`, false);
      case 'KEYWORD':
        return flag(argument(), true);
      case 'UNKEYWORD':
        return flag(argument(), false);
      case 'UID': {
        const test = inSet(argument(), highest);
        return (row) => test(row.uid);
      }
      case 'SUBJECT':
      case 'FROM':
      case 'TO':
      case 'CC': {
        const text = Buffer.from(argument()).toString();
        return (row) => has(row, word, text);
      }
      case 'HEADER': {
        const [name, text] = [argument(), argument()];
        return (row) => has(row, name, text);
      }
      case 'CHARSET':
        argument();
        return () => true;
      default: {
        if (!/^[\d:,*]+$/.test(word)) throw new Error(word);
        const test = inSet(word, rows.length);
        return (_, seq) => test(seq);
      }
    }
  };
  const tests: Test[] = [];
  while (rest.length > 0) tests.push(next());
  return rows.filter((row, index) => tests.every((test) => test(row, index + 1)));
}

function fieldOf({ message }: Placed, name: string): string {
  const head = bytesOf(message.raw, `HEADER.FIELDS (${name})`)?.toString('latin1') ?? '';
  return head.replace(/=\?utf-8\?q\?([^?]*)\?=/gi, (_, text: string) =>
    Buffer.from(
      text.replace(/=([\dA-F]{2})/g, (_each, hex: string) => String.fromCharCode(parseInt(hex, 16))),
      'latin1',
    ).toString(),
  );
}
