// Every plugin and route in one list, in the order in which a request meets them. A newcomer's trap: routes
// are written without the base path; `rewriteUrl` takes it off first, so that a proxy that strips the path and
// one that keeps it both work.
import { constants } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import fastifyCookie from '@fastify/cookie';
import Fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import type { Config } from './config.ts';
import { type Database, openDatabase } from './data/database.ts';
import { createGraph } from './graphql/yoga.ts';
import { blobRoutes } from './http/blob.ts';
import { createDoorman } from './http/caller.ts';
import { documentRoutes } from './http/document.ts';
import { answerErrors } from './http/errors.ts';
import { graphqlRoute } from './http/graphql.ts';
import { healthRoute } from './http/health.ts';
import { imageRoute } from './http/image.ts';
import { ImageProxy } from './http/image-proxy.ts';
import { photoRoute } from './http/photo.ts';
import { secureHeaders } from './http/security.ts';
import { sessionRoutes } from './http/session.ts';
import { endSlowBodies } from './http/slow-body.ts';
import { staticFiles } from './http/static.ts';
import { uploadRoutes } from './http/upload.ts';
import { zipRoutes } from './http/zip.ts';
import { createEgress, prepareTls } from './net/egress.ts';
import { createHttpClient, type HttpClient } from './net/http.ts';
import type { SessionService } from './session/caller.ts';
import { createSessionService } from './session/service.ts';

export interface Postern {
  app: FastifyInstance;
  database: Database;
  /** Where it listens, base path included, for example http://127.0.0.1:8080/. */
  url: string;
  /** Answers what has begun, closes every connection and the database. */
  stop(): Promise<void>;
}

/** Starts everything and listens. */
export async function startPostern(config: Config): Promise<Postern> {
  const app = createServer(config);
  const egress = createEgress(config);
  const database = await openDatabase(config.dataFolder, {
    onCrash: (err) => app.log.error({ err }, 'The database thread ended'),
  });
  const service = await createSessionService(config, { database, egress, log: app.log });
  const check = async () => void (await database.selectNoFrom((on) => on.val(1).as('one')).execute());
  addRoutes(app, config, service, check);
  app.addHook('onClose', async () => {
    await service.close();
    await database.close();
  });
  await app.listen({ host: config.host, port: config.port });
  const listed = [...config.servers.values()].flatMap(({ incoming, outgoing }) => [incoming.ca, outgoing.ca]);
  void prepareTls(new Set(listed.length > 0 ? listed : [undefined]));
  return { app, database, url: addressOf(app, config), stop: () => app.close() };
}

/** The routes over any session service; tests hand in one with stores of their own. */
export function addRoutes(
  app: FastifyInstance,
  config: Config,
  service: SessionService,
  check: () => Promise<void>,
  web: HttpClient = webClient(config),
): void {
  const { maxMessageBytes, basePath, imageMaxBytes: maxBytes, imageCacheBytes: cacheBytes } = config;
  const doorman = createDoorman(config, service);
  const graph = createGraph({ maxMessageBytes, log: app.log, web });
  const callerOf = (request: FastifyRequest) => doorman.callerOf(request);

  answerErrors(app);
  secureHeaders(app, config);
  endSlowBodies(app);
  app.register(fastifyCookie);
  logRequests(app);
  healthRoute(app, check);
  sessionRoutes(app, { config, service, doorman, graph });
  graphqlRoute(app, { config, doorman, graph });
  documentRoutes(app, { callerOf });
  blobRoutes(app, { callerOf });
  imageRoute(app, { callerOf }, new ImageProxy({ client: web, maxBytes, cacheBytes }));
  photoRoute(app, { callerOf });
  zipRoutes(app, { callerOf });
  uploadRoutes(app, { doorman, maxMessageBytes });
  staticFiles(app, basePath);
}

/** Addresses in messages may lead elsewhere than the servers of mail: other ports, and no network that those lie in. */
function webClient({ webNetworks, webPorts }: Config): HttpClient {
  return createHttpClient(createEgress({ allowNetworks: webNetworks, allowPorts: webPorts }));
}

export function createServer(config: Config): FastifyInstance {
  const base = config.basePath.slice(0, -1);
  return Fastify({
    logger: { level: config.logLevel, redact: ['req.headers.cookie', 'req.headers.authorization'] },
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    // One line a request is ours (logRequests), not two.
    logController: new LogController({ disableRequestLogging: true }),
    // A page that is left open keeps an event stream; it must not hold up a stop.
    forceCloseConnections: true,
    // A large file from a phone on a train; everything else has http/slow-body.
    requestTimeout: 3_600_000,
    // A sealed image address is the longest.
    routerOptions: { maxParamLength: 6144 },
    rewriteUrl: ({ url = '/' }: IncomingMessage) =>
      base !== '' && (url === base || url.startsWith(`${base}/`)) ? url.slice(base.length) || '/' : url,
    ...(config.tls
      ? { https: { ...config.tls, minVersion: 'TLSv1.2', secureOptions: constants.SSL_OP_NO_RENEGOTIATION } }
      : {}),
  } as Parameters<typeof Fastify>[0]) as unknown as FastifyInstance;
}

/** One line a request: what, how it ended, how long. Paths below /document and the like hold opaque ids only. */
function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        ip: request.ip,
      },
      'request',
    );
  });
}

function addressOf(app: FastifyInstance, config: Config): string {
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return `${config.tls ? 'https' : 'http'}://${host}:${port}${config.basePath}`;
}
