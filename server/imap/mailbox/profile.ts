// Where a server means something else by IMAP than the RFCs do. A newcomer's trap: this is judged by what a connection
// advertises and never by a host name, because the same servers stand behind many names.
import type { ImapFlow } from 'imapflow';

export interface Profile {
  /**
   * A mailbox is a label: All Mail holds every message but those in Trash and Spam, what is taken out of any other
   * mailbox stays in it, and only what is expunged in Trash or Spam is gone.
   */
  gmail: boolean;
}

export function profileOf({ capabilities }: ImapFlow): Profile {
  return { gmail: capabilities.has('X-GM-EXT-1') };
}
