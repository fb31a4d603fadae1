// The POP3 store against a real server: what every store does, and what only this one has.
import { startDovecot } from '../support/dovecot.ts';
import { deliver, pop3Account, pop3Store, pop3sOf, temporaryDatabase } from '../support/pop3.ts';
import { storeContract } from '../support/store-contract.ts';

storeContract('A POP3 store', async () => {
  const dovecot = await startDovecot();
  const store = pop3Store(pop3Account(pop3sOf(dovecot)), { database: await temporaryDatabase() });
  return {
    store,
    groups: { flags: true, folders: true, filing: true, watch: true },
    deliver: (raw) => deliver(dovecot, [raw]),
    close: () => store.close(),
  };
});
