// The HTTP client over egress, before a real web server on this machine.
import assert from 'node:assert/strict';
import net from 'node:net';
import { suite, test } from 'node:test';
import type { HttpAnswer, HttpRequest } from '../../../server/net/http.ts';
import { atEnd } from '../../support/cleanup.ts';
import { startWeb } from '../../support/web.ts';

const BOUNDS = { redirects: 4, timeoutMs: 5000, maxBytes: 1000 };
const read = async (body: HttpAnswer['body']): Promise<string> => {
  let text = '';
  for await (const chunk of body) text += chunk.toString();
  return text;
};
const textOf = ({ body }: HttpAnswer): Promise<string> => read(body);

const web = await startWeb((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
  const to = searchParams.get('to');
  if (pathname === '/go')
    response
      .writeHead(Number(searchParams.get('code') ?? 302), to === null ? {} : { location: to })
      .end('moved');
  else if (pathname === '/many') {
    const left = Number(searchParams.get('left'));
    if (left > 0) response.writeHead(302, { location: `/many?left=${left - 1}`, 'set-cookie': 'a=1' }).end();
    else response.end('arrived');
  } else if (pathname === '/large') response.end('x'.repeat(1001));
  else if (pathname === '/endless') response.write('x');
  else if (pathname === '/silent') return;
  else if (pathname === '/broken') {
    response.writeHead(200, { 'content-length': 100 }).write('x');
    setImmediate(() => response.destroy());
  } else response.end(request.method);
});
const send = (url: string, more: Partial<HttpRequest> = {}) => web.client.send({ url, ...BOUNDS, ...more });

test('a request carries nothing of the person', async () => {
  web.asked.length = 0;
  const answer = await send(web.url('/plain?x=1#part'), { headers: { accept: 'image/png' } });
  assert.deepEqual([answer.status, await textOf(answer)], [200, 'GET']);
  assert.equal(web.asked[0]?.url, '/plain?x=1');
  assert.deepEqual(web.asked[0]?.headers, {
    ...{ host: `shop.example:${web.port}`, connection: 'close', accept: 'image/png' },
    'user-agent': 'Mozilla/5.0 (compatible; MailProxy/1.0)',
    'accept-encoding': 'identity',
  });
});

suite('redirects', () => {
  test('are followed without cookies, as many as are allowed', async () => {
    web.asked.length = 0;
    assert.equal(await textOf(await send(web.url('/many?left=4'))), 'arrived');
    assert.ok(web.asked.length === 5 && web.asked.every(({ headers }) => headers.cookie === undefined));
    await assert.rejects(send(web.url('/many?left=5')), { code: 'UPSTREAM_PROTOCOL' });
  });

  test('are addresses like the first: checked, and asked about', async () => {
    const to = (url: string) => send(web.url(`/go?to=${encodeURIComponent(url)}`));
    assert.equal(await textOf(await to(web.url('/there', 'other.example'))), 'GET');
    for (const bad of [
      web.url('/x', 'private.example'),
      `http://10.0.0.1:${web.port}/`,
      `http://[::1]:${web.port}/`,
      `http://2130706434:${web.port}/`,
      `http://shop.example:${web.port + 1}/`,
      `http://user:secret@shop.example:${web.port}/`,
      'file:///etc/passwd',
      'data:image/png;base64,AAAA',
    ])
      await assert.rejects(to(bad), { code: 'SERVER_NOT_ALLOWED' }, bad);
    const asked: string[] = [];
    const allows = ({ hostname }: URL) => asked.push(hostname) > 0 && hostname !== 'track.example';
    const url = web.url(`/go?to=${encodeURIComponent(web.url('/', 'track.example'))}`);
    await assert.rejects(send(url, { allows }), { code: 'SERVER_NOT_ALLOWED' });
    assert.deepEqual(asked, ['shop.example', 'track.example']);
  });

  test('are answers where none are to be followed, and never followed by a POST', async () => {
    assert.equal((await send(web.url('/go?to=/x'), { redirects: 0 })).status, 302);
    const posted = await send(web.url('/go?to=/x&code=307'), { method: 'POST', body: 'a=b' });
    assert.equal(posted.status, 307);
  });

  test('without a place to go are answers', async () => {
    const answer = await send(web.url('/go'));
    assert.equal(answer.status, 302);
  });
});

suite('limits', () => {
  test('a body that is too large ends in the middle', async () => {
    const { body } = await send(web.url('/large'));
    await assert.rejects(read(body), { code: 'TOO_LARGE' });
    assert.equal((await textOf(await send(web.url('/large'), { maxBytes: 1001 }))).length, 1001);
  });

  test('a server that is silent, or never ends, is left in time', async () => {
    await assert.rejects(send(web.url('/silent'), { timeoutMs: 100 }), { code: 'UPSTREAM_TIMEOUT' });
    const { body } = await send(web.url('/endless'), { timeoutMs: 300 });
    await assert.rejects(read(body), { code: 'UPSTREAM_TIMEOUT' });
  });

  test('a caller who goes away cancels', async () => {
    const control = new AbortController();
    const asked = send(web.url('/silent'), { signal: control.signal });
    setTimeout(() => control.abort(), 20);
    await assert.rejects(asked, { code: 'CANCELLED' });
  });

  test('a body that breaks off is a failure, not an end', async () => {
    const { body } = await send(web.url('/broken'));
    await assert.rejects(read(body), { code: 'UPSTREAM_OFFLINE' });
  });

  test('what is no HTTP is said to be none', async () => {
    const listener = net.createServer((socket) => socket.on('error', () => {}).end('* OK IMAP ready\r\n'));
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    atEnd(() => listener.close());
    const { port } = listener.address() as net.AddressInfo;
    const other = await startWeb(() => {}, { allowPorts: [port] });
    const asked = other.client.send({ url: `http://shop.example:${port}/`, ...BOUNDS });
    await assert.rejects(asked, { code: 'UPSTREAM_PROTOCOL' });
  });
});
