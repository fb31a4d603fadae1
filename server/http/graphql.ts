// POST /graphql: JSON in, JSON or an event stream out. A newcomer's trap: yoga's own Fastify handler breaks
// behind compression, and an event stream behind nginx's default buffering arrives all at once at the end
// unless it says x-accel-buffering: no; hence this small door of our own.
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Config } from '../config.ts';
import type { Graph, Incoming } from '../graphql/yoga.ts';
import { MailError } from '../mail/errors.ts';
import type { Doorman } from './caller.ts';
import { goneSignal } from './gone.ts';
import { sendGraphiql } from './graphiql.ts';

interface Deps {
  config: Config;
  doorman: Doorman;
  graph: Graph;
}

export function graphqlRoute(app: FastifyInstance, { config, doorman, graph }: Deps): void {
  // Own scope: yoga parses the JSON itself, so that GraphQL over HTTP's rules for bad bodies hold.
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // As text: an event stream holds its request as long as it lasts, and with a Buffer 64 kB of Node's pool.
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 1024 * 1024 }, (_request, body, done) =>
      done(null, body),
    );

    scope.post('/graphql', async (request, reply) => {
      if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
        return reply.code(415).send({ errors: [{ message: 'Send the operation as application/json.' }] });
      }
      const callerOrNull = await doorman.callerOrNull(request, 'MARKED');
      // Without a caller the header is asked for too, so that no page can probe this from another site.
      if (!callerOrNull && request.headers.authorization === undefined) doorman.assertMarked(request);
      const incoming = { callerOrNull, signal: goneSignal(reply.raw), requestId: request.id };
      const operation = { body: request.body as string, accept: request.headers.accept };
      return sendResponse(reply, await graph.answer(operation, incoming));
    });

    scope.get('/graphql', async (request, reply) => {
      if (config.graphiql && (request.headers.accept ?? '').includes('text/html'))
        return sendGraphiql(reply, config);
      return reply
        .code(405)
        .header('allow', 'POST')
        .send({ errors: [{ message: 'Use POST.' }] });
    });
  });
}

/** Runs one operation for a caller and gives its result; used by the sign-in, where it rides along. */
export async function runOperation(
  graph: Graph,
  operation: { query: string; variables?: Record<string, unknown>; operationName?: string },
  incoming: Incoming,
): Promise<unknown> {
  const response = await graph.answer(
    { body: JSON.stringify(operation), accept: 'application/json' },
    incoming,
  );
  if (!(response.headers.get('content-type') ?? '').includes('json')) {
    throw new MailError('VALIDATION', {
      message: 'Only a query or a mutation can ride along.',
      path: ['operation', 'query'],
    });
  }
  return response.json();
}

async function sendResponse(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  for (const [name, value] of response.headers) if (name !== 'content-encoding') reply.header(name, value);
  reply.code(response.status).header('cache-control', 'no-store');
  if (!(response.headers.get('content-type') ?? '').startsWith('text/event-stream')) {
    // As bytes, since node would go through a text twice: for its length, and to send it.
    return reply.send(Buffer.from(await response.text()));
  }
  reply.header('cache-control', 'no-cache, no-transform').header('x-accel-buffering', 'no');
  // Not fromWeb: the body is of a class of its own that Node does not take for a ReadableStream.
  return reply.send(
    Readable.from(response.body as unknown as AsyncIterable<Uint8Array>, { objectMode: false }),
  );
}
