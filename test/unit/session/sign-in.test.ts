// Signing in: what opens which vault, and who never gets near another's.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Caller } from '../../../server/session/caller.ts';
import { fails } from '../../support/promises.ts';
import { ANN, BEN, IP, PASSWORD, premises, typed } from '../../support/vaults.ts';

const only = (caller: Caller) => caller.accounts[0]!;

suite('the usual day', () => {
  test('the first sign-in makes a vault, the next one opens it', async () => {
    const house = await premises();
    const first = await house.signIn();
    assert.equal(only(first.caller).address, ANN);
    assert.ok(!('password' in only(first.caller)));
    const second = await house.signIn();
    assert.equal(second.caller.vaultId, first.caller.vaultId);
    assert.deepEqual(second.caller.accounts, first.caller.accounts);
    assert.notEqual(second.caller.id, first.caller.id);
    assert.notEqual(second.secret, first.secret);
  });

  test('the vault opens again after a restart, by password and by cookie', async () => {
    const house = await premises();
    const { caller, secret } = await house.signIn();
    const later = await house.restart();
    assert.equal((await later.signIn()).caller.vaultId, caller.vaultId);
    const resumed = await later.service.resume(secret);
    assert.equal(resumed?.vaultId, caller.vaultId);
    assert.deepEqual(resumed?.accounts, caller.accounts);
  });

  test('the connection that checked the password is the one that is used', async () => {
    const house = await premises();
    const { caller } = await house.signIn();
    await (await caller.store(only(caller).id)).mailboxes();
    assert.equal(house.stores.length, 1);
    assert.equal(house.stores[0]!.vaultId, caller.vaultId);
    assert.equal(house.stores[0]!.account.id, only(caller).id);
    assert.deepEqual(house.resumed, [{ vaultId: caller.vaultId, accountId: only(caller).id }]);
    await house.signIn();
    assert.equal(house.open().length, 1);
  });

  test('two sign-ins at once to a new mailbox make one vault', async () => {
    const house = await premises();
    const both = await Promise.all([house.signIn(), house.signIn(), house.signIn()]);
    assert.equal(new Set(both.map(({ caller }) => caller.vaultId)).size, 1);
    assert.equal(new Set(both.map(({ caller }) => only(caller).id)).size, 1);
    const { count } = await house.database
      .selectFrom('vault')
      .select((is) => is.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    assert.equal(count, 1);
    assert.equal(house.open().length, 1);
  });
});

suite('a password that the server refuses', () => {
  test('is refused with one line in the log that holds no secret, and no vault is made', async () => {
    const house = await premises();
    const error = await fails(house.signIn({ password: 'wrong-canary' }), 'UPSTREAM_AUTH');
    assert.equal(error.serverText, undefined);
    assert.equal(house.logged.length, 1);
    assert.match(
      house.logged[0]!,
      /^sign-in refused ip=203\.0\.113\.9 domain=example\.org code=UPSTREAM_AUTH /,
    );
    assert.ok(!house.logged.join().includes('wrong-canary'));
    assert.ok(!house.logged.join().includes('ann'));
    assert.deepEqual(await house.database.selectFrom('vault').select('id').execute(), []);
    assert.deepEqual(house.open(), []);
  });

  test('waits for the same floor whether there is a vault, a server, or neither', async () => {
    const house = await premises();
    await house.signIn();
    house.faults.set('down.example', 'UPSTREAM_OFFLINE');
    await fails(house.signIn({ password: 'wrong' }), 'UPSTREAM_AUTH');
    await fails(house.signIn({ address: 'nobody@example.org' }), 'UPSTREAM_AUTH');
    await fails(house.signIn({ address: 'ann@unknown.example' }), 'SERVER_UNKNOWN');
    await fails(
      house.signIn({ address: 'ann@down.example', servers: typed('down.example') }),
      'UPSTREAM_OFFLINE',
    );
    assert.deepEqual(house.delays, [500, 500, 500, 500]);
  });

  test('an old password does not open the vault once the server has another', async () => {
    const house = await premises();
    await house.signIn();
    house.passwords.set(ANN, 'new one');
    await fails(house.signIn({ password: PASSWORD }), 'UPSTREAM_AUTH');
  });

  test('too many of them are RATE_LIMITED, and a server that is down is not held against anybody', async () => {
    const house = await premises({ signInTries: 2 });
    house.faults.set('mail.example.org', 'UPSTREAM_OFFLINE');
    for (let at = 0; at < 4; at += 1) await fails(house.signIn(), 'UPSTREAM_OFFLINE');
    house.faults.clear();
    for (let at = 0; at < 2; at += 1) await fails(house.signIn({ password: 'wrong' }), 'UPSTREAM_AUTH');
    const error = await fails(house.signIn(), 'RATE_LIMITED');
    assert.equal(error.retryAfterMs, 600_000);
    house.clock.now += 600_000;
    await house.signIn();
  });

  test('whoever hangs up before the refusal has had a try all the same', async () => {
    const house = await premises({ signInTries: 2 });
    const hangUp = () =>
      house.service.signIn(
        { address: ANN, password: 'wrong' },
        { ip: IP, device: null, existing: null },
        AbortSignal.abort(),
      );
    house.faults.set('mail.example.org', 'CANCELLED');
    for (let at = 0; at < 2; at += 1) await fails(hangUp(), 'CANCELLED');
    await fails(house.signIn(), 'RATE_LIMITED');
  });

  test('typed servers that do not answer count, so that nobody looks around with them', async () => {
    const house = await premises({ signInTries: 2 });
    house.faults.set('down.example', 'UPSTREAM_TIMEOUT');
    const probe = () => house.signIn({ address: 'a@down.example', servers: typed('down.example') });
    for (let at = 0; at < 2; at += 1) await fails(probe(), 'UPSTREAM_OFFLINE');
    await fails(probe(), 'RATE_LIMITED');
  });
});

suite('a changed mail password', () => {
  const changed = async () => {
    const house = await premises();
    const first = await house.signIn();
    house.passwords.set(ANN, 'new canary');
    return { house, first };
  };

  test('locks the vault, and what checked it is closed', async () => {
    const { house, first } = await changed();
    await fails(house.signIn(), 'VAULT_LOCKED');
    assert.equal(house.open().length, 1);
    assert.equal(house.open()[0]!.vaultId, first.caller.vaultId);
  });

  test('is bridged by the recovery code, and from then on the new password opens', async () => {
    const { house, first } = await changed();
    const code = await first.caller.sessions.createRecoveryCode();
    const second = await house.signIn({ recoveryCode: code.toLowerCase() });
    assert.equal(second.caller.vaultId, first.caller.vaultId);
    assert.deepEqual(second.caller.accounts, first.caller.accounts);
    assert.equal((await house.signIn()).caller.vaultId, first.caller.vaultId);
    assert.equal((await house.restart()).folder, house.folder);
    assert.equal((await (await house.restart()).signIn()).caller.vaultId, first.caller.vaultId);
  });

  test('a wrong or replaced recovery code opens nothing, even with startFresh', async () => {
    const { house, first } = await changed();
    const old = await first.caller.sessions.createRecoveryCode();
    const code = await first.caller.sessions.createRecoveryCode();
    const error = await fails(house.signIn({ recoveryCode: old }), 'VAULT_LOCKED');
    assert.deepEqual(error.inputPath, ['recoveryCode']);
    await fails(house.signIn({ recoveryCode: 'no code', startFresh: true }), 'VAULT_LOCKED');
    assert.equal((await house.signIn({ recoveryCode: code })).caller.vaultId, first.caller.vaultId);
  });

  test('wrong recovery codes are throttled', async () => {
    const house = await premises({ signInTries: 2 });
    await house.signIn();
    house.passwords.set(ANN, 'new one');
    for (let at = 0; at < 2; at += 1)
      await fails(house.signIn({ recoveryCode: '0'.repeat(32) }), 'VAULT_LOCKED');
    await fails(house.signIn({ recoveryCode: '0'.repeat(32) }), 'RATE_LIMITED');
  });

  test('is bridged by a session of the same vault in the same browser', async () => {
    const { house, first } = await changed();
    const existing = await house.service.resume(first.secret);
    const second = await house.signIn({}, { existing });
    assert.equal(second.caller.vaultId, first.caller.vaultId);
    assert.equal((await house.signIn()).caller.vaultId, first.caller.vaultId);
  });

  test('a session of another vault, or one that is over, bridges nothing', async () => {
    const { house, first } = await changed();
    const ben = await house.signIn({ address: BEN });
    await fails(house.signIn({}, { existing: ben.caller }), 'VAULT_LOCKED');
    await house.service.signOut(first.caller);
    await fails(house.signIn({}, { existing: first.caller }), 'VAULT_LOCKED');
  });

  test('a token does not carry a vault over: its scopes were fewer', async () => {
    const house = await premises();
    const { caller } = await house.signIn();
    const { secret } = await caller.tokens.create({
      name: 'reader',
      scopes: ['HEADERS_READ'],
      accountIds: null,
      expiresAt: null,
    });
    house.passwords.set(ANN, 'new one');
    await fails(house.signIn({}, { existing: await house.service.bearer(secret) }), 'VAULT_LOCKED');
  });

  test('reaches the store that is open, and whoever watches goes on watching', async () => {
    const { house, first } = await changed();
    const events: string[] = [];
    const store = await first.caller.store(only(first.caller).id);
    store.watch!('INBOX', ({ kind }) => events.push(kind));
    const code = await first.caller.sessions.createRecoveryCode();
    await house.signIn({ recoveryCode: code });
    assert.equal(house.open().length, 1);
    assert.equal(house.open()[0]!.account.password, 'new canary');
    house.open()[0]!.memory.deliver(Buffer.from('Subject: hello\r\n\r\n'));
    assert.deepEqual(events, ['MESSAGES_ADDED']);
  });

  test('a fresh start leaves the old vault sealed and out of reach', async () => {
    const { house, first } = await changed();
    const code = await first.caller.sessions.createRecoveryCode();
    const fresh = await house.signIn({ startFresh: true });
    assert.notEqual(fresh.caller.vaultId, first.caller.vaultId);
    assert.notEqual(only(fresh.caller).id, only(first.caller).id);
    assert.deepEqual(await fresh.caller.tokens.list(), []);
    assert.equal((await fresh.caller.sessions.list()).length, 1);
    await fails(fresh.caller.store(only(first.caller).id), 'NOT_FOUND');
    assert.equal((await house.signIn({ recoveryCode: code })).caller.vaultId, fresh.caller.vaultId);
    assert.equal((await house.signIn()).caller.vaultId, fresh.caller.vaultId);
    const vaults = await house.database.selectFrom('vault').select('id').execute();
    assert.equal(vaults.length, 2);
  });

  test('startFresh replaces nothing that the password opens', async () => {
    const house = await premises();
    const first = await house.signIn();
    assert.equal((await house.signIn({ startFresh: true })).caller.vaultId, first.caller.vaultId);
  });
});

suite('a server that says yes to everything', () => {
  const evil = typed('evil.example', { username: ANN });

  test('gives a vault of its own, whatever address and username are claimed', async () => {
    const house = await premises({ servers: new Map() });
    const real = typed('mail.example.org');
    const ann = await house.signIn({ servers: real });
    for (const password of ['anything', PASSWORD]) {
      const thief = await house.signIn({ servers: evil, password, startFresh: true });
      assert.notEqual(thief.caller.vaultId, ann.caller.vaultId);
      await fails(thief.caller.store(only(ann.caller).id), 'NOT_FOUND');
      assert.deepEqual(
        house.open().map(({ account }) => account.incoming.host),
        ['mail.example.org', 'evil.example'].slice(0, house.open().length),
      );
      await house.service.signOut(thief.caller);
    }
    assert.equal((await house.signIn({ servers: real })).caller.vaultId, ann.caller.vaultId);
  });

  test('protocol, port and username make another vault too; letter case of the host does not', async () => {
    const house = await premises({ servers: new Map() });
    const at = async (more: Parameters<typeof typed>[1], host = 'evil.example') =>
      (await house.signIn({ servers: typed(host, more) })).caller.vaultId;
    const first = await at({});
    assert.equal(await at({}, 'EVIL.example.'), first);
    const others = [
      await at({ protocol: 'POP3' }),
      await at({ username: 'ann' }),
      await at({ incoming: { host: 'evil.example', port: 143, tls: 'STARTTLS' } }),
    ];
    assert.equal(new Set([first, ...others]).size, 4);
  });

  test('does not use up the tries of the real account', async () => {
    const house = await premises({ servers: new Map(), signInTries: 2 });
    house.faults.set('evil.example', 'UPSTREAM_AUTH');
    for (const ip of ['192.0.2.1', '192.0.2.2'])
      await fails(house.signIn({ servers: evil }, { ip }), 'UPSTREAM_AUTH');
    await house.signIn({ servers: typed('mail.example.org') }, { ip: IP });
  });
});
