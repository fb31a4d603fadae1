// Creating, renaming and deleting mailboxes. A newcomer's trap: RENAME of INBOX moves its mail away instead of
// renaming it, and DELETE takes all mail with it; both are refused here where they would surprise.
import type { ListResponse } from 'imapflow';
import { MailError } from '../mail/errors.ts';
import type { Mailbox } from '../mail/mailbox.ts';
import type { FolderStore } from '../mail/store.ts';
import type { Context } from './context.ts';
import { connectionLost, isRefusal } from './errors.ts';
import { decodeMailbox } from './locator.ts';
import type { Mailboxes } from './mailbox.ts';
import type { Session } from './selection.ts';

const MAX_NAME = 200;

export function createFolders(context: Context, mailboxes: Mailboxes): FolderStore {
  const { lanes, announce } = context;
  const changed = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    announce({ kind: 'MAILBOXES_CHANGED' });
    return result;
  };

  return {
    create: (parent, name, signal) =>
      changed(
        lanes.use(
          async (session) => {
            const { client } = session;
            const path = await childPath(session, parent === null ? null : decodeMailbox(parent), name);
            const made = await client.mailboxCreate(path).catch((error) => orTaken(session, path, error));
            if (!made.created) throw new MailError('CONFLICT', taken);
            return found(await mailboxes.list(session), made.path);
          },
          { signal, once: true },
        ),
      ),

    rename: (mailbox, name, signal) =>
      changed(
        lanes.use(
          async (session) => {
            const { client } = session;
            const entry = await listed(session, decodeMailbox(mailbox));
            if (entry.path === 'INBOX')
              throw new MailError('UNSUPPORTED', { message: 'The inbox can not be renamed.' });
            const path = await childPath(session, entry.parentPath || null, name);
            if (path === entry.path) return found(await mailboxes.list(session), path);
            const renamed = await client
              .mailboxRename(entry.path, path)
              .catch((error) => orTaken(session, path, error));
            // Subscriptions go by name and stay with the old one (RFC 3501 section 6.3.5).
            await client.mailboxSubscribe(renamed.newPath);
            await client.mailboxUnsubscribe(entry.path);
            return found(await mailboxes.list(session), renamed.newPath);
          },
          { signal, once: true },
        ),
      ),

    remove: (mailbox, withMessages, signal) =>
      changed(
        lanes.use(
          async (session) => {
            const { client } = session;
            const entry = await listed(session, decodeMailbox(mailbox));
            const { path } = entry;
            if (path === 'INBOX')
              throw new MailError('UNSUPPORTED', { message: 'The inbox can not be deleted.' });
            const children = entry.delimiter ? `${path}${entry.delimiter}` : null;
            if (children !== null && (await client.list()).some((each) => each.path.startsWith(children)))
              throw new MailError('CONFLICT', {
                message: 'There are other folders in this folder. Delete or move them first.',
              });
            if (!withMessages && !entry.flags.has('\\Noselect')) {
              await session.sync();
              const status = await client.status(path, { messages: true });
              if (status === false)
                throw client.usable ? new MailError('UPSTREAM_REFUSED') : connectionLost();
              if (status.messages !== 0)
                throw new MailError('CONFLICT', { message: 'There is mail in this folder.' });
            }
            await client.mailboxDelete(path);
            await client.mailboxUnsubscribe(path);
          },
          { signal, once: true },
        ),
      ),
  };
}

const taken = { message: 'There is a folder of that name already.' };

/** The path of a mailbox below another. VALIDATION for a name that would be more than one level or not a name. */
async function childPath({ client }: Session, parent: string | null, name: string): Promise<string> {
  const delimiter = client.namespace?.delimiter ?? '';
  if (name.trim() === '' || name.length > MAX_NAME || /[\p{Cc}*%]/u.test(name))
    throw new MailError('VALIDATION', {
      message: 'A folder name has 1 to 200 characters, and no * or %.',
      path: ['name'],
    });
  if (delimiter !== '' && name.includes(delimiter))
    throw new MailError('VALIDATION', {
      message: `A folder name can not contain ${delimiter} here.`,
      path: ['name'],
    });
  if (parent === null) return `${client.namespace?.prefix ?? ''}${name}`;
  if (delimiter === '')
    throw new MailError('UNSUPPORTED', { message: 'This mail server keeps no folders in folders.' });
  return `${parent}${delimiter}${name}`;
}

async function listed({ client }: Session, path: string): Promise<ListResponse> {
  const entry = (await client.list()).find((each) => each.path === path);
  if (entry === undefined) throw new MailError('MAILBOX_GONE');
  return entry;
}

/** Not every server says ALREADYEXISTS, so a refused name is looked for. */
async function orTaken(session: Session, path: string, error: unknown): Promise<never> {
  if (isRefusal(error) && (await session.client.list()).some((each) => each.path === path))
    throw new MailError('CONFLICT', taken);
  throw error;
}

function found(mailboxes: readonly Mailbox[], path: string): Mailbox {
  const mailbox = mailboxes.find(({ locator }) => locator === path);
  if (mailbox === undefined) throw new MailError('MAILBOX_GONE');
  return mailbox;
}
