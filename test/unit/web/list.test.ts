// The list that the web app holds, while mail comes and goes.
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { ApiError } from '../../../web/api/client.ts';
import { MessageList } from '../../../web/state/list.ts';
import { lay } from '../../../web/state/overlay.ts';
import { Box, row } from './mail-rows.ts';

const open = (box: Box): MessageList => new MessageList('inbox', null, null, box);
const ids = (list: MessageList): string[] => list.shown.value.map(({ id }) => id);
const offline = new ApiError('NETWORK', 'No network.', true);

test('a list goes from EMPTY over LOADING to READY', async () => {
  const list = open(new Box(3));
  assert.equal(list.status.value, 'EMPTY');
  const loading = list.refresh();
  assert.equal(list.status.value, 'LOADING');
  await loading;
  assert.equal(list.status.value, 'READY');
  assert.deepEqual(ids(list), ['m3', 'm2', 'm1']);
});

test('paging reaches the oldest of 1,234 messages, shows each once and keeps few', async () => {
  const list = open(new Box(1234));
  await list.refresh();
  const seen = new Set<string>();
  for (let pages = 0; ; pages += 1) {
    assert.ok(pages < 30);
    for (const id of ids(list)) seen.add(id);
    assert.ok(ids(list).length <= 300);
    if (!list.hasOlder.value) break;
    await list.older();
  }
  assert.equal(seen.size, 1234);
  assert.equal(ids(list).at(-1), 'm1');
  assert.deepEqual(list.around.value, { above: 1234 - ids(list).length, below: 0 });
  for (let pages = 0; list.around.value.above > 0; pages += 1) {
    assert.ok(pages < 30);
    await list.newer();
  }
  assert.equal(ids(list)[0], 'm1234');
});

test('mail that arrives while paging is neither repeated nor skipped', async () => {
  const box = new Box(120);
  const list = open(box);
  await list.refresh();
  box.add(121, 122);
  await list.older();
  await list.sync();
  await list.older();
  assert.deepEqual(ids(list), [...box.rows.map(({ id }) => id)]);
});

test('new mail goes into the list when its top is in sight', async () => {
  const box = new Box(60);
  const list = open(box);
  await list.refresh();
  box.add(61);
  await list.sync();
  assert.equal(ids(list)[0], 'm61');
  assert.equal(list.waiting.value.length, 0);
});

test('new mail is held back while somebody reads further down, and let in when asked', async () => {
  const box = new Box(60);
  const list = open(box);
  await list.refresh();
  list.atTop = false;
  box.add(61, 62);
  await list.sync();
  assert.equal(ids(list)[0], 'm60');
  assert.deepEqual(
    list.waiting.value.map(({ id }) => id),
    ['m62', 'm61'],
  );
  box.add(63);
  await list.refresh();
  assert.equal(ids(list)[0], 'm60', 'a refresh moves nothing either');
  assert.equal(list.waiting.value.length, 3);
  list.release();
  assert.deepEqual(ids(list).slice(0, 4), ['m63', 'm62', 'm61', 'm60']);
});

test('a refresh shows what is there now', async () => {
  const box = new Box(150);
  const list = open(box);
  await list.refresh();
  await list.older();
  box.remove('m149', 'm120');
  box.add(151);
  await list.refresh();
  assert.deepEqual(
    ids(list),
    box.rows.slice(0, ids(list).length).map(({ id }) => id),
  );
  await list.older();
  assert.deepEqual(
    ids(list),
    box.rows.map(({ id }) => id),
  );
});

test('what happened elsewhere is patched in with one question and no page', async () => {
  const box = new Box(150);
  const list = open(box);
  await list.refresh();
  await list.older();
  box.asked = [];
  box.remove('m149', 'm120');
  box.flag('m100', ['FLAGGED']);
  box.add(151);
  await list.sync();
  assert.equal(box.asked.length, 1);
  assert.deepEqual(
    ids(list),
    box.rows.slice(0, 99).map(({ id }) => id),
  );
  assert.deepEqual(list.row('m100')?.flags, ['FLAGGED']);
  assert.deepEqual(list.around.value, { above: 0, below: 50 });
});

test('a jump asks for the rows there, and what is passed by is given up', async () => {
  const box = new Box(100_000);
  const aborted: unknown[] = [];
  const list = new MessageList('inbox', null, null, {
    patch: box.patch,
    page: async (args, ended) => {
      ended.addEventListener('abort', () => aborted.push(args.offset));
      await new Promise((resolve) => setTimeout(resolve, 5));
      ended.throwIfAborted();
      return box.page(args);
    },
  });
  await list.refresh();
  const passed = list.jump(20_000);
  list.look(50_000, 50_010);
  await passed;
  await list.jump(50_000);
  assert.deepEqual(aborted, [19_975]);
  assert.deepEqual(list.around.value, { above: 49_975, below: 49_925 });
  assert.equal(ids(list)[25], 'm50000');
  await list.newer();
  await list.older();
  assert.deepEqual(
    ids(list),
    box.rows.slice(49_925, 50_125).map(({ id }) => id),
  );
  box.add(100_001);
  list.atTop = false;
  await list.sync();
  assert.deepEqual(list.around.value, { above: 49_925, below: 49_875 }, 'nothing moves');
  assert.equal(list.waiting.value.length, 1);
  list.release();
  assert.equal(list.around.value.above, 49_926);
  await list.jump(0);
  assert.equal(ids(list)[0], 'm100001');
});

test('what a person took out does not come back with an answer that left before', async () => {
  const box = new Box(80);
  const list = open(box);
  await list.refresh();
  const older = list.older();
  const refresh = list.refresh();
  box.remove('m20', 'm70');
  list.remove(new Set(['m20', 'm70']));
  await Promise.all([older, refresh]);
  assert.ok(!ids(list).includes('m20') && !ids(list).includes('m70'));
});

test('a message that is read stays among the unread ones while it is looked at', async () => {
  const box = new Box(5);
  const list = new MessageList('inbox', { unread: true }, null, box);
  await list.refresh();
  box.flag('m3', ['SEEN']);
  list.patch((each) => ({ ...each, flags: ['SEEN'] }), new Set(['m3']));
  box.flag('m2', ['SEEN']);
  await list.sync();
  assert.deepEqual(ids(list), ['m5', 'm4', 'm3', 'm1'], 'm2 was read elsewhere');
  await list.refresh();
  assert.deepEqual(ids(list), ['m5', 'm4', 'm1']);
});

test('an order that the server could not make at once is said, and asked for once more', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const arrived = new Box(60);
  const sorted = new Box(60, { bySender: true });
  let isReady = false;
  let pages = 0;
  const list = new MessageList(
    'inbox',
    null,
    { by: 'SENDER', ascending: true },
    {
      patch: sorted.patch,
      page: async (args) => {
        pages += 1;
        return (isReady ? sorted : arrived).page(args);
      },
    },
  );
  await list.refresh();
  assert.equal(list.isUnsorted.value, true);
  isReady = true;
  mock.timers.tick(5_000);
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  assert.equal(list.isUnsorted.value, false);
  assert.deepEqual(
    ids(list),
    sorted.rows.slice(0, 50).map(({ id }) => id),
  );
  mock.timers.tick(60_000);
  assert.equal(pages, 2);
  mock.timers.reset();
});

test('when more arrived than a page holds, the list begins anew rather than with a gap', async () => {
  const box = new Box(100);
  const list = open(box);
  await list.refresh();
  box.add(...Array.from({ length: 80 }, (_, n) => 101 + n));
  await list.sync();
  assert.deepEqual(
    ids(list),
    box.rows.slice(0, ids(list).length).map(({ id }) => id),
  );
});

test('a refresh that fails leaves the rows and says STALE; the first one that fails says FAILED', async () => {
  const box = new Box(5);
  let broken = true;
  const list = new MessageList('inbox', null, null, {
    patch: box.patch,
    page: async (args) => {
      if (broken) throw offline;
      return box.page(args);
    },
  });
  await list.refresh();
  assert.equal(list.status.value, 'FAILED');
  assert.equal(list.error.value, offline);
  broken = false;
  await list.refresh();
  assert.equal(list.status.value, 'READY');
  broken = true;
  await list.refresh();
  assert.equal(list.status.value, 'STALE');
  assert.equal(list.shown.value.length, 5);
});

test('older rows that do not come leave a reason, and can be asked for again', async () => {
  const box = new Box(80);
  let broken = false;
  const list = new MessageList('inbox', null, null, {
    patch: box.patch,
    page: async (args) => {
      if (broken) throw offline;
      return box.page(args);
    },
  });
  await list.refresh();
  broken = true;
  await list.older();
  assert.equal(list.olderError.value, offline);
  assert.equal(list.status.value, 'READY');
  broken = false;
  await list.older();
  assert.equal(list.olderError.value, null);
  assert.equal(list.shown.value.length, 80);
});

test('a cursor from before the mailbox was rebuilt starts the list again', async () => {
  const box = new Box(80);
  let stale = false;
  const list = new MessageList('inbox', null, null, {
    patch: box.patch,
    page: async (args) => {
      if (stale && args.after !== undefined) throw new ApiError('STALE', 'Rebuilt.', false);
      return box.page(args);
    },
  });
  await list.refresh();
  stale = true;
  await list.older();
  assert.equal(list.status.value, 'READY');
  assert.equal(list.olderError.value, null);
  assert.equal(list.shown.value.length, 50);
});

test('an unconfirmed change lies over the rows and leaves no trace when it is lifted', async () => {
  const list = open(new Box(3));
  await list.refresh();
  const unflag = lay(['m2'], { kind: 'FLAG', flag: 'FLAGGED', on: true });
  const restore = lay(['m3'], { kind: 'REMOVE' });
  assert.deepEqual(ids(list), ['m2', 'm1']);
  assert.deepEqual(list.shown.value[0]?.flags, ['FLAGGED']);
  await list.refresh();
  assert.deepEqual(ids(list), ['m2', 'm1'], 'also over what a refresh brings');
  restore();
  unflag();
  assert.deepEqual(ids(list), ['m3', 'm2', 'm1']);
  assert.deepEqual(list.shown.value[1]?.flags, []);
});

test('rows that are put back stand where they stood, also among equal dates', async () => {
  const list = open(new Box(5));
  await list.refresh();
  const order = list.ids();
  list.remove(new Set(['m5', 'm3', 'm2', 'm1']));
  list.putBack([row(3, { receivedAt: row(5).receivedAt }), row(5), row(1), row(2)], order);
  assert.deepEqual(ids(list), ['m5', 'm4', 'm3', 'm2', 'm1']);
});

test('a row that got another id keeps its place, and is there once though an event brought it too', async () => {
  const box = new Box(5);
  const list = open(box);
  await list.refresh();
  box.add(6);
  await list.sync();
  list.replace(new Map([['m3', row(6)]]));
  assert.deepEqual(ids(list), ['m5', 'm4', 'm6', 'm2', 'm1']);
});
