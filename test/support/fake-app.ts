// The real routes over a fake session service: `app.inject` for most tests, `listen` for those that need a socket.
import type { FastifyInstance } from 'fastify';
import { addRoutes, createServer } from '../../server/app.ts';
import { type Config, readConfig } from '../../server/config.ts';
import type { HttpClient } from '../../server/net/http.ts';
import { atEnd } from './cleanup.ts';
import { fakeService } from './fake-service.ts';

export interface FakeApp {
  app: FastifyInstance;
  service: ReturnType<typeof fakeService>;
  config: Config;
  /** Runs a GraphQL operation with a token. */
  graphql(token: string, query: string, variables?: Record<string, unknown>): Promise<GraphAnswer>;
}

export interface GraphAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they asked for
  data: any;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** `web` is what reaches the addresses in messages; the real thing when left out. */
export function fakeApp(env: Record<string, string> = {}, web?: HttpClient): FakeApp {
  const config = readConfig({ POSTERN_ALLOW_ANY_SERVER: 'true', POSTERN_LOG_LEVEL: 'silent', ...env });
  const service = fakeService();
  const app = createServer(config);
  addRoutes(app, config, service, async () => {}, web);
  atEnd(() => app.close());
  return {
    app,
    service,
    config,
    graphql: async (token, query, variables = {}) => {
      const answer = await app.inject({
        method: 'POST',
        url: '/graphql',
        headers: { authorization: `Bearer ${token}` },
        payload: { query, variables },
      });
      return answer.json();
    },
  };
}
