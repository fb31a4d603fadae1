// Takes rows of the ledger to the SMTP server and their copies to Sent. A newcomer's trap: it keeps an account
// (with its password) only as long as something waits for it, and forgets it when the vault is closed.
import type { AccountSecret } from '../mail/account.ts';
import { MailError, toMailError } from '../mail/errors.ts';
import type { Log } from '../mail/log.ts';
import type { MailStore } from '../mail/store.ts';
import type { SubmissionStatus } from '../mail/submission.ts';
import type { Egress } from '../net/egress.ts';
import { fileSentCopy, filesByItself, markAnswered } from './filing.ts';
import type { Entry, Head, Ledger } from './ledger.ts';
import { submit } from './submit.ts';

/** How long the end of the process waits for a copy that is being filed. */
const CLOSE_MS = 8_000;
const FIRST_RETRY_MS = 30_000;
const LAST_RETRY_MS = 3_600_000;
/** A message that could not be handed over for this long is not sent any more: it would surprise. */
const QUEUED_MS = 24 * 3_600_000;
const COPY_MS = 7 * 24 * 3_600_000;
/** How long ended submissions can be looked up, and their keys answer. */
const KEPT_MS = 30 * 24 * 3_600_000;

export interface Target {
  vaultId: string;
  account: AccountSecret;
  /** The account's open store; asked for when something is to be filed. */
  store: () => Promise<MailStore>;
}

interface CourierOptions {
  ledger: Ledger;
  egress: Egress;
  log: Log;
}

export class Courier {
  #ledger: Ledger;
  #egress: Egress;
  #log: Log;
  #targets = new Map<string, Target>();
  #running = new Map<string, Promise<void>>();
  #closing = new AbortController();
  #sweeping: Promise<void> | null = null;

  constructor({ ledger, egress, log }: CourierOptions) {
    this.#ledger = ledger;
    this.#egress = egress;
    this.#log = log;
  }

  /** Rows that nobody is at: UNKNOWN when their end may have left, QUEUED again when it has not. */
  async recover(): Promise<void> {
    for (const entry of await this.#ledger.sending()) {
      if (this.#running.has(entry.id)) continue;
      if (!entry.dataEnd) await this.#ledger.requeue(entry.id);
      else await this.#end(entry, 'UNKNOWN', new MailError('SEND_UNKNOWN'));
    }
  }

  /** The first try of a row, for a person who waits. Never rejects. */
  deliver(entry: Entry, target: Target, raw?: Buffer): Promise<void> {
    this.#targets.set(slot(target), target);
    return this.#run(entry, target, () => this.#send(entry, target, true, raw));
  }

  /** Resolves when nothing is being done for a row. */
  settled(id: string): Promise<void> {
    return this.#running.get(id) ?? Promise.resolve();
  }

  async resume(target: Target): Promise<void> {
    this.#targets.set(slot(target), target);
    await this.#workFor(target, () => true);
  }

  forget(vaultId: string): void {
    for (const [key, target] of this.#targets) if (target.vaultId === vaultId) this.#targets.delete(key);
  }

  /** Tries again what is due. Never rejects. */
  sweep(): Promise<void> {
    this.#sweeping ??= this.#sweep().finally(() => {
      this.#sweeping = null;
    });
    return this.#sweeping;
  }

  /** Ends after at most some 8 s, whatever a store does. */
  async close(): Promise<void> {
    this.#closing.abort();
    await atMost(CLOSE_MS, Promise.all([...this.#running.values(), this.#sweeping]));
    this.#targets.clear();
  }

  async #sweep(): Promise<void> {
    try {
      await this.recover();
      await this.#ledger.prune(Date.now() - KEPT_MS);
      for (const target of this.#targets.values()) await this.#workFor(target, isDue);
    } catch (error) {
      this.#log.error({ err: error }, 'Waiting submissions could not be looked through');
    }
  }

  async #workFor(target: Target, due: (entry: Entry) => boolean): Promise<void> {
    const place = { vaultId: target.vaultId, accountId: target.account.id };
    for (const entry of await this.#ledger.waiting(place)) {
      if (this.#closing.signal.aborted) return;
      if (due(entry)) await this.#run(entry, target, () => this.#goOn(entry, target));
    }
    await this.#release(target);
  }

  /** The next step of a row, which may have gone on since it was listed. */
  async #goOn({ vaultId, id }: Entry, target: Target): Promise<void> {
    const entry = await this.#ledger.byId(vaultId, id);
    if (entry?.status === 'QUEUED') await this.#send(entry, target, false);
    else if (entry?.sentCopy === 'PENDING') await this.#file(entry, target);
  }

  #run(entry: Entry, target: Target, work: () => Promise<void>): Promise<void> {
    const running = this.#running.get(entry.id);
    if (running) return running;
    const promise = work()
      .catch((error: unknown) => {
        this.#log.error({ submission: entry.id, err: error }, 'A submission stopped half-way');
      })
      .then(() => {
        this.#running.delete(entry.id);
        return this.#release(target);
      });
    this.#running.set(entry.id, promise);
    return promise;
  }

  /** Forgets an account that nothing waits for. */
  async #release(target: Target): Promise<void> {
    try {
      const place = { vaultId: target.vaultId, accountId: target.account.id };
      const open = await this.#ledger.hasOpen(place);
      if (!open && this.#targets.get(slot(target)) === target) this.#targets.delete(slot(target));
    } catch (error) {
      this.#log.warn({ err: error }, 'Waiting submissions could not be counted');
    }
  }

  async #send(entry: Entry, target: Target, interactive: boolean, known?: Buffer): Promise<void> {
    if (!interactive && Date.now() - entry.createdAt > QUEUED_MS)
      return this.#end(entry, 'FAILED', tooLate());
    if (!(await this.#ledger.claim(entry.id))) return;
    const raw = known ?? (await this.#ledger.raw(entry));
    const delivery = await submit({
      egress: this.#egress,
      account: target.account,
      envelope: entry.head.envelope,
      raw,
      onDataEnd: () => this.#ledger.markDataEnd(entry.id),
      signal: this.#closing.signal,
    });
    const { status, recipients, error } = delivery;
    const again = error?.code === 'CANCELLED' || (!interactive && error?.retryable === true);
    if (status === 'FAILED' && again) return this.#ledger.requeue(entry.id);
    await this.#end(entry, status, error, recipients);
    this.#log.info({ submission: entry.id, status, code: error?.code }, 'A submission ended');
    if (status !== 'SENT' && status !== 'PARTLY_SENT') return;
    await this.#mark(entry, target);
    await this.#file(entry, target, raw);
  }

  async #end(
    entry: Entry,
    status: SubmissionStatus,
    error: MailError | null,
    recipients?: Head['recipients'],
  ): Promise<void> {
    const state = status === 'UNKNOWN' ? 'UNKNOWN' : 'FAILED';
    await this.#ledger.finish(entry.id, status, {
      ...entry.head,
      recipients: recipients ?? entry.head.recipients.map((recipient) => ({ ...recipient, state })),
      error: error && { code: error.code, message: error.message, serverText: error.serverText ?? null },
    });
  }

  async #mark({ id, accountId, head }: Entry, target: Target): Promise<void> {
    if (head.answers === null) return;
    try {
      await markAnswered(await target.store(), accountId, head.answers);
    } catch (error) {
      this.#log.warn({ submission: id, code: toMailError(error).code }, 'An answered message was not marked');
    }
  }

  async #file(entry: Entry, target: Target, known?: Buffer): Promise<void> {
    const { id, head, copyAttempts, createdAt } = entry;
    if (filesByItself(target.account) || Date.now() - createdAt > COPY_MS)
      return this.#ledger.finishCopy(id, 'SKIPPED');
    try {
      const raw = known ?? (await this.#ledger.raw(entry));
      const bytes = Buffer.concat([Buffer.from(head.bccHeader), raw]);
      // Without bytes of the first try there was an end of the process in between, after whatever it had done.
      const retry = copyAttempts > 0 || known === undefined;
      const copy = { messageId: head.messageId, bytes, retry };
      await this.#ledger.finishCopy(id, await fileSentCopy(await target.store(), copy));
    } catch (error) {
      this.#log.warn({ submission: id, code: toMailError(error).code }, 'A copy was not filed in Sent yet');
      await this.#ledger.countCopyAttempt(id);
    }
  }
}

/** Waits for a promise, but not longer than this. */
export async function atMost(ms: number, promise: Promise<unknown>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  try {
    await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

const slot = ({ vaultId, account }: Target): string => JSON.stringify([vaultId, account.id]);

/** 30 s after the first try, then twice as long each time, up to an hour. */
function isDue({ status, attempts, copyAttempts, updatedAt }: Entry): boolean {
  const tries = status === 'QUEUED' ? attempts : copyAttempts;
  return Date.now() - updatedAt >= Math.min(FIRST_RETRY_MS * 2 ** Math.max(tries - 1, 0), LAST_RETRY_MS);
}

const tooLate = (): MailError =>
  new MailError('UPSTREAM_OFFLINE', {
    message: 'The message could not be handed to the mail server for a day. It was not sent; send it again.',
  });
