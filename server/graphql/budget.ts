// What one operation may cost, counted while it runs: a message of a list is 1, opening a message is 5. A
// newcomer's trap: depth and aliases don't bound a query that asks for 200 messages, and of each for its mailbox,
// and of that for 200 messages; only counting does.
import { MailError } from '../mail/errors.ts';
import { MAX_COST } from './limits.ts';

/** Reading a body, the tree of parts or a draft. */
export const OPENING = 5;

/** So many mailboxes of a list cost 1: an account of ten thousand can still be listed, but not often at once. */
export const MAILBOXES_FOR_ONE = 10;

export class Budget {
  #left = MAX_COST;

  /** Throws TOO_LARGE when it is used up; nothing may be asked of a store then. */
  spend(cost: number): void {
    this.#left -= cost;
    if (this.#left < 0)
      throw new MailError('TOO_LARGE', {
        message: 'This operation asks for too much at once. Split it, or ask for fewer messages.',
      });
  }
}
