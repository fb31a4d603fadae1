// How many connections of one account the server lets be. A newcomer's trap: it never says the number; each refusal
// says that there are as many as may be, and only trying again later shows that there may be more.

const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 600_000;

export class Allowance {
  readonly #most: number;
  #allowed: number;
  #waitMs = FIRST_WAIT_MS;
  #until = 0;

  constructor(most: number) {
    this.#most = most;
    this.#allowed = most;
  }

  /** Whether one more may be tried where `open` are there. */
  allowsMoreThan(open: number): boolean {
    return open < (Date.now() < this.#until ? this.#allowed : this.#most);
  }

  /** One more than `open` was refused. Not tried again for 30 s, then for twice as long each time, to 10 minutes. */
  refused(open: number, forGood = false): void {
    this.#allowed = Math.max(1, open);
    this.#until = forGood ? Infinity : Date.now() + this.#waitMs;
    this.#waitMs = Math.min(this.#waitMs * 2, LONGEST_WAIT_MS);
  }

  /** There are `open` now. */
  granted(open: number): void {
    if (open <= this.#allowed) return;
    this.#allowed = this.#most;
    this.#waitMs = FIRST_WAIT_MS;
    this.#until = 0;
  }

  /** Milliseconds until more may be tried. */
  get retryAfterMs(): number {
    return Math.min(LONGEST_WAIT_MS, Math.max(0, this.#until - Date.now()));
  }
}
