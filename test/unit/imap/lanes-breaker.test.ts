// A server that is away: how often it is asked, and how soon it is seen to be back.
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { Breaker } from '../../../server/imap/lanes/breaker.ts';
import { createHosts } from '../../../server/imap/lanes/hosts.ts';
import { type ErrorCode, MailError } from '../../../server/mail/errors.ts';
import { fails } from '../../support/promises.ts';

function start(t: TestContext) {
  t.mock.timers.enable({ apis: ['Date', 'setTimeout'] });
  const breaker = new Breaker(3);
  const server = { tries: 0, error: new MailError('UPSTREAM_OFFLINE') as MailError | null };
  const ask = (isInteractive = true): Promise<string> =>
    breaker.try(async () => {
      server.tries++;
      if (server.error !== null) throw server.error;
      return 'connected';
    }, isInteractive);
  const fail = async (times: number, isInteractive = true): Promise<void> => {
    for (let n = 0; n < times; n++) await fails(ask(isInteractive), 'UPSTREAM_OFFLINE');
  };
  return { breaker, server, ask, fail };
}

describe('A server that can not be reached', () => {
  it('is not asked for a while after three tries', async (t) => {
    const { server, fail } = start(t);
    await fail(10);
    assert.equal(server.tries, 3);
  });

  it('is asked once a second for who waits, and ever more seldom for who does not', async (t) => {
    const { server, fail } = start(t);
    await fail(3);
    for (let second = 0; second < 120; second++) {
      t.mock.timers.tick(1_000);
      await fail(2, false);
    }
    const seldom = server.tries - 3;
    assert.ok(seldom >= 4 && seldom <= 14, `${seldom} tries in two minutes`);
    for (let second = 0; second < 10; second++) {
      t.mock.timers.tick(1_000);
      await fail(3);
    }
    assert.equal(server.tries, 3 + seldom + 10);
  });

  it('is seen to be back by the next who waits, and then by all', async (t) => {
    const { server, ask, fail } = start(t);
    await fail(3);
    server.error = null;
    await fail(1);
    t.mock.timers.tick(1_000);
    assert.equal(await ask(), 'connected');
    assert.equal(await ask(false), 'connected');
  });

  it('is asked by one at a time, and others who wait stand by', async (t) => {
    const { breaker, fail, server, ask } = start(t);
    await fail(3);
    t.mock.timers.tick(1_000);
    const { promise, resolve } = Promise.withResolvers<string>();
    const trial = breaker.try(() => promise, true);
    await fails(ask(false), 'UPSTREAM_OFFLINE');
    const waiting = ask();
    server.error = null;
    resolve('back');
    assert.deepEqual(await Promise.all([trial, waiting]), ['back', 'connected']);
    assert.equal(server.tries, 4);
  });

  it('holds nobody up for long when it does not answer the one who tries', async (t) => {
    const { breaker, fail, ask } = start(t);
    await fail(3);
    t.mock.timers.tick(1_000);
    void breaker.try(() => new Promise(() => {}), true);
    const waiting = fails(ask(), 'UPSTREAM_OFFLINE');
    t.mock.timers.tick(1_500);
    assert.ok(((await waiting).retryAfterMs ?? 0) > 0);
  });
});

describe('A server that answers', () => {
  it('is there, whatever it refuses', async (t) => {
    const { server, ask } = start(t);
    const said: [ErrorCode, string | undefined][] = [
      ['UPSTREAM_AUTH', 'Wrong.'],
      ['UPSTREAM_LIMIT', undefined],
      ['UPSTREAM_OFFLINE', 'Try again later.'],
      ['TLS_UNTRUSTED', undefined],
    ];
    for (let round = 0; round < 3; round++)
      for (const [code, serverText] of said) {
        server.error = new MailError(code, serverText === undefined ? {} : { serverText });
        await fails(ask(), code);
      }
    assert.equal(server.tries, 12);
  });

  it('is not judged by those who gave up', async (t) => {
    const { server, ask } = start(t);
    for (let n = 0; n < 5; n++) {
      server.error = new MailError('CANCELLED');
      await fails(ask(), 'CANCELLED');
    }
    assert.equal(server.tries, 5);
  });
});

describe('A server that somebody asks in the wrong way', () => {
  it('is not away for those who know how', async () => {
    const hosts = createHosts({ perHost: 0 });
    const server = { host: 'imap.example.org', port: 993 };
    const seat = { isInteractive: true, isIdle: false, usedAt: 0, close: async () => {} };
    let tries = 0;
    const silent = async (): Promise<never> => {
      tries++;
      throw new MailError('UPSTREAM_TIMEOUT');
    };
    // A greeting that never comes, since the server waits for TLS.
    const stranger = hosts.of({ ...server, tls: 'STARTTLS' });
    for (let n = 0; n < 3; n++) await fails(stranger.connect(seat, silent), 'UPSTREAM_TIMEOUT');
    await fails(stranger.connect(seat, silent), 'UPSTREAM_OFFLINE');
    assert.equal(tries, 3);
    await fails(hosts.of({ ...server, tls: 'IMPLICIT' }).connect(seat, silent), 'UPSTREAM_TIMEOUT');
    assert.equal(tries, 4);
  });
});
