// What LIST may look like from servers of every kind. A newcomer's trap: the scripted server answers only what a
// test puts into its mouth, so the lines that it heard are half of what is asserted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toRights } from '../../../server/imap/mailbox/rights.ts';
import { FULL_RIGHTS, type Mailbox } from '../../../server/mail/mailbox.ts';
import { mailboxFor } from '../../../server/mail/policies.ts';
import { imapAccount, imapStore } from '../../support/imap.ts';
import { type Script, type ScriptedImap, scriptedImap } from '../../support/imap-script.ts';

async function opened(script: Script): Promise<{
  store: ReturnType<typeof imapStore>;
  heard: ScriptedImap;
  lists(): string[];
}> {
  const heard = await scriptedImap({
    ...script,
    capabilities: `NAMESPACE ${script.capabilities ?? 'UIDPLUS MOVE ESEARCH LIST-STATUS'}`,
    answers: { NAMESPACE: ['* NAMESPACE (("" "/")) NIL NIL', 'TAG OK'], ...script.answers },
  });
  const store = imapStore(imapAccount(heard.server));
  return { store, heard, lists: () => heard.lines.filter((line) => /^(LIST|XLIST|LSUB|STATUS)/.test(line)) };
}

const row = ({ path, role, namespace, owner, selectable }: Mailbox) => ({
  path: path.join(' > '),
  role,
  namespace,
  owner,
  selectable,
});
const roles = (all: readonly Mailbox[]): Record<string, string> =>
  Object.fromEntries(all.flatMap(({ path, role }) => (role ? [[path.join('/'), role]] : [])));

test('a server of the INBOX. kind shows no INBOX in front, and mailboxes of others are opened by their whole name', async () => {
  const { store, heard } = await opened({
    capabilities: 'UIDPLUS MOVE ESEARCH',
    answers: {
      NAMESPACE: ['* NAMESPACE (("INBOX." ".")) (("user." ".")) (("" "."))', 'TAG OK'],
      LIST: (line) =>
        line.includes('INBOX*')
          ? ['* LIST () "." INBOX', '* LIST () "." INBOX.Sent', '* LIST () "." INBOX.Work.Old', 'TAG OK']
          : line.includes('user')
            ? ['* LIST () "." user.bob', '* LIST () "." user.bob.Sent', 'TAG OK']
            : ['* LIST () "." INBOX', '* LIST () "." shared.Team', '* LIST () "." user.bob', 'TAG OK'],
      LSUB: ['* LSUB () "." INBOX.Sent', 'TAG OK'],
      STATUS: (line) => [
        `* STATUS ${/"(.*?)"/.exec(line)?.[1]} (MESSAGES 2 UNSEEN 1 UIDVALIDITY 7 UIDNEXT 9)`,
        'TAG OK',
      ],
    },
  });
  const all = await store.mailboxes(undefined, 'ALL');
  assert.deepEqual(all.map(row), [
    { path: 'INBOX', role: 'INBOX', namespace: 'PERSONAL', owner: null, selectable: true },
    { path: 'Sent', role: 'SENT', namespace: 'PERSONAL', owner: null, selectable: true },
    { path: 'shared > Team', role: null, namespace: 'SHARED', owner: null, selectable: true },
    { path: 'user > bob', role: null, namespace: 'OTHER_USERS', owner: 'bob', selectable: true },
    { path: 'user > bob > Sent', role: null, namespace: 'OTHER_USERS', owner: 'bob', selectable: true },
    { path: 'Work > Old', role: null, namespace: 'PERSONAL', owner: null, selectable: true },
  ]);
  assert.deepEqual(
    all.map(({ subscribed }) => subscribed),
    [true, true, false, false, false, false],
  );
  assert.ok(all.every(({ total, unread }) => total === 2 && unread === 1));
  await store.page('shared.Team', { limit: 1 });
  assert.ok(heard.lines.some((line) => /^SELECT "?shared\.Team/.test(line)));
  await store.folders!.create(null, 'New').catch(() => {});
  assert.ok(heard.lines.includes('CREATE "INBOX.New"'));
});

test('a list is one command with everything in it, and asks for less after it was refused', async () => {
  const { store, lists } = await opened({
    capabilities: 'LIST-EXTENDED LIST-STATUS SPECIAL-USE LIST-MYRIGHTS ACL CONDSTORE ENABLE',
    answers: {
      ENABLE: ['* ENABLED CONDSTORE', 'TAG OK'],
      LIST: (line) =>
        /MYRIGHTS/.test(line)
          ? ['TAG BAD unknown option']
          : [
              '* LIST (\\Subscribed) "/" INBOX',
              '* STATUS INBOX (MESSAGES 3 UNSEEN 2 UIDVALIDITY 7 UIDNEXT 40 HIGHESTMODSEQ 715)',
              'TAG OK',
            ],
    },
  });
  const [inbox] = await store.mailboxes();
  assert.deepEqual([inbox!.total, inbox!.unread], [3, 2]);
  await store.mailboxes();
  const asked = 'STATUS (MESSAGES UNSEEN UIDVALIDITY UIDNEXT HIGHESTMODSEQ) SUBSCRIBED CHILDREN SPECIAL-USE';
  assert.deepEqual(lists(), [
    `LIST "" "*" RETURN (${asked} MYRIGHTS)`,
    `LIST "" "*" RETURN (${asked})`,
    `LIST "" "*" RETURN (${asked})`,
  ]);
});

test('a server that takes one pattern at a time is asked so, and loses nothing else by it', async () => {
  const { store, lists } = await opened({
    capabilities: 'LIST-EXTENDED LIST-STATUS',
    answers: {
      NAMESPACE: ['* NAMESPACE (("mail/" "/")) NIL NIL', 'TAG OK'],
      LIST: (line) =>
        line.includes('("INBOX" "mail/*")')
          ? ['TAG BAD one at a time']
          : line.includes('INBOX')
            ? ['* LIST (\\Subscribed) "/" INBOX', 'TAG OK']
            : ['* LIST (\\Subscribed) "/" mail/Sent', 'TAG OK'],
    },
  });
  assert.deepEqual(roles(await store.mailboxes()), { INBOX: 'INBOX', Sent: 'SENT' });
  const asked = lists().length;
  await store.mailboxes();
  const rest = 'RETURN (STATUS (MESSAGES UNSEEN UIDVALIDITY UIDNEXT) SUBSCRIBED CHILDREN)';
  assert.deepEqual(lists().slice(asked), [`LIST "" "INBOX" ${rest}`, `LIST "" "mail/*" ${rest}`]);
});

test('rights that come with the list are not asked for again', async () => {
  const { store, heard } = await opened({
    capabilities: 'LIST-EXTENDED LIST-STATUS LIST-MYRIGHTS ACL',
    answers: {
      LIST: [
        '* LIST () "/" INBOX',
        '* MYRIGHTS INBOX lrswipkxtea',
        '* LIST (\\Noinferiors) "/" Notes',
        '* MYRIGHTS Notes lrsk',
        'TAG OK',
      ],
    },
  });
  const all = await store.mailboxes();
  const [inbox, notes] = await store.folders!.rights(all.map(({ locator }) => locator));
  assert.deepEqual([inbox!.remove, inbox!.createChild, inbox!.rename], [true, true, false]);
  assert.deepEqual(
    [notes!.setSeen, notes!.setFlags, notes!.insert, notes!.createChild],
    [true, false, false, false],
  );
  assert.ok(!heard.lines.some((line) => line.startsWith('MYRIGHTS')));
});

test('without ACL a mailbox may be changed unless SELECT said that it may not', async () => {
  const { store } = await opened({
    answers: {
      LIST: ['* LIST () "/" INBOX', '* LIST () "/" Old', 'TAG OK'],
      SELECT: (line) => [
        '* 3 EXISTS',
        '* OK [UIDVALIDITY 7] ok',
        '* OK [UIDNEXT 40] ok',
        `* OK [PERMANENTFLAGS (${line.includes('Old') ? '' : '\\Seen \\Flagged \\Deleted'})] ok`,
        `TAG OK [${line.includes('Old') ? 'READ-ONLY' : 'READ-WRITE'}] selected`,
      ],
    },
  });
  await store.mailboxes();
  assert.equal((await store.folders!.rights(['Old']))[0]!.remove, true);
  await store.page('Old', { limit: 1 });
  await store.page('INBOX', { limit: 1 });
  const [old, inbox] = await store.folders!.rights(['Old', 'INBOX']);
  assert.deepEqual([old!.setSeen, old!.setFlags, old!.remove, old!.read], [false, false, false, true]);
  assert.deepEqual([inbox!.setSeen, inbox!.setFlags, inbox!.remove], [true, true, true]);
});

test("the server's word on a role wins over a name, and each role is given once", async () => {
  const { store } = await opened({
    capabilities: 'LIST-EXTENDED LIST-STATUS SPECIAL-USE',
    answers: {
      LIST: [
        '* LIST () "/" INBOX',
        '* LIST () "/" Sent',
        '* LIST (\\Sent) "/" "Things I wrote"',
        '* LIST (\\Junk \\Noselect) "/" Nothing',
        '* LIST (\\Trash) "/" "Bin A"',
        '* LIST (\\Trash) "/" "Bin B"',
        '* LIST () "/" "Spam"',
        '* LIST () "/" "Junk mail"',
        '* LIST () "/" "Work/Drafts"',
        '* LIST () "/" "INBOX/2019/Archive"',
        '* LIST () "/" "INBOX/Drafts"',
        'TAG OK',
      ],
    },
  });
  assert.deepEqual(roles(await store.mailboxes()), {
    INBOX: 'INBOX',
    'INBOX/Drafts': 'DRAFTS',
    'Things I wrote': 'SENT',
    'Bin A': 'TRASH',
    Spam: 'JUNK',
  });
});

test('XLIST tells roles, and the inbox under the name it has in the language of its owner', async () => {
  const { store, lists } = await opened({
    capabilities: 'XLIST',
    answers: {
      XLIST: [
        '* XLIST (\\Inbox) "/" Posteingang',
        '* XLIST (\\AllMail) "/" "[Gmail]/Alle Nachrichten"',
        '* XLIST (\\Spam) "/" "[Gmail]/Spam"',
        'TAG OK',
      ],
    },
  });
  assert.deepEqual(roles(await store.mailboxes()), {
    INBOX: 'INBOX',
    '[Gmail]/Alle Nachrichten': 'ALL',
    '[Gmail]/Spam': 'JUNK',
  });
  assert.equal(lists()[0], 'XLIST "" "*"');
});

test('a name that is not modified UTF-7 is listed and can not be opened', async () => {
  const { store } = await opened({
    answers: {
      LIST: [
        '* LIST () "/" INBOX',
        '* LIST () "/" "Entw&APw-rfe"',
        '* LIST () "/" "a&b"',
        '* LIST () "/" "Grüße"',
        '* LIST () "/" "a\\"b&-"',
        'TAG OK',
      ],
    },
  });
  const all = await store.mailboxes();
  assert.equal(all.length, 5);
  const openable = all.filter(({ selectable }) => selectable).map(({ path }) => path.join('/'));
  assert.deepEqual(new Set(openable), new Set(['INBOX', 'Entwürfe', 'a"b&']));
});

test('a mailbox for a role is made for that role where the server can be told, and by its name where it refuses', async () => {
  for (const refuses of [false, true]) {
    let made = false;
    const { store, heard } = await opened({
      capabilities: 'LIST-EXTENDED LIST-STATUS SPECIAL-USE CREATE-SPECIAL-USE',
      answers: {
        CREATE: (line) => {
          if (refuses && line.includes('USE')) return ['TAG NO [USEATTR] not here'];
          made = true;
          return ['TAG OK'];
        },
        LIST: () => [
          '* LIST () "/" INBOX',
          ...(made ? ['* LIST (\\Archive \\Subscribed) "/" Archive'] : []),
          'TAG OK',
        ],
      },
    });
    const archive = await mailboxFor(store, 'ARCHIVE', 'Archive');
    assert.equal(archive.role, 'ARCHIVE');
    const asked = heard.lines.filter((line) => line.startsWith('CREATE'));
    const withUse = 'CREATE "Archive" (USE (\\Archive))';
    assert.deepEqual(asked, refuses ? [withUse, 'CREATE "Archive"'] : [withUse]);
  }
});

test('names without end and namespaces without number cost neither memory nor commands', async () => {
  const spaces = Array.from({ length: 500 }, (_, index) => `("n${index}/" "/")`).join('');
  const { store, lists } = await opened({
    answers: {
      NAMESPACE: [`* NAMESPACE (("" "/")) NIL (${spaces})`, 'TAG OK'],
      LIST: ['* LIST () "/" INBOX', `* LIST () "/" "${'x'.repeat(100_000)}"`, 'TAG OK'],
    },
  });
  const all = await store.mailboxes(undefined, 'ALL');
  assert.deepEqual(
    all.map(({ path }) => path.join('/')),
    ['INBOX'],
  );
  assert.ok(lists().length < 60);
});

test('ten thousand mailboxes are listed, and no more, each once and in order', async () => {
  const many = Array.from({ length: 10_050 }, (_, index) => `* LIST () "/" "Folder ${index}/Inner"`);
  const { store } = await opened({ answers: { LIST: ['* LIST () "/" INBOX', ...many, 'TAG OK'] } });
  const all = await store.mailboxes();
  assert.equal(all.length, 10_000);
  assert.equal(new Set(all.map(({ locator }) => locator)).size, 10_000);
  assert.deepEqual(all[0]!.path, ['INBOX']);
  assert.deepEqual(
    [all[1]!.path[0], all[2]!.path[0], all[3]!.path[0]],
    ['Folder 0', 'Folder 1', 'Folder 10'],
  );
});

test('what a letter of ACL stands for, in the old way and the new', () => {
  assert.deepEqual(toRights('lrswipkxtea'), FULL_RIGHTS);
  assert.deepEqual(toRights('lrswipcda'), FULL_RIGHTS);
  const reading = { ...toRights(''), read: true };
  assert.deepEqual(toRights('lr'), reading);
  // To take a message out one has to mark it and to remove it.
  assert.equal(toRights('lrt').remove, false);
  assert.deepEqual(toRights('lrsit'), { ...reading, setSeen: true, insert: true });
});
