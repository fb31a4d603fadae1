// POST /session signs in, GET tells whether somebody is, DELETE signs out. A newcomer's trap: POST may carry a
// GraphQL operation whose result comes in the same answer, so that the first page of mail costs one request.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import type { Graph } from '../graphql/yoga.ts';
import { MailError } from '../mail/errors.ts';
import type { Caller, SessionService, SignInInput, TypedServers } from '../session/caller.ts';
import type { Doorman } from './caller.ts';
import { goneSignal } from './gone.ts';
import { runOperation } from './graphql.ts';

/** Otherwise ten wrong passwords of anybody would lock out everybody, and nobody would know why. */
export const UNTRUSTED_PROXY =
  'A request came through a proxy, but POSTERN_TRUSTED_PROXIES is empty: all visitors count as one address, and are limited together.';

interface Deps {
  config: Config;
  service: SessionService;
  doorman: Doorman;
  graph: Graph;
}

export function sessionRoutes(app: FastifyInstance, { config, service, doorman, graph }: Deps): void {
  let warned = config.trustedProxies.length > 0;
  app.post('/session', { bodyLimit: 64 * 1024 }, async (request, reply) => {
    if (!warned && request.headers['x-forwarded-for'] !== undefined) {
      warned = true;
      app.log.warn(UNTRUSTED_PROXY);
    }
    doorman.assertMarked(request);
    assertPrivate(request, config);
    const { input, operation } = readBody(request.body);
    const existing = await doorman.callerOrNull(request, 'MARKED');
    const from = { ip: request.ip, device: deviceOf(request), existing };
    const signal = goneSignal(reply.raw);
    const { caller, secret, expiresAt } = await service.signIn(input, from, signal);
    doorman.setCookie(request, reply, secret, expiresAt);
    if (existing && existing.kind === 'SESSION' && existing.id !== caller.id) await service.signOut(existing);
    const result =
      operation &&
      (await runOperation(graph, operation, { callerOrNull: caller, signal, requestId: request.id }));
    reply.header('cache-control', 'no-store');
    return { expiresAt, ...(result ? { result } : {}) };
  });

  app.get('/session', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const caller = await doorman.callerOrNull(request, 'READ');
    return { signedIn: caller !== null, allowAnyServer: config.allowAnyServer };
  });

  app.delete('/session', async (request, reply) => {
    const caller: Caller | null = await doorman.callerOrNull(request, 'MARKED');
    if (caller?.kind === 'SESSION') await service.signOut(caller);
    doorman.clearCookie(request, reply);
    return reply.code(204).send();
  });
}

/** A password is taken over HTTPS, or from this very machine, or where the operator said otherwise. */
function assertPrivate(request: FastifyRequest, config: Config): void {
  const https = (config.origin ?? `${request.protocol}:`).startsWith('https:');
  const local = /^(127\.|::1$|::ffff:127\.)/.test(request.ip);
  if (https || local || config.allowHttp) return;
  throw new MailError('FORBIDDEN', {
    message:
      'This site is open over plain HTTP, where others could read your password. Open it with https://, or ask whoever runs it.',
  });
}

const text = (value: unknown, name: string, max: number): string => {
  if (typeof value !== 'string' || value.length === 0 || value.length > max || /[\0\r\n]/.test(value)) {
    throw new MailError('VALIDATION', { message: `Enter a valid ${name}.`, path: [name] });
  }
  return value;
};

interface Operation {
  query: string;
  variables?: Record<string, unknown>;
  operationName?: string;
}

function readBody(body: unknown): { input: SignInInput; operation: Operation | null } {
  if (typeof body !== 'object' || body === null) throw new MailError('VALIDATION');
  const { address, password, servers, recoveryCode, startFresh, operation } = body as Record<string, unknown>;
  const input: SignInInput = {
    address: text(address, 'address', 320).trim(),
    password: text(password, 'password', 1024),
    ...(servers === undefined || servers === null ? {} : { servers: readServers(servers) }),
    ...(recoveryCode === undefined ? {} : { recoveryCode: text(recoveryCode, 'recoveryCode', 100) }),
    ...(startFresh === true ? { startFresh: true } : {}),
  };
  if (!/^[^\s@]+@[^\s@]+$/.test(input.address)) {
    throw new MailError('VALIDATION', {
      message: 'Enter your whole address, such as name@example.org.',
      path: ['address'],
    });
  }
  if (operation === undefined || operation === null) return { input, operation: null };
  const { query, variables, operationName } = operation as Record<string, unknown>;
  if (typeof query !== 'string') throw new MailError('VALIDATION', { path: ['operation', 'query'] });
  return {
    input,
    operation: {
      query,
      ...(typeof variables === 'object' && variables !== null
        ? { variables: variables as Record<string, unknown> }
        : {}),
      ...(typeof operationName === 'string' ? { operationName } : {}),
    },
  };
}

function readServers(value: unknown): TypedServers {
  const { protocol, incoming, outgoing, username } = value as Record<string, unknown>;
  if (protocol !== 'IMAP' && protocol !== 'POP3')
    throw new MailError('VALIDATION', { path: ['servers', 'protocol'] });
  return {
    protocol,
    incoming: readServer(incoming, 'incoming'),
    outgoing: readServer(outgoing, 'outgoing'),
    ...(typeof username === 'string' && username !== '' ? { username: text(username, 'username', 320) } : {}),
  };
}

function readServer(value: unknown, name: 'incoming' | 'outgoing'): TypedServers['incoming'] {
  const { host, port, tls } = (value ?? {}) as Record<string, unknown>;
  const path = ['servers', name];
  if (typeof host !== 'string' || !/^[\p{L}\p{N}.:-]{1,253}$/u.test(host)) {
    throw new MailError('VALIDATION', {
      message: 'Enter the name of the server, such as imap.example.org.',
      path: [...path, 'host'],
    });
  }
  if (typeof port !== 'number' || !Number.isInteger(port) || port < 1 || port > 65535) {
    throw new MailError('VALIDATION', {
      message: 'A port is a number from 1 to 65535.',
      path: [...path, 'port'],
    });
  }
  if (tls !== 'IMPLICIT' && tls !== 'STARTTLS') throw new MailError('VALIDATION', { path: [...path, 'tls'] });
  return { host, port, tls };
}

/** A few words for the list of sessions; the browser's own, cut. */
function deviceOf(request: FastifyRequest): string | null {
  const agent = request.headers['user-agent'];
  if (agent === undefined) return null;
  const system = /iPhone|iPad|Android|Windows|Mac OS X|Linux/.exec(agent)?.[0]?.replace('Mac OS X', 'macOS');
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\//
    .exec(agent)?.[1]
    ?.replace('Edg', 'Edge')
    .replace('OPR', 'Opera');
  return browser || system ? [browser, system].filter(Boolean).join(' on ') : agent.slice(0, 60);
}
