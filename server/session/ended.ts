// Tells what is still open for a session or token (an event stream) that it ended. A newcomer's trap: a caller can
// be built while its session is being ended, so ended ids are remembered for a while and answer "already over".

/** Longer than any request that was under way when its session ended. */
const REMEMBER_MS = 10 * 60_000;

export class Ended {
  #open = new Map<string, AbortController>();
  #over = new Map<string, number>();
  #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** The signal of a session or token, by id. */
  signal(id: string): AbortSignal {
    if (this.#over.has(id)) return AbortSignal.abort();
    const known = this.#open.get(id) ?? new AbortController();
    this.#open.set(id, known);
    return known.signal;
  }

  end(id: string): void {
    this.#over.set(id, this.#now());
    this.#open.get(id)?.abort();
    this.#open.delete(id);
  }

  endAll(): void {
    for (const id of [...this.#open.keys()]) this.end(id);
  }

  /** Forgets what ended long ago. */
  sweep(): void {
    for (const [id, at] of this.#over) if (this.#now() - at > REMEMBER_MS) this.#over.delete(id);
  }
}
