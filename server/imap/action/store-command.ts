// UID STORE, with its answers read as they come. A newcomer's trap: a server reports rows nobody asked for, and may
// leave out a message whose flags it did set.
import type { ImapFlow } from 'imapflow';
import { MailError } from '../../mail/errors.ts';
import { atom, issue, sequence } from '../commands.ts';
import { pieces, sequenceSet } from '../locator.ts';
import { readingRows } from '../message/fetch.ts';
import { mostRows } from '../message/message.ts';

/** Sets or clears flags, in one command where the set is short enough. Notes the flags that the server reports in `into`; where nobody wants them it is told so. */
export async function uidStore(
  client: ImapFlow,
  uids: readonly number[],
  sign: '+' | '-',
  flags: readonly string[],
  into: Map<number, ReadonlySet<string>> | null = null,
): Promise<void> {
  const { mailbox } = client;
  if (mailbox === false) throw new MailError('MAILBOX_GONE');
  let left = mostRows(uids.length, mailbox.exists);
  const rows = readingRows(client, mailbox, ({ uid, flags: now }) => {
    if (left-- === 0) client.close();
    if (uid > 0 && now !== undefined) into?.set(uid, now);
  });
  const item = atom(`${sign}FLAGS${into === null ? '.SILENT' : ''}`);
  for (const piece of pieces(uids))
    await issue(client, 'UID STORE', [sequence(sequenceSet(piece)), item, flags.map(atom)], rows);
}
