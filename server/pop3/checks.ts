// Looks for new mail now and then while somebody watches. A newcomer's trap: POP3 has no push, and servers ask for
// time between sign-ins (LOGIN-DELAY); a shorter interval gets people locked out, not informed.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Limits } from './limits.ts';

export interface ChecksOptions {
  limits: Limits;
  /** Looks once; never throws. */
  look(): Promise<void>;
  lastLookAt(): number;
  /** Milliseconds that the server wants between sign-ins. */
  loginDelayMs(): number;
  /** Milliseconds until the server may be asked again after it was not to be had. */
  pauseMs(): number;
}

export class Checks {
  #options: ChecksOptions;
  #stop: AbortController | null = null;
  #lastTryAt = 0;

  constructor(options: ChecksOptions) {
    this.#options = options;
  }

  start(): void {
    this.stop();
    const stop = new AbortController();
    this.#stop = stop;
    this.#loop(stop.signal).catch(() => {});
  }

  stop(): void {
    this.#stop?.abort();
    this.#stop = null;
  }

  async #loop(signal: AbortSignal): Promise<void> {
    for (;;) {
      await sleep(this.#waitMs(), undefined, { signal });
      this.#lastTryAt = Date.now();
      await this.#options.look();
      signal.throwIfAborted();
    }
  }

  #waitMs(): number {
    const { limits, lastLookAt, loginDelayMs, pauseMs } = this.#options;
    // The server was not to be had: its own pause counts, which begins short and grows.
    if (this.#lastTryAt > lastLookAt() && pauseMs() > 0) return pauseMs();
    const interval = Math.max(limits.checkMs, loginDelayMs()) * (1 + Math.random() / 10);
    return Math.max(0, Math.max(lastLookAt(), this.#lastTryAt) + interval - Date.now());
  }
}
