// Codes of sockets, resolvers and OpenSSL, and what each of them is called here.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MailError } from '../../../server/mail/errors.ts';
import { fromSocketError, isSocketError } from '../../../server/net/errors.ts';

const coded = (code: string): Error => Object.assign(new Error('text of the system'), { code });

test('each code has its meaning', () => {
  const table: Record<string, string[]> = {
    UPSTREAM_UNKNOWN_HOST: ['ENOTFOUND', 'EAI_AGAIN'],
    UPSTREAM_OFFLINE: ['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'EPIPE'],
    UPSTREAM_TIMEOUT: ['ETIMEDOUT'],
    UPSTREAM_PROTOCOL: ['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG', 'EPROTO'],
    TLS_UNTRUSTED: [
      ...['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN'],
      ...['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'ERR_TLS_CERT_ALTNAME_INVALID', 'CERT_REVOKED'],
    ],
    CANCELLED: ['ABORT_ERR'],
    INTERNAL: ['EMFILE', 'whatever'],
  };
  for (const [meaning, codes] of Object.entries(table))
    for (const code of codes) assert.equal(fromSocketError(coded(code)).code, meaning, code);
});

test('the text of the system stays in the cause', () => {
  const error = coded('ECONNREFUSED');
  const translated = fromSocketError(error);
  assert.equal(translated.cause, error);
  assert.doesNotMatch(translated.message, /text of the system/);
  assert.equal(translated.serverText, undefined);
});

test('an abort is told from a deadline by its reason', () => {
  assert.equal(fromSocketError(AbortSignal.abort().reason).code, 'CANCELLED');
  assert.equal(fromSocketError(new DOMException('late', 'TimeoutError')).code, 'UPSTREAM_TIMEOUT');
  const own = new MailError('UPSTREAM_LIMIT');
  assert.equal(fromSocketError(own), own);
});

test('of several failed addresses the last one speaks', () => {
  const error = new AggregateError([coded('ENETUNREACH'), coded('ETIMEDOUT')]);
  assert.equal(fromSocketError(error).code, 'UPSTREAM_TIMEOUT');
});

test('what is no error of a socket is known as such', () => {
  for (const code of ['ECONNRESET', 'ERR_SSL_X', 'CERT_HAS_EXPIRED']) assert.ok(isSocketError(coded(code)));
  for (const value of [coded('EAUTH'), new Error('x'), undefined, 'ECONNRESET'])
    assert.ok(!isSocketError(value));
});
