// One attempt to hand a message to the account's SMTP server. A newcomer's trap: the answer has three kinds. A
// refusal or a break before `onDataEnd` means that nothing was sent; a break after it without a reply means
// that nobody here can know (UNKNOWN), and such a message is never sent again by itself.
import { isAscii } from 'node:buffer';
import type net from 'node:net';
import SMTPConnection, { type SentMessageInfo } from 'nodemailer/lib/smtp-connection';
import type { AccountSecret } from '../mail/account.ts';
import { MailError, oneLine } from '../mail/errors.ts';
import type { RecipientStatus } from '../mail/submission.ts';
import { type Egress, peerOf, tlsOptions } from '../net/egress.ts';
import type { Envelope } from './compose.ts';
import { fromSmtpError, readSmtpError } from './errors.ts';
import { paced } from './paced.ts';

export interface Delivery {
  status: 'SENT' | 'PARTLY_SENT' | 'FAILED' | 'UNKNOWN';
  recipients: RecipientStatus[];
  /** Null only for SENT. */
  error: MailError | null;
}

export interface SubmitLimits {
  /** From the open connection to the server's readiness for the message. */
  setupMs: number;
  /** Without progress while the message goes out. */
  stallMs: number;
  /** For the reply to the whole message: servers scan before they answer (RFC 5321 section 4.5.3.2.6 says 10 minutes). */
  replyMs: number;
  /** The same once `signal` aborted. */
  leaveMs: number;
}

const LIMITS: SubmitLimits = { setupMs: 60_000, stallMs: 60_000, replyMs: 600_000, leaveMs: 5_000 };

export interface Submit {
  egress: Egress;
  account: Pick<AccountSecret, 'outgoing' | 'username' | 'password'>;
  envelope: Envelope;
  raw: Buffer;
  /** Awaited before the end of the message goes out; when it throws, the message is not sent. */
  onDataEnd: () => Promise<void>;
  /** Aborts what was not handed over yet; later it only shortens the wait for the reply. */
  signal?: AbortSignal;
  limits?: Partial<SubmitLimits>;
}

/** Never throws; the connection (10 s) and the greeting (8 s) have limits of their own besides `limits`. */
export async function submit(order: Submit): Promise<Delivery> {
  const state = { handedOver: false };
  try {
    const socket = await order.egress.connect(order.account.outgoing, order.signal);
    return accepted(order.envelope, await talk(socket, order, state));
  } catch (error) {
    return refused(order.envelope, error, state.handedOver);
  }
}

function talk(socket: net.Socket, order: Submit, state: { handedOver: boolean }): Promise<SentMessageInfo> {
  const { account, envelope, raw, signal } = order;
  const limits = { ...LIMITS, ...order.limits };
  const { promise, resolve, reject } = Promise.withResolvers<SentMessageInfo>();
  const peer = peerOf(account.outgoing, socket);
  const implicit = account.outgoing.tls === 'IMPLICIT';
  const connection = new SMTPConnection({
    connection: socket,
    host: peer.address,
    ...(implicit ? { secure: true, secured: true } : { secure: false, requireTLS: true }),
    tls: tlsOptions(peer),
    // A host name of ours would stand in the Received line of every message.
    name: '[127.0.0.1]',
    connectionTimeout: 10_000,
    greetingTimeout: 8_000,
    socketTimeout: Math.max(limits.setupMs, limits.stallMs, limits.replyMs) + 1_000,
    socketCloseTimeout: 2_000,
    maxResponseSize: 64 * 1024,
    logger: false,
  });

  let over = false;
  let timer: NodeJS.Timeout | undefined;
  const settle = (act: () => void): void => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    signal?.removeEventListener('abort', leave);
    act();
    connection.close();
  };
  const fail = (error: unknown): void =>
    settle(() => {
      reject(error);
      socket.destroy();
    });
  const watch = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => fail(new MailError('UPSTREAM_TIMEOUT')), ms);
  };
  const leave = (): void => (state.handedOver ? watch(limits.leaveMs) : fail(new MailError('CANCELLED')));

  const message = paced(raw, {
    onPiece: () => watch(limits.stallMs),
    beforeLast: async () => {
      try {
        await order.onDataEnd();
      } catch (error) {
        fail(error);
      }
      if (over) throw new Error('The message was given up.');
      state.handedOver = true;
      watch(signal?.aborted ? limits.leaveMs : limits.replyMs);
    },
  });

  watch(limits.setupMs);
  if (signal?.aborted) fail(new MailError('CANCELLED'));
  signal?.addEventListener('abort', leave, { once: true });
  connection.on('error', fail);
  // A 421 ends the session without an error where no message is under way yet.
  connection.once('end', () => fail(goneError(connection.lastServerResponse)));
  connection.connect((broken) => {
    if (broken) return fail(broken);
    const unfit = checkServer(connection, envelope, raw);
    if (unfit) return fail(unfit);
    connection.login({ user: account.username, pass: account.password }, (denied) => {
      if (denied) return fail(denied);
      const use8BitMime = !isAscii(raw);
      connection.send({ ...envelope, size: raw.length, use8BitMime }, message, (error, info) => {
        if (error || !info) return fail(error);
        // A server that says 250 in the middle of the message has not got it.
        if (!state.handedOver) return fail(new MailError('UPSTREAM_PROTOCOL', { serverText: info.response }));
        settle(() => {
          resolve(info);
          connection.quit();
        });
      });
    });
  });
  return promise;
}

/** nodemailer leaves these to the server, and not every server checks. The last reply is the one to EHLO. */
function checkServer(connection: SMTPConnection, envelope: Envelope, raw: Buffer): MailError | null {
  const ehlo = connection.lastServerResponse || '';
  const size = Number(/^\d{3}[ -]SIZE[ \t]+(\d+)/im.exec(ehlo)?.[1] ?? 0);
  if (!connection.secure) return new MailError('UPSTREAM_NO_TLS');
  if (!connection.allowsAuth)
    return new MailError('UPSTREAM_REFUSED', {
      message: 'The mail server offers no sign-in for sending here. Check the port; your draft is kept.',
    });
  if (size > 0 && raw.length > size)
    return new MailError('TOO_LARGE', {
      message: `The mail server takes messages of at most ${(size / 1_000_000).toFixed(1)} MB. Your draft is kept.`,
    });
  const international = /\P{ASCII}/u.test([envelope.from, ...envelope.to].join());
  if (international && !/^\d{3}[ -]SMTPUTF8\b/im.test(ehlo))
    return new MailError('RECIPIENT_REJECTED', {
      message: 'The mail server can not send to addresses with letters outside ASCII. Your draft is kept.',
    });
  return null;
}

function goneError(lastReply: string | false): MailError {
  const error = {
    code: 'ECONNECTION',
    response: lastReply || '',
    responseCode: Number.parseInt(lastReply || '', 10),
  };
  return fromSmtpError(error.responseCode >= 400 ? error : { code: 'ECONNECTION' });
}

function accepted(envelope: Envelope, info: SentMessageInfo): Delivery {
  const replies = new Map(
    (info.rejectedErrors ?? []).map((error) => [error.recipient, error.response ?? '']),
  );
  const recipients = envelope.to.map((address): RecipientStatus => {
    const refusal = replies.get(address);
    const failed = refusal !== undefined || info.rejected.includes(address);
    return {
      address,
      state: failed ? 'FAILED' : 'SENT',
      smtpReply: oneLine(failed ? (refusal ?? '') : info.response) || null,
    };
  });
  if (recipients.every(({ state }) => state === 'SENT')) return { status: 'SENT', recipients, error: null };
  const message = 'The message was sent, but the mail server refused some of the addresses.';
  return { status: 'PARTLY_SENT', recipients, error: new MailError('RECIPIENT_REJECTED', { message }) };
}

function refused(envelope: Envelope, cause: unknown, handedOver: boolean): Delivery {
  const { responseCode, response } = readSmtpError(cause);
  const unknown = handedOver && responseCode === undefined;
  const replies = rejections(cause);
  const recipients = envelope.to.map(
    (address): RecipientStatus => ({
      address,
      state: unknown ? 'UNKNOWN' : 'FAILED',
      smtpReply: oneLine(replies.get(address) ?? response ?? '') || null,
    }),
  );
  return unknown
    ? { status: 'UNKNOWN', recipients, error: new MailError('SEND_UNKNOWN', { cause }) }
    : { status: 'FAILED', recipients, error: fromSmtpError(cause) };
}

function rejections(error: unknown): Map<string, string> {
  const list =
    (error as { rejectedErrors?: { recipient?: string; response?: string }[] }).rejectedErrors ?? [];
  return new Map(list.map(({ recipient = '', response = '' }) => [recipient, response]));
}
