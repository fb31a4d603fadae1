// Operations that are asked often, as functions compiled once (graphql-jit) in place of a walk over the document. A
// newcomer's trap: compiling costs more than running once, and strangers send documents too; so only what came
// several times is compiled, and what the compiler may read otherwise (directives, introspection, subscriptions)
// stays with graphql-js.
import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  Kind,
  type Source,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Plugin } from 'graphql-yoga';

/** How often graphql-js runs a document before it is compiled. */
export const OFTEN = 3;

interface Known {
  runs: number;
  /** By operation name; null: it stays with graphql-js. */
  compiled: Map<string, CompiledQuery | null>;
}

export function compileOften(schema: GraphQLSchema): Plugin {
  // Yoga keeps documents by their text, so what is known of one goes when it goes.
  const documents = new WeakMap<DocumentNode, Known>();

  const compiledOf = (document: DocumentNode, operationName: string): CompiledQuery | null => {
    const known = documents.get(document) ?? { runs: 0, compiled: new Map() };
    documents.set(document, known);
    const compiled = known.compiled.get(operationName);
    if (compiled !== undefined) return compiled;
    known.runs += 1;
    if (known.runs <= OFTEN) return null;
    const made = compile(schema, document, operationName);
    known.compiled.set(operationName, made);
    return made;
  };

  return {
    onExecute({ args: { document, operationName }, setExecuteFn }) {
      const compiled = compiledOf(document, operationName ?? '');
      if (compiled === null) return;
      setExecuteFn(({ rootValue, contextValue, variableValues }) => {
        // Read by graphql-js, because the compiler asks for a variable that has a default value.
        const variables = getVariableValues(
          schema,
          variablesOf(document, operationName),
          variableValues ?? {},
        );
        if (variables.errors) return variables;
        const result = compiled.query(rootValue, contextValue, variables.coerced);
        return result instanceof Promise
          ? result.then((late) => located(late, document))
          : located(result, document);
      });
    },
  };
}

function variablesOf(
  document: DocumentNode,
  operationName: string | null | undefined,
): readonly VariableDefinitionNode[] {
  return getOperationAST(document, operationName)?.variableDefinitions ?? [];
}

function compile(schema: GraphQLSchema, document: DocumentNode, operationName: string): CompiledQuery | null {
  if (!isPlain(document)) return null;
  const made = compileQuery(schema, document, operationName === '' ? undefined : operationName);
  return isCompiledQuery(made) ? made : null;
}

/** Names with two underscores mean something to the compiled function itself, `__proto__` as an alias among them. */
function isPlain(document: DocumentNode): boolean {
  let plain = true;
  const no = (): void => {
    plain = false;
  };
  visit(document, {
    [Kind.DIRECTIVE]: no,
    [Kind.OPERATION_DEFINITION]: ({ operation }) => (operation === 'subscription' ? no() : undefined),
    [Kind.NAME]: ({ value }) => (value.startsWith('__') && value !== '__typename' ? no() : undefined),
  });
  return plain;
}

/**
 * The same answer with errors as graphql-js makes them: it keeps where in the document they belong, and the cause of
 * its own ones too (a null where there must be none), by which they are known to be a fault of ours.
 */
function located(result: ExecutionResult, document: DocumentNode): ExecutionResult {
  const source = document.loc?.source;
  if (!result.errors || !source) return result;
  const offsets = lineOffsets(source);
  const errors = result.errors.map(
    ({ message, path, locations, originalError }) =>
      new GraphQLError(message, {
        source,
        positions: (locations ?? []).map(({ line, column }) => (offsets[line - 1] ?? 0) + column - 1),
        path,
        originalError: originalError ?? (path ? new Error(message) : undefined),
      }),
  );
  return { ...result, errors };
}

function lineOffsets({ body }: Source): number[] {
  const offsets = [0];
  for (const { 0: end, index } of body.matchAll(/\r\n|[\n\r]/g)) offsets.push(index + end.length);
  return offsets;
}
