// GET /blob/:part: an attachment or a picture of a message, streamed. GET /raw/:message: the whole message. A
// newcomer's trap: the type that is sent is ours and not the sender's. A short table is harmless in a browser;
// everything else is a download of bytes, whatever the message calls it.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MailError } from '../mail/errors.ts';
import type { Part } from '../mail/message.ts';
import { readStructure } from '../mime/body.ts';
import { normalLabel } from '../mime/charset.ts';
import { findPart } from '../mime/shown.ts';
import { disposition } from './disposition.ts';
import { goneSignal } from './gone.ts';
import { MAIL_CACHE, type MessageRouteDeps, messageTarget, partTarget } from './message-route.ts';

export const BLOB_POLICY = "sandbox; default-src 'none'";

const BYTES = 'application/octet-stream';
/** Raster pictures only: an SVG is a document with scripts. */
const RASTER: Readonly<Record<string, string>> = {
  'image/png': 'image/png',
  'image/x-png': 'image/png',
  'image/jpeg': 'image/jpeg',
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/gif': 'image/gif',
  'image/webp': 'image/webp',
  'image/avif': 'image/avif',
};
const RASTER_ENDINGS: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
};

export function blobRoutes(app: FastifyInstance, deps: MessageRouteDeps): void {
  // Without HEAD: fastify would read the whole attachment to answer it.
  app.get('/blob/:part', { exposeHeadRoute: false }, async (request, reply) => {
    const { part: id } = request.params as { part: string };
    const target = await partTarget(deps, request, 'ATTACHMENT_READ', id);
    const signal = goneSignal(reply.raw);
    const part = findPart(await readStructure(target.store, target.message, signal), target.path);
    if (!part || part.type.startsWith('multipart/')) throw new MailError('NOT_FOUND');
    const type = safeType(part);
    const inline = (request.query as { inline?: unknown }).inline === '1' && type.startsWith('image/');
    const stream = await target.store.openPart(target.message, part, signal);
    return headed(
      request,
      reply,
      type,
      disposition(inline ? 'inline' : 'attachment', nameOf(part, type)),
    ).send(stream);
  });

  app.get('/raw/:message', { exposeHeadRoute: false }, async (request, reply) => {
    const { message: id } = request.params as { message: string };
    const target = await messageTarget(deps, request, 'RAW_READ', id);
    const stream = await target.store.openRaw(target.message, goneSignal(reply.raw));
    return headed(request, reply, 'message/rfc822', disposition('attachment', 'message.eml')).send(stream);
  });
}

function headed(
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

/** The type we answer with. */
export function safeType({ type, filename, params }: Part): string {
  const raster = RASTER[type];
  if (raster !== undefined) return raster;
  if (type === BYTES)
    return RASTER_ENDINGS[/\.(\w{3,4})$/.exec(filename ?? '')?.[1]?.toLowerCase() ?? ''] ?? BYTES;
  if (type === 'application/pdf') return type;
  const charset = normalLabel(params.charset ?? 'utf-8');
  return type === 'text/plain' && (charset === 'utf-8' || charset === 'us-ascii')
    ? 'text/plain; charset=utf-8'
    : BYTES;
}

const NAMES: Readonly<Record<string, string>> = {
  'image/png': 'image.png',
  'image/jpeg': 'image.jpg',
  'image/gif': 'image.gif',
  'image/webp': 'image.webp',
  'image/avif': 'image.avif',
  'application/pdf': 'document.pdf',
  'text/html': 'message.html',
  'text/calendar': 'invitation.ics',
  'text/vcard': 'contact.vcf',
  'message/rfc822': 'message.eml',
};

function nameOf(part: Part, type: string): string {
  if (part.filename) return part.filename;
  return NAMES[type] ?? NAMES[part.type] ?? (part.type.startsWith('text/') ? 'text.txt' : 'attachment');
}
