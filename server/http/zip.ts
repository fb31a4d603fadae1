// GET /zip/:message and /zip/:message/:path: all files of a message, or of one attached to it, as one ZIP file, streamed.
// A newcomer's trap: nothing is read ahead; a failure in the middle can only cut the answer, which every browser then
// calls a failed download.
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { MailError } from '../mail/errors.ts';
import type { Part } from '../mail/message.ts';
import { contentOf } from '../mime/inner/content.ts';
import { readContents } from '../mime/inner/inner.ts';
import { nameOf } from '../mime/safe-type.ts';
import { findPart, isMessage, shown } from '../mime/structure/shown.ts';
import { headed } from './blob.ts';
import { disposition, safeFilename } from './disposition.ts';
import { goneSignal } from './gone.ts';
import { type MessageRouteDeps, messageTarget, type Target } from './message-route.ts';
import { type Entry, uniqueNames, zip, zipLength } from './zip-writer.ts';

/** So many files have their size looked up beforehand, so that the browser can tell how far it is. */
const MEASURED = 20;

interface Params {
  message: string;
  path?: string;
}

export function zipRoutes(app: FastifyInstance, deps: MessageRouteDeps): void {
  for (const url of ['/zip/:message', '/zip/:message/:path'])
    app.get(url, { exposeHeadRoute: false }, async (request, reply) => {
      const { message, path } = request.params as Params;
      const target = await messageTarget(deps, request, 'ATTACHMENT_READ', message);
      const signal = goneSignal(reply.raw);
      const [files, header] = await Promise.all([
        filesOf(target, path, signal),
        target.store.headers([target.message], signal),
      ]);
      const entries = await entriesOf(target, files, header[0]?.receivedAt ?? new Date(), signal);
      // Who may open files may not by that read subjects.
      const isNamed = path === undefined && target.caller.scopes.has('HEADERS_READ');
      const name = isNamed ? `${header[0]?.subject ?? ''}`.trim().slice(0, 100) : '';
      headed(request, reply, 'application/zip', disposition('attachment', `${name || 'attachments'}.zip`));
      const length = zipLength(entries);
      if (length !== null) reply.header('content-length', length);
      return reply.send(Readable.from(zip(entries), { objectMode: false }));
    });
}

async function filesOf(
  { store, message }: Target,
  path: string | undefined,
  signal: AbortSignal,
): Promise<readonly Part[]> {
  const root = await readContents(store, message, signal, path);
  const part = path === undefined ? root : findPart(root, path);
  const inside = part && isMessage(part) ? part.children[0] : part;
  const files = inside ? shown(inside).attachments : [];
  if (files.length === 0) throw new MailError('NOT_FOUND');
  return files;
}

async function entriesOf(
  { store, message }: Target,
  files: readonly Part[],
  modified: Date,
  signal: AbortSignal,
): Promise<Entry[]> {
  const names = uniqueNames(files.map((part) => safeFilename(nameOf(part))));
  const open = (part: Part) => contentOf(store, message, part, signal);
  const sizes =
    files.length <= MEASURED ? await Promise.all(files.map(async (part) => (await open(part)).size)) : [];
  return files.map((part, index) => ({
    name: names[index] ?? 'attachment',
    modified,
    size: sizes[index] ?? null,
    open: async () => (await open(part)).open(),
  }));
}
