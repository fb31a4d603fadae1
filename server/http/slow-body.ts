// How long a body may take to arrive. A newcomer's trap: node's own limit is one for all routes, and an upload
// from a phone on a train may take an hour; everything else is small and read before anybody knows who asks, so
// whoever sends it a byte at a time would hold a connection for nothing.
import type { FastifyInstance, FastifyRequest } from 'fastify';

export const SMALL_BODY_MS = 30_000;
/** Routes whose body is streamed for a caller who is known by then. */
const LARGE = new Set(['/upload']);

/** Ends the connection of a request whose body is not here in time. */
export function endSlowBodies(app: FastifyInstance, ms = SMALL_BODY_MS): void {
  const timers = new WeakMap<FastifyRequest, NodeJS.Timeout>();
  app.addHook('onRequest', async (request) => {
    if (request.method === 'GET' || LARGE.has(request.routeOptions.url ?? '')) return;
    timers.set(request, setTimeout(() => request.raw.destroy(), ms).unref());
  });
  const arrived = async (request: FastifyRequest): Promise<void> => clearTimeout(timers.get(request));
  app.addHook('preValidation', arrived);
  app.addHook('onRequestAbort', arrived);
  app.addHook('onError', arrived);
}
