// @requires(scopes): checked field by field at run time, by wrapping the resolvers of the finished schema, so
// that a field can't be added without its check taking effect. A session has every scope.
import { defaultFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { MailError } from '../mail/errors.ts';
import type { Scope } from '../session/caller.ts';
import type { Context } from './context.ts';

/** Wraps every field that carries @requires; changes the schema in place and returns it. */
export function enforceScopes(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const scopes = scopesOf(field.astNode);
      if (scopes.length === 0) continue;
      const { resolve = defaultFieldResolver, subscribe } = field;
      field.resolve = (parent, args, context: Context, info) => {
        requireScopes(context, scopes);
        return resolve(parent, args, context, info);
      };
      if (subscribe) {
        field.subscribe = (parent, args, context: Context, info) => {
          requireScopes(context, scopes);
          return subscribe(parent, args, context, info);
        };
      }
    }
  }
  return schema;
}

/** Throws SCOPE_MISSING, naming the scopes, unless the caller has them all. */
export function requireScopes(context: Context, scopes: readonly Scope[]): void {
  const { scopes: granted } = context.caller;
  // Asked for every row of a list, so nothing is made where nothing is missing.
  for (const scope of scopes) if (!granted.has(scope)) throw missing(scopes, granted);
}

function missing(scopes: readonly Scope[], granted: ReadonlySet<Scope>): MailError {
  const names = scopes.filter((scope) => !granted.has(scope)).join(', ');
  return new MailError('SCOPE_MISSING', { message: `This token lacks the scope ${names}.` });
}

interface FieldNode {
  directives?: readonly {
    name: { value: string };
    arguments?: readonly { value: { kind: string; values?: readonly unknown[] } }[];
  }[];
}

function scopesOf(node: unknown): Scope[] {
  const requires = (node as FieldNode | undefined)?.directives?.find(
    (directive) => directive.name.value === 'requires',
  );
  const values = requires?.arguments?.[0]?.value.values ?? [];
  return values.map((value) => (value as { value: Scope }).value);
}
