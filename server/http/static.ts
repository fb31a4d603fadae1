// The web app: built files, and index.html for every page of the app. A newcomer's trap: index.html gets its
// <base> here, at run time, so that one build serves any POSTERN_BASE_PATH; assets carry a hash and never change.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { MailError } from '../mail/errors.ts';
import { errorBody } from './errors.ts';

const folder = fileURLToPath(new URL('../../dist/web/', import.meta.url));

export function staticFiles(app: FastifyInstance, basePath: string): void {
  const page = readPage(basePath);
  const sendPage = (reply: FastifyReply) =>
    reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page);

  app.register(fastifyStatic, {
    root: folder,
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const hashed = path.includes('/assets/');
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.get('/', (_request, reply) => sendPage(reply));
  app.get('/index.html', (_request, reply) => sendPage(reply));
  app.setNotFoundHandler((request, reply) => {
    const navigation = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    if (navigation) return sendPage(reply);
    return reply.code(404).send(errorBody(new MailError('NOT_FOUND')));
  });
}

function readPage(basePath: string): string {
  try {
    const html = readFileSync(`${folder}index.html`, 'utf8');
    return html.replace(/<base href="[^"]*"\s*\/?>/, `<base href="${basePath}">`);
  } catch {
    return '<!doctype html><title>Postern</title><p>The web app is not built yet. Run <code>npm run build</code>, then start again.';
  }
}
