// Behind a real nginx: sub-paths kept and stripped, forwarded addresses, and an event stream that arrives as it
// happens through nginx's default buffering.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { fakeApp } from '../support/fake-app.ts';
import { plainMail } from '../support/mail.ts';
import { startNginx } from '../support/nginx.ts';

describe('behind nginx', () => {
  const { app, service } = fakeApp({ POSTERN_BASE_PATH: '/mail/', POSTERN_TRUSTED_PROXIES: '127.0.0.1' });
  const user = service.user('alice@demo.example');
  let nginx: string;

  before(async () => {
    const upstream = await app.listen({ port: 0, host: '127.0.0.1' });
    const forward = 'proxy_set_header Host $host:$server_port; proxy_set_header X-Forwarded-Proto $scheme;';
    const { port } = await startNginx(
      (port) => `server { listen 127.0.0.1:${port};
        location /mail/ { proxy_pass ${upstream}; ${forward} }
        location /strip/ { proxy_pass ${upstream}/; ${forward} } }`,
    );
    nginx = `http://127.0.0.1:${port}`;
  });

  it('answers under the path, whether the proxy keeps it or strips it', async () => {
    for (const path of ['/mail/', '/strip/']) {
      assert.deepEqual(await (await fetch(`${nginx}${path}health`)).json(), { status: 'ok' });
      const page = await (await fetch(`${nginx}${path}`, { headers: { accept: 'text/html' } })).text();
      assert.match(page, /<base href="\/mail\/">|not built/);
    }
  });

  it('knows its own address, so that a request of its own page passes', async () => {
    const signIn = await fetch(`${nginx}/mail/session`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-postern': '1',
        origin: nginx,
        'sec-fetch-site': 'same-origin',
      },
      body: JSON.stringify({ address: 'alice@demo.example', password: 'right' }),
    });
    assert.equal(signIn.status, 200);
    assert.match(signIn.headers.getSetCookie()[0] ?? '', /Path=\/mail\//);
  });

  it('brings each event when it happens', async () => {
    const token = user.tokenWith('EVENTS', 'MAILBOX_READ');
    const stop = new AbortController();
    const response = await fetch(`${nginx}/mail/graphql`, {
      method: 'POST',
      signal: stop.signal,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        accept: 'text/event-stream',
      },
      body: JSON.stringify({ query: 'subscription { events { kind mailboxId } }' }),
    });
    assert.equal(response.headers.get('content-type')?.split(';')[0], 'text/event-stream');
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const readUntil = async (events: number): Promise<void> => {
      while (text.split('event: next').length - 1 < events) {
        const { value, done } = await reader.read();
        assert.equal(done, false, 'the stream stays open');
        text += value;
      }
    };
    // Each is read before the next one happens: a proxy that held them back would hang here.
    for (let count = 1; count <= 3; count++) {
      if (count === 1) await reader.read();
      user.store.deliver(plainMail());
      await readUntil(count);
    }
    assert.match(text, /"kind":"MESSAGES_ADDED"/);
    stop.abort();
    await reader.cancel().catch(() => {});
  });
});
