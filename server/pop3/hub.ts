// Who watches which mailbox, and telling them. A newcomer's trap: events are told after the commit and never before,
// so that whoever asks because of one sees what it was about.
import type { StoreEvent } from '../mail/store.ts';

type Listener = (event: StoreEvent) => void;

export class Hub {
  #listeners = new Map<string, Set<Listener>>();
  /** Called when the first one comes (true) and when the last one went (false). */
  onWatched: (isWatched: boolean) => void = () => {};

  add(mailbox: string, listener: Listener): () => void {
    // A watch of its own, so that the same function can watch twice.
    const watch: Listener = (event) => listener(event);
    const wasWatched = this.#listeners.size > 0;
    const watches = this.#listeners.get(mailbox) ?? new Set();
    this.#listeners.set(mailbox, watches.add(watch));
    if (!wasWatched) this.onWatched(true);
    return () => {
      if (!watches.delete(watch)) return;
      if (watches.size === 0) this.#listeners.delete(mailbox);
      if (this.#listeners.size === 0) this.onWatched(false);
    };
  }

  /** To those who watch the mailbox the event is about; to all when it is about none. */
  tell(event: StoreEvent): void {
    const watches =
      'mailbox' in event
        ? (this.#listeners.get(event.mailbox) ?? [])
        : [...this.#listeners.values()].flatMap((each) => [...each]);
    for (const watch of [...watches]) watch(event);
  }

  /** One event for each mailbox, and one about the counts. */
  tellEach(
    kind: 'MESSAGES_CHANGED' | 'MESSAGES_REMOVED',
    touched: ReadonlyMap<string, readonly string[]>,
  ): void {
    if (touched.size === 0) return;
    for (const [mailbox, messages] of touched) this.tell({ kind, mailbox, messages });
    this.tell({ kind: 'MAILBOXES_CHANGED' });
  }
}
