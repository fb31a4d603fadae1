// Opening messages: how many commands it takes, and that what is kept is the right thing for the right message.
import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { createHeaderCache } from '../../../server/imap/message/headers.ts';
import type { Part } from '../../../server/mail/message.ts';
import { findPart } from '../../../server/mime/structure/shown.ts';
import { imapAccount, imapStore } from '../../support/imap.ts';
import { row, type Script, scriptedImap } from '../../support/imap-script.ts';
import { fails } from '../../support/promises.ts';

const leaf = (type: string, size: number, encoding = '7bit'): string => {
  const [kind, sub] = type.split('/');
  const lines = kind === 'text' ? ' 1' : '';
  return `("${kind}" "${sub}" ("charset" "utf-8") NIL NIL "${encoding}" ${size}${lines})`;
};
const STRUCTURE = `((${leaf('text/plain', 12, 'quoted-printable')}${leaf('text/html', 20)} "alternative")${leaf('application/pdf', 8, 'base64')} "mixed")`;
const PARTS: Record<string, string> = {
  '1.1': 'Gr=C3=BC=C3=9Fe',
  '1.2': '<p>Hello</p>',
  '2': 'JVBERg==',
  HEADER: 'A: b\r\n\r\n',
};

/** A server with one message in `STRUCTURE`, under the UIDs 10, 20 and 30. */
async function opened(parts: Record<string, string> = PARTS, answers: Script['answers'] = {}) {
  const structure = STRUCTURE;
  const imap = await scriptedImap({
    capabilities: 'UIDPLUS MOVE ESEARCH',
    answers: {
      FETCH: [...[10, 20, 30].map((uid, at) => row(at + 1, uid, '', structure)), 'TAG OK'],
      'UID FETCH': (line) => {
        const uid = Number(/^UID FETCH (\d+)/.exec(line)?.[1]);
        const sections = [...line.matchAll(/BODY\.PEEK\[([\w.]+)\]<(\d+)\.(\d+)>/g)].map(
          ([, name = '', start, length]) => {
            const piece = parts[name]?.slice(Number(start), Number(start) + Number(length));
            const value = piece === undefined ? 'NIL' : `{${piece.length}}\r\n${piece}`;
            return `BODY[${name}]<${start}> ${value}`;
          },
        );
        return [`* ${uid / 10} FETCH (UID ${uid} ${sections.join(' ')})`, 'TAG OK'];
      },
      ...answers,
    },
  });
  const headers = createHeaderCache(8_000_000);
  const store = imapStore(imapAccount(imap.server), { headers });
  await store.page('INBOX', { limit: 50 });
  const root = await store.structure('7.20.INBOX');
  const part = (path: string): Part => findPart(root, path)!;
  const read = async (path: string, message = '7.20.INBOX', signal?: AbortSignal): Promise<string> =>
    text(await store.openPart(message, part(path), signal));
  const fetches = (): string[] => imap.lines.filter((line) => line.startsWith('UID FETCH'));
  return { imap, store, headers, part, read, fetches };
}

describe('Opening a message', { timeout: 20_000 }, () => {
  it('takes one command for all that is shown, and none the next time', async () => {
    const { read, fetches } = await opened();
    assert.equal(await read('1.2'), '<p>Hello</p>');
    assert.equal(await read('1.1'), 'Grüße');
    assert.equal(await read('1.2'), '<p>Hello</p>');
    assert.equal(fetches().length, 1);
    assert.match(
      fetches()[0]!,
      /BODY\.PEEK\[1\.2\]<0\.\d+> BODY\.PEEK\[HEADER\]<0\.\d+> BODY\.PEEK\[1\.1\]<0\.\d+>\)$/,
    );
  });

  it('brings the header with the text, whichever is asked for first', async () => {
    const one = await opened();
    await one.read('1.2');
    assert.equal(String(await one.store.openHeader('7.20.INBOX')), 'A: b\r\n\r\n');
    assert.equal(one.fetches().length, 1);
    const other = await opened();
    await Promise.all([other.store.openHeader('7.20.INBOX'), other.read('1.1'), other.read('1.2')]);
    assert.equal(other.fetches().length, 1);
  });

  it('cuts a header that has no end', async () => {
    const { store } = await opened({ ...PARTS, HEADER: `A: ${'x'.repeat(300_000)}` });
    assert.equal((await store.openHeader('7.20.INBOX')).length, 256 * 1024);
  });

  it('takes one command also for those who ask at the same moment', async () => {
    const { read, fetches } = await opened();
    assert.deepEqual(await Promise.all([read('1.1'), read('1.2'), read('1.1')]), [
      'Grüße',
      '<p>Hello</p>',
      'Grüße',
    ]);
    assert.equal(fetches().length, 1);
  });

  it('fetches a file only when it is asked for, and keeps a small one', async () => {
    const { read, fetches } = await opened();
    await read('1.2');
    assert.deepEqual([await read('2'), await read('2')], ['%PDF', '%PDF']);
    assert.equal(fetches().length, 2);
  });

  it('shows each message its own parts', async () => {
    const { read, fetches } = await opened();
    await read('1.2', '7.20.INBOX');
    await read('1.2', '7.30.INBOX');
    assert.match(fetches()[1]!, /^UID FETCH 30 /);
  });

  it('goes on for one who waits when another one leaves', async () => {
    const { read, fetches } = await opened();
    const leaves = new AbortController();
    const left = read('1.2', '7.20.INBOX', leaves.signal);
    const stays = read('1.1');
    leaves.abort();
    await fails(left, 'CANCELLED');
    assert.equal(await stays, 'Grüße');
    assert.equal(fetches().length, 1);
  });

  it('gives all of a part that is larger than the server said, and keeps none of it', async () => {
    const long = 'x'.repeat(300_000);
    const { read, headers } = await opened({ ...PARTS, '1.2': long });
    const { bytes } = headers.stats();
    assert.equal((await read('1.2')).length, long.length);
    assert.equal((await read('1.2')).length, long.length);
    assert.ok(headers.stats().bytes - bytes < 10_000);
  });

  it('says that a part is not there, and that a message is gone', async () => {
    const some = await opened({ '1.2': 'x' }, { 'UID SEARCH': (_, { tag }) => [found(tag, '20'), 'TAG OK'] });
    await fails(some.read('2'), 'NOT_FOUND');
    const none = await opened({}, { 'UID FETCH': ['TAG OK'] });
    await fails(none.read('1.2'), 'GONE');
    await fails(none.read('1.2', '8.20.INBOX'), 'STALE');
  });

  it('asks again after the message was forgotten', async () => {
    const { read, headers, store, fetches } = await opened();
    await read('1.2');
    const before = headers.stats().entries;
    headers.of(`test/${imapAccount({} as never).address}`).forget('INBOX', 7n, 20);
    assert.equal(headers.stats().entries, before - 1);
    await read('1.2');
    assert.equal(fetches().length, 2);
    await store.close();
    assert.equal(headers.stats().bytes, 0);
  });
});

const found = (tag: string, uids: string): string => `* ESEARCH (TAG "${tag}") UID ALL ${uids}`;
