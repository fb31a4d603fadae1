// What happened in the mailboxes of the memory store, one line after the other. A newcomer's trap: it tells of a
// message what is true now, not what was true then; so a replay of any length ends where the mailbox is.
import type { MailboxChanges, MessageState } from '../../server/mail/change.ts';
import { MailError } from '../../server/mail/errors.ts';

type Kind = 'ADDED' | 'CHANGED' | 'REMOVED';

interface Line {
  kind: Kind;
  mailbox: string;
  locator: string;
}

export class ChangeLog {
  #lines: Line[] = [];
  /** Where a mailbox of this name began anew, as UIDVALIDITY says it. */
  #begun = new Map<string, number>();

  note(kind: Kind, mailbox: string, locator: string): void {
    this.#lines.push({ kind, mailbox, locator });
  }

  /** The name stands for another mailbox from now on. */
  begin(mailbox: string): void {
    this.#begun.set(mailbox, (this.#begun.get(mailbox) ?? 0) + 1);
  }

  state(mailbox: string, at = this.#lines.length): string {
    return `${this.#begun.get(mailbox) ?? 0}.${at}`;
  }

  since(
    mailbox: string,
    state: string,
    limit: number,
    now: (locator: string) => MessageState | null,
  ): MailboxChanges {
    if (!Number.isInteger(limit) || limit < 1 || limit > 500) throw new MailError('VALIDATION');
    const match = /^(\d+)\.(\d+)$/.exec(state);
    if (match === null || Number(match[2]) > this.#lines.length) throw new MailError('VALIDATION');
    if (Number(match[1]) !== (this.#begun.get(mailbox) ?? 0)) throw new MailError('STALE');
    const kinds = new Map<string, Kind>();
    let at = Number(match[2]);
    for (; at < this.#lines.length; at += 1) {
      const line = this.#lines[at];
      if (line?.mailbox !== mailbox) continue;
      const known = kinds.get(line.locator);
      if (known === undefined && kinds.size >= limit) break;
      kinds.set(line.locator, known === 'ADDED' && line.kind === 'CHANGED' ? 'ADDED' : line.kind);
    }
    const of = (kind: Kind): MessageState[] =>
      [...kinds].flatMap(([locator, one]) => (one === kind ? (now(locator) ?? []) : []));
    return {
      added: of('ADDED'),
      changed: of('CHANGED'),
      removed: [...kinds.keys()].filter((locator) => now(locator) === null),
      ...{ present: null, marked: null },
      state: this.state(mailbox, at),
      hasMore: at < this.#lines.length,
    };
  }
}
