// Headers of every answer, health, GraphiQL's switch and uploads.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fakeApp } from '../../support/fake-app.ts';

describe('every answer', () => {
  it('carries a policy without inline scripts and the usual guards', async () => {
    const { app } = fakeApp();
    for (const url of ['/', '/health', '/nothing-here', '/session']) {
      const { headers } = await app.inject({ url });
      const policy = String(headers['content-security-policy']);
      assert.match(policy, /default-src 'none'/, url);
      assert.match(policy, /frame-ancestors 'none'/);
      assert.doesNotMatch(policy, /unsafe/);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
      assert.equal(headers['strict-transport-security'], undefined);
    }
    const https = fakeApp({ POSTERN_ORIGIN: 'https://mail.example.org' });
    assert.match(
      String((await https.app.inject({ url: '/' })).headers['strict-transport-security']),
      /max-age/,
    );
  });

  it('is the app for a page of the app, and 404 for anything else', async () => {
    const { app } = fakeApp({ POSTERN_BASE_PATH: '/mail' });
    const page = await app.inject({ url: '/mail/mailbox/babc', headers: { accept: 'text/html' } });
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /<base href="\/mail\/">|not built/);
    assert.equal((await app.inject({ url: '/mail/assets/none.js' })).statusCode, 404);
    assert.equal((await app.inject({ url: '/mail/health' })).json().status, 'ok');
    assert.equal((await app.inject({ url: '/health' })).json().status, 'ok');
  });
});

describe('GraphiQL', () => {
  it('is there only when the operator switches it on', async () => {
    const ask = { url: '/graphql', headers: { accept: 'text/html' } };
    assert.equal((await fakeApp().app.inject(ask)).statusCode, 405);
    const on = await fakeApp({ POSTERN_GRAPHIQL: 'true' }).app.inject(ask);
    assert.equal(on.statusCode, 200);
    assert.match(on.body, /Postern GraphiQL/);
    assert.doesNotMatch(String(on.headers['content-security-policy']), /https:/);
  });
});

describe('an upload', () => {
  it('is taken as it is, and its id goes into a draft', async () => {
    const { app, service, graphql } = fakeApp();
    const user = service.user('alice@demo.example');
    const token = user.tokenWith('DRAFT_WRITE', 'SEND', 'ACCOUNT_READ', 'BODY_READ');
    const bytes = Buffer.from([0, 1, 2, 255]);
    const answer = await app.inject({
      method: 'POST',
      url: `/upload?filename=${encodeURIComponent('../grüße.bin')}`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-thing' },
      payload: bytes,
    });
    assert.equal(answer.statusCode, 201);
    assert.deepEqual(
      { ...answer.json<Record<string, unknown>>(), id: 0 },
      { id: 0, filename: '.._grüße.bin', type: 'application/x-thing', size: 4 },
    );
    const { data } = await graphql(token, '{ viewer { accounts { id } } }');
    const input = {
      accountId: data.viewer.accounts[0].id,
      to: ['bob@demo.example'],
      uploadIds: [answer.json().id],
    };
    await graphql(
      token,
      'mutation ($input: DraftInput!) { send(input: $input, idempotencyKey: "some-key-1") { submission { id } problem { message } } }',
      { input },
    );
    assert.deepEqual(
      user.sent[0]!.attachments.map(({ filename, size }) => [filename, size]),
      [['.._grüße.bin', 4]],
    );
  });

  it('needs the scope, a name and our header', async () => {
    const { app, service } = fakeApp();
    const post = (url: string, headers: Record<string, string>) =>
      app.inject({
        method: 'POST',
        url,
        headers: { 'content-type': 'text/plain', ...headers },
        payload: 'x',
      });
    const reader = { authorization: `Bearer ${service.user('a@demo.example').tokenWith('HEADERS_READ')}` };
    const writer = { authorization: `Bearer ${service.user('a@demo.example').tokenWith('DRAFT_WRITE')}` };
    assert.equal((await post('/upload?filename=a', reader)).json().error.code, 'SCOPE_MISSING');
    assert.equal((await post('/upload', writer)).json().error.code, 'VALIDATION');
    assert.equal((await post('/upload?filename=a', {})).json().error.code, 'SIGNED_OUT');
  });
});
