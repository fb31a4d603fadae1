// The executable schema: the SDL files of schema/ and the resolvers of this folder, noun by noun, with the
// scopes enforced. The list below is all there is; nothing is loaded by name.
import { readdirSync, readFileSync } from 'node:fs';
import { GraphQLError, GraphQLScalarType, type GraphQLSchema, Kind } from 'graphql';
import { createSchema } from 'graphql-yoga';
import { account } from './account.ts';
import { action } from './action.ts';
import { attachment } from './attachment.ts';
import { body } from './body.ts';
import { change } from './change.ts';
import { changes } from './changes.ts';
import { contact } from './contact.ts';
import type { Context } from './context.ts';
import { draft } from './draft.ts';
import { image } from './image.ts';
import { invitation } from './invitation.ts';
import { isoOf } from './iso.ts';
import { label } from './label.ts';
import { list } from './list.ts';
import { mailbox } from './mailbox.ts';
import { mailingList } from './mailing-list.ts';
import { message } from './message.ts';
import { node } from './node.ts';
import { report } from './report.ts';
import { enforceScopes } from './requires.ts';
import { submission } from './submission.ts';
import { token } from './token.ts';
import { trust } from './trust.ts';

const folder = new URL('../../schema/', import.meta.url);

export function buildSchema(): GraphQLSchema {
  const typeDefs = readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const resolvers = [
    account,
    mailbox,
    list,
    changes,
    message,
    trust,
    attachment,
    label,
    action,
    body,
    image,
    draft,
    invitation,
    contact,
    report,
    mailingList,
    submission,
    token,
    change,
    node,
    { DateTime },
  ];
  return enforceScopes(
    createSchema<Context>({
      typeDefs,
      resolvers,
      resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
    }),
  );
}

const DateTime = new GraphQLScalarType<Date | string, string>({
  name: 'DateTime',
  serialize: (value) => isoOf(value instanceof Date ? value : new Date(String(value))),
  parseValue: (value) => instant(value),
  parseLiteral: (node) => instant(node.kind === Kind.STRING ? node.value : null),
});

function instant(value: unknown): string {
  const date =
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value) : new Date(Number.NaN);
  if (Number.isNaN(date.getTime()))
    throw new GraphQLError('A DateTime is RFC 3339 text such as 2026-11-24T09:42:00Z.');
  return date.toISOString();
}
