// /image over the fake service, before a real web server: what a sender is told, what is passed on, and what never is.
import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { suite, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { ImageProxy } from '../../../server/http/image-proxy.ts';
import { rasterType } from '../../../server/mime/raster.ts';
import { fakeApp } from '../../support/fake-app.ts';
import { startWeb } from '../../support/web.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
const AVIF = Buffer.from('\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf....', 'latin1');

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const sends =
  (bytes: Buffer | string, headers: Record<string, string> = {}, status = 200): Answer =>
  (_request, response) =>
    void response
      .writeHead(status, { 'content-type': 'image/png', 'set-cookie': 'a=1', ...headers })
      .end(bytes);
const answers: Record<string, Answer> = {
  '/a.png': sends(PNG, { 'content-type': 'text/html' }),
  '/large': sends(Buffer.concat([PNG, Buffer.alloc(10_000)])),
  '/html': sends('<html><script>ran=1</script>'),
  '/svg': sends('<svg xmlns="http://www.w3.org/2000/svg"/>', { 'content-type': 'image/svg+xml' }),
  '/empty': sends(''),
  '/missing': sends(PNG, {}, 404),
  '/moved': sends('', { location: '/a.png' }, 302),
  '/inside': sends('', { location: 'http://10.0.0.1/a.png' }, 302),
  '/counted': sends('', { location: 'https://mailtrack.io/trace/x.png' }, 302),
  '/silent': () => {},
  '/slow': (_request, response) => {
    response.write(PNG.subarray(0, 20));
    setTimeout(() => response.end(PNG.subarray(20)), 50);
  },
};
const web = await startWeb((request, response) =>
  (answers[request.url ?? ''] ?? sends('', {}, 404))(request, response),
);
const fake = fakeApp({ POSTERN_IMAGE_MAX: '9K' }, web.client);
const ann = fake.service.user('ann@demo.example');
const ben = fake.service.user('ben@demo.example');

const get = (path: string, { user = ann, headers = {}, name = 'shop.example' } = {}) =>
  fake.app.inject({
    url: `/image/${user.images.seal(web.url(path, name), user.account.id)}`,
    headers: { authorization: `Bearer ${user.tokenWith('BODY_READ')}`, ...headers },
  });

suite('an image', () => {
  test('comes with our type and headers, and the sender learns nothing of the person', async () => {
    web.asked.length = 0;
    const { statusCode, headers, rawPayload } = await get('/a.png', {
      headers: {
        cookie: 'x=1',
        referer: 'http://mail.example/',
        'user-agent': 'Phone',
        'accept-language': 'de',
      },
    });
    assert.deepEqual([statusCode, rawPayload], [200, PNG]);
    assert.equal(headers['content-type'], 'image/png');
    assert.equal(headers['content-security-policy'], "sandbox; default-src 'none'");
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
    assert.match(headers['cache-control'] ?? '', /^private, max-age=(?:1[89]|[23]\d)\d\d$/);
    assert.equal(headers['set-cookie'], undefined);
    assert.deepEqual(web.asked[0]?.headers, {
      ...{ host: `shop.example:${web.port}`, connection: 'close', 'accept-encoding': 'identity' },
      'user-agent': 'Mozilla/5.0 (compatible; MailProxy/1.0)',
      accept: 'image/avif,image/webp,image/png,image/jpeg,image/gif',
    });
  });

  test('is fetched once for a person, and again for another', async () => {
    web.asked.length = 0;
    await get('/a.png', { name: 'once.example' });
    assert.deepEqual((await get('/a.png', { name: 'once.example' })).rawPayload, PNG);
    assert.equal(web.asked.length, 1);
    await get('/a.png', { user: ben, name: 'once.example' });
    assert.equal(web.asked.length, 2);
  });

  test('is passed on as it comes, and follows where it moved', async () => {
    for (const path of ['/slow', '/moved']) assert.deepEqual((await get(path)).rawPayload, PNG, path);
  });

  test('that fails is empty and never a page', async () => {
    for (const [path, status] of [
      ['/html', 502],
      ['/svg', 502],
      ['/empty', 502],
      ['/missing', 502],
      ['/inside', 403],
      ['/counted', 403],
    ] as const) {
      const { statusCode, body, headers } = await get(path);
      assert.deepEqual(
        [statusCode, body, headers['content-type'], headers['cache-control']],
        [status, '', 'image/gif', 'no-store'],
        path,
      );
    }
    assert.equal((await get('/a.png', { name: 'private.example' })).statusCode, 403);
  });

  test('that is too large is cut off and not kept', async () => {
    for (let n = 1; n <= 2; n++) {
      web.asked.length = 0;
      const cut = await get('/large').catch(() => null);
      assert.ok(cut === null || cut.rawPayload.length < 9 * 1024);
      assert.equal(web.asked.length, 1);
    }
  });
});

suite('a sealed address', () => {
  test('is worth nothing to another person, another account, or later', async () => {
    const sealed = ann.images.seal(web.url('/a.png'), ann.account.id);
    const as = async (token: string, name = sealed) =>
      (await fake.app.inject({ url: `/image/${name}`, headers: { authorization: `Bearer ${token}` } }))
        .statusCode;
    assert.equal(await as(ann.tokenWith('BODY_READ')), 200);
    assert.equal(await as(ben.tokenWith('BODY_READ')), 404);
    assert.equal(await as(ann.tokenWith('BODY_READ'), ann.images.seal(web.url('/a.png'), 'another')), 404);
    assert.equal(await as(ann.tokenWith('BODY_READ'), 'nonsense'), 404);
    assert.equal(await as(ann.tokenWith('HEADERS_READ')), 403);
    assert.equal((await fake.app.inject({ url: `/image/${sealed}` })).statusCode, 401);
    ann.images.ahead = 61 * 60_000;
    assert.equal(await as(ann.tokenWith('BODY_READ')), 404);
    ann.images.ahead = 0;
  });

  test('does not depend on what a site elsewhere asks', async () => {
    const { secret } = await fake.service.signIn(
      { address: 'ann@demo.example', password: 'right' },
      {} as never,
      AbortSignal.timeout(1000),
    );
    const url = `/image/${ann.images.seal(web.url('/a.png'), ann.account.id)}`;
    const asked = (site: string) =>
      fake.app.inject({ url, headers: { cookie: `postern=${secret}`, 'sec-fetch-site': site } });
    assert.equal((await asked('same-origin')).statusCode, 200);
    assert.equal((await asked('cross-site')).statusCode, 403);
  });

  test('of the longest kind still fits', async () => {
    const path = `/a.png?${'x'.repeat(3900)}`;
    answers[path] = sends(PNG);
    assert.equal((await get(path)).statusCode, 200);
  });
});

suite('the proxy', () => {
  const proxyWith = (more = {}) =>
    new ImageProxy({ client: web.client, maxBytes: 10_000, cacheBytes: 100_000, ...more });
  const signal = AbortSignal.timeout(20_000);

  test('leaves a silent host in time, and asks it no more for a while', async () => {
    const proxy = proxyWith({ timeMs: 100 });
    const ask = (name: string) => proxy.get('v', web.url('/silent', name), signal);
    await Promise.all([1, 2].map(() => assert.rejects(ask('silent.example'), { code: 'UPSTREAM_TIMEOUT' })));
    web.asked.length = 0;
    await assert.rejects(ask('silent.example'), { code: 'UPSTREAM_OFFLINE' });
    assert.equal(web.asked.length, 0);
    assert.equal((await proxy.get('v', web.url('/a.png', 'other.example'), signal)).type, 'image/png');
  });

  test('asks one host for few things at once, and forgets whoever goes away', async () => {
    const proxy = proxyWith();
    web.asked.length = 0;
    const controls = Array.from({ length: 20 }, () => new AbortController());
    const asked = controls.map((control) =>
      proxy.get('v', web.url('/silent', 'busy.example'), control.signal),
    );
    const ends = asked.map((each) => assert.rejects(each, { code: 'CANCELLED' }));
    while (web.asked.length < 4) await pause(5);
    await pause(50);
    assert.equal(web.asked.length, 4);
    for (const control of controls) control.abort();
    await Promise.all(ends);
    const { bytes } = await proxy.get('v', web.url('/a.png', 'busy.example'), signal);
    assert.ok(!Buffer.isBuffer(bytes));
    assert.deepEqual(Buffer.concat(await bytes.toArray()), PNG);
  });

  test('gives back the place of an answer that nobody reads to its end', async () => {
    const proxy = proxyWith();
    for (let n = 0; n < 10; n++) {
      const control = new AbortController();
      const { bytes } = await proxy.get('v', web.url('/slow', 'left.example'), control.signal);
      control.abort();
      if (!Buffer.isBuffer(bytes)) await new Promise((resolve) => bytes.once('close', resolve));
    }
    assert.equal((await proxy.get('v', web.url('/a.png', 'left.example'), signal)).type, 'image/png');
  });

  test('keeps nothing where it may keep nothing', async () => {
    const proxy = proxyWith({ cacheBytes: 0 });
    web.asked.length = 0;
    for (let n = 0; n < 2; n++) {
      const { bytes } = await proxy.get('v', web.url('/a.png'), signal);
      assert.ok(!Buffer.isBuffer(bytes));
      await bytes.toArray();
    }
    assert.equal(web.asked.length, 2);
  });
});

test('a picture is known by how it begins', () => {
  const type = (text: string) => rasterType(Buffer.from(text, 'latin1'));
  assert.equal(rasterType(PNG), 'image/png');
  assert.equal(rasterType(AVIF), 'image/avif');
  assert.equal(type('\xff\xd8\xff\xe0'), 'image/jpeg');
  assert.equal(type('GIF89a..'), 'image/gif');
  assert.equal(type('RIFF....WEBPVP8 '), 'image/webp');
  assert.equal(type('\0\0\0\x18ftypmif1\0\0\0\0avifmif1'), 'image/avif');
  for (const no of [
    '',
    'GIF88a',
    '<svg',
    'BM....',
    'RIFF....WAVE',
    '%PDF-1.7',
    '\0\0\0\x18ftypheic\0\0\0\0mif1heic',
    '\0\0\0\x10ftypmp42avif',
    '\x89PNG',
  ])
    assert.equal(type(no), null, no);
});
