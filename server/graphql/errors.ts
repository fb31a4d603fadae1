// The only way out of GraphQL for failures. A newcomer's trap: what the screen has a place for is *data*
// (payload.problem, through `attempt`); only what is left goes to errors[], and what is not a MailError or a
// GraphQL error of the client's own making is masked, logged with its cause and named by the request id.
import { GraphQLError } from 'graphql';
import { MailError, toMailError } from '../mail/errors.ts';
import type { ProblemModel } from './models.ts';

/** Runs a mutation; a MailError becomes the payload's `problem`, everything else is thrown. */
export async function attempt<T extends object>(
  run: () => Promise<T>,
): Promise<T | { problem: ProblemModel }> {
  try {
    return await run();
  } catch (error) {
    if (
      error instanceof MailError &&
      error.code !== 'INTERNAL' &&
      error.code !== 'SIGNED_OUT' &&
      error.code !== 'SCOPE_MISSING'
    ) {
      return { problem: problemOf(error) };
    }
    throw error;
  }
}

/** A failure as data. Never the error itself: graphql-js throws every value that is an Error. */
export function problemOf({
  code,
  message,
  inputPath,
  retryable,
  retryAfterMs,
  serverText,
}: MailError): ProblemModel {
  return {
    code,
    message,
    path: inputPath,
    retryable,
    retryAfterMs: retryAfterMs ?? null,
    serverText: serverText ?? null,
  };
}

/** For yoga's maskError: what a client may see of an error. `report` logs what was unexpected. */
export function presentError(
  error: unknown,
  requestId: string,
  report: (cause: unknown) => void,
): GraphQLError {
  const original = error instanceof GraphQLError ? error.originalError : error;
  if (error instanceof GraphQLError && !original) return error;
  const known = toMailError(original);
  if (known.code === 'INTERNAL') report(known.cause ?? known);
  const { nodes, source, positions, path } = error instanceof GraphQLError ? error : new GraphQLError('');
  return new GraphQLError(known.message, {
    nodes,
    source,
    positions,
    path,
    extensions: {
      code: known.code,
      retryable: known.retryable,
      requestId,
      ...(known.retryAfterMs === undefined ? {} : { retryAfterMs: known.retryAfterMs }),
      ...(known.serverText === undefined ? {} : { serverText: known.serverText }),
    },
  });
}
