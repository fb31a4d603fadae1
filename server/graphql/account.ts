// Viewer, Account and Session: who is signed in and what they reach.
import { decodeIdOf, encodeId } from '../mail/id.ts';
import { LABELS } from '../mail/labels.ts';
import { MAILBOXES_FOR_ONE } from './budget.ts';
import { attempt } from './errors.ts';
import { labelModel } from './label.ts';
import { accountById, forgetMailboxes, mailboxesOf } from './lookup.ts';
import type { Resolvers } from './schema.gen.ts';

export const account: Resolvers = {
  Query: {
    viewer: (_parent, _args, { caller }) => ({ kind: 'viewer', vaultId: caller.vaultId }),
  },
  Mutation: {
    refreshAccount: (_parent, { id }, context) =>
      attempt(async () => {
        const model = accountById(context, id);
        const store = await context.caller.store(model.account.id);
        await store.refresh(context.signal);
        forgetMailboxes(context);
        return { account: model };
      }),
    revokeSession: (_parent, { id }, { caller }) =>
      attempt(async () => ({
        deletedId: (await caller.sessions.revoke(decodeIdOf('session', id).locator)) ? id : null,
      })),
    createRecoveryCode: (_parent, _args, { caller }) =>
      attempt(async () => ({ code: await caller.sessions.createRecoveryCode() })),
  },
  Viewer: {
    id: ({ vaultId }) => encodeId('viewer', '', vaultId),
    accounts: (_viewer, _args, { caller }) =>
      caller.accounts.map((one) => ({ kind: 'account', account: one })),
    sessions: async (_viewer, _args, { caller }) =>
      (await caller.sessions.list()).map((session) => ({ kind: 'session', session })),
    tokens: async (_viewer, _args, { caller }) =>
      (await caller.tokens.list()).map((token) => ({ kind: 'token', token })),
  },
  Account: {
    id: ({ account }) => encodeId('account', account.id, ''),
    name: ({ account }) => account.name,
    address: ({ account }) => account.address,
    protocol: ({ account }) => account.protocol,
    stateOrigin: ({ account }) => (account.protocol === 'IMAP' ? 'SERVER' : 'PROXY'),
    mailboxes: async ({ account }, { namespaces }, context) => {
      const reach = namespaces?.some((each) => each !== 'PERSONAL') ? 'ALL' : 'OWN';
      const all = await mailboxesOf(context, account, reach);
      const wanted = namespaces ? all.filter(({ namespace }) => namespaces.includes(namespace)) : all;
      context.budget.spend(Math.ceil(wanted.length / MAILBOXES_FOR_ONE));
      return wanted.map((mailbox) => ({ kind: 'mailbox', account, mailbox }));
    },
    mailbox: async ({ account }, { role }, context) => {
      const mailbox = (await mailboxesOf(context, account, 'LAST')).find(
        (candidate) => candidate.role === role,
      );
      return mailbox ? { kind: 'mailbox', account, mailbox } : null;
    },
    quota: async ({ account }, _args, context) => [
      ...(await (await context.caller.store(account.id)).quota(context.signal)),
    ],
    labels: ({ account }) => LABELS.map((look) => ({ kind: 'label', accountId: account.id, look })),
    label: ({ account }, { keyword }) => labelModel(account.id, keyword),
    submissions: async ({ account }, { first }, { caller }) =>
      (await caller.submissions(account.id, Math.min(Math.max(first, 1), 50))).map((submission) => ({
        kind: 'submission',
        account,
        submission,
      })),
  },
  Session: {
    id: ({ session }) => encodeId('session', '', session.id),
    device: ({ session }) => session.device,
    createdAt: ({ session }) => session.createdAt,
    lastSeenAt: ({ session }) => session.lastSeenAt,
    current: ({ session }) => session.current,
  },
};
