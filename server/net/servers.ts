// The operator's table of mail servers by domain (POSTERN_SERVERS). A newcomer's trap: the URL schemes name
// the encryption, and there is none without: imaps, pop3s and smtps are TLS from the first byte, imap, pop3
// and smtp are STARTTLS/STLS *required*.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Protocol, Server, TlsMode } from '../mail/account.ts';

export interface ServerEntry {
  protocol: Protocol;
  incoming: Server;
  outgoing: Server;
  /** What the servers want as a sign-in name: the whole address or the part before the @. */
  username: 'address' | 'local';
}

/** Lower-case domain, or "*" for every other one. */
export type ServerTable = ReadonlyMap<string, ServerEntry>;

const SCHEMES: Record<string, { service: Protocol | 'SMTP'; tls: TlsMode; port: number }> = {
  'imaps:': { service: 'IMAP', tls: 'IMPLICIT', port: 993 },
  'imap:': { service: 'IMAP', tls: 'STARTTLS', port: 143 },
  'pop3s:': { service: 'POP3', tls: 'IMPLICIT', port: 995 },
  'pop3:': { service: 'POP3', tls: 'STARTTLS', port: 110 },
  'smtps:': { service: 'SMTP', tls: 'IMPLICIT', port: 465 },
  'smtp:': { service: 'SMTP', tls: 'STARTTLS', port: 587 },
};

/** The names in a setting; "none" is nobody. Throws for what can be no name. */
function authServIdsOf(text: string): { authServIds?: readonly string[] } {
  const names = text
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const wrong = names.find((name) => !/^[\w.-]{1,253}$/.test(name));
  if (wrong !== undefined) throw new Error(`"${wrong}" is not a name of Authentication-Results.`);
  if (names.length === 0) return {};
  return { authServIds: names.filter((name) => name !== 'none') };
}

/**
 * Parses JSON or the JSON file it names. `authServId`: for entries without one. Throws one sentence that names the
 * domain at fault.
 */
export function parseServers(text: string, authServId = ''): ServerTable {
  if (text === '') return new Map();
  const inline = text.startsWith('{');
  const folder = inline ? process.cwd() : dirname(resolve(text));
  const json: unknown = JSON.parse(inline ? text : readFileSync(text, 'utf8'));
  if (typeof json !== 'object' || json === null)
    throw new Error('must be an object with a domain for each key.');
  return new Map(
    Object.entries(json).map(([domain, value]) => [
      domain.toLowerCase(),
      parseEntry(domain, value, folder, authServId),
    ]),
  );
}

function parseEntry(domain: string, value: unknown, folder: string, usualId: string): ServerEntry {
  const {
    incoming,
    outgoing,
    username = 'address',
    ca,
    authServId = usualId,
  } = value as Record<string, unknown>;
  if (typeof incoming !== 'string' || typeof outgoing !== 'string')
    throw new Error(`"${domain}" needs "incoming" and "outgoing".`);
  if (username !== 'address' && username !== 'local')
    throw new Error(`"${domain}": "username" is "address" or "local".`);
  if (ca !== undefined && typeof ca !== 'string')
    throw new Error(`"${domain}": "ca" is the path of a PEM file.`);
  if (typeof authServId !== 'string')
    throw new Error(`"${domain}": "authServId" is a name, or several separated by commas.`);
  const pem = ca === undefined ? {} : { ca: readFileSync(resolve(folder, ca), 'utf8') };
  const read = parseServerUrl(domain, incoming);
  const send = parseServerUrl(domain, outgoing);
  if (read.service === 'SMTP')
    throw new Error(`"${domain}": "incoming" is an imaps, imap, pop3s or pop3 URL.`);
  if (send.service !== 'SMTP') throw new Error(`"${domain}": "outgoing" is an smtps or smtp URL.`);
  return {
    protocol: read.service,
    incoming: { ...read.server, ...pem, ...authServIdsOf(authServId) },
    outgoing: { ...send.server, ...pem },
    username,
  };
}

function parseServerUrl(domain: string, text: string): { service: Protocol | 'SMTP'; server: Server } {
  const url = URL.canParse(text) ? new URL(text) : null;
  const scheme = SCHEMES[url?.protocol ?? ''];
  if (!url || !scheme || url.hostname === '')
    throw new Error(`"${domain}": "${text}" is not a URL such as imaps://imap.${domain}.`);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return {
    service: scheme.service,
    server: { host, port: Number(url.port) || scheme.port, tls: scheme.tls, listed: true },
  };
}

/** The entry for an address, by its domain, else the one for "*". */
export function findServers(table: ServerTable, address: string): ServerEntry | null {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return table.get(domain) ?? table.get('*') ?? null;
}
