// idempotencyKey: the same call again answers what the first one answered, also while that still runs. A newcomer's
// trap: only what was answered is kept. A call that failed as a whole did nothing, so it is tried again.
import { createHash } from 'node:crypto';
import { MailError } from '../mail/errors.ts';
import type { Context } from './context.ts';
import { Shelf } from './shelf.ts';

const KEPT_MS = 24 * 3_600_000;
/** Answers and the messages named in them. */
const MOST = 100_000;
const MOST_OF_ONE = 10_000;
const MAX_KEY = 200;

interface Call {
  fingerprint: string;
  answer: Promise<unknown>;
}

export interface Answer {
  results?: readonly unknown[];
  problem?: unknown;
}

export class Repeats {
  readonly #calls = new Shelf<Call>({ ttlMs: KEPT_MS, most: MOST, mostOfOne: MOST_OF_ONE });

  /** Runs `work` unless it ran before under this key. CONFLICT when the key stood for something else. */
  async once<A extends Answer>(
    { caller }: Context,
    key: string,
    args: unknown,
    work: () => Promise<A>,
  ): Promise<A> {
    if (key === '' || key.length > MAX_KEY)
      throw new MailError('VALIDATION', {
        message: `A key has 1 to ${MAX_KEY} characters.`,
        path: ['options', 'idempotencyKey'],
      });
    // A token has keys of its own: what a session was answered may name accounts that the token can't reach.
    const owner = caller.kind === 'TOKEN' ? `${caller.vaultId} ${caller.id}` : caller.vaultId;
    const name = `${owner}\n${key}`;
    const fingerprint = createHash('sha256').update(JSON.stringify(args)).digest('base64');
    const known = this.#calls.get(owner, name);
    if (known && known.fingerprint !== fingerprint)
      throw new MailError('CONFLICT', {
        message: 'This key was used for another action already.',
        path: ['options', 'idempotencyKey'],
      });
    if (known) return (await known.answer) as A;
    const answer = work();
    this.#calls.put(owner, name, { fingerprint, answer }, 1);
    try {
      const done = await answer;
      if (done.problem !== undefined) this.#calls.take(owner, name);
      else this.#calls.put(owner, name, { fingerprint, answer }, 1 + (done.results?.length ?? 0));
      return done;
    } catch (error) {
      this.#calls.take(owner, name);
      throw error;
    }
  }
}
