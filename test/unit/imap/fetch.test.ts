// FETCH as we send and read it, on imapflow's connection.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ImapFlow } from 'imapflow';
import { addCommands, noop } from '../../../server/imap/commands.ts';
import { type Fetched, type FetchQuery, fetchRows } from '../../../server/imap/message/fetch.ts';
import { atEnd } from '../../support/cleanup.ts';
import { type Script, scriptedImap } from '../../support/imap-script.ts';
import { fails } from '../../support/promises.ts';

async function connected(answers: NonNullable<Script['answers']>) {
  const { server, lines } = await scriptedImap({ answers, capabilities: 'ENABLE CONDSTORE' });
  const client = new ImapFlow({
    ...{ host: 'localhost', port: server.port, secure: true, tls: { ca: server.ca ?? '' } },
    ...{ auth: { user: 'alice', pass: 'x' }, logger: false, disableAutoIdle: true },
  });
  client.on('error', () => {});
  addCommands(client);
  atEnd(() => client.close());
  await client.connect();
  await client.mailboxOpen('INBOX');
  const rows = async (query: FetchQuery, set = '1:*'): Promise<Fetched[]> => {
    const found: Fetched[] = [];
    await fetchRows(client, set, query, { uid: true }, (row) => void found.push(row));
    return found;
  };
  return { client, lines, rows };
}

describe('A FETCH of ours', { timeout: 20_000 }, () => {
  it('asks for what is wanted, and for MODSEQ with flags where there is CONDSTORE', async () => {
    const { lines, rows } = await connected({
      ENABLE: ['* ENABLED CONDSTORE', 'TAG OK'],
      SELECT: ['* 3 EXISTS', '* OK [UIDVALIDITY 7] ok', '* OK [HIGHESTMODSEQ 70] ok', 'TAG OK selected'],
    });
    await rows({ flags: true, headers: ['DATE'], bodyParts: [{ key: '1.2', start: 0, maxLength: 9 }] });
    await rows({ size: true, bodyParts: [{ key: '', start: 5, maxLength: 9 }] }, '7');
    assert.deepEqual(lines.slice(-2), [
      'UID FETCH 1:* (UID FLAGS MODSEQ BODY.PEEK[HEADER.FIELDS (DATE)] BODY.PEEK[1.2]<0.9>)',
      'UID FETCH 7 (UID RFC822.SIZE BODY.PEEK[]<5.9>)',
    ]);
  });

  it('reads every field, and what makes no sense as nothing', async () => {
    const { rows } = await connected({
      'UID FETCH': [
        '* 1 FETCH (UID 10 FLAGS (\\Seen $x) MODSEQ (12345678901234) INTERNALDATE "24-Nov-2026 10:00:00 -0130" RFC822.SIZE 99)',
        '* 2 FETCH (UID 4294967296 MODSEQ (x) INTERNALDATE "31-Nom-2026 10:00:00 +0000" RFC822.SIZE -1 BODYSTRUCTURE NIL FLAGS NIL)',
        '* 3 FETCH (UID 12 INTERNALDATE " 4-Nov-2026 10:00:00 +0000" BODY[1]<0> NIL BODY[2]<0> "gr\\"x")',
        'TAG OK',
      ],
    });
    assert.deepEqual(await rows({ flags: true }), [
      {
        ...{ seq: 1, uid: 10, flags: new Set(['\\Seen', '$x']), modseq: 12345678901234n },
        ...{ internalDate: new Date('2026-11-24T11:30:00Z'), size: 99 },
      },
      { seq: 2, uid: 0, internalDate: null, size: 0, bodyStructure: null, flags: new Set() },
      {
        ...{ seq: 3, uid: 12, internalDate: new Date('2026-11-04T10:00:00Z') },
        bodyParts: new Map([['2', Buffer.from('gr"x')]]),
      },
    ]);
  });

  it('leaves out a line that can not be read, and goes on', async () => {
    const { client, rows } = await connected({
      'UID FETCH': ['* 1 FETCH (UID 10 FLAGS (', '* 2 FETCH UID 11', '* 3 FETCH (UID 12)', 'TAG OK'],
    });
    assert.deepEqual(await rows({}), [{ seq: 3, uid: 12 }]);
    await noop(client);
  });

  it('lets no server name one flag that reads as the flags of all others', async () => {
    const hostile = await connected({
      'UID FETCH': ['* 1 FETCH (UID 10 FLAGS ("one two"))', '* 2 FETCH (UID 11 FLAGS (""))', 'TAG OK'],
    });
    await hostile.rows({ flags: true });
    const { rows } = await connected({
      'UID FETCH': ['* 1 FETCH (UID 10 FLAGS (one two))', '* 2 FETCH (UID 11 FLAGS ())', 'TAG OK'],
    });
    const found = await rows({ flags: true });
    assert.deepEqual(
      found.map(({ flags }) => flags),
      [new Set(['one', 'two']), new Set()],
    );
  });

  it('keeps the numbers that imapflow keeps of the mailbox', async () => {
    const { client, rows } = await connected({ 'UID FETCH': ['* 4 FETCH (UID 90 MODSEQ (77))', 'TAG OK'] });
    await rows({ flags: true });
    assert.ok(client.mailbox);
    assert.deepEqual([client.mailbox.uidNext, client.mailbox.highestModseq], [91, 77n]);
  });

  it('takes no rows from other commands: what changes meanwhile is still told', async () => {
    const { client, rows } = await connected({
      'UID FETCH': ['* 1 FETCH (UID 10)', 'TAG OK'],
      NOOP: ['* 2 FETCH (UID 20 FLAGS (\\Seen))', 'TAG OK'],
    });
    const told: (number | undefined)[] = [];
    client.on('flags', ({ uid }) => told.push(uid));
    await rows({});
    await noop(client);
    assert.deepEqual(told, [20]);
  });

  it('gives each of two at the same time its own rows', async () => {
    const { rows } = await connected({
      'UID FETCH': (line) => [`* 1 FETCH (UID ${/FETCH (\d+)/.exec(line)?.[1]})`, 'TAG OK'],
    });
    const both = await Promise.all([rows({}, '10'), rows({}, '20')]);
    assert.deepEqual(
      both.map((found) => found.map(({ uid }) => uid)),
      [[10], [20]],
    );
  });

  it('fails where the server refuses, and where nothing is selected', async () => {
    const { client, rows } = await connected({ 'UID FETCH': ['TAG NO [SERVERBUG] no'] });
    await assert.rejects(rows({}), { responseStatus: 'NO', serverResponseCode: 'SERVERBUG' });
    await client.mailboxClose();
    await fails(rows({}), 'MAILBOX_GONE');
  });
});
