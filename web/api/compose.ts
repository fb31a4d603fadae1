// Drafts and sending, as the state of writing asks for them. A newcomer's trap: a problem in a payload becomes
// a thrown ApiError here, but a submission that failed does not: it is an outcome.
import { t } from '../lib/t.ts';
import { ApiError, request } from './client.ts';
import {
  DiscardDraftDocument,
  type DraftInput,
  type OutcomeFragment,
  SaveDraftDocument,
  SendDocument,
  SubmissionOutcomeDocument,
  type TroubleFragment,
} from './operations.gen.ts';

/** How long a submission that is still under way is looked after, and how often. */
const FOLLOW_MS = 45_000;
const LOOK_MS = 3_000;

export interface SendOutcome {
  status: OutcomeFragment['status'];
  refused: { address: string; reply: string | null }[];
  error: ApiError | null;
}

export async function saveDraft(input: DraftInput): Promise<{ id: string; attachmentIds: string[] }> {
  const { draft, problem } = (await request(SaveDraftDocument, { input })).saveDraft;
  if (problem || !draft) throw asError(problem);
  return { id: draft.id, attachmentIds: draft.attachments.map(({ id }) => id) };
}

export async function discardDraft(id: string): Promise<void> {
  const { problem } = (await request(DiscardDraftDocument, { id })).discardDraft;
  if (problem) throw asError(problem);
}

/** Sends, and waits up to a minute for the outcome; after that it is QUEUED or SENDING. */
export async function send(input: DraftInput, key: string): Promise<SendOutcome> {
  const { submission, problem } = (await request(SendDocument, { input, key })).send;
  if (problem || !submission) throw asError(problem);
  return outcomeOf(await followed(submission));
}

async function followed(submission: OutcomeFragment): Promise<OutcomeFragment> {
  const until = Date.now() + FOLLOW_MS;
  let latest = submission;
  while ((latest.status === 'QUEUED' || latest.status === 'SENDING') && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const { node } = await request(SubmissionOutcomeDocument, { id: latest.id });
    if (node?.__typename !== 'Submission') break;
    latest = node;
  }
  return latest;
}

function outcomeOf({ status, recipients, error }: OutcomeFragment): SendOutcome {
  return {
    status,
    refused:
      status === 'PARTLY_SENT'
        ? recipients
            .filter((recipient) => recipient.status === 'FAILED')
            .map(({ address, smtpReply }) => ({ address, reply: smtpReply }))
        : [],
    error: error && asError(error),
  };
}

/** A problem as an error; an answer with neither is a fault of ours. */
export function asError(problem: (TroubleFragment & { path?: readonly string[] | null }) | null): ApiError {
  if (!problem) return new ApiError('INTERNAL', t('error.internal'), true);
  return new ApiError(problem.code, problem.message, problem.retryable, problem);
}
