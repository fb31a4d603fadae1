// What actions say on the wire, and what they make of a server's answers: one command where one will do, and nothing
// believed that the server did not do.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { expandSet } from '../../../server/imap/locator.ts';
import type { Outcome } from '../../../server/mail/message.ts';
import { archive, markJunk, trash } from '../../../server/mail/policies.ts';
import { imapAccount, imapStore } from '../../support/imap.ts';
import { type Script, scriptedImap } from '../../support/imap-script.ts';
import { until } from '../../support/promises.ts';

const PATHS = ['INBOX', 'Archive', 'Trash', 'Junk'];
const LIST = [
  ...PATHS.map((path) => `* LIST (${path === 'INBOX' ? '' : `\\${path}`}) "/" ${path}`),
  ...PATHS.map((path) => `* STATUS ${path} (MESSAGES 3 UNSEEN 3 UIDVALIDITY 7 UIDNEXT 40)`),
  'TAG OK',
];
const FLAG = { add: ['FLAGGED'], remove: [] } as const;

const id = (uid: number): string => `7.${uid}.INBOX`;
const codes = (outcomes: readonly Outcome[] | undefined): string[] =>
  (outcomes ?? []).map((outcome) => ('error' in outcome ? outcome.error.code : 'OK'));
const setOf = (line: string): number[] => expandSet(line.split(' ')[2] ?? '', 100_000);
/** Every message of the set, with these flags. */
const rows = (line: string, flags = '\\Flagged'): string[] =>
  setOf(line).map((uid) => `* ${uid} FETCH (UID ${uid} FLAGS (${flags}))`);
const stored = (line: string): string[] => [...rows(line), 'TAG OK'];
const moved = (line: string): string[] => [
  `* OK [COPYUID 9 ${setOf(line)} ${setOf(line).map((uid) => uid + 1000)}] Moved`,
  'TAG OK',
];

/** INBOX is selected and the mailboxes are listed; `lines` has only what comes then. */
async function ready(script: Script['answers'] = {}, capabilities?: string) {
  const answers = { LIST, 'UID STORE': stored, 'UID MOVE': moved, ...script };
  const imap = await scriptedImap({ answers, ...(capabilities === undefined ? {} : { capabilities }) });
  const store = imapStore(imapAccount(imap.server));
  for (const act of [archive, trash]) await act(store, []);
  await markJunk(store, [], true);
  const { flags, filing } = store;
  assert.ok(flags && filing);
  await flags.set([id(10)], { add: [], remove: [] });
  imap.lines.length = 0;
  return { store, flags, filing, imap, lines: imap.lines };
}

describe('An action on the wire', { timeout: 20_000 }, () => {
  it('is one command for a flag, of one message as of many', async () => {
    const { flags, lines } = await ready();
    assert.deepEqual(await flags.set([id(10)], FLAG), [{ locator: id(10) }]);
    assert.deepEqual(lines.splice(0), ['UID STORE 10 +FLAGS (\\Flagged)']);
    await flags.set([id(12), id(10), id(11), id(30), id(10)], FLAG);
    assert.deepEqual(lines, ['UID STORE 10:12,30 +FLAGS (\\Flagged)']);
  });

  it('reaches messages whose UIDs have ten digits, and mistakes nothing for one', async () => {
    const { flags, lines } = await ready();
    const large = [id(1_700_000_001), id(1_700_000_002), '7.x', id(4_294_967_296)];
    assert.deepEqual(codes(await flags.set(large, FLAG)), ['OK', 'OK', 'NOT_FOUND', 'NOT_FOUND']);
    assert.deepEqual(lines, ['SELECT INBOX', 'UID STORE 1700000001:1700000002 +FLAGS (\\Flagged)']);
  });

  it('knows what became of all messages where a server moves them in batches', async () => {
    const { filing } = await ready({
      'UID MOVE': ['* OK [COPYUID 9 10 1010] Moved', '* OK [COPYUID 9 11:12 1011:1012] Moved', 'TAG OK'],
    });
    assert.deepEqual(
      await filing.move([id(10), id(11), id(12)], 'Archive'),
      [10, 11, 12].map((uid) => ({ locator: id(uid), replacedBy: `9.10${uid}.Archive`, from: 'INBOX' })),
    );
  });

  it('is one command for a move, for archiving and for Trash', async () => {
    const { store, filing, lines } = await ready();
    const expected = [{ locator: id(10), replacedBy: '9.1010.Archive', from: 'INBOX' }];
    assert.deepEqual(await filing.move([id(10)], 'Archive'), expected);
    assert.deepEqual(codes(await archive(store, [id(20)])), ['OK']);
    assert.deepEqual(codes(await trash(store, [id(30)])), ['OK']);
    assert.deepEqual(lines, ['UID MOVE 10 "Archive"', 'UID MOVE 20 "Archive"', 'UID MOVE 30 "Trash"']);
  });

  it('is one command for a copy, and two for junk', async () => {
    const copied = (line: string): string[] => [`TAG OK [COPYUID 9 ${setOf(line)} 77] Copied`];
    const junked = (line: string): string[] => [...rows(line, '$Junk'), 'TAG OK'];
    const { store, filing, lines } = await ready({ 'UID COPY': copied, 'UID STORE': junked });
    assert.deepEqual(await filing.copy([id(10)], 'Archive'), [{ locator: id(10), copy: '9.77.Archive' }]);
    assert.deepEqual(lines.splice(0), ['UID COPY 10 "Archive"']);
    assert.deepEqual(codes(await markJunk(store, [id(10)], true)), ['OK']);
    assert.deepEqual(lines, ['UID STORE 10 +FLAGS ($Junk)', 'UID MOVE 10 "Junk"']);
  });

  it('takes off only what it was told that a message has', async () => {
    const answer = (line: string): string[] => [
      ...setOf(line).map((uid) => {
        const seen = line.includes('+FLAGS') && uid === 20 ? '\\Seen ' : '';
        return `* ${uid} FETCH (UID ${uid} FLAGS (${seen}\\Flagged))`;
      }),
      'TAG OK',
    ];
    const { flags, lines } = await ready({ 'UID STORE': answer });
    const change = { add: ['FLAGGED'], remove: ['SEEN'] } as const;
    assert.deepEqual(codes(await flags.set([id(10), id(20)], change)), ['OK', 'OK']);
    assert.deepEqual(lines, ['UID STORE 10,20 +FLAGS (\\Flagged)', 'UID STORE 20 -FLAGS (\\Seen)']);
  });

  it('asks how flags were only where that is to be taken back', async () => {
    const before = (line: string): string[] => [
      ...setOf(line).map((uid) => `* ${uid} FETCH (UID ${uid} FLAGS (${uid === 10 ? '\\Flagged' : ''}))`),
      'TAG OK',
    ];
    const { flags, lines } = await ready({ 'UID FETCH': before });
    assert.deepEqual(await flags.set([id(10), id(20)], FLAG, undefined, true), [
      { locator: id(10) },
      {
        locator: id(20),
        undo: { add: [], remove: ['FLAGGED'], addKeywords: [], removeKeywords: [] },
      },
    ]);
    assert.deepEqual(
      lines.map((line) => line.split(' ').slice(0, 3).join(' ')),
      ['UID FETCH 10,20', 'UID STORE 10,20'],
    );
  });

  it('goes in few commands for thousands, none of them too long, and nobody waits behind them', async () => {
    const held: (() => void)[] = [];
    const { flags, lines } = await ready({
      'UID STORE': (line) => {
        // The long ones are not answered before the short one.
        if (setOf(line).length > 1)
          return ({ tag, socket }) =>
            void held.push(() => socket.write([...rows(line), `${tag} OK`, ''].join('\r\n')));
        setImmediate(() => {
          for (const answer of held.splice(0)) answer();
          held.push = (...more) => more.map((answer) => answer()).length;
        });
        return stored(line);
      },
    });
    const run = Array.from({ length: 12_000 }, (_, index) => id(100_001 + index));
    const long = flags.set(run, FLAG);
    await until(() => held.length > 0);
    assert.deepEqual(codes(await flags.set([id(10)], FLAG)), ['OK']);
    assert.deepEqual([...new Set(codes(await long))], ['OK']);
    assert.deepEqual(
      lines.filter((line) => /^UID STORE \d+:/.test(line)),
      ['100001:110000', '110001:112000'].map((set) => `UID STORE ${set} +FLAGS (\\Flagged)`),
    );
    lines.length = 0;
    const odd = Array.from({ length: 3_000 }, (_, index) => id(100_001 + index * 2));
    assert.deepEqual([...new Set(codes(await flags.set(odd, FLAG)))], ['OK']);
    const commands = lines.filter((line) => line.startsWith('UID STORE'));
    assert.equal(commands.length, 3);
    for (const line of commands) assert.ok(line.length < 8_192);
  });

  it('finds out how thousands were by one search', async () => {
    const search = (line: string): string[] => [
      `* ESEARCH (TAG "x") UID ALL ${/FLAGGED/.test(line) ? '100001:100300' : '100001:101000'}`,
      'TAG OK',
    ];
    const { flags, lines } = await ready({ 'UID SEARCH': search });
    const many = Array.from({ length: 1_000 }, (_, index) => id(100_001 + index));
    const outcomes = await flags.set(many, FLAG, undefined, true);
    assert.equal(outcomes.filter((outcome) => 'undo' in outcome).length, 700);
    assert.equal(lines.filter((line) => line.startsWith('UID ')).length, 2);
  });
});

describe('What a server says of an action', { timeout: 20_000 }, () => {
  it('is not believed where it says OK and the flag is not there', async () => {
    for (const end of ['TAG OK done', 'TAG OK [MODIFIED 10] conditional store failed']) {
      const { flags } = await ready({ 'UID STORE': (line) => [...rows(line, ''), end] });
      assert.deepEqual(codes(await flags.set([id(10)], FLAG)), ['UPSTREAM_REFUSED'], end);
    }
  });

  it('is asked for again where it says nothing of a message', async () => {
    const { flags, lines } = await ready({
      'UID STORE': ['TAG OK'],
      'UID FETCH': ['* 1 FETCH (UID 10 FLAGS (\\Flagged))', 'TAG OK'],
    });
    assert.deepEqual(codes(await flags.set([id(10), id(20)], FLAG)), ['OK', 'GONE']);
    assert.equal(lines.length, 2);
  });

  it('is asked for by one search where it says nothing of hundreds', async () => {
    const { flags, lines } = await ready({
      'UID STORE': ['TAG OK'],
      'UID SEARCH': ['* ESEARCH (TAG "x") UID ALL 100001:100298', 'TAG OK'],
      'UID FETCH': ['* 1 FETCH (UID 100299 FLAGS (\\Seen))', 'TAG OK'],
    });
    const many = Array.from({ length: 300 }, (_, index) => id(100_001 + index));
    const outcomes = codes(await flags.set(many, FLAG));
    assert.deepEqual(outcomes.slice(-2), ['UPSTREAM_REFUSED', 'GONE']);
    assert.deepEqual([...new Set(outcomes.slice(0, -2))], ['OK']);
    assert.deepEqual(
      lines.filter((line) => line.startsWith('UID')).map((line) => line.split(' ').slice(0, 3).join(' ')),
      ['UID STORE 100001:100300', 'UID SEARCH RETURN', 'UID FETCH 100299:100300'],
    );
  });

  it('is a refusal where it says NO', async () => {
    const { flags, filing } = await ready({
      'UID STORE': ['TAG NO [CANNOT] not here'],
      'UID MOVE': ['TAG NO [OVERQUOTA] full'],
    });
    assert.deepEqual(codes(await flags.set([id(10)], FLAG)), ['UPSTREAM_REFUSED']);
    assert.deepEqual(codes(await filing.move([id(10)], 'Archive')), ['QUOTA_EXCEEDED']);
  });

  it('may be that it keeps no labels: then none is set, and junk is moved all the same', async () => {
    const { store, flags, lines } = await ready({
      SELECT: [
        '* OK [PERMANENTFLAGS (\\Seen \\Flagged \\Deleted)] no keywords',
        ...['* 3 EXISTS', '* OK [UIDVALIDITY 7] ok', '* OK [UIDNEXT 40] ok', 'TAG OK'],
      ],
    });
    const label = { add: [], remove: [], addKeywords: ['$label1'] };
    assert.deepEqual(codes(await flags.set([id(10)], label)), ['UNSUPPORTED']);
    assert.deepEqual(lines, []);
    assert.deepEqual(codes(await markJunk(store, [id(10)], true)), ['OK']);
    assert.deepEqual(lines, ['UID MOVE 10 "Junk"']);
  });

  it('may leave open where a message went: then its new name is not known', async () => {
    const { filing } = await ready({
      'UID MOVE': ['* 1 EXPUNGE', 'TAG OK'],
      'UID SEARCH': ['* SEARCH', 'TAG OK'],
    });
    const [outcome] = await filing.move([id(10)], 'Archive');
    assert.ok(outcome && !('error' in outcome));
    assert.equal(outcome.replacedBy ?? null, null);
  });

  it('may end with the connection: what was done stays done, and the rest is not waited for', async () => {
    let stores = 0;
    const { flags, imap } = await ready({
      'UID STORE': (line, { socket }) => {
        stores += 1;
        if (stores === 1) return stored(line);
        socket.destroy();
        return null;
      },
    });
    const many = Array.from({ length: 12_000 }, (_, index) => id(100_001 + index));
    const outcomes = codes(await flags.set(many, FLAG));
    assert.deepEqual([...new Set(outcomes.slice(0, 10_000))], ['OK']);
    assert.deepEqual([...new Set(outcomes.slice(10_000))], ['UPSTREAM_OFFLINE']);
    assert.ok(stores <= 3, 'once more on a new connection, and then no more');
    assert.ok(imap.connections() <= 4);
  });
});

describe('A mailbox that was renamed elsewhere', { timeout: 20_000 }, () => {
  it('is looked for again before mail is said not to go there', async () => {
    let renamed = false;
    const { store, lines } = await ready({
      LIST: () => (renamed ? LIST.map((line) => line.replace(' Archive', ' Old')) : LIST),
      'UID MOVE': (line) =>
        line.includes('"Archive"') ? ['TAG NO [TRYCREATE] no such mailbox'] : moved(line),
    });
    renamed = true;
    assert.deepEqual(await archive(store, [id(10)]), [
      { locator: id(10), replacedBy: '9.1010.Old', from: 'INBOX' },
    ]);
    assert.deepEqual(
      lines.filter((line) => line.startsWith('UID')),
      ['UID MOVE 10 "Archive"', 'UID MOVE 10 "Old"'],
    );
  });
});
