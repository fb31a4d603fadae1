// The only opener of connections to other machines: resolves, checks every address, connects to a checked one,
// and verifies the certificate against the name that was asked for. A newcomer's trap: never hand a host name
// to a library that resolves it again (DNS may answer differently the second time); hand it a Route.
import { lookup as systemLookup } from 'node:dns/promises';
import net from 'node:net';
import { setImmediate } from 'node:timers/promises';
import tls from 'node:tls';
import type { Server, TlsMode } from '../mail/account.ts';
import { MailError } from '../mail/errors.ts';
import { mayReach, parseNetworks, readHost } from './addresses.ts';
import { fromSocketError } from './errors.ts';

/** From the look-up to the end of the TLS handshake. */
const CONNECT_MS = 10_000;

export interface Route {
  /** A checked literal address: give this to a library as its host. */
  address: string;
  /** All checked addresses, `address` first: IPv4 before IPv6, since a broken IPv6 path is silent. */
  addresses: readonly string[];
  port: number;
  /** The name for SNI and for the certificate; empty when the host was typed as an address (RFC 6066 section 3). */
  servername: string;
  tls: TlsMode;
  ca?: string;
}

/** What a certificate is checked against. */
export interface Peer {
  address: string;
  servername: string;
  ca?: string | undefined;
}

export interface EgressOptions {
  /** Addresses and CIDR ranges that typed servers may lie in although they are not public. */
  allowNetworks: readonly string[];
  allowPorts: readonly number[];
  /** All addresses of a name; the system's resolver when left out. */
  lookup?: (name: string) => Promise<readonly string[]>;
}

export interface Egress {
  /**
   * Resolves and checks a server. SERVER_NOT_ALLOWED when one of its addresses or its port is out of bounds,
   * UPSTREAM_UNKNOWN_HOST when there is no such name, UPSTREAM_TIMEOUT after 10 s.
   */
  route(server: Server, signal?: AbortSignal): Promise<Route>;
  /** Connects within 10 s, trying the checked addresses in turn: IMPLICIT gives verified TLS, STARTTLS a plain socket. */
  connect(server: Server, signal?: AbortSignal): Promise<net.Socket | tls.TLSSocket>;
  /** TLS with the same checks over a plain socket whose STARTTLS was answered. UPSTREAM_PROTOCOL when more came with the answer. */
  upgrade(socket: net.Socket, server: Server, signal?: AbortSignal): Promise<tls.TLSSocket>;
}

async function resolveBySystem(name: string): Promise<string[]> {
  const answers = await systemLookup(name, { all: true, order: 'ipv4first' });
  return answers.map((answer) => answer.address);
}

/** Throws at once when an entry of allowNetworks can't be read. */
export function createEgress({ allowNetworks, allowPorts, lookup = resolveBySystem }: EgressOptions): Egress {
  const networks = parseNetworks(allowNetworks);

  async function resolve(server: Server, signal: AbortSignal): Promise<Route> {
    const host = readHost(server.host);
    if (host === null) throw new MailError('UPSTREAM_UNKNOWN_HOST');
    if (!server.listed && !allowPorts.includes(server.port)) throw new MailError('SERVER_NOT_ALLOWED');
    const addresses = 'ip' in host ? [host.ip] : await unlessAborted(lookup(host.name), signal);
    const [address] = addresses;
    if (address === undefined) throw new MailError('UPSTREAM_UNKNOWN_HOST');
    // One private address among public ones is refused with them: which one gets used is not ours to say.
    if (!server.listed && !addresses.every((each) => mayReach(each, networks)))
      throw new MailError('SERVER_NOT_ALLOWED');
    return {
      address,
      addresses,
      port: server.port,
      servername: 'name' in host ? host.name : '',
      tls: server.tls,
      ...(server.ca === undefined ? {} : { ca: server.ca }),
    };
  }

  return {
    route: (server, signal) => within(CONNECT_MS, signal, (limit) => resolve(server, limit)),

    connect: (server, signal) =>
      within(CONNECT_MS, signal, async (limit) => {
        const route = await resolve(server, limit);
        const socket = await openFirst(route, limit);
        return server.tls === 'IMPLICIT' ? secure(socket, route, limit) : socket;
      }),

    upgrade: (socket, server, signal) =>
      within(CONNECT_MS, signal, async (limit) => {
        // A command smuggled in behind the 220 must not be taken for what the server says inside TLS (CVE-2011-0411).
        if (socket.readableLength > 0) {
          socket.destroy();
          throw new MailError('UPSTREAM_PROTOCOL');
        }
        return secure(socket, peerOf(server, socket), limit);
      }),
  };
}

/** What the certificate behind an open socket must be for: the name that was asked for, or the typed address. */
export function peerOf(server: Server, socket: net.Socket): Peer {
  const host = readHost(server.host);
  const named = host !== null && 'name' in host;
  return {
    address: host !== null && 'ip' in host ? host.ip : (socket.remoteAddress ?? ''),
    servername: named ? host.name : '',
    ca: server.ca,
  };
}

/** The TLS options for a route, for libraries that open the socket themselves. Includes the system's roots and the route's CA. */
export function tlsOptions(route: Peer): tls.ConnectionOptions {
  return {
    secureContext: trusting(route.ca),
    rejectUnauthorized: true,
    // Without a servername Node checks the certificate against `host`, which is what an address needs.
    host: route.address,
    ...(route.servername === '' ? {} : { servername: route.servername }),
  };
}

/** Reads the roots (some 40 ms) for these CAs now, so that nobody's sign-in waits for it. */
export async function prepareTls(cas: Iterable<string | undefined>): Promise<void> {
  for (const ca of cas) {
    await setImmediate();
    try {
      trusting(ca);
    } catch {
      // What is wrong with it is told to whoever connects with it.
    }
  }
}

const contexts = new Map<string | undefined, tls.SecureContext>();

/** One context for each CA: parsing some 150 roots takes milliseconds, and sharing them saves 15 kB a connection. */
function trusting(ca: string | undefined): tls.SecureContext {
  const known = contexts.get(ca);
  if (known !== undefined) return known;
  const roots = tls.getCACertificates('default');
  const context = tls.createSecureContext({
    minVersion: 'TLSv1.2',
    ca: ca === undefined ? roots : [...roots, ca],
  });
  contexts.set(ca, context);
  return context;
}

async function openFirst(route: Route, signal: AbortSignal): Promise<net.Socket> {
  let last: unknown;
  for (const [index, address] of route.addresses.entries()) {
    // An address that drops packets must not eat the time of the others.
    const share = AbortSignal.timeout(CONNECT_MS / (route.addresses.length - index));
    try {
      return await opened(net.connect({ host: address, port: route.port }), 'connect', [signal, share]);
    } catch (error) {
      signal.throwIfAborted();
      last = error;
    }
  }
  throw last;
}

function secure(socket: net.Socket, route: Peer, signal: AbortSignal): Promise<tls.TLSSocket> {
  return opened(tls.connect({ socket, ...tlsOptions(route) }), 'secureConnect', [signal]);
}

/** Waits for a socket's first good event; destroys it on error, early close or abort. */
function opened<T extends net.Socket>(
  socket: T,
  event: 'connect' | 'secureConnect',
  signals: AbortSignal[],
): Promise<T> {
  const signal = AbortSignal.any(signals);
  return new Promise((resolve, reject) => {
    const settle = (error: unknown): void => {
      socket.off(event, succeed).off('error', settle).off('close', closed);
      signal.removeEventListener('abort', aborted);
      if (error === undefined) {
        resolve(socket);
      } else {
        socket.on('error', () => {}).destroy();
        reject(error);
      }
    };
    const succeed = (): void => settle(undefined);
    const closed = (): void => settle(new MailError('UPSTREAM_OFFLINE'));
    const aborted = (): void => settle(signal.reason);
    socket.once(event, succeed).once('error', settle).once('close', closed);
    if (signal.aborted) aborted();
    else signal.addEventListener('abort', aborted, { once: true });
  });
}

async function within<T>(
  ms: number,
  signal: AbortSignal | undefined,
  work: (limit: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = AbortSignal.any([AbortSignal.timeout(ms), ...(signal ? [signal] : [])]);
  try {
    limit.throwIfAborted();
    return await work(limit);
  } catch (error) {
    throw fromSocketError(error);
  }
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const aborted = (): void => reject(signal.reason);
    signal.addEventListener('abort', aborted, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
  });
}
