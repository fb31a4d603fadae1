// ImapStore on Courier: no CONDSTORE, MOVE, ESEARCH or SPECIAL-USE, every name below "INBOX.", and a mailbox that is
// gone looks full of messages that say they are unavailable.
import { describe } from 'node:test';
import { startCourier } from '../support/courier.ts';
import { elsewhereContract } from '../support/elsewhere-contract.ts';
import { imapContract } from '../support/imap-contract.ts';

// Side by side: most of it is waiting.
describe('Courier', { concurrency: true }, () => {
  imapContract('ImapStore on Courier', startCourier);
  elsewhereContract('on Courier', startCourier);
});
