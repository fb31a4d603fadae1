// /document, /blob and /raw over the fake service: who may read what, and with which headers.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { disposition, safeFilename } from '../../../server/http/disposition.ts';
import { DOCUMENT_POLICY, DOCUMENT_SANDBOX } from '../../../server/http/document.ts';
import { encodeId, partLocator } from '../../../server/mail/id.ts';
import { fakeApp } from '../../support/fake-app.ts';

/** One app for all tests, a new user for each. */
const fake = fakeApp();
let users = 0;

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="ran=1"/>';
const MESSAGE = [
  'From: Bob <bob@demo.example>',
  'Subject: Pictures',
  'Content-Type: multipart/mixed; boundary=m',
  '',
  '--m',
  'Content-Type: multipart/related; boundary=r',
  '',
  '--r',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p onclick="x()">Gr\u00fc\u00dfe <img src="cid:logo@x"><img src="https://t.example/p.gif" width="1"></p>',
  '--r',
  'Content-Type: image/png; name="logo.png"',
  'Content-ID: <logo@x>',
  'Content-Disposition: inline',
  'Content-Transfer-Encoding: base64',
  '',
  'iVBORw0KGgo=',
  '--r--',
  '--m',
  'Content-Type: text/html; name="page.html"',
  'Content-Disposition: attachment; filename="../../\u202Eexe.html"',
  '',
  '<script>ran=1</script>',
  '--m',
  'Content-Type: image/svg+xml; name=x.svg',
  '',
  SVG,
  '--m',
  'Content-Type: message/rfc822',
  '',
  'Subject: inner',
  '',
  'Inner words',
  '--m--',
  '',
].join('\r\n');

async function setUp(raw = MESSAGE) {
  const alice = fake.service.user(`user-${++users}@demo.example`);
  alice.store.deliver(Buffer.from(raw));
  const [row] = (await alice.store.page('INBOX', { limit: 1 })).rows;
  const locator = row!.header.locator;
  const get = async (
    url: string,
    token = alice.tokenWith('BODY_READ', 'ATTACHMENT_READ', 'RAW_READ'),
    headers: Record<string, string> = {},
  ) => fake.app.inject({ url, headers: { authorization: `Bearer ${token}`, ...headers } });
  const part = (path: string): string =>
    `/blob/${encodeId('part', alice.account.id, partLocator(locator, path))}`;
  return { ...fake, alice, get, part, id: encodeId('message', alice.account.id, locator), locator };
}

test('the sandbox of the frame and of the document are the same, and allow no scripts', () => {
  assert.equal(DOCUMENT_SANDBOX, 'allow-same-origin allow-popups allow-popups-to-escape-sandbox');
  const frame = readFileSync(new URL('../../../web/components/message-frame.tsx', import.meta.url), 'utf8');
  assert.equal(/FRAME_SANDBOX =\s*'([^']*)'/.exec(frame)?.[1], DOCUMENT_SANDBOX);
  assert.match(frame, /sandbox=\{FRAME_SANDBOX\}/);
});

test('a document has exactly its policy, and may be framed by this site alone', async () => {
  const { get, id } = await setUp();
  const { statusCode, headers, body } = await get(`/document/${id}`);
  assert.equal(statusCode, 200);
  assert.equal(
    headers['content-security-policy'],
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox",
  );
  assert.equal(headers['content-security-policy'], DOCUMENT_POLICY);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['referrer-policy'], 'no-referrer');
  assert.equal(headers['x-dns-prefetch-control'], 'off');
  assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
  assert.equal(headers['content-type'], 'text/html; charset=utf-8');
  assert.equal(headers['cache-control'], 'no-store');
  assert.match(body, /Grüße/);
  assert.doesNotMatch(body, /onclick|t\.example/);
});

test('no browser keeps a document, a file or a source for whoever sits there after the sign-out', async () => {
  const { get, id, part } = await setUp();
  for (const url of [`/document/${id}`, part('2'), `/raw/${id}`]) {
    const { statusCode, headers } = await get(url);
    assert.equal(statusCode, 200, url);
    assert.equal(headers['cache-control'], 'no-store', url);
  }
});

test('an embedded picture is served inline under our own type', async () => {
  const { app, alice, get, id } = await setUp();
  const { body } = await get(`/document/${id}`);
  const source = /<img src="\.\.\/([^"]+)"/.exec(body)![1]!;
  const picture = await app.inject({
    url: `/${source}`,
    headers: { authorization: `Bearer ${alice.tokenWith('ATTACHMENT_READ')}` },
  });
  assert.equal(picture.statusCode, 200);
  assert.equal(picture.headers['content-type'], 'image/png');
  assert.match(String(picture.headers['content-disposition']), /^inline; filename="logo.png"/);
  assert.equal(picture.rawPayload.toString('hex'), '89504e470d0a1a0a');
});

test("an attachment never keeps the sender's type or path", async () => {
  const { get, part } = await setUp();
  const page = await get(`${part('2')}?inline=1`);
  assert.equal(page.headers['content-type'], 'application/octet-stream');
  assert.equal(page.headers['content-security-policy'], "sandbox; default-src 'none'");
  assert.equal(page.headers['x-content-type-options'], 'nosniff');
  assert.equal(
    page.headers['content-disposition'],
    `attachment; filename="_.._exe.html"; filename*=UTF-8''_.._exe.html`,
  );
  assert.equal(page.body, '<script>ran=1</script>');
  const svg = await get(`${part('3')}?inline=1`);
  assert.equal(svg.headers['content-type'], 'application/octet-stream');
  assert.match(String(svg.headers['content-disposition']), /^attachment/);
  const inner = await get(part('4'));
  assert.match(String(inner.headers['content-disposition']), /^attachment; filename="message.eml"/);
  assert.equal(inner.headers['content-type'], 'application/octet-stream');
});

test('a part of its own can be read, an attached message too', async () => {
  const { get, id } = await setUp();
  assert.match((await get(`/document/${id}/4`)).body, /Inner words/);
  const page = await get(`/document/${id}/2`);
  assert.equal(page.statusCode, 200);
  assert.doesNotMatch(page.body, /<script/);
  assert.match((await get(`/document/${id}/1.2`)).body, /no text/);
});

test('the whole message is a download that is named by its subject', async () => {
  const { get, id } = await setUp();
  const { headers, body } = await get(`/raw/${id}`);
  assert.equal(headers['content-type'], 'message/rfc822');
  assert.match(String(headers['content-disposition']), /^attachment; filename="Pictures.eml"/);
  assert.equal(body, MESSAGE);
});

test('each door asks for its own scope', async () => {
  const { get, id, part, alice } = await setUp();
  for (const [url, scope] of [
    [`/document/${id}`, 'BODY_READ'],
    [part('2'), 'ATTACHMENT_READ'],
    [`/raw/${id}`, 'RAW_READ'],
  ] as const) {
    const all = ['BODY_READ', 'ATTACHMENT_READ', 'RAW_READ', 'HEADERS_READ'] as const;
    const refused = await get(url, alice.tokenWith(...all.filter((one) => one !== scope)));
    assert.equal(refused.statusCode, 403, url);
    assert.match(refused.body, new RegExp(scope));
    assert.equal((await get(url, alice.tokenWith(scope))).statusCode, 200, url);
  }
});

test("another user's ids are nowhere, and without a sign-in nothing is", async () => {
  const { app, get, id, part, service } = await setUp();
  const mallory = service.user('mallory@demo.example').tokenWith('BODY_READ', 'ATTACHMENT_READ', 'RAW_READ');
  for (const url of [`/document/${id}`, part('2'), `/raw/${id}`]) {
    const refused = await get(url, mallory);
    assert.equal(refused.statusCode, 404, url);
    assert.doesNotMatch(refused.body, /Grüße|ran=1|Bob/);
    assert.equal((await app.inject({ url })).statusCode, 401, url);
  }
});

test('ids of another kind, broken ids and multiparts are not found', async () => {
  const { get, id, part } = await setUp();
  for (const url of [
    '/document/x',
    `/document/${part('1').slice(6)}`,
    `/blob/${id}`,
    part('1'),
    part('TEXT'),
    part('9'),
    '/raw/mAAAA',
  ]) {
    assert.equal((await get(url)).statusCode, 404, url);
  }
});

test('what can not be shown is a page that says why and offers the download', async () => {
  const cases = [
    ['Content-Type: application/pdf\r\n\r\n%PDF', /no text/],
    [
      'Content-Type: multipart/encrypted; boundary=a\r\n\r\n--a\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--a\r\nContent-Type: application/octet-stream\r\n\r\nx\r\n--a--',
      /encrypted/,
    ],
    ['Content-Type: text/html\r\n\r\n  ', /empty/],
  ] as const;
  for (const [raw, words] of cases) {
    const { get, id } = await setUp(raw);
    const { statusCode, headers, body } = await get(`/document/${id}`);
    assert.equal(statusCode, 200);
    assert.match(body, words);
    assert.match(body, new RegExp(`href="\\.\\./raw/${id}"`));
    assert.equal(headers['content-security-policy'], DOCUMENT_POLICY);
  }
});

test('a failure is a readable page with the same policy, and is not kept', async () => {
  const { get, id, alice, locator } = await setUp();
  await alice.store.destroy([locator]);
  const { statusCode, headers, body } = await get(`/document/${id}`);
  assert.equal(statusCode, 410);
  assert.match(body, /no longer in the mailbox/);
  assert.equal(headers['content-security-policy'], DOCUMENT_POLICY);
  assert.equal(headers['cache-control'], 'no-store');
});

test('plain parts make one document, in order', async () => {
  const { get, id } = await setUp(
    [
      'Content-Type: multipart/mixed; boundary=a',
      '',
      '--a',
      '',
      'first <b>',
      '--a',
      '',
      'footer',
      '--a--',
    ].join('\r\n'),
  );
  assert.match((await get(`/document/${id}`)).body, /first &lt;b&gt;.*<hr>.*footer/s);
});

test('a client that goes away stops the stream of a download', async () => {
  const { alice, part, id } = await setUp();
  const origin = await fake.app.listen({ host: '127.0.0.1', port: 0 });
  for (const [url, method] of [
    [part('2'), 'openPart'],
    [`/raw/${id}`, 'openRaw'],
  ] as const) {
    const endless = new Readable({
      read() {
        setImmediate(() => this.push(Buffer.alloc(16_384)));
      },
    });
    alice.store[method] = async () => endless;
    const client = new AbortController();
    const headers = { authorization: `Bearer ${alice.tokenWith('ATTACHMENT_READ', 'RAW_READ')}` };
    const { body } = await fetch(origin + url, { headers, signal: client.signal });
    await body!.getReader().read();
    // Not `once` of node:events, which fails at the error that an early end may be.
    const closed = new Promise((resolve) => endless.once('close', resolve));
    client.abort();
    await closed;
    assert.equal(endless.destroyed, true, method);
  }
});

test('file names are safe to save and keep their true ending', () => {
  assert.equal(safeFilename('a/b\\c.txt'), 'a_b_c.txt');
  assert.equal(safeFilename('..'), 'attachment');
  assert.equal(safeFilename('.bashrc'), 'bashrc');
  assert.equal(safeFilename('fdp\u202Etxt.exe'), 'fdptxt.exe');
  assert.equal(safeFilename('CON.txt'), '_CON.txt');
  assert.equal(safeFilename('a\r\nSet-Cookie: x'), 'aSet-Cookie_ x');
  const long = safeFilename(`${'x'.repeat(400)}.pdf`);
  assert.deepEqual([long.length, long.slice(-4)], [150, '.pdf']);
  assert.equal(
    disposition('attachment', 'Grüße "1".txt'),
    `attachment; filename="Gru_e _1_.txt"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20_1_.txt`,
  );
  assert.doesNotMatch(disposition('inline', '😀".txt\r\n'), /[\r\n]|[^\x20-\x7e]/);
  assert.match(disposition('attachment', '\u2024\u2024\u2100\uFF0Fb.txt'), /filename="a_c_b\.txt"/);
});

test('the name of the files as one ZIP tells the subject to nobody who may not read headers', async () => {
  const { alice, id } = await setUp();
  const nameFor = async (...scopes: Parameters<typeof alice.tokenWith>): Promise<unknown> => {
    const headers = { authorization: `Bearer ${alice.tokenWith(...scopes)}` };
    const answer = await fake.app.inject({ url: `/zip/${id}`, headers });
    assert.equal(answer.statusCode, 200);
    return answer.headers['content-disposition'];
  };
  assert.match(String(await nameFor('ATTACHMENT_READ', 'HEADERS_READ')), /filename="Pictures\.zip"/);
  assert.match(String(await nameFor('ATTACHMENT_READ')), /filename="attachments\.zip"/);
});
