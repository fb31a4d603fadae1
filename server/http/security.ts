// Headers of every answer. A newcomer's trap: /document and /blob set a policy of their own, which wins; this
// one is for the app and for everything that sets none.
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';

export const APP_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const DEFAULTS = [
  ['content-security-policy', APP_POLICY],
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()'],
] as const;

export function secureHeaders(app: FastifyInstance, config: Config): void {
  app.addHook('onSend', async (request, reply) => {
    for (const [name, value] of DEFAULTS) if (!reply.hasHeader(name)) reply.header(name, value);
    reply.header('x-request-id', request.id);
    const https = (config.origin ?? `${request.protocol}:`).startsWith('https:');
    if (https) reply.header('strict-transport-security', 'max-age=31536000');
  });
}
