// Which part of a host name belongs to one owner: example.co.uk of mx.mail.example.co.uk, by the public suffix list. A
// newcomer's trap: names below a private suffix (github.io, a cloud's regions) belong to different people, too.
import { getDomain } from 'tldts';

const OPTIONS = { allowPrivateDomains: true, validateHostname: false } as const;
const HOST = /^[\p{L}\p{N}_-]{1,63}(?:\.[\p{L}\p{N}_-]{1,63}){0,30}$/u;

/** A host name in lower case without the last dot; null for what is none, addresses of machines included. */
export function hostName(text: string): string | null {
  const host = text.toLowerCase().replace(/\.$/, '');
  return host.length <= 253 && HOST.test(host) && !/^[\d.]+$/.test(host) ? host : null;
}

/** The organisational domain (RFC 7489 section 3.2) of a host; the host itself where it has none above it. */
export function siteOf(host: string): string {
  return getDomain(host, OPTIONS) ?? host.toLowerCase();
}

export const sameSite = (one: string, other: string): boolean => siteOf(one) === siteOf(other);

/** The domain of an address in lower case, or null. */
export function domainOf(address: string | null): string | null {
  return address === null ? null : hostName(address.slice(address.lastIndexOf('@') + 1));
}
