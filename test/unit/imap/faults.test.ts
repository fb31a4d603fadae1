// What servers and networks do wrong, by scripted servers: each ends in the right error, in time, and the next
// request is served.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDial } from '../../../server/imap/lanes/connection.ts';
import { createEgress } from '../../../server/net/egress.ts';
import { imapAccount, imapStore } from '../../support/imap.ts';
import { row, type Script, type ScriptedImap, scriptedImap } from '../../support/imap-script.ts';
import { fails, textOf, until } from '../../support/promises.ts';

const open = async (
  script: Script,
  options = {},
): Promise<{ imap: ScriptedImap; store: ReturnType<typeof imapStore> }> => {
  const imap = await scriptedImap(script);
  return { imap, store: imapStore(imapAccount(imap.server), options) };
};

const dial = (imap: ScriptedImap, greetingMs = 200): Promise<unknown> =>
  createDial(imapAccount(imap.server), createEgress({ allowNetworks: [], allowPorts: [] }))(
    new AbortController().signal,
    { silenceMs: 10_000, greetingMs },
  );

describe('A refused sign-in', { timeout: 20_000 }, () => {
  const cases: [string, string][] = [
    ['NO [LIMIT] sorry', 'UPSTREAM_LIMIT'],
    ['NO [ALERT] Too many simultaneous connections. (Failure)', 'UPSTREAM_LIMIT'],
    ['NO [UNAVAILABLE] Maximum number of connections from user+IP exceeded', 'UPSTREAM_LIMIT'],
    ['NO [UNAVAILABLE] Temporary authentication failure', 'UPSTREAM_OFFLINE'],
    ['NO [AUTHENTICATIONFAILED] Authentication failed.', 'UPSTREAM_AUTH'],
    ['NO Login failed.', 'UPSTREAM_AUTH'],
    ['NO [CONTACTADMIN] ask', 'UPSTREAM_REFUSED'],
  ];
  for (const [answer, code] of cases)
    it(`with "${answer}" is ${code}`, async () => {
      const { store } = await open({ answers: { AUTH: [`TAG ${answer}`] } });
      const error = await fails(store.connect(), code as 'UPSTREAM_AUTH');
      assert.ok(error.serverText === undefined || answer.includes(error.serverText.slice(-10)));
    });

  it('is final when the password is wrong, and is not when it is something else', async () => {
    const wrong = await open({ answers: { AUTH: ['TAG NO [AUTHENTICATIONFAILED] no'] } });
    await fails(wrong.store.connect(), 'UPSTREAM_AUTH');
    await fails(wrong.store.mailboxes(), 'UPSTREAM_AUTH');
    assert.equal(wrong.imap.connections(), 1);
    const full = await open({
      answers: { AUTH: (_, { number }) => (number === 1 ? ['TAG NO [LIMIT] no'] : ['TAG OK']) },
    });
    await fails(full.store.connect(), 'UPSTREAM_LIMIT');
    await full.store.connect();
  });

  it('without any way to say a password is not called a wrong one', async () => {
    const { store } = await open({
      answers: { CAPABILITY: ['* CAPABILITY IMAP4rev1 LOGINDISABLED', 'TAG OK'] },
    });
    await fails(store.connect(), 'UNSUPPORTED');
  });
});

describe('A server that is none', { timeout: 20_000 }, () => {
  it('greets in another protocol, which needs no waiting to know', async () => {
    for (const greeting of ['220 mail.example.org ESMTP ready', 'HTTP/1.1 400 Bad Request', '+OK ready'])
      await fails(dial(await scriptedImap({ greeting }), 60_000), 'UPSTREAM_PROTOCOL');
  });
  it('hangs up with a reason', async () => {
    await fails(
      dial(await scriptedImap({ greeting: '* BYE Too many connections from your IP' })),
      'UPSTREAM_LIMIT',
    );
    await fails(dial(await scriptedImap({ greeting: '* BYE going down' })), 'UPSTREAM_OFFLINE');
  });
  it('speaks plain text where TLS begins, or TLS where it does not', async () => {
    const plain = await scriptedImap({ plain: true });
    await fails(dial({ ...plain, server: { ...plain.server, tls: 'IMPLICIT' } }), 'UPSTREAM_PROTOCOL');
    const secret = await scriptedImap({});
    await fails(
      dial({ ...secret, server: { ...secret.server, tls: 'STARTTLS' } }),
      'UPSTREAM_TIMEOUT',
      'UPSTREAM_PROTOCOL',
    );
  });
  it('lets everybody in', async () => {
    await fails(
      dial(await scriptedImap({ greeting: '* PREAUTH welcome, whoever you are' })),
      'UPSTREAM_PROTOCOL',
    );
    await fails(
      dial(await scriptedImap({ plain: true, greeting: '* PREAUTH welcome' })),
      'UPSTREAM_PROTOCOL',
    );
  });
  it('offers no encryption, and does not hear the password', async () => {
    const imap = await scriptedImap({
      plain: true,
      answers: { CAPABILITY: ['* CAPABILITY IMAP4rev1 AUTH=PLAIN', 'TAG OK'] },
    });
    await fails(dial(imap), 'UPSTREAM_NO_TLS');
    assert.deepEqual(imap.lines, ['CAPABILITY']);
  });
  it('has more to say behind its STARTTLS answer', async () => {
    const imap = await scriptedImap({
      plain: true,
      answers: { STARTTLS: ['TAG OK', '* CAPABILITY IMAP4rev1 X'] },
    });
    await fails(dial(imap), 'UPSTREAM_PROTOCOL');
    assert.deepEqual(imap.lines, ['CAPABILITY', 'STARTTLS']);
  });
});

describe('A broken connection', { timeout: 20_000 }, () => {
  it('in the middle of a FETCH is made anew, and the page comes from the new one', async () => {
    const { imap, store } = await open({
      answers: {
        FETCH: (_, { number, socket, say }) => {
          if (number > 1)
            return ['* 1 FETCH (UID 10 FLAGS ())', row(1, 10), row(2, 20), row(3, 30), 'TAG OK'];
          say(row(1, 10));
          socket.write('* 2 FETCH (UID 20 FLAGS (');
          socket.destroy();
          return null;
        },
      },
    });
    const page = await store.page('INBOX', { limit: 50 });
    assert.deepEqual(
      page.rows.map(({ header }) => header.locator),
      ['7.30.INBOX', '7.20.INBOX', '7.10.INBOX'],
    );
    assert.equal(imap.connections(), 2);
  });

  it('is given up when the new one breaks, too', async () => {
    const { imap, store } = await open({
      answers: {
        FETCH:
          () =>
          ({ socket }) =>
            socket.destroy(),
      },
    });
    await fails(store.page('INBOX', { limit: 50 }), 'UPSTREAM_OFFLINE');
    assert.equal(imap.connections(), 2);
  });

  it('does not make a move or an append happen twice', async () => {
    const { imap, store } = await open({
      answers: {
        'UID MOVE':
          () =>
          ({ socket }) =>
            socket.destroy(),
        APPEND:
          () =>
          ({ socket }) =>
            socket.destroy(),
      },
    });
    await fails(store.filing!.move(['7.20.INBOX'], 'Archive'), 'UPSTREAM_OFFLINE');
    await fails(store.filing!.append('INBOX', Buffer.from('Subject: x\r\n\r\n'), []), 'UPSTREAM_OFFLINE');
    assert.equal(imap.lines.filter((line) => /^(UID MOVE|APPEND)/.test(line)).length, 2);
    assert.equal((await store.page('INBOX', { limit: 50 })).rows.length, 3);
  });
});

describe('A server that does not answer', { timeout: 20_000 }, () => {
  it('is waited for until the deadline and then left, and holds up nobody else for long', async () => {
    const { imap, store } = await open(
      {
        answers: {
          FETCH: (_, { number }) => (number === 1 ? null : [row(1, 10), row(2, 20), row(3, 30), 'TAG OK']),
        },
      },
      { deadlineMs: 2_000 },
    );
    await store.connect();
    const first = fails(store.page('INBOX', { limit: 50 }), 'UPSTREAM_TIMEOUT');
    const second = store.page('INBOX', { limit: 50 });
    assert.equal((await second).rows.length, 3);
    await first;
    assert.equal((await store.page('INBOX', { limit: 50 })).rows.length, 3);
    assert.equal(imap.connections(), 2);
  });

  it('does not hold back who gives up, and keeps its connection when it answers after all', async () => {
    let answer = (): void => {};
    const { imap, store } = await open({
      answers: {
        NOOP: () => (connection) => {
          answer = () => connection.say('TAG OK');
        },
      },
    });
    await store.connect();
    const abort = new AbortController();
    const refresh = fails(store.refresh(abort.signal), 'CANCELLED');
    await until(() => imap.lines.includes('NOOP'));
    abort.abort();
    await refresh;
    const page = store.page('INBOX', { limit: 50 });
    answer();
    assert.equal((await page).rows.length, 3);
    assert.equal(imap.connections(), 1);
  });

  it('is not asked at all by who has given up already', async () => {
    const { imap, store } = await open({});
    await fails(store.mailboxes(AbortSignal.abort()), 'CANCELLED');
    assert.equal(imap.connections(), 0);
  });

  it('does not answer the connection either', async () => {
    const { store } = await open({ greeting: '' }, { deadlineMs: 300 });
    await fails(store.connect(), 'UPSTREAM_TIMEOUT');
  });
});

describe('A lane', { timeout: 20_000 }, () => {
  it('serves in the order of coming, one at a time', async () => {
    const { imap, store } = await open({});
    await store.connect();
    await Promise.all([
      store.page('INBOX', { limit: 50 }),
      store.mailboxes(),
      store.flags!.set(['7.10.INBOX'], { add: ['SEEN'], remove: [] }),
    ]);
    const order = imap.lines.map((line) => /^(UID )?\S+/.exec(line)![0]);
    assert.deepEqual(order.slice(order.indexOf('SELECT')), [
      'SELECT',
      'FETCH',
      'SELECT',
      'LIST',
      'LIST',
      'LSUB',
      'UID STORE',
      'UID FETCH',
    ]);
    assert.equal(imap.connections(), 1);
  });

  it('is closed when nobody uses it, and opened again', async () => {
    const { imap, store } = await open({}, { idleCloseMs: 20 });
    await store.page('INBOX', { limit: 50 });
    await until(() => store.stats().connections === 0);
    assert.equal(imap.lines.at(-1), 'LOGOUT');
    assert.equal((await store.page('INBOX', { limit: 50 })).rows.length, 3);
  });

  it('for long work is not opened where one connection is all that is allowed', async () => {
    const { imap, store } = await open(
      { answers: { 'UID FETCH': ['* 2 FETCH (UID 20 BODY[]<0> "Subject: x")', 'TAG OK'] } },
      { lanes: { soft: 1, hard: 1 } },
    );
    assert.equal(await textOf(await store.openRaw('7.20.INBOX')), 'Subject: x');
    await store.page('INBOX', { limit: 50 });
    assert.equal(imap.connections(), 1);
  });

  it('does not let a slow search hold back a tap', async () => {
    let finish = (): void => {};
    const { store, imap } = await open({
      answers: {
        'UID SEARCH': (line) => (connection) => {
          const say = (uids: string): void =>
            connection.say(`* ESEARCH (TAG "${connection.tag}") UID ALL ${uids}`, 'TAG OK');
          if (line.includes('SUBJECT')) finish = () => say('20');
          else say('10,20,30');
        },
      },
    });
    const search = store.page('INBOX', { limit: 50, filter: { text: 'x' } });
    await until(() => imap.lines.some((line) => line.includes('SUBJECT')));
    assert.equal((await store.page('INBOX', { limit: 50 })).rows.length, 3);
    finish();
    assert.equal((await search).total, 1);
  });
});
