// What a person does to messages: seen at once, put back with a sentence when it is refused, taken back by Undo.
// A newcomer's trap: a move gives messages new ids, so Undo asks the server to take back what it did and then gives
// the rows the ids of its answer.
import { type ApiError, dataOf, ask as send, toApiError } from '../api/client.ts';
import {
  ArchiveDocument,
  type BulkFragment,
  type FiledFragment,
  MarkJunkDocument,
  MoveMessagesDocument,
  SetFlagsDocument,
  type SystemFlag,
  TrashDocument,
  UndoDocument,
} from '../api/operations.gen.ts';
import { t } from '../lib/t.ts';
import type { MessageList } from './list.ts';
import { fetchRows, findRow, listsOf } from './lists.ts';
import { accountOf, adjustCounts, byRole, loadFoldersSoon, mailboxById } from './mailboxes.ts';
import { flagsWith, has, lay, type Row } from './overlay.ts';
import { carryPreview } from './previews.ts';
import { hideToast, showToast, withoutAction } from './toasts.ts';

const CHUNK = 200;

/** Marks as read or unread. `mailboxId` is only needed for messages that no list holds. */
export function setSeen(
  ids: readonly string[],
  on: boolean,
  mailboxId: string | null = null,
): Promise<boolean> {
  return setFlag(ids, 'SEEN', on, { mailboxId });
}

/** What opening does by itself, so a failure is no news: it is unread again. */
export function markOpened(id: string, mailboxId: string | null): Promise<boolean> {
  return setFlag([id], 'SEEN', true, { mailboxId, quiet: true });
}

export function setFlagged(ids: readonly string[], on: boolean): Promise<boolean> {
  return setFlag(ids, 'FLAGGED', on);
}

/** Resolves to false when some of it was refused; what was refused is said by a toast. Never rejects. */
async function setFlag(
  ids: readonly string[],
  flag: SystemFlag,
  on: boolean,
  { mailboxId = null, quiet = false }: { mailboxId?: string | null; quiet?: boolean } = {},
): Promise<boolean> {
  const undoCounts = flag === 'SEEN' ? countSeen(ids, on, mailboxId) : () => {};
  const lift = lay(ids, { kind: 'FLAG', flag, on });
  const outcome = await inChunks(ids, async (some) => {
    const change = { ids: [...some], add: on ? [flag] : [], remove: on ? [] : [flag] };
    return dataOf(await send(SetFlagsDocument, change)).setFlags;
  });
  const done = new Set(outcome.done.keys());
  for (const list of listsOf()) {
    list.patch((row) => ({ ...row, flags: flagsWith(row.flags, new Map([[flag, on]])) }), done);
  }
  lift();
  if (outcome.failed === 0) return true;
  undoCounts();
  loadFoldersSoon();
  if (!quiet) fail(outcome);
  return false;
}

export type Filing =
  | { kind: 'ARCHIVE' }
  | { kind: 'TRASH' }
  | { kind: 'JUNK'; on: boolean }
  | { kind: 'MOVE'; to: string };

export const archive = (ids: readonly string[], from?: string): Promise<boolean> =>
  file(ids, { kind: 'ARCHIVE' }, from);
export const trash = (ids: readonly string[], from?: string): Promise<boolean> =>
  file(ids, { kind: 'TRASH' }, from);
export const move = (ids: readonly string[], to: string, from?: string): Promise<boolean> =>
  file(ids, { kind: 'MOVE', to }, from);

/** Into Junk, or out of it to the inbox, so that the mail server's filter may learn from it. */
export const markJunk = (ids: readonly string[], on: boolean, from?: string): Promise<boolean> =>
  file(ids, { kind: 'JUNK', on }, from);

/** True where `trash` deletes for good, so that a person is asked first. */
export const deletesForGood = (mailboxId: string | null): boolean => mailboxById(mailboxId)?.role === 'TRASH';

/**
 * Takes messages out of their folder. Resolves to false when some were refused; the toast says why. `from` is
 * only needed for messages that no list holds. Never rejects.
 */
async function file(ids: readonly string[], filing: Filing, from?: string): Promise<boolean> {
  if (ids.length === 0) return true;
  const found = ids.map((id) => findRow(id));
  const origin = found.find((one) => one !== null)?.mailboxId ?? from ?? null;
  const rows = found.flatMap((one) => (one ? [one.row] : []));
  const target = targetOf(filing, origin);
  const undoCounts = countMoved(rows, ids.length, origin, target);
  const orders = new Map(listsOf(origin).map((list) => [list, list.ids()]));
  const lift = lay(ids, { kind: 'REMOVE' });
  const work = inChunks(ids, (some) => ask(filing, some));
  const forGood = filing.kind === 'TRASH' && deletesForGood(origin);
  const id = showToast(saying(filing, ids.length, target, forGood), {
    action: forGood
      ? null
      : {
          label: t('action.undo'),
          run: () => {
            hideToast(id);
            void work.then((outcome) => undo({ outcome, rows, orders, undoCounts }));
          },
        },
  });
  const outcome = await work;
  for (const list of listsOf()) list.remove(new Set(outcome.done.keys()));
  lift();
  for (const list of target === null ? [] : listsOf(target)) void list.sync();
  loadFoldersSoon();
  if (outcome.failed === 0) {
    // The server does not say where they went, so it can't be taken back.
    if (!outcome.canUndo) withoutAction(id);
    return true;
  }
  if (outcome.done.size === 0) undoCounts();
  hideToast(id);
  fail(outcome);
  return false;
}

interface Undoing {
  outcome: Outcome;
  rows: readonly Row[];
  /** How the lists were ordered before. */
  orders: ReadonlyMap<MessageList, readonly string[]>;
  undoCounts(): void;
}

async function undo({ outcome, rows, orders, undoCounts }: Undoing): Promise<void> {
  const back = rows.filter(({ id }) => outcome.done.has(id));
  if (outcome.done.size === 0) return;
  if (!outcome.canUndo) {
    showToast(t('action.undoFailed', { count: outcome.done.size }), { tone: 'bad' });
    return;
  }
  undoCounts();
  for (const [list, order] of orders) {
    const were = new Set(order);
    list.putBack(
      back.filter(({ id }) => were.has(id)),
      order,
    );
  }
  const again = await each(outcome.tokens, async (token) => dataOf(await send(UndoDocument, { token })).undo);
  const failed = outcome.done.size - again.done.size;
  try {
    // From the id it has now back to the row that was taken away.
    const before = new Map(back.map((row) => [again.done.get(row.id), row]));
    const fresh = new Map<string, Row>();
    for (const row of await fetchRows([...again.done.values()])) {
      const old = before.get(row.id);
      if (!old) continue;
      fresh.set(old.id, row);
      carryPreview(old.id, row.id);
    }
    for (const list of orders.keys()) list.replace(fresh);
  } catch {
    for (const list of orders.keys()) void list.refresh();
  }
  loadFoldersSoon();
  if (failed > 0) {
    for (const list of orders.keys()) void list.refresh();
    showToast(t('action.undoFailed', { count: failed }), { tone: 'bad' });
  }
}

async function ask(filing: Filing, some: readonly string[]): Promise<FiledFragment> {
  const ids = [...some];
  if (filing.kind === 'ARCHIVE') return dataOf(await send(ArchiveDocument, { ids })).archive;
  if (filing.kind === 'TRASH') return dataOf(await send(TrashDocument, { ids })).trash;
  if (filing.kind === 'JUNK') return dataOf(await send(MarkJunkDocument, { ids, junk: filing.on })).markJunk;
  return dataOf(await send(MoveMessagesDocument, { ids, to: filing.to })).moveMessages;
}

export interface Outcome {
  /** Old id to the id it has now. */
  done: ReadonlyMap<string, string>;
  failed: number;
  /** The first reason. */
  message: string | null;
  /** What takes it back, all together; false where the server can't take back a part of it. */
  tokens: readonly string[];
  canUndo: boolean;
}

export async function inChunks(
  ids: readonly string[],
  act: (some: readonly string[]) => Promise<BulkFragment & Partial<FiledFragment>>,
): Promise<Outcome> {
  const chunks = Array.from({ length: Math.ceil(ids.length / CHUNK) }, (_, index) =>
    ids.slice(index * CHUNK, (index + 1) * CHUNK),
  );
  const outcome = await each(chunks, act);
  return { ...outcome, failed: ids.length - outcome.done.size };
}

/** One call after the other; what fails does not stop the rest. */
export async function each<T>(
  inputs: readonly T[],
  act: (input: T) => Promise<BulkFragment & Partial<FiledFragment>>,
): Promise<Omit<Outcome, 'failed'>> {
  const done = new Map<string, string>();
  const tokens: string[] = [];
  let canUndo = true;
  let message: string | null = null;
  for (const input of inputs) {
    try {
      const { results, problem, undoToken } = await act(input);
      message ??= problem?.message ?? null;
      for (const result of results) {
        if (result.problem) message ??= result.problem.message;
        else done.set(result.id, result.replacedBy ?? result.id);
      }
      if (undoToken != null) tokens.push(undoToken);
      else if (results.some((result) => !result.problem)) canUndo = false;
    } catch (error) {
      const failure = toApiError(error);
      message ??= wordsFor(failure);
    }
  }
  return { done, message, tokens, canUndo };
}

/** Being signed out is said by the page that asks to sign in again. */
function wordsFor({ code, message }: ApiError): string {
  if (code === 'SIGNED_OUT') return '';
  return code === 'NETWORK' ? t('action.offline') : message;
}

/** Says what was refused. */
export function fail({ done, failed, message }: Outcome): void {
  const why = message ?? t('error.internal');
  if (why === '') return;
  const text = done.size === 0 ? why : t('action.partly', { count: failed, why });
  showToast(text, { tone: 'bad' });
}

function targetOf(filing: Filing, origin: string | null): string | null {
  if (filing.kind === 'MOVE') return filing.to;
  const account = accountOf(origin);
  if (filing.kind === 'JUNK') return byRole(account, filing.on ? 'JUNK' : 'INBOX')?.id ?? null;
  return byRole(account, filing.kind)?.id ?? null;
}

function saying(filing: Filing, count: number, target: string | null, forGood: boolean): string {
  if (forGood) return t('action.deletedForGood', { count });
  if (filing.kind === 'ARCHIVE') return t('action.archived', { count });
  if (filing.kind === 'TRASH') return t('action.trashed', { count });
  if (filing.kind === 'JUNK') return t(filing.on ? 'action.junked' : 'action.notJunked', { count });
  return t('action.moved', { count, folder: mailboxById(target)?.name ?? '' });
}

function countSeen(ids: readonly string[], on: boolean, mailboxId: string | null): () => void {
  const changes = new Map<string, number>();
  for (const id of ids) {
    const found = findRow(id);
    const place = found?.mailboxId ?? mailboxId;
    if (place === null || (found && has(found.row, 'SEEN') === on)) continue;
    changes.set(place, (changes.get(place) ?? 0) + (on ? -1 : 1));
  }
  for (const [id, unread] of changes) adjustCounts(id, { unread });
  return () => {
    for (const [id, unread] of changes) adjustCounts(id, { unread: -unread });
  };
}

function countMoved(rows: readonly Row[], total: number, from: string | null, to: string | null): () => void {
  const unread = rows.filter((row) => !has(row, 'SEEN')).length;
  const target = from === to ? null : to;
  adjustCounts(from, { total: -total, unread: -unread });
  adjustCounts(target, { total, unread });
  return () => {
    adjustCounts(from, { total, unread });
    adjustCounts(target, { total: -total, unread: -unread });
  };
}
