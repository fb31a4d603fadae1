// Text from outside as a person may see it. A newcomer's trap: this is what keeps a sender from looking like another
// (CVE-2019-15237); markup is no concern here, since everything is shown as text.
import type { Address } from '../mail/message.ts';

const HIDDEN = /[\p{Cc}\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;
/** What `visible` would change. Most text has none of it, and is looked at for every row of every list. */
const ODD = /[\p{Cc}\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]| {2}|^\s|\s$/u;

/** Without control characters and direction overrides, spaces folded. */
export function visible(text: string): string {
  return ODD.test(text) ? text.replace(HIDDEN, ' ').replace(/ {2,}/g, ' ').trim() : text;
}

/** The same line by line; null for null. */
export function visibleLines(text: string | null): string | null {
  return (
    text
      ?.split(/\r\n?|\n/)
      .map(visible)
      .join('\n') ?? null
  );
}

/** The name where there is one, else the address. */
export function displayOf({ name, address }: Address): string {
  return visible(name ?? '') || visible(address ?? '');
}

/** An address with what a person may see of it. */
export interface ShownAddress extends Address {
  display: string;
}

export function shownAddresses(addresses: readonly Address[]): ShownAddress[] {
  return addresses.map(({ name, address }) => ({
    name: name === null ? null : visible(name),
    address,
    display: displayOf({ name, address }),
  }));
}
