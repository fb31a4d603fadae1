// GET /health, for proxies and watchdogs: 200 while requests can be served, 503 when the database can't be
// asked. It says nothing of mail servers: those of one user being down is no reason to restart for all.
import type { FastifyInstance } from 'fastify';

export function healthRoute(app: FastifyInstance, check: () => Promise<void>): void {
  app.get('/health', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    try {
      await check();
      return { status: 'ok' };
    } catch (error) {
      request.log.error({ err: error }, 'the health check failed');
      return reply.code(503).send({ status: 'failing' });
    }
  });
}
