// Submission, and sending. A newcomer's trap: a failed send is no error of the call but a submission with a
// status; `problem` is only set when nothing was submitted at all.
import { MailError } from '../mail/errors.ts';
import { encodeId } from '../mail/id.ts';
import { contentOf, draftLocator, removeDraft, uploadLocator } from './draft-input.ts';
import { attempt, problemOf } from './errors.ts';
import { accountById } from './lookup.ts';
import type { Resolvers } from './schema.gen.ts';

export const submission: Resolvers = {
  Mutation: {
    send: (_parent, { input, idempotencyKey }, context) =>
      attempt(async () => {
        if (!/^[\x21-\x7e]{8,200}$/.test(idempotencyKey)) {
          throw new MailError('VALIDATION', {
            message: 'An idempotency key has 8 to 200 visible ASCII characters.',
            path: ['idempotencyKey'],
          });
        }
        const { account } = accountById(context, input.accountId);
        // Read before anything leaves: a bad id must not look like a message that was not sent.
        const replaces = draftLocator(context, account, input.id ?? null);
        const uploads = input.uploadIds.map(uploadLocator);
        const content = async () => {
          const written = await contentOf(context, account, input, 'SEND');
          if (written.to.length + written.cc.length + written.bcc.length > 0) return written;
          throw new MailError('VALIDATION', {
            message: 'Add at least one recipient.',
            path: ['input', 'to'],
          });
        };
        const sent = await context.caller.send(account.id, content, idempotencyKey);
        if (sent.status === 'SENT' || sent.status === 'PARTLY_SENT') {
          await removeDraft(context, account, replaces);
          for (const id of uploads) await context.caller.uploads.remove(id);
        }
        return { submission: { kind: 'submission', account, submission: sent } };
      }),
  },
  Submission: {
    id: ({ account, submission: { id } }) => encodeId('submission', account.id, id),
    account: ({ account }) => ({ kind: 'account', account }),
    messageId: ({ submission: { messageId } }) => messageId,
    subject: ({ submission: { subject } }) => subject,
    status: ({ submission: { status } }) => status,
    recipients: ({ submission: { recipients } }) =>
      recipients.map(({ address, state, smtpReply }) => ({ address, status: state, smtpReply })),
    sentCopy: ({ submission: { sentCopy } }) => sentCopy,
    attempts: ({ submission: { attempts } }) => attempts,
    createdAt: ({ submission: { createdAt } }) => createdAt,
    error: ({ submission: { error } }) =>
      error &&
      problemOf(
        new MailError(error.code, {
          message: error.message,
          ...(error.serverText ? { serverText: error.serverText } : {}),
        }),
      ),
  },
};
