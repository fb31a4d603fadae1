// The life of a message that is being written: what is kept where, and which key each Send uses.
import assert from 'node:assert/strict';
import { beforeEach, suite, test } from 'node:test';
import type { DraftInput } from '../../../web/api/operations.gen.ts';
import { readRecipients } from '../../../web/lib/recipients.ts';
import { Copies, type TextStorage } from '../../../web/offline/copies.ts';
import { type ComposeFile, emptyFields, type Fields } from '../../../web/offline/fields.ts';
import { Compose, type ComposeServer, type Sent, type Trouble } from '../../../web/state/compose.ts';

class MemoryStorage implements TextStorage {
  readonly map = new Map<string, string>();
  full = false;
  get length(): number {
    return this.map.size;
  }
  key = (at: number): string | null => [...this.map.keys()][at] ?? null;
  getItem = (name: string): string | null => this.map.get(name) ?? null;
  removeItem = (name: string): void => void this.map.delete(name);
  setItem(name: string, value: string): void {
    if (this.full) throw new DOMException('full', 'QuotaExceededError');
    this.map.set(name, value);
  }
}

const trouble = (code: string, more: Partial<Trouble> = {}): Trouble => ({
  code,
  message: code,
  retryable: false,
  serverText: null,
  path: [],
  ...more,
});
const sent = (status: Sent['status'], more: Partial<Sent> = {}): Sent => ({
  status,
  refused: [],
  error: null,
  ...more,
});

/** A server that does what the test queued, and else works. */
class FakeServer implements ComposeServer {
  saves: DraftInput[] = [];
  sends: { input: DraftInput; key: string }[] = [];
  discarded: string[] = [];
  answers: (Sent | Trouble)[] = [];
  saveTroubles: Trouble[] = [];
  gate: Promise<void> = Promise.resolve();

  async saveDraft(input: DraftInput): Promise<{ id: string; attachmentIds: string[] }> {
    this.saves.push(structuredClone(input));
    const number = this.saves.length;
    await this.gate;
    const failure = this.saveTroubles.shift();
    if (failure) throw failure;
    const files = [...(input.attachmentIds ?? []), ...(input.uploadIds ?? [])];
    return { id: `draft${number}`, attachmentIds: files.map((_, at) => `draft${number}/${at}`) };
  }

  async discardDraft(id: string): Promise<void> {
    this.discarded.push(id);
  }

  async send(input: DraftInput, key: string): Promise<Sent> {
    this.sends.push({ input: structuredClone(input), key });
    const answer = this.answers.shift() ?? sent('SENT');
    if ('status' in answer) return answer;
    throw answer;
  }
}

let server: FakeServer;
let storage: MemoryStorage;
let copies: Copies;
let timers: Set<() => void>;
let keys: number;
let now: number;

const tools = () => ({
  server,
  copies,
  newKey: () => `key-${++keys}`,
  now: () => now,
  later: (act: () => void) => {
    timers.add(act);
    return () => void timers.delete(act);
  },
});
const fire = (): void => {
  const due = [...timers];
  timers.clear();
  for (const act of due) act();
};
const begin = (change: Partial<Fields> = {}): Compose =>
  new Compose(tools(), 'mara', { fields: { ...emptyFields('a1'), ...change } });
/** As after a reload of the page. */
const again = (): Compose => {
  const [copy] = copies.list('mara');
  assert.ok(copy, 'a copy is on the device');
  return new Compose(tools(), 'mara', { fields: copy.fields, copy });
};
const file = (key: string, more: Partial<ComposeFile>): ComposeFile => ({
  key,
  filename: `${key}.pdf`,
  type: 'application/pdf',
  size: 9,
  uploadId: null,
  uploadedAt: now,
  attachmentId: null,
  ...more,
});

beforeEach(() => {
  server = new FakeServer();
  storage = new MemoryStorage();
  copies = new Copies(storage);
  timers = new Set();
  keys = 0;
  now = 1_000_000;
});

suite('saving', () => {
  test('every change is on the device at once and on the server after a pause', async () => {
    const compose = begin();
    compose.update({ text: 'Hi' });
    assert.equal(copies.list('mara')[0]?.fields.text, 'Hi');
    assert.equal(server.saves.length, 0);
    fire();
    await compose.flush();
    assert.equal(server.saves[0]?.text, 'Hi');
    assert.equal(compose.saving.value, 'SAVED');
  });

  test('changes while a save runs wait for it and go out together, replacing the draft just stored', async () => {
    const compose = begin();
    const gate = Promise.withResolvers<void>();
    server.gate = gate.promise;
    compose.update({ text: 'a' });
    const flushed = compose.flush();
    compose.update({ text: 'ab' });
    compose.update({ text: 'abc' });
    void compose.flush();
    assert.equal(server.saves.length, 1);
    gate.resolve();
    await flushed;
    assert.deepEqual(
      server.saves.map(({ id, text }) => [id, text]),
      [
        [null, 'a'],
        ['draft1', 'abc'],
      ],
    );
  });

  test('a save that failed is tried again and the text stays on the device', async () => {
    const compose = begin();
    server.saveTroubles = [trouble('UPSTREAM_OFFLINE', { retryable: true })];
    compose.update({ text: 'a' });
    await compose.flush();
    assert.equal(compose.saving.value, 'FAILED');
    assert.equal(again().fields.value.text, 'a');
    fire();
    await compose.flush();
    assert.equal(compose.saving.value, 'SAVED');
  });

  test('a full device is said, and the server still gets it', async () => {
    storage.full = true;
    const compose = begin();
    compose.update({ text: 'a' });
    assert.equal(compose.keptHere.value, false);
    await compose.flush();
    assert.equal(server.saves.length, 1);
  });

  test('files of the stored draft take over from uploads once these are too old', async () => {
    const compose = begin();
    compose.update({ files: [file('new', { uploadId: 'u1' }), file('kept', { attachmentId: 'm/1' })] });
    await compose.flush();
    assert.deepEqual([server.saves[0]?.attachmentIds, server.saves[0]?.uploadIds], [['m/1'], ['u1']]);
    now += 21 * 3_600_000;
    compose.update({ text: 'later' });
    await compose.flush();
    assert.deepEqual(server.saves[1]?.uploadIds, []);
    assert.deepEqual(server.saves[1]?.attachmentIds, ['draft1/1', 'draft1/0']);
  });

  test('an answered message that is gone meanwhile costs the tie, not the draft', async () => {
    const compose = begin({ answers: { id: 'm1', how: 'REPLY' } });
    server.saveTroubles = [trouble('GONE', { path: ['input', 'inReplyToId'] })];
    compose.update({ text: 'a' });
    await compose.flush();
    assert.deepEqual(
      server.saves.map(({ inReplyToId }) => inReplyToId),
      ['m1', null],
    );
  });
});

suite('closing', () => {
  test('an untouched message leaves nothing behind, and the draft it came from stays', async () => {
    const compose = new Compose(tools(), 'mara', { fields: emptyFields('a1'), draftId: 'd1' });
    assert.equal(await compose.close(), 'NOTHING');
    assert.deepEqual([server.saves.length, server.discarded, storage.length], [0, [], 0]);
  });

  test('what was written is saved as a draft and no longer kept here', async () => {
    const compose = begin();
    compose.update({ text: 'a' });
    assert.equal(await compose.close(), 'SAVED');
    assert.equal(storage.length, 0);
  });

  test('without a server it stays here and is offered again', async () => {
    const compose = begin();
    server.saveTroubles = [trouble('NETWORK', { retryable: true })];
    compose.update({ text: 'a' });
    assert.equal(await compose.close(), 'HERE');
    assert.equal(copies.list('mara').length, 1);
    assert.equal(copies.list('tom').length, 0, 'only to its owner');
  });

  test('what is no address yet stays here, because a stored draft can not hold it', async () => {
    const compose = begin();
    compose.update({ to: readRecipients('tom@'), text: 'a' });
    assert.equal(await compose.close(), 'HERE');
    assert.deepEqual(server.saves[0]?.to, []);
    assert.equal(again().fields.value.to[0]?.address, 'tom@');
  });

  test('discarding removes it here and in Drafts', async () => {
    const compose = begin();
    compose.update({ text: 'a' });
    await compose.flush();
    await compose.discard();
    assert.deepEqual([server.discarded, storage.length], [['draft1'], 0]);
  });
});

suite('sending', () => {
  const written = (): Compose => {
    const compose = begin();
    compose.update({ to: readRecipients('tom@becker.example'), text: 'a' });
    return compose;
  };
  const keysUsed = (): string[] => server.sends.map(({ key }) => key);

  test('what is sent is removed from the device', async () => {
    const compose = written();
    await compose.flush();
    await compose.send();
    assert.equal(compose.phase.value, 'SENT');
    assert.equal(server.sends[0]?.input.id, 'draft1', 'the server removes the draft');
    assert.equal(storage.length, 0);
    assert.equal(timers.size, 0, 'nothing saves it again');
  });

  test('a recipient that is still being typed is sent to', async () => {
    const compose = begin();
    compose.update({ typing: { to: 'tom@becker.example', cc: '', bcc: '' } });
    await compose.send();
    assert.deepEqual(server.sends[0]?.input.to, ['tom@becker.example']);
  });

  test('the key is on the device before the request goes out', async () => {
    const compose = written();
    let kept: string | undefined;
    server.send = async (_input, key) => {
      kept = copies.list('mara')[0]?.attempt?.key;
      assert.equal(kept, key);
      return sent('SENT');
    };
    await compose.send();
    assert.ok(kept);
  });

  test('refused for certain: the message stays, and the next try has a new key', async () => {
    const compose = written();
    const error = trouble('SEND_REJECTED', { serverText: '550 no' });
    server.answers = [sent('FAILED', { error })];
    await compose.send();
    assert.equal(compose.phase.value, 'REFUSED');
    assert.equal(compose.trouble.value?.serverText, '550 no');
    assert.equal(again().fields.value.text, 'a');
    await compose.send();
    assert.equal(new Set(keysUsed()).size, 2);
    assert.equal(compose.phase.value, 'SENT');
  });

  test('no answer: the same message again has the same key, after a reload too', async () => {
    const compose = written();
    server.answers = [trouble('NETWORK', { retryable: true })];
    await compose.send();
    assert.equal(compose.phase.value, 'UNSURE');
    const reloaded = again();
    assert.equal(reloaded.phase.value, 'UNSURE');
    await reloaded.send();
    assert.equal(new Set(keysUsed()).size, 1);
    assert.equal(reloaded.phase.value, 'SENT');
  });

  test('no answer and then other words: it is a message of its own', async () => {
    const compose = written();
    server.answers = [trouble('NETWORK', { retryable: true })];
    await compose.send();
    assert.equal(compose.changedSinceAttempt.value, false);
    compose.update({ text: 'b' });
    assert.equal(compose.changedSinceAttempt.value, true, 'the page asks first');
    await compose.send();
    assert.equal(new Set(keysUsed()).size, 2);
  });

  test('a refusal of the second try says nothing about the first', async () => {
    const compose = written();
    server.answers = [trouble('NETWORK', { retryable: true }), trouble('NOT_FOUND')];
    await compose.send();
    await compose.send();
    assert.equal(compose.phase.value, 'UNSURE');
    await compose.send();
    assert.equal(new Set(keysUsed()).size, 1);
  });

  test('still under way: the same key asks what became of it', async () => {
    const compose = written();
    server.answers = [sent('SENDING')];
    await compose.send();
    assert.equal(compose.phase.value, 'UNSURE');
    await compose.send();
    assert.equal(new Set(keysUsed()).size, 1);
  });

  test('handed over without a reply: it stays, and sending again is a new message', async () => {
    const compose = written();
    server.answers = [sent('UNKNOWN', { error: trouble('SEND_UNKNOWN') })];
    await compose.send();
    assert.equal(compose.phase.value, 'UNKNOWN');
    assert.equal(copies.list('mara').length, 1);
    await compose.send();
    assert.equal(new Set(keysUsed()).size, 2);
  });

  test('sent to some: the refused ones are named and can be written to again', async () => {
    const compose = written();
    server.answers = [sent('PARTLY_SENT', { refused: [{ address: 'x@x.example', reply: '550 no' }] })];
    await compose.send();
    assert.equal(compose.phase.value, 'PARTLY_SENT');
    compose.writeToRefused();
    await compose.send();
    assert.deepEqual(server.sends[1]?.input.to, ['x@x.example']);
    assert.notEqual(server.sends[0]?.key, server.sends[1]?.key);
  });

  test('it waits for a save that runs, and for files on their way', async () => {
    const compose = written();
    const gate = Promise.withResolvers<void>();
    server.gate = gate.promise;
    void compose.flush();
    const sending = compose.send(async () => {
      compose.updateFile('none', {});
      return true;
    });
    assert.equal(server.sends.length, 0);
    gate.resolve();
    await sending;
    assert.equal(server.sends[0]?.input.id, 'draft1');
  });

  test('a file that did not arrive stops it, and nothing was sent', async () => {
    const compose = written();
    await compose.send(async () => false);
    assert.deepEqual([compose.phase.value, server.sends.length], ['EDITING', 0]);
  });
});
