// Signing in and out over HTTP: cookies, marks, what another site can't do.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UNTRUSTED_PROXY } from '../../../server/http/session.ts';
import { fakeApp } from '../../support/fake-app.ts';

const MARK = { 'x-postern': '1' };
const WHO = { address: 'alice@demo.example', password: 'right' };
const VIEWER = { query: '{ viewer { accounts { address } } }' };

describe('POST /session', () => {
  it('sets a cookie no script can read and answers the first operation with it', async () => {
    const { app } = fakeApp();
    const answer = await app.inject({
      method: 'POST',
      url: '/session',
      headers: MARK,
      payload: { ...WHO, operation: VIEWER },
    });
    assert.equal(answer.statusCode, 200);
    assert.deepEqual(answer.json().result.data.viewer.accounts, [{ address: WHO.address }]);
    const cookie = String(answer.headers['set-cookie']);
    assert.match(cookie, /^postern=[^;]+;.*HttpOnly/i);
    assert.match(cookie, /SameSite=Strict/i);
    assert.equal(answer.headers['cache-control'], 'no-store');
  });

  it('names the cookie by where the site lies, so that two installations do not collide', async () => {
    const root = fakeApp({ POSTERN_ORIGIN: 'https://mail.example.org' });
    const below = fakeApp({ POSTERN_ORIGIN: 'https://example.org', POSTERN_BASE_PATH: '/mail/' });
    const cookieOf = async ({ app }: typeof root, url: string) =>
      String((await app.inject({ method: 'POST', url, headers: MARK, payload: WHO })).headers['set-cookie']);
    assert.match(await cookieOf(root, '/session'), /^__Host-postern=.*Path=\/;.*Secure/i);
    assert.match(await cookieOf(below, '/mail/session'), /^__Secure-postern=.*Path=\/mail\/;.*Secure/i);
    assert.match(
      await cookieOf(below, '/session'),
      /^__Secure-postern=/,
      'behind a proxy that strips the path',
    );
  });

  it('answers a refusal with one code and one sentence', async () => {
    const { app } = fakeApp();
    const answer = await app.inject({
      method: 'POST',
      url: '/session',
      headers: MARK,
      payload: { ...WHO, password: 'wrong' },
    });
    assert.equal(answer.statusCode, 401);
    assert.equal(answer.json().error.code, 'UPSTREAM_AUTH');
    assert.match(answer.json().error.message, /^The mail server did not accept/);
    assert.equal(answer.headers['set-cookie'], undefined);
  });

  it('says once in the log that a proxy is not trusted, because its visitors share one limit', async () => {
    for (const [env, times] of [
      [{}, 1],
      [{ POSTERN_TRUSTED_PROXIES: '127.0.0.1' }, 0],
    ] as const) {
      const { app } = fakeApp(env);
      const lines: unknown[] = [];
      app.log.warn = (line: unknown) => void lines.push(line);
      for (let at = 0; at < 2; at += 1)
        await app.inject({
          method: 'POST',
          url: '/session',
          headers: { ...MARK, 'x-forwarded-for': '192.0.2.7' },
          payload: WHO,
        });
      assert.equal(lines.filter((line) => line === UNTRUSTED_PROXY).length, times);
    }
  });

  it('refuses what is no sign-in', async () => {
    const { app } = fakeApp();
    const bodies = [
      null,
      {},
      { ...WHO, address: 'alice' },
      { ...WHO, password: 'a\r\nb' },
      { ...WHO, address: 7 },
      { ...WHO, servers: { protocol: 'HTTP' } },
      { ...WHO, operation: { query: 7 } },
    ];
    for (const body of bodies) {
      const answer = await app.inject({
        method: 'POST',
        url: '/session',
        headers: { ...MARK, 'content-type': 'application/json' },
        payload: JSON.stringify(body),
      });
      assert.equal(answer.statusCode, 400, JSON.stringify(body));
      assert.equal(answer.json().error.code, 'VALIDATION');
    }
  });

  it('takes no password over plain HTTP from another machine, unless the operator allows it', async () => {
    const from = {
      method: 'POST',
      url: '/session',
      headers: MARK,
      payload: WHO,
      remoteAddress: '192.0.2.7',
    } as const;
    assert.equal((await fakeApp().app.inject(from)).json().error.code, 'FORBIDDEN');
    assert.equal((await fakeApp({ POSTERN_ALLOW_HTTP: 'true' }).app.inject(from)).statusCode, 200);
    const proxied = { ...from, headers: { ...MARK, 'x-forwarded-proto': 'https' } };
    assert.equal(
      (await fakeApp().app.inject(proxied)).json().error.code,
      'FORBIDDEN',
      'a header of a stranger is not believed',
    );
    assert.equal(
      (await fakeApp({ POSTERN_TRUSTED_PROXIES: '192.0.2.0/24' }).app.inject(proxied)).statusCode,
      200,
    );
  });
});

describe('a request with the cookie', () => {
  it('needs our header and must come from this site', async () => {
    const { app } = fakeApp();
    const signIn = await app.inject({ method: 'POST', url: '/session', headers: MARK, payload: WHO });
    const cookie = String(signIn.headers['set-cookie']).split(';')[0]!;
    const ask = (headers: Record<string, string>) =>
      app.inject({ method: 'POST', url: '/graphql', headers: { cookie, ...headers }, payload: VIEWER });
    assert.equal((await ask(MARK)).json().data.viewer.accounts.length, 1);
    assert.equal((await ask({})).json().error.code, 'FORBIDDEN');
    assert.equal((await ask({ ...MARK, origin: 'https://evil.example' })).json().error.code, 'FORBIDDEN');
    assert.equal((await ask({ ...MARK, 'sec-fetch-site': 'cross-site' })).json().error.code, 'FORBIDDEN');
    assert.equal((await ask({ ...MARK, 'sec-fetch-site': 'same-site' })).json().error.code, 'FORBIDDEN');
    assert.equal((await ask({ ...MARK, origin: 'http://localhost:81' })).json().error.code, 'FORBIDDEN');
  });

  it('is over after signing out', async () => {
    const { app } = fakeApp();
    const signIn = await app.inject({ method: 'POST', url: '/session', headers: MARK, payload: WHO });
    const cookie = String(signIn.headers['set-cookie']).split(';')[0]!;
    const out = await app.inject({ method: 'DELETE', url: '/session', headers: { ...MARK, cookie } });
    assert.equal(out.statusCode, 204);
    assert.match(String(out.headers['set-cookie']), /Expires=Thu, 01 Jan 1970/);
    const { errors } = (
      await app.inject({ method: 'POST', url: '/graphql', headers: { ...MARK, cookie }, payload: VIEWER })
    ).json();
    assert.equal(errors[0].extensions.code, 'SIGNED_OUT');
  });

  it('can not be a form of another site', async () => {
    const { app } = fakeApp();
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const answer = await app.inject({
        method: 'POST',
        url: '/graphql',
        headers: { ...MARK, 'content-type': type },
        payload: JSON.stringify(VIEWER),
      });
      assert.equal(answer.statusCode, 415, type);
    }
    assert.equal(
      (await app.inject({ url: `/graphql?query=${encodeURIComponent(VIEWER.query)}` })).statusCode,
      405,
    );
  });
});
