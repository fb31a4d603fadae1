// The folders of an archive. All but the inbox exist only here. A newcomer's trap: a folder's locator is its row, so
// it stays the same when the folder is renamed; the inbox is always called INBOX.
import { type Kysely, sql } from 'kysely';
import { isUniqueViolation } from '../data/database.ts';
import type { Schema } from '../data/schema.ts';
import { MailError } from '../mail/errors.ts';
import { FULL_RIGHTS, type Mailbox, type Rights } from '../mail/mailbox.ts';
import type { MailboxChange } from '../mail/store.ts';
import { type Archive, ROLES } from './archive.ts';

const MAX_FOLDERS = 1000;
const MAX_DEPTH = 10;
const MAX_NAME = 200;

interface FolderRow {
  id: number;
  parent_id: number | null;
  name: string;
  role: Mailbox['role'];
}

export const locatorOf = ({ id, role }: Pick<FolderRow, 'id' | 'role'>): string =>
  role === 'INBOX' ? 'INBOX' : `f${id}`;

/** Locators of messages by the mailbox they lie in, for events. */
export function byMailbox(
  { inbox }: Archive,
  rows: readonly { locator: string; folder_id: number }[],
): Map<string, string[]> {
  const found = Map.groupBy(rows, ({ folder_id }) => folder_id);
  return new Map(
    [...found].map(([id, group]) => [
      locatorOf({ id, role: id === inbox ? 'INBOX' : null }),
      group.map(({ locator }) => locator),
    ]),
  );
}

/** The row of a folder; MAILBOX_GONE when there is none. `database` may be a transaction. */
export async function folderId(
  { id: archiveId, inbox }: Archive,
  locator: string,
  database: Kysely<Schema>,
): Promise<number> {
  if (locator === 'INBOX') return inbox;
  const id = Number(/^f([1-9]\d{0,14})$/.exec(locator)?.[1] ?? 0);
  const row = await database
    .selectFrom('archive_folder')
    .select('id')
    .where('archive_id', '=', archiveId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new MailError('MAILBOX_GONE');
  return row.id;
}

/** All folders with counts: those with a role first, then by path. */
export async function listFolders({ database, id }: Archive): Promise<Mailbox[]> {
  const [folders, counts] = await Promise.all([
    database
      .selectFrom('archive_folder')
      .select(['id', 'parent_id', 'name', 'role'])
      .where('archive_id', '=', id)
      .execute(),
    database
      .selectFrom('archive_message')
      .innerJoin('archive_folder', 'archive_folder.id', 'archive_message.folder_id')
      .select(['folder_id', sql<number>`count(*)`.as('total'), sql<number>`sum(seen = 0)`.as('unread')])
      .where('archive_folder.archive_id', '=', id)
      .groupBy('folder_id')
      .execute(),
  ]);
  const countOf = new Map(counts.map((count) => [count.folder_id, count]));
  const rowOf = new Map(folders.map((folder) => [folder.id, folder]));
  const rank = ({ role }: Mailbox): number => {
    const index = ROLES.findIndex((known) => known.role === role);
    return index < 0 ? ROLES.length : index;
  };
  return folders
    .map((folder): Mailbox => {
      const count = countOf.get(folder.id);
      return {
        locator: locatorOf(folder),
        path: pathOf(folder, rowOf),
        role: folder.role,
        namespace: 'PERSONAL',
        owner: null,
        subscribed: true,
        selectable: true,
        total: count?.total ?? 0,
        unread: count?.unread ?? 0,
        origin: folder.role === 'INBOX' ? 'SERVER' : 'PROXY',
      };
    })
    .sort((a, b) => rank(a) - rank(b) || a.path.join('\0').localeCompare(b.path.join('\0')));
}

function pathOf(folder: FolderRow, rowOf: ReadonlyMap<number, FolderRow>): string[] {
  const path = [folder.name];
  let parent = folder.parent_id === null ? undefined : rowOf.get(folder.parent_id);
  while (parent && path.length <= MAX_DEPTH) {
    path.unshift(parent.name);
    parent = parent.parent_id === null ? undefined : rowOf.get(parent.parent_id);
  }
  return path;
}

export async function createFolder(archive: Archive, parent: string | null, name: string): Promise<Mailbox> {
  const clean = checkName(name);
  const locator = await archive.database.transaction().execute(async (trx) => {
    const all = await trx
      .selectFrom('archive_folder')
      .select(['id', 'parent_id', 'name', 'role'])
      .where('archive_id', '=', archive.id)
      .execute();
    if (all.length >= MAX_FOLDERS)
      throw new MailError('QUOTA_EXCEEDED', { message: 'There are too many folders here already.' });
    const parentId = parent === null ? null : await folderId(archive, parent, trx);
    const above = all.find(({ id }) => id === parentId);
    if (above && pathOf(above, new Map(all.map((row) => [row.id, row]))).length >= MAX_DEPTH)
      throw new MailError('VALIDATION', { message: 'Folders can not be nested any deeper.' });
    const row = await trx
      .insertInto('archive_folder')
      .values({ archive_id: archive.id, parent_id: parentId, name: clean, role: null })
      .returning(['id', 'role'])
      .executeTakeFirstOrThrow()
      .catch(nameTaken);
    return locatorOf(row);
  });
  return findFolder(archive, locator);
}

/** All folders are shown here, so none can be unsubscribed. */
export async function updateFolder(
  archive: Archive,
  locator: string,
  { name, parent, subscribed }: MailboxChange,
): Promise<Mailbox> {
  if (subscribed === false)
    throw new MailError('UNSUPPORTED', { message: 'Folders that are kept here are always shown.' });
  const clean = name === undefined ? undefined : checkName(name);
  await archive.database.transaction().execute(async (trx) => {
    const id = await folderId(archive, locator, trx);
    if (clean === undefined && parent === undefined) return;
    await refuseFixed(trx, id);
    const parentId = parent === undefined || parent === null ? parent : await folderId(archive, parent, trx);
    if (typeof parentId === 'number') await checkParent(archive, trx, id, parentId);
    await trx
      .updateTable('archive_folder')
      .set({
        ...(clean === undefined ? {} : { name: clean }),
        ...(parentId === undefined ? {} : { parent_id: parentId }),
      })
      .where('id', '=', id)
      .execute()
      .catch(nameTaken);
  });
  return findFolder(archive, locator);
}

/** VALIDATION where a folder would come to lie in itself, or folders in it too deep. */
async function checkParent(
  archive: Archive,
  database: Kysely<Schema>,
  id: number,
  parentId: number,
): Promise<void> {
  const rows = await database
    .selectFrom('archive_folder')
    .select(['id', 'parent_id', 'name', 'role'])
    .where('archive_id', '=', archive.id)
    .execute();
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const depthOf = (row: FolderRow | undefined): number => (row ? pathOf(row, rowOf).length : 0);
  for (let row = rowOf.get(parentId); row; row = rowOf.get(row.parent_id ?? -1)) {
    if (row.id === id)
      throw new MailError('VALIDATION', {
        message: 'A folder can not be moved into itself.',
        path: ['parentId'],
      });
  }
  const own = depthOf(rowOf.get(id));
  const isBelow = (row: FolderRow): boolean => {
    for (let each: FolderRow | undefined = row; each; each = rowOf.get(each.parent_id ?? -1))
      if (each.id === id) return true;
    return false;
  };
  const height = Math.max(...rows.filter(isBelow).map((row) => depthOf(row) - own + 1));
  if (depthOf(rowOf.get(parentId)) + height > MAX_DEPTH)
    throw new MailError('VALIDATION', { message: 'Folders can not be nested any deeper.' });
}

/** The inbox and the folders with a role are always there. */
export async function folderRights(
  archive: Archive,
  locators: readonly string[],
): Promise<(Rights | null)[]> {
  const rows = await archive.database
    .selectFrom('archive_folder')
    .select(['id', 'role'])
    .where('archive_id', '=', archive.id)
    .execute();
  const roleOf = new Map(rows.map((row) => [locatorOf(row), row.role]));
  return locators.map((locator) => {
    const role = roleOf.get(locator);
    if (role === undefined) return null;
    return { ...FULL_RIGHTS, rename: role === null, delete: role === null };
  });
}

/** With `withMessages` the mail in it goes to Trash: nothing is destroyed with a folder. CONFLICT when folders lie in it. */
export async function removeFolder(archive: Archive, locator: string, withMessages: boolean): Promise<void> {
  await archive.database.transaction().execute(async (trx) => {
    const id = await folderId(archive, locator, trx);
    await refuseFixed(trx, id);
    const child = await trx
      .selectFrom('archive_folder')
      .select('id')
      .where('parent_id', '=', id)
      .limit(1)
      .executeTakeFirst();
    if (child)
      throw new MailError('CONFLICT', {
        message: 'There are folders in this folder. Remove or move them first.',
      });
    const message = await trx
      .selectFrom('archive_message')
      .select('id')
      .where('folder_id', '=', id)
      .limit(1)
      .executeTakeFirst();
    if (message && !withMessages)
      throw new MailError('CONFLICT', { message: 'There is mail in this folder. Move it first.' });
    await trx
      .updateTable('archive_message')
      .set({
        folder_id: sql<number>`(select id from archive_folder where archive_id = ${archive.id} and role = 'TRASH')`,
      })
      .where('folder_id', '=', id)
      .execute();
    await trx.deleteFrom('archive_folder').where('id', '=', id).execute();
  });
}

async function findFolder(archive: Archive, locator: string): Promise<Mailbox> {
  const found = (await listFolders(archive)).find((mailbox) => mailbox.locator === locator);
  if (!found) throw new MailError('MAILBOX_GONE');
  return found;
}

async function refuseFixed(database: Kysely<Schema>, id: number): Promise<void> {
  const row = await database
    .selectFrom('archive_folder')
    .select('role')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (row.role !== null)
    throw new MailError('UNSUPPORTED', { message: 'This folder is always there and can not be changed.' });
}

function nameTaken(error: unknown): never {
  if (isUniqueViolation(error))
    throw new MailError('CONFLICT', { message: 'There is a folder of that name already.' });
  throw error;
}

/** Slashes are refused because paths are shown with them; control characters and direction overrides because nobody sees them. */
function checkName(name: string): string {
  const clean = name.normalize('NFC').trim();
  if (
    clean === '' ||
    clean.length > MAX_NAME ||
    /[\p{Cc}\u202a-\u202e\u2066-\u2069/]/u.test(clean) ||
    clean.toUpperCase() === 'INBOX'
  )
    throw new MailError('VALIDATION', {
      message: 'A folder needs a name of at most 200 characters without slashes.',
      path: ['name'],
    });
  return clean;
}
