import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { ViewerModel, AccountModel, MailboxModel, MessageModel, ConnectionModel, ChangesModel, AttachmentModel, AttachedMessageModel, DraftModel, SubmissionModel, TokenModel, SessionModel, LabelModel, ImageSourceModel, ProblemModel, TrustModel, TrustWarningModel, InvitationModel, NewerInvitationModel, RecurrenceModel, AttendeeModel, ContactModel, ReportModel, ReportedRecipientModel, MailingListModel } from './models.ts';
import type { ShownAddress } from './visible.ts';
import type { Context } from './context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An instant as RFC 3339 text in UTC, for example 2026-11-24T09:42:00.000Z. */
  DateTime: { input: string; output: Date | string; }
  /** An address as in RFC 5321, local@domain, without a display name. */
  EmailAddress: { input: string; output: string; }
  /** A URL. Relative ones are relative to the address of the site, base path included. */
  URL: { input: string; output: string; }
};

/** One mailbox somewhere else, reached with one sign-in. */
export type Account = Node & {
  __typename?: 'Account';
  /** The address mail is sent from. */
  address: Scalars['EmailAddress']['output'];
  id: Scalars['ID']['output'];
  /** The label that a keyword is, whether or not a message carries it yet; null for a keyword that can be none. */
  label?: Maybe<Label>;
  /** The labels that every mail program offers. Messages may carry others. */
  labels: Array<Label>;
  /** The mailbox with a role, or null. */
  mailbox?: Maybe<Mailbox>;
  /** All mailboxes: INBOX first, then those with a role, then by name. Those of other people may take a server long to list, so they are in it as soon as they are known, and MAILBOXES_CHANGED tells of it; named in namespaces they are waited for, some seconds at most. */
  mailboxes: Array<Mailbox>;
  name: Scalars['String']['output'];
  protocol: Protocol;
  /** What the mail server lets this account hold, at most a minute old; empty where it sets no limit or does not tell. */
  quota: Array<Quota>;
  /** Where read and flagged marks and folders live: SERVER for IMAP, PROXY for POP3. */
  stateOrigin: StateOrigin;
  /** What was sent or is being sent, newest first. At most 50. */
  submissions: Array<Submission>;
};


/** One mailbox somewhere else, reached with one sign-in. */
export type AccountLabelArgs = {
  keyword: Scalars['String']['input'];
};


/** One mailbox somewhere else, reached with one sign-in. */
export type AccountMailboxArgs = {
  role: MailboxRole;
};


/** One mailbox somewhere else, reached with one sign-in. */
export type AccountMailboxesArgs = {
  namespaces?: InputMaybe<Array<MailboxNamespace>>;
};


/** One mailbox somewhere else, reached with one sign-in. */
export type AccountSubmissionsArgs = {
  first: Scalars['Int']['input'];
};

export type AccountPayload = {
  __typename?: 'AccountPayload';
  account?: Maybe<Account>;
  problem?: Maybe<Problem>;
};

export type Address = {
  __typename?: 'Address';
  address?: Maybe<Scalars['String']['output']>;
  /** The name where there is one, else the address; direction overrides removed. */
  display: Scalars['String']['output'];
  name?: Maybe<Scalars['String']['output']>;
};

/** A message that was attached to another. Strings come from outside: render them as text, never as markup. */
export type AttachedMessage = {
  __typename?: 'AttachedMessage';
  /** Its own files, in order; messages among them open in the same way. */
  attachments: Array<Attachment>;
  /** All of them as one ZIP file; null when there are none. */
  attachmentsUrl?: Maybe<Scalars['URL']['output']>;
  cc: Array<Address>;
  /** Its text as a safe document of its own, for a sandboxed frame. */
  documentUrl: Scalars['URL']['output'];
  from: Array<Address>;
  /** Without the angle brackets. */
  messageId?: Maybe<Scalars['String']['output']>;
  /** The Date header; null when missing or unreadable. */
  sentAt?: Maybe<Scalars['DateTime']['output']>;
  subject?: Maybe<Scalars['String']['output']>;
  to: Array<Address>;
};

export type Attachment = Node & {
  __typename?: 'Attachment';
  /** As the sender labelled it; the download has a safe type of its own. */
  contentType: Scalars['String']['output'];
  filename: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  /** Its head, where it is a message itself; null for everything else. Costs as much as opening a message. */
  message?: Maybe<AttachedMessage>;
  /** A sentence when it could not be unpacked, or not all of it; else null. */
  note?: Maybe<Scalars['String']['output']>;
  /** How a browser may show it in place; null for what can only be downloaded. */
  preview?: Maybe<AttachmentPreview>;
  /** Decoded bytes, about. */
  size: Scalars['Int']['output'];
  /** A small picture of it: the picture itself where that has at most 300 kB, else null. */
  thumbnailUrl?: Maybe<Scalars['URL']['output']>;
  /** The content, with byte ranges where it can be read from the middle. It needs the session's cookie or the token. */
  url: Scalars['URL']['output'];
};

export type AttachmentPreview = {
  __typename?: 'AttachmentPreview';
  kind: PreviewKind;
  /** It needs the session's cookie or the token; TEXT and MESSAGE need BODY_READ, too. */
  url: Scalars['URL']['output'];
};

export type Attendee = {
  __typename?: 'Attendee';
  address: Address;
  /** True for the account's own address. */
  isMe: Scalars['Boolean']['output'];
  kind: AttendeeKind;
  role: AttendeeRole;
  status: Participation;
};

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

/** What the message says. */
export type Body = {
  __typename?: 'Body';
  /** Different images that lie elsewhere. The document leaves them out until they are allowed, see Message.remoteImages. */
  blockedRemote: Scalars['Int']['output'];
  /** Why the body, or a part of it, could not be shown as it is; null when all is well. */
  note?: Maybe<Scalars['String']['output']>;
  /** The plain text; made from the HTML where there is no text part. At most 500,000 characters. */
  text: Scalars['String']['output'];
  /** Who would be told that the message was opened: the names of services, or of hosts where the service is not known; at most 20. Their images are never loaded. */
  trackers: Array<Scalars['String']['output']>;
  /** True when text was cut. */
  truncated: Scalars['Boolean']['output'];
};

export type BulkOptions = {
  /** True: only says how many messages it would be for. */
  dryRun: Scalars['Boolean']['input'];
  /** 1 to 200 characters. The same call with the same key, within 24 hours, is answered as the first one was and does nothing again, also while that one still runs; with such a key an action runs to its end although the client is gone. Other arguments are a CONFLICT. Keys are kept in memory (of each user the last thousands) and a call that failed as a whole is not kept: after a restart the same call is done again, which changes nothing that is done already, except that a copy is made once more. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** A filter that matches more messages than this does nothing and is answered with TOO_LARGE. 1 to 100,000. */
  maxAffected: Scalars['Int']['input'];
};

export type BulkPayload = {
  __typename?: 'BulkPayload';
  done: Scalars['Int']['output'];
  failed: Scalars['Int']['output'];
  /** Set when nothing could be tried. */
  problem?: Maybe<Problem>;
  /** One for each id, in the order given. Where more than 500 were named, or a filter chose them: only those that failed, at most 500. */
  results: Array<ItemOutcome>;
  /** Give it to undo to take this back, once. Null when there is nothing to take back (it was deleted for good, or was so before), and when the mail server does not say where messages went. Ask for it only where it may be used: to know how flags were before may take the server one more command. */
  undoToken?: Maybe<Scalars['String']['output']>;
  /** Until then; a restart ends it too. */
  undoUntil?: Maybe<Scalars['DateTime']['output']>;
};

export type Contact = {
  __typename?: 'Contact';
  /** Postal addresses, with line ends. */
  addresses: Array<ContactValue>;
  /** As written, mostly 1980-02-29, or --02-29 without the year. */
  birthday?: Maybe<Scalars['String']['output']>;
  emails: Array<ContactValue>;
  /** The file that the contact came in. */
  file: Attachment;
  name: Scalars['String']['output'];
  note?: Maybe<Scalars['String']['output']>;
  organization?: Maybe<Scalars['String']['output']>;
  phones: Array<ContactValue>;
  /** A picture that came inside the contact; null when there is none, also when it lies elsewhere. */
  photoUrl?: Maybe<Scalars['URL']['output']>;
  title?: Maybe<Scalars['String']['output']>;
  /** http and https only; to be opened on a click. */
  urls: Array<ContactValue>;
};

export type ContactValue = {
  __typename?: 'ContactValue';
  /** home, work, cell, fax, main, other, pager, mobile, or a person's own word; null where nothing is said. */
  label?: Maybe<Scalars['String']['output']>;
  value: Scalars['String']['output'];
};

export type CreateMailboxInput = {
  accountId: Scalars['ID']['input'];
  name: Scalars['String']['input'];
  parentId?: InputMaybe<Scalars['ID']['input']>;
};

export type DeletePayload = {
  __typename?: 'DeletePayload';
  deletedId?: Maybe<Scalars['ID']['output']>;
  problem?: Maybe<Problem>;
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

export type DeliveryReport = {
  __typename?: 'DeliveryReport';
  /** The message it is about, where it is found in the Sent mailbox within 8 s. */
  original?: Maybe<Message>;
  /** Message-ID of the message it is about, without the angle brackets. */
  originalMessageId?: Maybe<Scalars['String']['output']>;
  originalSentAt?: Maybe<Scalars['DateTime']['output']>;
  originalSubject?: Maybe<Scalars['String']['output']>;
  /** How many there are, as far as 200 are read. */
  recipientCount: Scalars['Int']['output'];
  /** At most 100. */
  recipients: Array<ReportedRecipient>;
  /** The mail server that writes. */
  reportingServer?: Maybe<Scalars['String']['output']>;
};

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

/** A message that is being written, as stored in Drafts. */
export type Draft = Node & {
  __typename?: 'Draft';
  account: Account;
  attachments: Array<Attachment>;
  bcc: Array<Address>;
  cc: Array<Address>;
  forwardOf?: Maybe<Message>;
  id: Scalars['ID']['output'];
  /** The message it answers or forwards, where that is still there. */
  inReplyTo?: Maybe<Message>;
  subject: Scalars['String']['output'];
  text: Scalars['String']['output'];
  to: Array<Address>;
};

export type DraftInput = {
  accountId: Scalars['ID']['input'];
  /** Attachments of stored messages, taken along without downloading them. */
  attachmentIds: Array<Scalars['ID']['input']>;
  bcc: Array<Scalars['String']['input']>;
  cc: Array<Scalars['String']['input']>;
  /** The message that is forwarded; marked forwarded when sent. */
  forwardOfId?: InputMaybe<Scalars['ID']['input']>;
  /** The draft that this one replaces (saveDraft) or that is removed once the message is sent (send). */
  id?: InputMaybe<Scalars['ID']['input']>;
  /** The message that is answered: sets In-Reply-To and References, and marks it answered when sent. */
  inReplyToId?: InputMaybe<Scalars['ID']['input']>;
  subject: Scalars['String']['input'];
  /** Plain text. */
  text: Scalars['String']['input'];
  /** Each "Name <local@domain>" or "local@domain"; at most 500 in to, cc and bcc together. */
  to: Array<Scalars['String']['input']>;
  /** Files uploaded before (POST upload). */
  uploadIds: Array<Scalars['ID']['input']>;
};

export type DraftPayload = {
  __typename?: 'DraftPayload';
  draft?: Maybe<Draft>;
  problem?: Maybe<Problem>;
};

/** What a compose window starts with. */
export type DraftTemplate = {
  __typename?: 'DraftTemplate';
  /** Attachments that a forward takes along. */
  attachments: Array<Attachment>;
  cc: Array<Address>;
  subject: Scalars['String']['output'];
  text: Scalars['String']['output'];
  to: Array<Address>;
};

export type EmptyMailboxPayload = {
  __typename?: 'EmptyMailboxPayload';
  /** Messages that were taken out. */
  done?: Maybe<Scalars['Int']['output']>;
  /** True: some are left, because it took too long. Call it again. */
  hasMore?: Maybe<Scalars['Boolean']['output']>;
  mailbox?: Maybe<Mailbox>;
  problem?: Maybe<Problem>;
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

/** Something that happened elsewhere. Says what to ask for again rather than carrying it, so that nothing is shown twice. */
export type Event = {
  __typename?: 'Event';
  accountId: Scalars['ID']['output'];
  at: Scalars['DateTime']['output'];
  /** For CONNECTION. */
  connected?: Maybe<Scalars['Boolean']['output']>;
  kind: EventKind;
  mailboxId?: Maybe<Scalars['ID']['output']>;
  /** The messages concerned, where they are known; empty: ask for the list again. */
  messageIds: Array<Scalars['ID']['output']>;
  /** Where to go on after a pause: events(since:) begins with what happened meanwhile. */
  token: Scalars['String']['output'];
};

export type EventKind =
  /** The connection to the mail server broke or came back. */
  | 'CONNECTION'
  /** Counts or mailboxes changed. */
  | 'MAILBOXES_CHANGED'
  /** New mail: ask for the list from its newest cursor. */
  | 'MESSAGES_ADDED'
  | 'MESSAGES_CHANGED'
  | 'MESSAGES_REMOVED';

/** A moment of a calendar. */
export type EventTime = {
  __typename?: 'EventTime';
  /** The instant; null for a whole day, and for a time of no zone, which is on the wall clock of whoever looks. */
  instant?: Maybe<Scalars['DateTime']['output']>;
  /** On the wall clock of its zone: 2026-11-24 for a whole day, else 2026-11-24T09:30:00. */
  local: Scalars['String']['output'];
  /** IANA's name of the zone it was written in, Windows names translated; null where it has none. */
  timeZone?: Maybe<Scalars['String']['output']>;
};

export type Frequency =
  | 'DAILY'
  | 'MONTHLY'
  /** More often than daily, or not to be read. */
  | 'OTHER'
  | 'WEEKLY'
  | 'YEARLY';

/** One header field. The value is unfolded, and encoded words are decoded; at most 16,000 characters of it. */
export type HeaderField = {
  __typename?: 'HeaderField';
  /** As the sender wrote it. */
  name: Scalars['String']['output'];
  value: Scalars['String']['output'];
};

/** Whose remote images are shown without a question. */
export type ImageSource = Node & {
  __typename?: 'ImageSource';
  createdAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  kind: ImageSourceKind;
  /** The address or the domain; null for EVERYBODY. */
  name?: Maybe<Scalars['String']['output']>;
};

export type ImageSourceKind =
  /** One domain, and not what lies below it. */
  | 'DOMAIN'
  | 'EVERYBODY'
  /** One address. */
  | 'SENDER';

export type ImageSourcePayload = {
  __typename?: 'ImageSourcePayload';
  problem?: Maybe<Problem>;
  source?: Maybe<ImageSource>;
};

export type Invitation = {
  __typename?: 'Invitation';
  allDay: Scalars['Boolean']['output'];
  attendeeCount: Scalars['Int']['output'];
  /** At most 200. */
  attendees: Array<Attendee>;
  /** True when the event, or this occurrence of it, is off. */
  cancelled: Scalars['Boolean']['output'];
  /** What was written beside an answer or a cancellation. */
  comment?: Maybe<Scalars['String']['output']>;
  /** At most 10,000 characters, with line ends. */
  description?: Maybe<Scalars['String']['output']>;
  /** For whole days the day after the last one. Null when the event has no length. */
  end?: Maybe<EventTime>;
  /** The calendar as a download. It needs the session's cookie or the token. */
  icsUrl: Scalars['URL']['output'];
  /** Where an online meeting is joined; https only, and only ever to be opened on a click. */
  joinUrl?: Maybe<Scalars['URL']['output']>;
  location?: Maybe<Scalars['String']['output']>;
  method: InvitationMethod;
  /** Further events in the same file. */
  moreEvents: Scalars['Int']['output'];
  /** What this message says of the account's own address; null when it is not among the attendees named. */
  myStatus?: Maybe<Participation>;
  /** The newest message that changes or cancels what this one says. Looked for among the 25 newest messages of this mailbox and of INBOX that share the words of the title, of which the 8 newest are opened, in at most 8 s; null when none is found. */
  newer?: Maybe<NewerInvitation>;
  /** Which one of a series this is about; null for the event or the series as a whole. */
  occurrence?: Maybe<EventTime>;
  organizer?: Maybe<Address>;
  /** The event's own page as the calendar names it; https only. */
  pageUrl?: Maybe<Scalars['URL']['output']>;
  recurrence?: Maybe<Recurrence>;
  /** Grows with each change that matters. Of two messages with one uid the higher counts, then the later stamp. */
  sequence: Scalars['Int']['output'];
  /** When this version was made. */
  stamp?: Maybe<Scalars['DateTime']['output']>;
  start?: Maybe<EventTime>;
  summary?: Maybe<Scalars['String']['output']>;
  /** Names the event in all messages about it; empty when the sender gave none. */
  uid: Scalars['String']['output'];
};

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

/** The answer for one message. */
export type ItemOutcome = {
  __typename?: 'ItemOutcome';
  /** Of a copy: its id, where the server told it. */
  copyId?: Maybe<Scalars['ID']['output']>;
  /** True when the message is no longer in any mailbox. */
  gone: Scalars['Boolean']['output'];
  id: Scalars['ID']['output'];
  problem?: Maybe<Problem>;
  /** The id it has now, where the action gave it another place and the server told which. */
  replacedBy?: Maybe<Scalars['ID']['output']>;
};

/** A keyword of messages that means something to a person. Five have usual names and colours; every other keyword is a label by its own name. */
export type Label = Node & {
  __typename?: 'Label';
  /** #RRGGBB; null where there is no usual one. */
  color?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  /** As the mail server keeps it, and other mail programs know it. */
  keyword: Scalars['String']['output'];
  name: Scalars['String']['output'];
};

/** What this installation allows. */
export type Limits = {
  __typename?: 'Limits';
  /** Aliases in a document. */
  maxAliases: Scalars['Int']['output'];
  /** Messages that one action may name. */
  maxBulkIds: Scalars['Int']['output'];
  /** Nesting of a document. */
  maxDepth: Scalars['Int']['output'];
  /** Rows of a list in one request. */
  maxFirst: Scalars['Int']['output'];
  /** Largest message, attachments included, in bytes. */
  maxMessageBytes: Scalars['Int']['output'];
  /** Tokens of a document. */
  maxTokens: Scalars['Int']['output'];
};

/** A folder. */
export type Mailbox = Node & {
  __typename?: 'Mailbox';
  account: Account;
  /** What happened since a state, at most first (1 to 500) messages at a time. STALE: the mailbox is another one now, forget what you know of it. Asking twice with the same state does no harm. */
  changes: MailboxChanges;
  id: Scalars['ID']['output'];
  /** 1 to 200 rows, newest first unless sorted otherwise. Use first with after, last with before, or first with one of around (the message is in the middle) and offset (counted from 0: jump to anywhere in a long list). */
  messages: MessageConnection;
  /** The last item of path. */
  name: Scalars['String']['output'];
  namespace: MailboxNamespace;
  origin: StateOrigin;
  /** The other user's name with the server, for OTHER_USERS. */
  owner?: Maybe<Scalars['String']['output']>;
  /** From the root to this mailbox. */
  path: Array<Scalars['String']['output']>;
  /** Null where the server did not tell in time: ask again. Asked for only when this is selected; with ACL it is a command a mailbox. */
  rights?: Maybe<MailboxRights>;
  /** At most one mailbox has a role, and only one of the person's own. */
  role?: Maybe<MailboxRole>;
  /** False for a name that only holds other mailboxes. */
  selectable: Scalars['Boolean']['output'];
  /** The mailbox as it is now, to ask for changes with later; null where none are kept. */
  state?: Maybe<Scalars['String']['output']>;
  subscribed: Scalars['Boolean']['output'];
  /** Messages in it. */
  total: Scalars['Int']['output'];
  /** Unread messages in it. */
  unread: Scalars['Int']['output'];
};


/** A folder. */
export type MailboxChangesArgs = {
  first: Scalars['Int']['input'];
  since: Scalars['String']['input'];
};


/** A folder. */
export type MailboxMessagesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  around?: InputMaybe<Scalars['ID']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<MessageFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  sort?: InputMaybe<MessageSort>;
};

/**
 * What happened in a mailbox since a state. Servers differ in what they can tell: where removals have no names, present
 * says what is still there, and where changes of flags have none, marked says which messages carry them.
 */
export type MailboxChanges = {
  __typename?: 'MailboxChanges';
  /** Messages that came since. */
  added: Array<Message>;
  /** Messages that were there already and may have other flags or keywords now. */
  changed: Array<Message>;
  /** True: ask again at once. */
  hasMore: Scalars['Boolean']['output'];
  /** Not null: the whole truth about flags and keywords. */
  marked?: Maybe<Array<Marked>>;
  /** Not null: every message whose uid is in none of these ranges is gone. */
  present?: Maybe<Array<UidRange>>;
  removed: Array<Scalars['ID']['output']>;
  /** Ask with this the next time. */
  state: Scalars['String']['output'];
};

/** Whose mailboxes these are. */
export type MailboxNamespace =
  /** Those of another person, who is named in owner. */
  | 'OTHER_USERS'
  /** The person's own. */
  | 'PERSONAL'
  /** Those of nobody, for many. */
  | 'SHARED';

export type MailboxPayload = {
  __typename?: 'MailboxPayload';
  mailbox?: Maybe<Mailbox>;
  problem?: Maybe<Problem>;
};

/** What you may do with a mailbox and the messages in it. */
export type MailboxRights = {
  __typename?: 'MailboxRights';
  createChild: Scalars['Boolean']['output'];
  delete: Scalars['Boolean']['output'];
  /** Put messages into it. */
  insert: Scalars['Boolean']['output'];
  read: Scalars['Boolean']['output'];
  /** Take messages out of it. */
  remove: Scalars['Boolean']['output'];
  /** Rename it, or put it elsewhere. */
  rename: Scalars['Boolean']['output'];
  /** Other marks, and labels. */
  setFlags: Scalars['Boolean']['output'];
  /** Mark as read and unread. */
  setSeen: Scalars['Boolean']['output'];
};

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

export type MailingList = {
  __typename?: 'MailingList';
  archiveUrl?: Maybe<Scalars['URL']['output']>;
  /** The List-Id without brackets. */
  listId?: Maybe<Scalars['String']['output']>;
  name?: Maybe<Scalars['String']['output']>;
  /** True when the mutation unsubscribe can do it with one request: the fields are covered by a signature that our own side found valid, and the address is https. */
  oneClick: Scalars['Boolean']['output'];
  /** Where to write to the list, without the mailto: in front. */
  postMailto?: Maybe<Scalars['String']['output']>;
  /** The host that a request or a page belongs to; to be shown before anything is opened. */
  unsubscribeHost?: Maybe<Scalars['String']['output']>;
  /** A message to write, without the mailto: in front (RFC 6068). */
  unsubscribeMailto?: Maybe<Scalars['String']['output']>;
  /** The page to unsubscribe on; to be opened on a click. */
  unsubscribeUrl?: Maybe<Scalars['URL']['output']>;
};

/** The messages that carry a flag or a keyword; all others do not. */
export type Marked = {
  __typename?: 'Marked';
  flag?: Maybe<SystemFlag>;
  keyword?: Maybe<Scalars['String']['output']>;
  ranges: Array<UidRange>;
};

/** One message in one mailbox. Strings come from outside: render them as text, never as markup. */
export type Message = Node & {
  __typename?: 'Message';
  account: Account;
  /** Files, in order. Inline images that the body shows are left out. */
  attachments: Array<Attachment>;
  /** All of them as one ZIP file; null when there are none. It needs the session's cookie or the token. */
  attachmentsUrl?: Maybe<Scalars['URL']['output']>;
  availability: Availability;
  bcc: Array<Address>;
  body: Body;
  cc: Array<Address>;
  /** Contacts attached to this message: of the first five files of at most 1.5 MB, at most 20 contacts in all. */
  contacts: Array<Contact>;
  /** The delivery report that this message is, also where only its text tells (qmail, Exim, Sendmail); else null. */
  deliveryReport?: Maybe<DeliveryReport>;
  /** The body as a safe document of its own, for a sandboxed frame; ask for it side by side with the message. It needs the session's cookie or the token. */
  documentUrl: Scalars['URL']['output'];
  /** What was written so far, where this is a draft; else null. */
  draft?: Maybe<Draft>;
  /** The server's own name for the message wherever it lies (RFC 8474, Gmail): rows with the same one are one message. Null where the server gives none. */
  emailId?: Maybe<Scalars['String']['output']>;
  flags: Array<SystemFlag>;
  from: Array<Address>;
  hasAttachments: Scalars['Boolean']['output'];
  /** All header fields, topmost first: at most 2,000, of the first 256 kB. */
  headers: Array<HeaderField>;
  /** Account, mailbox and the server's number: the placement. What can no longer be resolved is STALE or GONE, never another message. */
  id: Scalars['ID']['output'];
  inReplyTo: Array<Scalars['String']['output']>;
  /** The invitation in this message, as its first event; null when there is none. Of calendars of more than 1 MB nothing is read. */
  invitation?: Maybe<Invitation>;
  /** Keywords that are no flag of the list above, as the server spells them. */
  keywords: Array<Scalars['String']['output']>;
  /** Those of the keywords that mean something to a person. */
  labels: Array<Label>;
  /** Links of the HTML that deceive: one for each pair of hosts, at most five of the first 2,000 links. */
  linkWarnings: Array<TrustWarning>;
  mailbox?: Maybe<Mailbox>;
  /** The list it came through, or at least how to unsubscribe; null when it says nothing of either. */
  mailingList?: Maybe<MailingList>;
  /** Message-ID without the angle brackets. */
  messageId?: Maybe<Scalars['String']['output']>;
  /** How the text begins, at most 200 characters. */
  preview?: Maybe<Scalars['String']['output']>;
  /** Signed or encrypted; null for plain mail. */
  protection?: Maybe<Protection>;
  /** The whole message as stored (message/rfc822). */
  rawUrl: Scalars['URL']['output'];
  /** The read receipt that this message is; else null. */
  readReceipt?: Maybe<ReadReceipt>;
  /** Who asks to be told that this message was read; at most 10. Nothing is ever sent by itself. */
  receiptRequestedBy: Array<Address>;
  /** When the server got it. */
  receivedAt: Scalars['DateTime']['output'];
  references: Array<Scalars['String']['output']>;
  /** Whether its images from elsewhere are shown, and how to see them. documentUrl shows those that need no question. */
  remoteImages: RemoteImages;
  /** The fields of an answer to this message, quoted text included. */
  replyTemplate: DraftTemplate;
  replyTo: Array<Address>;
  sender: Array<Address>;
  /** The Date header; null when missing or unreadable. */
  sentAt?: Maybe<Scalars['DateTime']['output']>;
  /** In bytes. For POP3 an estimate until the body is here. */
  size: Scalars['Int']['output'];
  stateOrigin: StateOrigin;
  subject?: Maybe<Scalars['String']['output']>;
  to: Array<Address>;
  /** Who sent it, as far as that is known, by the header alone. */
  trust: Trust;
  /** Where it stands in UidRange, as a number; null where there are no such ranges. */
  uid?: Maybe<Scalars['String']['output']>;
};


/** One message in one mailbox. Strings come from outside: render them as text, never as markup. */
export type MessageReplyTemplateArgs = {
  mode: ReplyMode;
};

export type MessageConnection = {
  __typename?: 'MessageConnection';
  ascending: Scalars['Boolean']['output'];
  edges: Array<MessageEdge>;
  nodes: Array<Message>;
  pageInfo: PageInfo;
  /** How many rows of the list precede the first one here; null where that is not known. */
  position?: Maybe<Scalars['Int']['output']>;
  sortedBy: SortKey;
  /** This list as it is now, for resultChanges; null where no changes are kept. */
  state?: Maybe<Scalars['String']['output']>;
  /** All messages that match; null when counting would cost more than the page. */
  total?: Maybe<Scalars['Int']['output']>;
};

export type MessageEdge = {
  __typename?: 'MessageEdge';
  cursor: Scalars['String']['output'];
  node: Message;
};

export type MessageFilter = {
  /** True: only flagged messages; false or absent: all. */
  flagged?: InputMaybe<Scalars['Boolean']['input']>;
  /** True: only messages with files attached. */
  hasAttachment?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only messages with this keyword. */
  keyword?: InputMaybe<Scalars['String']['input']>;
  /** Words looked for in subject, From, To and Cc. */
  text?: InputMaybe<Scalars['String']['input']>;
  /** True: only messages with the account's own address in To or Cc. */
  toMe?: InputMaybe<Scalars['Boolean']['input']>;
  /** True: only unread messages; false or absent: all. */
  unread?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A wish: the connection says how the list is really sorted. */
export type MessageSort = {
  /** False: newest, largest, Z first. */
  ascending: Scalars['Boolean']['input'];
  by: SortKey;
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Shows remote images without a question from now on: of the sender or the sender's domain of a message, or of everybody (without messageId). VALIDATION where the message names no such sender. */
  allowRemoteImages: ImageSourcePayload;
  /** Moves messages to the Archive mailbox, which is made when there is none. */
  archive: BulkPayload;
  /** Copies messages to a mailbox of the same account. Into Trash or Junk it needs DELETE as well. */
  copyMessages: BulkPayload;
  /** Creates a mailbox; CONFLICT when the name is taken. */
  createMailbox: MailboxPayload;
  /** Makes the recovery code anew. It opens the vault after the mail password was changed, and is shown once. */
  createRecoveryCode: RecoveryCodePayload;
  /** Makes an API token. The secret is shown once. */
  createToken: TokenPayload;
  /** Deletes a mailbox; one that holds mail only withMessages. */
  deleteMailbox: DeletePayload;
  /** Deletes for good. For POP3 both the copy kept here and the server's. */
  destroy: BulkPayload;
  /** Deletes a draft for good. */
  discardDraft: DeletePayload;
  /** Empties a mailbox: Trash, Junk and what lies in them for good; the messages of any other are moved to Trash. */
  emptyMailbox: EmptyMailboxPayload;
  /** Junk: moves messages to Junk and marks them so that the server's filter may learn from it; that needs DELETE as well. Not junk: takes the mark off and moves them to INBOX. */
  markJunk: BulkPayload;
  /** Moves messages to a mailbox of the same account. Into Trash or Junk it needs DELETE as well. */
  moveMessages: BulkPayload;
  /** Asks the mail server for new mail now. For POP3 this is one session of its own. */
  refreshAccount: AccountPayload;
  /** Asks again before such images are shown. */
  revokeRemoteImages: DeletePayload;
  /** Ends a session on some device. */
  revokeSession: DeletePayload;
  revokeToken: DeletePayload;
  /** Stores a draft, replacing the one named by input.id. A draft gets a new id each time it is stored. */
  saveDraft: DraftPayload;
  /** Sends a message: hands it to the SMTP server, files the copy in Sent, marks the answered message and removes the draft. Repeating a call with the same key answers with the same submission and sends nothing again. */
  send: SubmissionPayload;
  /** Sets and clears flags. */
  setFlags: BulkPayload;
  /** Puts labels on and takes them off. UNSUPPORTED where the mail server keeps no keywords of that kind. */
  setLabels: BulkPayload;
  /** Moves messages to Trash; those already in Trash are deleted for good. */
  trash: BulkPayload;
  /** Takes an action back: flags and labels as they were, messages where they came from, copies away. Messages go by the ids they had before the action. It needs the scopes that the action needed; NOT_FOUND when the token was used, is too old or is not yours. */
  undo: BulkPayload;
  /** Unsubscribes from the list of a message with one POST of RFC 8058, without cookies, redirects followed or anything that names the reader but what the sender wrote into the address. UNSUPPORTED where mailingList.oneClick is false, and for messages in Junk. */
  unsubscribe: UnsubscribePayload;
  /** Renames a mailbox, puts it into another, subscribes to it. Its id may change, and with it the ids of its messages and of what lies in it. */
  updateMailbox: MailboxPayload;
};


export type MutationAllowRemoteImagesArgs = {
  kind: ImageSourceKind;
  messageId?: InputMaybe<Scalars['ID']['input']>;
};


export type MutationArchiveArgs = {
  options: BulkOptions;
  target: Target;
};


export type MutationCopyMessagesArgs = {
  options: BulkOptions;
  target: Target;
  to: Scalars['ID']['input'];
};


export type MutationCreateMailboxArgs = {
  input: CreateMailboxInput;
};


export type MutationCreateTokenArgs = {
  input: TokenInput;
};


export type MutationDeleteMailboxArgs = {
  id: Scalars['ID']['input'];
  withMessages: Scalars['Boolean']['input'];
};


export type MutationDestroyArgs = {
  options: BulkOptions;
  target: Target;
};


export type MutationDiscardDraftArgs = {
  id: Scalars['ID']['input'];
};


export type MutationEmptyMailboxArgs = {
  id: Scalars['ID']['input'];
};


export type MutationMarkJunkArgs = {
  junk: Scalars['Boolean']['input'];
  options: BulkOptions;
  target: Target;
};


export type MutationMoveMessagesArgs = {
  options: BulkOptions;
  target: Target;
  to: Scalars['ID']['input'];
};


export type MutationRefreshAccountArgs = {
  id: Scalars['ID']['input'];
};


export type MutationRevokeRemoteImagesArgs = {
  id: Scalars['ID']['input'];
};


export type MutationRevokeSessionArgs = {
  id: Scalars['ID']['input'];
};


export type MutationRevokeTokenArgs = {
  id: Scalars['ID']['input'];
};


export type MutationSaveDraftArgs = {
  input: DraftInput;
};


export type MutationSendArgs = {
  idempotencyKey: Scalars['String']['input'];
  input: DraftInput;
};


export type MutationSetFlagsArgs = {
  add: Array<SystemFlag>;
  options: BulkOptions;
  remove: Array<SystemFlag>;
  target: Target;
};


export type MutationSetLabelsArgs = {
  add: Array<Scalars['ID']['input']>;
  options: BulkOptions;
  remove: Array<Scalars['ID']['input']>;
  target: Target;
};


export type MutationTrashArgs = {
  options: BulkOptions;
  target: Target;
};


export type MutationUndoArgs = {
  token: Scalars['String']['input'];
};


export type MutationUnsubscribeArgs = {
  messageId: Scalars['ID']['input'];
};


export type MutationUpdateMailboxArgs = {
  input: UpdateMailboxInput;
};

export type NewerInvitation = {
  __typename?: 'NewerInvitation';
  /** The event is off. */
  cancelled: Scalars['Boolean']['output'];
  message: Message;
  sequence: Scalars['Int']['output'];
};

/** Everything that has an id. Ids are opaque, stay the same over restarts and are never given to another thing. */
export type Node = {
  id: Scalars['ID']['output'];
};

/** Where a window of a list lies. Cursors are keyset cursors: mail that arrives while you page neither repeats nor skips a row. */
export type PageInfo = {
  __typename?: 'PageInfo';
  endCursor?: Maybe<Scalars['String']['output']>;
  /** Towards older mail. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Towards newer mail. */
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['String']['output']>;
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

/** An expected failure, as data. */
export type Problem = {
  __typename?: 'Problem';
  code: ErrorCode;
  /** One plain sentence for a person: what happened and what to do. */
  message: Scalars['String']['output'];
  /** Which input is at fault, for example ["input", "to", "0"]. */
  path?: Maybe<Array<Scalars['String']['output']>>;
  /** When to try again, where that is known, in milliseconds. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** True when the same request may work later without a change. */
  retryable: Scalars['Boolean']['output'];
  /** What the mail server said: one line of plain text, to be shown as a quotation. */
  serverText?: Maybe<Scalars['String']['output']>;
};

/** A signed or encrypted message, known by its form. Postern has no keys: a signature was not checked, and whoever wants can give a message this form. */
export type Protection = {
  __typename?: 'Protection';
  encrypted: Scalars['Boolean']['output'];
  format: ProtectionFormat;
  signed: Scalars['Boolean']['output'];
};

export type ProtectionFormat =
  | 'OPENPGP'
  | 'SMIME';

export type Protocol =
  | 'IMAP'
  | 'POP3';

export type Query = {
  __typename?: 'Query';
  limits: Limits;
  /** A message by its Message-ID, with or without angle brackets: in the inbox, the archive, Sent and then other folders, forty at most. Null when it is not there; UPSTREAM_TIMEOUT when not all could be asked in 8 seconds. It costs a search a folder. */
  messageByMessageId?: Maybe<Message>;
  /** Anything by its id; null when it is not there or not yours. */
  node?: Maybe<Node>;
  /** At most 200; null where it is not there or not yours. */
  nodes: Array<Maybe<Node>>;
  /** What happened to a list that you hold, of which you know the state (MessageConnection.state) and hold the first rows: as many as first says, 1 to 200. */
  resultChanges: ResultPatch;
  /** The signed-in user. */
  viewer: Viewer;
};


export type QueryMessageByMessageIdArgs = {
  accountId: Scalars['ID']['input'];
  messageId: Scalars['String']['input'];
};


export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


export type QueryNodesArgs = {
  ids: Array<Scalars['ID']['input']>;
};


export type QueryResultChangesArgs = {
  first: Scalars['Int']['input'];
  resultState: Scalars['String']['input'];
};

export type Quota = {
  __typename?: 'Quota';
  limit: Scalars['Float']['output'];
  resource: QuotaResource;
  used: Scalars['Float']['output'];
};

/** What may be held. */
export type QuotaResource =
  /** Mailboxes. */
  | 'MAILBOX'
  /** Messages. */
  | 'MESSAGE'
  /** Bytes. */
  | 'STORAGE';

export type ReadReceipt = {
  __typename?: 'ReadReceipt';
  /** True when no person acted. */
  automatic: Scalars['Boolean']['output'];
  disposition: Disposition;
  /** The message it is about, where it is found in the Sent mailbox within 8 s. */
  original?: Maybe<Message>;
  originalMessageId?: Maybe<Scalars['String']['output']>;
  originalSubject?: Maybe<Scalars['String']['output']>;
  /** The program that answers. */
  program?: Maybe<Scalars['String']['output']>;
  /** The address that the message was sent to. */
  recipient?: Maybe<Scalars['String']['output']>;
};

export type RecipientStatus = {
  __typename?: 'RecipientStatus';
  address: Scalars['EmailAddress']['output'];
  /** What the server said to this recipient; plain text. */
  smtpReply?: Maybe<Scalars['String']['output']>;
  status: SubmissionStatus;
};

export type RecoveryCodePayload = {
  __typename?: 'RecoveryCodePayload';
  code?: Maybe<Scalars['String']['output']>;
  problem?: Maybe<Problem>;
};

/** How often it comes back (RRULE), in parts to make words of. It is never expanded here. */
export type Recurrence = {
  __typename?: 'Recurrence';
  /** False when the rule says more than these fields. */
  complete: Scalars['Boolean']['output'];
  /** How many times in all; null when that is not what ends it. */
  count?: Maybe<Scalars['Int']['output']>;
  days: Array<RecurrenceDay>;
  frequency: Frequency;
  /** Every so many of them, at least 1. */
  interval: Scalars['Int']['output'];
  /** 1 to 31; from the end of the month when negative. */
  monthDays: Array<Scalars['Int']['output']>;
  /** 1 to 12. */
  months: Array<Scalars['Int']['output']>;
  /** The rule as written. */
  rule: Scalars['String']['output'];
  /** The last possible day, as 2026-12-31. */
  until?: Maybe<Scalars['String']['output']>;
};

export type RecurrenceDay = {
  __typename?: 'RecurrenceDay';
  day: Weekday;
  /** The how-manieth of the month or year, from its end when negative; null for every one. */
  nth?: Maybe<Scalars['Int']['output']>;
};

export type RemoteImages = {
  __typename?: 'RemoteImages';
  /** The document with its remote images, for this once: asking for it is the consent. Null where they are never shown. */
  documentUrl?: Maybe<Scalars['URL']['output']>;
  /** What kind DOMAIN would allow; null for a domain that many strangers share, such as those of mail providers. */
  domain?: Maybe<Scalars['String']['output']>;
  /** Whom kind SENDER of allowRemoteImages would allow; null where the message names no sender, or several. */
  sender?: Maybe<Scalars['EmailAddress']['output']>;
  state: RemoteImagesState;
};

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

export type ReportedRecipient = {
  __typename?: 'ReportedRecipient';
  action: DeliveryAction;
  /** As it was written to; null when the report names nobody. */
  address?: Maybe<Scalars['String']['output']>;
  /** Where it was forwarded to, when that is another. */
  finalAddress?: Maybe<Scalars['String']['output']>;
  reason: DeliveryReason;
  remoteServer?: Maybe<Scalars['String']['output']>;
  /** Of a delay: until when it is tried. */
  retryUntil?: Maybe<Scalars['DateTime']['output']>;
  /** What the other server said, on one line of at most 1,000 characters: somebody else's words, to be quoted. */
  serverText?: Maybe<Scalars['String']['output']>;
  /** Such as 5.1.1; null where there is none. */
  status?: Maybe<Scalars['String']['output']>;
};

export type ResultInsert = {
  __typename?: 'ResultInsert';
  /** It comes right after this one; null: it is the first of the list. If you don't hold that one, it lies below what you hold. */
  afterId?: Maybe<Scalars['ID']['output']>;
  cursor: Scalars['String']['output'];
  node: Message;
};

/** What makes a list that a client holds the list as it is now: first take out what was removed, then put in what was inserted, in order. */
export type ResultPatch = {
  __typename?: 'ResultPatch';
  /** Messages that may look different now; you may not hold some of them. */
  changed: Array<Message>;
  /** Messages that belong into the list, in its order. One that you hold already stays where it is. */
  inserted: Array<ResultInsert>;
  /** True: too much happened, or the server can't tell. Ask for the list again. */
  mustRefetch: Scalars['Boolean']['output'];
  /** Messages that are no longer in the list; you may never have held some of them. */
  removed: Array<Scalars['ID']['output']>;
  resultState: Scalars['String']['output'];
  /** How long the list is now; null as in MessageConnection. */
  total?: Maybe<Scalars['Int']['output']>;
};

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

export type SentCopy =
  | 'APPENDED'
  /** Sent; the copy is filed as soon as the mailbox can be reached. */
  | 'PENDING'
  /** The account has no place for it, or nothing was sent. */
  | 'SKIPPED';

export type Session = Node & {
  __typename?: 'Session';
  createdAt: Scalars['DateTime']['output'];
  /** True for the session that asks. */
  current: Scalars['Boolean']['output'];
  /** What the browser said it is. */
  device?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  lastSeenAt: Scalars['DateTime']['output'];
};

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

/** A message on its way out: a durable row with a life of its own. */
export type Submission = Node & {
  __typename?: 'Submission';
  account: Account;
  attempts: Scalars['Int']['output'];
  createdAt: Scalars['DateTime']['output'];
  error?: Maybe<Problem>;
  id: Scalars['ID']['output'];
  /** Message-ID without the angle brackets; the same for every try. */
  messageId: Scalars['String']['output'];
  recipients: Array<RecipientStatus>;
  sentCopy: SentCopy;
  status: SubmissionStatus;
  subject: Scalars['String']['output'];
};

export type SubmissionPayload = {
  __typename?: 'SubmissionPayload';
  problem?: Maybe<Problem>;
  submission?: Maybe<Submission>;
};

export type SubmissionStatus =
  | 'FAILED'
  /** Some recipients were refused; see recipients. */
  | 'PARTLY_SENT'
  | 'QUEUED'
  | 'SENDING'
  | 'SENT'
  /** Handed over whole, but the reply never came: it may have been sent. Nothing sends it again by itself. */
  | 'UNKNOWN';

export type Subscription = {
  __typename?: 'Subscription';
  /** What happens in the mailboxes named (INBOX of each account when none is), as server-sent events. With since (the token of the last event you saw) what happened meanwhile comes first. */
  events: Event;
};


export type SubscriptionEventsArgs = {
  mailboxIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  since?: InputMaybe<Scalars['String']['input']>;
};

export type SystemFlag =
  | 'ANSWERED'
  | 'DRAFT'
  | 'FLAGGED'
  | 'FORWARDED'
  | 'JUNK'
  | 'SEEN';

/** Which messages: those named, or all that a filter matches in a mailbox at this moment. One of messageIds and mailboxId. */
export type Target = {
  filter?: InputMaybe<MessageFilter>;
  /** All messages of this mailbox, or those that the filter matches. */
  mailboxId?: InputMaybe<Scalars['ID']['input']>;
  /** At most limits.maxBulkIds. */
  messageIds?: InputMaybe<Array<Scalars['ID']['input']>>;
};

/** A key for a program: sent as Authorization: Bearer. */
export type Token = Node & {
  __typename?: 'Token';
  /** The accounts it may reach. */
  accounts: Array<Account>;
  createdAt: Scalars['DateTime']['output'];
  /** Null: it does not expire. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  id: Scalars['ID']['output'];
  lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
  name: Scalars['String']['output'];
  scopes: Array<Scope>;
};

export type TokenInput = {
  /** Empty or absent: all accounts. */
  accountIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** What it is for, 1 to 100 characters. */
  name: Scalars['String']['input'];
  scopes: Array<Scope>;
};

export type TokenPayload = {
  __typename?: 'TokenPayload';
  problem?: Maybe<Problem>;
  /** Shown once; it is stored as a hash. */
  secret?: Maybe<Scalars['String']['output']>;
  token?: Maybe<Token>;
};

/** What is known of the sender. Verdicts are null where nobody who is believed told; silence is no praise. */
export type Trust = {
  __typename?: 'Trust';
  arc?: Maybe<AuthVerdict>;
  /** The server that made the checks (authserv-id); null when none is believed. Results that came with the message are never taken for the own server's. */
  assertedBy?: Maybe<Scalars['String']['output']>;
  /** The domain of the From address, where those checks show that it sent the message; else null. */
  confirmedDomain?: Maybe<Scalars['String']['output']>;
  dkim?: Maybe<AuthVerdict>;
  dmarc?: Maybe<AuthVerdict>;
  spf?: Maybe<AuthVerdict>;
  /** Another domain that signed the message or handed it in for the sender. */
  via?: Maybe<Scalars['String']['output']>;
  /** What is odd about the sender; empty when nothing is. */
  warnings: Array<TrustWarning>;
};

/** Strings come from outside: show them as text, and as a quotation. */
export type TrustWarning = {
  __typename?: 'TrustWarning';
  /** What it is in truth: the sender's address or domain, where answers go, where a link leads. */
  actual?: Maybe<Scalars['String']['output']>;
  /** What is claimed: an address or a host. Of LOOKALIKE_DOMAIN and LINK_LOOKALIKE: what it is made to look like. */
  claimed?: Maybe<Scalars['String']['output']>;
  kind: TrustWarningKind;
  level: TrustWarningLevel;
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

/** Both ends included. */
export type UidRange = {
  __typename?: 'UidRange';
  first: Scalars['String']['output'];
  last: Scalars['String']['output'];
};

export type UnsubscribeOutcome =
  /** The list's server took the request. */
  | 'ACCEPTED'
  /** It answered with something else; try its page. */
  | 'REFUSED';

export type UnsubscribePayload = {
  __typename?: 'UnsubscribePayload';
  /** The host that was asked. */
  host?: Maybe<Scalars['String']['output']>;
  outcome?: Maybe<UnsubscribeOutcome>;
  problem?: Maybe<Problem>;
  /** The HTTP status it answered with. */
  status?: Maybe<Scalars['Int']['output']>;
};

/** What is left out stays as it is. */
export type UpdateMailboxInput = {
  id: Scalars['ID']['input'];
  name?: InputMaybe<Scalars['String']['input']>;
  /** The mailbox to put it into; null puts it at the top. */
  parentId?: InputMaybe<Scalars['ID']['input']>;
  subscribed?: InputMaybe<Scalars['Boolean']['input']>;
};

/** The signed-in user: one vault with a list of accounts. */
export type Viewer = Node & {
  __typename?: 'Viewer';
  accounts: Array<Account>;
  id: Scalars['ID']['output'];
  /** Whose remote images are shown without a question, newest first; at most 1,000. */
  imageSources: Array<ImageSource>;
  /** Sessions that are open, newest first. */
  sessions: Array<Session>;
  /** API tokens, newest first. */
  tokens: Array<Token>;
};

export type Weekday =
  | 'FR'
  | 'MO'
  | 'SA'
  | 'SU'
  | 'TH'
  | 'TU'
  | 'WE';



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;




/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( AccountModel )
    | ( AttachmentModel )
    | ( DraftModel )
    | ( ImageSourceModel )
    | ( LabelModel )
    | ( MailboxModel )
    | ( MessageModel )
    | ( SessionModel )
    | ( SubmissionModel )
    | ( TokenModel )
    | ( ViewerModel )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Account: ResolverTypeWrapper<AccountModel>;
  AccountPayload: ResolverTypeWrapper<Omit<AccountPayload, 'account' | 'problem'> & { account?: Maybe<ResolversTypes['Account']>, problem?: Maybe<ResolversTypes['Problem']> }>;
  Address: ResolverTypeWrapper<ShownAddress>;
  AttachedMessage: ResolverTypeWrapper<AttachedMessageModel>;
  Attachment: ResolverTypeWrapper<AttachmentModel>;
  AttachmentPreview: ResolverTypeWrapper<AttachmentPreview>;
  Attendee: ResolverTypeWrapper<AttendeeModel>;
  AttendeeKind: AttendeeKind;
  AttendeeRole: AttendeeRole;
  AuthVerdict: AuthVerdict;
  Availability: Availability;
  Body: ResolverTypeWrapper<Body>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  BulkOptions: BulkOptions;
  BulkPayload: ResolverTypeWrapper<Omit<BulkPayload, 'problem' | 'results'> & { problem?: Maybe<ResolversTypes['Problem']>, results: Array<ResolversTypes['ItemOutcome']> }>;
  Contact: ResolverTypeWrapper<ContactModel>;
  ContactValue: ResolverTypeWrapper<ContactValue>;
  CreateMailboxInput: CreateMailboxInput;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeletePayload: ResolverTypeWrapper<Omit<DeletePayload, 'problem'> & { problem?: Maybe<ResolversTypes['Problem']> }>;
  DeliveryAction: DeliveryAction;
  DeliveryReason: DeliveryReason;
  DeliveryReport: ResolverTypeWrapper<ReportModel>;
  Disposition: Disposition;
  Draft: ResolverTypeWrapper<DraftModel>;
  DraftInput: DraftInput;
  DraftPayload: ResolverTypeWrapper<Omit<DraftPayload, 'draft' | 'problem'> & { draft?: Maybe<ResolversTypes['Draft']>, problem?: Maybe<ResolversTypes['Problem']> }>;
  DraftTemplate: ResolverTypeWrapper<Omit<DraftTemplate, 'attachments' | 'cc' | 'to'> & { attachments: Array<ResolversTypes['Attachment']>, cc: Array<ResolversTypes['Address']>, to: Array<ResolversTypes['Address']> }>;
  EmailAddress: ResolverTypeWrapper<Scalars['EmailAddress']['output']>;
  EmptyMailboxPayload: ResolverTypeWrapper<Omit<EmptyMailboxPayload, 'mailbox' | 'problem'> & { mailbox?: Maybe<ResolversTypes['Mailbox']>, problem?: Maybe<ResolversTypes['Problem']> }>;
  ErrorCode: ErrorCode;
  Event: ResolverTypeWrapper<Event>;
  EventKind: EventKind;
  EventTime: ResolverTypeWrapper<EventTime>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  Frequency: Frequency;
  HeaderField: ResolverTypeWrapper<HeaderField>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  ImageSource: ResolverTypeWrapper<ImageSourceModel>;
  ImageSourceKind: ImageSourceKind;
  ImageSourcePayload: ResolverTypeWrapper<Omit<ImageSourcePayload, 'problem' | 'source'> & { problem?: Maybe<ResolversTypes['Problem']>, source?: Maybe<ResolversTypes['ImageSource']> }>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Invitation: ResolverTypeWrapper<InvitationModel>;
  InvitationMethod: InvitationMethod;
  ItemOutcome: ResolverTypeWrapper<Omit<ItemOutcome, 'problem'> & { problem?: Maybe<ResolversTypes['Problem']> }>;
  Label: ResolverTypeWrapper<LabelModel>;
  Limits: ResolverTypeWrapper<Limits>;
  Mailbox: ResolverTypeWrapper<MailboxModel>;
  MailboxChanges: ResolverTypeWrapper<ChangesModel>;
  MailboxNamespace: MailboxNamespace;
  MailboxPayload: ResolverTypeWrapper<Omit<MailboxPayload, 'mailbox' | 'problem'> & { mailbox?: Maybe<ResolversTypes['Mailbox']>, problem?: Maybe<ResolversTypes['Problem']> }>;
  MailboxRights: ResolverTypeWrapper<MailboxRights>;
  MailboxRole: MailboxRole;
  MailingList: ResolverTypeWrapper<MailingListModel>;
  Marked: ResolverTypeWrapper<Marked>;
  Message: ResolverTypeWrapper<MessageModel>;
  MessageConnection: ResolverTypeWrapper<ConnectionModel>;
  MessageEdge: ResolverTypeWrapper<Omit<MessageEdge, 'node'> & { node: ResolversTypes['Message'] }>;
  MessageFilter: MessageFilter;
  MessageSort: MessageSort;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NewerInvitation: ResolverTypeWrapper<NewerInvitationModel>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Participation: Participation;
  PreviewKind: PreviewKind;
  Problem: ResolverTypeWrapper<ProblemModel>;
  Protection: ResolverTypeWrapper<Protection>;
  ProtectionFormat: ProtectionFormat;
  Protocol: Protocol;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Quota: ResolverTypeWrapper<Quota>;
  QuotaResource: QuotaResource;
  ReadReceipt: ResolverTypeWrapper<ReportModel>;
  RecipientStatus: ResolverTypeWrapper<RecipientStatus>;
  RecoveryCodePayload: ResolverTypeWrapper<Omit<RecoveryCodePayload, 'problem'> & { problem?: Maybe<ResolversTypes['Problem']> }>;
  Recurrence: ResolverTypeWrapper<RecurrenceModel>;
  RecurrenceDay: ResolverTypeWrapper<RecurrenceDay>;
  RemoteImages: ResolverTypeWrapper<RemoteImages>;
  RemoteImagesState: RemoteImagesState;
  ReplyMode: ReplyMode;
  ReportedRecipient: ResolverTypeWrapper<ReportedRecipientModel>;
  ResultInsert: ResolverTypeWrapper<Omit<ResultInsert, 'node'> & { node: ResolversTypes['Message'] }>;
  ResultPatch: ResolverTypeWrapper<Omit<ResultPatch, 'changed' | 'inserted'> & { changed: Array<ResolversTypes['Message']>, inserted: Array<ResolversTypes['ResultInsert']> }>;
  Scope: Scope;
  SentCopy: SentCopy;
  Session: ResolverTypeWrapper<SessionModel>;
  SortKey: SortKey;
  StateOrigin: StateOrigin;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Submission: ResolverTypeWrapper<SubmissionModel>;
  SubmissionPayload: ResolverTypeWrapper<Omit<SubmissionPayload, 'problem' | 'submission'> & { problem?: Maybe<ResolversTypes['Problem']>, submission?: Maybe<ResolversTypes['Submission']> }>;
  SubmissionStatus: SubmissionStatus;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  SystemFlag: SystemFlag;
  Target: Target;
  Token: ResolverTypeWrapper<TokenModel>;
  TokenInput: TokenInput;
  TokenPayload: ResolverTypeWrapper<Omit<TokenPayload, 'problem' | 'token'> & { problem?: Maybe<ResolversTypes['Problem']>, token?: Maybe<ResolversTypes['Token']> }>;
  Trust: ResolverTypeWrapper<TrustModel>;
  TrustWarning: ResolverTypeWrapper<TrustWarningModel>;
  TrustWarningKind: TrustWarningKind;
  TrustWarningLevel: TrustWarningLevel;
  URL: ResolverTypeWrapper<Scalars['URL']['output']>;
  UidRange: ResolverTypeWrapper<UidRange>;
  UnsubscribeOutcome: UnsubscribeOutcome;
  UnsubscribePayload: ResolverTypeWrapper<Omit<UnsubscribePayload, 'problem'> & { problem?: Maybe<ResolversTypes['Problem']> }>;
  UpdateMailboxInput: UpdateMailboxInput;
  Viewer: ResolverTypeWrapper<ViewerModel>;
  Weekday: Weekday;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Account: AccountModel;
  AccountPayload: Omit<AccountPayload, 'account' | 'problem'> & { account?: Maybe<ResolversParentTypes['Account']>, problem?: Maybe<ResolversParentTypes['Problem']> };
  Address: ShownAddress;
  AttachedMessage: AttachedMessageModel;
  Attachment: AttachmentModel;
  AttachmentPreview: AttachmentPreview;
  Attendee: AttendeeModel;
  Body: Body;
  Boolean: Scalars['Boolean']['output'];
  BulkOptions: BulkOptions;
  BulkPayload: Omit<BulkPayload, 'problem' | 'results'> & { problem?: Maybe<ResolversParentTypes['Problem']>, results: Array<ResolversParentTypes['ItemOutcome']> };
  Contact: ContactModel;
  ContactValue: ContactValue;
  CreateMailboxInput: CreateMailboxInput;
  DateTime: Scalars['DateTime']['output'];
  DeletePayload: Omit<DeletePayload, 'problem'> & { problem?: Maybe<ResolversParentTypes['Problem']> };
  DeliveryReport: ReportModel;
  Draft: DraftModel;
  DraftInput: DraftInput;
  DraftPayload: Omit<DraftPayload, 'draft' | 'problem'> & { draft?: Maybe<ResolversParentTypes['Draft']>, problem?: Maybe<ResolversParentTypes['Problem']> };
  DraftTemplate: Omit<DraftTemplate, 'attachments' | 'cc' | 'to'> & { attachments: Array<ResolversParentTypes['Attachment']>, cc: Array<ResolversParentTypes['Address']>, to: Array<ResolversParentTypes['Address']> };
  EmailAddress: Scalars['EmailAddress']['output'];
  EmptyMailboxPayload: Omit<EmptyMailboxPayload, 'mailbox' | 'problem'> & { mailbox?: Maybe<ResolversParentTypes['Mailbox']>, problem?: Maybe<ResolversParentTypes['Problem']> };
  Event: Event;
  EventTime: EventTime;
  Float: Scalars['Float']['output'];
  HeaderField: HeaderField;
  ID: Scalars['ID']['output'];
  ImageSource: ImageSourceModel;
  ImageSourcePayload: Omit<ImageSourcePayload, 'problem' | 'source'> & { problem?: Maybe<ResolversParentTypes['Problem']>, source?: Maybe<ResolversParentTypes['ImageSource']> };
  Int: Scalars['Int']['output'];
  Invitation: InvitationModel;
  ItemOutcome: Omit<ItemOutcome, 'problem'> & { problem?: Maybe<ResolversParentTypes['Problem']> };
  Label: LabelModel;
  Limits: Limits;
  Mailbox: MailboxModel;
  MailboxChanges: ChangesModel;
  MailboxPayload: Omit<MailboxPayload, 'mailbox' | 'problem'> & { mailbox?: Maybe<ResolversParentTypes['Mailbox']>, problem?: Maybe<ResolversParentTypes['Problem']> };
  MailboxRights: MailboxRights;
  MailingList: MailingListModel;
  Marked: Marked;
  Message: MessageModel;
  MessageConnection: ConnectionModel;
  MessageEdge: Omit<MessageEdge, 'node'> & { node: ResolversParentTypes['Message'] };
  MessageFilter: MessageFilter;
  MessageSort: MessageSort;
  Mutation: Record<PropertyKey, never>;
  NewerInvitation: NewerInvitationModel;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  PageInfo: PageInfo;
  Problem: ProblemModel;
  Protection: Protection;
  Query: Record<PropertyKey, never>;
  Quota: Quota;
  ReadReceipt: ReportModel;
  RecipientStatus: RecipientStatus;
  RecoveryCodePayload: Omit<RecoveryCodePayload, 'problem'> & { problem?: Maybe<ResolversParentTypes['Problem']> };
  Recurrence: RecurrenceModel;
  RecurrenceDay: RecurrenceDay;
  RemoteImages: RemoteImages;
  ReportedRecipient: ReportedRecipientModel;
  ResultInsert: Omit<ResultInsert, 'node'> & { node: ResolversParentTypes['Message'] };
  ResultPatch: Omit<ResultPatch, 'changed' | 'inserted'> & { changed: Array<ResolversParentTypes['Message']>, inserted: Array<ResolversParentTypes['ResultInsert']> };
  Session: SessionModel;
  String: Scalars['String']['output'];
  Submission: SubmissionModel;
  SubmissionPayload: Omit<SubmissionPayload, 'problem' | 'submission'> & { problem?: Maybe<ResolversParentTypes['Problem']>, submission?: Maybe<ResolversParentTypes['Submission']> };
  Subscription: Record<PropertyKey, never>;
  Target: Target;
  Token: TokenModel;
  TokenInput: TokenInput;
  TokenPayload: Omit<TokenPayload, 'problem' | 'token'> & { problem?: Maybe<ResolversParentTypes['Problem']>, token?: Maybe<ResolversParentTypes['Token']> };
  Trust: TrustModel;
  TrustWarning: TrustWarningModel;
  URL: Scalars['URL']['output'];
  UidRange: UidRange;
  UnsubscribePayload: Omit<UnsubscribePayload, 'problem'> & { problem?: Maybe<ResolversParentTypes['Problem']> };
  UpdateMailboxInput: UpdateMailboxInput;
  Viewer: ViewerModel;
};

export type RequiresDirectiveArgs = {
  scopes: Array<Scope>;
};

export type RequiresDirectiveResolver<Result, Parent, ContextType = Context, Args = RequiresDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AccountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Account'] = ResolversParentTypes['Account']> = {
  address?: Resolver<ResolversTypes['EmailAddress'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['Label']>, ParentType, ContextType, RequireFields<AccountLabelArgs, 'keyword'>>;
  labels?: Resolver<Array<ResolversTypes['Label']>, ParentType, ContextType>;
  mailbox?: Resolver<Maybe<ResolversTypes['Mailbox']>, ParentType, ContextType, RequireFields<AccountMailboxArgs, 'role'>>;
  mailboxes?: Resolver<Array<ResolversTypes['Mailbox']>, ParentType, ContextType, Partial<AccountMailboxesArgs>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  protocol?: Resolver<ResolversTypes['Protocol'], ParentType, ContextType>;
  quota?: Resolver<Array<ResolversTypes['Quota']>, ParentType, ContextType>;
  stateOrigin?: Resolver<ResolversTypes['StateOrigin'], ParentType, ContextType>;
  submissions?: Resolver<Array<ResolversTypes['Submission']>, ParentType, ContextType, RequireFields<AccountSubmissionsArgs, 'first'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AccountPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccountPayload'] = ResolversParentTypes['AccountPayload']> = {
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
};

export type AddressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Address'] = ResolversParentTypes['Address']> = {
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  display?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AttachedMessageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AttachedMessage'] = ResolversParentTypes['AttachedMessage']> = {
  attachments?: Resolver<Array<ResolversTypes['Attachment']>, ParentType, ContextType>;
  attachmentsUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  cc?: Resolver<Array<ResolversTypes['Address']>, ParentType, ContextType>;
  documentUrl?: Resolver<ResolversTypes['URL'], ParentType, ContextType>;
  from?: Resolver<Array<ResolversTypes['Address']>, ParentType, ContextType>;
  messageId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sentAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  to?: Resolver<Array<ResolversTypes['Address']>, ParentType, ContextType>;
};

export type AttachmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Attachment'] = ResolversParentTypes['Attachment']> = {
  contentType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  filename?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['AttachedMessage']>, ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  preview?: Resolver<Maybe<ResolversTypes['AttachmentPreview']>, ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  thumbnailUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  url?: Resolver<ResolversTypes['URL'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AttachmentPreviewResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AttachmentPreview'] = ResolversParentTypes['AttachmentPreview']> = {
  kind?: Resolver<ResolversTypes['PreviewKind'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['URL'], ParentType, ContextType>;
};

export type AttendeeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Attendee'] = ResolversParentTypes['Attendee']> = {
  address?: Resolver<ResolversTypes['Address'], ParentType, ContextType>;
  isMe?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['AttendeeKind'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['AttendeeRole'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['Participation'], ParentType, ContextType>;
};

export type BodyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Body'] = ResolversParentTypes['Body']> = {
  blockedRemote?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  trackers?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  truncated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type BulkPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BulkPayload'] = ResolversParentTypes['BulkPayload']> = {
  done?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  failed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  results?: Resolver<Array<ResolversTypes['ItemOutcome']>, ParentType, ContextType>;
  undoToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  undoUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ContactResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Contact'] = ResolversParentTypes['Contact']> = {
  addresses?: Resolver<Array<ResolversTypes['ContactValue']>, ParentType, ContextType>;
  birthday?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  emails?: Resolver<Array<ResolversTypes['ContactValue']>, ParentType, ContextType>;
  file?: Resolver<ResolversTypes['Attachment'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  organization?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  phones?: Resolver<Array<ResolversTypes['ContactValue']>, ParentType, ContextType>;
  photoUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  urls?: Resolver<Array<ResolversTypes['ContactValue']>, ParentType, ContextType>;
};

export type ContactValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ContactValue'] = ResolversParentTypes['ContactValue']> = {
  label?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeletePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeletePayload'] = ResolversParentTypes['DeletePayload']> = {
  deletedId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
};

export type DeliveryReportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeliveryReport'] = ResolversParentTypes['DeliveryReport']> = {
  original?: Resolver<Maybe<ResolversTypes['Message']>, ParentType, ContextType>;
  originalMessageId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  originalSentAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  originalSubject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recipientCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  recipients?: Resolver<Array<ResolversTypes['ReportedRecipient']>, ParentType, ContextType>;
  reportingServer?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DraftResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Draft'] = ResolversParentTypes['Draft']> = {
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  attachments?: Resolver<Array<ResolversTypes['Attachment']>, ParentType, ContextType>;
  bcc?: Resolver<Array<ResolversTypes['Address']>, ParentType, ContextType>;
  cc?: Resolver<Array<ResolversTypes['Address']>, ParentType, ContextType>;
  forwardOf?: Resolver<Maybe<ResolversTypes['Message']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inReplyTo?: Resolver<Maybe<ResolversTypes['Message']>, ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<Array<ResolversTypes['Address']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DraftPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DraftPayload'] = ResolversParentTypes['DraftPayload']> = {
  draft?: Resolver<Maybe<ResolversTypes['Draft']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
};

export type DraftTemplateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DraftTemplate'] = ResolversParentTypes['DraftTemplate']> = {
  attachments?: Resolver<Array<ResolversTypes['Attachment']>, ParentType, ContextType>;
  cc?: Resolver<Array<ResolversTypes['Address']>, ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<Array<ResolversTypes['Address']>, ParentType, ContextType>;
};

export interface EmailAddressScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['EmailAddress'], any> {
  name: 'EmailAddress';
}

export type EmptyMailboxPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EmptyMailboxPayload'] = ResolversParentTypes['EmptyMailboxPayload']> = {
  done?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  hasMore?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  mailbox?: Resolver<Maybe<ResolversTypes['Mailbox']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
};

export type EventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Event'] = ResolversParentTypes['Event']> = {
  accountId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  connected?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['EventKind'], ParentType, ContextType>;
  mailboxId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  messageIds?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  token?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type EventTimeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EventTime'] = ResolversParentTypes['EventTime']> = {
  instant?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  local?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  timeZone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type HeaderFieldResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HeaderField'] = ResolversParentTypes['HeaderField']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ImageSourceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ImageSource'] = ResolversParentTypes['ImageSource']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ImageSourceKind'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ImageSourcePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ImageSourcePayload'] = ResolversParentTypes['ImageSourcePayload']> = {
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['ImageSource']>, ParentType, ContextType>;
};

export type InvitationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Invitation'] = ResolversParentTypes['Invitation']> = {
  allDay?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  attendeeCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  attendees?: Resolver<Array<ResolversTypes['Attendee']>, ParentType, ContextType>;
  cancelled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  comment?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  end?: Resolver<Maybe<ResolversTypes['EventTime']>, ParentType, ContextType>;
  icsUrl?: Resolver<ResolversTypes['URL'], ParentType, ContextType>;
  joinUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  location?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  method?: Resolver<ResolversTypes['InvitationMethod'], ParentType, ContextType>;
  moreEvents?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  myStatus?: Resolver<Maybe<ResolversTypes['Participation']>, ParentType, ContextType>;
  newer?: Resolver<Maybe<ResolversTypes['NewerInvitation']>, ParentType, ContextType>;
  occurrence?: Resolver<Maybe<ResolversTypes['EventTime']>, ParentType, ContextType>;
  organizer?: Resolver<Maybe<ResolversTypes['Address']>, ParentType, ContextType>;
  pageUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  recurrence?: Resolver<Maybe<ResolversTypes['Recurrence']>, ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  stamp?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  start?: Resolver<Maybe<ResolversTypes['EventTime']>, ParentType, ContextType>;
  summary?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  uid?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ItemOutcomeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ItemOutcome'] = ResolversParentTypes['ItemOutcome']> = {
  copyId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  gone?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  replacedBy?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type LabelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Label'] = ResolversParentTypes['Label']> = {
  color?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  keyword?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LimitsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Limits'] = ResolversParentTypes['Limits']> = {
  maxAliases?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxBulkIds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxDepth?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxFirst?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxMessageBytes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxTokens?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MailboxResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mailbox'] = ResolversParentTypes['Mailbox']> = {
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  changes?: Resolver<ResolversTypes['MailboxChanges'], ParentType, ContextType, RequireFields<MailboxChangesArgs, 'first' | 'since'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  messages?: Resolver<ResolversTypes['MessageConnection'], ParentType, ContextType, Partial<MailboxMessagesArgs>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  namespace?: Resolver<ResolversTypes['MailboxNamespace'], ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['StateOrigin'], ParentType, ContextType>;
  owner?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  path?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  rights?: Resolver<Maybe<ResolversTypes['MailboxRights']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['MailboxRole']>, ParentType, ContextType>;
  selectable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  subscribed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unread?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MailboxChangesResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MailboxChanges'] = ResolversParentTypes['MailboxChanges']> = {
  added?: Resolver<Array<ResolversTypes['Message']>, ParentType, ContextType>;
  changed?: Resolver<Array<ResolversTypes['Message']>, ParentType, ContextType>;
  hasMore?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  marked?: Resolver<Maybe<Array<ResolversTypes['Marked']>>, ParentType, ContextType>;
  present?: Resolver<Maybe<Array<ResolversTypes['UidRange']>>, ParentType, ContextType>;
  removed?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MailboxPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MailboxPayload'] = ResolversParentTypes['MailboxPayload']> = {
  mailbox?: Resolver<Maybe<ResolversTypes['Mailbox']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
};

export type MailboxRightsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MailboxRights'] = ResolversParentTypes['MailboxRights']> = {
  createChild?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  delete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  insert?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  read?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  remove?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rename?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  setFlags?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  setSeen?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type MailingListResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MailingList'] = ResolversParentTypes['MailingList']> = {
  archiveUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  listId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  oneClick?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  postMailto?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  unsubscribeHost?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  unsubscribeMailto?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  unsubscribeUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
};

export type MarkedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Marked'] = ResolversParentTypes['Marked']> = {
  flag?: Resolver<Maybe<ResolversTypes['SystemFlag']>, ParentType, ContextType>;
  keyword?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ranges?: Resolver<Array<ResolversTypes['UidRange']>, ParentType, ContextType>;
};

export type MessageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Message'] = ResolversParentTypes['Message']> = {
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  attachments?: Resolver<Array<ResolversTypes['Attachment']>, ParentType, ContextType>;
  attachmentsUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  availability?: Resolver<ResolversTypes['Availability'], ParentType, ContextType>;
  bcc?: Resolver<Array<ResolversTypes['Address']>, ParentType, ContextType>;
  body?: Resolver<ResolversTypes['Body'], ParentType, ContextType>;
  cc?: Resolver<Array<ResolversTypes['Address']>, ParentType, ContextType>;
  contacts?: Resolver<Array<ResolversTypes['Contact']>, ParentType, ContextType>;
  deliveryReport?: Resolver<Maybe<ResolversTypes['DeliveryReport']>, ParentType, ContextType>;
  documentUrl?: Resolver<ResolversTypes['URL'], ParentType, ContextType>;
  draft?: Resolver<Maybe<ResolversTypes['Draft']>, ParentType, ContextType>;
  emailId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  flags?: Resolver<Array<ResolversTypes['SystemFlag']>, ParentType, ContextType>;
  from?: Resolver<Array<ResolversTypes['Address']>, ParentType, ContextType>;
  hasAttachments?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  headers?: Resolver<Array<ResolversTypes['HeaderField']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inReplyTo?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  invitation?: Resolver<Maybe<ResolversTypes['Invitation']>, ParentType, ContextType>;
  keywords?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  labels?: Resolver<Array<ResolversTypes['Label']>, ParentType, ContextType>;
  linkWarnings?: Resolver<Array<ResolversTypes['TrustWarning']>, ParentType, ContextType>;
  mailbox?: Resolver<Maybe<ResolversTypes['Mailbox']>, ParentType, ContextType>;
  mailingList?: Resolver<Maybe<ResolversTypes['MailingList']>, ParentType, ContextType>;
  messageId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  preview?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  protection?: Resolver<Maybe<ResolversTypes['Protection']>, ParentType, ContextType>;
  rawUrl?: Resolver<ResolversTypes['URL'], ParentType, ContextType>;
  readReceipt?: Resolver<Maybe<ResolversTypes['ReadReceipt']>, ParentType, ContextType>;
  receiptRequestedBy?: Resolver<Array<ResolversTypes['Address']>, ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  references?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  remoteImages?: Resolver<ResolversTypes['RemoteImages'], ParentType, ContextType>;
  replyTemplate?: Resolver<ResolversTypes['DraftTemplate'], ParentType, ContextType, RequireFields<MessageReplyTemplateArgs, 'mode'>>;
  replyTo?: Resolver<Array<ResolversTypes['Address']>, ParentType, ContextType>;
  sender?: Resolver<Array<ResolversTypes['Address']>, ParentType, ContextType>;
  sentAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  stateOrigin?: Resolver<ResolversTypes['StateOrigin'], ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  to?: Resolver<Array<ResolversTypes['Address']>, ParentType, ContextType>;
  trust?: Resolver<ResolversTypes['Trust'], ParentType, ContextType>;
  uid?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MessageConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MessageConnection'] = ResolversParentTypes['MessageConnection']> = {
  ascending?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  edges?: Resolver<Array<ResolversTypes['MessageEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Message']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  position?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  sortedBy?: Resolver<ResolversTypes['SortKey'], ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type MessageEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MessageEdge'] = ResolversParentTypes['MessageEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Message'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  allowRemoteImages?: Resolver<ResolversTypes['ImageSourcePayload'], ParentType, ContextType, RequireFields<MutationAllowRemoteImagesArgs, 'kind'>>;
  archive?: Resolver<ResolversTypes['BulkPayload'], ParentType, ContextType, RequireFields<MutationArchiveArgs, 'options' | 'target'>>;
  copyMessages?: Resolver<ResolversTypes['BulkPayload'], ParentType, ContextType, RequireFields<MutationCopyMessagesArgs, 'options' | 'target' | 'to'>>;
  createMailbox?: Resolver<ResolversTypes['MailboxPayload'], ParentType, ContextType, RequireFields<MutationCreateMailboxArgs, 'input'>>;
  createRecoveryCode?: Resolver<ResolversTypes['RecoveryCodePayload'], ParentType, ContextType>;
  createToken?: Resolver<ResolversTypes['TokenPayload'], ParentType, ContextType, RequireFields<MutationCreateTokenArgs, 'input'>>;
  deleteMailbox?: Resolver<ResolversTypes['DeletePayload'], ParentType, ContextType, RequireFields<MutationDeleteMailboxArgs, 'id' | 'withMessages'>>;
  destroy?: Resolver<ResolversTypes['BulkPayload'], ParentType, ContextType, RequireFields<MutationDestroyArgs, 'options' | 'target'>>;
  discardDraft?: Resolver<ResolversTypes['DeletePayload'], ParentType, ContextType, RequireFields<MutationDiscardDraftArgs, 'id'>>;
  emptyMailbox?: Resolver<ResolversTypes['EmptyMailboxPayload'], ParentType, ContextType, RequireFields<MutationEmptyMailboxArgs, 'id'>>;
  markJunk?: Resolver<ResolversTypes['BulkPayload'], ParentType, ContextType, RequireFields<MutationMarkJunkArgs, 'junk' | 'options' | 'target'>>;
  moveMessages?: Resolver<ResolversTypes['BulkPayload'], ParentType, ContextType, RequireFields<MutationMoveMessagesArgs, 'options' | 'target' | 'to'>>;
  refreshAccount?: Resolver<ResolversTypes['AccountPayload'], ParentType, ContextType, RequireFields<MutationRefreshAccountArgs, 'id'>>;
  revokeRemoteImages?: Resolver<ResolversTypes['DeletePayload'], ParentType, ContextType, RequireFields<MutationRevokeRemoteImagesArgs, 'id'>>;
  revokeSession?: Resolver<ResolversTypes['DeletePayload'], ParentType, ContextType, RequireFields<MutationRevokeSessionArgs, 'id'>>;
  revokeToken?: Resolver<ResolversTypes['DeletePayload'], ParentType, ContextType, RequireFields<MutationRevokeTokenArgs, 'id'>>;
  saveDraft?: Resolver<ResolversTypes['DraftPayload'], ParentType, ContextType, RequireFields<MutationSaveDraftArgs, 'input'>>;
  send?: Resolver<ResolversTypes['SubmissionPayload'], ParentType, ContextType, RequireFields<MutationSendArgs, 'idempotencyKey' | 'input'>>;
  setFlags?: Resolver<ResolversTypes['BulkPayload'], ParentType, ContextType, RequireFields<MutationSetFlagsArgs, 'add' | 'options' | 'remove' | 'target'>>;
  setLabels?: Resolver<ResolversTypes['BulkPayload'], ParentType, ContextType, RequireFields<MutationSetLabelsArgs, 'add' | 'options' | 'remove' | 'target'>>;
  trash?: Resolver<ResolversTypes['BulkPayload'], ParentType, ContextType, RequireFields<MutationTrashArgs, 'options' | 'target'>>;
  undo?: Resolver<ResolversTypes['BulkPayload'], ParentType, ContextType, RequireFields<MutationUndoArgs, 'token'>>;
  unsubscribe?: Resolver<ResolversTypes['UnsubscribePayload'], ParentType, ContextType, RequireFields<MutationUnsubscribeArgs, 'messageId'>>;
  updateMailbox?: Resolver<ResolversTypes['MailboxPayload'], ParentType, ContextType, RequireFields<MutationUpdateMailboxArgs, 'input'>>;
};

export type NewerInvitationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NewerInvitation'] = ResolversParentTypes['NewerInvitation']> = {
  cancelled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['Message'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Account' | 'Attachment' | 'Draft' | 'ImageSource' | 'Label' | 'Mailbox' | 'Message' | 'Session' | 'Submission' | 'Token' | 'Viewer', ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProblemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Problem'] = ResolversParentTypes['Problem']> = {
  code?: Resolver<ResolversTypes['ErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  serverText?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProtectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Protection'] = ResolversParentTypes['Protection']> = {
  encrypted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  format?: Resolver<ResolversTypes['ProtectionFormat'], ParentType, ContextType>;
  signed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  limits?: Resolver<ResolversTypes['Limits'], ParentType, ContextType>;
  messageByMessageId?: Resolver<Maybe<ResolversTypes['Message']>, ParentType, ContextType, RequireFields<QueryMessageByMessageIdArgs, 'accountId' | 'messageId'>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<Array<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  resultChanges?: Resolver<ResolversTypes['ResultPatch'], ParentType, ContextType, RequireFields<QueryResultChangesArgs, 'first' | 'resultState'>>;
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
};

export type QuotaResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Quota'] = ResolversParentTypes['Quota']> = {
  limit?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  resource?: Resolver<ResolversTypes['QuotaResource'], ParentType, ContextType>;
  used?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type ReadReceiptResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReadReceipt'] = ResolversParentTypes['ReadReceipt']> = {
  automatic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  disposition?: Resolver<ResolversTypes['Disposition'], ParentType, ContextType>;
  original?: Resolver<Maybe<ResolversTypes['Message']>, ParentType, ContextType>;
  originalMessageId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  originalSubject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  program?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recipient?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RecipientStatusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecipientStatus'] = ResolversParentTypes['RecipientStatus']> = {
  address?: Resolver<ResolversTypes['EmailAddress'], ParentType, ContextType>;
  smtpReply?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SubmissionStatus'], ParentType, ContextType>;
};

export type RecoveryCodePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecoveryCodePayload'] = ResolversParentTypes['RecoveryCodePayload']> = {
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
};

export type RecurrenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Recurrence'] = ResolversParentTypes['Recurrence']> = {
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  count?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  days?: Resolver<Array<ResolversTypes['RecurrenceDay']>, ParentType, ContextType>;
  frequency?: Resolver<ResolversTypes['Frequency'], ParentType, ContextType>;
  interval?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  monthDays?: Resolver<Array<ResolversTypes['Int']>, ParentType, ContextType>;
  months?: Resolver<Array<ResolversTypes['Int']>, ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RecurrenceDayResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecurrenceDay'] = ResolversParentTypes['RecurrenceDay']> = {
  day?: Resolver<ResolversTypes['Weekday'], ParentType, ContextType>;
  nth?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type RemoteImagesResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoteImages'] = ResolversParentTypes['RemoteImages']> = {
  documentUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  domain?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sender?: Resolver<Maybe<ResolversTypes['EmailAddress']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['RemoteImagesState'], ParentType, ContextType>;
};

export type ReportedRecipientResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReportedRecipient'] = ResolversParentTypes['ReportedRecipient']> = {
  action?: Resolver<ResolversTypes['DeliveryAction'], ParentType, ContextType>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  finalAddress?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['DeliveryReason'], ParentType, ContextType>;
  remoteServer?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retryUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  serverText?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ResultInsertResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ResultInsert'] = ResolversParentTypes['ResultInsert']> = {
  afterId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Message'], ParentType, ContextType>;
};

export type ResultPatchResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ResultPatch'] = ResolversParentTypes['ResultPatch']> = {
  changed?: Resolver<Array<ResolversTypes['Message']>, ParentType, ContextType>;
  inserted?: Resolver<Array<ResolversTypes['ResultInsert']>, ParentType, ContextType>;
  mustRefetch?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  removed?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  resultState?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type SessionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Session'] = ResolversParentTypes['Session']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  current?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  device?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastSeenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SubmissionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Submission'] = ResolversParentTypes['Submission']> = {
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  messageId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  recipients?: Resolver<Array<ResolversTypes['RecipientStatus']>, ParentType, ContextType>;
  sentCopy?: Resolver<ResolversTypes['SentCopy'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SubmissionStatus'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SubmissionPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SubmissionPayload'] = ResolversParentTypes['SubmissionPayload']> = {
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  submission?: Resolver<Maybe<ResolversTypes['Submission']>, ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  events?: SubscriptionResolver<ResolversTypes['Event'], "events", ParentType, ContextType, Partial<SubscriptionEventsArgs>>;
};

export type TokenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Token'] = ResolversParentTypes['Token']> = {
  accounts?: Resolver<Array<ResolversTypes['Account']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scopes?: Resolver<Array<ResolversTypes['Scope']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TokenPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TokenPayload'] = ResolversParentTypes['TokenPayload']> = {
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  token?: Resolver<Maybe<ResolversTypes['Token']>, ParentType, ContextType>;
};

export type TrustResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Trust'] = ResolversParentTypes['Trust']> = {
  arc?: Resolver<Maybe<ResolversTypes['AuthVerdict']>, ParentType, ContextType>;
  assertedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  confirmedDomain?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dkim?: Resolver<Maybe<ResolversTypes['AuthVerdict']>, ParentType, ContextType>;
  dmarc?: Resolver<Maybe<ResolversTypes['AuthVerdict']>, ParentType, ContextType>;
  spf?: Resolver<Maybe<ResolversTypes['AuthVerdict']>, ParentType, ContextType>;
  via?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  warnings?: Resolver<Array<ResolversTypes['TrustWarning']>, ParentType, ContextType>;
};

export type TrustWarningResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TrustWarning'] = ResolversParentTypes['TrustWarning']> = {
  actual?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  claimed?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['TrustWarningKind'], ParentType, ContextType>;
  level?: Resolver<ResolversTypes['TrustWarningLevel'], ParentType, ContextType>;
};

export interface UrlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['URL'], any> {
  name: 'URL';
}

export type UidRangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UidRange'] = ResolversParentTypes['UidRange']> = {
  first?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  last?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UnsubscribePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UnsubscribePayload'] = ResolversParentTypes['UnsubscribePayload']> = {
  host?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['UnsubscribeOutcome']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  accounts?: Resolver<Array<ResolversTypes['Account']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  imageSources?: Resolver<Array<ResolversTypes['ImageSource']>, ParentType, ContextType>;
  sessions?: Resolver<Array<ResolversTypes['Session']>, ParentType, ContextType>;
  tokens?: Resolver<Array<ResolversTypes['Token']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Account?: AccountResolvers<ContextType>;
  AccountPayload?: AccountPayloadResolvers<ContextType>;
  Address?: AddressResolvers<ContextType>;
  AttachedMessage?: AttachedMessageResolvers<ContextType>;
  Attachment?: AttachmentResolvers<ContextType>;
  AttachmentPreview?: AttachmentPreviewResolvers<ContextType>;
  Attendee?: AttendeeResolvers<ContextType>;
  Body?: BodyResolvers<ContextType>;
  BulkPayload?: BulkPayloadResolvers<ContextType>;
  Contact?: ContactResolvers<ContextType>;
  ContactValue?: ContactValueResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeletePayload?: DeletePayloadResolvers<ContextType>;
  DeliveryReport?: DeliveryReportResolvers<ContextType>;
  Draft?: DraftResolvers<ContextType>;
  DraftPayload?: DraftPayloadResolvers<ContextType>;
  DraftTemplate?: DraftTemplateResolvers<ContextType>;
  EmailAddress?: GraphQLScalarType;
  EmptyMailboxPayload?: EmptyMailboxPayloadResolvers<ContextType>;
  Event?: EventResolvers<ContextType>;
  EventTime?: EventTimeResolvers<ContextType>;
  HeaderField?: HeaderFieldResolvers<ContextType>;
  ImageSource?: ImageSourceResolvers<ContextType>;
  ImageSourcePayload?: ImageSourcePayloadResolvers<ContextType>;
  Invitation?: InvitationResolvers<ContextType>;
  ItemOutcome?: ItemOutcomeResolvers<ContextType>;
  Label?: LabelResolvers<ContextType>;
  Limits?: LimitsResolvers<ContextType>;
  Mailbox?: MailboxResolvers<ContextType>;
  MailboxChanges?: MailboxChangesResolvers<ContextType>;
  MailboxPayload?: MailboxPayloadResolvers<ContextType>;
  MailboxRights?: MailboxRightsResolvers<ContextType>;
  MailingList?: MailingListResolvers<ContextType>;
  Marked?: MarkedResolvers<ContextType>;
  Message?: MessageResolvers<ContextType>;
  MessageConnection?: MessageConnectionResolvers<ContextType>;
  MessageEdge?: MessageEdgeResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NewerInvitation?: NewerInvitationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Problem?: ProblemResolvers<ContextType>;
  Protection?: ProtectionResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Quota?: QuotaResolvers<ContextType>;
  ReadReceipt?: ReadReceiptResolvers<ContextType>;
  RecipientStatus?: RecipientStatusResolvers<ContextType>;
  RecoveryCodePayload?: RecoveryCodePayloadResolvers<ContextType>;
  Recurrence?: RecurrenceResolvers<ContextType>;
  RecurrenceDay?: RecurrenceDayResolvers<ContextType>;
  RemoteImages?: RemoteImagesResolvers<ContextType>;
  ReportedRecipient?: ReportedRecipientResolvers<ContextType>;
  ResultInsert?: ResultInsertResolvers<ContextType>;
  ResultPatch?: ResultPatchResolvers<ContextType>;
  Session?: SessionResolvers<ContextType>;
  Submission?: SubmissionResolvers<ContextType>;
  SubmissionPayload?: SubmissionPayloadResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Token?: TokenResolvers<ContextType>;
  TokenPayload?: TokenPayloadResolvers<ContextType>;
  Trust?: TrustResolvers<ContextType>;
  TrustWarning?: TrustWarningResolvers<ContextType>;
  URL?: GraphQLScalarType;
  UidRange?: UidRangeResolvers<ContextType>;
  UnsubscribePayload?: UnsubscribePayloadResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  requires?: RequiresDirectiveResolver<any, any, ContextType>;
};
