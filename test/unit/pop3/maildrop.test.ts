// When sessions begin and end: one at a time for each maildrop, as few as will do, and none while the server asks us
// to stay away.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectPop3 } from '../../../server/pop3/connect.ts';
import type { Limits } from '../../../server/pop3/limits.ts';
import { Maildrop } from '../../../server/pop3/maildrop.ts';
import { atEnd } from '../../support/cleanup.ts';
import { silentLog } from '../../support/imap.ts';
import { plainly, type Script, SHORT, scriptedLogin, scriptedPop3 } from '../../support/pop3-script.ts';
import { fails, until } from '../../support/promises.ts';

/** Maildrops of one server, each as another person of ours would have it. */
async function maildrops(script: Partial<Script> = {}, limits: Partial<Limits> = {}) {
  const server = await scriptedPop3({
    messages: [{ uidl: 'one', raw: Buffer.from('a: b\r\n\r\n') }],
    ...script,
  });
  const all = { ...SHORT, ...limits };
  const heard: boolean[] = [];
  const open = (): Maildrop => {
    const maildrop = new Maildrop({
      ...{ name: `localhost:${server.port}/alice`, limits: all, log: silentLog },
      connect: (signal) =>
        connectPop3({ egress: plainly, account: scriptedLogin(server), limits: all, signal }),
      onConnection: (isConnected) => heard.push(isConnected),
    });
    atEnd(() => maildrop.close());
    return maildrop;
  };
  return { server, open, heard };
}

const nothing = async (): Promise<void> => {};

test('requests join the session that is open, and a fresh one gets another', async () => {
  const { server, open } = await maildrops({}, { lingerMs: 5000 });
  const maildrop = open();
  await Promise.all([
    maildrop.run(nothing, {}),
    maildrop.run(nothing, {}),
    maildrop.run(nothing, { isBackground: true }),
  ]);
  await maildrop.run(nothing, {});
  assert.equal(server.connections, 1);
  await maildrop.run(nothing, { isFresh: true });
  assert.equal(server.connections, 2);
  assert.equal(server.heard.filter((line) => line === 'QUIT').length, 1);
});

test('two people of ours never have two sessions of one maildrop, and nobody waits out the rest of the other', async () => {
  const { server, open } = await maildrops({}, { lingerMs: 60_000 });
  let most = 0;
  const look = async (): Promise<void> => {
    most = Math.max(most, server.open.size);
    await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const [mine, yours, theirs] = [open(), open(), open()];
  await Promise.all(
    [mine, yours, theirs, mine, yours, theirs].map((maildrop) => maildrop.run(look, { isFresh: true })),
  );
  assert.equal(most, 1);
});

test('a lot of work in the background gives way to another person', async () => {
  const { open } = await maildrops();
  const [mine, yours] = [open(), open()];
  let isDone = false;
  let rounds = 0;
  const work = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 10));
    rounds++;
    if (!isDone) mine.run(work, { isBackground: true }).catch(nothing);
  };
  void mine.run(work, { isBackground: true });
  await until(() => rounds > 3);
  await yours.run(nothing, {});
  isDone = true;
});

test('a person goes before the background', async () => {
  const { open } = await maildrops();
  const maildrop = open();
  const order: string[] = [];
  const note = (name: string) => async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    order.push(name);
  };
  await Promise.all([
    maildrop.run(note('first'), {}),
    maildrop.run(note('background'), { isBackground: true }),
    maildrop.run(note('background'), { isBackground: true }),
    maildrop.run(note('person'), {}),
  ]);
  assert.deepEqual(order, ['first', 'person', 'background', 'background']);
});

test('a lone job has its session to itself, and is done when QUIT was answered', async () => {
  const { server, open } = await maildrops({}, { lingerMs: 5000 });
  const maildrop = open();
  await maildrop.run(nothing, {});
  const quits = (): number => server.heard.filter((line) => line === 'QUIT').length;
  await maildrop.run(async () => assert.equal(quits(), 1), { isAlone: true });
  assert.equal(quits(), 2);
  server.on.QUIT = () => '-ERR some messages were not removed';
  await fails(maildrop.run(nothing, { isAlone: true }), 'UPSTREAM_REFUSED');
});

test('a job that was given up before its turn is not begun', async () => {
  const { open } = await maildrops();
  const maildrop = open();
  const giveUp = new AbortController();
  let begun = false;
  const first = maildrop.run(async () => giveUp.abort(), {});
  const second = maildrop.run(
    async () => {
      begun = true;
    },
    { signal: giveUp.signal },
  );
  await first;
  await fails(second, 'CANCELLED');
  assert.equal(begun, false);
});

test('a locked maildrop is left alone for a growing while, with the time said', async () => {
  const { server, open } = await maildrops(
    { greeting: '-ERR [IN-USE] locked' },
    { backOffMs: 10_000, maxBackOffMs: 60_000 },
  );
  const maildrop = open();
  await fails(maildrop.run(nothing, {}), 'UPSTREAM_LIMIT');
  for (const kind of [{}, { isBackground: true }]) {
    const error = await fails(maildrop.run(nothing, kind), 'UPSTREAM_LIMIT');
    assert.ok((error.retryAfterMs ?? 0) > 1000 && (error.retryAfterMs ?? 0) <= 10_000);
  }
  assert.equal(server.connections, 1);
});

test('after a pause the maildrop is tried again', async () => {
  const { server, open } = await maildrops(
    { greeting: '-ERR [LOGIN-DELAY] not so fast' },
    { backOffMs: 30, maxBackOffMs: 30 },
  );
  const maildrop = open();
  await fails(maildrop.run(nothing, {}), 'UPSTREAM_LIMIT');
  server.greeting = '+OK';
  await until(() =>
    maildrop.run(nothing, { isBackground: true }).then(
      () => true,
      () => false,
    ),
  );
});

test('a server that is away is tried at once for a person, and not by the background', async () => {
  const { server, open, heard } = await maildrops(
    { greeting: '-ERR [SYS/TEMP] down' },
    { backOffMs: 60_000 },
  );
  const maildrop = open();
  await fails(maildrop.run(nothing, { isBackground: true }), 'UPSTREAM_OFFLINE');
  await fails(maildrop.run(nothing, { isBackground: true }), 'UPSTREAM_OFFLINE');
  assert.equal(server.connections, 1);
  server.greeting = '+OK';
  await maildrop.run(nothing, {});
  assert.deepEqual(heard, [false, true]);
});

test('a bare refusal of a password that was good before is believed the second time', async () => {
  const { server, open } = await maildrops();
  const maildrop = open();
  await maildrop.run(nothing, {});
  let refusals = 1;
  server.on.AUTH = () => (refusals-- > 0 ? '-ERR Login failed.' : undefined);
  await maildrop.run(nothing, { isFresh: true });
  refusals = 2;
  await fails(maildrop.run(nothing, { isFresh: true }), 'UPSTREAM_AUTH');
  const before = server.connections;
  await fails(maildrop.run(nothing, { isBackground: true }), 'UPSTREAM_AUTH');
  assert.equal(server.connections, before);
});

test('a wrong password at the first sign-in is not tried twice', async () => {
  const { server, open } = await maildrops({ on: { AUTH: () => '-ERR Login failed.' } });
  await fails(open().run(nothing, {}), 'UPSTREAM_AUTH');
  assert.equal(server.connections, 1);
});

test('an error in one job leaves the session to the others', async () => {
  const { server, open } = await maildrops();
  const maildrop = open();
  await maildrop.run(nothing, {});
  const results = await Promise.allSettled([
    maildrop.run(({ client }) => client.top(99), {}),
    maildrop.run(({ client }) => client.top(1), {}),
  ]);
  assert.deepEqual(
    results.map(({ status }) => status),
    ['rejected', 'fulfilled'],
  );
  assert.equal(server.connections, 1);
});

test('closing ends what runs and refuses what comes', async () => {
  const { server, open } = await maildrops();
  server.on.TOP = () => '';
  const maildrop = open();
  const running = maildrop.run(({ client }) => client.top(1), {});
  const waiting = maildrop.run(nothing, {});
  const ends = Promise.all([fails(running, 'CANCELLED'), fails(waiting, 'CANCELLED')]);
  await until(() => server.heard.some((line) => line.startsWith('TOP')));
  await maildrop.close();
  await ends;
  await fails(maildrop.run(nothing, {}), 'CANCELLED');
  await until(() => server.open.size === 0);
});
