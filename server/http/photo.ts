// GET /photo/:part/:number: the picture inside a contact that came as a file. A newcomer's trap: what the card calls it
// is not asked; only bytes that are a raster picture are sent, and a picture that lies elsewhere is never fetched.
import type { FastifyInstance } from 'fastify';
import { MailError } from '../mail/errors.ts';
import { readStructure, readText } from '../mime/body.ts';
import { isContacts } from '../mime/card-parts.ts';
import { rasterType } from '../mime/raster.ts';
import { findPart } from '../mime/structure/shown.ts';
import { readPhoto } from '../mime/vcard.ts';
import { BLOB_POLICY } from './blob.ts';
import { goneSignal } from './gone.ts';
import { MAIL_CACHE, type MessageRouteDeps, partTarget } from './message-route.ts';

export function photoRoute(app: FastifyInstance, deps: MessageRouteDeps): void {
  app.get('/photo/:part/:number', { exposeHeadRoute: false }, async (request, reply) => {
    const { part: id, number } = request.params as { part: string; number: string };
    const { store, message, path } = await partTarget(deps, request, 'ATTACHMENT_READ', id);
    const signal = goneSignal(reply.raw);
    const part = findPart(await readStructure(store, message, signal), path);
    if (!part || !isContacts(part) || !/^\d{1,3}$/.test(number)) throw new MailError('NOT_FOUND');
    const photo = readPhoto((await readText(store, message, part, signal)).text, Number(number));
    const type = photo && rasterType(photo);
    if (!type) throw new MailError('NOT_FOUND');
    return reply
      .headers({
        ...MAIL_CACHE,
        'content-type': type,
        'content-disposition': 'inline',
        'content-security-policy': BLOB_POLICY,
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
      })
      .send(photo);
  });
}
