// Which hosts and addresses a typed server may have. A newcomer's trap: what counts is the address, never its
// spelling; 127.1, 0x7f000001, 2130706433, ①②⑦.0.0.1 and ::ffff:7f00:1 are all 127.0.0.1, and they are all
// brought to one form here before anything is judged.
import { domainToASCII } from 'node:url';
import ipaddr from 'ipaddr.js';

type Ip = ipaddr.IPv4 | ipaddr.IPv6;
export type Network = readonly [Ip, number];

export type Host = { ip: string } | { name: string };

/** A host name or literal address in its one form; null when it is neither. */
export function readHost(text: string): Host | null {
  const bare = text.trim().replace(/^\[(.*)\]$/, '$1');
  if (bare.includes(':')) return ipaddr.IPv6.isValid(bare) ? { ip: ipaddr.process(bare).toString() } : null;
  // What would end the host in a URL is cut off or skipped by the parser below, and must not be.
  if (/[\s\p{Cc}/\\?#@%]/u.test(bare)) return null;
  // The URL standard's host parser: it folds full-width digits and dots, decimal, octal and hex IPv4, and punycode.
  const ascii = domainToASCII(bare).replace(/\.$/, '');
  if (ipaddr.IPv4.isValidFourPartDecimal(ascii)) return { ip: ascii };
  if (
    ascii.length > 253 ||
    !/^[a-z\d_](?:[a-z\d_-]*[a-z\d_])?(?:\.[a-z\d_](?:[a-z\d_-]*[a-z\d_])?)*$/.test(ascii)
  )
    return null;
  return { name: ascii };
}

/** Parses the operator's list of addresses and CIDR ranges; throws one sentence about the first that is neither. */
export function parseNetworks(list: readonly string[]): Network[] {
  return list.map((text) => {
    try {
      const [address, bits] = text.includes('/')
        ? ipaddr.parseCIDR(text)
        : [ipaddr.parse(text), ipaddr.parse(text).kind() === 'ipv4' ? 32 : 128];
      return [address, bits] as const;
    } catch {
      throw new Error(`"${text}" is not an address or a CIDR range.`);
    }
  });
}

const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** True when an address is on the public internet, or in one of the operator's networks. */
export function mayReach(address: string, networks: readonly Network[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const ip = ipaddr.process(address);
  if (networks.some(([network, bits]) => network.kind() === ip.kind() && ip.match(network, bits)))
    return true;
  // `unicast` leaves out loopback, private, 100.64/10, link-local, multicast, reserved, NAT64, 6to4 and Teredo; what
  // lies outside 2000::/3 was never given to anybody, IPv4-compatible ::7f00:1 among it.
  return ip.range() === 'unicast' && (ip.kind() === 'ipv4' || ip.match(GLOBAL_UNICAST));
}
