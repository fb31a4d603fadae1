// What happens to a message after Send. A newcomer's trap: UNKNOWN is not FAILED. It means the message was
// handed over whole and the reply never came, so it may have arrived; only a person may send it again.

export const SUBMISSION_STATUSES = ['QUEUED', 'SENDING', 'SENT', 'PARTLY_SENT', 'FAILED', 'UNKNOWN'] as const;
export type SubmissionStatus = (typeof SUBMISSION_STATUSES)[number];

/** What became of the copy in Sent. PENDING: sent, and the copy is filed as soon as the mailbox can be reached. */
export type SentCopy = 'PENDING' | 'APPENDED' | 'SKIPPED';

export interface RecipientStatus {
  address: string;
  state: 'SENT' | 'FAILED' | 'UNKNOWN' | 'QUEUED';
  /** What the server said to this recipient, quoted as plain text. */
  smtpReply: string | null;
}

export interface Submission {
  id: string;
  accountId: string;
  messageId: string;
  subject: string;
  status: SubmissionStatus;
  recipients: readonly RecipientStatus[];
  sentCopy: SentCopy;
  error: { code: import('./errors.ts').ErrorCode; message: string; serverText: string | null } | null;
  attempts: number;
  createdAt: Date;
}
