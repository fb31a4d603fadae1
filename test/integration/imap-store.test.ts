// ImapStore against a real Dovecot, through the contract that every store must keep: as it is, on other storages, and
// cut down to what other servers can do.
import { describe } from 'node:test';
import { type DovecotOptions, startDovecot } from '../support/dovecot.ts';
import { imapContract } from '../support/imap-contract.ts';

/**
 * Without what Dovecot can't play: Gmail's own extensions (gmail.ts plays those), and COMPRESS, which is never used.
 * As Gmail and Exchange Online list them.
 */
const GMAIL =
  'IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID CHILDREN UIDPLUS ENABLE MOVE CONDSTORE ESEARCH UTF8=ACCEPT LIST-EXTENDED LIST-STATUS LITERAL- APPENDLIMIT=35651584';
const EXCHANGE =
  'IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS MOVE ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+';

const can = (capability: string): Partial<DovecotOptions> => ({
  extraConfig: `imap_capability = ${capability}`,
});

const SERVERS: Record<string, Partial<DovecotOptions>> = {
  'ImapStore on Dovecot': {},
  'ImapStore on Dovecot with maildir': { storage: 'maildir' },
  'ImapStore on Dovecot with mdbox': { storage: 'mdbox' },
  'ImapStore with what Gmail can': can(GMAIL),
  'ImapStore with what Exchange Online can': can(EXCHANGE),
  'ImapStore on a server of 1996': can('IMAP4rev1'),
};

// Side by side: most of it is waiting.
describe('Dovecot', { concurrency: 3 }, () => {
  for (const [name, options] of Object.entries(SERVERS)) imapContract(name, () => startDovecot(options));
});
