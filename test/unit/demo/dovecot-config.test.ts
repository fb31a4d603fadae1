// The generated dovecot.conf for both languages. Dovecot 2.3 proves its text by starting in other tests; for
// the version that is not installed here the text itself is what can be checked.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { findProgram } from '../../../demo/child.ts';
import { type DovecotPlan, dovecotConfig } from '../../../demo/dovecot-config.ts';

const plan = (version: readonly [number, number], more: Partial<DovecotPlan> = {}): DovecotPlan => ({
  version,
  folder: '/srv/x',
  ports: { imap: 1143, imaps: 1993, pop3: 1110, pop3s: 1995, lmtp: 1024 },
  uid: 65534,
  gid: 65534,
  ordinaryUser: null,
  certFile: '/srv/x/tls/server.crt',
  keyFile: '/srv/x/tls/server.key',
  usersFile: '/srv/x/users',
  extra: '',
  ...more,
});

/** Settings by path, such as `service imap-login/inet_listener imaps/port`. Fails on unbalanced braces. */
function settings(text: string): Map<string, string> {
  const found = new Map<string, string>();
  const path: string[] = [];
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line === '') continue;
    if (line === '}') assert.ok(path.pop() !== undefined, 'one brace too many');
    else if (line.endsWith('{')) path.push(line.slice(0, -1).trim());
    else {
      const at = line.indexOf('=');
      assert.ok(at > 0, `not a setting: ${line}`);
      found.set([...path, line.slice(0, at).trim()].join('/'), line.slice(at + 1).trim());
    }
  }
  assert.deepEqual(path, [], 'a block is not closed');
  return found;
}

test('2.4 names its version first and uses only names of 2.4', () => {
  const text = dovecotConfig(plan([2, 4]));
  assert.equal(text.split('\n')[0], 'dovecot_config_version = 2.4.0');
  const found = settings(text);
  assert.equal(found.get('dovecot_storage_version'), '2.4.0');
  assert.equal(found.get('protocols/lmtp'), 'yes');
  assert.equal(found.get('mail_driver'), 'sdbox');
  assert.equal(found.get('mail_path'), '~/mail');
  assert.equal(found.get('ssl_server_cert_file'), '/srv/x/tls/server.crt');
  assert.equal(found.get('ssl_server_key_file'), '/srv/x/tls/server.key');
  assert.equal(found.get('passdb passwd-file/passwd_file_path'), '/srv/x/users');
  assert.equal(found.get('userdb passwd-file/fields/home:default'), '/srv/x/mail/%{user}');
  assert.equal(found.get('service imap-login/restart_request_count'), 'unlimited');
  for (const gone of ['mail_location', 'ssl_cert', 'disable_plaintext_auth', 'args =', '%u', 'service_count'])
    assert.ok(!text.includes(gone), `${gone} is of 2.3`);
});

test('2.3 uses only names of 2.3', () => {
  const text = dovecotConfig(plan([2, 3]));
  const found = settings(text);
  assert.equal(found.get('protocols'), 'imap pop3 lmtp');
  assert.equal(found.get('mail_location'), 'sdbox:~/mail');
  assert.equal(found.get('ssl_cert'), '</srv/x/tls/server.crt');
  for (const later of ['dovecot_config_version', 'mail_driver', 'ssl_server', '%{user}'])
    assert.ok(!text.includes(later), `${later} is of 2.4`);
});

for (const version of [
  [2, 3],
  [2, 4],
] as const) {
  test(`${version.join('.')} listens on loopback only, with TLS required, on the ports given`, () => {
    const found = settings(dovecotConfig(plan(version)));
    assert.equal(found.get('listen'), '127.0.0.1');
    assert.equal(found.get('ssl'), 'required');
    assert.equal(found.get('service imap-login/inet_listener imap/port'), '1143');
    assert.equal(found.get('service imap-login/inet_listener imaps/port'), '1993');
    assert.equal(found.get('service pop3-login/inet_listener pop3s/ssl'), 'yes');
    assert.equal(found.get('service lmtp/inet_listener lmtp/port'), '1024');
    assert.equal(found.get('namespace inbox/mailbox Sent/special_use'), '\\Sent');
  });

  test(`${version.join('.')} chroots nothing for an ordinary user and keeps the defaults for root`, () => {
    const own = settings(dovecotConfig(plan(version, { ordinaryUser: { user: 'ann', group: 'staff' } })));
    for (const name of ['imap-login', 'pop3-login', 'anvil'])
      assert.equal(own.get(`service ${name}/chroot`), '');
    assert.equal(own.get('default_internal_user'), 'ann');
    assert.equal(own.get('default_login_user'), 'ann');
    assert.equal(own.get('default_internal_group'), 'staff');
    const root = settings(dovecotConfig(plan(version)));
    assert.equal(root.get('service imap-login/chroot'), undefined);
    assert.equal(root.get('default_internal_user'), undefined);
  });
}

test('the extra lines stand at the end', () => {
  const text = dovecotConfig(plan([2, 4], { extra: 'pop3_lock_session = yes' }));
  assert.ok(text.endsWith('\npop3_lock_session = yes\n'));
});

test('an unknown version is refused by its number', () => {
  assert.throws(() => dovecotConfig(plan([2, 2])), /2\.2/);
  assert.throws(() => dovecotConfig(plan([3, 4])), /3\.4/);
});

test('the installed Dovecot understands the text in its own language', () => {
  const doveconf = findProgram('doveconf');
  assert.ok(doveconf, 'doveconf comes with Dovecot');
  const version = execFileSync(findProgram('dovecot') ?? 'dovecot', ['--version'], { encoding: 'utf8' });
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const folder = mkdtempSync(join(tmpdir(), 'postern-conf-'));
  try {
    for (const name of ['crt', 'key']) writeFileSync(join(folder, name), '');
    const file = join(folder, 'dovecot.conf');
    const files = { certFile: join(folder, 'crt'), keyFile: join(folder, 'key') };
    writeFileSync(file, dovecotConfig(plan([major, minor], files)));
    const read = execFileSync(doveconf, ['-c', file, '-h', 'ssl', 'mail_fsync'], { encoding: 'utf8' });
    assert.deepEqual(read.trim().split('\n'), ['required', 'never']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
