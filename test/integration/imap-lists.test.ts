// Lists and changes of ImapStore, with all that Dovecot offers and with what a server of 1996 did.
import { startDovecot } from '../support/dovecot.ts';
import { imapAccount, imapStore, imapsOf, otherClient } from '../support/imap.ts';
import { listContract } from '../support/list-contract.ts';

const SERVERS: Record<string, string> = {
  'ImapStore on Dovecot': '',
  'ImapStore on a server of 1996': 'imap_capability = IMAP4rev1',
};

for (const [name, extraConfig] of Object.entries(SERVERS)) {
  const make = async () => {
    const dovecot = await startDovecot({ extraConfig });
    const outside = await otherClient(dovecot);
    const store = imapStore(imapAccount(imapsOf(dovecot)), { watch: { pollMs: 100 } });
    return {
      store,
      groups: { flags: true, folders: true, filing: true, watch: true, changes: true },
      deliver: async (raw: Buffer) => {
        await outside.append('INBOX', raw);
        await store.refresh();
      },
      close: () => store.close(),
    };
  };
  listContract(name, make, 4);
}
