// Looks at mailboxes by STATUS and tells what is different from the last look. A newcomer's trap: STATUS of the
// mailbox that is selected on the same connection answers from that connection's view; look at others only.
import type { ImapFlow, StatusObject } from 'imapflow';
import type { StoreEvent } from '../../mail/store.ts';
import { isCode } from '../errors.ts';
import type { Selected } from './mirror.ts';

const COUNTS = { messages: true, unseen: true, uidNext: true, uidValidity: true } as const;

type Look = Partial<Pick<StatusObject, keyof typeof COUNTS>>;

export class Rounds {
  /** Mailboxes that were not there; looked for again in the next round. */
  readonly gone = new Set<string>();
  readonly #everyMs: number;
  readonly #emit: (path: string, event: StoreEvent) => void;
  readonly #announce: (event: StoreEvent) => void;
  readonly #seen = new Map<string, { look: Look; at: number }>();

  constructor(
    everyMs: number,
    emit: (path: string, event: StoreEvent) => void,
    announce: (event: StoreEvent) => void,
  ) {
    this.#everyMs = everyMs;
    this.#emit = emit;
    this.#announce = announce;
  }

  /** One STATUS for each mailbox whose turn it is. */
  async look(client: ImapFlow, paths: readonly string[], ending: AbortSignal): Promise<void> {
    const isDue = (path: string): boolean => Date.now() - (this.#seen.get(path)?.at ?? 0) >= this.#everyMs;
    for (const path of paths.filter(isDue)) {
      if (ending.aborted) return;
      const now = await client.status(path, COUNTS).catch((error: unknown) => {
        if (!isCode(error, 'MAILBOX_GONE')) throw error;
        return false as const;
      });
      if (!client.usable) return;
      if (now === false) this.miss(path);
      else this.note(path, now);
    }
  }

  /** What is known of a mailbox now; tells the difference. */
  note(path: string, now: Look): void {
    const last = this.#seen.get(path)?.look;
    this.gone.delete(path);
    this.#seen.set(path, { look: now, at: Date.now() });
    if (last === undefined) return;
    if (last.uidValidity === now.uidValidity && (last.uidNext ?? 0) < (now.uidNext ?? 0))
      this.#emit(path, { kind: 'MESSAGES_ADDED', mailbox: path });
    else if (
      last.uidValidity !== now.uidValidity ||
      differ(last.messages, now.messages) ||
      differ(last.unseen, now.unseen)
    )
      this.#announce({ kind: 'MAILBOXES_CHANGED' });
  }

  /** A follower begins with this; with `told` it tells the difference from the last look itself. */
  follow(path: string, { uidValidity, uidNext }: Selected, told: boolean): void {
    if (told) this.forget(path);
    this.note(path, { uidValidity, ...(uidNext === null ? {} : { uidNext }) });
  }

  miss(path: string): void {
    if (!this.gone.has(path)) this.#announce({ kind: 'MAILBOXES_CHANGED' });
    this.gone.add(path);
    this.#seen.set(path, { look: {}, at: Date.now() });
  }

  forget(path: string): void {
    this.gone.delete(path);
    this.#seen.delete(path);
  }
}

const differ = (last: number | undefined, now: number | undefined): boolean =>
  last !== undefined && now !== undefined && last !== now;
