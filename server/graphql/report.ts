// DeliveryReport and ReadReceipt: what became of messages that were sent. A newcomer's trap: `original` looks into
// Sent, which costs the mail server a search; nothing else here does.
import { MailError } from '../mail/errors.ts';
import { readReport } from '../mime/card-parts.ts';
import { readFields } from '../mime/header/fields.ts';
import { receiptAskedBy } from '../mime/report/receipt.ts';
import { OPENING } from './budget.ts';
import type { Context } from './context.ts';
import { mailboxesOf } from './lookup.ts';
import { MessageRow } from './message-row.ts';
import type { MessageModel, ReportModel } from './models.ts';
import { SEARCHING } from './newer-invitation.ts';
import type { Resolvers } from './schema.gen.ts';
import { shownAddresses, visible } from './visible.ts';

export const report: Resolvers = {
  Message: {
    deliveryReport: async (message, _args, context) => {
      const found = await reportOf(message, context);
      return found?.report.delivery ? found : null;
    },
    readReceipt: async (message, _args, context) => {
      const found = await reportOf(message, context);
      return found?.report.receipt ? found : null;
    },
    receiptRequestedBy: async ({ store, header }, _args, { signal, budget }) => {
      budget.spend(OPENING);
      return shownAddresses(receiptAskedBy(await readFields(store, header.locator, signal)));
    },
  },
  DeliveryReport: {
    reportingServer: (model) => shown(delivery(model).reportingServer),
    recipients: (model) => [...delivery(model).recipients],
    recipientCount: (model) => delivery(model).recipientCount,
    originalMessageId: ({ report: { original } }) => original?.messageId ?? null,
    originalSubject: ({ report: { original } }) => shown(original?.subject),
    originalSentAt: ({ report: { original } }) => original?.sentAt ?? null,
    original: originalOf,
  },
  ReportedRecipient: {
    address: ({ address }) => shown(address),
    finalAddress: ({ finalAddress }) => shown(finalAddress),
    status: ({ status }) => status || null,
    serverText: ({ serverText }) => shown(serverText),
    remoteServer: ({ remoteServer }) => shown(remoteServer),
  },
  ReadReceipt: {
    disposition: (model) => receipt(model).disposition,
    automatic: (model) => receipt(model).automatic,
    recipient: (model) => shown(receipt(model).recipient),
    program: (model) => shown(receipt(model).program),
    originalMessageId: (model) => originalId(model),
    originalSubject: ({ report: { original } }) => shown(original?.subject),
    original: originalOf,
  },
};

const shown = (text: string | null | undefined): string | null => (text ? visible(text) || null : null);

async function reportOf(message: MessageModel, { signal, budget }: Context): Promise<ReportModel | null> {
  budget.spend(OPENING);
  const found = await readReport(message.store, message.header.locator, signal);
  return found && { message, report: found };
}

function delivery({ report: { delivery: found } }: ReportModel) {
  if (!found) throw new MailError('INTERNAL');
  return found;
}

function receipt({ report: { receipt: found } }: ReportModel) {
  if (!found) throw new MailError('INTERNAL');
  return found;
}

const originalId = ({ report: found }: ReportModel): string | null =>
  found.receipt?.originalMessageId ?? found.original?.messageId ?? null;

const SEARCH_MS = 8000;

async function originalOf(model: ReportModel, _args: unknown, context: Context): Promise<MessageRow | null> {
  const messageId = originalId(model);
  if (messageId === null) return null;
  context.budget.spend(SEARCHING);
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(SEARCH_MS)]);
  const { account, store } = model.message;
  try {
    const sent = (await mailboxesOf(context, account, 'LAST')).find(({ role }) => role === 'SENT');
    if (!sent) return null;
    const [locator] = await store.find(sent.locator, { messageId }, 1, signal);
    const [row] = locator === undefined ? [] : await store.headers([locator], signal);
    return row ? new MessageRow(account, store, row) : null;
  } catch (error) {
    context.signal.throwIfAborted();
    if (signal.aborted) return null;
    throw error;
  }
}
