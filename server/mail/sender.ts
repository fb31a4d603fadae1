// Who a message says it is from, as one name that can be compared. A newcomer's trap: this is what the message says;
// whether it is true is judged elsewhere.
import { domainToASCII } from 'node:url';
import type { Address } from './message.ts';

/** The one address of From in lower case, its domain in ASCII; null where there is none, a broken one or several. */
export function senderOf(from: readonly Address[]): string | null {
  const [first, ...more] = from;
  const address = first?.address ?? '';
  const at = address.lastIndexOf('@');
  const domain = domainToASCII(address.slice(at + 1).toLowerCase());
  return at < 1 || domain === '' || more.length > 0
    ? null
    : `${address.slice(0, at).normalize('NFC').toLowerCase()}@${domain}`;
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
