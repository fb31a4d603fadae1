// node(id), nodes(ids) and limits: anything by its id. Null for what is not there and for what is not yours,
// so that the two can't be told apart.
import { MailError } from '../mail/errors.ts';
import { decodeId, splitPartLocator } from '../mail/id.ts';
import { readContents } from '../mime/inner/inner.ts';
import { findPart } from '../mime/structure/shown.ts';
import { OPENING } from './budget.ts';
import type { Context } from './context.ts';
import { draftById } from './draft.ts';
import { labelModel } from './label.ts';
import { MAX_ALIASES, MAX_BULK_IDS, MAX_DEPTH, MAX_TOKENS } from './limits.ts';
import { MAX_FIRST } from './list.ts';
import { accountOf, MAX_NODES, mailboxByLocator, messagesById } from './lookup.ts';
import type { NodeModel } from './models.ts';
import { requireScopes } from './requires.ts';
import type { Resolvers } from './schema.gen.ts';
import { asks } from './selection.ts';

export const node: Resolvers = {
  Query: {
    node: async (_parent, { id }, context, info) =>
      (await nodes(context, [id], asks(info, 'preview')))[0] ?? null,
    nodes: (_parent, { ids }, context, info) => {
      if (ids.length > MAX_NODES)
        throw new MailError('VALIDATION', { message: `At most ${MAX_NODES} ids.`, path: ['ids'] });
      return nodes(context, ids, asks(info, 'preview'));
    },
    limits: (_parent, _args, { limits }) => ({
      maxFirst: MAX_FIRST,
      maxBulkIds: MAX_BULK_IDS,
      maxDepth: MAX_DEPTH,
      maxTokens: MAX_TOKENS,
      maxAliases: MAX_ALIASES,
      maxMessageBytes: limits.maxMessageBytes,
    }),
  },
  Node: {
    __resolveType: (model) => TYPES[model.kind],
  },
};

const TYPES = {
  viewer: 'Viewer',
  account: 'Account',
  mailbox: 'Mailbox',
  message: 'Message',
  attachment: 'Attachment',
  draft: 'Draft',
  submission: 'Submission',
  token: 'Token',
  session: 'Session',
  label: 'Label',
  imageSource: 'ImageSource',
} as const satisfies Record<NodeModel['kind'], string>;

/** Messages are asked for together, everything else one by one. */
async function nodes(
  context: Context,
  ids: readonly string[],
  previews: boolean,
): Promise<(NodeModel | null)[]> {
  context.budget.spend(ids.length);
  const messageIds = ids.filter((id) => id.startsWith('m'));
  if (messageIds.length > 0) requireScopes(context, ['HEADERS_READ']);
  const messages = messageIds.length > 0 ? await messagesById(context, messageIds, previews) : [];
  const byId = new Map(messageIds.map((id, index) => [id, messages[index] ?? null]));
  return Promise.all(ids.map((id) => byId.get(id) ?? other(context, id)));
}

async function other(context: Context, id: string): Promise<NodeModel | null> {
  try {
    return await find(context, id);
  } catch (error) {
    if (error instanceof MailError && ['NOT_FOUND', 'GONE', 'STALE', 'MAILBOX_GONE'].includes(error.code))
      return null;
    throw error;
  }
}

async function find(context: Context, id: string): Promise<NodeModel | null> {
  const { kind, account: accountId, locator } = decodeId(id);
  const { caller } = context;
  switch (kind) {
    case 'viewer':
      return locator === caller.vaultId ? { kind: 'viewer', vaultId: locator } : null;
    case 'account':
      requireScopes(context, ['ACCOUNT_READ']);
      return { kind: 'account', account: accountOf(context, accountId) };
    case 'mailbox':
      requireScopes(context, ['MAILBOX_READ']);
      return mailboxByLocator(context, accountOf(context, accountId), locator);
    case 'part':
      requireScopes(context, ['HEADERS_READ']);
      return attachmentOf(context, accountId, locator);
    case 'draft':
      requireScopes(context, ['BODY_READ']);
      return draftById(context, id);
    case 'submission': {
      requireScopes(context, ['SEND']);
      const submission = await caller.submission(locator);
      return (
        submission && { kind: 'submission', account: accountOf(context, submission.accountId), submission }
      );
    }
    case 'token': {
      requireScopes(context, ['TOKEN_ADMIN']);
      const token = (await caller.tokens.list()).find((one) => one.id === locator);
      return token ? { kind: 'token', token } : null;
    }
    case 'session': {
      requireScopes(context, ['TOKEN_ADMIN']);
      const session = (await caller.sessions.list()).find((one) => one.id === locator);
      return session ? { kind: 'session', session } : null;
    }
    case 'imageSource': {
      requireScopes(context, ['ACCOUNT_READ']);
      const source = (await caller.images.list()).find((one) => one.id === locator);
      return source ? { kind: 'imageSource', source } : null;
    }
    case 'label':
      return labelModel(accountOf(context, accountId).id, locator);
    default:
      return null;
  }
}

async function attachmentOf(context: Context, accountId: string, locator: string): Promise<NodeModel | null> {
  const account = accountOf(context, accountId);
  context.budget.spend(OPENING);
  const { message, path } = splitPartLocator(locator);
  const store = await context.caller.store(account.id);
  const part = findPart(await readContents(store, message, context.signal, path), path);
  return part && { kind: 'attachment', account, store, message, part };
}
