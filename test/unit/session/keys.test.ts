// Wraps of the vault key, recovery codes and the server secret: what opens, and above all what does not.
import assert from 'node:assert/strict';
import { readdir, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  newKey,
  newSalt,
  newSecret,
  passwordKey,
  secretKey,
  unwrapKey,
  wrapKey,
} from '../../../server/session/keys.ts';
import { newRecoveryCode, readRecoveryCode } from '../../../server/session/recovery-code.ts';
import { serverSecret } from '../../../server/session/secret.ts';
import { newFolder, testDatabase } from '../../support/database.ts';
import { fails } from '../../support/promises.ts';

const SERVER = newKey();

test('a password gives the same key again, and another with another salt, password or server secret', async () => {
  const salt = newSalt();
  const key = await passwordKey(SERVER, 'correct horse', salt);
  assert.deepEqual(await passwordKey(SERVER, 'correct horse', salt), key);
  assert.notDeepEqual(await passwordKey(SERVER, 'correct horse', newSalt()), key);
  assert.notDeepEqual(await passwordKey(SERVER, 'Correct horse', salt), key);
  assert.notDeepEqual(await passwordKey(newKey(), 'correct horse', salt), key);
});

test('a password typed as composed or as combining letters is the same', async () => {
  const salt = newSalt();
  assert.deepEqual(
    await passwordKey(SERVER, 'caf\u00e9', salt),
    await passwordKey(SERVER, 'cafe\u0301', salt),
  );
});

test('a wrap opens with its secret in its place only', () => {
  const key = newKey();
  const secret = newSecret();
  const wrap = wrapKey(secretKey(SERVER, secret, 'session'), key, 'session:1:wrap');
  assert.deepEqual(unwrapKey(secretKey(SERVER, secret, 'session'), wrap, 'session:1:wrap'), key);
  assert.equal(unwrapKey(secretKey(SERVER, secret, 'session'), wrap, 'session:2:wrap'), null);
  assert.equal(unwrapKey(secretKey(SERVER, secret, 'token'), wrap, 'session:1:wrap'), null);
  assert.equal(unwrapKey(secretKey(newKey(), secret, 'session'), wrap, 'session:1:wrap'), null);
  assert.equal(unwrapKey(secretKey(SERVER, newSecret(), 'session'), wrap, 'session:1:wrap'), null);
});

test('a recovery code has eight groups of four and is read as a person types it', () => {
  const code = newRecoveryCode();
  assert.match(code, /^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/);
  const letters = code.replaceAll('-', '');
  assert.equal(readRecoveryCode(code), letters);
  assert.equal(readRecoveryCode(` ${code.toLowerCase().replaceAll('-', ' ')}\n`), letters);
  assert.equal(readRecoveryCode(code.replaceAll('0', 'o').replaceAll('1', 'l')), letters);
  assert.equal(readRecoveryCode(code.slice(0, -1)), null);
  assert.equal(readRecoveryCode(`${code}A`), null);
  assert.equal(readRecoveryCode(`U${code.slice(1)}`), null);
});

test('the key file is made once, for its owner only, and nothing is left beside it', async () => {
  const folder = await newFolder();
  const database = await testDatabase(folder);
  const config = { secret: null, dataFolder: folder };
  const secrets = await Promise.all([1, 2, 3].map(() => serverSecret(config, database)));
  assert.deepEqual(secrets[1], secrets[0]);
  assert.deepEqual(secrets[2], secrets[0]);
  assert.equal((await stat(join(folder, 'postern.key'))).mode & 0o777, 0o600);
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.includes('key')),
    ['postern.key'],
  );
  const text = await readFile(join(folder, 'postern.key'), 'utf8');
  assert.ok(Buffer.from(text.trim(), 'base64url').length === 32);
});

test('a key that nobody wants any more is not worked out', async () => {
  const working = passwordKey(SERVER, 'first', newSalt());
  const end = new AbortController();
  const waiting = passwordKey(SERVER, 'second', newSalt(), end.signal);
  end.abort();
  await fails(waiting, 'CANCELLED');
  assert.equal((await working).length, 32);
});

test('a start with another secret, or without the key file, is refused', async () => {
  const folder = await newFolder();
  const database = await testDatabase(folder);
  await serverSecret({ secret: null, dataFolder: folder }, database);
  const refusal = { name: 'WrongSecretError' };
  await assert.rejects(serverSecret({ secret: 'x'.repeat(32), dataFolder: folder }, database), refusal);
  await unlink(join(folder, 'postern.key'));
  await assert.rejects(serverSecret({ secret: null, dataFolder: folder }, database), refusal);
  await writeFile(join(folder, 'postern.key'), '');
  await assert.rejects(serverSecret({ secret: null, dataFolder: folder }, database), /not a key file/);
});
