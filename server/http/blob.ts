// GET /blob/:part: an attachment or a picture of a message, streamed, with ranges. GET /raw/:message: the whole
// message. A newcomer's trap: the type that is sent is ours and not the sender's (safe-type), and a range is only
// offered where the bytes before it need not be read.
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MailError } from '../mail/errors.ts';
import type { Part } from '../mail/message.ts';
import { type Content, contentOf } from '../mime/inner/content.ts';
import { readContents } from '../mime/inner/inner.ts';
import { mayShow, nameOf, safeType } from '../mime/safe-type.ts';
import { findPart } from '../mime/structure/shown.ts';
import { disposition } from './disposition.ts';
import { goneSignal } from './gone.ts';
import { MAIL_CACHE, type MessageRouteDeps, messageTarget, partTarget } from './message-route.ts';
import { parseRange } from './range.ts';

export { safeType } from '../mime/safe-type.ts';

export const BLOB_POLICY = "sandbox; default-src 'none'";
/** The browsers' own PDF viewers do not open in a sandbox. They run apart from any site, and the type is fixed. */
export const PDF_POLICY = "default-src 'none'; frame-ancestors 'none'";

export function blobRoutes(app: FastifyInstance, deps: MessageRouteDeps): void {
  // Of our own: fastify would read the whole attachment to answer HEAD.
  app.route({
    url: '/blob/:part',
    method: ['GET', 'HEAD'],
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const { part: id } = request.params as { part: string };
      const target = await partTarget(deps, request, 'ATTACHMENT_READ', id);
      const { store, message, path } = target;
      const signal = goneSignal(reply.raw);
      const root = await readContents(store, message, signal, path);
      const part = findPart(root, path);
      if (!part || part.type.startsWith('multipart/')) throw new MailError('NOT_FOUND');
      describe(request, reply, part).header('etag', etagOf(id));
      if (request.method === 'HEAD') return reply.send();
      return sendContent(request, reply, await contentOf(store, message, part, signal));
    },
  });

  app.get('/raw/:message', { exposeHeadRoute: false }, async (request, reply) => {
    const { message: id } = request.params as { message: string };
    const target = await messageTarget(deps, request, 'RAW_READ', id);
    const signal = goneSignal(reply.raw);
    const [row] = await target.store.headers([target.message], signal);
    const stream = await target.store.openRaw(target.message, signal);
    const name = `${row?.subject?.trim() || 'message'}.eml`;
    return headed(request, reply, 'message/rfc822', disposition('attachment', name)).send(stream);
  });
}

function describe(request: FastifyRequest, reply: FastifyReply, part: Part): FastifyReply {
  const type = safeType(part);
  const inline = (request.query as { inline?: unknown }).inline === '1' && mayShow(type);
  headed(request, reply, type, disposition(inline ? 'inline' : 'attachment', nameOf(part)));
  if (inline && type === 'application/pdf') reply.header('content-security-policy', PDF_POLICY);
  return reply;
}

/** What an id names never changes, so the id tells. */
const etagOf = (id: string): string =>
  `"${createHash('sha256').update(id).digest('base64url').slice(0, 22)}"`;

async function sendContent(request: FastifyRequest, reply: FastifyReply, content: Content): Promise<unknown> {
  const { size } = content;
  if (size === null) return reply.send(await content.open());
  reply.header('accept-ranges', 'bytes');
  const { range: asked, 'if-range': condition } = request.headers;
  const isSame = condition === undefined || condition === reply.getHeader('etag');
  const range = isSame ? parseRange(asked, size) : null;
  if (range === null) {
    reply.header('content-length', size);
    return reply.send(await content.open());
  }
  if (range === 'UNSATISFIABLE') return reply.code(416).header('content-range', `bytes */${size}`).send();
  const { start, end } = range;
  reply
    .code(206)
    .headers({ 'content-range': `bytes ${start}-${end - 1}/${size}`, 'content-length': end - start });
  return reply.send(await content.open(range));
}

export function headed(
  request: FastifyRequest,
  reply: FastifyReply,
  type: string,
  contentDisposition: string,
): FastifyReply {
  // A stream that fails when the answer has begun can only be cut; whoever runs the site still wants to know.
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) request.log.info('a download ended early');
  });
  return reply.headers({
    ...MAIL_CACHE,
    'content-type': type,
    'content-disposition': contentDisposition,
    'content-security-policy': BLOB_POLICY,
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'accept-ranges': 'none',
  });
}
