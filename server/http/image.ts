// GET /image/:sealed: a remote image of a message, fetched by us. A newcomer's trap: the browser asks for it as part of a
// message, so a failure is an empty answer with a status and never a page; the picture's description is then shown.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { MailError, toMailError } from '../mail/errors.ts';
import { BLOB_POLICY } from './blob.ts';
import { goneSignal } from './gone.ts';
import type { ImageProxy } from './image-proxy.ts';
import { allowed, type MessageRouteDeps } from './message-route.ts';

export function imageRoute(app: FastifyInstance, deps: MessageRouteDeps, proxy: ImageProxy): void {
  app.get('/image/:sealed', { exposeHeadRoute: false }, async (request, reply) => {
    try {
      const caller = allowed(await deps.callerOf(request), 'BODY_READ');
      const found = caller.images.open((request.params as { sealed: string }).sealed);
      const isTheirs = caller.accounts.some(({ id }) => id === found?.account);
      if (!found || !isTheirs || !caller.images.enabled) throw new MailError('NOT_FOUND');
      const image = await proxy.get(caller.vaultId, found.url, goneSignal(reply.raw));
      const seconds = Math.max(0, Math.floor((found.until - Date.now()) / 1000));
      return headed(reply)
        .headers({ 'content-type': image.type, 'cache-control': `private, max-age=${seconds}` })
        .send(image.bytes);
    } catch (thrown) {
      const error = toMailError(thrown);
      if (error.code === 'INTERNAL') request.log.error({ err: error.cause ?? error }, 'an image failed');
      return headed(reply).code(error.status).header('cache-control', 'no-store').type('image/gif').send('');
    }
  });
}

function headed(reply: FastifyReply): FastifyReply {
  return reply.headers({
    'content-security-policy': BLOB_POLICY,
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  });
}
