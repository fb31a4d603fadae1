// What a message says, read through a store; and that requests for one message share what they read.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MailStore } from '../../../server/mail/store.ts';
import { MAX_BODY_CHARS } from '../../../server/mime/body.ts';
import { readBody } from '../../../server/mime/opened.ts';
import { shared } from '../../../server/mime/shared.ts';
import { memoryStore } from '../../support/memory-store.ts';

async function bodyOf(raw: string) {
  const store = memoryStore();
  store.deliver(Buffer.from(raw));
  return readBody({ store, account: 'a', message: '1' });
}

test('the plain alternative is the text, the HTML says what was left out', async () => {
  const raw = [
    'Content-Type: multipart/alternative; boundary=a',
    '',
    '--a',
    'Content-Type: text/plain; charset=utf-8; format=flowed',
    '',
    'soft ',
    'break',
    '--a',
    'Content-Type: text/html',
    '',
    '<p>rich</p><img src="https://t.example/1.gif">',
    '--a--',
  ].join('\r\n');
  assert.deepEqual(await bodyOf(raw), {
    ...{ text: 'soft break', truncated: false, note: null },
    ...{ blockedRemote: 1, trackers: [] },
  });
});

test('HTML alone becomes text, with its links', async () => {
  const { text } = await bodyOf(
    'Content-Type: text/html\r\n\r\n<p>Read <a href="https://example.org/x">this</a></p>',
  );
  assert.equal(text, 'Read this <https://example.org/x>');
});

test('several plain parts are one text, files are not', async () => {
  const raw = [
    'Content-Type: multipart/mixed; boundary=a',
    '',
    '--a',
    '',
    'one',
    '--a',
    'Content-Disposition: attachment',
    '',
    'file',
    '--a',
    '',
    'two',
    '--a--',
  ].join('\r\n');
  assert.equal((await bodyOf(raw)).text, 'one\n\ntwo');
});

test('a very long text is cut, and says so', async () => {
  const { text, truncated, note } = await bodyOf(`\r\n${'x'.repeat(MAX_BODY_CHARS + 10)}`);
  assert.equal(text.length, MAX_BODY_CHARS);
  assert.equal(truncated, true);
  assert.match(note ?? '', /very long/);
});

test('a message without text says why', async () => {
  assert.match((await bodyOf('Content-Type: application/pdf\r\n\r\n%PDF')).note ?? '', /no text/);
  assert.match((await bodyOf('Content-Type: application/pkcs7-mime\r\n\r\nx')).note ?? '', /encrypted/);
});

test('a huge part is read no further than what is shown, and its stream is destroyed', async () => {
  let given = 0;
  const endless = new Readable({
    read() {
      given += 65_536;
      setImmediate(() => this.push(Buffer.alloc(65_536, 'x')));
    },
  });
  const store = { ...memoryStore(), openPart: async () => endless };
  store.deliver(Buffer.from('\r\nx'));
  assert.equal((await readBody({ store, account: 'a', message: '1' })).truncated, true);
  assert.equal(endless.destroyed, true);
  assert.ok(given < 4 * 1024 * 1024, String(given));
});

const anyStore = (): MailStore => memoryStore();

test('requests at the same moment share one reading, later ones its result', async () => {
  const store = anyStore();
  let reads = 0;
  const ask = () => shared(store, 'k', undefined, async () => ({ value: ++reads, bytes: 1 }));
  assert.deepEqual(await Promise.all([ask(), ask()]), [1, 1]);
  assert.equal(await ask(), 1);
  assert.equal(
    await shared(anyStore(), 'k', undefined, async () => ({ value: 7, bytes: 1 })),
    7,
    'another store knows nothing of it',
  );
});

test('a failure is not kept', async () => {
  const store = anyStore();
  await assert.rejects(
    shared(store, 'k', undefined, () => Promise.reject(new Error('lost'))),
    /lost/,
  );
  assert.equal(await shared(store, 'k', undefined, async () => ({ value: 1, bytes: 1 })), 1);
});

test('one who leaves does not stop the other; when all have left, the reading stops', async () => {
  const store = anyStore();
  let stopped = false;
  let finish = (_: { value: string; bytes: number }): void => {};
  const load = (signal: AbortSignal) =>
    new Promise<{ value: string; bytes: number }>((resolve) => {
      finish = resolve;
      signal.addEventListener('abort', () => {
        stopped = true;
      });
    });
  const leaving = new AbortController();
  const first = shared(store, 'k', leaving.signal, load);
  const second = shared(store, 'k', undefined, load);
  leaving.abort();
  await assert.rejects(first, { code: 'CANCELLED' });
  assert.equal(stopped, false);
  finish({ value: 'read', bytes: 4 });
  assert.equal(await second, 'read');

  stopped = false;
  const all = new AbortController();
  const alone = shared(store, 'other', all.signal, load);
  all.abort();
  await assert.rejects(alone, { code: 'CANCELLED' });
  await sleep(0);
  assert.equal(stopped, true);
});
