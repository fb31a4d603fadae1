// Keys for the list: one hand on j and k. A newcomer's trap: they must be dead while somebody types, while a
// dialog is open, and with any modifier held.
import { useEffect } from 'preact/hooks';
import { layout } from '../lib/layout.ts';
import { goBack, navigate, route } from '../routes.ts';
import { setFlagged, setSeen } from '../state/actions.ts';
import { shownList } from '../state/lists.ts';
import { type Mailbox, shownMailboxId } from '../state/mailboxes.ts';
import { has, type Row } from '../state/overlay.ts';
import { may } from '../state/rights.ts';
import { endSelecting, picked, selecting, togglePick } from '../state/selection.ts';
import { awayAction, throwAction } from './list-filing.ts';

interface Options {
  inert: boolean;
  openId: string | null;
  mailbox: Mailbox | null;
  /** Scrolls a row into sight, so that it is drawn. */
  reveal: { current: (id: string) => void };
  askForGood(ids: readonly string[], yes: () => void): void;
  askMove(ids: readonly string[]): void;
  showKeys(): void;
}

export function useListKeys(options: Options): void {
  const { inert, openId, mailbox } = options;
  useEffect(() => {
    if (inert) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (typing(event.target) || document.querySelector('dialog[open], :popover-open')) return;
      if (handle(event.key, options)) event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [inert, openId, mailbox]);
}

function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
  );
}

function handle(key: string, { openId, mailbox, reveal, askForGood, askMove, showKeys }: Options): boolean {
  const rows = shownList.peek()?.shown.peek() ?? [];
  const id = focusedRow() ?? openId;
  const targets = picked.peek().size > 0 ? [...picked.peek()] : id === null ? [] : [id];
  const act = (run: (ids: readonly string[]) => void): boolean => {
    if (targets.length === 0) return false;
    run(targets);
    return true;
  };
  const place = mailbox?.id ?? null;
  const flagNow = (on: (row: Row) => boolean): boolean =>
    rows.some((row) => targets.includes(row.id) && !on(row));
  switch (key) {
    case 'j':
    case 'k':
      return step(rows, id, key === 'j' ? 1 : -1, openId, reveal.current);
    case 'x':
      return act(([first = '']) => togglePick(id ?? first));
    case 'e':
      return act((ids) => {
        endSelecting();
        if (mailbox) awayAction(mailbox)?.run(ids);
      });
    case '#':
    case 'Delete':
      return act((ids) => {
        endSelecting();
        if (mailbox) throwAction(mailbox, askForGood)?.run(ids);
      });
    case 'v':
      return may(place, 'remove') && act(askMove);
    case 'u':
      return (
        may(place, 'setSeen') &&
        act(
          (ids) =>
            void setSeen(
              ids,
              flagNow((row) => has(row, 'SEEN')),
            ),
        )
      );
    case 's':
      return (
        may(place, 'setFlags') &&
        act(
          (ids) =>
            void setFlagged(
              ids,
              flagNow((row) => has(row, 'FLAGGED')),
            ),
        )
      );
    case 'c':
      navigate({ name: 'compose', query: {} });
      return true;
    case '/':
      document.getElementById('search')?.focus();
      return true;
    case '?':
      showKeys();
      return true;
    case 'Escape':
      return stepOut(openId);
    default:
      return false;
  }
}

function stepOut(openId: string | null): boolean {
  if (selecting.peek()) endSelecting();
  else if (openId !== null && route.peek().name === 'mail') {
    goBack({ name: 'mail', mailboxId: shownMailboxId.peek(), messageId: null });
  } else return false;
  return true;
}

/** The row that has the focus, if one has. */
function focusedRow(): string | null {
  return document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row ?? null;
}

function step(
  rows: readonly Row[],
  id: string | null,
  by: number,
  openId: string | null,
  reveal: (id: string) => void,
): boolean {
  const at = rows.findIndex((row) => row.id === id);
  const next = rows[at < 0 ? 0 : at + by];
  if (!next) return false;
  if (openId !== null && layout.peek() !== 'PHONE') {
    const mailboxId = shownMailboxId.peek();
    navigate({ name: 'mail', mailboxId, messageId: next.id }, { replace: true });
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    return true;
  }
  reveal(next.id);
  // A row that was out of sight is drawn after the scroll, one frame later.
  focusRow(next.id, 3);
  return true;
}

function focusRow(id: string, tries: number): void {
  const link = document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"] .row-link`);
  if (link) link.focus({ preventScroll: true });
  else if (tries > 0) requestAnimationFrame(() => focusRow(id, tries - 1));
}
