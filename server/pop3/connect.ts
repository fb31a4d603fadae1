// From nothing to a signed-in session: greeting, TLS, capabilities, password. A newcomer's trap: the password is
// sent over TLS only. What was learnt before the handshake (greeting, capabilities) is not used after it.
import type { Socket } from 'node:net';
import type { AccountSecret } from '../mail/account.ts';
import { MailError } from '../mail/errors.ts';
import type { Egress } from '../net/egress.ts';
import { Pop3Client } from './client.ts';
import { isRefusal, translate } from './errors.ts';
import type { Limits } from './limits.ts';
import { command } from './reply.ts';
import { Wire } from './wire.ts';

export interface Pop3Login {
  egress: Egress;
  account: Pick<AccountSecret, 'incoming' | 'username' | 'password'>;
  limits: Limits;
  signal?: AbortSignal | undefined;
}

/** Throws UPSTREAM_NO_TLS before the password was sent where the server has no STLS; a Refusal when it says no. */
export async function connectPop3({ egress, account, limits, signal }: Pop3Login): Promise<Pop3Client> {
  // Refused here and not after the connection: the server never hears of such a name.
  command('', account.username, account.password);
  if (signal?.aborted) throw translate(signal.reason);
  const wire = new Wire(limits);
  const client = new Pop3Client(wire, limits);
  const abort = (): void => wire.fail(translate(signal?.reason));
  signal?.addEventListener('abort', abort, { once: true });
  try {
    // The exchange waits before the socket is there, so that a greeting can't come too early for it.
    const greeting = client.short(null, 'GREETING');
    greeting.catch(() => {});
    wire.attach(await egress.connect(account.incoming, signal));
    await greeting;
    if (account.incoming.tls === 'STARTTLS') await startTls(client, wire, egress, account.incoming, signal);
    await client.capa();
    await signIn(client, account);
    return client;
  } catch (error) {
    client.destroy();
    throw translate(signal?.aborted ? signal.reason : error);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

async function startTls(
  client: Pop3Client,
  wire: Wire,
  egress: Egress,
  server: AccountSecret['incoming'],
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    await client.short(command('STLS'), 'SESSION', { isHandover: true });
  } catch (error) {
    // A server without STLS answers as to any unknown command; one that is overloaded says so.
    if (isRefusal(error) && error.responseCode === null)
      throw new MailError('UPSTREAM_NO_TLS', { cause: error });
    throw error;
  }
  const plain: Socket = wire.detach();
  try {
    wire.attach(await egress.upgrade(plain, server, signal));
  } catch (error) {
    plain.destroy();
    throw error;
  }
}

/** An initial response makes the command longer than RFC 5034 section 4 allows; then the server asks for it. */
const MAX_COMMAND = 255;

async function signIn(
  client: Pop3Client,
  { username, password }: Pick<AccountSecret, 'username' | 'password'>,
): Promise<void> {
  if (!client.capabilities.sasl.has('PLAIN')) {
    if (!client.capabilities.user)
      throw new MailError('UNSUPPORTED', {
        message: 'This mail server offers no way to sign in with a password.',
      });
    await client.short(command('USER', username), 'SIGN_IN');
    await client.short(command('PASS', password), 'SIGN_IN');
    return;
  }
  const response = Buffer.from(`\0${username}\0${password}`, 'utf8').toString('base64');
  const whole = command('AUTH', 'PLAIN', response);
  let reply = await client.short(whole.length <= MAX_COMMAND ? whole : command('AUTH', 'PLAIN'), 'SIGN_IN');
  // Asked for, or not taken with the command by an older server.
  if (reply.kind === 'CONTINUE') reply = await client.short(command(response), 'SIGN_IN');
  if (reply.kind !== 'OK') throw new MailError('UPSTREAM_PROTOCOL');
}
