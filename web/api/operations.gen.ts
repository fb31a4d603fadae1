/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An instant as RFC 3339 text in UTC, for example 2026-11-24T09:42:00.000Z. */
  DateTime: { input: string; output: string; }
  /** An address as in RFC 5321, local@domain, without a display name. */
  EmailAddress: { input: string; output: string; }
  /** A URL. Relative ones are relative to the address of the site, base path included. */
  URL: { input: string; output: string; }
};

export type Availability =
  | 'FULL'
  /** Listed by the server; the body is not kept here and is fetched when it is opened (POP3). */
  | 'HEADERS_ONLY'
  /** The POP3 server no longer lists it; the copy kept here stays. */
  | 'NOT_LISTED';

export type CreateMailboxInput = {
  accountId: Scalars['ID']['input'];
  name: Scalars['String']['input'];
  parentId?: InputMaybe<Scalars['ID']['input']>;
};

export type DraftInput = {
  accountId: Scalars['ID']['input'];
  /** Attachments of stored messages, taken along without downloading them. */
  attachmentIds?: Array<Scalars['ID']['input']>;
  bcc?: Array<Scalars['String']['input']>;
  cc?: Array<Scalars['String']['input']>;
  /** The message that is forwarded; marked forwarded when sent. */
  forwardOfId?: InputMaybe<Scalars['ID']['input']>;
  /** The draft that this one replaces (saveDraft) or that is removed once the message is sent (send). */
  id?: InputMaybe<Scalars['ID']['input']>;
  /** The message that is answered: sets In-Reply-To and References, and marks it answered when sent. */
  inReplyToId?: InputMaybe<Scalars['ID']['input']>;
  subject?: Scalars['String']['input'];
  /** Plain text. */
  text?: Scalars['String']['input'];
  /** Each "Name <local@domain>" or "local@domain"; at most 500 in to, cc and bcc together. */
  to?: Array<Scalars['String']['input']>;
  /** Files uploaded before (POST upload). */
  uploadIds?: Array<Scalars['ID']['input']>;
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
  flagged?: InputMaybe<Scalars['Boolean']['input']>;
  /** Words looked for in subject, From, To and Cc. */
  text?: InputMaybe<Scalars['String']['input']>;
  unread?: InputMaybe<Scalars['Boolean']['input']>;
};

export type Protocol =
  | 'IMAP'
  | 'POP3';

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

export type SentCopy =
  | 'APPENDED'
  /** Sent; the copy is filed as soon as the mailbox can be reached. */
  | 'PENDING'
  /** The account has no place for it, or nothing was sent. */
  | 'SKIPPED';

/** What newest means in this list. */
export type SortOrder =
  /** The order in which the server got the messages. */
  | 'ARRIVAL'
  /** The date of the message. */
  | 'DATE';

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
  accountIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** What it is for, 1 to 100 characters. */
  name: Scalars['String']['input'];
  scopes: Array<Scope>;
};

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
