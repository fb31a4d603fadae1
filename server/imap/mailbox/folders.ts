// Creating, changing and deleting mailboxes. A newcomer's trap: RENAME of INBOX moves its mail away instead of
// renaming it, DELETE takes all mail with it, and subscriptions go by name and stay behind (RFC 3501 section 6.3);
// the first two are refused here where they would surprise, the third is mended.
import type { ImapFlow } from 'imapflow';
import { MailError } from '../../mail/errors.ts';
import type { Mailbox, MailboxRole } from '../../mail/mailbox.ts';
import type { FolderStore, MailboxChange } from '../../mail/store.ts';
import { atom, issue, mailboxName } from '../commands.ts';
import type { Context } from '../context.ts';
import { isRefusal, responseCode } from '../errors.ts';
import type { Session } from '../lanes/selection.ts';
import { learnNamespaces } from '../lanes/sign-in.ts';
import { decodeMailbox } from '../locator.ts';
import type { Listed } from './list-command.ts';
import { isSelectable, type Mailboxes } from './mailbox.ts';
import { pathFor, taken } from './names.ts';
import { namespacesOf, placeOf } from './namespaces.ts';
import type { RightsReader } from './rights.ts';
import { USES } from './roles.ts';

export function createFolders(context: Context, mailboxes: Mailboxes, rights: RightsReader): FolderStore {
  const { lanes, announce, moves } = context;
  const { lister } = mailboxes;

  /** Runs once, and tells everybody that the list is another one. */
  async function changing<T>(
    signal: AbortSignal | undefined,
    work: (session: Session) => Promise<T>,
  ): Promise<T> {
    const knowing = async (session: Session): Promise<T> => {
      await learnNamespaces(session.client);
      return work(session);
    };
    const result = await lanes.use(knowing, { signal, once: true });
    announce({ kind: 'MAILBOXES_CHANGED' });
    return result;
  }

  /** The mailbox and all that lie in it, itself first. MAILBOX_GONE when it is not there. */
  async function family(
    client: ImapFlow,
    path: string,
    { counts = false, subscribed = false } = {},
  ): Promise<Listed[]> {
    const { delimiter } = namespacesOf(client).personal;
    // The delimiter may be another one there than at the top; then a second look is needed.
    const find = async (mark: string): Promise<Listed[]> => {
      const patterns = mark === '' ? [path] : [path, `${path}${mark}*`];
      const rows = await lister.rows(client, patterns, counts, subscribed);
      return rows.filter(
        (row) => row.path === path || (mark !== '' && row.path.startsWith(`${path}${mark}`)),
      );
    };
    let rows = await find(delimiter);
    const own = rows.find((row) => row.path === path);
    if (own === undefined) throw new MailError('MAILBOX_GONE');
    if (own.delimiter !== delimiter) rows = await find(own.delimiter);
    return [own, ...rows.filter((row) => row.path !== path)];
  }

  async function existing(client: ImapFlow, locator: string): Promise<Listed> {
    const path = decodeMailbox(locator);
    const row = (await lister.rows(client, [path], false, false)).find((each) => each.path === path);
    if (row === undefined) throw new MailError('MAILBOX_GONE');
    return row;
  }

  async function parentOf(client: ImapFlow, locator: string): Promise<Listed> {
    const parent = await existing(client, locator);
    if (parent.flags.has('\\noinferiors'))
      throw new MailError('UNSUPPORTED', { message: 'There can be no folders in this folder.' });
    return parent;
  }

  async function asListed(session: Session, path: string): Promise<Mailbox> {
    const isOurs = placeOf(namespacesOf(session.client), path).namespace === 'PERSONAL';
    if (!isOurs) await mailboxes.listOthers(session);
    const mailbox = (await mailboxes.list(session)).find(({ locator }) => locator === path);
    if (mailbox === undefined) throw new MailError('MAILBOX_GONE');
    return mailbox;
  }

  async function relocate(session: Session, locator: string, change: MailboxChange): Promise<string> {
    const { client } = session;
    const rows = await family(client, decodeMailbox(locator), { counts: true, subscribed: true });
    const [own = rows[0]] = rows;
    if (own === undefined) throw new MailError('MAILBOX_GONE');
    const { path, delimiter } = own;
    const cut = delimiter === '' ? -1 : path.lastIndexOf(delimiter);
    const name = change.name ?? path.slice(cut + 1);
    const parent =
      change.parent === undefined
        ? cut < 0
          ? null
          : { path: path.slice(0, cut), delimiter }
        : change.parent === null
          ? null
          : await parentOf(client, change.parent);
    const target = pathFor(client, parent, namespacesOf(client).personal, name);
    if (target === path) return path;
    if (path === 'INBOX')
      throw new MailError('UNSUPPORTED', { message: 'The inbox can not be renamed or moved.' });
    if (delimiter !== '' && target.startsWith(`${path}${delimiter}`))
      throw new MailError('VALIDATION', {
        message: 'A folder can not be moved into itself.',
        path: ['parentId'],
      });
    await release(session, own);
    await issue(client, 'RENAME', [mailboxName(client, path), mailboxName(client, target)]).catch((error) =>
      orTaken(session, target, error),
    );
    await followed(client, rows, target);
    return target;
  }

  /** What does not come along by itself with a rename. */
  async function followed(client: ImapFlow, rows: readonly Listed[], target: string): Promise<void> {
    const [{ path } = { path: '' }] = rows;
    const now = new Map((await family(client, target, { subscribed: true })).map((row) => [row.path, row]));
    for (const row of rows) {
      const renamed = `${target}${row.path.slice(path.length)}`;
      // RFC 3501 wants the mailboxes in it renamed too; not every server does.
      if (!now.has(renamed) && !row.flags.has('\\noselect'))
        await issue(client, 'RENAME', [mailboxName(client, row.path), mailboxName(client, renamed)]);
      context.lost(row.path);
      if (row.status?.uidValidity) moves.renamed(row.path, row.status.uidValidity, renamed);
      if (!row.subscribed) continue;
      if (now.get(renamed)?.subscribed !== true) await subscribe(client, renamed, true);
      await subscribe(client, row.path, false).catch(unlessRefused);
    }
  }

  async function orTaken(session: Session, path: string, error: unknown): Promise<never> {
    // Not every server says ALREADYEXISTS, so a refused name is looked for.
    if (isRefusal(error)) {
      const rows = await lister.rows(session.client, [path], false, false);
      if (rows.some((row) => row.path === path)) throw new MailError('CONFLICT', taken);
      // RFC 5530: the name can never be created.
      if (responseCode(error) === 'CANNOT')
        throw new MailError('VALIDATION', {
          message: 'The mail server does not take this name. Choose another.',
          path: ['name'],
        });
    }
    throw error;
  }

  return {
    create: (parent, name, signal, role) =>
      changing(signal, async (session) => {
        const { client } = session;
        const above = parent === null ? null : await parentOf(client, parent);
        const path = pathFor(client, above, namespacesOf(client).personal, name);
        await make(client, path, role).catch((error) => orTaken(session, path, error));
        await subscribe(client, path, true);
        return asListed(session, path);
      }),

    update: (locator, change, signal) =>
      changing(signal, async (session) => {
        const { client } = session;
        const isPlaced = change.name !== undefined || change.parent !== undefined;
        // A name that is not there can be subscribed to all the same, and would stay so.
        const path = isPlaced
          ? await relocate(session, locator, change)
          : (await existing(client, locator)).path;
        if (change.subscribed !== undefined) await subscribe(client, path, change.subscribed);
        return asListed(session, path);
      }),

    remove: (locator, withMessages, signal) =>
      changing(signal, async (session) => {
        const { client } = session;
        await session.sync();
        const [own, ...children] = await family(client, decodeMailbox(locator), { counts: !withMessages });
        if (own === undefined) throw new MailError('MAILBOX_GONE');
        const { path } = own;
        if (path === 'INBOX')
          throw new MailError('UNSUPPORTED', { message: 'The inbox can not be deleted.' });
        if (children.length > 0)
          throw new MailError('CONFLICT', {
            message: 'There are other folders in this folder. Delete or move them first.',
          });
        if (!withMessages && isSelectable(own) && (await mailboxes.count(client, own)) > 0)
          throw new MailError('CONFLICT', { message: 'There is mail in this folder.' });
        await release(session, own);
        await issue(client, 'DELETE', [mailboxName(client, path)]);
        await subscribe(client, path, false).catch(unlessRefused);
        mailboxes.forget(path);
        context.lost(path);
      }),

    rights: (locators, signal) => rights.of(locators.map(decodeMailbox), signal),
  };
}

/** CREATE, for a role where the server can be told (RFC 6154 section 3); most servers then find it by its name. */
async function make(client: ImapFlow, path: string, role: MailboxRole | undefined): Promise<void> {
  const use = role === undefined ? undefined : USES[role];
  if (use !== undefined && client.capabilities.has('CREATE-SPECIAL-USE')) {
    try {
      await issue(client, 'CREATE', [mailboxName(client, path), [atom('USE'), [atom(use)]]]);
      return;
    } catch (error) {
      if (!isRefusal(error) || responseCode(error) === 'ALREADYEXISTS') throw error;
    }
  }
  await issue(client, 'CREATE', [mailboxName(client, path)]);
}

async function subscribe(client: ImapFlow, path: string, on: boolean): Promise<void> {
  await issue(client, on ? 'SUBSCRIBE' : 'UNSUBSCRIBE', [mailboxName(client, path)]);
}

/**
 * Servers refuse to rename or delete what is selected on the same connection. Never by CLOSE: it removes every
 * message that any client has marked \\Deleted.
 */
async function release(session: Session, own: Listed): Promise<void> {
  const { mailbox } = session.client;
  if (mailbox === false) return;
  const isWithin = own.delimiter !== '' && mailbox.path.startsWith(`${own.path}${own.delimiter}`);
  if (mailbox.path === own.path || isWithin) await session.select('INBOX', { fresh: true });
}

function unlessRefused(error: unknown): void {
  if (!isRefusal(error)) throw error;
}
