// Which servers a sign-in may ask for, and what a vault's account is worth when the operator's table has changed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountSecret } from '../../../server/mail/account.ts';
import { MailError } from '../../../server/mail/errors.ts';
import { parseServers } from '../../../server/net/servers.ts';
import { flattened, refusedLine } from '../../../server/session/refusal.ts';
import { current, mailboxOf } from '../../../server/session/servers.ts';
import { typed } from '../../support/vaults.ts';

const servers = parseServers(
  JSON.stringify({
    'example.org': { incoming: 'imaps://mail.example.org', outgoing: 'smtps://mail.example.org' },
    'local.example': {
      incoming: 'pop3s://pop.local.example',
      outgoing: 'smtp://smtp.local.example',
      username: 'local',
    },
  }),
);
const anything = { servers, allowAnyServer: true };
const ask = (address: string, more: object = {}) =>
  mailboxOf({ address, password: 'secret', ...more }, anything);

test('the operator decides for the domains of the table, whatever is typed', () => {
  const mailbox = ask('Ann@Example.ORG', { servers: typed('evil.example') });
  assert.equal(mailbox.address, 'Ann@example.org');
  assert.equal(mailbox.username, 'Ann@example.org');
  assert.equal(mailbox.incoming.host, 'mail.example.org');
  assert.equal(mailbox.incoming.listed, true);
  assert.equal(ask('ann@local.example').username, 'ann');
});

test('typed servers are taken only where the operator allows them, and are never listed', () => {
  const input = {
    address: 'ann@elsewhere.example',
    password: 'secret',
    servers: typed('IMAP.Elsewhere.example.'),
  };
  assert.throws(() => mailboxOf(input, { servers, allowAnyServer: false }), { code: 'SERVER_UNKNOWN' });
  assert.deepEqual(mailboxOf(input, anything).incoming, {
    ...{ host: 'imap.elsewhere.example', port: 993, tls: 'IMPLICIT', listed: false },
  });
  assert.throws(() => ask('ann@elsewhere.example'), { code: 'SERVER_UNKNOWN' });
});

test('nothing that could be another command gets in', () => {
  const bad = (more: object, ...path: string[]) =>
    assert.throws(() => ask('ann@elsewhere.example', { servers: typed('ok.example'), ...more }), {
      code: 'VALIDATION',
      inputPath: path,
    });
  bad({ password: 'a\r\nLOGOUT' }, 'password');
  bad({ password: 'a\0b' }, 'password');
  bad({ password: '' }, 'password');
  bad({ address: 'ann' }, 'address');
  bad({ address: 'a b@elsewhere.example' }, 'address');
  bad({ address: 'Ann <ann@elsewhere.example>' }, 'address');
  bad({ address: `ann@elsewhere.example\r\n` + 'x' }, 'address');
  bad({ servers: typed('ok.example', { username: 'a\r\nb' }) }, 'servers', 'username');
  bad({ servers: typed('ok.example\r\nx') }, 'servers', 'incoming', 'host');
  bad({ servers: typed('no host') }, 'servers', 'incoming', 'host');
  bad(
    { servers: typed('ok.example', { outgoing: { host: 'ok.example', port: 0, tls: 'IMPLICIT' } }) },
    ...['servers', 'outgoing', 'port'],
  );
  bad(
    { servers: typed('ok.example', { incoming: { host: 'ok.example', port: 993, tls: 'NONE' as never } }) },
    ...['servers', 'incoming', 'tls'],
  );
});

test('a sealed account follows the table of today', () => {
  const account: AccountSecret = {
    ...{ ...ask('ann@example.org'), id: 'a', name: 'ann', password: 'secret' },
    incoming: { host: 'old.example.org', port: 993, tls: 'IMPLICIT', listed: true, ca: 'old' },
  };
  assert.equal(current(account, anything).incoming.host, 'mail.example.org');
  assert.deepEqual(current(account, { servers: new Map(), allowAnyServer: true }).incoming, {
    ...{ host: 'old.example.org', port: 993, tls: 'IMPLICIT', listed: false },
  });
  const pop3 = current({ ...account, protocol: 'POP3' }, anything);
  assert.equal(pop3.incoming.listed, false);
});

test('a typed server that refuses, hangs up, hangs or talks nonsense looks the same', () => {
  const codes = [
    'UPSTREAM_OFFLINE',
    'UPSTREAM_TIMEOUT',
    'UPSTREAM_PROTOCOL',
    'UPSTREAM_UNKNOWN_HOST',
  ] as const;
  const seen = codes.map((code) =>
    flattened(new MailError(code, { serverText: 'SSH-2.0', retryAfterMs: 5 })),
  );
  for (const error of seen) {
    assert.equal(error.code, 'UPSTREAM_OFFLINE');
    assert.equal(error.message, 'No mail server answers at that name and port. Check the server settings.');
    assert.equal(error.serverText, undefined);
    assert.equal(error.retryAfterMs, undefined);
  }
  assert.equal(flattened(new MailError('UPSTREAM_AUTH')).code, 'UPSTREAM_AUTH');
});

test('the line of a refused sign-in is one line of three fields whatever was typed', () => {
  assert.equal(
    refusedLine('203.0.113.9', 'ann@Example.ORG', 'UPSTREAM_AUTH'),
    'sign-in refused ip=203.0.113.9 domain=example.org code=UPSTREAM_AUTH',
  );
  assert.equal(
    refusedLine('203.0.113.9\nx', 'a@b ip=192.0.2.1\n$&', 'UPSTREAM_AUTH'),
    'sign-in refused ip=- domain=- code=UPSTREAM_AUTH',
  );
  const failregex = /^sign-in refused ip=(?<HOST>\S+) domain=\S+ code=UPSTREAM_AUTH$/;
  const line = refusedLine('2001:db8::1', 'ann@bücher.example', 'UPSTREAM_AUTH');
  assert.equal(failregex.exec(line)?.groups?.HOST, '2001:db8::1');
});

test('whose results are believed is the operator’s word, for all servers or for one', () => {
  const table = JSON.stringify({
    'a.example': { incoming: 'imaps://a.example', outgoing: 'smtps://a.example' },
    'b.example': {
      incoming: 'imaps://b.example',
      outgoing: 'smtps://b.example',
      authServId: 'MX.b.example, b2',
    },
    'c.example': { incoming: 'imaps://c.example', outgoing: 'smtps://c.example', authServId: 'none' },
  });
  const idsOf = (usual?: string) =>
    [...parseServers(table, usual).values()].map(({ incoming }) => incoming.authServIds);
  assert.deepEqual(idsOf(), [undefined, ['mx.b.example', 'b2'], []]);
  assert.deepEqual(idsOf('mx.a.example')[0], ['mx.a.example']);
  assert.throws(() => parseServers(table, 'not a name'), /not a name/);
});
