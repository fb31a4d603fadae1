// The store contract over an IMAP server, with a second client that brings the mail.
import { type ImapServer, imapAccount, imapStore, imapsOf, otherClient } from './imap.ts';
import { storeContract } from './store-contract.ts';

const ALL = { flags: true, folders: true, filing: true, watch: true, changes: true };

/** `start` is called once; its server ends with the test file. */
export function imapContract(name: string, start: () => Promise<ImapServer>): void {
  storeContract(name, async () => {
    const server = await start();
    const outside = await otherClient(server);
    const store = imapStore(imapAccount(imapsOf(server)), { watch: { pollMs: 100 } });
    return {
      store,
      groups: ALL,
      // Mail that another program brings is in a list that is followed as soon as the server tells of it.
      deliver: async (raw) => {
        await outside.append('INBOX', raw);
        await store.refresh();
      },
      close: () => store.close(),
    };
  });
}
