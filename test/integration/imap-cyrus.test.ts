// ImapStore on Cyrus: everything Dovecot has but ESORT by parts, ids of messages, and a NO to everything for
// ever in a mailbox that was made anew under the same name.
import { describe } from 'node:test';
import { startCyrus } from '../support/cyrus.ts';
import { elsewhereContract } from '../support/elsewhere-contract.ts';
import { imapContract } from '../support/imap-contract.ts';

// Side by side: most of it is waiting.
describe('Cyrus', { concurrency: true }, () => {
  imapContract('ImapStore on Cyrus', startCyrus);
  elsewhereContract('on Cyrus', startCyrus);
});
