// What the library or the protocol would let pass for success, and servers that stop or lie at any point. Each ends in
// the right answer or a clear error, in time, and no other account feels it.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Outcome } from '../../../server/mail/message.ts';
import { imapAccount, imapStore } from '../../support/imap.ts';
import { row, type Script, type ScriptedImap, scriptedImap } from '../../support/imap-script.ts';
import { fails, until } from '../../support/promises.ts';

type Store = ReturnType<typeof imapStore>;

const open = async (script: Script, options = {}): Promise<{ imap: ScriptedImap; store: Store }> => {
  const imap = await scriptedImap(script);
  return { imap, store: imapStore(imapAccount(imap.server), options) };
};
const codes = (outcomes: readonly Outcome[]): string[] =>
  outcomes.map((outcome) => ('error' in outcome ? outcome.error.code : 'OK'));
const first = (store: Store) => store.page('INBOX', { limit: 50 });
const NO = ['TAG NO I will not.'];

describe('A refusal that the library would answer with false', { timeout: 30_000 }, () => {
  it('of a flag, a move, a copy or a removal is told for each message', async () => {
    const { store } = await open({
      answers: { 'UID STORE': NO, 'UID MOVE': NO, 'UID COPY': NO, 'UID EXPUNGE': NO },
    });
    const ids = ['7.10.INBOX', '7.20.INBOX'];
    for (const outcomes of [
      await store.flags!.set(ids, { add: ['SEEN'], remove: [] }),
      await store.filing!.move(ids, 'Archive'),
      await store.filing!.copy(ids, 'Archive'),
      await store.destroy(ids),
    ])
      assert.deepEqual(
        outcomes.map((outcome) => 'error' in outcome),
        [true, true],
      );
  });

  it('of an upload, a new folder or a folder’s end is an error', async () => {
    const { store } = await open({ answers: { APPEND: NO, CREATE: NO, DELETE: NO } });
    await fails(store.filing!.append('INBOX', Buffer.from('x'), []), 'UPSTREAM_REFUSED');
    await fails(store.folders!.create(null, 'New'), 'UPSTREAM_REFUSED');
  });
});

describe('Removing without UIDPLUS', { timeout: 30_000 }, () => {
  it('takes the marks of others off, so that EXPUNGE removes ours alone, and puts them back', async () => {
    let isExpunged = false;
    const { imap, store } = await open({
      capabilities: 'ESEARCH',
      answers: {
        'UID SEARCH': (line, { tag }) => {
          const found = line.includes('DELETED') ? '10' : isExpunged ? '10,30' : '10,20,30';
          const left =
            line.includes('UID 20') && isExpunged ? '' : ` ALL ${line.includes('UID 20') ? '20' : found}`;
          return [`* ESEARCH (TAG "${tag}") UID${left}`, 'TAG OK'];
        },
        EXPUNGE: () => {
          isExpunged = true;
          return ['* 2 EXPUNGE', 'TAG OK'];
        },
      },
    });
    assert.deepEqual(codes(await store.destroy(['7.20.INBOX'])), ['OK']);
    const said = imap.lines
      .filter((line) => /^(UID STORE|EXPUNGE)/.test(line))
      .map((line) => line.replace('.SILENT', ''));
    assert.deepEqual(said, [
      'UID STORE 10 -FLAGS (\\Deleted)',
      'UID STORE 20 +FLAGS (\\Deleted)',
      'EXPUNGE',
      'UID STORE 10 +FLAGS (\\Deleted)',
    ]);
  });
});

describe('The mailbox lock of the library', () => {
  it('is never taken, since one that is not released blocks for ever; lanes do one job at a time', () => {
    const folder = new URL('../../../server/imap/', import.meta.url);
    for (const file of readdirSync(folder, { encoding: 'utf8', recursive: true }).filter((each) =>
      each.endsWith('.ts'),
    ))
      assert.doesNotMatch(readFileSync(new URL(file, folder), 'utf8'), /getMailboxLock|acquireTimeout/, file);
  });
});

describe('Who gives up in the middle of a long FETCH', { timeout: 30_000 }, () => {
  it('keeps nobody waiting for the rest of it', async () => {
    let isClosed = false;
    const { imap, store } = await open({
      answers: {
        FETCH:
          (_, { number }) =>
          (connection) => {
            const rows = [row(1, 10), row(2, 20), row(3, 30)];
            if (number > 1) return connection.say(...rows, 'TAG OK');
            const chatter = setInterval(() => connection.say(row(1, 10)), 5);
            connection.socket.once('close', () => {
              clearInterval(chatter);
              isClosed = true;
            });
          },
      },
    });
    await store.connect();
    const abort = new AbortController();
    const given = fails(store.page('INBOX', { limit: 50 }, abort.signal), 'CANCELLED');
    await until(() => imap.lines.some((line) => line.startsWith('FETCH')));
    abort.abort();
    await given;
    assert.equal((await first(store)).rows.length, 3);
    await until(() => isClosed);
  });
});

/** Where a server may stop: the command, and what asks for it. */
const POINTS: [string, (store: Store) => Promise<unknown>][] = [
  ['CAPABILITY', (store) => store.connect()],
  ['AUTH', (store) => store.connect()],
  ['ENABLE', (store) => store.connect()],
  ['SELECT', first],
  ['FETCH', first],
  ['LIST', (store) => store.mailboxes()],
  ['UID SEARCH', (store) => store.page('INBOX', { limit: 50, filter: { text: 'x' } })],
  ['UID STORE', (store) => store.flags!.set(['7.10.INBOX'], { add: ['SEEN'], remove: [] })],
  ['UID MOVE', (store) => store.filing!.move(['7.10.INBOX'], 'Archive')],
  ['APPEND', (store) => store.filing!.append('INBOX', Buffer.from('Subject: x\r\n\r\n'), [])],
  ['NOOP', (store) => store.refresh()],
];
const CAPABILITIES = 'UIDPLUS MOVE ESEARCH IDLE LIST-STATUS ENABLE CONDSTORE';

/** Ends well, per message or as a whole, in one of these codes. */
async function ends(work: Promise<unknown>, ...allowed: string[]): Promise<void> {
  const ended = await work.then(
    (answer) =>
      Array.isArray(answer) && typeof answer[0] === 'object' ? codes(answer as Outcome[]) : ['OK'],
    (error: { code: string }) => [error.code],
  );
  for (const code of ended) assert.ok([...allowed, 'OK'].includes(code), code);
}

describe('A server that says BYE', { timeout: 60_000 }, () => {
  for (const [command, ask] of POINTS)
    it(`to ${command} is left, and found again by the next request`, async () => {
      let isDown = true;
      const { store } = await open({
        capabilities: CAPABILITIES,
        answers: {
          [command]: (_: string, { socket }: { socket: { end(): void } }) =>
            isDown
              ? (connection: { say(line: string): void }) => {
                  connection.say('* BYE Going down');
                  socket.end();
                }
              : command === 'CAPABILITY'
                ? [`* CAPABILITY IMAP4rev1 AUTH=PLAIN ${CAPABILITIES}`, 'TAG OK']
                : command === 'FETCH'
                  ? [row(1, 10), row(2, 20), row(3, 30), 'TAG OK']
                  : command === 'SELECT'
                    ? ['* 3 EXISTS', '* OK [UIDVALIDITY 7] ok', '* OK [UIDNEXT 40] ok', 'TAG OK']
                    : ['TAG OK'],
        },
      });
      await ends(ask(store), 'UPSTREAM_OFFLINE');
      isDown = false;
      await until(async () => (await first(store).catch(() => null))?.rows.length === 3);
    });
});

describe('A server that falls silent', { timeout: 60_000 }, () => {
  // An APPEND has as long as its size needs.
  for (const [command, ask] of POINTS.filter(([name]) => name !== 'APPEND'))
    it(`at ${command} costs its own account the time that is allowed, and others nothing`, async () => {
      const { imap, store } = await open(
        {
          capabilities: CAPABILITIES,
          answers: {
            [command]: (_: string, { number }: { number: number }) => (number === 1 ? null : ['TAG OK']),
          },
        },
        { deadlineMs: 300 },
      );
      const stuck = ends(ask(store), 'UPSTREAM_TIMEOUT', 'UPSTREAM_PROTOCOL', 'UPSTREAM_OFFLINE');
      const other = imapStore(imapAccount((await scriptedImap({})).server));
      assert.equal((await first(other)).rows.length, 3);
      await stuck;
      assert.ok(imap.connections() >= 1);
    });
});

describe('A server that sends too much', { timeout: 60_000 }, () => {
  const before = (): number => process.memoryUsage().rss;

  it('a literal of a gigabyte is not read', async () => {
    const { store } = await open({ answers: { FETCH: ['* 1 FETCH (UID 10 BODY[] {1073741824}', 'x'] } });
    await fails(first(store), 'UPSTREAM_PROTOCOL');
  });

  it('a line without an end is left after 32 MB', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    const { store } = await open({
      answers: {
        FETCH: () => (connection) => {
          const { socket } = connection;
          socket.write('* 1 FETCH (UID 10 FLAGS (');
          const more = (): void => {
            while (socket.writable && socket.write(chunk));
            if (socket.writable) socket.once('drain', more);
          };
          more();
        },
      },
    });
    const rss = before();
    await fails(first(store), 'UPSTREAM_PROTOCOL');
    assert.ok(before() - rss < 400 * 1024 * 1024);
  });

  for (const exists of [0, 1, 1_000_000, 4_294_967_295])
    it(`a count of ${exists} where there are three costs neither memory nor time`, async () => {
      const { store } = await open({
        answers: {
          SELECT: [`* ${exists} EXISTS`, '* OK [UIDVALIDITY 7] ok', '* OK [UIDNEXT 40] ok', 'TAG OK'],
        },
      });
      const rss = before();
      const page = await first(store).catch(({ code }) => code as string);
      if (typeof page === 'string') assert.match(page, /^UPSTREAM_/);
      else assert.ok(page.rows.length <= 50);
      assert.ok(before() - rss < 200 * 1024 * 1024);
    });

  it('rows of messages that were not asked for are shown as none of those that were', async () => {
    const { store } = await open({
      answers: { 'UID FETCH': [row(9, 4_000_000_000), row(2, 20), row(0, 0), 'TAG OK'] },
    });
    const found = await store.headers(['7.10.INBOX', '7.20.INBOX', '7.4000000000.INBOX'].slice(0, 2));
    assert.deepEqual(
      found.map((header) => header?.locator ?? null),
      [null, '7.20.INBOX'],
    );
  });

  it('flags with odd characters are taken as they are, or not at all', async () => {
    const odd = [
      '\\Seen',
      '$Label1',
      'a]b',
      'x%y',
      'ümläut',
      'a\\b',
      '\\Odd.Flag',
      'k'.repeat(2_000),
      '__proto__',
    ];
    const { store } = await open({
      answers: { FETCH: [row(1, 10, odd.join(' ')), row(2, 20, '"quoted word" \\*'), row(3, 30), 'TAG OK'] },
    });
    const { rows } = await first(store);
    assert.equal(rows.length, 3);
    const ten = rows.find(({ header }) => header.locator === '7.10.INBOX')!.header;
    assert.ok(ten.flags.includes('SEEN'));
    assert.ok(ten.keywords.includes('$Label1'));
    for (const word of ten.keywords) assert.doesNotMatch(word, /[\x00-\x1f\x7f]/);
  });
});
