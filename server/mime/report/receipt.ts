// Read receipts (RFC 8098): the one that came back, and whether a sender asks for one. A newcomer's trap: a receipt is
// never sent by opening a message, and one that came only says what somebody's program claims.
import type { Address } from '../../mail/message.ts';
import { parseAddresses } from '../header/addresses.ts';
import type { Fields } from '../header/fields.ts';
import { readGroups, typedAddress, typedText } from './report-fields.ts';

export const DISPOSITIONS = ['DISPLAYED', 'DELETED', 'DISPATCHED', 'PROCESSED', 'DENIED', 'FAILED'] as const;

export interface ReadReceipt {
  disposition: (typeof DISPOSITIONS)[number];
  /** True when no person acted. */
  automatic: boolean;
  /** The address that the message was sent to, as far as the receipt tells. */
  recipient: string | null;
  /** Of the message it is about, without the angle brackets. */
  originalMessageId: string | null;
  /** The program that answers. */
  program: string | null;
}

/** Reads a message/disposition-notification part (a binary string); null when it has no disposition. Never throws. */
export function readDisposition(binary: string): ReadReceipt | null {
  const group = readGroups(binary).find((each) => each.has('disposition'));
  const written = group?.get('disposition') ?? '';
  const [modes = '', kind = ''] = written.split(';').map((part) => part.trim().toLowerCase());
  const found = DISPOSITIONS.find((each) => (kind || modes).startsWith(each.toLowerCase()));
  if (!group || !found) return null;
  return {
    disposition: found,
    automatic: modes.startsWith('automatic-action'),
    recipient: typedAddress(group.get('original-recipient')) ?? typedAddress(group.get('final-recipient')),
    originalMessageId: /<?([^<>\s]{1,998})>?/.exec(group.get('original-message-id') ?? '')?.[1] ?? null,
    program: typedText(group.get('reporting-ua'))?.slice(0, 255) ?? null,
  };
}

const ASKING = ['disposition-notification-to', 'x-confirm-reading-to'];
const MAX_ASKED = 10;

/** Who wants to know that the message was read; empty when nobody does, and for reports, which must not be answered. */
export function receiptAskedBy(fields: Fields): Address[] {
  if (/^\s*multipart\/report/i.test(fields.first('content-type') ?? '')) return [];
  const asking = ASKING.map((name) => fields.first(name)).find((value) => value !== null);
  return parseAddresses(asking ?? '', MAX_ASKED).filter(({ address }) => address !== null);
}
