// What a resolver's parent is for each type whose fields are not simply there: the vocabulary of mail/ plus
// the account it was reached through. A newcomer's trap: these hold locators; only `id` resolvers encode.
import type { Account } from '../mail/account.ts';
import type { MailboxChanges } from '../mail/change.ts';
import type { DraftContent } from '../mail/draft.ts';
import type { ErrorCode } from '../mail/errors.ts';
import type { LabelLook } from '../mail/labels.ts';
import type { Mailbox } from '../mail/mailbox.ts';
import type { Filter, Page, Part, Sort } from '../mail/message.ts';
import type { MailStore } from '../mail/store.ts';
import type { Submission } from '../mail/submission.ts';
import type { Attendee, CalendarEvent } from '../mime/calendar/calendar.ts';
import type { Recurrence } from '../mime/calendar/recurrence.ts';
import type { Report } from '../mime/card-parts.ts';
import type { Fields } from '../mime/header/fields.ts';
import type { MessageFields } from '../mime/header/header.ts';
import type { MailingList } from '../mime/mailing-list.ts';
import type { ReportedRecipient } from '../mime/report/delivery-report.ts';
import type { Trust, Warning } from '../mime/trust/trust.ts';
import type { Contact } from '../mime/vcard.ts';
import type { ImageSource, SessionInfo, Token } from '../session/caller.ts';
import type { MessageRow } from './message-row.ts';

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

export type MessageModel = MessageRow;

export interface ConnectionModel {
  account: Account;
  store: MailStore;
  page: Page;
  list: List;
}

/** Which list this is, whatever window of it is shown. */
export interface List {
  mailbox: string;
  filter: Filter;
  sort: Sort | null;
}

export interface ChangesModel {
  changes: MailboxChanges;
  accountId: string;
  added: readonly MessageRow[];
  changed: readonly MessageRow[];
}

export interface AttachmentModel {
  kind: 'attachment';
  account: Account;
  store: MailStore;
  message: string;
  part: Part;
}

/** A message attached to another, with its head read. */
export interface AttachedMessageModel {
  attachment: AttachmentModel;
  fields: MessageFields;
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

export type TrustModel = Trust;
export type TrustWarningModel = Warning;

export interface TokenModel {
  kind: 'token';
  token: Token;
}

export interface SessionModel {
  kind: 'session';
  session: SessionInfo;
}

export interface ImageSourceModel {
  kind: 'imageSource';
  source: ImageSource;
}

export interface LabelModel {
  kind: 'label';
  accountId: string;
  look: LabelLook;
}

export interface InvitationModel {
  message: MessageModel;
  event: CalendarEvent;
  part: Part;
}

export interface NewerInvitationModel {
  event: CalendarEvent;
  message: MessageModel;
}

export interface AttendeeModel {
  attendee: Attendee;
  isMe: boolean;
}

export interface ContactModel {
  message: MessageModel;
  part: Part;
  /** Its number in the file. */
  index: number;
  contact: Contact;
}

export interface ReportModel {
  message: MessageModel;
  report: Report;
}

export type RecurrenceModel = Recurrence;
export type ReportedRecipientModel = ReportedRecipient;

export interface MailingListModel {
  message: MessageModel;
  list: MailingList;
  fields: Fields;
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
  | SessionModel
  | LabelModel
  | ImageSourceModel;
