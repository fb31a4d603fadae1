// What other clients do to an open mailbox, on Dovecot as it is and with little to go by.
import { describe } from 'node:test';
import { startDovecot } from '../support/dovecot.ts';
import { elsewhereContract } from '../support/elsewhere-contract.ts';

// Side by side: most of it is waiting.
describe('Dovecot', { concurrency: true }, () => {
  elsewhereContract('on Dovecot', startDovecot);
  elsewhereContract('on a poor server', () =>
    startDovecot({ extraConfig: 'imap_capability = IMAP4rev1 IDLE' }),
  );
});
