// The store over servers that are strange: names that repeat, change or are missing, sizes that lie, deletions that
// don't happen, bodies over the quota.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MessageHeader } from '../../../server/mail/message.ts';
import type { Pop3Store } from '../../../server/pop3/store.ts';
import { plainMail } from '../../support/mail.ts';
import { IMPATIENT, type ScriptedPop3, SHORT } from '../../support/pop3-script.ts';
import { list, mail, opened, subjects } from '../../support/pop3-scripted-store.ts';
import { fails, textOf, until } from '../../support/promises.ts';

const kept = (store: Pop3Store): Promise<void> =>
  until(async () => (await list(store)).every(({ availability }) => availability !== 'HEADERS_ONLY'));
const rawOf = async (store: Pop3Store, { locator }: MessageHeader): Promise<Buffer> =>
  Buffer.from(await textOf(await store.openRaw(locator), 'latin1'), 'latin1');
const count = ({ heard }: ScriptedPop3, verb: string): number =>
  heard.filter((line) => line.split(' ')[0] === verb).length;

test('a server that gives all its messages new names has no new mail', async () => {
  const { server, store } = await opened({ messages: [mail('A'), mail('B')] });
  await store.refresh();
  const [, a] = await list(store);
  await store.flags.set([a!.locator], { add: ['SEEN'], remove: [] });
  await kept(store);
  server.messages = server.messages.map((message) => ({ ...message, uidl: `new-${message.uidl}` }));
  server.messages.push(mail('C'));
  await store.refresh();
  await kept(store);
  assert.deepEqual(await subjects(store), ['C', 'B', 'A']);
  const again = (await list(store)).find(({ subject }) => subject === 'A');
  assert.deepEqual([again?.locator, again?.flags, again?.availability], [a!.locator, ['SEEN'], 'FULL']);
  await store.destroy([a!.locator]);
  assert.deepEqual(
    server.messages.map(({ uidl }) => uidl),
    ['new-id-B', 'id-C'],
  );
});

test('messages that share a name are told apart, read and deleted one by one', async () => {
  const messages = [mail('A', { uidl: 'same' }), mail('B', { uidl: 'same' }), mail('C')];
  const { server, store } = await opened({ messages });
  await store.refresh();
  await store.refresh();
  await kept(store);
  const all = await list(store);
  assert.deepEqual(
    all.map(({ subject }) => subject),
    ['C', 'B', 'A'],
  );
  for (const header of all)
    assert.deepEqual(
      await rawOf(store, header),
      messages.find(({ raw }) => raw.includes(`Subject: ${header.subject}\r`))?.raw,
    );
  await store.destroy([all[1]!.locator]);
  assert.deepEqual(
    server.messages.map(({ raw }) => /Subject: (.)/.exec(raw.toString())?.[1]),
    ['A', 'C'],
  );
  await store.refresh();
  assert.deepEqual(await subjects(store), ['C', 'A']);
});

test('a server without names still has a mailbox, and it is said in the log', async () => {
  const warnings: string[] = [];
  const log = {
    debug() {},
    info() {},
    error() {},
    warn: (_: object, text: string) => void warnings.push(text),
  };
  const { server, store } = await opened(
    { messages: [mail('A'), mail('B')], capa: null, on: { UIDL: () => '-ERR what?' } },
    { log },
  );
  await store.refresh();
  const [b] = await list(store);
  await store.flags.set([b!.locator], { add: ['SEEN'], remove: [] });
  server.messages = [mail('C'), ...server.messages];
  await store.refresh();
  assert.deepEqual((await subjects(store)).sort(), ['A', 'B', 'C']);
  await store.destroy([b!.locator]);
  assert.deepEqual(server.messages.length, 2);
  assert.ok(server.messages.every(({ uidl }) => uidl !== 'id-B'));
  assert.equal(warnings.filter((text) => /no UIDL/.test(text)).length, 1);
});

test('a server without TOP still shows its messages', async () => {
  const { store } = await opened({
    messages: [mail('A')],
    capa: ['UIDL', 'USER'],
    on: { TOP: () => '-ERR what?' },
  });
  await store.refresh();
  assert.deepEqual(await subjects(store), ['A']);
});

test('a name that is given to another message does not show it under the old header, nor lose the old one', async () => {
  const { server, store } = await opened({ messages: [mail('Old', { uidl: 'reused' })] });
  await store.refresh();
  await kept(store);
  const other = mail('Other', { uidl: 'reused', text: 'Longer than before, so LIST says another size.' });
  server.messages = [other];
  await store.refresh();
  await kept(store);
  const all = await list(store);
  assert.deepEqual(
    all.map(({ subject, availability }) => [subject, availability]),
    [
      ['Other', 'FULL'],
      ['Old', 'NOT_LISTED'],
    ],
  );
  assert.deepEqual(await rawOf(store, all[0]!), other.raw);
  assert.match((await rawOf(store, all[1]!)).toString(), /Text of Old/);
  assert.notEqual(all[0]!.locator, all[1]!.locator);
});

test('a message is not deleted under a name that means another one by now', async () => {
  const { server, store } = await opened({ messages: [mail('Doomed', { uidl: 'reused' })] });
  await store.refresh();
  const [doomed] = await list(store);
  server.messages = [mail('Innocent', { uidl: 'reused', size: server.messages[0]!.raw.length })];
  await store.destroy([doomed!.locator]);
  assert.equal(count(server, 'DELE'), 0);
  await store.refresh();
  assert.deepEqual(await subjects(store), ['Innocent']);
});

test('a deletion counts only when QUIT was answered, and is tried again in the next session', async () => {
  const { server, store, reopen } = await opened({ messages: [mail('A'), mail('B')] });
  await store.refresh();
  const [b] = await list(store);
  server.on.QUIT = (_, { socket }) => {
    socket.destroy();
    return '';
  };
  await store.destroy([b!.locator]);
  assert.equal(server.messages.length, 2);
  assert.equal(count(server, 'DELE'), 1);
  await store.close();
  delete server.on.QUIT;
  const after = reopen();
  await after.refresh();
  assert.deepEqual(await subjects(after), ['A']);
  await until(() => server.messages.length === 1);
  assert.equal(server.messages[0]!.uidl, 'id-A');
});

test('a server that says it deleted and did not is asked three times and then left alone', async () => {
  const { server, store } = await opened({ messages: [mail('A'), mail('B')], on: { DELE: () => '+OK' } });
  await store.refresh();
  const [b] = await list(store);
  await store.destroy([b!.locator]);
  for (let round = 0; round < 6; round++) {
    await store.refresh();
    assert.deepEqual(await subjects(store), ['A']);
    await until(() => server.open.size === 0);
  }
  assert.equal(count(server, 'DELE'), 3);
});

test('reading never deletes: DELE goes out in a session of its own', async () => {
  const { server, store } = await opened({ messages: [mail('A'), mail('B')] });
  await store.refresh();
  await kept(store);
  const [b] = await list(store);
  await store.destroy([b!.locator]);
  const sessions = server.heard.join('\n').split('QUIT');
  const deleting = sessions.filter((lines) => lines.includes('DELE'));
  assert.equal(deleting.length, 1);
  assert.ok(!deleting[0]!.includes('RETR'));
  assert.ok(deleting[0]!.includes('UIDL'));
});

test('bodies over the quota stay with the server, are said to, and can be opened', async () => {
  const messages = ['A', 'B', 'C', 'D'].map((name) => mail(name, { text: name.repeat(1000) }));
  const quotaBytes = messages[0]!.raw.length * 2 + 10;
  const { server, store, reopen } = await opened({ messages }, { quotaBytes });
  await store.refresh();
  await until(
    async () => (await list(store)).filter(({ availability }) => availability === 'FULL').length === 2,
  );
  await until(() => server.open.size === 0);
  const all = await list(store);
  assert.deepEqual(
    all.map(({ subject, availability }) => [subject, availability]),
    [
      ['D', 'FULL'],
      ['C', 'FULL'],
      ['B', 'HEADERS_ONLY'],
      ['A', 'HEADERS_ONLY'],
    ],
  );
  assert.deepEqual(await rawOf(store, all[3]!), messages[0]!.raw);
  const before = count(server, 'RETR');
  await store.structure(all[3]!.locator);
  assert.equal(count(server, 'RETR'), before);
  await store.close();
  const after = reopen();
  server.messages = [];
  await after.refresh();
  await fails(after.openRaw(all[3]!.locator), 'GONE');
  assert.deepEqual(await rawOf(after, all[0]!), messages[3]!.raw);
});

test('a body of several chunks is kept byte for byte, and each part is found in it', async () => {
  const file = Buffer.from(Array.from({ length: 900_000 }, (_, n) => (n * 31) % 251));
  const raw = Buffer.from(
    [
      'Subject: Large',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'Hello',
      '--b',
      'Content-Type: application/octet-stream',
      'Content-Disposition: attachment; filename=large.bin',
      'Content-Transfer-Encoding: base64',
      '',
      file.toString('base64').replace(/.{76}/g, '$&\r\n'),
      '--b',
      'Content-Type: text/plain',
      'Content-Disposition: attachment; filename=last.txt',
      '',
      'The end',
      '--b--',
      '',
    ].join('\r\n'),
  );
  const { store } = await opened({ messages: [{ uidl: 'large', raw }] });
  await store.refresh();
  await kept(store);
  const [header] = await list(store);
  assert.deepEqual([header!.size, header!.preview, header!.hasAttachments], [raw.length, 'Hello', true]);
  assert.deepEqual(await rawOf(store, header!), raw);
  const { children } = await store.structure(header!.locator);
  const part = async (index: number): Promise<Buffer> =>
    Buffer.from(await textOf(await store.openPart(header!.locator, children[index]!), 'latin1'), 'latin1');
  assert.deepEqual(await part(1), file);
  assert.equal((await part(2)).toString(), 'The end');
});

test('several messages are opened in one session, which then ends by itself', async () => {
  const messages = ['A', 'B', 'C'].map((name) => mail(name));
  const { server, store } = await opened(
    { messages },
    { quotaBytes: 0, limits: { ...SHORT, lingerMs: 300 } },
  );
  await store.refresh();
  const before = server.connections;
  const all = await list(store);
  for (const header of all) await rawOf(store, header);
  await Promise.all(all.map((header) => store.structure(header.locator)));
  assert.equal(server.connections, before);
  assert.equal(count(server, 'RETR'), 3);
  await until(() => server.open.size === 0);
  assert.equal(count(server, 'QUIT'), server.connections);
});

test('a server that hangs up on a session at rest does not make the next request fail', async () => {
  const { server, store } = await opened(
    { messages: [mail('A')] },
    { quotaBytes: 0, limits: { ...SHORT, lingerMs: 5000 } },
  );
  await store.refresh();
  for (const socket of server.open) socket.destroy();
  const [a] = await list(store);
  assert.match((await rawOf(store, a!)).toString(), /Text of A/);
});

test('one broken message does not keep the others out', async () => {
  const messages = [
    mail('A'),
    { uidl: 'bad', raw: Buffer.from('\0\xff\r\nno header at all\r\n') },
    mail('C'),
  ];
  const { server, store } = await opened({ messages });
  server.on.TOP = (args) => (args.startsWith('3 ') ? '-ERR can not read it' : undefined);
  await store.refresh();
  assert.deepEqual(await subjects(store).then((all) => all.toSorted()), ['A', null]);
  delete server.on.TOP;
  await store.refresh();
  assert.equal((await subjects(store)).length, 3);
});

test('a header that never ends is left out once it is found to be at fault', async () => {
  const messages = [mail('A'), mail('Endless'), mail('C')];
  const { server, store } = await opened({ messages }, { limits: { ...SHORT, ...IMPATIENT } });
  server.on.TOP = (args, { write }) => {
    if (!args.startsWith('2 ')) return undefined;
    write('+OK\r\nSubject: Endless\r\n');
    return '';
  };
  await fails(store.refresh(), 'UPSTREAM_TIMEOUT');
  await until(async () => {
    await store.refresh().catch(() => {});
    return (await store.mailboxes())[0]?.total === 2;
  });
  await store.refresh();
  assert.deepEqual(await subjects(store), ['C', 'A']);
});

test('a message that is larger than can be fetched is listed, and does not stop the others', async () => {
  const huge = mail('Huge', { text: 'x'.repeat(5000) });
  const { store } = await opened(
    { messages: [mail('A'), huge, mail('C')] },
    { limits: { ...SHORT, messageBytes: 3000 } },
  );
  await store.refresh();
  await until(async () => {
    await store.refresh();
    return (await list(store)).filter(({ availability }) => availability === 'FULL').length === 2;
  });
  const found = (await list(store)).find(({ subject }) => subject === 'Huge');
  assert.equal(found?.availability, 'HEADERS_ONLY');
  await fails(store.openRaw(found!.locator), 'TOO_LARGE');
});

test('mail from a clock in the future does not stay on top', async () => {
  const future = plainMail({ subject: 'Future' })
    .toString()
    .replace(/Date: .*/, 'Date: Fri, 1 Jan 2100 00:00:00 +0000');
  const { server, store } = await opened({ messages: [{ uidl: 'future', raw: Buffer.from(future) }] });
  await store.refresh();
  server.messages.push(
    mail('Now', {
      raw: Buffer.from(
        `Received: by x; ${new Date(Date.now() + 2000).toUTCString()}\r\nSubject: Now\r\n\r\n`,
      ),
    }),
  );
  await store.refresh();
  assert.deepEqual(await subjects(store), ['Now', 'Future']);
});

test('a server that lists the newest first is read from that end', async () => {
  const received = (n: number): string =>
    `Received: by x; ${new Date(Date.UTC(2026, 0, 1, 0, n)).toUTCString()}\r\n`;
  const messages = Array.from({ length: 120 }, (_, n) => ({
    uidl: `n${n}`,
    raw: Buffer.from(`${received(120 - n)}Subject: ${120 - n}\r\n\r\n`),
  }));
  const { store } = await opened({ messages });
  const page = await store.page('INBOX', { limit: 3 });
  assert.deepEqual(
    page.rows.map(({ header }) => header.subject),
    ['120', '119', '118'],
  );
});
