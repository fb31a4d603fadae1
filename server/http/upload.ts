// POST /upload?filename=…: a file on its way into a message, streamed as the raw body (no multipart). The
// answer's id goes into DraftInput.uploadIds. A newcomer's trap: the content type is the sender's word and
// only travels along as a label.

import type { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { MailError } from '../mail/errors.ts';
import { decodeIdOf, encodeId } from '../mail/id.ts';
import type { Caller } from '../session/caller.ts';
import type { Doorman } from './caller.ts';

interface Deps {
  doorman: Doorman;
  maxMessageBytes: number;
}

export function uploadRoutes(app: FastifyInstance, { doorman, maxMessageBytes }: Deps): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { bodyLimit: maxMessageBytes }, (_request, payload, done) =>
      done(null, payload),
    );

    scope.post('/upload', { bodyLimit: maxMessageBytes }, async (request, reply) => {
      const caller = mayWrite(await doorman.callerOf(request, 'MARKED'));
      const { filename } = request.query as { filename?: unknown };
      if (typeof filename !== 'string' || filename.trim() === '' || filename.length > 255) {
        throw new MailError('VALIDATION', {
          message: 'Name the file: /upload?filename=report.pdf',
          path: ['filename'],
        });
      }
      const type = request.headers['content-type'] ?? '';
      const file = {
        filename: filename.replace(/[\p{Cc}/\\]+/gu, '_').trim(),
        type: /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type.toLowerCase() : 'application/octet-stream',
      };
      if (!request.body)
        throw new MailError('VALIDATION', { message: 'The file is empty or has no content type.' });
      const { id, ...upload } = await caller.uploads.put(file, request.body as Readable);
      return reply.code(201).send({ id: encodeId('upload', '', id), ...upload });
    });

    scope.delete('/upload/:id', async (request, reply) => {
      const caller = mayWrite(await doorman.callerOf(request, 'MARKED'));
      await caller.uploads.remove(decodeIdOf('upload', (request.params as { id: string }).id).locator);
      return reply.code(204).send();
    });
  });
}

function mayWrite(caller: Caller): Caller {
  if (!caller.scopes.has('DRAFT_WRITE'))
    throw new MailError('SCOPE_MISSING', { message: 'This token lacks the scope DRAFT_WRITE.' });
  return caller;
}
