// What a resolver's parent is for each type whose fields are not simply there: the vocabulary of mail/ plus
// the account it was reached through. A newcomer's trap: these hold locators; only `id` resolvers encode.
import type { Account } from '../mail/account.ts';
import type { DraftContent } from '../mail/draft.ts';
import type { ErrorCode } from '../mail/errors.ts';
import type { Mailbox } from '../mail/mailbox.ts';
import type { Address, MessageHeader, Page, Part } from '../mail/message.ts';
import type { MailStore } from '../mail/store.ts';
import type { Submission } from '../mail/submission.ts';
import type { SessionInfo, Token } from '../session/caller.ts';

export interface ViewerModel {
  kind: 'viewer';
  vaultId: string;
}

export interface AccountModel {
  kind: 'account';
  account: Account;
}

export interface MailboxModel {
  kind: 'mailbox';
  account: Account;
  mailbox: Mailbox;
}

export interface MessageModel {
  kind: 'message';
  account: Account;
  store: MailStore;
  header: MessageHeader;
}

export interface ConnectionModel {
  account: Account;
  store: MailStore;
  page: Page;
}

export interface AttachmentModel {
  kind: 'attachment';
  account: Account;
  message: string;
  part: Part;
}

export interface DraftModel {
  kind: 'draft';
  account: Account;
  store: MailStore;
  locator: string;
  content: Omit<DraftContent, 'from' | 'attachments'> & { attachments: readonly Part[] };
}

export interface SubmissionModel {
  kind: 'submission';
  account: Account;
  submission: Submission;
}

export interface TokenModel {
  kind: 'token';
  token: Token;
}

export interface SessionModel {
  kind: 'session';
  session: SessionInfo;
}

export interface ProblemModel {
  code: ErrorCode;
  message: string;
  path: readonly string[];
  retryable: boolean;
  retryAfterMs: number | null;
  serverText: string | null;
}

export type NodeModel =
  | ViewerModel
  | AccountModel
  | MailboxModel
  | MessageModel
  | AttachmentModel
  | DraftModel
  | SubmissionModel
  | TokenModel
  | SessionModel;

/** An address as a person may see it: direction overrides and other invisible controls taken out. */
export function displayOf({ name, address }: Address): string {
  return visible(name ?? '') || visible(address ?? '');
}

/** Text from outside without control characters and bidi overrides (CVE-2019-15237), spaces folded. */
export function visible(text: string): string {
  return text
    .replace(/[\p{Cc}\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}
