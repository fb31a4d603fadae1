// ImapStore against a real Dovecot, through the contract that every store must keep.

import { startDovecot } from '../support/dovecot.ts';
import { imapAccount, imapStore, imapsOf, otherClient } from '../support/imap.ts';
import { storeContract } from '../support/store-contract.ts';

const ALL = { flags: true, folders: true, filing: true, watch: true, changes: true };

/** Dovecot as it is, and cut down to what other servers can do. */
const SERVERS: Record<string, string> = {
  'ImapStore on Dovecot': '',
  'ImapStore with what Gmail can':
    'imap_capability = IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID CHILDREN UIDPLUS ENABLE MOVE CONDSTORE ESEARCH LIST-EXTENDED LIST-STATUS LITERAL- SPECIAL-USE APPENDLIMIT=35651584',
  'ImapStore with what Exchange Online can':
    'imap_capability = IMAP4rev1 AUTH=PLAIN SASL-IR UIDPLUS MOVE ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+\nimap_id_send = name Microsoft.Exchange',
  'ImapStore on a server of 1996': 'imap_capability = IMAP4rev1',
};

for (const [name, extraConfig] of Object.entries(SERVERS)) {
  storeContract(name, async () => {
    const dovecot = await startDovecot({ extraConfig });
    const outside = await otherClient(dovecot);
    const store = imapStore(imapAccount(imapsOf(dovecot)), { watch: { pollMs: 100 } });
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
