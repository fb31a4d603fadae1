// What makes a message this message, taken from its raw header: the lines that nobody changes on the way. A
// newcomer's trap: mail servers add and change other lines at every look (Status, X-UID), so the whole header is
// no proof of anything.
import { createHash } from 'node:crypto';
import { headerFields } from '../mime/header/header.ts';

const LASTING = new Set(['message-id', 'date', 'from', 'to', 'subject', 'received']);

/**
 * "s" or "w" and 32 hex digits. Strong when a Message-ID or a Received line is in it: then equal means the same
 * message, delivered once.
 */
export function fingerprintOf(header: Buffer): string {
  const fields = headerFields(header).filter(({ name }) => LASTING.has(name));
  const isStrong = fields.some(({ name }) => name === 'message-id' || name === 'received');
  const text = fields.map(({ name, value }) => `${name}:${value.replace(/\s+/g, ' ').trim()}\n`).join('');
  const hash = createHash('sha256').update(text, 'latin1').digest('hex').slice(0, 32);
  return (isStrong ? 's' : 'w') + hash;
}

export const isStrong = (fingerprint: string): boolean => fingerprint.startsWith('s');
