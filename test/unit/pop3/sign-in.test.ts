// Signing in to a POP3 server: by what it offers, and with nothing in a name that could be a command.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectPop3 } from '../../../server/pop3/connect.ts';
import { plainly, SHORT, scriptedLogin } from '../../support/pop3-script.ts';
import { signedIn } from '../../support/pop3-scripted-store.ts';
import { fails } from '../../support/promises.ts';

test('a refusal of the password is told by its code, and by its text where there is no code', async () => {
  const cases = [
    ['-ERR [AUTH] no', 'UPSTREAM_AUTH'],
    ['-ERR [IN-USE] locked', 'UPSTREAM_LIMIT'],
    ['-ERR [LOGIN-DELAY] wait', 'UPSTREAM_LIMIT'],
    ['-ERR [SYS/TEMP] later', 'UPSTREAM_OFFLINE'],
    ['-ERR [SYS/PERM] never', 'UPSTREAM_REFUSED'],
    ['-ERR Login failed.', 'UPSTREAM_AUTH'],
    ['-ERR maildrop already locked', 'UPSTREAM_LIMIT'],
    ['-ERR account blocked', 'UPSTREAM_AUTH'],
    ['-ERR Too many connections', 'UPSTREAM_LIMIT'],
    ['-ERR', 'UPSTREAM_AUTH'],
  ] as const;
  for (const [answer, code] of cases) {
    const { server, connect } = await signedIn();
    server.on.AUTH = () => answer;
    const error = await fails(connect(), code);
    assert.ok(
      !JSON.stringify([error.message, error.serverText, String(error.cause)]).includes('secret'),
      answer,
    );
    const { server: old, connect: connectOld } = await signedIn({ capa: null });
    old.on.PASS = () => answer;
    await fails(connectOld(), code);
  }
});

test('signs in by SASL where it is offered, by USER and PASS elsewhere', async () => {
  const sasl = await signedIn();
  (await sasl.connect()).destroy();
  assert.ok(sasl.server.heard.includes(`AUTH PLAIN ${Buffer.from('\0alice\0secret').toString('base64')}`));
  const asks = await signedIn();
  asks.server.on.AUTH = () => '+ ';
  asks.server.on[Buffer.from('\0alice\0secret').toString('base64').toUpperCase()] = () => '+OK';
  (await asks.connect()).destroy();
  const old = await signedIn({ capa: null });
  (await old.connect()).destroy();
  assert.deepEqual(old.server.heard.slice(1), ['USER alice', 'PASS secret']);
  const none = await signedIn({ capa: ['UIDL', 'SASL GSSAPI'] });
  await fails(none.connect(), 'UNSUPPORTED');
});

test('line breaks and NUL in a name or password are refused before anything is sent', async () => {
  const { server } = await signedIn();
  for (const bad of ['u\r\nDELE 1', 'u\nDELE 1', 'u\rx', 'u\0x']) {
    for (const account of [
      { ...scriptedLogin(server), username: bad },
      { ...scriptedLogin(server), password: bad },
    ]) {
      const error = await fails(connectPop3({ egress: plainly, account, limits: SHORT }), 'VALIDATION');
      assert.ok(!error.message.includes('DELE'));
    }
  }
  assert.deepEqual([server.heard, server.connections], [[], 0]);
});
