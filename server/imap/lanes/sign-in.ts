// Leaves out of the sign-in what can wait, because each command costs a round trip before the first list is shown:
// three of imapflow's nine. A newcomer's trap: what is left out here must be made up for where it is needed, so
// whoever looks at `client.namespaces` calls learnNamespaces before.
import type { ImapFlow } from 'imapflow';
import { getErrorText, getStatusCode } from 'imapflow/lib/tools.js';
import { type Wire, wireOf } from '../commands.ts';
import { type ImapFailure, isRefusal } from '../errors.ts';
import { useWholePaths } from '../mailbox/namespaces.ts';

type Command = (connection: ImapFlow, ...args: unknown[]) => Promise<unknown>;

/** What the connections of one account need to learn only once. */
export interface Learned {
  namespaces?: NonNullable<ImapFlow['namespaces']>;
}

const learnedBy = new WeakMap<ImapFlow, Learned>();
const asked = new WeakSet<ImapFlow>();
const shortened = new WeakSet<Wire['commands']>();

/** Before connect(), on a client with the command table of ours. */
export function shortenSignIn(client: ImapFlow, learned: Learned): void {
  const { commands } = wireOf(client);
  learnedBy.set(client, learned);
  if (shortened.has(commands)) return;
  shortened.add(commands);
  const replace = (name: string, by: (original: Command) => Command): void => {
    const original = commands.get(name) as Command | undefined;
    if (original !== undefined) commands.set(name, by(original) as (connection: unknown) => Promise<unknown>);
  };
  // RFC 2971 forbids a server to need it; NetEase's (Coremail) refuses SELECT without.
  replace('ID', (id) => async (connection, ...args) => {
    return /coremail/i.test(connection.greeting ?? '') ? id(connection, ...args) : undefined;
  });
  replace('NAMESPACE', (namespace) => async (connection, ...args) => {
    // Exchange tells only here that a sign-in was none ("User is authenticated but not connected").
    const isNow = asked.has(connection) || /exchange/i.test(connection.greeting ?? '');
    asked.add(connection);
    return isNow ? namespace(connection, ...args) : undefined;
  });
  replace('AUTHENTICATE', (authenticate) => async (connection, username, options) => {
    const { password, loginMethod } = options as { password?: string; loginMethod?: string };
    const { capabilities } = connection;
    const isPlain = capabilities.has('AUTH=PLAIN') && !loginMethod && password !== undefined;
    if (!isPlain || !capabilities.has('SASL-IR')) return authenticate(connection, username, options);
    await authenticateAtOnce(wireOf(connection), String(username), password);
    return username;
  });
}

/** AUTHENTICATE PLAIN with the initial response of RFC 4959, which imapflow sends for OAuth only. */
async function authenticateAtOnce(wire: Wire, username: string, password: string): Promise<void> {
  const value = Buffer.from(['', username, password].join('\0')).toString('base64');
  try {
    const answer = await wire.exec(
      'AUTHENTICATE',
      [
        { type: 'ATOM', value: 'PLAIN' },
        { type: 'ATOM', value, sensitive: true },
      ],
      {},
    );
    answer.next();
  } catch (error) {
    // What imapflow puts on a refusal.
    const failure = error as ImapFailure;
    const code = getStatusCode(failure.response as never);
    if (code !== false) failure.serverResponseCode = code;
    if (isRefusal(failure)) failure.authenticationFailed = true;
    failure.response = await getErrorText(failure.response as never);
    throw failure;
  }
}

/** Asks for `client.namespaces` where no connection of the account has yet: one round trip, once. */
export async function learnNamespaces(client: ImapFlow): Promise<void> {
  const learned = learnedBy.get(client) ?? {};
  if (client.namespaces === undefined && learned.namespaces === undefined)
    await wireOf(client).run('NAMESPACE');
  const nothing = { personal: [{ prefix: '', delimiter: '' }], other: false, shared: false } as const;
  learned.namespaces ??= client.namespaces ?? { ...nothing, personal: [...nothing.personal] };
  client.namespaces ??= learned.namespaces;
  useWholePaths(client);
}
