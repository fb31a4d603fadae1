// FETCH, read by us: imapflow's parser makes some hundred objects of a row, which costs three times what everything
// else about a page does. The lines are taken before it sees them, and only while a command of this file is on the
// wire. A newcomer's trap: rows nobody asked for (a flag that changed meanwhile) come through here too, with a part
// of the fields.
import type { ImapFlow, MailboxObject } from 'imapflow';
import { MailError } from '../../mail/errors.ts';
import { parseDate } from '../../mime/header/dates.ts';
import { type Argument, atom, issue, sequence, type Untagged, type Wire, wireOf } from '../commands.ts';
import { giveWay } from '../lanes/turns.ts';
import { profileOf } from '../mailbox/profile.ts';
import { type BodyNode, toBodyNode } from './bodystructure.ts';
import { isFetch, readFetch, type Value } from './fetch-line.ts';

/** What to ask for. The UID comes always, MODSEQ where the server has CONDSTORE. */
export interface FetchQuery {
  flags?: true;
  internalDate?: true;
  size?: true;
  bodyStructure?: true;
  /** The server's name for the message, where it gives one (RFC 8474, Gmail). */
  emailId?: true;
  /** How the text begins, in the server's words (RFC 8970); only where it can. */
  preview?: true;
  /** Only these fields of the header. */
  headers?: readonly string[];
  /** Sections by number ("1.2", "2.TEXT"; "" is the whole message), a piece of each. */
  bodyParts?: readonly { key: string; start: number; maxLength: number }[];
}

/** A row, with what the server sent of it. */
export interface Fetched {
  seq: number;
  /** 0 in a row that nobody asked for, where the server left it out. */
  uid: number;
  flags?: ReadonlySet<string>;
  modseq?: bigint;
  internalDate?: Date | null;
  size?: number;
  bodyStructure?: BodyNode | null;
  emailId?: string | null;
  preview?: string | null;
  /** Raw; empty when the message has none of the fields. */
  headers?: Buffer;
  /** By section as asked; what is not there is left out. */
  bodyParts?: ReadonlyMap<string, Buffer>;
}

/** One command. `onRow` must not throw. MAILBOX_GONE where none is selected. */
export async function fetchRows(
  client: ImapFlow,
  set: string,
  query: FetchQuery,
  { uid }: { uid: boolean },
  onRow: (row: Fetched) => void,
): Promise<void> {
  const { mailbox } = client;
  if (mailbox === false) throw new MailError('MAILBOX_GONE');
  await issue(
    client,
    uid ? 'UID FETCH' : 'FETCH',
    [sequence(set), itemsOf(client, mailbox, query)],
    readingRows(client, mailbox, onRow),
  );
}

/** For any command that is answered with FETCH rows, a STORE for one. */
export function readingRows(
  client: ImapFlow,
  mailbox: MailboxObject,
  onRow: (row: Fetched) => void,
): Untagged {
  const untagged: Untagged = { FETCH: async () => {} };
  readers.set(untagged, (row) => {
    note(mailbox, row);
    onRow(row);
  });
  listen(wireOf(client));
  return untagged;
}

/** By the handlers of the command, because several may wait for one connection. */
const readers = new WeakMap<Untagged, (row: Fetched) => void>();
const listening = new WeakSet<Wire>();

function listen(wire: Wire): void {
  if (listening.has(wire)) return;
  listening.add(wire);
  const original = wire.handleResponse;
  wire.handleResponse = async (data) => {
    const { untagged } = wire.currentRequest === false ? {} : wire.currentRequest.options;
    const reader = untagged === undefined ? undefined : readers.get(untagged);
    if (reader === undefined || !isFetch(data.payload)) return original.call(wire, data);
    const turn = giveWay();
    if (turn !== null) await turn;
    const line = readFetch(data.payload, data.literals ?? []);
    if (line !== null) reader(toRow(line.seq, line.items));
    return true;
  };
}

/** imapflow keeps these two from the rows that it reads itself. */
function note(mailbox: MailboxObject, { uid, modseq }: Fetched): void {
  if (uid > 0 && (!mailbox.uidNext || mailbox.uidNext <= uid)) mailbox.uidNext = uid + 1;
  if (modseq !== undefined && (mailbox.highestModseq ?? 0n) < modseq) mailbox.highestModseq = modseq;
}

function itemsOf(client: ImapFlow, mailbox: MailboxObject, query: FetchQuery): Argument[] {
  const items: Argument[] = [atom('UID')];
  if (query.flags) items.push(atom('FLAGS'));
  if (query.internalDate) items.push(atom('INTERNALDATE'));
  if (query.size) items.push(atom('RFC822.SIZE'));
  if (query.bodyStructure) items.push(atom('BODYSTRUCTURE'));
  if (query.flags && client.enabled.has('CONDSTORE') && mailbox.noModseq !== true) items.push(atom('MODSEQ'));
  if (query.emailId && client.capabilities.has('OBJECTID')) items.push(atom('EMAILID'));
  else if (query.emailId && profileOf(client).gmail) items.push(atom('X-GM-MSGID'));
  if (query.preview) items.push(atom('PREVIEW'));
  if (query.headers)
    items.push({ ...PEEK, section: [atom('HEADER.FIELDS'), query.headers.map((name) => atom(name))] });
  for (const { key, start, maxLength } of query.bodyParts ?? [])
    items.push({ ...PEEK, section: key === '' ? [] : [atom(key)], partial: [start, maxLength] });
  return items;
}

const PEEK = { type: 'ATOM', value: 'BODY.PEEK' } as const;

function toRow(seq: number, items: ReadonlyMap<string, Value>): Fetched {
  const row: Fetched = { seq, uid: 0 };
  let parts: Map<string, Buffer> | undefined;
  for (const [name, value] of items) {
    if (name === 'UID') row.uid = toNumber(value, 0xffffffff);
    else if (name === 'FLAGS') row.flags = toFlags(value);
    else if (name === 'MODSEQ') {
      const digits = Array.isArray(value) ? value[0] : value;
      if (typeof digits === 'string' && /^\d{1,19}$/.test(digits)) row.modseq = BigInt(digits);
    } else if (name === 'INTERNALDATE') row.internalDate = typeof value === 'string' ? toDate(value) : null;
    else if (name === 'RFC822.SIZE') row.size = toNumber(value, Number.MAX_SAFE_INTEGER);
    else if (name === 'BODYSTRUCTURE') row.bodyStructure = toBodyNode(value);
    else if (name === 'EMAILID' || name === 'X-GM-MSGID') row.emailId = toId(value);
    else if (name === 'PREVIEW') row.preview = toBytes(value)?.toString() ?? null;
    else if (name.startsWith('BODY[HEADER.FIELDS')) row.headers = toBytes(value) ?? Buffer.alloc(0);
    else if (name.startsWith('BODY[')) {
      const bytes = toBytes(value);
      parts ??= new Map();
      if (bytes !== null) parts.set(name.slice(5, -1), bytes);
    }
  }
  return parts === undefined ? row : { ...row, bodyParts: parts };
}

function toNumber(value: Value, max: number): number {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : 0;
  return number > max ? 0 : number;
}

/** "(M6d99ac3275bb4e)" in RFC 8474, a bare number of 64 bits from Gmail. */
function toId(value: Value): string | null {
  const id = Array.isArray(value) ? value[0] : value;
  return typeof id === 'string' && /^[\w-]{1,255}$/.test(id) ? id : null;
}

function toBytes(value: Value): Buffer | null {
  if (Buffer.isBuffer(value)) return value;
  return typeof value === 'string' ? Buffer.from(value, 'latin1') : null;
}

/** Most messages of all accounts carry one of a few sets of flags, so they share them. */
const known = new Map<string, ReadonlySet<string>>();
const MAX_KNOWN = 500;

function toFlags(value: Value): ReadonlySet<string> {
  // Atoms only: a string of one server that spells two flags must not become what two flags read as for everybody.
  const isFlag = (flag: Value): flag is string => typeof flag === 'string' && /^[!-\xff]+$/.test(flag);
  const names = Array.isArray(value) ? value.filter(isFlag) : [];
  const key = names.join(' ');
  const shared = known.get(key);
  if (shared !== undefined) return shared;
  const flags = new Set(names);
  if (known.size >= MAX_KNOWN) known.clear();
  if (key.length < 200) known.set(key, flags);
  return flags;
}

const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';
const DATE = /^([ \d]\d)-([a-z]{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$/i;

/** "24-Nov-2026 10:00:00 +0100"; servers that write it otherwise are read as the Date header is. */
function toDate(text: string): Date | null {
  const match = DATE.exec(text);
  if (match === null) return parseDate(text);
  const [, day, name = '', year, hour, minute, second, sign, zoneHours, zoneMinutes] = match;
  const month = MONTHS.indexOf(name.toLowerCase()) / 3;
  const offset = (Number(zoneHours) * 60 + Number(zoneMinutes)) * (sign === '-' ? -1 : 1);
  const utc = Date.UTC(
    Number(year),
    month,
    Number(day),
    Number(hour),
    Number(minute) - offset,
    Number(second),
  );
  return Number.isNaN(utc) || !Number.isInteger(month) ? null : new Date(utc);
}
