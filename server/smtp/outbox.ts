// Sending with a memory: each Send is a row with a life of its own, written before anything leaves. A newcomer's
// trap: the interactive try is the only one; what fails in it is FAILED and stays with the person. Only a row
// that says QUEUED (the process ended before the message was handed over) is sent later, once its account's
// store is open again.
import { type Database, isUniqueViolation } from '../data/database.ts';
import type { DraftContent } from '../mail/draft.ts';
import { MailError, toMailError } from '../mail/errors.ts';
import type { Log } from '../mail/log.ts';
import type { Submission } from '../mail/submission.ts';
import type { Egress } from '../net/egress.ts';
import { composeMessage } from './compose.ts';
import { atMost, Courier, type Target } from './courier.ts';
import { Ledger, toSubmission } from './ledger.ts';

export type { Target } from './courier.ts';

export interface Outbox {
  /**
   * Sends, and resolves with what is known after at most 15 s (SENDING when it takes longer). The same key
   * answers with the same submission and sends nothing again. Throws when nothing was submitted: VALIDATION,
   * TOO_LARGE, or what opening an attachment throws.
   */
  send(
    target: Target,
    content: DraftContent | (() => Promise<DraftContent>),
    idempotencyKey: string,
  ): Promise<Submission>;
  get(vaultId: string, id: string): Promise<Submission | null>;
  /** Newest first. */
  list(vaultId: string, accountId: string, limit: number): Promise<Submission[]>;
  /** To be called when an account's store was opened: sends and files what waits for it. Never throws. */
  resume(target: Target): Promise<void>;
  /** Forgets the accounts of a vault that nobody is signed in to; what waits goes on waiting. */
  forget(vaultId: string): void;
  /** Gives up what was not handed over yet (it is QUEUED again) and waits up to some 8 s for what is under way. */
  close(): Promise<void>;
}

export interface OutboxOptions {
  database: Database;
  /** The server secret: at least 32 bytes of key material. */
  secret: Uint8Array;
  egress: Egress;
  log: Log;
  maxMessageBytes: number;
  /** For tests: how long `send` waits, and how often what waits is tried again. */
  answerMs?: number;
  sweepMs?: number;
}

export function createOutbox(options: OutboxOptions): Outbox {
  const { database, secret, egress, log, maxMessageBytes, answerMs = 15_000, sweepMs = 30_000 } = options;
  const ledger = new Ledger(database, secret);
  const courier = new Courier({ ledger, egress, log });
  /** Sends that are being composed, so that the same key at the same time is composed once. */
  const beginning = new Map<string, Promise<string>>();
  let closed = false;

  const ready = courier.recover();
  // Whoever calls `send` hears of it there; until then it must not end the process.
  ready.catch((error: unknown) => log.error({ err: error }, 'Submissions could not be recovered'));
  const timer = setInterval(() => void courier.sweep(), sweepMs);
  timer.unref();

  async function begin(
    target: Target,
    given: DraftContent | (() => Promise<DraftContent>),
    key: string,
  ): Promise<string> {
    const place = { vaultId: target.vaultId, accountId: target.account.id };
    const known = await ledger.byKey(place, key);
    if (known) {
      if (known.status === 'QUEUED') void courier.deliver(known, target);
      return known.id;
    }
    // Only now: what it refers to (uploads, the draft) may be gone once the first sending is over.
    const content = typeof given === 'function' ? await given() : given;
    const { raw, messageId, envelope, bccHeader } = await composeMessage(content, { maxMessageBytes });
    if (closed) throw new MailError('CANCELLED');
    const recipients = envelope.to.map((address) => ({ address, state: 'QUEUED' as const, smtpReply: null }));
    const { subject, answers } = content;
    try {
      const entry = await ledger.insert(
        place,
        key,
        { messageId, subject, envelope, bccHeader, size: raw.length, answers, recipients, error: null },
        raw,
      );
      void courier.deliver(entry, target, raw);
      return entry.id;
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      const winner = await ledger.byKey(place, key);
      if (!winner) throw error;
      return winner.id;
    }
  }

  return {
    async send(target, content, idempotencyKey) {
      if (closed) throw new MailError('CANCELLED');
      await ready;
      const slot = JSON.stringify([target.vaultId, target.account.id, idempotencyKey]);
      let begun = beginning.get(slot);
      if (!begun) {
        begun = begin(target, content, idempotencyKey).finally(() => beginning.delete(slot));
        beginning.set(slot, begun);
      }
      const id = await begun;
      await atMost(answerMs, courier.settled(id));
      const entry = await ledger.byId(target.vaultId, id);
      if (!entry) throw new MailError('INTERNAL', { cause: new Error('A submission is gone.') });
      return toSubmission(entry);
    },

    async get(vaultId, id) {
      const entry = await ledger.byId(vaultId, id);
      return entry && toSubmission(entry);
    },

    async list(vaultId, accountId, limit) {
      return (await ledger.list({ vaultId, accountId }, limit)).map(toSubmission);
    },

    async resume(target) {
      try {
        await ready;
        if (!closed) await courier.resume(target);
      } catch (error) {
        log.error({ code: toMailError(error).code, err: error }, 'Waiting submissions could not be resumed');
      }
    },

    forget: (vaultId) => courier.forget(vaultId),

    async close() {
      closed = true;
      clearInterval(timer);
      await Promise.allSettled([ready, ...beginning.values()]);
      await courier.close();
    },
  };
}
