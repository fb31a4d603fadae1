// GraphiQL at GET /graphql, only when the operator switches it on. A newcomer's trap: the page is one package
// of nine megabytes with its scripts inline, so it is loaded on the first request for it and has a policy of
// its own; nothing of it comes from another host.
import type { FastifyReply } from 'fastify';
import type { Config } from '../config.ts';
import { MARK_HEADER } from './caller.ts';

const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  'worker-src blob:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export async function sendGraphiql(reply: FastifyReply, { basePath }: Config): Promise<FastifyReply> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const page = renderGraphiQL({
    title: 'Postern GraphiQL',
    endpoint: `${basePath}graphql`,
    credentials: 'same-origin',
    additionalHeaders: { [MARK_HEADER]: '1' },
    defaultQuery: '{ viewer { accounts { address mailboxes { name unread } } } }',
  });
  return reply.header('content-security-policy', POLICY).type('text/html; charset=utf-8').send(page);
}
