// The addresses under which other machines of the network reach this one.
import { hostname, networkInterfaces } from 'node:os';

/** IPv4 addresses other than loopback, as they are now. */
export function lanAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flat()
    .filter((each) => each !== undefined && each.family === 'IPv4' && !each.internal)
    .map((each) => each?.address ?? '');
}

/** Names that the certificate should hold besides the addresses. */
export function lanNames(): string[] {
  const name = hostname().toLowerCase();
  return /^[a-z\d-]+$/.test(name) ? [name, `${name}.local`] : [];
}
