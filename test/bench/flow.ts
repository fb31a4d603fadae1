// The other floor: imapflow by itself, on a connection that is open, selected, and does nothing else.
import { type FetchQueryObject, ImapFlow } from 'imapflow';
import type { Place } from './raw-imap.ts';

/** Signed in, INBOX selected unless told. */
export async function openFlow(
  { port, ca, user, password }: Place,
  { mailbox = 'INBOX', qresync = false }: { mailbox?: string | null; qresync?: boolean } = {},
): Promise<ImapFlow> {
  const client = new ImapFlow({
    ...{ host: 'localhost', port, secure: true, tls: { ca }, auth: { user, pass: password } },
    ...{ logger: false, disableAutoIdle: true, disableCompression: true, qresync },
  });
  client.on('error', () => {});
  await client.connect();
  if (mailbox !== null) await client.mailboxOpen(mailbox);
  return client;
}

/** What a row of a list is made of. */
export const ROW: FetchQueryObject = {
  ...{ uid: true, flags: true, internalDate: true, size: true, envelope: true, bodyStructure: true },
  headers: ['references'],
};

/** The same as text, for a raw socket. */
export const ROW_ITEMS =
  '(UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (REFERENCES)])';
