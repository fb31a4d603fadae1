// How a failed route looks: JSON with one code and one sentence. graphql/errors does the same for GraphQL.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type MailError, MailError as MailErrorClass, toMailError } from '../mail/errors.ts';

export interface ErrorBody {
  error: {
    code: string;
    message: string;
    retryable: boolean;
    retryAfterMs?: number;
    serverText?: string;
    path?: readonly string[];
  };
}

export function errorBody(error: MailError): ErrorBody {
  return {
    error: {
      code: error.code,
      message: error.message,
      retryable: error.retryable,
      ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
      ...(error.serverText === undefined ? {} : { serverText: error.serverText }),
      ...(error.inputPath.length === 0 ? {} : { path: error.inputPath }),
    },
  };
}

/** Fastify's own refusals (a body too large, JSON that is none) as ours. */
const OWN: Record<string, MailErrorClass> = {
  FST_ERR_CTP_BODY_TOO_LARGE: new MailErrorClass('TOO_LARGE'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new MailErrorClass('VALIDATION', {
    message: 'This content type is not understood here.',
  }),
  FST_ERR_CTP_INVALID_JSON_BODY: new MailErrorClass('VALIDATION', { message: 'The body is not valid JSON.' }),
  FST_ERR_CTP_EMPTY_JSON_BODY: new MailErrorClass('VALIDATION', { message: 'The body is not valid JSON.' }),
};

export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((thrown: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const error = OWN[(thrown as { code?: string }).code ?? ''] ?? toMailError(thrown);
    if (error.code === 'INTERNAL') request.log.error({ err: error.cause ?? error }, 'a route failed');
    if (error.retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(error.retryAfterMs / 1000));
    reply.header('cache-control', 'no-store');
    return reply.code(error.status).send(errorBody(error));
  });
}
