// Remote images: whether a message shows them, and whose are shown without a question. A newcomer's trap: a document with
// images has another address than one without, so that neither is ever taken for the other.
import { MailError } from '../mail/errors.ts';
import { decodeIdOf, encodeId } from '../mail/id.ts';
import { domainOf, senderOf } from '../mail/sender.ts';
import { isFreeMail } from '../mime/trust/lookalike.ts';
import type { ImageSourceKind } from '../session/caller.ts';
import { imageState } from '../session/image-policy.ts';
import { OPENING } from './budget.ts';
import type { Context } from './context.ts';
import { attempt } from './errors.ts';
import { messagesById } from './lookup.ts';
import type { Resolvers } from './schema.gen.ts';

export const image: Resolvers = {
  Viewer: {
    imageSources: async (_viewer, _args, { caller }) =>
      (await caller.images.list()).map((source) => ({ kind: 'imageSource', source })),
  },
  Message: {
    remoteImages: async ({ id, account, store, header }, _args, { caller, signal, budget }) => {
      budget.spend(OPENING);
      const state = await imageState({ caller, account: account.id, store, header, signal });
      const sender = senderOf(header.from);
      return {
        state,
        documentUrl: state === 'NEVER' ? null : `document/${id}?images=1`,
        sender,
        domain: sender === null ? null : ownDomain(sender),
      };
    },
  },
  Mutation: {
    allowRemoteImages: (_parent, { kind, messageId }, context) =>
      attempt(async () => {
        const name = kind === 'EVERYBODY' ? '' : await nameOf(context, kind, messageId ?? null);
        return { source: { kind: 'imageSource', source: await context.caller.images.allow(kind, name) } };
      }),
    revokeRemoteImages: (_parent, { id }, { caller }) =>
      attempt(async () => ({
        deletedId: (await caller.images.revoke(decodeIdOf('imageSource', id).locator)) ? id : null,
      })),
  },
  ImageSource: {
    id: ({ source }) => encodeId('imageSource', '', source.id),
    kind: ({ source }) => source.kind,
    name: ({ source }) => source.name || null,
    createdAt: ({ source }) => source.createdAt,
  },
};

/** Null where strangers share a domain: one of them would let in all others. */
function ownDomain(sender: string): string | null {
  const domain = domainOf(sender);
  return isFreeMail(domain) ? null : domain;
}

async function nameOf(
  context: Context,
  kind: Exclude<ImageSourceKind, 'EVERYBODY'>,
  messageId: string | null,
): Promise<string> {
  const invalid = (message: string): MailError =>
    new MailError('VALIDATION', { message, path: ['messageId'] });
  if (messageId === null) throw invalid('Name a message of the sender.');
  decodeIdOf('message', messageId);
  const [message] = await messagesById(context, [messageId]);
  if (!message) throw new MailError('NOT_FOUND');
  const sender = senderOf(message.header.from);
  const name = sender === null ? null : kind === 'SENDER' ? sender : ownDomain(sender);
  if (name === null) throw invalid('This message names no sender whose images could be allowed like this.');
  return name;
}
