// MailingList, and leaving one. A newcomer's trap: whoever can write a mail can write these fields; the request that
// needs no page is made only where a signature over them was found valid by our own side (RFC 8058 section 4).
import { MailError } from '../mail/errors.ts';
import { type Fields, readFields } from '../mime/header/fields.ts';
import { leavingSignedBy, type MailingList, readMailingList } from '../mime/mailing-list.ts';
import { authenticationOf } from '../mime/trust/believed.ts';
import { OPENING } from './budget.ts';
import type { Context } from './context.ts';
import { attempt } from './errors.ts';
import { mailboxByLocator, messagesById } from './lookup.ts';
import type { MessageModel } from './models.ts';
import type { Resolvers } from './schema.gen.ts';
import { visible } from './visible.ts';

export const mailingList: Resolvers = {
  Message: {
    mailingList: async (message, _args, context) => {
      context.budget.spend(OPENING);
      return listOf(message, context);
    },
  },
  MailingList: {
    name: ({ list }) => list.name && visible(list.name),
    listId: ({ list }) => list.listId && visible(list.listId),
    oneClick: ({ message, list, fields }) => requestUrl(message, list, fields) !== null,
    unsubscribeHost: ({ message, list, fields }) => {
      const url = requestUrl(message, list, fields) ?? list.unsubscribeUrl;
      return url === null ? null : new URL(url).host;
    },
    unsubscribeUrl: ({ list }) => list.unsubscribeUrl,
    unsubscribeMailto: ({ list }) => list.unsubscribeMailto,
    archiveUrl: ({ list }) => list.archiveUrl,
    postMailto: ({ list }) => list.postMailto,
  },
  Mutation: {
    unsubscribe: async (_parent, { messageId }, context) => {
      const answer = await attempt(() => unsubscribe(messageId, context));
      return 'outcome' in answer ? answer : { outcome: null, host: null, status: null, ...answer };
    },
  },
};

async function listOf(message: MessageModel, { signal }: Context) {
  const fields = await readFields(message.store, message.header.locator, signal);
  const list = readMailingList(fields);
  return list && { message, list, fields };
}

/** The address that takes the request, or null where none may be made. */
function requestUrl({ account }: MessageModel, list: MailingList, fields: Fields): string | null {
  if (list.oneClickUrl === null) return null;
  const { authServIds, host } = account.incoming;
  const valid = authenticationOf(fields.list, { serverIds: authServIds ?? null, hosts: [host] }).dkimDomains;
  return leavingSignedBy(fields).some((domain) => valid.includes(domain)) ? list.oneClickUrl : null;
}

/** What a request costs that leaves this machine. */
const ASKING = 100;
const ASK_MS = 10_000;
const MAX_ANSWER = 64 * 1024;

async function unsubscribe(messageId: string, context: Context) {
  context.budget.spend(ASKING);
  const [message] = await messagesById(context, [messageId]);
  if (!message) throw new MailError('NOT_FOUND');
  const place = await mailboxByLocator(context, message.account, message.header.mailbox);
  if (place?.mailbox.role === 'JUNK') throw new MailError('UNSUPPORTED', { message: JUNK });
  const found = await listOf(message, context);
  const url = found && requestUrl(message, found.list, found.fields);
  if (!url) throw new MailError('UNSUPPORTED', { message: NO_REQUEST });
  const { status, close } = await context.web.send({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    // RFC 8058 section 3.2, to the letter.
    body: 'List-Unsubscribe=One-Click',
    redirects: 0,
    timeoutMs: ASK_MS,
    maxBytes: MAX_ANSWER,
    allows: ({ protocol }) => protocol === 'https:',
    signal: context.signal,
  });
  // What the page says is of no use here.
  close();
  const outcome = status >= 200 && status < 300 ? ('ACCEPTED' as const) : ('REFUSED' as const);
  return { outcome, host: new URL(url).host, status, problem: null };
}

const NO_REQUEST =
  'This list can not be left with one request that is safe to make. Use its page, or write to it.';
const JUNK = 'To unsubscribe from junk only tells its sender that somebody reads it. Nothing was sent.';
