// ImapStore on Gmail, where a mailbox is a label and one message lies in many.
import { startGmail } from '../support/gmail.ts';
import { imapContract } from '../support/imap-contract.ts';

imapContract('ImapStore on Gmail', startGmail);
