// Makes one signed-in connection: checked address, TLS or nothing, and bounds on what a hostile server can make
// us hold. A newcomer's trap: imapflow connects again neither by itself nor with the same instance; a closed
// client is thrown away (see lanes).
import type { EventEmitter } from 'node:events';
import { ImapFlow, type ImapResponse, type MailboxObject } from 'imapflow';
import type { AccountSecret } from '../../mail/account.ts';
import { MailError } from '../../mail/errors.ts';
import { type Egress, type Route, tlsOptions } from '../../net/egress.ts';
import { isSocketError } from '../../net/errors.ts';
import { addCommands, type VanishedEvent, wireOf } from '../commands.ts';
import { type ImapFailure, isTurnedAway, TurnedAway, translate } from '../errors.ts';
import { parseRanges } from '../locator.ts';
import { type Learned, shortenSignIn } from './sign-in.ts';
import { takeTurns } from './turns.ts';

const MIB = 1024 * 1024;
/** RFC 2177 lets a server drop a client after 29 minutes of IDLE; routers forget one after about ten. */
const MAX_IDLE_MS = 9 * 60_000;

export interface DialOptions {
  /** Silence after which the connection counts as dead; while it idles a NOOP is tried first. */
  silenceMs: number;
  /** Times for one attempt; a test makes them short. */
  greetingMs?: number;
}

export type Dial = (signal: AbortSignal, options: DialOptions) => Promise<ImapFlow>;

/**
 * Dials for one account. Fails with UPSTREAM_* or TLS_UNTRUSTED, or with the signal's reason; the password is
 * sent over TLS only.
 */
export function createDial(account: AccountSecret, egress: Egress): Dial {
  const learned: Learned = {};
  return async (signal, options) => {
    const route = await egress.route(account.incoming, signal);
    for (const [index, address] of route.addresses.entries()) {
      try {
        return await connect({ ...route, address }, account, learned, signal, options);
      } catch (error) {
        // The next address is tried only when this one could not be reached at all.
        const unreached =
          (isSocketError(error) || error instanceof TurnedAway) &&
          translate(error).code === 'UPSTREAM_OFFLINE';
        if (!unreached || index === route.addresses.length - 1) throw translate(error);
      }
    }
    throw new MailError('UPSTREAM_OFFLINE');
  };
}

async function connect(
  route: Route,
  account: AccountSecret,
  learned: Learned,
  signal: AbortSignal,
  { silenceMs, greetingMs = 8_000 }: DialOptions,
): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: route.address,
    port: route.port,
    ...(route.servername === '' ? {} : { servername: route.servername }),
    ...(route.tls === 'IMPLICIT' ? { secure: true } : { secure: false, doSTARTTLS: true }),
    tls: tlsOptions(route),
    auth: { user: account.username, pass: account.password },
    clientInfo: { name: 'Postern', vendor: false, 'support-url': false },
    logger: false,
    qresync: true,
    // Two large providers advertise rev2 and answer it wrongly; nothing here needs it.
    disableIMAP4rev2: true,
    // Costs a connection four times its memory.
    disableCompression: true,
    disableAutoIdle: true,
    maxIdleTime: MAX_IDLE_MS,
    socketTimeout: silenceMs,
    connectionTimeout: 10_000,
    greetingTimeout: greetingMs,
    maxLineLength: 32 * MIB,
    maxLiteralSize: 64 * MIB,
    maxResponseSize: 80 * MIB,
    maxResponseTokens: 300_000,
  });
  // Without a listener an 'error' event ends the process.
  client.on('error', (error) => faults.set(client, error));
  addCommands(client);
  shortenSignIn(client, learned);
  // Exchange asks for minutes of patience: whoever waits is told so, and not kept.
  wireOf(client).throttleWait = async () => false;
  tellVanished(client);
  takeTurns(client);
  const foreign = refuseForeign(client);

  const abort = (): void => client.close();
  signal.addEventListener('abort', abort, { once: true });
  try {
    signal.throwIfAborted();
    await client.connect();
    signal.throwIfAborted();
  } catch (error) {
    client.close();
    if (signal.aborted) throw signal.reason;
    // Something that speaks, but never ends its first line.
    const endless = (error as ImapFailure).code === 'GREETING_TIMEOUT' && client.stats().received > 0;
    if (foreign() || endless) throw new MailError('UPSTREAM_PROTOCOL');
    if (client.greeting === undefined && isTurnedAway(error)) {
      const { code, cause, serverText } = translate(error);
      throw new TurnedAway(code, { cause, ...(serverText === undefined ? {} : { serverText }) });
    }
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
  // A PREAUTH greeting leaves no text: the server would let any password pass (and imapflow sends none).
  if (client.greeting === undefined) {
    client.close();
    throw new MailError('UPSTREAM_PROTOCOL');
  }
  return client;
}

const faults = new WeakMap<ImapFlow, unknown>();

/** Why a connection was left, where that was for what the server sent: its commands say only that it is gone. */
export function faultOf(client: ImapFlow): MailError | null {
  const fault = faults.get(client);
  const error = fault === undefined ? null : translate(fault);
  return error?.code === 'UPSTREAM_PROTOCOL' ? error : null;
}

/** Changes how long the server may be silent before the connection counts as dead. */
export function expectSilence(client: ImapFlow, ms: number): void {
  const wire = wireOf(client);
  wire.socketTimeout = ms;
  if (client.usable) wire.armSocketTimeout(wire.socket);
}

/** Says goodbye, but does not wait long for an answer. */
export async function logout(client: ImapFlow): Promise<void> {
  const timer = setTimeout(() => client.close(), 500);
  try {
    await client.logout();
  } catch {
    client.close();
  } finally {
    clearTimeout(timer);
  }
}

/** SMTP, HTTP and SSH are known by their first line; imapflow would go on waiting for a greeting. True once it was so. */
function refuseForeign(client: ImapFlow): () => boolean {
  const wire = wireOf(client);
  const original = wire.handleResponse;
  let foreign = false;
  wire.handleResponse = async (data) => {
    wire.handleResponse = original;
    foreign = !data.payload.toString('latin1', 0, 2).startsWith('* ');
    if (!foreign) return original.call(wire, data);
    client.close();
    return false;
  };
  return () => foreign;
}

/**
 * Tells of a VANISHED as ranges, by an event of its own; imapflow would walk them number by number, and a range of a
 * few bytes may stand for four billion numbers.
 */
function tellVanished(client: ImapFlow): void {
  const wire = wireOf(client);
  wire.untaggedVanished = async (response: ImapResponse, selecting?: MailboxObject) => {
    const mailbox = selecting ?? client.mailbox;
    if (mailbox === false) return client.close();
    const isEarlier = Array.isArray(response.attributes?.[0]);
    const set = response.attributes?.at(-1)?.value;
    const ranges = parseRanges(typeof set === 'string' ? set : '');
    // Unlike VANISHED (EARLIER) it counts like as many EXPUNGEs (RFC 7162 section 3.2.10).
    if (!isEarlier && selecting === undefined) {
      const count = ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
      // More than there are is an attack or a bug.
      if (count > mailbox.exists) return client.close();
      mailbox.exists -= count;
    }
    (client as EventEmitter).emit('vanished', { path: mailbox.path, ranges } satisfies VanishedEvent);
  };
}
