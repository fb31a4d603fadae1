// GraphQL Yoga, set up: what runs, within which bounds, and how errors look. A newcomer's trap: http/graphql
// calls it with a fetch Request and the Caller it found; nothing in here knows about cookies or Fastify.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyBaseLogger } from 'fastify';
import { createGraphQLError, createYoga, type YogaServerInstance } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import { MailError } from '../mail/errors.ts';
import type { HttpClient } from '../net/http.ts';
import type { Caller } from '../session/caller.ts';
import { Budget } from './budget.ts';
import { compileOften } from './compiled.ts';
import type { Context } from './context.ts';
import { presentError } from './errors.ts';
import { guards } from './guards.ts';
import { MAX_DOCUMENT } from './limits.ts';
import { Repeats } from './repeats.ts';
import { buildSchema } from './schema.ts';
import { Undos } from './undo.ts';

/** The web app has some fifty operations. */
const MAX_PARSED = 200;

/** What http/graphql hands in with each request. */
export interface Incoming {
  callerOrNull: Caller | null;
  signal: AbortSignal;
  requestId: string;
}

/** The body of a POST of JSON, not yet looked at, and what it wants for an answer. */
export interface Posted {
  body: string;
  accept: string | undefined;
}

export interface Graph {
  /** Answers one GraphQL-over-HTTP request; a subscription answers with an event stream. */
  answer(operation: Posted, incoming: Incoming): Promise<Response>;
}

export interface GraphOptions {
  maxMessageBytes: number;
  log: FastifyBaseLogger;
  web: HttpClient;
}

export function createGraph(options: GraphOptions): Graph {
  // Yoga's maskError is told the error and nothing of the request, so the id travels beside the call.
  const requestIds = new AsyncLocalStorage<string>();
  const yoga = buildYoga(options, () => requestIds.getStore() ?? '');
  // Yoga's own Request, because node's makes a stream of every body.
  const { Request } = yoga.fetchAPI;
  return {
    answer: ({ body, accept }, incoming) => {
      const headers = { 'content-type': 'application/json', ...(accept === undefined ? {} : { accept }) };
      const request = new Request('http://postern/graphql', {
        ...{ method: 'POST', headers, body },
        signal: incoming.signal,
      });
      return requestIds.run(incoming.requestId, async () => yoga.fetch(request, incoming));
    },
  };
}

function buildYoga(
  { maxMessageBytes, log, web }: GraphOptions,
  requestIdNow: () => string,
): YogaServerInstance<Incoming, Context> {
  const schema = buildSchema();
  const repeats = new Repeats();
  const undos = new Undos();
  return createYoga<Incoming, Context>({
    schema: schema as never,
    graphqlEndpoint: '/graphql',
    // The route has a limit of its own; this one would make a stream of every body.
    maxRequestBodySize: false,
    landingPage: false,
    graphiql: false,
    multipart: false,
    batching: false,
    cors: false,
    logging: false,
    // Parsed documents are kept by their text, and anybody may send one; yoga's own bound is their number alone.
    parserAndValidationCache: {
      documentCache: new LRUCache({ max: MAX_PARSED }),
      errorCache: { get: () => undefined, set: () => {} },
    },
    context: ({ callerOrNull, signal, requestId }): Context => ({
      get caller() {
        if (!callerOrNull) throw new MailError('SIGNED_OUT');
        return callerOrNull;
      },
      callerOrNull,
      signal,
      requestId,
      limits: { maxMessageBytes },
      budget: new Budget(),
      repeats,
      undos,
      web,
    }),
    maskedErrors: {
      maskError: (error) => {
        const requestId = requestIdNow();
        return presentError(error, requestId, (cause) =>
          log.error({ err: cause, requestId }, 'a resolver failed'),
        );
      },
    },
    plugins: [
      compileOften(schema),
      {
        onParams({ params }) {
          if ((params.query?.length ?? 0) > MAX_DOCUMENT)
            throw createGraphQLError(
              `A document has at most ${MAX_DOCUMENT} characters; send values as variables.`,
            );
        },
      },
      guards(),
    ],
  });
}
