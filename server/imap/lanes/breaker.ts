// Stops a server that can not be reached from being asked by everybody at once. A newcomer's trap: somebody who waits
// must see the server back at once, so an interactive try is let through each second, and only the others wait longer.
import { MailError } from '../../mail/errors.ts';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** How long one who waits stands by while another tries. */
const STAND_BY_MS = 1_500;

export class Breaker {
  readonly #failuresToOpen: number;
  #failures = 0;
  #waitMs = FIRST_WAIT_MS;
  #triedAt = 0;
  /** For those that nobody waits for. */
  #until = 0;
  #trial: Promise<void> | null = null;

  constructor(failuresToOpen: number) {
    this.#failuresToOpen = failuresToOpen;
  }

  /**
   * Connects, or fails at once with UPSTREAM_OFFLINE where several tries failed just before. A sign-in that the
   * server refuses is no failure of the server.
   */
  async try<T>(connect: () => Promise<T>, isInteractive: boolean): Promise<T> {
    if (this.#failures < this.#failuresToOpen) return await this.#watched(connect);
    if (this.#trial !== null && isInteractive) await settled(this.#trial, STAND_BY_MS);
    if (this.#failures < this.#failuresToOpen) return await this.#watched(connect);
    const next = isInteractive ? Math.min(this.#until, this.#triedAt + FIRST_WAIT_MS) : this.#until;
    const waitMs = this.#trial === null ? next - Date.now() : FIRST_WAIT_MS;
    if (waitMs > 0) throw new MailError('UPSTREAM_OFFLINE', { retryAfterMs: waitMs });
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#trial = promise;
    try {
      return await this.#watched(connect);
    } finally {
      this.#trial = null;
      resolve();
    }
  }

  async #watched<T>(connect: () => Promise<T>): Promise<T> {
    try {
      const connected = await connect();
      this.#close();
      return connected;
    } catch (error) {
      if (isUnreached(error)) this.#failed();
      else if (!(error instanceof MailError && error.code === 'CANCELLED')) this.#close();
      throw error;
    }
  }

  #failed(): void {
    this.#failures++;
    this.#triedAt = Date.now();
    this.#until = this.#triedAt + this.#waitMs * (0.5 + Math.random());
    if (this.#failures >= this.#failuresToOpen) this.#waitMs = Math.min(this.#waitMs * 2, LONGEST_WAIT_MS);
  }

  #close(): void {
    this.#failures = 0;
    this.#waitMs = FIRST_WAIT_MS;
  }
}

/** True where no server spoke: what it says, a refusal too, shows that it is there. */
function isUnreached(error: unknown): boolean {
  if (!(error instanceof MailError)) return false;
  const isSilent = error.code === 'UPSTREAM_OFFLINE' || error.code === 'UPSTREAM_TIMEOUT';
  return isSilent && error.serverText === undefined;
}

/** Waits for a promise, but not for long. */
async function settled(promise: Promise<void>, ms: number): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([promise, late]);
  clearTimeout(timer);
}
