/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type AttendeeKind =
  | 'GROUP'
  | 'INDIVIDUAL'
  | 'RESOURCE'
  | 'ROOM';

export type AttendeeRole =
  | 'CHAIR'
  | 'NON_PARTICIPANT'
  | 'OPTIONAL'
  | 'REQUIRED';

/** What a check came to, as the server that took the message in wrote it down (RFC 8601). */
export type AuthVerdict =
  /** The check could not be done. */
  | 'ERROR'
  | 'FAIL'
  /** The domain makes no statement. */
  | 'NEUTRAL'
  /** There was nothing to check. */
  | 'NONE'
  | 'PASS'
  /** Probably not allowed (SPF). */
  | 'SOFTFAIL';

export type Availability =
  | 'FULL'
  /** Listed by the server; the body is not kept here and is fetched when it is opened (POP3). */
  | 'HEADERS_ONLY'
  /** The POP3 server no longer lists it; the copy kept here stays. */
  | 'NOT_LISTED';

export type CreateMailboxInput = {
  accountId: string;
  name: string;
  parentId?: string | null | undefined;
};

export type DeliveryAction =
  /** Not yet; it is still tried. */
  | 'DELAYED'
  | 'DELIVERED'
  /** Handed on to the members of a list. */
  | 'EXPANDED'
  /** It will not arrive. */
  | 'FAILED'
  /** Handed on to a server that does not report. */
  | 'RELAYED';

/** Why, in plain terms: from the enhanced status code (RFC 3463), and from the words beside it where the code says little. */
export type DeliveryReason =
  /** SPF, DKIM or DMARC failed, or a signature is missing. */
  | 'AUTHENTICATION'
  | 'BAD_ADDRESS'
  | 'CONTENT'
  | 'ENCRYPTION'
  /** It was tried for too long. */
  | 'EXPIRED'
  /** The other server wants it to be tried again later. */
  | 'GREYLISTED'
  | 'LIST_PROBLEM'
  | 'LOOP'
  | 'MAILBOX_DISABLED'
  | 'MAILBOX_FULL'
  | 'MOVED'
  /** The other server takes no address with letters beyond ASCII. */
  | 'NON_ASCII_ADDRESS'
  | 'NOT_ACCEPTING'
  /** The sender may not write to this address. */
  | 'NOT_ALLOWED'
  | 'NO_ANSWER'
  | 'NO_SUCH_DOMAIN'
  | 'NO_SUCH_MAILBOX'
  | 'PROTOCOL'
  | 'RATE_LIMIT'
  /** By a rule of the other server. */
  | 'REFUSED'
  /** The sender's own address is not accepted. */
  | 'SENDER_ADDRESS'
  | 'SPAM'
  | 'SYSTEM_FULL'
  | 'SYSTEM_PROBLEM'
  | 'TOO_LARGE'
  | 'TOO_MANY_RECIPIENTS'
  | 'UNKNOWN';

export type Disposition =
  /** Deleted, maybe unread. */
  | 'DELETED'
  /** The recipient wants no receipt sent. */
  | 'DENIED'
  /** Handed on. */
  | 'DISPATCHED'
  | 'DISPLAYED'
  | 'FAILED'
  /** Handled by a program. */
  | 'PROCESSED';

export type DraftInput = {
  accountId: string;
  /** Attachments of stored messages, taken along without downloading them. */
  attachmentIds?: Array<string>;
  bcc?: Array<string>;
  cc?: Array<string>;
  /** The message that is forwarded; marked forwarded when sent. */
  forwardOfId?: string | null | undefined;
  /** The draft that this one replaces (saveDraft) or that is removed once the message is sent (send). */
  id?: string | null | undefined;
  /** The message that is answered: sets In-Reply-To and References, and marks it answered when sent. */
  inReplyToId?: string | null | undefined;
  subject?: string;
  /** Plain text. */
  text?: string;
  /** Each "Name <local@domain>" or "local@domain"; at most 500 in to, cc and bcc together. */
  to?: Array<string>;
  /** Files uploaded before (POST upload). */
  uploadIds?: Array<string>;
};

/** What can go wrong. In payloads it is Problem.code, else errors[].extensions.code. */
export type ErrorCode =
  | 'CANCELLED'
  /** It changed in the meantime, or the name is taken. */
  | 'CONFLICT'
  /** The request came from another site, or without the header that marks it as the app's own. */
  | 'FORBIDDEN'
  /** The message was deleted or moved elsewhere. */
  | 'GONE'
  /** A fault of ours; the log has the request id that extensions.requestId names. */
  | 'INTERNAL'
  /** The mailbox was deleted or renamed elsewhere. */
  | 'MAILBOX_GONE'
  /** Nothing has this id, or it belongs to somebody else. */
  | 'NOT_FOUND'
  | 'QUOTA_EXCEEDED'
  | 'RATE_LIMITED'
  | 'READ_ONLY'
  | 'RECIPIENT_REJECTED'
  /** The token lacks a scope that the field requires. */
  | 'SCOPE_MISSING'
  /** The server refused the message. It was not sent. */
  | 'SEND_REJECTED'
  /** Handed over whole, but the reply never came: it may have been sent. */
  | 'SEND_UNKNOWN'
  /** The operator does not allow that server, address or port. */
  | 'SERVER_NOT_ALLOWED'
  /** No server is known for the address. */
  | 'SERVER_UNKNOWN'
  /** No session or token, or it has ended. */
  | 'SIGNED_OUT'
  /** The id or cursor is of a time before the mailbox was rebuilt; never another message. */
  | 'STALE'
  | 'TLS_UNTRUSTED'
  | 'TOO_LARGE'
  /** The mail server or the protocol can't do it. */
  | 'UNSUPPORTED'
  /** Wrong address or password, by the mail server's word. */
  | 'UPSTREAM_AUTH'
  /** Too many connections there; never a wrong password. */
  | 'UPSTREAM_LIMIT'
  /** The server offers no encryption; the password was not sent. */
  | 'UPSTREAM_NO_TLS'
  /** Refused, closed or unreachable. */
  | 'UPSTREAM_OFFLINE'
  /** Something answers, but it is no mail server of that kind. */
  | 'UPSTREAM_PROTOCOL'
  /** The server refused the request; see serverText. */
  | 'UPSTREAM_REFUSED'
  /** No answer within the time limit (10 s for everything a person waits for). */
  | 'UPSTREAM_TIMEOUT'
  | 'UPSTREAM_UNKNOWN_HOST'
  /** An input is not valid; see path. */
  | 'VALIDATION'
  /** The mail password changed and the vault here needs the recovery code, or a fresh start. */
  | 'VAULT_LOCKED';

export type EventKind =
  /** The connection to the mail server broke or came back. */
  | 'CONNECTION'
  /** Counts or mailboxes changed. */
  | 'MAILBOXES_CHANGED'
  /** New mail: ask for the list from its newest cursor. */
  | 'MESSAGES_ADDED'
  | 'MESSAGES_CHANGED'
  | 'MESSAGES_REMOVED';

export type Frequency =
  | 'DAILY'
  | 'MONTHLY'
  /** More often than daily, or not to be read. */
  | 'OTHER'
  | 'WEEKLY'
  | 'YEARLY';

export type ImageSourceKind =
  /** One domain, and not what lies below it. */
  | 'DOMAIN'
  | 'EVERYBODY'
  /** One address. */
  | 'SENDER';

export type InvitationMethod =
  /** One more of a series. */
  | 'ADD'
  | 'CANCEL'
  /** An attendee proposes something else. */
  | 'COUNTER'
  /** The organizer declines what was proposed. */
  | 'DECLINECOUNTER'
  /** For information; no answer is expected. */
  | 'PUBLISH'
  /** An attendee asks for the newest version. */
  | 'REFRESH'
  /** An attendee answers. */
  | 'REPLY'
  /** A request, or the update of one (see sequence). */
  | 'REQUEST';

/** Whose mailboxes these are. */
export type MailboxNamespace =
  /** Those of another person, who is named in owner. */
  | 'OTHER_USERS'
  /** The person's own. */
  | 'PERSONAL'
  /** Those of nobody, for many. */
  | 'SHARED';

/** RFC 6154 special uses, and INBOX. */
export type MailboxRole =
  | 'ALL'
  | 'ARCHIVE'
  | 'DRAFTS'
  | 'FLAGGED'
  | 'INBOX'
  | 'JUNK'
  | 'SENT'
  | 'TRASH';

export type MessageFilter = {
  /** True: only flagged messages; false or absent: all. */
  flagged?: boolean | null | undefined;
  /** True: only messages with files attached. */
  hasAttachment?: boolean | null | undefined;
  /** Only messages with this keyword. */
  keyword?: string | null | undefined;
  /** Words looked for in subject, From, To and Cc. */
  text?: string | null | undefined;
  /** True: only messages with the account's own address in To or Cc. */
  toMe?: boolean | null | undefined;
  /** True: only unread messages; false or absent: all. */
  unread?: boolean | null | undefined;
};

/** A wish: the connection says how the list is really sorted. */
export type MessageSort = {
  /** False: newest, largest, Z first. */
  ascending?: boolean;
  by: SortKey;
};

export type Participation =
  | 'ACCEPTED'
  | 'DECLINED'
  | 'DELEGATED'
  | 'NEEDS_ACTION'
  | 'TENTATIVE';

export type PreviewKind =
  | 'AUDIO'
  /** A picture that a browser draws without running anything: PNG, JPEG, GIF, WebP, AVIF. */
  | 'IMAGE'
  /** A message: its text as a safe document; see Attachment.message for the rest. */
  | 'MESSAGE'
  /** For a page of its own; it does not open in a frame. */
  | 'PDF'
  /** A safe document, as documentUrl is, for a sandboxed frame. */
  | 'TEXT'
  | 'VIDEO';

export type ProtectionFormat =
  | 'OPENPGP'
  | 'SMIME';

export type Protocol =
  | 'IMAP'
  | 'POP3';

/** What may be held. */
export type QuotaResource =
  /** Mailboxes. */
  | 'MAILBOX'
  /** Messages. */
  | 'MESSAGE'
  /** Bytes. */
  | 'STORAGE';

/** Whether the remote images of a message are shown. */
export type RemoteImagesState =
  /** Only when somebody asks for them. */
  | 'ASK'
  /** At once: the sender's domain was allowed. */
  | 'DOMAIN'
  /** At once: all senders were allowed. */
  | 'EVERYBODY'
  /** Not at all: the message is in Junk, or this installation shows none. */
  | 'NEVER'
  /** At once: the sender was allowed. */
  | 'SENDER'
  /** They were allowed, but the checks of the mail server speak against the sender, so only when somebody asks for them. */
  | 'UNPROVED';

export type ReplyMode =
  | 'FORWARD'
  | 'REPLY'
  | 'REPLY_ALL';

/** What a token may do. */
export type Scope =
  /** Accounts, their servers and capabilities. */
  | 'ACCOUNT_READ'
  | 'ACCOUNT_WRITE'
  /** Content of attachments. */
  | 'ATTACHMENT_READ'
  /** Text of messages, previews included. */
  | 'BODY_READ'
  /** Move to Trash, and delete for good. */
  | 'DELETE'
  /** Write drafts and upload files. */
  | 'DRAFT_WRITE'
  /** The event stream. */
  | 'EVENTS'
  /** Move between mailboxes. Moving to Trash or Junk needs DELETE too. */
  | 'FILE_WRITE'
  /** Lists of messages: sender, subject, dates, flags, names of attachments. */
  | 'HEADERS_READ'
  /** Mailboxes and their counts. */
  | 'MAILBOX_READ'
  /** Create, rename and delete mailboxes. */
  | 'MAILBOX_WRITE'
  /** Whole messages as stored. */
  | 'RAW_READ'
  | 'SEND'
  /** Read and flagged marks. */
  | 'STATE_WRITE'
  /** Make and revoke tokens. */
  | 'TOKEN_ADMIN';

/** What a list is sorted by. */
export type SortKey =
  /** The order in which the server got the messages. */
  | 'ARRIVAL'
  /** The date of the message. */
  | 'DATE'
  /** The name, or else the address, of who it is from. */
  | 'SENDER'
  | 'SIZE'
  /** The subject without Re: and the like. */
  | 'SUBJECT';

/** Where a state lives. */
export type StateOrigin =
  /** Kept here, because the protocol has no place for it. */
  | 'PROXY'
  /** With the mail server; other clients see it. */
  | 'SERVER';

export type SubmissionStatus =
  | 'FAILED'
  /** Some recipients were refused; see recipients. */
  | 'PARTLY_SENT'
  | 'QUEUED'
  | 'SENDING'
  | 'SENT'
  /** Handed over whole, but the reply never came: it may have been sent. Nothing sends it again by itself. */
  | 'UNKNOWN';

export type SystemFlag =
  | 'ANSWERED'
  | 'DRAFT'
  | 'FLAGGED'
  | 'FORWARDED'
  | 'JUNK'
  | 'SEEN';

export type TokenInput = {
  /** Empty or absent: all accounts. */
  accountIds?: Array<string> | null | undefined;
  expiresAt?: string | null | undefined;
  /** What it is for, 1 to 100 characters. */
  name: string;
  scopes: Array<Scope>;
};

export type TrustWarningKind =
  /** The checks say that the message is not from the domain it names. */
  | 'AUTH_FAILED'
  /** The sender's name holds characters that turn letters around. */
  | 'BIDI_OVERRIDE'
  /** The sender's name holds an address or a host that is not the sender's. */
  | 'DISPLAY_NAME_SPOOF'
  /** A link leads to a host that is made to look like another one. */
  | 'LINK_LOOKALIKE'
  /** A link names one place and leads to another. */
  | 'LINK_TEXT_MISMATCH'
  /** The sender's domain is made to look like another one. */
  | 'LOOKALIKE_DOMAIN'
  /** The sender's domain mixes letters of scripts that no language mixes. */
  | 'MIXED_SCRIPT'
  /** An answer would go to another domain than the sender's. Not told of mailing lists. */
  | 'REPLY_TO_ELSEWHERE'
  /** The message names several senders of different domains, of which checks look at one. */
  | 'SEVERAL_SENDERS';

export type TrustWarningLevel =
  | 'CAUTION'
  /** Honest senders do not do this. */
  | 'DANGER'
  /** Usual with honest senders, too. */
  | 'NOTE';

export type UnsubscribeOutcome =
  /** The list's server took the request. */
  | 'ACCEPTED'
  /** It answered with something else; try its page. */
  | 'REFUSED';

/** What is left out stays as it is. */
export type UpdateMailboxInput = {
  id: string;
  name?: string | null | undefined;
  /** The mailbox to put it into; null puts it at the top. */
  parentId?: string | null | undefined;
  subscribed?: boolean | null | undefined;
};

export type Weekday =
  | 'FR'
  | 'MO'
  | 'SA'
  | 'SU'
  | 'TH'
  | 'TU'
  | 'WE';

export type TroubleFragment = { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null };

export type BulkFragment = { done: number, failed: number, results: Array<{ id: string, replacedBy: string | null, gone: boolean, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null }>, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null };

export type FiledFragment = { undoToken: string | null, done: number, failed: number, results: Array<{ id: string, replacedBy: string | null, gone: boolean, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null }>, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null };

export type SetFlagsMutationVariables = Exact<{
  ids: Array<string> | string;
  add: Array<SystemFlag> | SystemFlag;
  remove: Array<SystemFlag> | SystemFlag;
}>;


export type SetFlagsMutation = { setFlags: { done: number, failed: number, results: Array<{ id: string, replacedBy: string | null, gone: boolean, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null }>, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null } };

export type SetLabelsMutationVariables = Exact<{
  ids: Array<string> | string;
  add: Array<string> | string;
  remove: Array<string> | string;
}>;


export type SetLabelsMutation = { setLabels: { undoToken: string | null, done: number, failed: number, results: Array<{ id: string, replacedBy: string | null, gone: boolean, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null }>, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null } };

export type MarkJunkMutationVariables = Exact<{
  ids: Array<string> | string;
  junk: boolean;
}>;


export type MarkJunkMutation = { markJunk: { undoToken: string | null, done: number, failed: number, results: Array<{ id: string, replacedBy: string | null, gone: boolean, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null }>, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null } };

export type MoveMessagesMutationVariables = Exact<{
  ids: Array<string> | string;
  to: string;
}>;


export type MoveMessagesMutation = { moveMessages: { undoToken: string | null, done: number, failed: number, results: Array<{ id: string, replacedBy: string | null, gone: boolean, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null }>, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null } };

export type ArchiveMutationVariables = Exact<{
  ids: Array<string> | string;
}>;


export type ArchiveMutation = { archive: { undoToken: string | null, done: number, failed: number, results: Array<{ id: string, replacedBy: string | null, gone: boolean, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null }>, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null } };

export type TrashMutationVariables = Exact<{
  ids: Array<string> | string;
}>;


export type TrashMutation = { trash: { undoToken: string | null, done: number, failed: number, results: Array<{ id: string, replacedBy: string | null, gone: boolean, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null }>, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null } };

export type UndoMutationVariables = Exact<{
  token: string;
}>;


export type UndoMutation = { undo: { done: number, failed: number, results: Array<{ id: string, replacedBy: string | null, gone: boolean, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null }>, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null } };

export type EventsSubscriptionVariables = Exact<{
  mailboxIds?: Array<string> | string | null | undefined;
  since?: string | null | undefined;
}>;


export type EventsSubscription = { events: { kind: EventKind, at: string, token: string, accountId: string, mailboxId: string | null, messageIds: Array<string>, connected: boolean | null } };

export type EventTimeFragment = { instant: string | null, local: string, timeZone: string | null };

export type LabelledFragment = { label: string | null, value: string };

export type MessageCardsQueryVariables = Exact<{
  id: string;
}>;


export type MessageCardsQuery = { node:
    | { __typename: 'Account' }
    | { __typename: 'Attachment' }
    | { __typename: 'Draft' }
    | { __typename: 'ImageSource' }
    | { __typename: 'Label' }
    | { __typename: 'Mailbox' }
    | { __typename: 'Message', id: string, invitation: { method: InvitationMethod, uid: string, sequence: number, cancelled: boolean, summary: string | null, location: string | null, comment: string | null, allDay: boolean, attendeeCount: number, myStatus: Participation | null, joinUrl: string | null, pageUrl: string | null, moreEvents: number, icsUrl: string, occurrence: { instant: string | null, local: string, timeZone: string | null } | null, start: { instant: string | null, local: string, timeZone: string | null } | null, end: { instant: string | null, local: string, timeZone: string | null } | null, recurrence: { frequency: Frequency, interval: number, monthDays: Array<number>, months: Array<number>, count: number | null, until: string | null, complete: boolean, days: Array<{ day: Weekday, nth: number | null }> } | null, organizer: { name: string | null, address: string | null, display: string } | null, attendees: Array<{ status: Participation, role: AttendeeRole, kind: AttendeeKind, isMe: boolean, address: { name: string | null, address: string | null, display: string } }> } | null, contacts: Array<{ name: string, organization: string | null, title: string | null, birthday: string | null, note: string | null, photoUrl: string | null, phones: Array<{ label: string | null, value: string }>, emails: Array<{ label: string | null, value: string }>, addresses: Array<{ label: string | null, value: string }>, urls: Array<{ label: string | null, value: string }>, file: { id: string, filename: string, url: string } }>, deliveryReport: { reportingServer: string | null, recipientCount: number, originalSubject: string | null, recipients: Array<{ address: string | null, finalAddress: string | null, action: DeliveryAction, status: string | null, reason: DeliveryReason, serverText: string | null, remoteServer: string | null, retryUntil: string | null }> } | null, readReceipt: { disposition: Disposition, automatic: boolean, recipient: string | null, originalSubject: string | null } | null, receiptRequestedBy: Array<{ name: string | null, address: string | null, display: string }>, mailingList: { name: string | null, oneClick: boolean, unsubscribeHost: string | null, unsubscribeUrl: string | null, unsubscribeMailto: string | null } | null }
    | { __typename: 'Session' }
    | { __typename: 'Submission' }
    | { __typename: 'Token' }
    | { __typename: 'Viewer' }
   | null };

export type InvitationNewerQueryVariables = Exact<{
  id: string;
}>;


export type InvitationNewerQuery = { node:
    | { __typename: 'Account' }
    | { __typename: 'Attachment' }
    | { __typename: 'Draft' }
    | { __typename: 'ImageSource' }
    | { __typename: 'Label' }
    | { __typename: 'Mailbox' }
    | { __typename: 'Message', id: string, invitation: { newer: { cancelled: boolean, message: { id: string } } | null } | null }
    | { __typename: 'Session' }
    | { __typename: 'Submission' }
    | { __typename: 'Token' }
    | { __typename: 'Viewer' }
   | null };

export type ReportOriginalQueryVariables = Exact<{
  id: string;
}>;


export type ReportOriginalQuery = { node:
    | { __typename: 'Account' }
    | { __typename: 'Attachment' }
    | { __typename: 'Draft' }
    | { __typename: 'ImageSource' }
    | { __typename: 'Label' }
    | { __typename: 'Mailbox' }
    | { __typename: 'Message', id: string, deliveryReport: { original: { id: string, subject: string | null, mailbox: { id: string } | null } | null } | null, readReceipt: { original: { id: string, subject: string | null, mailbox: { id: string } | null } | null } | null }
    | { __typename: 'Session' }
    | { __typename: 'Submission' }
    | { __typename: 'Token' }
    | { __typename: 'Viewer' }
   | null };

export type OriginalFragment = { id: string, subject: string | null, mailbox: { id: string } | null };

export type UnsubscribeMutationVariables = Exact<{
  id: string;
}>;


export type UnsubscribeMutation = { unsubscribe: { outcome: UnsubscribeOutcome | null, host: string | null, status: number | null, problem: { message: string } | null } };

export type ReplyTemplateQueryVariables = Exact<{
  id: string;
  mode: ReplyMode;
}>;


export type ReplyTemplateQuery = { node:
    | { __typename: 'Account' }
    | { __typename: 'Attachment' }
    | { __typename: 'Draft' }
    | { __typename: 'ImageSource' }
    | { __typename: 'Label' }
    | { __typename: 'Mailbox' }
    | { __typename: 'Message', id: string, account: { id: string }, replyTemplate: { subject: string, text: string, to: Array<{ name: string | null, address: string | null, display: string }>, cc: Array<{ name: string | null, address: string | null, display: string }>, attachments: Array<{ id: string, filename: string, contentType: string, size: number, url: string }> } }
    | { __typename: 'Session' }
    | { __typename: 'Submission' }
    | { __typename: 'Token' }
    | { __typename: 'Viewer' }
   | null };

export type StoredDraftFragment = { id: string, attachments: Array<{ id: string, filename: string, contentType: string, size: number, url: string }> };

export type DraftOfQueryVariables = Exact<{
  id: string;
}>;


export type DraftOfQuery = { node:
    | { __typename: 'Account' }
    | { __typename: 'Attachment' }
    | { __typename: 'Draft' }
    | { __typename: 'ImageSource' }
    | { __typename: 'Label' }
    | { __typename: 'Mailbox' }
    | { __typename: 'Message', id: string, account: { id: string }, draft: { subject: string, text: string, id: string, to: Array<{ name: string | null, address: string | null, display: string }>, cc: Array<{ name: string | null, address: string | null, display: string }>, bcc: Array<{ name: string | null, address: string | null, display: string }>, inReplyTo: { id: string } | null, forwardOf: { id: string } | null, attachments: Array<{ id: string, filename: string, contentType: string, size: number, url: string }> } | null }
    | { __typename: 'Session' }
    | { __typename: 'Submission' }
    | { __typename: 'Token' }
    | { __typename: 'Viewer' }
   | null };

export type SaveDraftMutationVariables = Exact<{
  input: DraftInput;
}>;


export type SaveDraftMutation = { saveDraft: { draft: { id: string, attachments: Array<{ id: string, filename: string, contentType: string, size: number, url: string }> } | null, problem: { path: Array<string> | null, code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null } };

export type DiscardDraftMutationVariables = Exact<{
  id: string;
}>;


export type DiscardDraftMutation = { discardDraft: { deletedId: string | null, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null } };

export type OutcomeFragment = { id: string, status: SubmissionStatus, recipients: Array<{ address: string, status: SubmissionStatus, smtpReply: string | null }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null };

export type SendMutationVariables = Exact<{
  input: DraftInput;
  key: string;
}>;


export type SendMutation = { send: { submission: { id: string, status: SubmissionStatus, recipients: Array<{ address: string, status: SubmissionStatus, smtpReply: string | null }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null } | null, problem: { path: Array<string> | null, code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null } };

export type SubmissionOutcomeQueryVariables = Exact<{
  id: string;
}>;


export type SubmissionOutcomeQuery = { node:
    | { __typename: 'Account' }
    | { __typename: 'Attachment' }
    | { __typename: 'Draft' }
    | { __typename: 'ImageSource' }
    | { __typename: 'Label' }
    | { __typename: 'Mailbox' }
    | { __typename: 'Message' }
    | { __typename: 'Session' }
    | { __typename: 'Submission', id: string, status: SubmissionStatus, recipients: Array<{ address: string, status: SubmissionStatus, smtpReply: string | null }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null }
    | { __typename: 'Token' }
    | { __typename: 'Viewer' }
   | null };

export type ImageSourceRowFragment = { id: string, kind: ImageSourceKind, name: string | null };

export type ImageSourcesQueryVariables = Exact<{ [key: string]: never; }>;


export type ImageSourcesQuery = { viewer: { id: string, imageSources: Array<{ id: string, kind: ImageSourceKind, name: string | null }> } };

export type AllowImagesMutationVariables = Exact<{
  kind: ImageSourceKind;
  messageId?: string | null | undefined;
}>;


export type AllowImagesMutation = { allowRemoteImages: { source: { id: string, kind: ImageSourceKind, name: string | null } | null, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null } };

export type RevokeImagesMutationVariables = Exact<{
  id: string;
}>;


export type RevokeImagesMutation = { revokeRemoteImages: { deletedId: string | null, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null } };

export type PersonFragment = { name: string | null, address: string | null, display: string };

export type MailboxRowFragment = { id: string, name: string, path: Array<string>, role: MailboxRole | null, namespace: MailboxNamespace, owner: string | null, origin: StateOrigin, selectable: boolean, subscribed: boolean, total: number, unread: number };

export type RightsFragment = { read: boolean, setSeen: boolean, setFlags: boolean, insert: boolean, remove: boolean, createChild: boolean, rename: boolean, delete: boolean };

export type LabelChipFragment = { id: string, name: string, keyword: string, color: string | null };

export type MessageRowFragment = { id: string, subject: string | null, sentAt: string | null, receivedAt: string, size: number, flags: Array<SystemFlag>, hasAttachments: boolean, availability: Availability, documentUrl: string, from: Array<{ name: string | null, address: string | null, display: string }>, to: Array<{ name: string | null, address: string | null, display: string }>, labels: Array<{ id: string, name: string, keyword: string, color: string | null }> };

export type PageFragment = { total: number | null, sortedBy: SortKey, ascending: boolean, position: number | null, state: string | null, edges: Array<{ cursor: string, node: { id: string, subject: string | null, sentAt: string | null, receivedAt: string, size: number, flags: Array<SystemFlag>, hasAttachments: boolean, availability: Availability, documentUrl: string, from: Array<{ name: string | null, address: string | null, display: string }>, to: Array<{ name: string | null, address: string | null, display: string }>, labels: Array<{ id: string, name: string, keyword: string, color: string | null }> } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean } };

export type StartQueryVariables = Exact<{
  first: number;
}>;


export type StartQuery = { viewer: { id: string, accounts: Array<{ id: string, name: string, address: string, protocol: Protocol, stateOrigin: StateOrigin, labels: Array<{ id: string, name: string, keyword: string, color: string | null }>, mailboxes: Array<{ id: string, name: string, path: Array<string>, role: MailboxRole | null, namespace: MailboxNamespace, owner: string | null, origin: StateOrigin, selectable: boolean, subscribed: boolean, total: number, unread: number }>, inbox: { id: string, messages: { total: number | null, sortedBy: SortKey, ascending: boolean, position: number | null, state: string | null, edges: Array<{ cursor: string, node: { id: string, subject: string | null, sentAt: string | null, receivedAt: string, size: number, flags: Array<SystemFlag>, hasAttachments: boolean, availability: Availability, documentUrl: string, from: Array<{ name: string | null, address: string | null, display: string }>, to: Array<{ name: string | null, address: string | null, display: string }>, labels: Array<{ id: string, name: string, keyword: string, color: string | null }> } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean } } } | null }> } };

export type FoldersQueryVariables = Exact<{ [key: string]: never; }>;


export type FoldersQuery = { viewer: { id: string, accounts: Array<{ id: string, name: string, address: string, protocol: Protocol, stateOrigin: StateOrigin, labels: Array<{ id: string, name: string, keyword: string, color: string | null }>, mailboxes: Array<{ id: string, name: string, path: Array<string>, role: MailboxRole | null, namespace: MailboxNamespace, owner: string | null, origin: StateOrigin, selectable: boolean, subscribed: boolean, total: number, unread: number }> }> } };

export type ListQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  offset?: number | null | undefined;
  filter?: MessageFilter | null | undefined;
  sort?: MessageSort | null | undefined;
}>;


export type ListQuery = { node:
    | { __typename: 'Account' }
    | { __typename: 'Attachment' }
    | { __typename: 'Draft' }
    | { __typename: 'ImageSource' }
    | { __typename: 'Label' }
    | { __typename: 'Mailbox', id: string, name: string, path: Array<string>, role: MailboxRole | null, namespace: MailboxNamespace, owner: string | null, origin: StateOrigin, selectable: boolean, subscribed: boolean, total: number, unread: number, rights: { read: boolean, setSeen: boolean, setFlags: boolean, insert: boolean, remove: boolean, createChild: boolean, rename: boolean, delete: boolean } | null, messages: { total: number | null, sortedBy: SortKey, ascending: boolean, position: number | null, state: string | null, edges: Array<{ cursor: string, node: { id: string, subject: string | null, sentAt: string | null, receivedAt: string, size: number, flags: Array<SystemFlag>, hasAttachments: boolean, availability: Availability, documentUrl: string, from: Array<{ name: string | null, address: string | null, display: string }>, to: Array<{ name: string | null, address: string | null, display: string }>, labels: Array<{ id: string, name: string, keyword: string, color: string | null }> } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean } } }
    | { __typename: 'Message' }
    | { __typename: 'Session' }
    | { __typename: 'Submission' }
    | { __typename: 'Token' }
    | { __typename: 'Viewer' }
   | null };

export type RowsQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type RowsQuery = { nodes: Array<
    | { __typename: 'Account' }
    | { __typename: 'Attachment' }
    | { __typename: 'Draft' }
    | { __typename: 'ImageSource' }
    | { __typename: 'Label' }
    | { __typename: 'Mailbox' }
    | { __typename: 'Message', id: string, subject: string | null, sentAt: string | null, receivedAt: string, size: number, flags: Array<SystemFlag>, hasAttachments: boolean, availability: Availability, documentUrl: string, from: Array<{ name: string | null, address: string | null, display: string }>, to: Array<{ name: string | null, address: string | null, display: string }>, labels: Array<{ id: string, name: string, keyword: string, color: string | null }> }
    | { __typename: 'Session' }
    | { __typename: 'Submission' }
    | { __typename: 'Token' }
    | { __typename: 'Viewer' }
   | null> };

export type PreviewsQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type PreviewsQuery = { nodes: Array<
    | { __typename: 'Account' }
    | { __typename: 'Attachment' }
    | { __typename: 'Draft' }
    | { __typename: 'ImageSource' }
    | { __typename: 'Label' }
    | { __typename: 'Mailbox' }
    | { __typename: 'Message', id: string, preview: string | null, availability: Availability }
    | { __typename: 'Session' }
    | { __typename: 'Submission' }
    | { __typename: 'Token' }
    | { __typename: 'Viewer' }
   | null> };

export type PatchFragment = { removed: Array<string>, resultState: string, total: number | null, mustRefetch: boolean, inserted: Array<{ afterId: string | null, cursor: string, node: { id: string, subject: string | null, sentAt: string | null, receivedAt: string, size: number, flags: Array<SystemFlag>, hasAttachments: boolean, availability: Availability, documentUrl: string, from: Array<{ name: string | null, address: string | null, display: string }>, to: Array<{ name: string | null, address: string | null, display: string }>, labels: Array<{ id: string, name: string, keyword: string, color: string | null }> } }>, changed: Array<{ id: string, subject: string | null, sentAt: string | null, receivedAt: string, size: number, flags: Array<SystemFlag>, hasAttachments: boolean, availability: Availability, documentUrl: string, from: Array<{ name: string | null, address: string | null, display: string }>, to: Array<{ name: string | null, address: string | null, display: string }>, labels: Array<{ id: string, name: string, keyword: string, color: string | null }> }> };

export type PatchesQueryVariables = Exact<{
  state: string;
  first: number;
}>;


export type PatchesQuery = { resultChanges: { removed: Array<string>, resultState: string, total: number | null, mustRefetch: boolean, inserted: Array<{ afterId: string | null, cursor: string, node: { id: string, subject: string | null, sentAt: string | null, receivedAt: string, size: number, flags: Array<SystemFlag>, hasAttachments: boolean, availability: Availability, documentUrl: string, from: Array<{ name: string | null, address: string | null, display: string }>, to: Array<{ name: string | null, address: string | null, display: string }>, labels: Array<{ id: string, name: string, keyword: string, color: string | null }> } }>, changed: Array<{ id: string, subject: string | null, sentAt: string | null, receivedAt: string, size: number, flags: Array<SystemFlag>, hasAttachments: boolean, availability: Availability, documentUrl: string, from: Array<{ name: string | null, address: string | null, display: string }>, to: Array<{ name: string | null, address: string | null, display: string }>, labels: Array<{ id: string, name: string, keyword: string, color: string | null }> }> } };

export type RefreshAccountMutationVariables = Exact<{
  id: string;
}>;


export type RefreshAccountMutation = { refreshAccount: { problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null } };

export type CreateMailboxMutationVariables = Exact<{
  input: CreateMailboxInput;
}>;


export type CreateMailboxMutation = { createMailbox: { mailbox: { id: string, name: string, path: Array<string>, role: MailboxRole | null, namespace: MailboxNamespace, owner: string | null, origin: StateOrigin, selectable: boolean, subscribed: boolean, total: number, unread: number } | null, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null } };

export type UpdateMailboxMutationVariables = Exact<{
  input: UpdateMailboxInput;
}>;


export type UpdateMailboxMutation = { updateMailbox: { mailbox: { id: string, name: string, path: Array<string>, role: MailboxRole | null, namespace: MailboxNamespace, owner: string | null, origin: StateOrigin, selectable: boolean, subscribed: boolean, total: number, unread: number } | null, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null } };

export type EmptyMailboxMutationVariables = Exact<{
  id: string;
}>;


export type EmptyMailboxMutation = { emptyMailbox: { done: number | null, hasMore: boolean | null, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null } };

export type MailboxRightsQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type MailboxRightsQuery = { nodes: Array<
    | { __typename: 'Account' }
    | { __typename: 'Attachment' }
    | { __typename: 'Draft' }
    | { __typename: 'ImageSource' }
    | { __typename: 'Label' }
    | { __typename: 'Mailbox', id: string, rights: { read: boolean, setSeen: boolean, setFlags: boolean, insert: boolean, remove: boolean, createChild: boolean, rename: boolean, delete: boolean } | null }
    | { __typename: 'Message' }
    | { __typename: 'Session' }
    | { __typename: 'Submission' }
    | { __typename: 'Token' }
    | { __typename: 'Viewer' }
   | null> };

export type DeleteMailboxMutationVariables = Exact<{
  id: string;
  withMessages: boolean;
}>;


export type DeleteMailboxMutation = { deleteMailbox: { deletedId: string | null, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null } };

export type FileFragment = { id: string, filename: string, contentType: string, size: number, url: string };

export type ShownFileFragment = { thumbnailUrl: string | null, note: string | null, id: string, filename: string, contentType: string, size: number, url: string, preview: { kind: PreviewKind, url: string } | null };

export type AttachedMessageQueryVariables = Exact<{
  id: string;
}>;


export type AttachedMessageQuery = { node:
    | { __typename: 'Account' }
    | { __typename: 'Attachment', id: string, message: { subject: string | null, sentAt: string | null, attachmentsUrl: string | null, from: Array<{ name: string | null, address: string | null, display: string }>, to: Array<{ name: string | null, address: string | null, display: string }>, attachments: Array<{ thumbnailUrl: string | null, note: string | null, id: string, filename: string, contentType: string, size: number, url: string, preview: { kind: PreviewKind, url: string } | null }> } | null }
    | { __typename: 'Draft' }
    | { __typename: 'ImageSource' }
    | { __typename: 'Label' }
    | { __typename: 'Mailbox' }
    | { __typename: 'Message' }
    | { __typename: 'Session' }
    | { __typename: 'Submission' }
    | { __typename: 'Token' }
    | { __typename: 'Viewer' }
   | null };

export type MessageHeadFragment = { messageId: string | null, stateOrigin: StateOrigin, rawUrl: string, attachmentsUrl: string | null, id: string, subject: string | null, sentAt: string | null, receivedAt: string, size: number, flags: Array<SystemFlag>, hasAttachments: boolean, availability: Availability, documentUrl: string, sender: Array<{ name: string | null, address: string | null, display: string }>, cc: Array<{ name: string | null, address: string | null, display: string }>, bcc: Array<{ name: string | null, address: string | null, display: string }>, replyTo: Array<{ name: string | null, address: string | null, display: string }>, account: { id: string }, mailbox: { id: string, name: string, role: MailboxRole | null } | null, attachments: Array<{ thumbnailUrl: string | null, note: string | null, id: string, filename: string, contentType: string, size: number, url: string, preview: { kind: PreviewKind, url: string } | null }>, from: Array<{ name: string | null, address: string | null, display: string }>, to: Array<{ name: string | null, address: string | null, display: string }>, labels: Array<{ id: string, name: string, keyword: string, color: string | null }> };

export type MessageQueryVariables = Exact<{
  id: string;
}>;


export type MessageQuery = { node:
    | { __typename: 'Account' }
    | { __typename: 'Attachment' }
    | { __typename: 'Draft' }
    | { __typename: 'ImageSource' }
    | { __typename: 'Label' }
    | { __typename: 'Mailbox' }
    | { __typename: 'Message', messageId: string | null, stateOrigin: StateOrigin, rawUrl: string, attachmentsUrl: string | null, id: string, subject: string | null, sentAt: string | null, receivedAt: string, size: number, flags: Array<SystemFlag>, hasAttachments: boolean, availability: Availability, documentUrl: string, sender: Array<{ name: string | null, address: string | null, display: string }>, cc: Array<{ name: string | null, address: string | null, display: string }>, bcc: Array<{ name: string | null, address: string | null, display: string }>, replyTo: Array<{ name: string | null, address: string | null, display: string }>, account: { id: string }, mailbox: { id: string, name: string, role: MailboxRole | null } | null, attachments: Array<{ thumbnailUrl: string | null, note: string | null, id: string, filename: string, contentType: string, size: number, url: string, preview: { kind: PreviewKind, url: string } | null }>, from: Array<{ name: string | null, address: string | null, display: string }>, to: Array<{ name: string | null, address: string | null, display: string }>, labels: Array<{ id: string, name: string, keyword: string, color: string | null }> }
    | { __typename: 'Session' }
    | { __typename: 'Submission' }
    | { __typename: 'Token' }
    | { __typename: 'Viewer' }
   | null };

export type MessageNotesQueryVariables = Exact<{
  id: string;
}>;


export type MessageNotesQuery = { node:
    | { __typename: 'Account' }
    | { __typename: 'Attachment' }
    | { __typename: 'Draft' }
    | { __typename: 'ImageSource' }
    | { __typename: 'Label' }
    | { __typename: 'Mailbox' }
    | { __typename: 'Message', id: string, remoteImages: { state: RemoteImagesState, documentUrl: string | null, sender: string | null, domain: string | null }, body: { truncated: boolean, blockedRemote: number, trackers: Array<string>, note: string | null } }
    | { __typename: 'Session' }
    | { __typename: 'Submission' }
    | { __typename: 'Token' }
    | { __typename: 'Viewer' }
   | null };

export type SessionRowFragment = { id: string, device: string | null, createdAt: string, lastSeenAt: string, current: boolean };

export type TokenRowFragment = { id: string, name: string, scopes: Array<Scope>, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, accounts: Array<{ id: string, address: string }> };

export type SettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type SettingsQuery = { viewer: { id: string, accounts: Array<{ id: string, name: string, address: string, protocol: Protocol, stateOrigin: StateOrigin }>, sessions: Array<{ id: string, device: string | null, createdAt: string, lastSeenAt: string, current: boolean }>, tokens: Array<{ id: string, name: string, scopes: Array<Scope>, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, accounts: Array<{ id: string, address: string }> }> } };

export type QuotasQueryVariables = Exact<{ [key: string]: never; }>;


export type QuotasQuery = { viewer: { id: string, accounts: Array<{ id: string, quota: Array<{ resource: QuotaResource, used: number, limit: number }> }> } };

export type CreateTokenMutationVariables = Exact<{
  input: TokenInput;
}>;


export type CreateTokenMutation = { createToken: { secret: string | null, token: { id: string, name: string, scopes: Array<Scope>, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, accounts: Array<{ id: string, address: string }> } | null, problem: { path: Array<string> | null, code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null } };

export type RevokeTokenMutationVariables = Exact<{
  id: string;
}>;


export type RevokeTokenMutation = { revokeToken: { deletedId: string | null, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null } };

export type RevokeSessionMutationVariables = Exact<{
  id: string;
}>;


export type RevokeSessionMutation = { revokeSession: { deletedId: string | null, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null } };

export type CreateRecoveryCodeMutationVariables = Exact<{ [key: string]: never; }>;


export type CreateRecoveryCodeMutation = { createRecoveryCode: { code: string | null, problem: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, serverText: string | null } | null } };

export type WarningFragment = { kind: TrustWarningKind, level: TrustWarningLevel, claimed: string | null, actual: string | null };

export type MessageTrustQueryVariables = Exact<{
  id: string;
}>;


export type MessageTrustQuery = { node:
    | { __typename: 'Account' }
    | { __typename: 'Attachment' }
    | { __typename: 'Draft' }
    | { __typename: 'ImageSource' }
    | { __typename: 'Label' }
    | { __typename: 'Mailbox' }
    | { __typename: 'Message', id: string, trust: { assertedBy: string | null, spf: AuthVerdict | null, dkim: AuthVerdict | null, dmarc: AuthVerdict | null, confirmedDomain: string | null, via: string | null, warnings: Array<{ kind: TrustWarningKind, level: TrustWarningLevel, claimed: string | null, actual: string | null }> }, linkWarnings: Array<{ kind: TrustWarningKind, level: TrustWarningLevel, claimed: string | null, actual: string | null }>, protection: { format: ProtectionFormat, signed: boolean, encrypted: boolean } | null }
    | { __typename: 'Session' }
    | { __typename: 'Submission' }
    | { __typename: 'Token' }
    | { __typename: 'Viewer' }
   | null };

export type MessageFieldsQueryVariables = Exact<{
  id: string;
}>;


export type MessageFieldsQuery = { node:
    | { __typename: 'Account' }
    | { __typename: 'Attachment' }
    | { __typename: 'Draft' }
    | { __typename: 'ImageSource' }
    | { __typename: 'Label' }
    | { __typename: 'Mailbox' }
    | { __typename: 'Message', id: string, headers: Array<{ name: string, value: string }> }
    | { __typename: 'Session' }
    | { __typename: 'Submission' }
    | { __typename: 'Token' }
    | { __typename: 'Viewer' }
   | null };

export type FindMessageQueryVariables = Exact<{
  accountId: string;
  messageId: string;
}>;


export type FindMessageQuery = { messageByMessageId: { id: string, mailbox: { id: string } | null } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const TroubleFragmentDoc = new TypedDocumentString(`
    fragment Trouble on Problem {
  code
  message
  retryable
  retryAfterMs
  serverText
}
    `, {"fragmentName":"Trouble"}) as unknown as TypedDocumentString<TroubleFragment, unknown>;
export const BulkFragmentDoc = new TypedDocumentString(`
    fragment Bulk on BulkPayload {
  done
  failed
  results {
    id
    replacedBy
    gone
    problem {
      ...Trouble
    }
  }
  problem {
    ...Trouble
  }
}
    fragment Trouble on Problem {
  code
  message
  retryable
  retryAfterMs
  serverText
}`, {"fragmentName":"Bulk"}) as unknown as TypedDocumentString<BulkFragment, unknown>;
export const FiledFragmentDoc = new TypedDocumentString(`
    fragment Filed on BulkPayload {
  ...Bulk
  undoToken
}
    fragment Trouble on Problem {
  code
  message
  retryable
  retryAfterMs
  serverText
}
fragment Bulk on BulkPayload {
  done
  failed
  results {
    id
    replacedBy
    gone
    problem {
      ...Trouble
    }
  }
  problem {
    ...Trouble
  }
}`, {"fragmentName":"Filed"}) as unknown as TypedDocumentString<FiledFragment, unknown>;
export const EventTimeFragmentDoc = new TypedDocumentString(`
    fragment EventTime on EventTime {
  instant
  local
  timeZone
}
    `, {"fragmentName":"EventTime"}) as unknown as TypedDocumentString<EventTimeFragment, unknown>;
export const LabelledFragmentDoc = new TypedDocumentString(`
    fragment Labelled on ContactValue {
  label
  value
}
    `, {"fragmentName":"Labelled"}) as unknown as TypedDocumentString<LabelledFragment, unknown>;
export const OriginalFragmentDoc = new TypedDocumentString(`
    fragment Original on Message {
  id
  subject
  mailbox {
    id
  }
}
    `, {"fragmentName":"Original"}) as unknown as TypedDocumentString<OriginalFragment, unknown>;
export const FileFragmentDoc = new TypedDocumentString(`
    fragment File on Attachment {
  id
  filename
  contentType
  size
  url
}
    `, {"fragmentName":"File"}) as unknown as TypedDocumentString<FileFragment, unknown>;
export const StoredDraftFragmentDoc = new TypedDocumentString(`
    fragment StoredDraft on Draft {
  id
  attachments {
    ...File
  }
}
    fragment File on Attachment {
  id
  filename
  contentType
  size
  url
}`, {"fragmentName":"StoredDraft"}) as unknown as TypedDocumentString<StoredDraftFragment, unknown>;
export const OutcomeFragmentDoc = new TypedDocumentString(`
    fragment Outcome on Submission {
  id
  status
  recipients {
    address
    status
    smtpReply
  }
  error {
    ...Trouble
  }
}
    fragment Trouble on Problem {
  code
  message
  retryable
  retryAfterMs
  serverText
}`, {"fragmentName":"Outcome"}) as unknown as TypedDocumentString<OutcomeFragment, unknown>;
export const ImageSourceRowFragmentDoc = new TypedDocumentString(`
    fragment ImageSourceRow on ImageSource {
  id
  kind
  name
}
    `, {"fragmentName":"ImageSourceRow"}) as unknown as TypedDocumentString<ImageSourceRowFragment, unknown>;
export const MailboxRowFragmentDoc = new TypedDocumentString(`
    fragment MailboxRow on Mailbox {
  id
  name
  path
  role
  namespace
  owner
  origin
  selectable
  subscribed
  total
  unread
}
    `, {"fragmentName":"MailboxRow"}) as unknown as TypedDocumentString<MailboxRowFragment, unknown>;
export const RightsFragmentDoc = new TypedDocumentString(`
    fragment Rights on MailboxRights {
  read
  setSeen
  setFlags
  insert
  remove
  createChild
  rename
  delete
}
    `, {"fragmentName":"Rights"}) as unknown as TypedDocumentString<RightsFragment, unknown>;
export const LabelChipFragmentDoc = new TypedDocumentString(`
    fragment LabelChip on Label {
  id
  name
  keyword
  color
}
    `, {"fragmentName":"LabelChip"}) as unknown as TypedDocumentString<LabelChipFragment, unknown>;
export const MessageRowFragmentDoc = new TypedDocumentString(`
    "How the text begins is asked for apart (Previews), since that may take the mail server longer."
fragment MessageRow on Message {
  id
  subject
  from {
    name
    address
    display
  }
  to {
    name
    address
    display
  }
  sentAt
  receivedAt
  size
  flags
  labels {
    ...LabelChip
  }
  hasAttachments
  availability
  documentUrl
}
    fragment LabelChip on Label {
  id
  name
  keyword
  color
}`, {"fragmentName":"MessageRow"}) as unknown as TypedDocumentString<MessageRowFragment, unknown>;
export const PageFragmentDoc = new TypedDocumentString(`
    fragment Page on MessageConnection {
  edges {
    cursor
    node {
      ...MessageRow
    }
  }
  pageInfo {
    hasNextPage
    hasPreviousPage
  }
  total
  sortedBy
  ascending
  position
  state
}
    fragment LabelChip on Label {
  id
  name
  keyword
  color
}
"How the text begins is asked for apart (Previews), since that may take the mail server longer."
fragment MessageRow on Message {
  id
  subject
  from {
    name
    address
    display
  }
  to {
    name
    address
    display
  }
  sentAt
  receivedAt
  size
  flags
  labels {
    ...LabelChip
  }
  hasAttachments
  availability
  documentUrl
}`, {"fragmentName":"Page"}) as unknown as TypedDocumentString<PageFragment, unknown>;
export const PatchFragmentDoc = new TypedDocumentString(`
    fragment Patch on ResultPatch {
  inserted {
    afterId
    cursor
    node {
      ...MessageRow
    }
  }
  removed
  changed {
    ...MessageRow
  }
  resultState
  total
  mustRefetch
}
    fragment LabelChip on Label {
  id
  name
  keyword
  color
}
"How the text begins is asked for apart (Previews), since that may take the mail server longer."
fragment MessageRow on Message {
  id
  subject
  from {
    name
    address
    display
  }
  to {
    name
    address
    display
  }
  sentAt
  receivedAt
  size
  flags
  labels {
    ...LabelChip
  }
  hasAttachments
  availability
  documentUrl
}`, {"fragmentName":"Patch"}) as unknown as TypedDocumentString<PatchFragment, unknown>;
export const PersonFragmentDoc = new TypedDocumentString(`
    fragment Person on Address {
  name
  address
  display
}
    `, {"fragmentName":"Person"}) as unknown as TypedDocumentString<PersonFragment, unknown>;
export const ShownFileFragmentDoc = new TypedDocumentString(`
    fragment ShownFile on Attachment {
  ...File
  thumbnailUrl
  note
  preview {
    kind
    url
  }
}
    fragment File on Attachment {
  id
  filename
  contentType
  size
  url
}`, {"fragmentName":"ShownFile"}) as unknown as TypedDocumentString<ShownFileFragment, unknown>;
export const MessageHeadFragmentDoc = new TypedDocumentString(`
    fragment MessageHead on Message {
  ...MessageRow
  sender {
    ...Person
  }
  cc {
    ...Person
  }
  bcc {
    ...Person
  }
  replyTo {
    ...Person
  }
  messageId
  stateOrigin
  rawUrl
  account {
    id
  }
  mailbox {
    id
    name
    role
  }
  attachments {
    ...ShownFile
  }
  attachmentsUrl
}
    fragment Person on Address {
  name
  address
  display
}
fragment LabelChip on Label {
  id
  name
  keyword
  color
}
"How the text begins is asked for apart (Previews), since that may take the mail server longer."
fragment MessageRow on Message {
  id
  subject
  from {
    name
    address
    display
  }
  to {
    name
    address
    display
  }
  sentAt
  receivedAt
  size
  flags
  labels {
    ...LabelChip
  }
  hasAttachments
  availability
  documentUrl
}
fragment File on Attachment {
  id
  filename
  contentType
  size
  url
}
fragment ShownFile on Attachment {
  ...File
  thumbnailUrl
  note
  preview {
    kind
    url
  }
}`, {"fragmentName":"MessageHead"}) as unknown as TypedDocumentString<MessageHeadFragment, unknown>;
export const SessionRowFragmentDoc = new TypedDocumentString(`
    fragment SessionRow on Session {
  id
  device
  createdAt
  lastSeenAt
  current
}
    `, {"fragmentName":"SessionRow"}) as unknown as TypedDocumentString<SessionRowFragment, unknown>;
export const TokenRowFragmentDoc = new TypedDocumentString(`
    fragment TokenRow on Token {
  id
  name
  scopes
  accounts {
    id
    address
  }
  createdAt
  lastUsedAt
  expiresAt
}
    `, {"fragmentName":"TokenRow"}) as unknown as TypedDocumentString<TokenRowFragment, unknown>;
export const WarningFragmentDoc = new TypedDocumentString(`
    fragment Warning on TrustWarning {
  kind
  level
  claimed
  actual
}
    `, {"fragmentName":"Warning"}) as unknown as TypedDocumentString<WarningFragment, unknown>;
export const SetFlagsDocument = new TypedDocumentString(`
    mutation SetFlags($ids: [ID!]!, $add: [SystemFlag!]!, $remove: [SystemFlag!]!) {
  setFlags(target: {messageIds: $ids}, add: $add, remove: $remove) {
    ...Bulk
  }
}
    fragment Trouble on Problem {
  code
  message
  retryable
  retryAfterMs
  serverText
}
fragment Bulk on BulkPayload {
  done
  failed
  results {
    id
    replacedBy
    gone
    problem {
      ...Trouble
    }
  }
  problem {
    ...Trouble
  }
}`) as unknown as TypedDocumentString<SetFlagsMutation, SetFlagsMutationVariables>;
export const SetLabelsDocument = new TypedDocumentString(`
    mutation SetLabels($ids: [ID!]!, $add: [ID!]!, $remove: [ID!]!) {
  setLabels(target: {messageIds: $ids}, add: $add, remove: $remove) {
    ...Filed
  }
}
    fragment Trouble on Problem {
  code
  message
  retryable
  retryAfterMs
  serverText
}
fragment Bulk on BulkPayload {
  done
  failed
  results {
    id
    replacedBy
    gone
    problem {
      ...Trouble
    }
  }
  problem {
    ...Trouble
  }
}
fragment Filed on BulkPayload {
  ...Bulk
  undoToken
}`) as unknown as TypedDocumentString<SetLabelsMutation, SetLabelsMutationVariables>;
export const MarkJunkDocument = new TypedDocumentString(`
    mutation MarkJunk($ids: [ID!]!, $junk: Boolean!) {
  markJunk(target: {messageIds: $ids}, junk: $junk) {
    ...Filed
  }
}
    fragment Trouble on Problem {
  code
  message
  retryable
  retryAfterMs
  serverText
}
fragment Bulk on BulkPayload {
  done
  failed
  results {
    id
    replacedBy
    gone
    problem {
      ...Trouble
    }
  }
  problem {
    ...Trouble
  }
}
fragment Filed on BulkPayload {
  ...Bulk
  undoToken
}`) as unknown as TypedDocumentString<MarkJunkMutation, MarkJunkMutationVariables>;
export const MoveMessagesDocument = new TypedDocumentString(`
    mutation MoveMessages($ids: [ID!]!, $to: ID!) {
  moveMessages(target: {messageIds: $ids}, to: $to) {
    ...Filed
  }
}
    fragment Trouble on Problem {
  code
  message
  retryable
  retryAfterMs
  serverText
}
fragment Bulk on BulkPayload {
  done
  failed
  results {
    id
    replacedBy
    gone
    problem {
      ...Trouble
    }
  }
  problem {
    ...Trouble
  }
}
fragment Filed on BulkPayload {
  ...Bulk
  undoToken
}`) as unknown as TypedDocumentString<MoveMessagesMutation, MoveMessagesMutationVariables>;
export const ArchiveDocument = new TypedDocumentString(`
    mutation Archive($ids: [ID!]!) {
  archive(target: {messageIds: $ids}) {
    ...Filed
  }
}
    fragment Trouble on Problem {
  code
  message
  retryable
  retryAfterMs
  serverText
}
fragment Bulk on BulkPayload {
  done
  failed
  results {
    id
    replacedBy
    gone
    problem {
      ...Trouble
    }
  }
  problem {
    ...Trouble
  }
}
fragment Filed on BulkPayload {
  ...Bulk
  undoToken
}`) as unknown as TypedDocumentString<ArchiveMutation, ArchiveMutationVariables>;
export const TrashDocument = new TypedDocumentString(`
    mutation Trash($ids: [ID!]!) {
  trash(target: {messageIds: $ids}) {
    ...Filed
  }
}
    fragment Trouble on Problem {
  code
  message
  retryable
  retryAfterMs
  serverText
}
fragment Bulk on BulkPayload {
  done
  failed
  results {
    id
    replacedBy
    gone
    problem {
      ...Trouble
    }
  }
  problem {
    ...Trouble
  }
}
fragment Filed on BulkPayload {
  ...Bulk
  undoToken
}`) as unknown as TypedDocumentString<TrashMutation, TrashMutationVariables>;
export const UndoDocument = new TypedDocumentString(`
    mutation Undo($token: String!) {
  undo(token: $token) {
    ...Bulk
  }
}
    fragment Trouble on Problem {
  code
  message
  retryable
  retryAfterMs
  serverText
}
fragment Bulk on BulkPayload {
  done
  failed
  results {
    id
    replacedBy
    gone
    problem {
      ...Trouble
    }
  }
  problem {
    ...Trouble
  }
}`) as unknown as TypedDocumentString<UndoMutation, UndoMutationVariables>;
export const EventsDocument = new TypedDocumentString(`
    subscription Events($mailboxIds: [ID!], $since: String) {
  events(mailboxIds: $mailboxIds, since: $since) {
    kind
    at
    token
    accountId
    mailboxId
    messageIds
    connected
  }
}
    `) as unknown as TypedDocumentString<EventsSubscription, EventsSubscriptionVariables>;
export const MessageCardsDocument = new TypedDocumentString(`
    "What a message brings besides its text; nearly always nothing of all this."
query MessageCards($id: ID!) {
  node(id: $id) {
    __typename
    ... on Message {
      id
      invitation {
        method
        uid
        sequence
        cancelled
        occurrence {
          ...EventTime
        }
        summary
        location
        comment
        start {
          ...EventTime
        }
        end {
          ...EventTime
        }
        allDay
        recurrence {
          frequency
          interval
          days {
            day
            nth
          }
          monthDays
          months
          count
          until
          complete
        }
        organizer {
          ...Person
        }
        attendees {
          address {
            ...Person
          }
          status
          role
          kind
          isMe
        }
        attendeeCount
        myStatus
        joinUrl
        pageUrl
        moreEvents
        icsUrl
      }
      contacts {
        name
        organization
        title
        phones {
          ...Labelled
        }
        emails {
          ...Labelled
        }
        addresses {
          ...Labelled
        }
        urls {
          ...Labelled
        }
        birthday
        note
        photoUrl
        file {
          id
          filename
          url
        }
      }
      deliveryReport {
        reportingServer
        recipientCount
        originalSubject
        recipients {
          address
          finalAddress
          action
          status
          reason
          serverText
          remoteServer
          retryUntil
        }
      }
      readReceipt {
        disposition
        automatic
        recipient
        originalSubject
      }
      receiptRequestedBy {
        ...Person
      }
      mailingList {
        name
        oneClick
        unsubscribeHost
        unsubscribeUrl
        unsubscribeMailto
      }
    }
  }
}
    fragment EventTime on EventTime {
  instant
  local
  timeZone
}
fragment Labelled on ContactValue {
  label
  value
}
fragment Person on Address {
  name
  address
  display
}`) as unknown as TypedDocumentString<MessageCardsQuery, MessageCardsQueryVariables>;
export const InvitationNewerDocument = new TypedDocumentString(`
    "Asked for when the rest is on the screen: the mail server has to search."
query InvitationNewer($id: ID!) {
  node(id: $id) {
    __typename
    ... on Message {
      id
      invitation {
        newer {
          cancelled
          message {
            id
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<InvitationNewerQuery, InvitationNewerQueryVariables>;
export const ReportOriginalDocument = new TypedDocumentString(`
    query ReportOriginal($id: ID!) {
  node(id: $id) {
    __typename
    ... on Message {
      id
      deliveryReport {
        original {
          ...Original
        }
      }
      readReceipt {
        original {
          ...Original
        }
      }
    }
  }
}
    fragment Original on Message {
  id
  subject
  mailbox {
    id
  }
}`) as unknown as TypedDocumentString<ReportOriginalQuery, ReportOriginalQueryVariables>;
export const UnsubscribeDocument = new TypedDocumentString(`
    mutation Unsubscribe($id: ID!) {
  unsubscribe(messageId: $id) {
    outcome
    host
    status
    problem {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<UnsubscribeMutation, UnsubscribeMutationVariables>;
export const ReplyTemplateDocument = new TypedDocumentString(`
    query ReplyTemplate($id: ID!, $mode: ReplyMode!) {
  node(id: $id) {
    __typename
    ... on Message {
      id
      account {
        id
      }
      replyTemplate(mode: $mode) {
        to {
          ...Person
        }
        cc {
          ...Person
        }
        subject
        text
        attachments {
          ...File
        }
      }
    }
  }
}
    fragment Person on Address {
  name
  address
  display
}
fragment File on Attachment {
  id
  filename
  contentType
  size
  url
}`) as unknown as TypedDocumentString<ReplyTemplateQuery, ReplyTemplateQueryVariables>;
export const DraftOfDocument = new TypedDocumentString(`
    query DraftOf($id: ID!) {
  node(id: $id) {
    __typename
    ... on Message {
      id
      account {
        id
      }
      draft {
        ...StoredDraft
        to {
          ...Person
        }
        cc {
          ...Person
        }
        bcc {
          ...Person
        }
        subject
        text
        inReplyTo {
          id
        }
        forwardOf {
          id
        }
      }
    }
  }
}
    fragment StoredDraft on Draft {
  id
  attachments {
    ...File
  }
}
fragment Person on Address {
  name
  address
  display
}
fragment File on Attachment {
  id
  filename
  contentType
  size
  url
}`) as unknown as TypedDocumentString<DraftOfQuery, DraftOfQueryVariables>;
export const SaveDraftDocument = new TypedDocumentString(`
    mutation SaveDraft($input: DraftInput!) {
  saveDraft(input: $input) {
    draft {
      ...StoredDraft
    }
    problem {
      ...Trouble
      path
    }
  }
}
    fragment Trouble on Problem {
  code
  message
  retryable
  retryAfterMs
  serverText
}
fragment StoredDraft on Draft {
  id
  attachments {
    ...File
  }
}
fragment File on Attachment {
  id
  filename
  contentType
  size
  url
}`) as unknown as TypedDocumentString<SaveDraftMutation, SaveDraftMutationVariables>;
export const DiscardDraftDocument = new TypedDocumentString(`
    mutation DiscardDraft($id: ID!) {
  discardDraft(id: $id) {
    deletedId
    problem {
      ...Trouble
    }
  }
}
    fragment Trouble on Problem {
  code
  message
  retryable
  retryAfterMs
  serverText
}`) as unknown as TypedDocumentString<DiscardDraftMutation, DiscardDraftMutationVariables>;
export const SendDocument = new TypedDocumentString(`
    mutation Send($input: DraftInput!, $key: String!) {
  send(input: $input, idempotencyKey: $key) {
    submission {
      ...Outcome
    }
    problem {
      ...Trouble
      path
    }
  }
}
    fragment Trouble on Problem {
  code
  message
  retryable
  retryAfterMs
  serverText
}
fragment Outcome on Submission {
  id
  status
  recipients {
    address
    status
    smtpReply
  }
  error {
    ...Trouble
  }
}`) as unknown as TypedDocumentString<SendMutation, SendMutationVariables>;
export const SubmissionOutcomeDocument = new TypedDocumentString(`
    query SubmissionOutcome($id: ID!) {
  node(id: $id) {
    __typename
    ...Outcome
  }
}
    fragment Trouble on Problem {
  code
  message
  retryable
  retryAfterMs
  serverText
}
fragment Outcome on Submission {
  id
  status
  recipients {
    address
    status
    smtpReply
  }
  error {
    ...Trouble
  }
}`) as unknown as TypedDocumentString<SubmissionOutcomeQuery, SubmissionOutcomeQueryVariables>;
export const ImageSourcesDocument = new TypedDocumentString(`
    query ImageSources {
  viewer {
    id
    imageSources {
      ...ImageSourceRow
    }
  }
}
    fragment ImageSourceRow on ImageSource {
  id
  kind
  name
}`) as unknown as TypedDocumentString<ImageSourcesQuery, ImageSourcesQueryVariables>;
export const AllowImagesDocument = new TypedDocumentString(`
    mutation AllowImages($kind: ImageSourceKind!, $messageId: ID) {
  allowRemoteImages(kind: $kind, messageId: $messageId) {
    source {
      ...ImageSourceRow
    }
    problem {
      ...Trouble
    }
  }
}
    fragment Trouble on Problem {
  code
  message
  retryable
  retryAfterMs
  serverText
}
fragment ImageSourceRow on ImageSource {
  id
  kind
  name
}`) as unknown as TypedDocumentString<AllowImagesMutation, AllowImagesMutationVariables>;
export const RevokeImagesDocument = new TypedDocumentString(`
    mutation RevokeImages($id: ID!) {
  revokeRemoteImages(id: $id) {
    deletedId
    problem {
      ...Trouble
    }
  }
}
    fragment Trouble on Problem {
  code
  message
  retryable
  retryAfterMs
  serverText
}`) as unknown as TypedDocumentString<RevokeImagesMutation, RevokeImagesMutationVariables>;
export const StartDocument = new TypedDocumentString(`
    "What the first screen shows: who is signed in, the folders, and the newest mail of each inbox."
query Start($first: Int!) {
  viewer {
    id
    accounts {
      id
      name
      address
      protocol
      stateOrigin
      labels {
        ...LabelChip
      }
      mailboxes {
        ...MailboxRow
      }
      inbox: mailbox(role: INBOX) {
        id
        messages(first: $first) {
          ...Page
        }
      }
    }
  }
}
    fragment MailboxRow on Mailbox {
  id
  name
  path
  role
  namespace
  owner
  origin
  selectable
  subscribed
  total
  unread
}
fragment LabelChip on Label {
  id
  name
  keyword
  color
}
"How the text begins is asked for apart (Previews), since that may take the mail server longer."
fragment MessageRow on Message {
  id
  subject
  from {
    name
    address
    display
  }
  to {
    name
    address
    display
  }
  sentAt
  receivedAt
  size
  flags
  labels {
    ...LabelChip
  }
  hasAttachments
  availability
  documentUrl
}
fragment Page on MessageConnection {
  edges {
    cursor
    node {
      ...MessageRow
    }
  }
  pageInfo {
    hasNextPage
    hasPreviousPage
  }
  total
  sortedBy
  ascending
  position
  state
}`) as unknown as TypedDocumentString<StartQuery, StartQueryVariables>;
export const FoldersDocument = new TypedDocumentString(`
    query Folders {
  viewer {
    id
    accounts {
      id
      name
      address
      protocol
      stateOrigin
      labels {
        ...LabelChip
      }
      mailboxes {
        ...MailboxRow
      }
    }
  }
}
    fragment MailboxRow on Mailbox {
  id
  name
  path
  role
  namespace
  owner
  origin
  selectable
  subscribed
  total
  unread
}
fragment LabelChip on Label {
  id
  name
  keyword
  color
}`) as unknown as TypedDocumentString<FoldersQuery, FoldersQueryVariables>;
export const ListDocument = new TypedDocumentString(`
    query List($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $offset: Int, $filter: MessageFilter, $sort: MessageSort) {
  node(id: $id) {
    __typename
    ... on Mailbox {
      ...MailboxRow
      rights {
        ...Rights
      }
      messages(
        first: $first
        after: $after
        last: $last
        before: $before
        offset: $offset
        filter: $filter
        sort: $sort
      ) {
        ...Page
      }
    }
  }
}
    fragment MailboxRow on Mailbox {
  id
  name
  path
  role
  namespace
  owner
  origin
  selectable
  subscribed
  total
  unread
}
fragment Rights on MailboxRights {
  read
  setSeen
  setFlags
  insert
  remove
  createChild
  rename
  delete
}
fragment LabelChip on Label {
  id
  name
  keyword
  color
}
"How the text begins is asked for apart (Previews), since that may take the mail server longer."
fragment MessageRow on Message {
  id
  subject
  from {
    name
    address
    display
  }
  to {
    name
    address
    display
  }
  sentAt
  receivedAt
  size
  flags
  labels {
    ...LabelChip
  }
  hasAttachments
  availability
  documentUrl
}
fragment Page on MessageConnection {
  edges {
    cursor
    node {
      ...MessageRow
    }
  }
  pageInfo {
    hasNextPage
    hasPreviousPage
  }
  total
  sortedBy
  ascending
  position
  state
}`) as unknown as TypedDocumentString<ListQuery, ListQueryVariables>;
export const RowsDocument = new TypedDocumentString(`
    query Rows($ids: [ID!]!) {
  nodes(ids: $ids) {
    __typename
    ... on Message {
      ...MessageRow
    }
  }
}
    fragment LabelChip on Label {
  id
  name
  keyword
  color
}
"How the text begins is asked for apart (Previews), since that may take the mail server longer."
fragment MessageRow on Message {
  id
  subject
  from {
    name
    address
    display
  }
  to {
    name
    address
    display
  }
  sentAt
  receivedAt
  size
  flags
  labels {
    ...LabelChip
  }
  hasAttachments
  availability
  documentUrl
}`) as unknown as TypedDocumentString<RowsQuery, RowsQueryVariables>;
export const PreviewsDocument = new TypedDocumentString(`
    query Previews($ids: [ID!]!) {
  nodes(ids: $ids) {
    __typename
    ... on Message {
      id
      preview
      availability
    }
  }
}
    `) as unknown as TypedDocumentString<PreviewsQuery, PreviewsQueryVariables>;
export const PatchesDocument = new TypedDocumentString(`
    query Patches($state: String!, $first: Int!) {
  resultChanges(resultState: $state, first: $first) {
    ...Patch
  }
}
    fragment LabelChip on Label {
  id
  name
  keyword
  color
}
"How the text begins is asked for apart (Previews), since that may take the mail server longer."
fragment MessageRow on Message {
  id
  subject
  from {
    name
    address
    display
  }
  to {
    name
    address
    display
  }
  sentAt
  receivedAt
  size
  flags
  labels {
    ...LabelChip
  }
  hasAttachments
  availability
  documentUrl
}
fragment Patch on ResultPatch {
  inserted {
    afterId
    cursor
    node {
      ...MessageRow
    }
  }
  removed
  changed {
    ...MessageRow
  }
  resultState
  total
  mustRefetch
}`) as unknown as TypedDocumentString<PatchesQuery, PatchesQueryVariables>;
export const RefreshAccountDocument = new TypedDocumentString(`
    mutation RefreshAccount($id: ID!) {
  refreshAccount(id: $id) {
    problem {
      ...Trouble
    }
  }
}
    fragment Trouble on Problem {
  code
  message
  retryable
  retryAfterMs
  serverText
}`) as unknown as TypedDocumentString<RefreshAccountMutation, RefreshAccountMutationVariables>;
export const CreateMailboxDocument = new TypedDocumentString(`
    mutation CreateMailbox($input: CreateMailboxInput!) {
  createMailbox(input: $input) {
    mailbox {
      ...MailboxRow
    }
    problem {
      ...Trouble
    }
  }
}
    fragment Trouble on Problem {
  code
  message
  retryable
  retryAfterMs
  serverText
}
fragment MailboxRow on Mailbox {
  id
  name
  path
  role
  namespace
  owner
  origin
  selectable
  subscribed
  total
  unread
}`) as unknown as TypedDocumentString<CreateMailboxMutation, CreateMailboxMutationVariables>;
export const UpdateMailboxDocument = new TypedDocumentString(`
    mutation UpdateMailbox($input: UpdateMailboxInput!) {
  updateMailbox(input: $input) {
    mailbox {
      ...MailboxRow
    }
    problem {
      ...Trouble
    }
  }
}
    fragment Trouble on Problem {
  code
  message
  retryable
  retryAfterMs
  serverText
}
fragment MailboxRow on Mailbox {
  id
  name
  path
  role
  namespace
  owner
  origin
  selectable
  subscribed
  total
  unread
}`) as unknown as TypedDocumentString<UpdateMailboxMutation, UpdateMailboxMutationVariables>;
export const EmptyMailboxDocument = new TypedDocumentString(`
    mutation EmptyMailbox($id: ID!) {
  emptyMailbox(id: $id) {
    done
    hasMore
    problem {
      ...Trouble
    }
  }
}
    fragment Trouble on Problem {
  code
  message
  retryable
  retryAfterMs
  serverText
}`) as unknown as TypedDocumentString<EmptyMailboxMutation, EmptyMailboxMutationVariables>;
export const MailboxRightsDocument = new TypedDocumentString(`
    query MailboxRights($ids: [ID!]!) {
  nodes(ids: $ids) {
    __typename
    ... on Mailbox {
      id
      rights {
        ...Rights
      }
    }
  }
}
    fragment Rights on MailboxRights {
  read
  setSeen
  setFlags
  insert
  remove
  createChild
  rename
  delete
}`) as unknown as TypedDocumentString<MailboxRightsQuery, MailboxRightsQueryVariables>;
export const DeleteMailboxDocument = new TypedDocumentString(`
    mutation DeleteMailbox($id: ID!, $withMessages: Boolean!) {
  deleteMailbox(id: $id, withMessages: $withMessages) {
    deletedId
    problem {
      ...Trouble
    }
  }
}
    fragment Trouble on Problem {
  code
  message
  retryable
  retryAfterMs
  serverText
}`) as unknown as TypedDocumentString<DeleteMailboxMutation, DeleteMailboxMutationVariables>;
export const AttachedMessageDocument = new TypedDocumentString(`
    "The head of a message that is attached to another, when it is opened."
query AttachedMessage($id: ID!) {
  node(id: $id) {
    __typename
    ... on Attachment {
      id
      message {
        subject
        sentAt
        from {
          ...Person
        }
        to {
          ...Person
        }
        attachments {
          ...ShownFile
        }
        attachmentsUrl
      }
    }
  }
}
    fragment Person on Address {
  name
  address
  display
}
fragment File on Attachment {
  id
  filename
  contentType
  size
  url
}
fragment ShownFile on Attachment {
  ...File
  thumbnailUrl
  note
  preview {
    kind
    url
  }
}`) as unknown as TypedDocumentString<AttachedMessageQuery, AttachedMessageQueryVariables>;
export const MessageDocument = new TypedDocumentString(`
    query Message($id: ID!) {
  node(id: $id) {
    __typename
    ... on Message {
      ...MessageHead
    }
  }
}
    fragment Person on Address {
  name
  address
  display
}
fragment LabelChip on Label {
  id
  name
  keyword
  color
}
"How the text begins is asked for apart (Previews), since that may take the mail server longer."
fragment MessageRow on Message {
  id
  subject
  from {
    name
    address
    display
  }
  to {
    name
    address
    display
  }
  sentAt
  receivedAt
  size
  flags
  labels {
    ...LabelChip
  }
  hasAttachments
  availability
  documentUrl
}
fragment File on Attachment {
  id
  filename
  contentType
  size
  url
}
fragment ShownFile on Attachment {
  ...File
  thumbnailUrl
  note
  preview {
    kind
    url
  }
}
fragment MessageHead on Message {
  ...MessageRow
  sender {
    ...Person
  }
  cc {
    ...Person
  }
  bcc {
    ...Person
  }
  replyTo {
    ...Person
  }
  messageId
  stateOrigin
  rawUrl
  account {
    id
  }
  mailbox {
    id
    name
    role
  }
  attachments {
    ...ShownFile
  }
  attachmentsUrl
}`) as unknown as TypedDocumentString<MessageQuery, MessageQueryVariables>;
export const MessageNotesDocument = new TypedDocumentString(`
    "Asked for beside the head, because a body may have to be fetched first."
query MessageNotes($id: ID!) {
  node(id: $id) {
    __typename
    ... on Message {
      id
      remoteImages {
        state
        documentUrl
        sender
        domain
      }
      body {
        truncated
        blockedRemote
        trackers
        note
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MessageNotesQuery, MessageNotesQueryVariables>;
export const SettingsDocument = new TypedDocumentString(`
    query Settings {
  viewer {
    id
    accounts {
      id
      name
      address
      protocol
      stateOrigin
    }
    sessions {
      ...SessionRow
    }
    tokens {
      ...TokenRow
    }
  }
}
    fragment SessionRow on Session {
  id
  device
  createdAt
  lastSeenAt
  current
}
fragment TokenRow on Token {
  id
  name
  scopes
  accounts {
    id
    address
  }
  createdAt
  lastUsedAt
  expiresAt
}`) as unknown as TypedDocumentString<SettingsQuery, SettingsQueryVariables>;
export const QuotasDocument = new TypedDocumentString(`
    query Quotas {
  viewer {
    id
    accounts {
      id
      quota {
        resource
        used
        limit
      }
    }
  }
}
    `) as unknown as TypedDocumentString<QuotasQuery, QuotasQueryVariables>;
export const CreateTokenDocument = new TypedDocumentString(`
    mutation CreateToken($input: TokenInput!) {
  createToken(input: $input) {
    token {
      ...TokenRow
    }
    secret
    problem {
      ...Trouble
      path
    }
  }
}
    fragment Trouble on Problem {
  code
  message
  retryable
  retryAfterMs
  serverText
}
fragment TokenRow on Token {
  id
  name
  scopes
  accounts {
    id
    address
  }
  createdAt
  lastUsedAt
  expiresAt
}`) as unknown as TypedDocumentString<CreateTokenMutation, CreateTokenMutationVariables>;
export const RevokeTokenDocument = new TypedDocumentString(`
    mutation RevokeToken($id: ID!) {
  revokeToken(id: $id) {
    deletedId
    problem {
      ...Trouble
    }
  }
}
    fragment Trouble on Problem {
  code
  message
  retryable
  retryAfterMs
  serverText
}`) as unknown as TypedDocumentString<RevokeTokenMutation, RevokeTokenMutationVariables>;
export const RevokeSessionDocument = new TypedDocumentString(`
    mutation RevokeSession($id: ID!) {
  revokeSession(id: $id) {
    deletedId
    problem {
      ...Trouble
    }
  }
}
    fragment Trouble on Problem {
  code
  message
  retryable
  retryAfterMs
  serverText
}`) as unknown as TypedDocumentString<RevokeSessionMutation, RevokeSessionMutationVariables>;
export const CreateRecoveryCodeDocument = new TypedDocumentString(`
    mutation CreateRecoveryCode {
  createRecoveryCode {
    code
    problem {
      ...Trouble
    }
  }
}
    fragment Trouble on Problem {
  code
  message
  retryable
  retryAfterMs
  serverText
}`) as unknown as TypedDocumentString<CreateRecoveryCodeMutation, CreateRecoveryCodeMutationVariables>;
export const MessageTrustDocument = new TypedDocumentString(`
    "Asked for beside the head: the header and the text have to be fetched first."
query MessageTrust($id: ID!) {
  node(id: $id) {
    __typename
    ... on Message {
      id
      trust {
        assertedBy
        spf
        dkim
        dmarc
        confirmedDomain
        via
        warnings {
          ...Warning
        }
      }
      linkWarnings {
        ...Warning
      }
      protection {
        format
        signed
        encrypted
      }
    }
  }
}
    fragment Warning on TrustWarning {
  kind
  level
  claimed
  actual
}`) as unknown as TypedDocumentString<MessageTrustQuery, MessageTrustQueryVariables>;
export const MessageFieldsDocument = new TypedDocumentString(`
    query MessageFields($id: ID!) {
  node(id: $id) {
    __typename
    ... on Message {
      id
      headers {
        name
        value
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MessageFieldsQuery, MessageFieldsQueryVariables>;
export const FindMessageDocument = new TypedDocumentString(`
    query FindMessage($accountId: ID!, $messageId: String!) {
  messageByMessageId(accountId: $accountId, messageId: $messageId) {
    id
    mailbox {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<FindMessageQuery, FindMessageQueryVariables>;