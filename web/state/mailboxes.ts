// The accounts and their folders, with counts. A newcomer's trap: counts are changed at once by what a person
// does (adjustCounts) and set right by the server's word afterwards, so never add up rows instead.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { ask, dataOf, request } from '../api/client.ts';
import {
  CreateMailboxDocument,
  DeleteMailboxDocument,
  EmptyMailboxDocument,
  FoldersDocument,
  type FoldersQuery,
  type MailboxRole,
  type MailboxRowFragment,
  type TroubleFragment,
  UpdateMailboxDocument,
} from '../api/operations.gen.ts';
import { route } from '../routes.ts';

export type Account = FoldersQuery['viewer']['accounts'][number];
export type Mailbox = MailboxRowFragment;

const all = signal<readonly Account[]>([]);
const viewer = signal<string | null>(null);

export const accounts: ReadonlySignal<readonly Account[]> = all;
/** Who is signed in; null before that is known. */
export const viewerId: ReadonlySignal<string | null> = viewer;

export function setAccounts(id: string, list: readonly Account[]): void {
  viewer.value = id;
  all.value = list;
}

export function forgetAccounts(): void {
  viewer.value = null;
  all.value = [];
}

/** Asks for all folders and counts again. Rejects with an ApiError. */
export async function loadFolders(): Promise<void> {
  const { viewer: found } = dataOf(await ask(FoldersDocument, {}));
  if (viewer.value !== null) setAccounts(found.id, found.accounts);
}

let timer: ReturnType<typeof setTimeout> | undefined;

/** Asks for counts soon, once for many reasons. Trouble is left to the next time. */
export function loadFoldersSoon(ms = 1_500): void {
  clearTimeout(timer);
  timer = setTimeout(() => void loadFolders().catch(() => {}), ms);
}

export function mailboxById(id: string | null): Mailbox | null {
  for (const account of all.value) {
    for (const mailbox of account.mailboxes) if (mailbox.id === id) return mailbox;
  }
  return null;
}

export function accountOf(mailboxId: string | null): Account | null {
  return all.value.find(({ mailboxes }) => mailboxes.some(({ id }) => id === mailboxId)) ?? null;
}

export function byRole(account: Account | null, role: MailboxRole): Mailbox | null {
  return account?.mailboxes.find((mailbox) => mailbox.role === role) ?? null;
}

let lastShown: string | null = null;

/** The folder on the screen: the address says which, else the first inbox. Writing and settings keep it. */
export const shownMailboxId: ReadonlySignal<string | null> = computed(() => {
  const here = route.value;
  if (here.name === 'mail' && here.mailboxId !== null) lastShown = here.mailboxId;
  else if (here.name === 'mail' || mailboxById(lastShown) === null) {
    lastShown = byRole(all.value[0] ?? null, 'INBOX')?.id ?? null;
  }
  return lastShown;
});

/** Changes counts at once, by what a person did. Never below zero. */
export function adjustCounts(mailboxId: string | null, change: { total?: number; unread?: number }): void {
  const { total = 0, unread = 0 } = change;
  if (mailboxId === null || (total === 0 && unread === 0)) return;
  update(mailboxId, (mailbox) => ({
    ...mailbox,
    total: Math.max(0, mailbox.total + total),
    unread: Math.max(0, mailbox.unread + unread),
  }));
}

/** The server's own word on one mailbox, for example beside a page of it. */
export function setMailbox(fresh: Mailbox): void {
  update(fresh.id, () => fresh);
}

function update(id: string, change: (mailbox: Mailbox) => Mailbox): void {
  all.value = all.value.map((account) =>
    account.mailboxes.some((mailbox) => mailbox.id === id)
      ? { ...account, mailboxes: account.mailboxes.map((one) => (one.id === id ? change(one) : one)) }
      : account,
  );
}

/** Why a folder could not be made, renamed or deleted; null when it was. Rejects with an ApiError. */
export type FolderAnswer = TroubleFragment | null;

export async function createFolder(
  accountId: string,
  parentId: string | null,
  name: string,
): Promise<FolderAnswer> {
  const { createMailbox } = await request(CreateMailboxDocument, { input: { accountId, parentId, name } });
  if (!createMailbox.problem) await loadFolders();
  return createMailbox.problem ?? null;
}

/** `updated` is the folder as it is now; its id may be another one. `parentId` null is the top. */
export async function updateFolder(
  id: string,
  change: { name?: string; parentId?: string | null; subscribed?: boolean },
): Promise<{ problem: FolderAnswer; updated: Mailbox | null }> {
  const { updateMailbox } = await request(UpdateMailboxDocument, { input: { id, ...change } });
  if (!updateMailbox.problem) await loadFolders();
  return { problem: updateMailbox.problem ?? null, updated: updateMailbox.mailbox ?? null };
}

/** To the end, however long it is; what was taken out before a problem stays out. */
export async function emptyFolder(id: string): Promise<{ problem: FolderAnswer; done: number }> {
  for (let done = 0; ; ) {
    const { emptyMailbox } = await request(EmptyMailboxDocument, { id });
    done += emptyMailbox.done ?? 0;
    if (emptyMailbox.hasMore === true && (emptyMailbox.done ?? 0) > 0) continue;
    await loadFolders();
    return { problem: emptyMailbox.problem ?? null, done };
  }
}

export async function deleteFolder(id: string, withMessages: boolean): Promise<FolderAnswer> {
  const { deleteMailbox } = await request(DeleteMailboxDocument, { id, withMessages });
  if (!deleteMailbox.problem) await loadFolders();
  return deleteMailbox.problem ?? null;
}
