// The connections of an account at work, by scripted servers: who waits for whom, and what becomes of refusals.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { noop } from '../../../server/imap/commands.ts';
import { createDial } from '../../../server/imap/lanes/connection.ts';
import { createHosts, type Hosts } from '../../../server/imap/lanes/hosts.ts';
import { createLanes, type Lanes, type LanesOptions, type Work } from '../../../server/imap/lanes/lanes.ts';
import { Mirrors } from '../../../server/imap/mirror/mirrors.ts';
import { createEgress } from '../../../server/net/egress.ts';
import { atEnd } from '../../support/cleanup.ts';
import { imapAccount, silentLog } from '../../support/imap.ts';
import { type Script, type ScriptedImap, scriptedImap } from '../../support/imap-script.ts';
import { fails, until } from '../../support/promises.ts';

const egress = createEgress({ allowNetworks: [], allowPorts: [] });

function lanesTo(imap: ScriptedImap, options: Partial<LanesOptions> = {}, hosts?: Hosts): Lanes {
  const lanes = createLanes({
    dial: createDial(imapAccount(imap.server), egress),
    host: (hosts ?? createHosts({ perHost: 0 })).of(imap.server),
    mirrors: new Mirrors(),
    limits: { soft: 2, hard: 3 },
    idleCloseMs: 60_000,
    log: silentLog,
    ...options,
  });
  atEnd(() => lanes.close());
  return lanes;
}

async function start(
  script: Script = {},
  options: Partial<LanesOptions> = {},
): Promise<{ imap: ScriptedImap; lanes: Lanes }> {
  const imap = await scriptedImap(script);
  return { imap, lanes: lanesTo(imap, options) };
}

/** Work that is there until it is told to end. */
function held(): { work: Work<void>; begun: Promise<void>; end: () => void } {
  const begun = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  return {
    begun: begun.promise,
    end: ended.resolve,
    work: () => {
      begun.resolve();
      return ended.promise;
    },
  };
}

/** A watch: gives way when it is asked to. Counts its turns. */
function watch(
  lanes: Lanes,
  lane: 'BACKGROUND' | 'DEMAND' = 'BACKGROUND',
): { turns: () => number; stop: () => void } {
  let turns = 0;
  const stop = new AbortController();
  const turn: Work<void> = (_, yieldNow) => {
    turns++;
    return new Promise((resolve) => {
      if (yieldNow.aborted || stop.signal.aborted) resolve();
      for (const signal of [yieldNow, stop.signal]) signal.addEventListener('abort', () => resolve());
    });
  };
  const run = async (): Promise<void> => {
    while (!stop.signal.aborted)
      await lanes.use(turn, { lane, yields: true, signal: stop.signal }).catch(() => stop.abort());
  };
  void run();
  atEnd(() => stop.abort());
  return { turns: () => turns, stop: () => stop.abort() };
}

const done: Work<string> = async () => 'done';

describe('What somebody waits for', { timeout: 20_000 }, () => {
  it('goes to another lane when its own is held up', async () => {
    const { imap, lanes } = await start();
    const long = held();
    const first = lanes.use(long.work);
    await long.begun;
    assert.equal(await lanes.use(done), 'done');
    assert.equal(imap.connections(), 2);
    long.end();
    await first;
  });

  it('goes before what came first but nobody waits for', async () => {
    const { lanes } = await start({}, { limits: { soft: 1, hard: 1 } });
    const long = held();
    const order: string[] = [];
    const note =
      (name: string): Work<void> =>
      async () =>
        void order.push(name);
    const all = [lanes.use(long.work)];
    await long.begun;
    all.push(lanes.use(note('download'), { lane: 'DEMAND' }));
    all.push(lanes.use(note('sync'), { lane: 'BACKGROUND' }));
    all.push(lanes.use(note('tap')));
    long.end();
    await Promise.all(all);
    assert.deepEqual(order, ['tap', 'download', 'sync']);
  });

  it('looks at its mailbox anew where another lane may have seen it as it was before', async () => {
    const { imap, lanes } = await start();
    const use = (): Promise<void> => lanes.use(async () => {}, { mailbox: 'INBOX' });
    await use();
    await use();
    assert.equal(imap.lines.filter((line) => line.startsWith('SELECT')).length, 1);
    const long = held();
    const busy = lanes.use(long.work);
    await long.begun;
    await lanes.use(async () => {}, { mailbox: 'INBOX', lane: 'BACKGROUND' });
    await use();
    assert.equal(imap.lines.filter((line) => line.startsWith('SELECT')).length, 3);
    long.end();
    await busy;
  });
});

describe('A watch', { timeout: 20_000 }, () => {
  it('gives its lane to whatever needs it, and comes back', async () => {
    const { imap, lanes } = await start();
    const { turns } = watch(lanes);
    await until(() => turns() === 1);
    assert.equal(await lanes.use(done, { lane: 'BACKGROUND' }), 'done');
    await until(() => turns() === 2);
    assert.equal(imap.connections(), 1);
  });

  it('is not disturbed by what has a lane of its own', async () => {
    const { lanes } = await start();
    await lanes.use(done);
    const { turns } = watch(lanes);
    await until(() => turns() === 1);
    await lanes.use(done);
    await lanes.use(done, { lane: 'DEMAND' });
    assert.equal(turns(), 1);
  });

  it('shares the one connection where there is only one', async () => {
    const { imap, lanes } = await start({}, { limits: { soft: 1, hard: 1 } });
    const { turns } = watch(lanes);
    await until(() => turns() === 1);
    for (const lane of ['INTERACTIVE', 'BACKGROUND', 'DEMAND'] as const)
      assert.equal(await lanes.use(done, { lane }), 'done');
    await until(() => turns() > 1);
    assert.equal(imap.connections(), 1);
  });

  it('that does not give way loses its connection, and nobody has to wait for it', async () => {
    const { imap, lanes } = await start({}, { limits: { soft: 1, hard: 1 } });
    const stubborn = held();
    const turn = fails(lanes.use(stubborn.work, { lane: 'BACKGROUND', yields: true }), 'UPSTREAM_OFFLINE');
    await stubborn.begun;
    assert.equal(await lanes.use(done), 'done');
    await turn;
    assert.equal(imap.connections(), 2);
  });
});

describe('A connection too many', { timeout: 20_000 }, () => {
  const full = [
    'NO [LIMIT] Full.',
    'NO [ALERT] Too many simultaneous connections.',
    'NO [UNAVAILABLE] Not now.',
  ];
  const allows = (most: number, refusal: string): Script => {
    let open = 0;
    return {
      answers: {
        AUTH: (_, { socket }) => {
          if (open >= most) return [`TAG ${refusal}`];
          open++;
          socket.once('close', () => open--);
          return ['TAG OK in'];
        },
      },
    };
  };

  for (const refusal of [...full, 'NO [AUTHENTICATIONFAILED] Wrong password.', 'NO Login failed.'])
    it(`refused with "${refusal}" is done without, and no wrong password`, async () => {
      const { imap, lanes } = await start(allows(1, refusal));
      await lanes.use(done);
      for (let n = 0; n < 3; n++)
        for (const lane of ['BACKGROUND', 'DEMAND', 'INTERACTIVE'] as const)
          assert.equal(await lanes.use(done, { lane }), 'done');
      assert.equal(imap.connections(), 2);
      assert.equal(lanes.has('BACKGROUND'), false);
    });

  it('leaves the two that work', async () => {
    const { imap, lanes } = await start(allows(2, 'NO [LIMIT] Full.'));
    await lanes.use(done);
    const long = held();
    const sync = lanes.use(long.work, { lane: 'BACKGROUND' });
    await long.begun;
    const download = lanes.use(done, { lane: 'DEMAND' });
    assert.equal(await lanes.use(done), 'done');
    long.end();
    assert.equal(await download, 'done');
    await sync;
    assert.equal(imap.connections(), 3);
    assert.deepEqual(
      (['INTERACTIVE', 'BACKGROUND', 'DEMAND'] as const).map((lane) => lanes.has(lane)),
      [true, true, false],
    );
  });

  it('lets the lane of what somebody waits for be another one', async () => {
    const { imap, lanes } = await start(allows(1, 'NO [LIMIT] Full.'));
    const { turns } = watch(lanes);
    await until(() => turns() === 1);
    assert.equal(await lanes.use(done), 'done');
    assert.equal(await lanes.use(done), 'done');
    assert.ok(imap.connections() <= 2);
  });

  it('is an error where there is no other, and tried again when somebody asks again', async () => {
    const { lanes } = await start(allows(0, 'NO [LIMIT] Full.'));
    await fails(lanes.use(done), 'UPSTREAM_LIMIT');
    await fails(lanes.use(done), 'UPSTREAM_LIMIT');
  });
});

describe('A wrong password', { timeout: 20_000 }, () => {
  it('is tried once, however many lanes want in', async () => {
    const { imap, lanes } = await start({ answers: { AUTH: ['TAG NO [AUTHENTICATIONFAILED] Wrong.'] } });
    const all = (['INTERACTIVE', 'BACKGROUND', 'DEMAND'] as const).map((lane) =>
      fails(lanes.use(done, { lane }), 'UPSTREAM_AUTH'),
    );
    await Promise.all(all);
    await fails(lanes.use(done), 'UPSTREAM_AUTH');
    assert.equal(imap.connections(), 1);
  });
});

describe('Lanes', { timeout: 20_000 }, () => {
  it('close when they are not used', async () => {
    const { lanes } = await start({}, { idleCloseMs: 30 });
    for (const lane of ['INTERACTIVE', 'BACKGROUND', 'DEMAND'] as const) await lanes.use(done, { lane });
    await until(() => lanes.stats().connections === 0);
    assert.equal(await lanes.use(done), 'done');
  });

  it('close at sign-out, whatever is done on them or waits for them', async () => {
    const { lanes } = await start({ answers: { NOOP: null } }, { limits: { soft: 1, hard: 1 } });
    const running = fails(
      lanes.use(({ client }) => noop(client)),
      'UPSTREAM_OFFLINE',
    );
    const waiting = fails(lanes.use(done), 'UPSTREAM_OFFLINE');
    const { turns } = watch(lanes);
    await until(() => lanes.stats().connections === 1);
    await lanes.close();
    await Promise.all([running, waiting]);
    await until(() => lanes.stats().connections === 0);
    assert.equal(turns(), 0);
    await fails(lanes.use(done), 'UPSTREAM_OFFLINE');
  });

  it('do what they do within its deadline, waiting included', async () => {
    const { lanes } = await start({}, { limits: { soft: 1, hard: 1 } });
    const long = held();
    const running = lanes.use(long.work);
    await long.begun;
    await fails(lanes.use(done, { deadlineMs: 50 }), 'UPSTREAM_TIMEOUT');
    await fails(lanes.use(done, { signal: AbortSignal.abort() }), 'CANCELLED');
    long.end();
    await running;
    await sleep(0);
    assert.equal(await lanes.use(done), 'done');
  });
});

describe('A server for many accounts', { timeout: 20_000 }, () => {
  it('keeps its budget: an idle lane of one makes room for another who waits', async () => {
    const imap = await scriptedImap({});
    const hosts = createHosts({ perHost: 3 });
    const [anna, bob] = [lanesTo(imap, {}, hosts), lanesTo(imap, {}, hosts)];
    await anna.use(done);
    await anna.use(done, { lane: 'BACKGROUND' });
    await anna.use(done, { lane: 'DEMAND' });
    await fails(bob.use(done, { lane: 'BACKGROUND' }), 'UPSTREAM_LIMIT');
    assert.equal(await bob.use(done), 'done');
    assert.equal(anna.stats().connections, 2);
    assert.equal(bob.stats().connections, 1);
    assert.equal(await anna.use(done, { lane: 'BACKGROUND' }), 'done');
  });

  it('says in plain words that there is no room while all are at work', async () => {
    const imap = await scriptedImap({});
    const hosts = createHosts({ perHost: 1 });
    const [anna, bob] = [lanesTo(imap, {}, hosts), lanesTo(imap, {}, hosts)];
    const long = held();
    const busy = anna.use(long.work);
    await long.begun;
    assert.match((await fails(bob.use(done), 'UPSTREAM_LIMIT')).message, /as many connections/);
    long.end();
    await busy;
    assert.equal(await bob.use(done), 'done');
  });

  it('that shuts its door without a word has too many from here, and one of them makes room', async () => {
    let open = 0;
    const imap = await scriptedImap({
      // As Courier does beyond MAXPERIP.
      accept: (socket) => {
        if (open >= 2) return false;
        open++;
        socket.once('close', () => open--);
        return true;
      },
    });
    const hosts = createHosts({ perHost: 0 });
    const [anna, bob] = [lanesTo(imap, {}, hosts), lanesTo(imap, {}, hosts)];
    await anna.use(done);
    await anna.use(done, { lane: 'BACKGROUND' });
    assert.equal(await bob.use(done), 'done');
    assert.equal(await anna.use(done), 'done');
    assert.deepEqual([anna.stats().connections, bob.stats().connections], [1, 1]);
  });

  it('is not asked again by all when it is away', async () => {
    let isAway = true;
    const imap = await scriptedImap({ accept: () => !isAway });
    const hosts = createHosts({ perHost: 0 });
    const all = Array.from({ length: 8 }, () => lanesTo(imap, {}, hosts));
    for (const lanes of all) await fails(lanes.use(done), 'UPSTREAM_OFFLINE');
    assert.equal(imap.connections(), 3);
    isAway = false;
    await until(async () => (await all[7]?.use(done).catch(() => '')) === 'done');
    for (const lanes of all) assert.equal(await lanes.use(done), 'done');
  });
});
