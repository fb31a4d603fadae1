// Token: keys for programs. A newcomer's trap: the secret is in the answer of createToken and nowhere else.
import { MailError } from '../mail/errors.ts';
import { decodeIdOf, encodeId } from '../mail/id.ts';
import { attempt } from './errors.ts';
import { accountById } from './lookup.ts';
import type { Resolvers } from './schema.gen.ts';

export const token: Resolvers = {
  Mutation: {
    createToken: (_parent, { input }, context) =>
      attempt(async () => {
        const name = input.name.trim();
        if (name === '' || name.length > 100)
          throw new MailError('VALIDATION', {
            message: 'A name has 1 to 100 characters.',
            path: ['input', 'name'],
          });
        if (input.scopes.length === 0)
          throw new MailError('VALIDATION', {
            message: 'Choose at least one scope.',
            path: ['input', 'scopes'],
          });
        const expiresAt = input.expiresAt == null ? null : new Date(input.expiresAt);
        if (expiresAt && expiresAt.getTime() <= Date.now()) {
          throw new MailError('VALIDATION', {
            message: 'The expiry lies in the past.',
            path: ['input', 'expiresAt'],
          });
        }
        const ids = input.accountIds ?? [];
        const accountIds = ids.length === 0 ? null : ids.map((id) => accountById(context, id).account.id);
        const made = await context.caller.tokens.create({
          name,
          scopes: [...new Set(input.scopes)],
          accountIds,
          expiresAt,
        });
        return { token: { kind: 'token', token: made.token }, secret: made.secret };
      }),
    revokeToken: (_parent, { id }, { caller }) =>
      attempt(async () => ({
        deletedId: (await caller.tokens.revoke(decodeIdOf('token', id).locator)) ? id : null,
      })),
  },
  Token: {
    id: ({ token }) => encodeId('token', '', token.id),
    name: ({ token }) => token.name,
    scopes: ({ token }) => [...token.scopes],
    accounts: ({ token }, _args, { caller }) =>
      caller.accounts
        .filter(({ id }) => token.accountIds === null || token.accountIds.includes(id))
        .map((account) => ({ kind: 'account', account })),
    createdAt: ({ token }) => token.createdAt,
    lastUsedAt: ({ token }) => token.lastUsedAt,
    expiresAt: ({ token }) => token.expiresAt,
  },
};
