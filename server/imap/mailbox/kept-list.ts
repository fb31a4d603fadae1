// The list of mailboxes as it was told last, so that a page of one of them need not ask for all of them again. A
// newcomer's trap: it is kept only while somebody follows a mailbox of the account, and everything that may change it
// (an event, an action of ours) drops it; counts of what is followed come from the mirrors, which are newer.
import type { Mailbox } from '../../mail/mailbox.ts';
import type { MailStore, Reach, StoreEvent } from '../../mail/store.ts';
import type { Mirrors } from '../mirror/mirrors.ts';

/** Older than this it is asked for beside, so that a folder made elsewhere appears. */
const FRESH_MS = 20_000;
const MOST_MS = 60_000;

export interface KeptList {
  list: MailStore['mailboxes'];
  forget(): void;
}

export function keepList(
  ask: MailStore['mailboxes'],
  mirrors: Mirrors,
  announce: (event: StoreEvent) => void,
): KeptList {
  let kept: { at: number; found: Mailbox[] } | null = null;
  let turn = 0;
  let isLooking = false;

  async function fresh(signal?: AbortSignal, reach: Reach = 'OWN'): Promise<Mailbox[]> {
    const mine = turn;
    const found = await ask(signal, reach);
    if (turn === mine) kept = { at: Date.now(), found };
    return found;
  }

  async function look(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    const before = kept?.found;
    try {
      const now = await fresh();
      if (JSON.stringify(before) !== JSON.stringify(now)) announce({ kind: 'MAILBOXES_CHANGED' });
    } catch {
      // Whoever asks next is told what is wrong.
      kept = null;
    } finally {
      isLooking = false;
    }
  }

  return {
    async list(signal, reach = 'OWN') {
      const age = Date.now() - (kept?.at ?? 0);
      const isKept =
        kept !== null && reach === 'LAST' && age < MOST_MS && [...mirrors.all()].some(({ isTold }) => isTold);
      if (isKept && age > FRESH_MS) void look();
      const found = isKept && kept !== null ? kept.found : await fresh(signal, reach);
      return found.map((mailbox) => counted(mailbox, mirrors));
    },
    forget() {
      turn++;
      kept = null;
    },
  };
}

function counted(mailbox: Mailbox, mirrors: Mirrors): Mailbox {
  const mirror = mirrors.peek(mailbox.locator);
  const unread = mirror?.isTold === true ? mirror.countUnread() : null;
  return mirror === undefined || unread === null ? mailbox : { ...mailbox, total: mirror.visible, unread };
}
