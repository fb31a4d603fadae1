// ImapStore on Gmail, where a mailbox is a label and one message lies in many. A newcomer's trap: what must not
// happen there is a mark \Deleted outside of Trash and Spam; it would look like deleting and only archive.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { ImapFlow } from 'imapflow';
import type { ImapStore } from '../../server/imap/store.ts';
import type { MessageHeader } from '../../server/mail/message.ts';
import { archive, trash } from '../../server/mail/policies.ts';
import { elsewhereContract } from '../support/elsewhere-contract.ts';
import { type Gmail, startGmail } from '../support/gmail.ts';
import { ALL_MAIL, TRASH } from '../support/gmail-mail.ts';
import { imapAccount, imapStore, imapsOf, otherClient } from '../support/imap.ts';
import { imapContract } from '../support/imap-contract.ts';
import { plainMail } from '../support/mail.ts';
import { fails } from '../support/promises.ts';

imapContract('ImapStore on Gmail', startGmail);
elsewhereContract('on Gmail', startGmail);

describe('Mailboxes that are labels', { timeout: 30_000 }, () => {
  let gmail: Gmail;
  let outside: ImapFlow;
  let store: ImapStore;
  let count = 0;

  before(async () => {
    gmail = await startGmail();
    outside = await otherClient(gmail);
    store = imapStore(imapAccount(imapsOf(gmail)));
    await store.folders!.create(null, 'Travel');
  });

  const arrive = async (path = 'INBOX'): Promise<MessageHeader> => {
    const subject = `Mail ${count++}`;
    await outside.append(path, plainMail({ subject }));
    await store.refresh();
    return (await find(path, subject))!;
  };
  const find = async (path: string, subject: string | null): Promise<MessageHeader | undefined> =>
    (await store.page(path, { limit: 200 })).rows.find(({ header }) => header.subject === subject)?.header;
  /** Where the server has it. */
  const labels = ({ emailId }: MessageHeader): string[] =>
    [...gmail.mail.mailboxes.values()]
      .filter(({ rows }) => rows.some(({ message }) => String(message.id) === emailId))
      .map(({ path }) => path);

  it('have the roles that Gmail gives them', async () => {
    const roles = (await store.mailboxes()).flatMap(({ locator, role }) =>
      role ? [`${role} ${locator}`] : [],
    );
    assert.deepEqual(roles, [
      'INBOX INBOX',
      'DRAFTS [Gmail]/Drafts',
      'SENT [Gmail]/Sent Mail',
      'TRASH [Gmail]/Trash',
      'JUNK [Gmail]/Spam',
      'ALL [Gmail]/All Mail',
      'FLAGGED [Gmail]/Starred',
    ]);
    assert.equal(store.mailboxesAreLabels, true);
  });

  it('hold one message under several names, which has one name of its own', async () => {
    const here = await arrive();
    const there = await find(ALL_MAIL, here.subject);
    assert.match(here.emailId ?? '', /^\d{19}$/);
    assert.equal(there?.emailId, here.emailId);
    assert.notEqual(there?.locator, here.locator);
  });

  it('let a message be archived, which makes no mailbox and leaves it in All Mail', async () => {
    const header = await arrive();
    const [outcome] = await archive(store, [header.locator]);
    assert.deepEqual(labels(header), [ALL_MAIL]);
    const there = await find(ALL_MAIL, header.subject);
    assert.equal(outcome && 'replacedBy' in outcome ? outcome.replacedBy : null, there?.locator);
    assert.equal(await find('INBOX', header.subject), undefined);
    assert.equal(
      (await store.mailboxes()).some(({ locator }) => locator === 'Archive'),
      false,
    );

    // And back, as undo does it.
    await store.filing!.move([there!.locator], 'INBOX');
    assert.deepEqual(labels(header), ['INBOX', ALL_MAIL]);
  });

  it('let a message be moved from one to another, and out of All Mail only into the bin', async () => {
    const header = await arrive();
    await store.filing!.move([header.locator], 'Travel');
    assert.deepEqual(labels(header), [ALL_MAIL, 'Travel']);
    const everywhere = (await find(ALL_MAIL, header.subject))!;
    const [outcome] = await store.filing!.move([everywhere.locator], 'INBOX');
    assert.deepEqual(labels(header), ['INBOX', ALL_MAIL, 'Travel']);
    assert.ok(outcome && 'copy' in outcome && !('replacedBy' in outcome));
    assert.equal((await store.headers([everywhere.locator]))[0]?.subject, header.subject);
    await trash(store, [everywhere.locator]);
    assert.deepEqual(labels(header), [TRASH]);
  });

  it('let a copy be taken back without harm to the message', async () => {
    const header = await arrive();
    const [outcome] = await store.filing!.copy([header.locator], 'Travel');
    assert.ok(outcome && 'copy' in outcome && outcome.copy);
    assert.deepEqual(labels(header), ['INBOX', ALL_MAIL, 'Travel']);
    await store.filing!.takeBack!([outcome.copy]);
    assert.deepEqual(labels(header), ['INBOX', ALL_MAIL]);
  });

  it('keep a message whose copy in Trash is taken back, since it is in Trash alone by then', async () => {
    const header = await arrive();
    const [outcome] = await store.filing!.copy([header.locator], TRASH);
    assert.ok(outcome && 'copy' in outcome && outcome.copy);
    const [back] = await store.filing!.takeBack!([outcome.copy]);
    assert.deepEqual(labels(header), [TRASH]);
    assert.equal(back && 'error' in back && back.error.code, 'UNSUPPORTED');
  });

  it('let a message be deleted from every one at once, by way of Trash and never by a mark elsewhere', async () => {
    const [one, two] = [await arrive('Travel'), await arrive('Travel')];
    gmail.commands.length = 0;
    await trash(store, [one.locator]);
    assert.deepEqual(labels(one), [TRASH]);
    await trash(store, [(await find(TRASH, one.subject))!.locator]);
    assert.deepEqual(labels(one), []);

    assert.deepEqual(await store.destroy([two.locator]), [{ locator: two.locator, gone: true }]);
    assert.deepEqual(labels(two), []);
    assert.deepEqual(await store.headers([two.locator]), [null]);
    let selected = '';
    for (const command of gmail.commands) {
      selected = /^SELECT "?([^"]*)/.exec(command)?.[1] ?? selected;
      if (/\\Deleted|EXPUNGE/.test(command)) assert.equal(selected, TRASH, command);
    }
    assert.ok(gmail.commands.some((command) => command.includes('EXPUNGE')));
  });

  it('are shared by fifteen connections, and one more is no wrong password', async () => {
    const full = await startGmail();
    for (let n = 0; n < 15; n++) await otherClient(full);
    const error = await fails(imapStore(imapAccount(imapsOf(full))).connect(), 'UPSTREAM_LIMIT');
    assert.match(error.serverText ?? '', /Too many simultaneous connections/);
  });
});
