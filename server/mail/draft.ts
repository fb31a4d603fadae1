// What a person writes, before it is MIME. smtp/compose turns it into bytes; nothing else does. A newcomer's
// trap: recipients are validated objects by the time they are here (see parseRecipient); a string from
// outside never reaches nodemailer as an address list.
import type { Readable } from 'node:stream';
import type { Address } from './message.ts';

export interface Recipient {
  name: string | null;
  address: string;
}

export interface DraftContent {
  from: Recipient;
  to: readonly Recipient[];
  cc: readonly Recipient[];
  bcc: readonly Recipient[];
  subject: string;
  /** Plain text, LF line ends. */
  text: string;
  /** Message-ID of the message that is answered, without brackets. */
  inReplyTo: string | null;
  /** Message-IDs for References, oldest first, without brackets. */
  references: readonly string[];
  attachments: readonly DraftAttachment[];
  /** Id of the answered (or forwarded) message here, kept in a stored draft so that it can be marked when sent. */
  answers: { id: string; how: 'REPLY' | 'FORWARD' } | null;
}

export interface DraftAttachment {
  filename: string;
  type: string;
  size: number;
  open(): Promise<Readable>;
}

/** An SMTP address we are willing to put into an envelope: printable, one @, no spaces, quotes or angle brackets. */
const ADDRESS = /^[^\s@<>"(),:;\\[\]\p{Cc}]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]{0,252}[\p{L}\p{N}])?$/u;

/** "Name <local@domain>" or "local@domain" as a recipient; null when it is not one address. */
export function parseRecipient(text: string): Recipient | null {
  const match = /^\s*(?:"?([^"<>\p{Cc}]*?)"?\s*<([^<>]+)>|([^<>\s]+))\s*$/u.exec(text);
  const address = (match?.[2] ?? match?.[3] ?? '').trim();
  if (!ADDRESS.test(address)) return null;
  return { name: match?.[1]?.trim() || null, address };
}

export function asRecipient({ name, address }: Address): Recipient | null {
  return address !== null && ADDRESS.test(address) ? { name, address } : null;
}
